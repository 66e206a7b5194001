import { HOLD_GROUNDS } from "#foundation/rights/holds/hold.ts";
import { Choice, ErrorSummary, FormEnd, TextArea, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { HOLD_REASON } from "./schema.ts";
import { type HeldWhat, heldWords } from "./views.tsx";

type Shown = {
	context: ConsoleContext;
	state: FormState;
	/** `number`: its place among those of its kind and site, where there are several. */
	items: readonly (HeldWhat & { value: string; number: number | undefined })[];
	action: string;
	/** Path of the member's card. */
	member: string;
};

/** What of a member can be held, by kind and site alone, and the form that holds one item. */
export function PlacePage({ context, state, items, action, member }: Shown) {
	const { desk, console: text } = words(context.page.locale);
	const { holds } = desk;
	const labels = {
		...{ item: holds.item, ground: holds.ground, reason: holds.reasonLabel },
		...{ review_on: holds.reviewLabel, until_on: holds.untilLabel },
	};
	return (
		<ConsolePage context={context} title={holds.placeTitle}>
			<div class="account-head">
				<h1>{holds.placeTitle}</h1>
				<p class="lead">{holds.placeLead}</p>
				<ErrorSummary title={text.wrongTitle} state={state} labels={labels} />
			</div>
			{items.length === 0 ? <p class="empty">{holds.noItems}</p> : <PlaceForm {...{ context, state, items, action }} />}
			<p>
				<a href={member}>{desk.member}</a>
			</p>
		</ConsolePage>
	);
}

function PlaceForm({ context, state, items, action }: Omit<Shown, "member">) {
	const { locale } = context.page;
	const { holds } = words(locale).desk;
	const answers = items.map(({ value, number, ...what }) => {
		const label = heldWords(locale, what);
		return { value, label: number === undefined ? label : holds.numbered(label, number) };
	});
	const day = { type: "date", autocomplete: "off", maxlength: 10, state } as const;
	const { shortest, longest } = HOLD_REASON;
	return (
		<form class="form" method="post" action={action} novalidate>
			<Choice name="item" label={holds.item} state={state} answers={answers} />
			<Choice
				name="ground"
				label={holds.ground}
				state={state}
				answers={HOLD_GROUNDS.map((value) => ({ value, label: holds.grounds[value] }))}
			/>
			<TextArea
				name="reason"
				label={holds.reasonLabel}
				hint={holds.reasonHint(shortest, longest)}
				state={state}
				maxlength={longest}
			/>
			<TextField name="review_on" label={holds.reviewLabel} {...day} />
			<TextField name="until_on" label={holds.untilLabel} hint={holds.untilHint} {...day} />
			<FormEnd submit={holds.place} />
		</form>
	);
}
