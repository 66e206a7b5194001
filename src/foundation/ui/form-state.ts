/** What a form shows: what was typed, and what is wrong with it. */
export type FormState<Field extends string = string> = {
	values: Partial<Record<Field, string>>;
	/** Words for the reader, by field. */
	errors: Partial<Record<Field, string>>;
};

export const EMPTY_FORM: FormState = { values: {}, errors: {} };

/** A form as it comes back: what was typed, without the password, and what is wrong. */
export function refill<Field extends string>(
	fields: Partial<Record<Field, string>>,
	errors: Record<string, string | undefined>,
): FormState {
	const values = Object.fromEntries(
		Object.entries<string | undefined>(fields).filter(([name]) => !/password/.test(name)),
	) as FormState["values"];
	const wrong = Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined);
	return { values, errors: Object.fromEntries(wrong) };
}
