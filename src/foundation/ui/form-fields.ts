import { z } from "zod";

/** A text of a form as it was typed; a missing one is empty. */
export const textField = () => z.string().prefault("");

/** The message of a value that no form offers: no person chose it, so the whole form is refused (threat T23). */
export const NOT_OFFERED = "not offered";

/** What a button or a hidden field says: one of these. */
export const offered = <const Values extends readonly string[]>(values: Values) =>
	z.enum(values, { error: NOT_OFFERED });

/** A box that is ticked or not. What else it may say is refused, with this message where a form has words for it. */
export const checkbox = (wrong = NOT_OFFERED) =>
	z
		.literal("yes", { error: wrong })
		.optional()
		.transform((value) => value === "yes");

/** A text that must be there; a missing one gets the message. */
export const requiredField = (required: string) =>
	textField().refine((typed) => typed.trim() !== "", { error: required });

/** A choice of a list, or nothing chosen. */
export const optionalChoice = (values: readonly string[]) =>
	textField().refine((value) => value === "" || values.includes(value), { error: NOT_OFFERED });

/** A path of this site and nothing else: two slashes or a backslash would name another host (threat T24). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const SAFE_PATH = /^\/(?![/\\])[^\x00-\x1f\\]{0,500}$/;

/** The page that a form or a link was on, to which its answer leads back; the front page in place of anything else. */
export const returnPath = () => z.string().regex(SAFE_PATH).catch("/");

/** A form of one button: it sends nothing. */
export const NO_FIELDS = z.strictObject({});

/** A text that a parser brings into one spelling; `wrong` is the message where it takes none, or makes it. */
export const parsedField = <Value>(
	parse: (typed: string) => Value | undefined,
	messages: { required: string; wrong: string | ((typed: string) => string) },
) =>
	textField()
		.superRefine((typed, check) => {
			if (typed.trim() === "") check.addIssue(messages.required);
			else if (parse(typed) === undefined)
				check.addIssue(typeof messages.wrong === "string" ? messages.wrong : messages.wrong(typed));
		})
		// Not reached where the text is wrong; checks of the whole form then see it as it was typed.
		.transform((typed) => parse(typed) as Value);

/** The same for a field that may stay empty, which is then "". */
export const optionalField = (parse: (typed: string) => string | undefined, wrong: string) =>
	textField().transform((typed, check) => {
		const value = typed.trim() === "" ? "" : parse(typed);
		if (value === undefined) check.addIssue(wrong);
		return value ?? "";
	});

/** Of a query that only changes what a page says, or fills in: a wrong value is none. */
export const optionalText = () => z.string().optional().catch(undefined);

/**
 * For what goes by several fields: it is checked also where another field is wrong already, so that all is said at
 * once; but not where a field is of another kind, which no check expects and the form refuses as an attempt.
 */
export const IN_ANY_CASE = {
	when: ({ issues }: z.core.ParsePayload) =>
		!issues.some(({ code, input }) => code === "invalid_type" && input !== undefined),
};
