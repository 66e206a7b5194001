import type { Problem } from "#foundation/brand/config/problem.ts";

/** Sorted by file and place, each once. */
export function inOrder(problems: readonly Problem[]): Problem[] {
	const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
	return [...once.values()].sort(
		(a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
	);
}
