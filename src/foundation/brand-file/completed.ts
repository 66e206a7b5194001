import { words } from "#locales/locales.ts";
import { companionColor } from "../brand/theme/contrast.ts";
import type { BrandAnswers } from "./brand-file.ts";
import { colorOf, idOf, nameOf } from "./new-defaults.ts";

/** What was answered of a brand: "" where nothing was. */
export type TypedAnswers = Record<"host" | "id" | "name" | "tagline" | "intro" | "color" | "accent", string> &
	Pick<BrandAnswers, "language"> &
	Required<Pick<BrandAnswers, "preset" | "typeface">>;

/** The answers, and for what was left open what `brand new` takes then. */
export function completed(typed: TypedAnswers, operator: string): BrandAnswers {
	const { host, language, preset, typeface, intro } = typed;
	const name = typed.name || nameOf(host);
	const color = typed.color || colorOf(host);
	return {
		id: typed.id || idOf(host),
		...{ host, operator, name },
		tagline: typed.tagline || words(language).newBrand.greeting(name),
		color,
		accent: typed.accent || companionColor(color),
		...{ language, preset, typeface },
		...(intro === "" ? {} : { intro }),
	};
}
