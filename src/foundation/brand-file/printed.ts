import { type Path, type Problem, problemAt, type Source } from "#foundation/brand/config/problem.ts";
import type { ParsedBrand, ParsedOperator } from "#foundation/brand/config/resolve.ts";
import { namedSigns, unprintableSigns } from "./printed-signs.ts";

/** Every text below a value, with its path; places in lists count as keys. */
function textsOf(value: unknown, path: Path = []): { path: Path; text: string }[] {
	if (typeof value === "string") return [{ path, text: value }];
	if (Array.isArray(value)) return value.flatMap((each, index) => textsOf(each, [...path, index]));
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([key, each]) => textsOf(each, [...path, key]));
}

function unprintable(source: Source, path: Path, text: string): Problem[] {
	const signs = unprintableSigns(text);
	if (signs.length === 0) return [];
	const why = `The PDF of the statement cannot print ${namedSigns(signs)}.`;
	return [
		problemAt(source, path, why, "Write it in Latin, Greek or Cyrillic letters, as the register's transcription does."),
	];
}

/** An operator's file goes into the PDF whole: who it is, who gets the data, the authority, the partners. */
export function checkPrintedOperator({ file, source }: ParsedOperator): Problem[] {
	return textsOf(file).flatMap(({ path, text }) => unprintable(source, path, text));
}

/** Of a brand's file only its name does. */
export function checkPrintedBrand({ file, source }: ParsedBrand): Problem[] {
	return unprintable(source, ["name"], file.name);
}
