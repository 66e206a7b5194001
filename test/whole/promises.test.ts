import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { checkLedger, promises } from "#cli/commands/promises.ts";
import { RUNNING } from "#cli/publish/running.ts";
import { promisesMade } from "#foundation/register/promise-needs.ts";
import { PROMISE_IDS, PROMISES, promisesInScope } from "#foundation/register/promises.ts";
import { testTitles } from "../support/test-titles.ts";

const TESTS = new URL("../", import.meta.url).pathname;

describe("the promise ledger", () => {
	test("holds P01 to P63 once each, in order", () => {
		expect(PROMISE_IDS).toEqual(Array.from({ length: 63 }, (_, index) => `P${String(index + 1).padStart(2, "0")}`));
	});

	test("gives each promise a scope and a text of its own", () => {
		const texts = PROMISE_IDS.map((id) => PROMISES[id].text);
		expect(new Set(texts).size).toBe(63);
		for (const id of PROMISE_IDS) expect(PROMISES[id].text, id).toMatch(/^[A-Z].{20,}\.$/);
	});

	test("splits the promises between the two statements as the sources do", () => {
		const counts = Object.groupBy(PROMISE_IDS, (id) => PROMISES[id].scope);
		expect(counts.twero).toEqual([
			"P06",
			"P07",
			"P08",
			"P09",
			"P18",
			"P20",
			"P23",
			"P26",
			"P27",
			"P28",
			"P29",
			"P30",
			"P31",
		]);
		expect(counts.both).toEqual([
			...["P01", "P02", "P03", "P04", "P05", "P10", "P11", "P12", "P13", "P14", "P15", "P16", "P17"],
			...["P22", "P24", "P25", "P45", "P63"],
		]);
		expect(counts.geilesexsite).toHaveLength(63 - 13 - 18);
	});

	test("puts only the shared promises before a brand that neither source names", () => {
		expect(promisesInScope("harbour")).toEqual(PROMISE_IDS.filter((id) => PROMISES[id].scope === "both"));
		expect(promisesInScope("twero")).toContain("P06");
		expect(promisesInScope("twero")).not.toContain("P21");
	});

	test("claims no test that does not exist", () => {
		const titles = testTitles(TESTS).map(({ name }) => name);
		expect(checkLedger(PROMISES, titles)).toEqual([]);
	});

	test("claims to keep no promise that cannot be made with what runs", () => {
		const made = promisesMade(RUNNING);
		const claimed = PROMISE_IDS.filter((id) => "kept" in PROMISES[id].status);
		expect(claimed.filter((id) => !made.includes(id))).toEqual([]);
		// It can tell: some promises wait for what they need.
		expect(made.length).toBeLessThan(PROMISE_IDS.length);
	});

	test("names the ledger's claim when its test is gone or is another promise's", () => {
		const row = { scope: "both", text: "Something is kept." } as const;
		const ledger = {
			P01: { ...row, status: { kept: "P01 is gone" } },
			P02: { ...row, status: { kept: "P12 keeps it" } },
			P03: { ...row, status: { kept: "P03 keeps" } },
			P04: { ...row, status: { open: true } },
			P05: { ...row, status: { kept: ["keeps it too (P05)", "is gone (P05)"] } },
		} as const;
		expect(checkLedger(ledger, ["P03 keeps its word", "P12 keeps it", "keeps it too (P05)"])).toEqual([
			'P01: there is no test "P01 is gone"',
			'P02: the test "P12 keeps it" does not name it',
			'P05: there is no test "is gone (P05)"',
		]);
	});

	test("prints every promise, and counts them", async () => {
		const { code, out } = await run(`${TESTS}..`);
		expect(code).toBe(0);
		for (const id of PROMISE_IDS) expect(out).toContain(`${id}  ${PROMISES[id].scope}`);
		expect(out).toMatch(/63 promises: \d+ kept, \d+ open/);
	});

	test("ends with exit code 1 in a project without the tests it names", async () => {
		const empty = await mkdtemp(join(tmpdir(), "ledger-"));
		await mkdir(join(empty, "test"));
		const { code, out } = await run(empty);
		await rm(empty, { recursive: true });
		expect(code).toBe(1);
		expect(out).toMatch(/^P47: there is no test/m);
	});
});

async function run(directory: string): Promise<{ code: number; out: string }> {
	let out = "";
	const stdout = new Writable({
		write(chunk, _encoding, done) {
			out += String(chunk);
			done();
		},
	});
	const io = { stdout, stderr: stdout, stdin: process.stdin, directory, now: () => new Date(0) };
	return { code: await promises([], io), out };
}
