import type { Look } from "#foundation/brand/settings.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { aliasesOf } from "./new-defaults.ts";

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
	/** Absent, like what follows: as every new file begins. */
	preset?: Look["theme"]["preset"];
	typeface?: Look["theme"]["typeface"];
	/** The first paragraph of the home page. */
	intro?: string;
};

export const FIRST_PRESET = "ink";
export const FIRST_TYPEFACE = "grotesque";

/** A TOML basic string: JSON's escapes are among TOML's. */
function quoted(text: string): string {
	return JSON.stringify(text);
}

/** The text of a new brand's file: short, and explained line by line. */
export function brandFileText(answers: BrandAnswers): string {
	const { operator, host, name, tagline, color, accent, language } = answers;
	const { preset = FIRST_PRESET, typeface = FIRST_TYPEFACE } = answers;
	const { intro, description } = words(language).newBrand;
	const title = `${name}: ${tagline}`;
	const aliases = aliasesOf(host);
	return `#:schema ./brand.schema.json
# Everything you can set is explained as you type, in an editor that knows TOML schemas (Even Better TOML).
# Check it with: npm run brand -- check

# Who is responsible for the members' data. Prices, recipients and legal terms are the operator's.
operator = ${quoted(operator)}
name = ${quoted(name)}

[hosts]
primary = ${quoted(host)}
# These lead to the primary host.
aliases = [${aliases.map(quoted).join(", ")}]

[locales]
default = ${quoted(language)}
# For more languages: available = [${LOCALES.map(quoted).join(", ")}], and a [copy.<language>] block for each.

[theme]
# ink, dusk, ember or harbour
preset = ${quoted(preset)}
# none, small, medium or large
radius = "small"
# grotesque, serif, rounded or system
typeface = ${quoted(typeface)}
# logo = "logo.svg"    (SVG or PNG beside this file, at most 32 KiB)

[theme.colors]
# Both must be readable as text on white (4.5:1).
brand = ${quoted(color)}
accent = ${quoted(accent)}

[copy.${language}]
tagline = ${quoted(tagline)}
# The first paragraph of the home page: write your own.
intro = ${quoted(answers.intro ?? intro(name))}
seoTitle = ${quoted(title.length <= 70 ? title : name)}
seoDescription = ${quoted(description(name))}
`;
}
