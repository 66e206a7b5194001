import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/env.ts";

const TOKEN = "kanarie-token";

describe("the Worker's settings", () => {
	it.each([
		["https://database.example", "production"],
		["http://127.0.0.1:8080", "production"],
		["http://[::1]:8080", "production"],
		["http://localhost:8080", "production"],
		["http://database.example", "development"],
	])("take %s in %s", (DATABASE_URL, STAGE) => {
		expect(parseEnv({ STAGE, DATABASE_URL, DATABASE_TOKEN: TOKEN })).toMatchObject({
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
		const refusal = () => parseEnv({ STAGE, DATABASE_URL, DATABASE_TOKEN: TOKEN });
		expect(refusal).toThrow(/^environment: missing or malformed (DATABASE_URL|STAGE)$/);
	});

	it("refuse an empty token, and need a stage and a database", () => {
		expect(() => parseEnv({ STAGE: "test", DATABASE_URL: "http://127.0.0.1:1", DATABASE_TOKEN: "" })).toThrow(
			"environment: missing or malformed DATABASE_TOKEN",
		);
		expect(() => parseEnv({})).toThrow("environment: missing or malformed STAGE, DATABASE_URL");
	});
});
