import type { ItemId } from "#foundation/register/items.ts";
import { ErrorSummary, FormEnd, TextArea, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { boxOf, LENGTHS } from "./schema.ts";
import { OrderFields, SilenceFields } from "./views-order.tsx";

type Shown = {
	context: ConsoleContext;
	state: FormState;
	/** Of which something is held of the member. */
	items: readonly ItemId[];
	action: string;
	/** Path of the member's card. */
	member: string;
};

/** Proposes that data of a member are given: the order, what of it, to whom, and until when nobody tells the member. */
export function ProposePage({ context, state, items, action, member }: Shown) {
	const { locale } = context.page;
	const { legalDisclosures: text, desk, console: consoleText } = words(locale);
	return (
		<ConsolePage context={context} title={text.proposeTitle}>
			<div class="account-head">
				<h1>{text.proposeTitle}</h1>
				<p class="lead">{text.proposeLead}</p>
				<p>{text.twoPersons}</p>
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={text.labels} />
			</div>
			<form class="form" method="post" action={action} novalidate>
				<OrderFields context={context} state={state} />
				<TextField
					{...{ name: "recipient", label: text.recipient, hint: text.recipientHint, state }}
					{...{ autocomplete: "off", maxlength: LENGTHS.recipient }}
				/>
				<TextArea
					{...{ name: "address", label: text.address, hint: text.addressHint, state, maxlength: LENGTHS.address }}
				/>
				<ItemBoxes context={context} state={state} items={items} />
				<SilenceFields context={context} state={state} />
				<FormEnd submit={text.propose} />
			</form>
			<p>
				<a href={member}>{desk.member}</a>
			</p>
		</ConsolePage>
	);
}

function ItemBoxes({ context, state, items }: Pick<Shown, "context" | "state" | "items">) {
	const { legalDisclosures: text, register } = words(context.page.locale);
	const error = state.errors.items;
	return (
		<fieldset class={error === undefined ? "field" : "field field-wrong"} id="items">
			<legend>{text.items}</legend>
			<p class="field-hint">{text.itemsHint}</p>
			{error !== undefined && <p class="field-error">{error}</p>}
			{items.map((item) => (
				<Tick name={boxOf(item)} state={state} required={false}>
					{register.items[item].name}
				</Tick>
			))}
		</fieldset>
	);
}
