import { quote, suggest } from "#foundation/brand/config/problem.ts";
import { THEME_PRESETS, TYPEFACES } from "#foundation/brand/settings.ts";
import { companionColor, nearestReadable } from "#foundation/brand/theme/contrast.ts";
import { namedColor } from "#foundation/brand/theme/named-colors.ts";
import type { BrandAnswers } from "#foundation/brand-file/brand-file.ts";
import type { TenantText } from "#foundation/brand-file/compile.ts";
import { colorOf, colorWritten, hostOf, idOf, languageFor, nameOf } from "#foundation/brand-file/new-defaults.ts";
import { printableLine } from "#foundation/printable.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { CommandError } from "../../command.ts";
import { AnswersEnded, type Ask } from "./ask.ts";

/** What is answered so far, by the command line or before; as it was written. */
export type Given = { [Answer in keyof BrandAnswers]?: string | undefined };

/** Who answers what is left open. Without a person, nothing is asked again. */
export type Answering = { ask: Ask; say(line: string): void; isPerson: boolean };

function languageOf(answer: string): Locale {
	const plain = answer.trim().toLowerCase();
	const language = LOCALES.find((one) => one === plain || words(one).language.englishName.toLowerCase() === plain);
	if (language === undefined)
		throw new CommandError(`There is no language ${quote(answer)}: choose ${LOCALES.join(" or ")}.`);
	return language;
}

/** A colour as given, with or without #, long or short; or the nearest that can be read, with a word about it. */
function readable(written: string, example: string, say: (line: string) => void): string {
	const color = colorWritten(written);
	if (color === undefined) {
		const named = namedColor(written);
		const hint = named === undefined ? `like "${example}"` : `for ${written.trim()} something like "${named}"`;
		throw new CommandError(`${quote(written.slice(0, 20))} is no colour: write six hexadecimal digits, ${hint}.`);
	}
	const nearest = nearestReadable(color);
	if (nearest !== color) say(`${color} cannot be read as text on white; ${nearest} is the nearest that can.`);
	return nearest;
}

function operatorOf(written: string, operators: readonly string[]): string {
	if (written === "")
		throw new CommandError(
			`Whose brand is it? Choose an operator (--operator): ${operators.map(printableLine).join(", ")}.`,
		);
	if (operators.includes(written)) return written;
	const begun = operators.filter((id) => id.startsWith(written.toLowerCase()));
	const known = (begun.length > 0 ? begun : operators).map(printableLine);
	const hint = begun.length === 1 ? `Did you mean "${known[0]}"?` : suggest(written, known);
	throw new CommandError(`There is no operator ${quote(written)}. ${hint}`);
}

/** The host of what was typed. @throws CommandError */
export function requireHost(typed: string): string {
	const host = hostOf(typed);
	if (host === undefined) throw new CommandError(`${quote(typed)} is no hostname: write a name like "example.com"`);
	return host;
}

type Question<Value> = { text: string; otherwise: string; read(written: string): Value };

/** What was given, or the answer; a person is asked again for what cannot be, until it can. */
async function settle<Value>(
	given: string | undefined,
	{ text, otherwise, read }: Question<Value>,
	{ ask, say, isPerson }: Answering,
): Promise<Value> {
	for (let written = given; ; written = undefined) {
		try {
			return read(written ?? (await ask(text, otherwise)));
		} catch (error) {
			if (!isPerson || !(error instanceof CommandError) || error instanceof AnswersEnded) throw error;
			say(error.message);
		}
	}
}

/** A value of a list that was given, if any. @throws CommandError for another */
function listed<const Value extends string>(given: string | undefined, name: string, values: readonly Value[]) {
	const found = values.find((one) => one === given);
	if (given !== undefined && found === undefined)
		throw new CommandError(`There is no ${name} ${quote(given)}. ${suggest(given, values)}`);
	return found === undefined ? {} : { [name]: found };
}

/** What is never asked: it stands in the file as every new one has it, unless it was given. */
const givenBeside = ({ preset, typeface, intro }: Given): Pick<BrandAnswers, "preset" | "typeface" | "intro"> => ({
	...listed(preset, "preset", THEME_PRESETS),
	...listed(typeface, "typeface", TYPEFACES),
	...(intro === undefined ? {} : { intro }),
});

const asIs = (written: string) => written;

/** @throws CommandError when there is none: every brand has one */
export function operatorsOf(texts: readonly TenantText[]): string[] {
	const operators = texts.filter(({ role }) => role === "operator").map(({ id }) => id);
	if (operators.length === 0) throw new CommandError("There is no operator yet: write operators/<id>.toml first.");
	return operators;
}

/**
 * What was given, without what cannot be: each of those is said, before anything is asked.
 * @throws CommandError instead, where no person can answer again
 */
export function withoutFaults(
	given: Given,
	texts: readonly TenantText[],
	{ say, isPerson }: Omit<Answering, "ask">,
): Given {
	const operators = operatorsOf(texts);
	const color = (written: string) => readable(written, colorOf("example.com"), () => {});
	const readers: { [Answer in keyof BrandAnswers]?: (written: string) => unknown } = {
		...{ host: requireHost, language: languageOf, color, accent: color },
		operator: (written: string) => operatorOf(written, operators),
		preset: (written: string) => listed(written, "preset", THEME_PRESETS),
		typeface: (written: string) => listed(written, "typeface", TYPEFACES),
	};
	const faulty = Object.entries(readers).flatMap(([answer, read]) => {
		const written = given[answer as keyof BrandAnswers];
		try {
			if (written !== undefined) read(written);
			return [];
		} catch (error) {
			if (!isPerson || !(error instanceof CommandError)) throw error;
			say(error.message);
			return [answer];
		}
	});
	return Object.fromEntries(Object.entries(given).filter(([answer]) => !faulty.includes(answer)));
}

/** Asks what is left open, at most five questions when nothing was wrong. */
export async function gather(given: Given, texts: readonly TenantText[], answering: Answering): Promise<BrandAnswers> {
	const { say } = answering;
	const operators = operatorsOf(texts);
	const host = await settle(given.host, { text: "Host", otherwise: "", read: requireHost }, answering);
	const id = given.id ?? idOf(host);
	const name = await settle(given.name, { text: "Name of the brand", otherwise: nameOf(host), read: asIs }, answering);
	const [only, another] = operators;
	const operator = await settle(
		given.operator ?? (another === undefined ? only : undefined),
		{
			text: `Operator (${operators.map(printableLine).join(", ")})`,
			otherwise: "",
			read: (written) => operatorOf(written, operators),
		},
		answering,
	);
	const language = await settle(
		given.language,
		{ text: `Language (${LOCALES.join(" or ")})`, otherwise: languageFor(host, operator, texts), read: languageOf },
		answering,
	);
	const greeting = words(language).newBrand.greeting(name);
	const tagline = await settle(
		given.tagline,
		{ text: "One line that says what it is", otherwise: greeting, read: asIs },
		answering,
	);
	const example = colorOf(host);
	const read = (written: string) => readable(written, example, say);
	const color = await settle(given.color, { text: "Main colour", otherwise: example, read }, answering);
	const accent = await settle(
		given.accent ?? companionColor(color),
		{ text: "Second colour", otherwise: companionColor(color), read },
		answering,
	);
	return { id, host, operator, name, tagline, color, accent, language, ...givenBeside(given) };
}
