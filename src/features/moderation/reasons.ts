import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import type { Locale } from "#locales/locales.ts";
import { words } from "#locales/locales.ts";
import { groundsOf, MEASURE_UNITS, type MeasureRow, type MeasureScope, reasonLocation } from "./measure.ts";

/** What a member reads of a suspension that stands. */
export type StatementOfReasons = {
	title: string;
	paragraphs: string[];
	facts: [term: string, value: string][];
	/** How to object, and to which address. */
	object: string;
	contact: string;
};

/** Where members of a brand, or of the account host, object. */
function contactOf(context: Context, scope: MeasureScope): string {
	const brand = scope === "" ? undefined : context.snapshot.findBrand(scope);
	return (brand ? currentEdition(brand, context.now) : context.edition).legal.contacts.help;
}

export type ReasonRows = readonly [readonly MeasureRow[], readonly UnitKeyRow[]];

/**
 * The statement of reasons of a suspension, for the page that its member meets. A row may lack grounds, or be missing
 * where older code suspended the account: then the page says where to ask.
 */
export async function statementOfReasons(
	context: Context,
	scope: MeasureScope,
	[[row], keys]: ReasonRows,
): Promise<StatementOfReasons> {
	const { locale } = context;
	const { moderation: text, clauses } = words(locale);
	const contact = contactOf(context, scope);
	const operator = context.edition.legal.operator.name;
	const brand = scope === "" ? {} : { brand: context.snapshot.findBrand(scope)?.look.name ?? scope };
	const grounds = row && groundsOf(row);
	const key = keys.find(({ unit }) => unit === `${MEASURE_UNITS}${row?.id}`);
	const reason = row?.reason_sealed && key ? await openReason(context, key, row.id, row.reason_sealed) : undefined;
	return {
		title: text.suspended.title(brand),
		paragraphs: [
			text.suspended.what(operator, brand),
			row?.automated === 1 ? text.suspended.automated : text.suspended.human,
			...(grounds && reason ? [] : [text.unknown(contact)]),
		],
		facts: row
			? text.facts({ at: beginOf(row, locale), reason, rule: grounds && clauses[grounds.clause], ...grounds })
			: [],
		object: text.object(contact),
		contact,
	};
}

async function openReason(context: Context, key: UnitKeyRow, id: string, sealed: Uint8Array): Promise<string> {
	return open(await (await context.keys()).openUnit(key), reasonLocation(id), sealed);
}

const beginOf = ({ begins_at }: MeasureRow, locale: Locale) => timeInWords(begins_at, locale);
