import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROMISE_IDS, PROMISES, type PromiseId, type PromiseRow } from "../privacy/promises.ts";
import type { CommandIo } from "./command.ts";

/** Title of a test, with its modifiers: `test("…"`, `it.each([…])("…"`. */
const TITLE = /\b(?:test|it)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*(["'`])((?:\\.|(?!\1)[\s\S])*)\1/g;

/** The titles of the tests in a folder of test files, wherever they stand in it. */
export function testTitles(directory: string): string[] {
	return readdirSync(directory, { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".test.ts"))
		.sort()
		.flatMap((file) =>
			[...readFileSync(join(directory, file), "utf8").matchAll(TITLE)].map(([, , title = ""]) => title),
		);
}

/** What the ledger says that the tests do not bear out. A kept promise names a test whose title carries its id. */
export function checkLedger(ledger: Record<string, PromiseRow>, titles: readonly string[]): string[] {
	return Object.entries(ledger).flatMap(([id, { status }]) => {
		if ("open" in status) return [];
		const { kept } = status;
		if (!new RegExp(`\\b${id}\\b`).test(kept)) return [`${id}: the test "${kept}" does not name it`];
		return titles.some((title) => title.startsWith(kept)) ? [] : [`${id}: there is no test "${kept}"`];
	});
}

/** `promises`: prints the ledger. Exit code 1 when it claims a test that does not exist. */
export async function promises(_argv: string[], io: CommandIo): Promise<number> {
	const problems = checkLedger(PROMISES, testTitles(join(io.directory, "test")));
	io.stdout.write(`${PROMISE_IDS.map(row).join("\n")}\n\n`);
	const kept = PROMISE_IDS.filter((id) => "kept" in PROMISES[id].status).length;
	io.stdout.write(`${PROMISE_IDS.length} promises: ${kept} kept, ${PROMISE_IDS.length - kept} open\n`);
	for (const problem of problems) io.stderr.write(`${problem}\n`);
	return problems.length > 0 ? 1 : 0;
}

function row(id: PromiseId): string {
	const { scope, text, status } = PROMISES[id];
	const state = "kept" in status ? `kept  ${text}\n${" ".repeat(25)}by "${status.kept}"` : `open  ${text}`;
	return `${id}  ${scope.padEnd(12)}  ${state}`;
}
