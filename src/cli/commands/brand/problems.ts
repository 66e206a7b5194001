import { basename } from "node:path";
import { type Problem, quote } from "#foundation/brand/config/problem.ts";
import { printableLine } from "#foundation/printable.ts";

/** `file:line:col  why  → fix`, on one line whatever the names of files and keys hold. */
export function problemLine({ file, line, column, path, why, fix, level }: Problem): string {
	const where = path === "" ? "" : `${path}: `;
	const remedy = fix === "" ? "" : `  → ${fix}`;
	const text = `${file}:${line}:${column}  ${level === "warning" ? "warning: " : ""}${where}${why}${remedy}`;
	return `${printableLine(text)}\n`;
}

export const isOperatorFile = (file: string) => file.includes("/operators/");
/** Of a brand or an operator: its file's name. */
export const idOf = (file: string) => basename(file).replace(/[.]toml$/, "");

/** The brand that a problem is of: that of its file, or the one that it names in an operator's. */
export function brandOf({ file, why }: Problem): string | undefined {
	return isOperatorFile(file) ? /^Brand "([^"]+)": /.exec(why)?.[1] : idOf(file);
}

/** Whether a problem is one of the brand's own, or one of its operator that keeps it from compiling. */
export function concerns(id: string, problem: Problem, all: readonly Problem[]): boolean {
	if (brandOf(problem) === id) return true;
	if (!isOperatorFile(problem.file)) return false;
	const operator = quote(idOf(problem.file));
	return all.some((one) => brandOf(one) === id && one.path === "operator" && one.why.includes(operator));
}
