import type { ItemId } from "#foundation/register/items.ts";
import { TextArea, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { brandBox, EVERY_BRAND, itemBox, TEXT } from "./schema.ts";

/** What the forms about a breach share. */

export type Brand = { id: string; name: string };
type Fields = { locale: Locale; state: FormState };

/** So many sites are ticked one by one; of more, all at once is offered first. */
const FEW_BRANDS = 1;

/** Which sites, which kinds of data, from when to when. */
export function ScopeFields({
	locale,
	state,
	brands,
	items,
}: Fields & { brands: readonly Brand[]; items: readonly ItemId[] }) {
	const { breaches: text, register } = words(locale);
	const day = { type: "date", autocomplete: "off", maxlength: 10, state } as const;
	return (
		<>
			<Boxes id="brands" legend={text.brands} state={state}>
				{brands.length > FEW_BRANDS && (
					<Tick name={EVERY_BRAND} state={state} required={false}>
						{text.everyBrand}
					</Tick>
				)}
				{brands.map(({ id, name }) => (
					<Tick name={brandBox(id)} state={state} required={false}>
						{name}
					</Tick>
				))}
			</Boxes>
			<Boxes id="items" legend={text.items} hint={text.itemsHint} state={state}>
				{items.map((item) => (
					<Tick name={itemBox(item)} state={state} required={false}>
						{register.items[item].name}
					</Tick>
				))}
			</Boxes>
			<fieldset class="field">
				<legend>{text.windowTitle}</legend>
				<p class="field-hint">{text.windowHint}</p>
				<TextField name="from_on" label={text.from} {...day} />
				<TextField name="to_on" label={text.to} {...day} />
			</fieldset>
		</>
	);
}

function Boxes({
	id,
	legend,
	hint,
	state,
	children,
}: {
	id: string;
	legend: string;
	hint?: string;
	state: FormState;
	children: unknown;
}) {
	const error = state.errors[id];
	return (
		<fieldset class={error === undefined ? "field" : "field field-wrong"} id={id} tabindex={-1}>
			<legend>{legend}</legend>
			{hint !== undefined && <p class="field-hint">{hint}</p>}
			{error !== undefined && <p class="field-error">{error}</p>}
			<div class="ticks">{children}</div>
		</fieldset>
	);
}

/** A day and a time on the clock of the operators' country. */
export function MomentFields({
	locale,
	state,
	prefix,
	labels,
}: Fields & { prefix: string; labels: { on: string; time: string } }) {
	const { timeHint } = words(locale).breaches;
	const own = { autocomplete: "off", state } as const;
	return (
		<>
			<TextField name={`${prefix}_on`} label={labels.on} type="date" maxlength={10} {...own} />
			<TextField name={`${prefix}_time`} label={labels.time} hint={timeHint} type="time" maxlength={5} {...own} />
		</>
	);
}

/** A text of an entry. */
export function Words({
	locale,
	state,
	name,
	label,
	hint,
	optional,
}: Fields & { name: string; label: string; hint?: string; optional?: string }) {
	const { noNames } = words(locale).breaches;
	return (
		<TextArea
			{...{ name, label, state, maxlength: TEXT.longest, hint: hint === undefined ? noNames : `${hint} ${noNames}` }}
			{...(optional === undefined ? {} : { optional })}
		/>
	);
}
