import { z } from "zod";
import { THEME_PRESETS, TYPEFACES } from "#foundation/brand/settings.ts";
import type { BrandAnswers } from "#foundation/brand-file/brand-file.ts";
import { completed } from "#foundation/brand-file/completed.ts";
import { colorWritten, hostOf } from "#foundation/brand-file/new-defaults.ts";
import type { Context } from "#foundation/context.ts";
import { localeSchema } from "#foundation/i18n/locale.ts";
import { optionalField, parsedField, textField } from "#foundation/ui/form-fields.ts";
import { LOCALES, words } from "#locales/locales.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";
import { draftProblems } from "./draft.ts";

export const draftParams = z.object({ draft: rowId });
export const sceneQuery = z.object({ scheme: z.enum(["light", "dark"]).catch("light") });
export const draftQuery = doneQuery(["saved", "submitted", "withdrawn", "approved", "rejected", "unchanged"]);

/** Characters of a reason. */
export const REASON = { shortest: 5, longest: 500 };

/** The version that the page showed. Another text is that of no draft. */
const version = () => z.coerce.number().int().min(0).catch(0);

/** On one line: a brand file's texts are. */
const line = () => textField().transform((typed) => typed.replace(/\s+/gu, " ").trim());

/** The form of a draft: the questions of `brand new`, and what is wrong with the file that the answers make. */
export function draftForm(context: Context) {
	const { locale, realm } = context;
	const { error } = words(locale).drafts;
	const { required, choose } = words(locale).console.error;
	const color = () => optionalField(colorWritten, error.color);
	return z
		.strictObject({
			version: version(),
			host: parsedField(hostOf, { required, wrong: error.host }),
			...{ id: line(), name: line(), tagline: line(), intro: line(), color: color(), accent: color() },
			preset: z.enum(THEME_PRESETS, { error: choose }),
			typeface: z.enum(TYPEFACES, { error: choose }),
			language: z.enum(LOCALES, { error: choose }),
		})
		.transform(({ version: seen, ...typed }, check) => {
			const answers = completed(typed, realm.id);
			for (const { field, message } of draftProblems(context, answers))
				check.addIssue({ code: "custom", path: [field], message });
			return { version: seen, answers };
		});
}

/** A button that goes with what the page showed. */
export const stepForm = z.strictObject({ version: version() });

export const rejectForm = ({ locale }: Context) =>
	z.strictObject({ version: version(), reason: reasonField(locale, REASON) });

const answersSchema = z.object({
	...{ id: z.string(), host: z.string(), operator: z.string(), name: z.string(), tagline: z.string() },
	...{ color: z.string(), accent: z.string(), language: localeSchema },
	preset: z.enum(THEME_PRESETS).optional(),
	typeface: z.enum(TYPEFACES).optional(),
	intro: z.string().optional(),
});

/** The answers of a row. */
export const storedAnswers = (json: string): BrandAnswers => answersSchema.parse(JSON.parse(json)) as BrandAnswers;
