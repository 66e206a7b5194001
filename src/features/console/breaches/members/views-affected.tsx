import type { ItemId } from "#foundation/register/items.ts";
import { DataTable } from "#foundation/ui/document/views-tree.tsx";
import { ErrorSummary, FormEnd } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../../page.tsx";
import { type Brand, ScopeFields, Words } from "../views-fields.tsx";

/** `members` undefined: nothing of that kind is kept by member. */
export type Counted = {
	total: number;
	erased: number;
	items: readonly { item: ItemId; members: number | undefined }[];
};

type Shown = {
	context: ConsoleContext;
	state: FormState;
	counted?: Counted;
	brands: readonly Brand[];
	items: readonly ItemId[];
	links: { action: string; breach: string; letter: string };
};

/** Counts who is affected. */
export function AffectedPage({ context, state, counted, brands, items, links }: Shown) {
	const { locale } = context.page;
	const { breaches: text, console: consoleText } = words(locale);
	const labels = { brands: text.brands, items: text.items, from_on: text.from, to_on: text.to };
	return (
		<ConsolePage context={context} title={text.affectedTitle}>
			<div class="account-head">
				<h1>{text.affectedTitle}</h1>
				<p class="lead">{text.affectedLead}</p>
				<p>{text.notCounted}</p>
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={labels} />
			</div>
			{counted !== undefined && <Numbers context={context} counted={counted} links={links} />}
			<form class="form" method="post" action={links.action} novalidate>
				<ScopeFields locale={locale} state={state} brands={brands} items={items} />
				<FormEnd submit={text.count} />
			</form>
			<p>
				<a href={links.breach}>{text.backToCase}</a>
			</p>
		</ConsolePage>
	);
}

function Numbers({ context, counted, links }: { context: ConsoleContext; counted: Counted; links: Shown["links"] }) {
	const { locale } = context.page;
	const { breaches: text, register, language } = words(locale);
	const { total, erased, items } = counted;
	const numberOf = (members: number | undefined) => (members === undefined ? text.noTable : language.number(members));
	const rows = items.map(({ item, members }) => [register.items[item].name, numberOf(members)]);
	const said = text.counted(
		`${text.total}: ${language.number(total)}`,
		`${rows.map(([name, count]) => `${name}: ${count}`).join("; ")}. ${text.gone(erased)}`,
	);
	return (
		<section aria-labelledby="counted-title" class="notice" role="status">
			<h2 id="counted-title">{text.countTitle}</h2>
			<p>
				<strong>
					{text.total}: {language.number(total)}
				</strong>
			</p>
			{total === 0 && <p>{text.noOne}</p>}
			<DataTable caption={text.perItem} captionAloud head={[text.perItem, text.total]} groups={[{ rows }]} />
			<p>{text.gone(erased)}</p>
			<form class="form" method="post" action={links.breach} novalidate>
				<input type="hidden" name="act" value="added" />
				<Words locale={locale} state={{ values: { text: said }, errors: {} }} name="text" label={text.text} />
				<FormEnd submit={text.putDown} />
			</form>
			<p>
				<a class="button button-quiet" href={links.letter}>
					{text.letterLink}
				</a>
			</p>
		</section>
	);
}
