import { checkLook } from "#foundation/brand/config/check-look.ts";
import { brandFileSchema } from "#foundation/brand/config/config.ts";
import { checkCopy, checkHosts } from "#foundation/brand/config/fleet.ts";
import { checkImitation } from "#foundation/brand/config/imitation.ts";
import type { Problem } from "#foundation/brand/config/problem.ts";
import type { ParsedBrand } from "#foundation/brand/config/resolve.ts";
import { editionAt } from "#foundation/brand/edition.ts";
import type { Legal, Look } from "#foundation/brand/settings.ts";
import { nearestReadable } from "#foundation/brand/theme/contrast.ts";
import { type BrandAnswers, brandFileText } from "#foundation/brand-file/brand-file.ts";
import { checkPrintedBrand } from "#foundation/brand-file/printed.ts";
import { namedSigns, unprintableSigns } from "#foundation/brand-file/printed-signs.ts";
import { checkBrandSuffixes } from "#foundation/brand-file/public-suffixes.ts";
import { readToml } from "#foundation/brand-file/toml.ts";
import type { Context } from "#foundation/context.ts";
import { words } from "#locales/locales.ts";
import { fleetOf, wordsOf } from "./fleet.ts";

/** A brand that is proposed: the file that its answers make, held against what is published. */

export const DRAFT_FIELDS = [
	...(["host", "name", "tagline", "intro", "language", "preset", "typeface", "color", "accent", "id"] as const),
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

const FIELD_OF: readonly (readonly [RegExp, DraftField])[] = [
	[/^hosts\b/, "host"],
	[/^theme[.]colors[.]brand$/, "color"],
	[/^theme[.]colors[.]accent$/, "accent"],
	[/^theme[.]preset$/, "preset"],
	[/^theme[.]typeface$/, "typeface"],
	[/^locales\b/, "language"],
	[/^copy[.].*[.]intro$/, "intro"],
	[/^copy[.].*[.](tagline|seoTitle)$/, "tagline"],
	// Of the description in search results the author gives the name alone.
	[/^(name|copy[.].*)$/, "name"],
];
/** Which answer a problem is about, by the setting that it names. */
const fieldOf = (path: string): DraftField => FIELD_OF.find(([pattern]) => pattern.test(path))?.[1] ?? "id";

const fileOf = ({ id }: BrandAnswers) => `${id}.toml`;

/** The file that the answers make, read as any brand's is; undefined with the paths that are wrong where it is none. */
function parsed(answers: BrandAnswers): { brand: ParsedBrand } | { wrong: string[] } {
	const read = readToml(fileOf(answers), brandFileText(answers));
	if ("problem" in read) return { wrong: [read.problem.path] };
	const result = brandFileSchema.safeParse(read.source.value);
	if (!result.success) return { wrong: result.error.issues.map(({ path }) => path.map(String).join(".")) };
	return { brand: { id: answers.id, source: read.source, file: result.data } };
}

/** The zone on which the platform runs stands in no registry: publishing checks it again. */
const NO_ZONE = "platform.invalid";

export type DraftProblem = { field: DraftField; message: string };

/**
 * What `brand check` would refuse of the answers, in the words of the console and beside the field that it is about.
 * Whose a host, name or text is that is taken already is not said: it may be another operator's.
 */
export function draftProblems({ locale, snapshot }: Context, answers: BrandAnswers): DraftProblem[] {
	const { error } = words(locale).drafts;
	const taken: DraftProblem[] = snapshot.hasBrand(answers.id) ? [{ field: "id", message: error.idTaken }] : [];
	const read = parsed(answers);
	if ("wrong" in read) return [...taken, ...read.wrong.map((path) => ({ field: fieldOf(path), message: error.text }))];
	const { brand } = read;
	const { brands, operators } = fleetOf(snapshot);
	const fleet = {
		...{ brands: [...brands, brand], operators, platformZone: NO_ZONE },
		...{ holders: new Map<string, string>(), earlier: new Set(brands.map(({ id }) => id)) },
	};
	const own = (problems: readonly Problem[], message: (field: DraftField) => string): DraftProblem[] =>
		problems
			.filter(({ file, level }) => file === brand.source.file && level === "error")
			.map(({ path }) => ({ field: fieldOf(path), message: message(fieldOf(path)) }));
	const lookWords = (field: DraftField) =>
		field === "color" || field === "accent" ? error.contrast(nearestReadable(answers[field])) : error.id;
	return [
		...taken,
		...own(checkLook(brand, []), lookWords),
		...own(checkPrintedBrand(brand), () => error.signs(namedSigns(unprintableSigns(brand.file.name)))),
		...own(checkBrandSuffixes(brand), () => error.suffix),
		...own(checkHosts(fleet), () => error.hostTaken),
		...own(checkCopy(fleet.brands), () => error.copyTaken),
	];
}

/** What a reader may take for somebody else's word: for who approves, who weighs it. */
export function draftWarnings({ locale, snapshot }: Context, answers: BrandAnswers): string[] {
	const read = parsed(answers);
	if ("wrong" in read) return [];
	const { warning, fields } = words(locale).drafts;
	const { brands, operators } = fleetOf(snapshot);
	const found = checkImitation([...brands, read.brand], operators).filter(
		({ file }) => file === read.brand.source.file,
	);
	const warned = new Set(found.map(({ path }) => fieldOf(path)));
	return [...warned].map((field) => (field === "name" ? warning.name : warning.copy(fields[field])));
}

/** How the brand would look, on the legal settings that the operator's other brands have. */
export function draftLook(context: Context, answers: BrandAnswers): { look: Look; legal: Legal } | undefined {
	const read = parsed(answers);
	if ("wrong" in read) return undefined;
	const { name, hosts, locales, theme, copy } = read.brand.file;
	const [first] = context.realm.brands;
	const sibling = first === undefined ? undefined : context.snapshot.findBrand(first);
	const edition = sibling === undefined ? context.edition : editionAt(sibling, context.now);
	const { mail } = edition.brand.look;
	const { preset = "ink", radius = "small", typeface = "system", colors } = theme;
	const look: Look = {
		...{ name, state: "live", icons: [], copy: wordsOf(copy) },
		hosts: { primary: hosts.primary, aliases: hosts.aliases ?? [] },
		locales: { default: locales.default, available: locales.available ?? [locales.default] },
		theme: { preset, radius, typeface, colors },
		mail: { ...mail, senderName: name },
	};
	return { look, legal: { ...edition.legal, brandName: name, host: hosts.primary } };
}

/** The difference that publishing would make, in sentences: a brand more. */
export function draftSentences({ locale }: Context, answers: BrandAnswers): string[] {
	const read = parsed(answers);
	if ("wrong" in read) return [];
	const { sentences: text, presets, typefaces } = words(locale).drafts;
	const { name, hosts, locales, theme, copy } = read.brand.file;
	const own = copy[locales.default];
	return [
		text.brand(name, answers.id, hosts.primary),
		...(hosts.aliases ?? []).map((alias) => text.alias(alias)),
		text.language(words(locales.default).language.name),
		text.look(presets[theme.preset ?? "ink"], typefaces[theme.typeface ?? "system"]),
		text.colors(theme.colors.brand, theme.colors.accent),
		...(own === undefined
			? []
			: [text.tagline(own.tagline), text.intro(own.intro), text.search(own.seoTitle, own.seoDescription)]),
		text.legal,
	];
}
