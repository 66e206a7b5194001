import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { build, DatabaseUnavailable, openDatabase } from "#foundation/db/database.ts";
import { TABLE_RULES } from "../../../src/register.ts";

/** What sqld says of a batch that meets a checkpoint: refused at its first step (Hrana 2). */
const BUSY = { message: "SQLite error: database is locked", code: "SQLITE_BUSY" };

let server: Server;
let asked = 0;
beforeAll(async () => {
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			asked += 1;
			const { requests } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
				requests: { type: string; batch?: { steps: unknown[] } }[];
			};
			const results = requests.map(({ type, batch }) => {
				const empty = (batch?.steps ?? []).map(() => null);
				const result = { step_results: empty, step_errors: empty.map((_, step) => (step === 0 ? BUSY : null)) };
				return { type: "ok", response: type === "batch" ? { type, result } : { type } };
			});
			response.setHeader("Content-Type", "application/json");
			response.end(JSON.stringify({ baton: null, base_url: null, results }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
	asked = 0;
});

/** A client whose time stands still. */
function clientWith(until?: number) {
	const { port } = server.address() as AddressInfo;
	const left = until === undefined ? {} : { until };
	const options = { url: `http://127.0.0.1:${port}`, rules: TABLE_RULES, timeout: 10_000, clock: () => 0, ...left };
	return openDatabase(options, { kind: "system", reason: "tests" });
}

describe("a server that stays busy", () => {
	it("is asked seven times and then given up, by who has time", async () => {
		const database = clientWith();
		await expect(database.write(build.deleteFrom("abuse_count"))).rejects.toThrow(
			new DatabaseUnavailable("the database stayed busy"),
		);
		expect([asked, database.trips.count]).toEqual([7, 7]);
	});

	it.each([
		[0, 1],
		[20, 1],
		[21, 2],
		[100, 4],
	])("is not waited for beyond the request: with %i ms left it is asked %i times", async (left, times) => {
		await expect(clientWith(left).write(build.deleteFrom("abuse_count"))).rejects.toThrow(DatabaseUnavailable);
		expect(asked).toBe(times);
	});
});
