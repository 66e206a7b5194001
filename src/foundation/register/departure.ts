import type { RetentionEvent, StatuteId } from "../brand/edition-terms.ts";
import type { Legal } from "../brand/settings.ts";
import type { Duration } from "../i18n/duration.ts";
import type { Declaration, PersonalColumn, Register } from "./declaration.ts";
import { declarationsOn, locationsOn } from "./holdings.ts";
import { ITEM_IDS, type ItemId, itemOf } from "./items.ts";
import { PURPOSE_IDS, type PurposeId } from "./purposes.ts";
import { RETENTION_IDS, type RetentionId } from "./retention.ts";
import { type Place, retentionTerm, shortestTerm } from "./terms.ts";

/** What a member who leaves a brand or closes the account loses at once, and what is kept, by which rule. */
export type Departure = {
	goes: ItemId[];
	/** Kept by a rule of its own, after an event of its own. */
	stays: Stay[];
};

/** `purposes`: why it is kept. */
export type Stay = {
	rule: RetentionId;
	items: ItemId[];
	purposes: PurposeId[];
	from: RetentionEvent;
	duration: Duration;
	statute?: StatuteId;
};

/** Tables that the departure empties whatever their rule says, and tables that need no line. */
export type Emptied = { emptied: readonly string[]; unlisted: readonly string[] };

type Kept = { table: string; column: PersonalColumn };

/**
 * What leaving a brand does, as the register has it: the brand's own tables, and rows of the realm that name a
 * brand. What is live counts, not what is planned.
 */
export function afterLeaving(place: Place, legal: Legal, register: Register, tables: Emptied): Departure {
	const isOfBrand = ({ class: tableClass, columns }: Declaration["tables"][string]) =>
		tableClass === "owned" || Object.hasOwn(columns, "brand_id");
	// Objects go with the rows that name them.
	const ownTables = register.map((declaration) => ({ ...declaration, objects: [] }));
	const kept = liveColumns(legal, ownTables, tables, isOfBrand);
	const goes = ({ table, column }: Kept) =>
		tables.emptied.includes(table) || retentionTerm(legal, column.retention).atOnceOn.includes("left_brand");
	return {
		goes: itemsOf(kept.filter(goes)),
		stays: staysOf(
			place,
			legal,
			kept.filter((one) => !goes(one)),
		),
	};
}

/** As `Departure`; everything else of the account and of its brands goes on the day of the purge. */
export type Closing = Departure & { untilPurge: ItemId[] };

/** What closing an account does. `brands`: those that the member is on, or the one whose terms count. */
export function afterClosing(place: Place, brands: readonly Legal[], register: Register, tables: Emptied): Closing {
	const goes: Kept[] = [];
	const untilPurge: Kept[] = [];
	const stays: Kept[] = [];
	for (const legal of brands) {
		const kept = liveColumns(legal, register, tables, () => true);
		const lapses = kept.filter(
			({ column: { erase } }) => legal.adult && erase.by === "shred" && erase.unit === "special",
		);
		const lapsed = itemsOf(lapses);
		goes.push(...lapses);
		for (const one of kept) {
			// Where an item may be special, it stands under the consent and nowhere else.
			if (lapsed.includes(one.column.item)) continue;
			if (tables.emptied.includes(one.table)) goes.push(one);
			else if (retentionTerm(legal, one.column.retention).from === "account_closed") untilPurge.push(one);
			else stays.push(one);
		}
	}
	const [first] = brands;
	return {
		goes: itemsOf(goes),
		untilPurge: itemsOf(untilPurge),
		stays: first === undefined ? [] : staysOf(place, first, stays),
	};
}

function liveColumns(
	legal: Legal,
	register: Register,
	{ unlisted }: Emptied,
	isAsked: (table: Declaration["tables"][string]) => boolean,
): Kept[] {
	return declarationsOn(legal, register).flatMap((declaration) => {
		const asked = Object.entries(declaration.tables).filter(
			([name, table]) => isAsked(table) && !unlisted.includes(name),
		);
		const narrowed = { ...declaration, tables: Object.fromEntries(asked), logFields: [] };
		return locationsOn(legal, narrowed).map(({ place, column }) => ({ table: place.split(".")[0] ?? "", column }));
	});
}

/** The six that come by themselves go with what they belong to, and need no line of their own. */
const itemsOf = (kept: readonly Kept[]): ItemId[] => {
	const found = new Set(kept.map(({ column }) => column.item));
	return ITEM_IDS.filter((item) => found.has(item) && itemOf(item).automatic !== true);
};

function staysOf(place: Place, legal: Legal, kept: readonly Kept[]): Stay[] {
	return RETENTION_IDS.flatMap((rule) => {
		const own = kept.filter(({ column }) => column.retention === rule);
		if (own.length === 0) return [];
		const purposes = new Set(own.flatMap(({ column }) => column.purposes));
		const { from, statute } = retentionTerm(legal, rule);
		return [
			{
				...{ rule, from, duration: shortestTerm(place, rule), items: itemsOf(own) },
				purposes: PURPOSE_IDS.filter((purpose) => purposes.has(purpose)),
				...(statute ? { statute } : {}),
			},
		];
	});
}
