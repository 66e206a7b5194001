import { ART9, type Art9 } from "../../brand/edition-terms.ts";
import type { Legal } from "../../brand/settings.ts";
import { type Column, type Declaration, isPersonal, type PersonalColumn, type Register } from "../declaration.ts";
import { categoriesOf } from "../holdings.ts";
import { isItemId, itemOf } from "../items.ts";
import { isPromiseId } from "../promises.ts";
import { PURPOSES } from "../purposes.ts";
import { RETENTION } from "../retention.ts";
import { checkPaths } from "./check-paths.ts";

export type DatabaseColumn = { table: string; column: string };

/**
 * What is wrong with a register, and where it disagrees with the database; each a sentence that says where.
 * Empty means that every column is declared, and that no declaration breaks a rule of the statement.
 */
export function checkRegister(register: Register, databaseColumns: readonly DatabaseColumn[]): string[] {
	const tables = new Map<string, Set<string>>();
	for (const { table, column } of databaseColumns) tables.set(table, (tables.get(table) ?? new Set()).add(column));
	return [
		...compareWithDatabase(register, databaseColumns),
		...register.flatMap(checkDeclaration),
		...checkPaths(register, (table) => tables.get(table)),
	];
}

function compareWithDatabase(register: Register, databaseColumns: readonly DatabaseColumn[]): string[] {
	const problems: string[] = [];
	const existing = new Set(databaseColumns.map(({ table, column }) => `${table}.${column}`));
	const declared = new Map<string, Declaration>();
	for (const declaration of register) {
		for (const [table, { columns }] of Object.entries(declaration.tables)) {
			for (const column of Object.keys(columns)) {
				const name = `${table}.${column}`;
				if (declared.has(name)) problems.push(`${name}: declared twice`);
				declared.set(name, declaration);
			}
		}
	}
	for (const name of existing) {
		const declaration = declared.get(name);
		if (!declaration) problems.push(`${name}: the database has this column, but no feature declares it`);
		else if (declaration.planned)
			problems.push(`${name}: declared as planned by ${declaration.feature}, but it exists`);
	}
	for (const [name, { planned, feature }] of declared) {
		if (!planned && !existing.has(name)) problems.push(`${name}: declared by ${feature}, but the database lacks it`);
	}
	return problems;
}

function checkDeclaration(declaration: Declaration): string[] {
	const { tables, cookies, logFields, objects, feature } = declaration;
	const columns: [string, Column][] = Object.entries(tables).flatMap(([table, declared]) =>
		Object.entries(declared.columns).map(([name, column]): [string, Column] => [`${table}.${name}`, column]),
	);
	const places: [string, Column][] = [
		...logFields.map((column): [string, Column] => [`${feature} ${column.place}`, column]),
		...objects.map((column): [string, Column] => [`${feature} ${column.prefix}`, column]),
	];
	return [
		...[...columns, ...places].flatMap(([place, column]) => checkColumn(place, column)),
		...Object.entries(tables).flatMap(([table, declared]) => checkTable(table, declared)),
		...cookies.flatMap((cookie) => checkCookie(cookie)),
	];
}

function checkTable(table: string, { class: tableClass, columns }: Declaration["tables"][string]): string[] {
	const key = { owned: "brand_id", shared: "realm_id", platform: undefined }[tableClass];
	return key && !Object.hasOwn(columns, key) ? [`${table}: a table of class ${tableClass} needs ${key}`] : [];
}

function checkCookie({ name, item, necessary, purpose, setBy, promises }: Declaration["cookies"][number]): string[] {
	const where = `cookie ${name}`;
	const category = necessary ? "necessary" : "voluntary";
	const problems = unknownPromises(where, promises);
	if (!itemOf(item).in[category]) problems.push(`${where}: ${item} is not on the list of ${category} data`);
	if (!PURPOSES[purpose].uses[category]) problems.push(`${where}: ${purpose} never uses ${category} data`);
	if (setBy === "brand" && !name.startsWith("__Host-")) problems.push(`${where}: our own cookies begin with __Host-`);
	if (setBy !== "brand" && necessary) problems.push(`${where}: a third party's cookie is never necessary`);
	return problems;
}

function checkColumn(place: string, column: Column): string[] {
	if (!isPersonal(column)) return column.none.trim() ? [] : [`${place}: no personal data, but without a reason`];
	return [
		...checkItem(place, column),
		...checkBases(place, column),
		...checkUse(place, column),
		...unknownPromises(place, column.promises),
	];
}

function checkItem(place: string, { item, category, mayHoldSpecial, specialOnAdultBrands }: PersonalColumn): string[] {
	if (!isItemId(item)) return [`${place}: there is no item ${item}`];
	const problems: string[] = [];
	const possible = itemOf(item).in;
	if (!possible[category]) problems.push(`${place}: ${item} is not on the list of ${category} data`);
	if ((mayHoldSpecial || specialOnAdultBrands) && !possible.special)
		problems.push(`${place}: ${item} is not on the list of special data`);
	return problems;
}

function checkBases(place: string, column: PersonalColumn): string[] {
	const problems: string[] = [];
	const { purposes, art6, art9 = [] } = column;
	const categories = allCategories(column);
	const special = categories.includes("special");
	if (special && art9.length === 0) problems.push(`${place}: special data without a condition of Art. 9(2)`);
	if (!special && art9.length > 0) problems.push(`${place}: a condition of Art. 9(2) on data that are not special`);
	if (purposes.length === 0) problems.push(`${place}: personal data without a purpose`);
	const asked = new Set<string>();
	for (const purpose of purposes) {
		for (const category of categories) {
			const use = PURPOSES[purpose].uses[category];
			if (use) asked.add(use.art6);
			else problems.push(`${place}: ${purpose} may never use ${category} data`);
		}
	}
	for (const basis of asked) {
		if (!art6.some((letter) => letter === basis))
			problems.push(`${place}: a purpose rests on Art. 6(1)(${basis}), which is not named`);
	}
	for (const basis of art6) {
		if (!asked.has(basis)) problems.push(`${place}: names Art. 6(1)(${basis}), but no purpose rests on it`);
	}
	for (const purpose of special ? purposes : []) {
		const within = PURPOSES[purpose].uses.special?.within;
		if (within && !within.some((showing) => purposes.includes(showing)))
			problems.push(`${place}: ${purpose} of special data belongs to the consent to show them, which they are not for`);
	}
	const conditions = special ? conditionsOf(column) : [];
	for (const condition of ART9) {
		const [isNamed, isAsked] = [art9.includes(condition), conditions.includes(condition)];
		if (isAsked && !isNamed) problems.push(`${place}: a purpose rests on Art. 9(2)(${condition}), which is not named`);
		if (isNamed && special && !isAsked)
			problems.push(`${place}: names Art. 9(2)(${condition}), but no purpose rests on it`);
	}
	return problems;
}

/** The conditions of Art. 9(2) on which the purposes of a column use what is special in it. */
function conditionsOf({ purposes }: PersonalColumn): Art9[] {
	return purposes.flatMap((purpose) => PURPOSES[purpose].uses.special?.art9 ?? []);
}

function allCategories(column: PersonalColumn): ReturnType<typeof categoriesOf> {
	return [...new Set([...categoriesOf(column, false), ...categoriesOf(column, true)])];
}

/** The promises about single items: P06, P08, P09, P12; and what an export withholds, it explains. */
function checkUse(place: string, column: PersonalColumn): string[] {
	const problems: string[] = [];
	const { item, purposes, handling, export: copy, erase, retention, category } = column;
	const only = (allowed: string, promise: string) => {
		if (purposes.some((purpose) => purpose !== allowed)) problems.push(`${place}: only for ${allowed} (${promise})`);
	};
	if (item === "orientation") only("suggestions", "P06");
	if (item === "bsn") only("fiscal", "P08");
	if (item === "delivery_address") only("delivery", "P09");
	if (
		isItemId(item) &&
		Object.values(itemOf(item).in).some((where) => "listedAs" in where && where.listedAs === "payment_data")
	)
		only("payments", "P12");
	if ((item === "bsn") !== (handling === "bsn"))
		problems.push(`${place}: a BSN is handled as bsn, and nothing else is`);
	if (copy.access !== "yes" && !copy.why?.trim()) problems.push(`${place}: withheld from a copy without saying why`);
	if (copy.access === "no" && copy.portable) problems.push(`${place}: portable, but not part of a copy`);
	if (erase.by === "retain" && !RETENTION[erase.until].statute)
		problems.push(`${place}: kept after erasure under a rule that no law sets`);
	if (erase.by === "retain" && category === "special")
		problems.push(`${place}: special data are never kept after erasure`);
	if (erase.by !== "retain" && handling === "fiscal")
		problems.push(`${place}: fiscal data are kept for their statutory term`);
	const isConsented = allCategories(column).includes("special") && conditionsOf(column).includes("a");
	if (isConsented && !RETENTION[retention].atOnceOn.includes("consent_withdrawn"))
		problems.push(`${place}: special data outlive a withdrawn consent under the rule ${retention}`);
	return problems;
}

function unknownPromises(where: string, promises: readonly string[]): string[] {
	return promises.filter((id) => !isPromiseId(id)).map((id) => `${where}: there is no promise ${id}`);
}

/** What is wrong with a brand's recipients: special data go to no third party, and a BSN to the tax authority alone. */
export function checkRecipients(legal: Legal): string[] {
	return legal.recipients.flatMap(({ id, role, kind, fields }) => {
		const handlesForUs = role === "processor" && PROCESSORS_OF_SPECIAL_DATA.some((allowed) => allowed === kind);
		return fields.flatMap((field) => {
			if (!isItemId(field)) return [`${id}: there is no item ${field}`];
			const problems: string[] = [];
			const { special, ...elsewhere } = itemOf(field).in;
			// On a brand that is not for adults, only what is nothing but special counts: a photo there is a photo.
			const isSpecial = special !== undefined && (legal.adult || Object.keys(elsewhere).length === 0);
			if (isSpecial && !handlesForUs)
				problems.push(`${id}: ${field} can be special data, which no third party gets (P53)`);
			if (field === "bsn" && kind !== "tax_authority" && !handlesForUs)
				problems.push(`${id}: a BSN goes to the tax authority alone (P08)`);
			return problems;
		});
	});
}

/** Who may hold special data on the operator's behalf: those who host, maintain, moderate or carry it. */
const PROCESSORS_OF_SPECIAL_DATA = ["hosting", "development", "moderation", "mail"] as const;
