import { LEGAL_GROUNDS } from "#foundation/ledgers/legal-disclosure.ts";
import { Choice, TextArea, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { ConsoleContext } from "../page.tsx";
import { LEGAL_REASON, LENGTHS } from "./schema.ts";

type Fields = { context: ConsoleContext; state: FormState };

/** The order, and why: what the member reads once nothing forbids it. */
export function OrderFields({ context, state }: Fields) {
	const text = words(context.page.locale).legalDisclosures;
	const { shortest, longest } = LEGAL_REASON;
	return (
		<>
			<Choice
				name="ground"
				label={text.ground}
				state={state}
				answers={LEGAL_GROUNDS.map((value) => ({ value, label: text.grounds[value] }))}
			/>
			<TextField
				{...{ name: "order", label: text.order, hint: text.orderHint, state }}
				{...{ autocomplete: "off", maxlength: LENGTHS.order }}
			/>
			<TextField
				{...{ name: "ordered_on", label: text.orderedOn, state, type: "date" }}
				{...{ autocomplete: "off", maxlength: 10 }}
			/>
			<TextField
				{...{ name: "article", label: text.article, hint: text.articleHint, state }}
				{...{ autocomplete: "off", maxlength: LENGTHS.article }}
			/>
			<TextArea
				name="reason"
				label={text.reason}
				hint={text.reasonHint(shortest, longest)}
				state={state}
				maxlength={longest}
			/>
		</>
	);
}

/** Until when the member is not told, and the rule that asks for it. `isAsked`: the order is about that alone. */
export function SilenceFields({ context, state, isAsked = false }: Fields & { isAsked?: boolean }) {
	const text = words(context.page.locale).legalDisclosures;
	const optional = isAsked ? {} : { optional: text.optional, required: false };
	return (
		<>
			<TextField
				{...{ name: "silent_on", label: text.silentOn, hint: text.silentOnHint, state, type: "date" }}
				{...{ autocomplete: "off", maxlength: 10, ...optional }}
			/>
			<TextField
				{...{ name: "silence", label: text.silence, hint: text.silenceHint, state }}
				{...{ autocomplete: "off", maxlength: LENGTHS.silence, ...optional }}
			/>
		</>
	);
}
