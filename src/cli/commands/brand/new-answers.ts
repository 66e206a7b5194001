import { createInterface } from "node:readline/promises";
import { displayHost } from "#foundation/brand/config/lookalike.ts";
import { companionColor, nearestReadable, readableColorOfHue } from "#foundation/brand/theme/contrast.ts";
import { parseLocale } from "#foundation/i18n/locale.ts";
import { printableLine } from "#foundation/printable.ts";
import { BASE_LOCALE, LOCALES, type Locale, words } from "#locales/locales.ts";
import { CommandError } from "../../command.ts";
import type { BrandIo } from "./check.ts";

/** What a brand file is written from. */
export type BrandAnswers = {
	id: string;
	host: string;
	operator: string;
	name: string;
	tagline: string;
	color: string;
	accent: string;
	language: Locale;
};

/** What the command line already says. */
export type BrandFlags = Partial<
	Record<"id" | "operator" | "name" | "tagline" | "color" | "accent" | "language", string>
>;

/** The word of a host that people remember: `www.sea-side.nl` → `sea-side`. */
function rememberedWord(host: string): string {
	const [first = "", second = ""] = displayHost(host).split(".");
	return first === "www" ? second : first;
}

export function idOf(host: string): string {
	const plain = rememberedWord(host).normalize("NFKD").replace(/\p{M}/gu, "");
	const id = plain
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	return (/^[a-z][a-z0-9-]/.test(id) ? id : `site-${id}`).slice(0, 31).replace(/-+$/, "");
}

function nameOf(host: string): string {
	const words = rememberedWord(host)
		.split(/[-_]+/)
		.filter((word) => word !== "");
	return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}

/** A colour of the host's own, so that brands differ before anyone chooses. */
function colorOf(host: string): string {
	let sum = 0;
	for (const sign of host) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 360;
	return readableColorOfHue(sum);
}

function languageOf(answer: string): Locale {
	const language = parseLocale(answer);
	if (language === undefined)
		throw new CommandError(`There is no language "${answer}": choose ${LOCALES.join(" or ")}.`);
	return language;
}

/** The language that most readers of the host's domain read. */
function likelyLanguage(host: string): Locale {
	const domain = host.split(".").at(-1) ?? "";
	return LOCALES.find((locale) => words(locale).language.domains.includes(domain)) ?? BASE_LOCALE;
}

/** A colour as given, or the nearest that can be read, with a word about it. */
function readable(color: string, say: (line: string) => void): string {
	if (!/^#[0-9a-f]{6}$/i.test(color))
		throw new CommandError(`"${color.slice(0, 20)}" is no colour: write six hexadecimal digits, "#1f5f6b".`);
	const nearest = nearestReadable(color.toLowerCase());
	if (nearest !== color.toLowerCase())
		say(`${color} cannot be read as text on white; ${nearest} is the nearest that can.`);
	return nearest;
}

type Ask = (question: string, otherwise: string) => Promise<string>;

async function gather(
	host: string,
	flags: BrandFlags,
	operators: readonly string[],
	ask: Ask,
	say: (line: string) => void,
): Promise<BrandAnswers> {
	const name = flags.name ?? (await ask("Name of the brand", nameOf(host)));
	const question = `Language (${LOCALES.join(" or ")})`;
	const language = languageOf(flags.language ?? (await ask(question, likelyLanguage(host))));
	const greeting = words(language).newBrand.greeting(name);
	const tagline = flags.tagline ?? (await ask("One line that says what it is", greeting));
	const color = readable(flags.color ?? (await ask("Main colour", colorOf(host))), say);
	const accent = readable(flags.accent ?? companionColor(color), say);
	const [only, another] = operators;
	let operator = flags.operator ?? (another === undefined ? only : undefined);
	operator ??= await ask(`Operator (${operators.map(printableLine).join(", ")})`, "");
	if (operator === "")
		throw new CommandError(
			`Whose brand is it? Add --operator with one of: ${operators.map(printableLine).join(", ")}.`,
		);
	return { id: flags.id ?? idOf(host), host, operator, name, tagline, color, accent, language };
}

/** Asks what the flags leave open, at most five questions; without a terminal it takes the defaults. */
export async function answersFor(
	host: string,
	flags: BrandFlags,
	operators: readonly string[],
	io: BrandIo,
): Promise<BrandAnswers> {
	if (operators.length === 0) throw new CommandError("There is no operator yet: write operators/<id>.toml first.");
	const say = (line: string) => io.stdout.write(`${line}\n`);
	if (io.stdin.isTTY !== true) return gather(host, flags, operators, async (_question, otherwise) => otherwise, say);
	const lines = createInterface({ input: io.stdin, output: io.stdout });
	const closed = new AbortController();
	lines.once("close", () => closed.abort());
	try {
		const ask: Ask = async (question, otherwise) => {
			const hint = otherwise === "" ? "" : ` [${otherwise}]`;
			const answer = await lines.question(`${question}${hint}: `, { signal: closed.signal });
			return answer.trim() === "" ? otherwise : answer.trim();
		};
		return await gather(host, flags, operators, ask, say);
	} catch (error) {
		if (error instanceof Error && error.name === "AbortError")
			throw new CommandError("No answer: nothing was written.");
		throw error;
	} finally {
		lines.close();
	}
}
