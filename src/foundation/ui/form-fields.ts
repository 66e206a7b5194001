import { z } from "zod";
import { AppError } from "../errors.ts";

/** A text of a form as it was typed; a missing one is empty. */
export const textField = () => z.string().prefault("");

/** A box that is ticked or not. What else it may say is refused, with this message. */
export const checkbox = (wrong?: string) =>
	z
		.literal("yes", wrong)
		.optional()
		.transform((value) => value === "yes");

/** A text that must be there; a missing one gets the message. */
export const requiredField = (required: string) =>
	textField().refine((typed) => typed.trim() !== "", { error: required });

/**
 * A choice of a list that shows all there is to choose, or nothing chosen. Another value is no slip of a person but an
 * attempt (threat T23).
 * @throws AppError bad_request
 */
export const offeredField = (offered: readonly string[]) =>
	textField().refine((value) => {
		if (value !== "" && !offered.includes(value)) throw new AppError("bad_request", "a value that is not offered");
		return true;
	});

/** A form of one button: it sends nothing. */
export const NO_FIELDS = z.strictObject({});

/** A text that a parser brings into one spelling; `wrong` is the message where it takes none. */
export const parsedField = <Value>(
	parse: (typed: string) => Value | undefined,
	messages: { required: string; wrong: string },
) =>
	textField()
		.superRefine((typed, check) => {
			if (typed.trim() === "") check.addIssue(messages.required);
			else if (parse(typed) === undefined) check.addIssue(messages.wrong);
		})
		// Not reached where the text is wrong; checks of the whole form then see it as it was typed.
		.transform((typed) => parse(typed) as Value);

/**
 * For what goes by several fields: it is checked also where another field is wrong already, so that all is said at
 * once; but not where a field is of another kind, which no check expects and the form refuses as an attempt.
 */
export const IN_ANY_CASE = {
	when: ({ issues }: z.core.ParsePayload) =>
		!issues.some(({ code, input }) => code === "invalid_type" && input !== undefined),
};
