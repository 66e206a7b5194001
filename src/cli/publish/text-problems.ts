import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { deriveTerms, termsFacts } from "#features/terms/terms.ts";
import type { Problem } from "#foundation/brand/config/problem.ts";
import { namedSigns, unprintableSigns } from "#foundation/brand-file/printed-signs.ts";
import { unitsOf } from "#foundation/documents/tree.ts";
import type { Running } from "#foundation/register/running.ts";
import type { CompiledBrand } from "../tenants/files.ts";
import { RUNNING } from "./running.ts";

/**
 * What of a brand's texts could not be written when it is published: the statement, its PDF and the terms, in each
 * of its languages. Files that pass every check of their lines give none; what a check forgot is found here, and said
 * of the brand's file instead of ending a publication.
 */
export function textProblems(
	{ legal, look, source }: Pick<CompiledBrand, "legal" | "look" | "source">,
	running: Running = RUNNING,
): Problem[] {
	const problem = (why: string, fix: string): Problem => ({
		...{ file: source.file, line: 1, column: 1, path: "" },
		...{ why, fix, level: "error" },
	});
	return look.locales.available.flatMap((locale) => {
		try {
			const statement = deriveStatement(legal, locale, running);
			deriveTerms(legal.operator, locale, termsFacts([legal]));
			const texts = [...unitsOf(statement), look.name, legal.operator.name];
			const signs = [...new Set(texts.flatMap(unprintableSigns))];
			if (signs.length === 0) return [];
			return [problem(`The PDF of the statement (${locale}) cannot print ${namedSigns(signs)}.`, "Write other signs.")];
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			return [
				problem(`Its texts (${locale}) cannot be written: ${why}.`, "Look at what the operator's file says of this."),
			];
		}
	});
}
