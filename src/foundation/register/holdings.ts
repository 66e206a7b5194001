import type { Category } from "../brand/edition-terms.ts";
import type { Legal } from "../brand/settings.ts";
import {
	type CookieDeclaration,
	type Declaration,
	isPersonal,
	type PersonalColumn,
	type Register,
} from "./declaration.ts";
import type { ItemId } from "./items.ts";
import type { PromiseId } from "./promises.ts";
import type { PurposeId } from "./purposes.ts";
import type { RetentionId } from "./retention.ts";
import { purposeTerm } from "./terms.ts";

/** One column, log field or object prefix that holds personal data on a brand, with its full name. */
export type DataLocation = { place: string; feature: string; column: PersonalColumn };

export function isSwitchedOn(legal: Legal, by: Declaration["switchedBy"]): boolean {
	return by === undefined || (by === "adult" ? legal.adult : legal.features.includes(by));
}

/** The live declarations that apply to a brand, of data that are held: those of every brand and of its own features. */
export function declarationsOn(legal: Legal, register: Register): Declaration[] {
	return register.filter(
		({ planned, unwritten, switchedBy, audience }) =>
			!planned && unwritten === undefined && audience === undefined && isSwitchedOn(legal, switchedBy),
	);
}

/** A third party's cookies only where it is a recipient, and that of the choice only where there is one. */
export function cookiesOn(legal: Legal, declaration: Declaration): CookieDeclaration[] {
	const asks = legal.recipients.some(({ requiresConsent }) => requiresConsent);
	const isFor = (recipient: string, item: ItemId) =>
		legal.recipients.some(({ id, fields }) => id === recipient && fields.includes(item));
	return declaration.cookies.filter(
		({ setBy, item, withConsent }) => (setBy === "brand" || isFor(setBy, item)) && (asks || !withConsent),
	);
}

/** Where a declaration holds personal data on a brand. What no purpose of the brand needs is not collected there. */
export function locationsOn(legal: Legal, declaration: Declaration): DataLocation[] {
	return locationsOf(declaration).filter(({ column }) =>
		column.purposes.some((purpose) => {
			const term = purposeTerm(legal, purpose);
			return term && isSwitchedOn(legal, term.switchedBy);
		}),
	);
}

function locationsOf({ feature, tables, logFields, objects }: Declaration): DataLocation[] {
	const columns = Object.entries(tables).flatMap(([table, declared]) =>
		Object.entries(declared.columns).map(([name, column]) => ({ place: `${table}.${name}`, column })),
	);
	const places = [
		...columns,
		...logFields.map((column) => ({ place: `log ${column.place}`, column })),
		...objects.map((column) => ({ place: `objects ${column.prefix}`, column })),
	];
	return places.flatMap(({ place, column }) => (isPersonal(column) ? [{ place, feature, column }] : []));
}

/** What a brand holds of an item in one category, from one place or cookie. */
export type Holding = {
	item: ItemId;
	category: Category;
	whereSpecial: boolean;
	purposes: PurposeId[];
	retention?: RetentionId;
	promises: PromiseId[];
};

export function holdingsOf(legal: Legal, register: Register): Holding[] {
	const active = declarationsOn(legal, register);
	const places = active.flatMap((declaration) => locationsOn(legal, declaration));
	const columns = places.flatMap(({ column }) =>
		categoriesIn(legal, column).map((category) => ({
			...column,
			category,
			whereSpecial: category === "special" && column.mayHoldSpecial === true,
		})),
	);
	const cookies = active.flatMap((declaration) =>
		cookiesOn(legal, declaration).map(
			({ item, necessary, purpose, promises }): Holding => ({
				item,
				category: necessary ? "necessary" : "voluntary",
				whereSpecial: false,
				purposes: [purpose],
				promises,
			}),
		),
	);
	return [...columns, ...cookies];
}

/** The same by what the edition says: a category for which it has no use of the column is not yet one of it. */
function categoriesIn(legal: Legal, column: PersonalColumn): Category[] {
	const isUsed = (category: Category) =>
		column.purposes.some((purpose) => purposeTerm(legal, purpose)?.uses[category] !== undefined);
	const used = categoriesOf(column, legal.adult).filter(isUsed);
	return used.length > 0 ? used : [column.category];
}

/** The categories under which a column's item is listed. */
export function categoriesOf(column: PersonalColumn, adult: boolean): Category[] {
	if (adult && column.specialOnAdultBrands) return ["special"];
	return adult && column.mayHoldSpecial ? [column.category, "special"] : [column.category];
}
