import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { build, ConstraintViolated, DatabaseUnavailable, openDatabase } from "#foundation/db/database.ts";
import { outages } from "#foundation/outages.ts";
import { TABLE_RULES } from "../../../src/register.ts";

/** How a libSQL server, one of one's own or a hosted one, answers a batch that it does not carry out. */
type Answer = (response: ServerResponse, requests: readonly { type: string; batch?: { steps: unknown[] } }[]) => void;

let server: Server;
let answer: Answer;
beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => answer(response, JSON.parse(Buffer.concat(chunks).toString("utf8")).requests));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const MINUTE = 60_000;
let time = 0;
beforeEach(() => {
	time += 10 * MINUTE;
});

function write(): Promise<unknown> {
	const { port } = server.address() as AddressInfo;
	// No pause between tries: a server that is busy is another test's.
	const options = {
		url: `http://127.0.0.1:${port}`,
		rules: TABLE_RULES,
		timeout: 10_000,
		clock: () => time,
		until: time,
	};
	return openDatabase(options, { kind: "system", reason: "tests" }).write(build.deleteFrom("abuse_count"));
}

const json = (response: ServerResponse, body: unknown) => {
	response.setHeader("Content-Type", "application/json");
	response.end(typeof body === "string" ? body : JSON.stringify(body));
};

/** An error of the first step of the batch, as Hrana puts it. */
const stepError =
	(code: string, message = `says ${code}`): Answer =>
	(response, requests) => {
		const results = requests.map(({ type, batch }) => {
			const empty = (batch?.steps ?? []).map(() => null);
			const step_errors = empty.map((_, step) => (step === 0 ? { message, code } : null));
			return {
				type: "ok",
				response: type === "batch" ? { type, result: { step_results: empty, step_errors } } : { type },
			};
		});
		json(response, { baton: null, base_url: null, results });
	};

/** An error of the whole request. */
const streamError =
	(code: string): Answer =>
	(response, requests) =>
		json(response, {
			...{ baton: null, base_url: null },
			results: requests.map(() => ({ type: "error", error: { message: `says ${code}`, code } })),
		});

const plain =
	(status: number, body = "<html>no</html>"): Answer =>
	(response) => {
		response.statusCode = status;
		response.end(body);
	};

const OWN_CODES = [
	...["SQLITE_FULL", "SQLITE_IOERR", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_READONLY", "SQLITE_CORRUPT"],
	...["SQLITE_NOMEM", "SQLITE_CANTOPEN", "SQLITE_PROTOCOL", "SQLITE_NOTADB", "SQLITE_INTERRUPT", "SQLITE_AUTH"],
	...["SQLITE_INTERNAL", "SQLITE_SCHEMA", "SQLITE_PERM", "SQLITE_UNKNOWN", "TRANSACTION_TIMEOUT", "RESPONSE_TOO_LARGE"],
	...["BLOCKED", "SQL_WRITE_BLOCKED", "STREAM_EXPIRED", "INTERNAL_ERROR", "a code of tomorrow"],
];

describe("a database that fails", () => {
	it.each([
		...OWN_CODES.map((code) => [code, stepError(code)] as const),
		...OWN_CODES.map((code) => [`${code}, at once`, streamError(code)] as const),
	])("is unavailable, whatever it says: %s", async (_code, how) => {
		answer = how;
		await expect(write()).rejects.toThrow(DatabaseUnavailable);
		expect(outages(time)).toEqual([expect.stringMatching(/^database writes: the database /)]);
	});

	it.each<[string, Answer]>([
		...[400, 401, 402, 403, 404, 413, 429, 500, 502, 503].map((status): [string, Answer] => [
			`${status}`,
			plain(status),
		]),
		["a page with 200", plain(200)],
		["nothing with 200", plain(200, "")],
		["JSON that ends early", (response) => json(response, '{"baton":null,"results":[{"type":"ok","resp')],
		["JSON of something else", (response) => json(response, { hello: "world" })],
		["too few results", (response) => json(response, { baton: null, base_url: null, results: [] })],
		["null", (response) => json(response, null)],
		["a connection that ends", (response) => response.destroy()],
	])("is unavailable when it answers %s", async (_what, how) => {
		answer = how;
		await expect(write()).rejects.toThrow(DatabaseUnavailable);
	});

	it("tells no text of the server, and is forgotten once it answers", async () => {
		answer = stepError("SQLITE_FULL");
		await expect(write()).rejects.toThrow(/^the database says SQLITE_FULL$/);
		expect(outages(time)).toEqual(["database writes: the database says SQLITE_FULL"]);
		expect(outages(time + MINUTE)).toEqual([]);
		const result = { cols: [], rows: [], affected_row_count: 0, last_insert_rowid: null };
		answer = (response, requests) =>
			json(response, {
				...{ baton: null, base_url: null },
				results: requests.map(({ type, batch }) => {
					const steps = batch?.steps ?? [];
					const step_results = steps.map(() => result);
					const body = { type, result: { step_results, step_errors: steps.map(() => null) } };
					return { type: "ok", response: type === "batch" ? body : { type } };
				}),
			});
		await write();
		expect(outages(time)).toEqual([]);
	});
});

describe("a batch that is wrong", () => {
	it.each(["SQLITE_CONSTRAINT", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_TRIGGER"])(
		"violates a constraint: %s",
		async (code) => {
			answer = stepError(code);
			await expect(write()).rejects.toThrow(ConstraintViolated);
		},
	);

	it.each(["SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_RANGE", "SQLITE_TOOBIG", "SQL_PARSE_ERROR", "SQL_INPUT_ERROR"])(
		"is our own mistake: %s",
		async (code) => {
			answer = stepError(code);
			await expect(write()).rejects.toMatchObject({ code });
			expect(outages(time)).toEqual([]);
		},
	);

	it.each([
		"no such table: nope",
		"no such column: nope",
		"table t has 2 columns but 3 values were supplied",
		"malformed JSON",
		"integer overflow",
	])("is our own mistake in the words of sqld, which has no code for it: %s", async (words) => {
		answer = stepError("SQLITE_UNKNOWN", `SQLite error: ${words}`);
		await expect(write()).rejects.toMatchObject({ code: "SQLITE_UNKNOWN" });
		answer = stepError("SQLITE_UNKNOWN", "SQLite error: disk I/O error");
		await expect(write()).rejects.toThrow(DatabaseUnavailable);
	});

	it("never leaves when a value of it cannot be sent", async () => {
		const { port } = server.address() as AddressInfo;
		const options = { url: `http://127.0.0.1:${port}`, rules: TABLE_RULES, timeout: 10_000, clock: () => time };
		const database = openDatabase(options, { kind: "system", reason: "tests" });
		const wrong = build.deleteFrom("abuse_count").where("count", "=", Number.NaN);
		await expect(database.write(wrong)).rejects.toThrow(RangeError);
	});
});
