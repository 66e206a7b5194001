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

	const account = { realm: "jupiter-media", brand: "twero", recipient: "google-analytics", id: "G-TEST0001" };
	const analytics = { ...account, secret: "geheim-van-de-api" };
	const click = { ...account, recipient: "24metrics", id: "abcd1234" };
	const withAccounts = (given: unknown, STAGE = "test", DATABASE_URL = "http://127.0.0.1:1") =>
		parseEnv({ ...local, STAGE, DATABASE_URL, RECIPIENT_ACCOUNTS: JSON.stringify(given) }, TABLE_RULES)
			.recipientAccounts;

	it("take accounts with recipients of visits, of which there may be none", () => {
		expect(parseEnv(local, TABLE_RULES).recipientAccounts).toEqual([]);
		for (const empty of ["", " \n", "[]"]) {
			const settings = parseEnv({ ...local, RECIPIENT_ACCOUNTS: empty, RECIPIENT_ENDPOINTS: empty }, TABLE_RULES);
			expect([settings.recipientAccounts, settings.recipientEndpoints]).toEqual([[], []]);
		}
		expect(withAccounts([analytics, click])).toEqual([analytics, click]);
		const here = { ...click, url: "http://127.0.0.1:8792/click" };
		expect(withAccounts([here], "production", "https://db.example")).toEqual([here]);
		const elsewhere = { ...click, url: "https://elders.example/click" };
		expect(withAccounts([elsewhere])).toEqual([elsewhere]);
		// What visitors say yes to is the service itself.
		expect(() => withAccounts([elsewhere], "production", "https://db.example")).toThrow(
			/malformed RECIPIENT_ACCOUNTS$/,
		);
	});

	it.each<[string, unknown]>([
		["of no service", [{ ...analytics, recipient: "plausible" }]],
		["of a service by another's name", [{ ...analytics, recipient: "constructor" }]],
		["without a secret where there is one", [account]],
		["with a secret where there is none", [{ ...click, secret: "geheim-van-de-api" }]],
		["of another kind of id", [{ ...analytics, id: "UA-1234" }]],
		["with an id that would be another host", [{ ...click, id: "evil.example/a" }]],
		["read by anybody on the way", [{ ...click, url: "http://elders.example/" }]],
		["twice for one brand", [click, click]],
		["of a word that it does not know", [{ ...click, offer: "kanarie" }]],
	])("refuse accounts that are %s, and print nothing of them", (_what, given) => {
		expect(() => withAccounts(given)).toThrow(/^environment: missing or malformed RECIPIENT_ACCOUNTS[.\da-z]*$/);
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
