import { z } from "zod";
import { inEachLocale, words } from "#locales/locales.ts";
import { localeSchema } from "../../i18n/locale.ts";
import { FEATURES } from "../edition-terms.ts";
import { SCENES, SECTIONS, TITLED_SECTIONS } from "../home.ts";
import { RADII, THEME_PRESETS, TYPEFACES } from "../settings.ts";
import { color, hostname, plainText, reference } from "./fields.ts";
import { operatorFileSchema } from "./operator.ts";

/**
 * The files that people write. One schema validates them, types them, and makes the JSON schemas with which
 * editors complete and explain each field. They compile into the shapes of settings.ts.
 */

const sectionCopy = z
	.strictObject({
		title: plainText("The heading of the section.", 70).optional(),
		lead: plainText("The sentence under it.", 240).optional(),
	})
	.optional()
	.meta({ description: "Title and lead of this section." });

const COPY = {
	tagline: plainText("One line under the name, on the home page.", 90),
	intro: plainText("The first paragraph of the home page.", 600),
	seoTitle: plainText("The title in search results.", 70),
	seoDescription: plainText("The description in search results.", 170),
	photoAlt: plainText("What the photo of the home page shows, for those who do not see it.", 200).optional(),
	sections: z
		.strictObject(Object.fromEntries(TITLED_SECTIONS.map((section) => [section, sectionCopy])))
		.optional()
		.meta({ description: "The brand's own words above the sections of its home page." }),
	questions: z
		.record(
			z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
			z
				.strictObject({
					question: plainText("What visitors ask.", 120),
					answer: plainText("The brand's answer.", 500),
				})
				.meta({ description: "One question, and its answer." }),
		)
		.optional()
		.meta({ description: "Questions and answers of the brand's own, each under a name: the section `questions`." }),
};

const home = z
	.strictObject({
		sections: z
			.array(z.enum(SECTIONS))
			.min(1)
			.max(SECTIONS.length)
			.optional()
			.meta({ description: "Which sections the home page has, in their order. Without it: the preset's." }),
		scene: z.enum(SCENES).optional().meta({ description: "Which drawing stands in the hero, where no photo does." }),
		photo: z
			.strictObject({
				file: z
					.string()
					.regex(/^[a-z0-9][a-z0-9-]{0,60}[.](jpg|jpeg|png|webp|avif)$/)
					.meta({ description: "A photo in the same folder, at least 1200 pixels wide and at most 12 MiB." }),
				focus: z
					.tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
					.optional()
					.meta({
						description: "What stays in view: per cent from the left and from the top. Without it: the middle.",
					}),
			})
			.optional()
			.meta({ description: "A photo of your own; each language needs its photoAlt under [copy.<language>]." }),
	})
	.optional()
	.meta({ description: "The home page." });

function copy(language: string) {
	return z
		.strictObject(COPY)
		.optional()
		.meta({ description: `The brand's own words in ${language}.` });
}

const features = Object.fromEntries(
	FEATURES.map((name) => [
		name,
		z
			.boolean()
			.optional()
			.meta({ description: `false: the brand goes without ${name}.` }),
	]),
);

/** `tenants/<id>.toml`, written by an affiliate: the file's name is the brand's id. */
export const brandFileSchema = z.strictObject({
	operator: reference("Whose brand it is: the name of a file in operators/, without .toml."),
	name: plainText("The brand's name, as visitors read it.", 40),
	state: z
		.enum(["live", "paused"])
		.optional()
		.meta({ description: "paused: visitors find a closed door. Without it: live." }),
	hosts: z
		.strictObject({
			primary: hostname("The address of the site, without https://."),
			aliases: z.array(hostname("Another address.")).max(20).optional().meta({
				description: "Addresses that lead to the primary one.",
			}),
		})
		.meta({ description: "Where the brand lives. Each host belongs to one brand." }),
	locales: z
		.strictObject({
			default: localeSchema.meta({ description: "The language without a prefix in the address." }),
			available: z.array(localeSchema).min(1).optional().meta({ description: "All languages of the brand." }),
		})
		.meta({ description: "The languages. Each available one needs its [copy.<language>]." }),
	theme: z
		.strictObject({
			preset: z.enum(THEME_PRESETS).optional().meta({ description: "The character of the pages." }),
			radius: z.enum(RADII).optional().meta({ description: "How round corners are." }),
			typeface: z.enum(TYPEFACES).optional().meta({ description: "The letters of the headings." }),
			logo: z
				.string()
				.regex(/^[a-z0-9][a-z0-9-]{0,60}[.](svg|png)$/)
				.optional()
				.meta({ description: "An SVG or PNG file in the same folder, at most 32 KiB." }),
			colors: z
				.strictObject({
					brand: color("The main colour; readable as text on white (4.5:1)."),
					accent: color("The second colour; readable as text on white (4.5:1)."),
				})
				.meta({ description: "Everything else is derived from these two." }),
		})
		.meta({ description: "The look." }),
	copy: z
		.strictObject(inEachLocale((locale) => copy(words(locale).language.englishName)))
		.meta({ description: "The brand's own words: no other brand has the same." }),
	home,
	features: z.strictObject(features).optional().meta({
		description: "Switches off what the operator allows and the brand goes without.",
	}),
	mail: z
		.strictObject({ senderName: plainText("The sender's name in mail. Without it: the brand's name.", 60).optional() })
		.optional()
		.meta({ description: "The addresses are the operator's." }),
});
export type BrandFile = z.infer<typeof brandFileSchema>;

function jsonSchema(schema: z.ZodType, title: string): Record<string, unknown> {
	return { title, ...z.toJSONSchema(schema, { io: "input", target: "draft-7" }) };
}

/** `tenants/brand.schema.json`, by which editors complete and explain (`#:schema ./brand.schema.json`). */
export function brandJsonSchema(): Record<string, unknown> {
	return jsonSchema(brandFileSchema, "A brand");
}

/** `tenants/operators/operator.schema.json`. */
export function operatorJsonSchema(): Record<string, unknown> {
	return jsonSchema(operatorFileSchema, "An operator");
}
