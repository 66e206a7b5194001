import type { ItemId } from "#foundation/register/items.ts";
import { Choice, ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { RISKS } from "./breach.ts";
import { LINE, TEXT } from "./schema.ts";
import { type Brand, MomentFields, ScopeFields, Words } from "./views-fields.tsx";

type Shown = {
	context: ConsoleContext;
	state: FormState;
	/** Names this showing of the form. */
	once: string;
	brands: readonly Brand[];
	items: readonly ItemId[];
	links: { action: string; back: string };
};

/** Records a breach: what is known now, and since when. */
export function RecordPage({ context, state, once, brands, items, links }: Shown) {
	const { locale } = context.page;
	const { breaches: text, console: consoleText, desk } = words(locale);
	const labels = {
		...{ aware_on: text.awareOn, aware_time: text.awareTime, happened: text.happened },
		...{ brands: text.brands, items: text.items, from_on: text.from, to_on: text.to },
		...{ systems: text.systems, measures: text.measures, risk: text.riskLabel, risk_reason: text.riskReason },
	};
	const own = { locale, state };
	return (
		<ConsolePage context={context} title={text.newTitle}>
			<div class="account-head">
				<h1>{text.newTitle}</h1>
				<p class="lead">{text.newLead}</p>
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={labels} />
			</div>
			<form class="form" method="post" action={links.action} novalidate>
				<input type="hidden" name="once" value={once} />
				<fieldset class="field">
					<legend>{text.aware}</legend>
					<MomentFields {...own} prefix="aware" labels={{ on: text.awareOn, time: text.awareTime }} />
				</fieldset>
				<Words {...own} name="happened" label={text.happened} hint={text.happenedHint(TEXT.longest)} />
				<ScopeFields {...own} brands={brands} items={items} />
				<TextField name="systems" label={text.systems} state={state} autocomplete="off" maxlength={LINE.longest} />
				<Words {...own} name="measures" label={text.measures} />
				<Choice
					name="risk"
					label={text.riskLabel}
					hint={text.riskNow}
					state={{ ...state, values: { risk: "", ...state.values } }}
					answers={["" as const, ...RISKS].map((value) => ({ value, label: text.risks[value || "open"] }))}
				/>
				<Words {...own} name="risk_reason" label={text.riskReason} hint={text.riskReasonHint} />
				<FormEnd submit={text.submit} />
			</form>
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}
