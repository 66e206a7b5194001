import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSync } from "vite";

/** A copy of the project with one language more, made of English by a script as a translator would by hand. */

export const THIRD = "eo";

const COPIED = ["src", "test", "docs", "migrations", "tenants", "package.json", "tsconfig.json", "vitest.config.ts"];
const LINKED = ["node_modules", "wrangler.toml"];

/** The project as it stands, to be changed. */
export function copyOfProject(): string {
	const folder = mkdtempSync(join(tmpdir(), "livery-locale-"));
	for (const name of COPIED) cpSync(name, join(folder, name), { recursive: true });
	for (const name of LINKED) symlinkSync(join(process.cwd(), name), join(folder, name));
	return folder;
}

/**
 * The two lines and the folder: English with each of its words altered, in `src/locales/eo`. Its legal words still say
 * that they are English's.
 */
export function addThirdLocale(folder: string): void {
	const locales = join(folder, "src/locales");
	cpSync(join(locales, "en"), join(locales, THIRD), { recursive: true });
	for (const path of readdirSync(join(locales, THIRD), { recursive: true, encoding: "utf8" })) {
		if (!path.endsWith(".ts")) continue;
		const file = join(locales, THIRD, path);
		writeFileSync(file, alterWords(file, readFileSync(file, "utf8")));
	}
	edit(join(locales, THIRD, "words.ts"), "export const en = {", `export const ${THIRD} = {`);
	const list = join(locales, "locales.ts");
	edit(list, 'import { nl } from "./nl/words.ts";\n', `$&import { ${THIRD} } from "./${THIRD}/words.ts";\n`);
	edit(list, "\ten,\n", `$&\t${THIRD},\n`);
}

/** Replaces what stands in a file once, as `String.replace` does. */
export function edit(file: string, from: string, to: string): void {
	const text = readFileSync(file, "utf8");
	if (text.split(from).length !== 2) throw new Error(`${file}: ${JSON.stringify(from)} does not stand there once`);
	writeFileSync(file, text.replace(from, to));
}

const ACCENTS: Record<string, string> = {
	a: "á",
	e: "é",
	i: "í",
	o: "ó",
	u: "ú",
	A: "Á",
	E: "É",
	I: "Í",
	O: "Ó",
	U: "Ú",
};

/** An accent on each vowel: readable, in the fonts, and a word without one is none of this language. */
export const altered = (text: string): string => text.replace(/[aeiou]/gi, (vowel) => ACCENTS[vowel] ?? vowel);

type Node = { type: string; start: number; end: number; [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
	typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;

/** What a language is called by machines, and whose its legal words are. */
const NO_WORDS = /^(tag|openGraph|domains|legalWholeIn)$/;

/** Parts of a syntax tree that say nothing: keys, and what stands after `as`. */
const NO_TEXTS = /^(key|property|typeAnnotation)$/;

/** The texts of a file of words, altered: no keys, types, paths of imports or what is computed within a text. */
function alterWords(file: string, text: string): string {
	const { program, errors } = parseSync(file, text);
	if (errors.length > 0) throw new Error(`${file} does not parse`);
	let result = text;
	for (const { start, end } of [...textsIn(program)].sort((a, b) => b.start - a.start))
		result = result.slice(0, start) + altered(result.slice(start, end)) + result.slice(end);
	return result;
}

function* textsIn(value: unknown): Generator<{ start: number; end: number }> {
	if (Array.isArray(value)) for (const entry of value) yield* textsIn(entry);
	if (!isNode(value) || /^(TS(?!As|Satisfies)|Import|BinaryExpression)/.test(value.type)) return;
	if (value.type === "TemplateElement" || (value.type === "Literal" && typeof value.value === "string")) yield value;
	const name = isNode(value.key) ? value.key.name : isNode(value.id) ? value.id.name : undefined;
	if (typeof name === "string" && NO_WORDS.test(name)) return;
	for (const [key, child] of Object.entries(value)) if (!NO_TEXTS.test(key)) yield* textsIn(child);
}
