import type {
	Column,
	ColumnName,
	Declaration,
	ImpersonalColumn,
	Path,
	PersonalColumn,
	Subject,
} from "./declaration.ts";
import { PURPOSES } from "./purposes.ts";

type Derived = "art6" | "art9";
type Defaulted = "category" | "export" | "edit" | "promises";
export type Given = Omit<PersonalColumn, Derived | Defaulted> & Partial<Pick<PersonalColumn, Defaulted>>;

/**
 * Declares a column that holds personal data. Its bases follow from its purposes, so that no column can claim a basis
 * that its purposes lack; exports are portable where the basis is consent or contract (GDPR Art. 20(1)(a)).
 */
export function personal(given: Given): PersonalColumn {
	const category = given.category ?? "necessary";
	const maybeSpecial = given.mayHoldSpecial === true || given.specialOnAdultBrands === true;
	const categories = maybeSpecial ? ([category, "special"] as const) : ([category] as const);
	const uses = given.purposes.flatMap((id) => categories.flatMap((each) => PURPOSES[id].uses[each] ?? []));
	const art6 = [...new Set(uses.map((use) => use.art6))].sort();
	const art9 = [...new Set(uses.flatMap((use) => use.art9 ?? []))].sort();
	return {
		edit: "no",
		promises: [],
		export: { access: "yes", portable: art6.includes("a") || art6.includes("b") },
		...given,
		category,
		art6,
		...(art9.length > 0 ? { art9 } : {}),
	};
}

/** Declares a column that holds nothing about a person. */
export function none(reason: string): ImpersonalColumn {
	return { none: reason };
}

/** Not part of a copy, with the reason that the copy states. */
export function withheld(why: string): PersonalColumn["export"] {
	return { access: "no", portable: false, why };
}

/** Named in a copy, without its content. */
export function summarised(why: string): PersonalColumn["export"] {
	return { access: "summary", portable: false, why };
}

export const ROW_ID = none("Random identifier of the row; it says nothing by itself and goes with the row.");
export const REALM_ID = none("The operator's realm, the same in every row.");
export const BRAND_ID = none("The brand, the same for every person on it.");
export const MEMBER_ID = none("Random identifier that links the row to its person and goes with the row.");
export const KEY_VERSION = none("Version of the key that sealed the row.");
export const CHANGED_AT = none("Time of the last change of the row, for ordering; it goes with the row.");

/** When the account of the row's member was closed. */
export const MEMBER_CLOSED: Path = { column: "closed_at", via: [{ from: "member_id", table: "member", to: "id" }] };
/** For objects that are nobody's. */
export const NO_ROW = { none: "The objects hold nothing about a person." };

/** The rows of people of these kinds, whose ids stand in this column. */
export function foundBy(column: ColumnName, first: Subject["as"], ...others: Subject["as"][]): [Subject, ...Subject[]] {
	return [{ as: first, column }, ...others.map((as): Subject => ({ as, column }))];
}

/** A declaration with nothing in the places that it does not name. */
export function declare(given: Pick<Declaration, "feature" | "planned"> & Partial<Declaration>): Declaration {
	return { tables: {}, cookies: [], logFields: [], objects: [], ...given };
}

/** The same column under several names. */
export function same<T extends Column>(column: T, ...names: string[]): Record<string, T> {
	return Object.fromEntries(names.map((name) => [name, column]));
}
