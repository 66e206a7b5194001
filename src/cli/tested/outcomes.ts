import type { NamedTest, Outcome } from "#features/privacy/tested/report.ts";

/**
 * How often tests of a title of the ledger ended so. Those that were left out on purpose are in none; `broken` ones were
 * to run and did not, because what stands around them failed.
 */
export type TitleCounts = { title: string; passed: number; flaky: number; failed: number; broken: number };

/** A test of a run, by its own title without those of its groups. */
export type EndedTest = { name: string; state: "passed" | "failed" | "skipped" | "pending" | "broken"; flaky: boolean };

/**
 * Whether a test of a run has a title of the ledger. The ledger has it as it is written, or its beginning; a run fills in
 * its placeholders (`%s`, `${…}`, `$name`).
 */
export function hasTitle(name: string, title: string): boolean {
	const [begin = "", ...parts] = title.split(/%[sdifjoOc#$]|\$\{[^}]*\}|\$[A-Za-z_][\w.]*/);
	if (!name.startsWith(begin)) return false;
	let from = begin.length;
	return parts.every((part) => {
		const at = name.indexOf(part, from);
		from = at + part.length;
		return at >= 0;
	});
}

/** The titles of which a test was found, with how their tests ended. `flaky` ones are among those that passed. */
export function countTitles(tests: readonly EndedTest[], titles: readonly string[]): TitleCounts[] {
	return [...new Set(titles)].flatMap((title) => {
		const named = tests.filter(({ name }) => hasTitle(name, title));
		if (named.length === 0) return [];
		const count = (state: EndedTest["state"]) => named.filter((one) => one.state === state).length;
		return {
			title,
			passed: count("passed"),
			flaky: named.filter(({ state, flaky }) => state === "passed" && flaky).length,
			failed: count("failed"),
			broken: count("broken") + count("pending"),
		};
	});
}

/** What became of a title: a failure counts before all else, and what did not run proves nothing. */
export function outcomeOf(title: string, counts: readonly TitleCounts[]): NamedTest {
	const { passed = 0, flaky = 0, failed = 0, broken = 0 } = counts.find((one) => one.title === title) ?? {};
	const outcome = (): Outcome => {
		if (failed > 0) return "failed";
		if (passed === 0 || broken > 0) return "not_run";
		return flaky > 0 ? "flaky" : "passed";
	};
	return { title, outcome: outcome(), cases: passed + failed };
}
