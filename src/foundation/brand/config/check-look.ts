import { isLegallyWhole, LOCALES } from "#locales/locales.ts";
import { MAX_QUESTIONS } from "../home.ts";
import { contrastRatio, LIGHT_SURFACE, nearestReadable, TEXT_CONTRAST } from "../theme/contrast.ts";
import { type Problem, problemAt, quote } from "./problem.ts";
import type { ParsedBrand } from "./resolve.ts";

/** Ids that name something else where brands are reached as <id>.localhost. */
export const RESERVED_IDS = /^(account(-.*)?|www|operators|console|api|mail)$/;

function checkId({ id, source }: ParsedBrand): Problem[] {
	if (!/^[a-z][a-z0-9-]{1,30}$/.test(id)) {
		return [
			problemAt(
				source,
				[],
				`${quote(id)} is no brand id.`,
				"Name the file with 2 to 31 small letters, digits, hyphens.",
			),
		];
	}
	return RESERVED_IDS.test(id)
		? [problemAt(source, [], `${quote(id)} is reserved.`, "Give the file another name.")]
		: [];
}

function checkLocales({ file, source }: ParsedBrand): Problem[] {
	const { default: first, available = [first] } = file.locales;
	const problems: Problem[] = [];
	if (!available.includes(first)) {
		const why = `The default language ${quote(first)} is not among the available ones.`;
		problems.push(problemAt(source, ["locales", "available"], why, `Add "${first}".`));
	}
	if (new Set(available).size !== available.length) {
		problems.push(problemAt(source, ["locales", "available"], "A language stands here twice.", "Keep one."));
	}
	for (const locale of new Set([first, ...available])) {
		if (!isLegallyWhole(locale)) {
			const why = `The statement and the terms are not whole in ${quote(locale)}: nobody may be told them yet.`;
			const fix = `Finish src/locales/${locale}/legal, and name ${quote(locale)} in its whole.ts.`;
			problems.push(problemAt(source, ["locales"], why, fix));
		}
		if (file.copy[locale] !== undefined) continue;
		const why = `The brand is available in ${quote(locale)} but has no words in it.`;
		problems.push(
			problemAt(source, ["copy"], why, `Add [copy.${locale}] with tagline, intro, seoTitle, seoDescription.`),
		);
	}
	for (const locale of LOCALES) {
		if (file.copy[locale] === undefined || available.includes(locale)) continue;
		const why = `These words are never shown: ${quote(locale)} is not an available language.`;
		const problem = problemAt(source, ["copy", locale], why, `Add "${locale}" to locales.available, or remove them.`);
		problems.push({ ...problem, level: "warning" });
	}
	return problems;
}

function checkColors({ file, source }: ParsedBrand): Problem[] {
	return (["brand", "accent"] as const).flatMap((key) => {
		const color = file.theme.colors[key].toLowerCase();
		const ratio = contrastRatio(color, LIGHT_SURFACE);
		if (ratio >= TEXT_CONTRAST) return [];
		// Rounded down, so that 4.496 does not read as a pass.
		const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
		const why = `${color} on white is ${shown}:1; text needs ${TEXT_CONTRAST}:1.`;
		return [problemAt(source, ["theme", "colors", key], why, `Nearest passing: "${nearestReadable(color)}".`)];
	});
}

function checkSwitches({ file, source }: ParsedBrand, allowed: readonly string[]): Problem[] {
	return Object.entries(file.features ?? {}).flatMap(([name, on]) => {
		if (on !== true || allowed.includes(name)) return [];
		const why = `The operator does not allow ${quote(name)} on this brand.`;
		return [problemAt(source, ["features", name], why, "Remove the line, or ask the operator.")];
	});
}

/** What the home page names and does not have, or has and does not show. */
function checkHome({ file, source }: ParsedBrand): Problem[] {
	const { default: first, available = [first] } = file.locales;
	const { sections, photo } = file.home ?? {};
	const problems: Problem[] = [];
	if (sections !== undefined && new Set(sections).size !== sections.length)
		problems.push(problemAt(source, ["home", "sections"], "A section stands here twice.", "Keep one."));
	for (const locale of available) {
		const copy = file.copy[locale];
		if (copy === undefined) continue;
		if (sections?.includes("questions") && copy.questions === undefined) {
			const why = `The home page has the section "questions", and no questions in ${quote(locale)}.`;
			const fix = `Add [copy.${locale}.questions.<name>] with question and answer, or leave the section out.`;
			problems.push(problemAt(source, ["copy", locale], why, fix));
		}
		if (Object.keys(copy.questions ?? {}).length > MAX_QUESTIONS) {
			const why = `There are ${Object.keys(copy.questions ?? {}).length} questions in ${quote(locale)}.`;
			problems.push(problemAt(source, ["copy", locale, "questions"], why, `At most ${MAX_QUESTIONS}.`));
		}
		if (photo !== undefined && copy.photoAlt === undefined) {
			const why = `The photo of the home page has no words for those who do not see it, in ${quote(locale)}.`;
			problems.push(problemAt(source, ["copy", locale], why, `Add photoAlt under [copy.${locale}].`));
		}
	}
	return problems;
}

/** Meaning and policy of what an affiliate writes, looked at on its own. */
export function checkLook(brand: ParsedBrand, allowedFeatures: readonly string[]): Problem[] {
	return [
		...checkId(brand),
		...checkLocales(brand),
		...checkColors(brand),
		...checkHome(brand),
		...checkSwitches(brand, allowedFeatures),
	];
}
