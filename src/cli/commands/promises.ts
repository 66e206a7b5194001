import { join } from "node:path";
import { PROMISE_IDS, PROMISES, type PromiseId } from "#foundation/register/promises.ts";
import type { PromiseRow } from "#foundation/register/promises-first.ts";
import { testTitles } from "../../../test/support/test-titles.ts";
import { type CommandIo, parseOptions } from "../command.ts";
import type { Usage } from "../usage.ts";

/** What the ledger says that the tests do not bear out. A kept promise names a test whose title carries its id. */
export function checkLedger(ledger: Record<string, PromiseRow>, titles: readonly string[]): string[] {
	return Object.entries(ledger).flatMap(([id, { status }]) => {
		if ("open" in status) return [];
		return testsOf(status).flatMap((kept) => {
			if (!new RegExp(`\\b${id}\\b`).test(kept)) return [`${id}: the test "${kept}" does not name it`];
			return titles.some((title) => title.startsWith(kept)) ? [] : [`${id}: there is no test "${kept}"`];
		});
	});
}

export const USAGE: Usage = {
	does: "Lists the promises of this product, each with the tests that keep it, or open.",
	forms: ["npm run promises"],
	example: "npm run promises",
};

/** `promises`: prints the ledger. Exit code 1 when it claims a test that does not exist. */
export async function promises(argv: string[], io: CommandIo): Promise<number> {
	parseOptions(argv, {});
	const titles = testTitles(join(io.directory, "test")).map(({ name }) => name);
	const problems = checkLedger(PROMISES, titles);
	io.stdout.write(`${PROMISE_IDS.map(row).join("\n")}\n\n`);
	const kept = PROMISE_IDS.filter((id) => "kept" in PROMISES[id].status).length;
	io.stdout.write(`${PROMISE_IDS.length} promises: ${kept} kept, ${PROMISE_IDS.length - kept} open\n`);
	for (const problem of problems) io.stderr.write(`${problem}\n`);
	return problems.length > 0 ? 1 : 0;
}

const by = (title: string): string => `${" ".repeat(25)}by "${title}"`;

const testsOf = ({ kept }: { kept: string | readonly string[] }): readonly string[] =>
	typeof kept === "string" ? [kept] : kept;

function row(id: PromiseId): string {
	const { scope, text, status } = PROMISES[id];
	const state = "kept" in status ? [`kept  ${text}`, ...testsOf(status).map(by)].join("\n") : `open  ${text}`;
	return `${id}  ${scope.padEnd(12)}  ${state}`;
}
