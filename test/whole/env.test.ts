import { describe, expect, it } from "vitest";
import { parseEnv } from "../../src/env.ts";
import { TABLE_RULES } from "../../src/register.ts";
import { memoryObjects } from "../support/stores/object-store.ts";
import { memorySalts } from "../support/stores/salt-store.ts";

const TOKEN = "kanarie-token";
const KEYS = {
	KEK_ROOT: Buffer.alloc(32, 1).toString("base64"),
	TOKEN_ROOT: Buffer.alloc(32, 2).toString("base64"),
	RECEIPT_KEY: Buffer.alloc(32, 3).toString("base64"),
	SMTP_URL: "smtps://livery:geheim@mail.example:465",
	SALTS: memorySalts(),
	OBJECTS: memoryObjects(),
};

describe("the Worker's settings", () => {
	it.each([
		["https://database.example", "production"],
		["http://127.0.0.1:8080", "production"],
		["http://[::1]:8080", "production"],
		["http://localhost:8080", "production"],
		["http://database.example", "development"],
	])("take %s in %s", (DATABASE_URL, STAGE) => {
		expect(parseEnv({ STAGE, DATABASE_URL, DATABASE_TOKEN: TOKEN, ...KEYS }, TABLE_RULES)).toMatchObject({
			stage: STAGE,
			databaseUrl: DATABASE_URL,
			databaseToken: TOKEN,
		});
	});

	it.each([
		["http://database.example", "production"],
		["http://127.0.0.1.evil.test", "production"],
		["http://localhost@evil.test", "production"],
		["ws://database.example", "production"],
		["file:///database", "development"],
		["not a url", "development"],
		["https://database.example", "holiday"],
	])("refuse %s in %s, naming the variable and not its value", (DATABASE_URL, STAGE) => {
		const refusal = () => parseEnv({ STAGE, DATABASE_URL, DATABASE_TOKEN: TOKEN, ...KEYS }, TABLE_RULES);
		expect(refusal).toThrow(/^environment: missing or malformed (DATABASE_URL|STAGE)$/);
	});

	const local = { STAGE: "test", DATABASE_URL: "http://127.0.0.1:1", ...KEYS };
	const endpoint = { realm: "jupiter-media", recipient: "vervoerder", url: "https://vervoerder.example/notices" };
	const secret = Buffer.alloc(32, 3).toString("base64");

	it("take endpoints of recipients, of which there may be none", () => {
		expect(parseEnv(local, TABLE_RULES).recipientEndpoints).toEqual([]);
		const [known] = parseEnv(
			{ ...local, RECIPIENT_ENDPOINTS: JSON.stringify([{ ...endpoint, secret }]) },
			TABLE_RULES,
		).recipientEndpoints;
		expect(known).toEqual({ ...endpoint, secret: new Uint8Array(32).fill(3) });
	});

	it.each([
		["no JSON", "geheim"],
		["no list", JSON.stringify({ ...endpoint, secret })],
		["an address that anybody can read on the way", [{ ...endpoint, secret, url: "http://vervoerder.example/" }]],
		["a secret that is too short", [{ ...endpoint, secret: Buffer.alloc(16).toString("base64") }]],
		[
			"two places for one recipient",
			[
				{ ...endpoint, secret },
				{ ...endpoint, secret },
			],
		],
		["a word that it does not know", [{ ...endpoint, secret, mail: "kanarie" }]],
	])("refuse endpoints that are %s, and print nothing of them", (_what, given) => {
		const RECIPIENT_ENDPOINTS = typeof given === "string" ? given : JSON.stringify(given);
		const refusal = () => parseEnv({ ...local, RECIPIENT_ENDPOINTS }, TABLE_RULES);
		expect(refusal).toThrow(/^environment: missing or malformed RECIPIENT_ENDPOINTS[.\da-z]*$/);
	});

	it("refuse an empty token, and need a stage and a database", () => {
		expect(() => parseEnv({ ...local, DATABASE_TOKEN: "" }, TABLE_RULES)).toThrow(
			/^environment: missing or malformed DATABASE_TOKEN$/,
		);
		expect(() => parseEnv({}, TABLE_RULES)).toThrow(
			/^environment: missing or malformed STAGE, DATABASE_URL, KEK_ROOT, TOKEN_ROOT, RECEIPT_KEY, SMTP_URL, SALTS, OBJECTS$/,
		);
	});

	it.each([
		["KEK_ROOT", ""],
		["KEK_ROOT", "kort"],
		["KEK_ROOT", Buffer.alloc(31).toString("base64")],
		["KEK_ROOT", Buffer.alloc(33).toString("base64")],
		["TOKEN_ROOT", "geen base64!".padEnd(44, "=")],
		["RECEIPT_KEY", Buffer.alloc(64).toString("base64")],
		["SMTP_URL", "http://mail.example"],
		["SALTS", undefined],
		["OBJECTS", undefined],
	])("refuse a malformed %s, and do not print it: %j", (name, value) => {
		const bindings = { STAGE: "test", DATABASE_URL: "http://127.0.0.1:1", ...KEYS, [name]: value };
		expect(() => parseEnv(bindings, TABLE_RULES)).toThrow(`environment: missing or malformed ${name}`);
		expect(() => parseEnv(bindings, TABLE_RULES)).not.toThrow(value || "kanarie");
	});
});
