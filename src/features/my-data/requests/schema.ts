import { z } from "zod";
import { REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { optionalText, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_REQUEST_TEXT } from "../door/schema.ts";

export const requestsQuery = z.object({ done: optionalText() });

/** What no button does at once: a copy and an erasure have pages of their own. */
export const ASKED_KINDS = REQUEST_KINDS.filter(
	(kind) => kind !== "access" && kind !== "portability" && kind !== "erasure",
) as Exclude<(typeof REQUEST_KINDS)[number], "access" | "portability" | "erasure">[];

export function requestForm(locale: Locale) {
	const text = words(locale).requests.own;
	return z.strictObject({
		kind: z.enum(ASKED_KINDS, { error: text.choose }),
		text: textField()
			.transform((typed) => typed.trim())
			.refine((typed) => typed !== "", { error: text.required })
			.refine((typed) => [...typed].length <= MAX_REQUEST_TEXT, { error: text.tooLong(MAX_REQUEST_TEXT) }),
	});
}

/** The other form of that page: its buttons withdraw one request each. */
export const withdrawForm = z.strictObject({ withdraw: z.string() });
