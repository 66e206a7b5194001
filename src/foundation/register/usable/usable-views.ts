import { ANYONE, isPersonal, type Register, type TableDeclaration } from "../declaration.ts";
import type { ItemId } from "../items.ts";
import { PURPOSE_IDS, type PurposeId } from "../purposes.ts";

/*
 * Which tables have views without restricted rows, for which purposes, and how these read (DECISIONS 110). The rule of
 * queries and the migration that creates the views both follow from here; a test compares them.
 */

/** Purposes that a restriction does not touch: a law or a claim asks for the record (GDPR Art. 18(2)). */
const RECORDS: ReadonlySet<PurposeId> = new Set([
	"accountability",
	"legal_duty",
	"fiscal",
	"decisions",
	"performer_check",
]);

/** Purposes for which a member's data can be restricted. */
export const RESTRICTABLE: readonly PurposeId[] = PURPOSE_IDS.filter((purpose) => !RECORDS.has(purpose));

/** Tables that nothing is read from but on behalf of the member whose rows they are, and why. */
const FOR_SELF: Readonly<Record<string, string>> = {
	session: "What keeps a browser signed in.",
	sign_in_code: "What a brand exchanges for a session.",
	mail_code: "What a link in a mail proves.",
	passkey: "What signs a member in.",
	authenticator: "What signs a member in.",
	recovery_code: "What signs a member in.",
	password_guess: "What keeps others from signing in.",
	act: "What must not be undone, kept for a copy that is put back.",
	outbox: "Mail on its way: each is compared with the restrictions as it leaves.",
	mail_choice: "What a member chose about mail.",
	mail_limit: "What a member chose about mail.",
	mail_stop: "What a member chose about mail.",
	mail_bounce: "What came back of a member's mail: it decides whether the next one leaves.",
	processing_choice: "What a member chose about purposes.",
};
export const isForSelf = (table: string): boolean => Object.hasOwn(FOR_SELF, table);

/** What a member can contest by itself (Art. 18(1)(a)): it is hidden, and the rest stays. */
export const CONTESTABLE = [
	"display_name",
	"about_me",
	"hobbies",
	"sexual_preferences",
	"gender",
	"birth_date",
	"town",
	"phone",
	"photos",
] as const satisfies readonly ItemId[];
export type ContestableItem = (typeof CONTESTABLE)[number];

/** `subject`: the column of the table by which it is found whose a row is. */
export type UsableView = { name: string; table: string; subject: string; purpose: PurposeId; sql: string };

/**
 * The views that the register asks for, with the SQL that creates each: of every live table of members, for each of
 * its purposes that can be restricted.
 */
export function usableViews(register: Register, columns: Readonly<Record<string, readonly string[]>>): UsableView[] {
	return register
		.filter(({ planned }) => !planned)
		.flatMap(({ tables }) => Object.entries(tables))
		.flatMap(([table, own]) => {
			const subject = subjectOf(own);
			if (subject === undefined || isForSelf(table)) return [];
			const served = new Set(Object.values(own.columns).flatMap((one) => (isPersonal(one) ? one.purposes : [])));
			return RESTRICTABLE.filter((purpose) => served.has(purpose)).map((purpose) => {
				const name = `${table}_usable_for_${purpose}`;
				const view = { name, table, subject, purpose };
				return { ...view, sql: viewSql({ ...view, own }, columns[table] ?? []) };
			});
		});
}

function subjectOf({ class: tableClass, subjects }: TableDeclaration): string | undefined {
	if (tableClass === "platform" || !Array.isArray(subjects)) return undefined;
	return subjects.find(({ as, via }) => (as === "member" || as === ANYONE) && via === undefined)?.column;
}

type View = Omit<UsableView, "sql"> & { own: TableDeclaration };

function viewSql(view: View, columns: readonly string[]): string {
	const { name, table, own } = view;
	const rowItem = itemOfRows(own);
	const selected = columns.map((column) => {
		const declared = own.columns[column];
		const item = declared && isPersonal(declared) ? CONTESTABLE.find((one) => one === declared.item) : undefined;
		if (item === undefined || rowItem !== undefined || !column.endsWith("_sealed")) return column;
		return `CASE WHEN ${restricted(view, `= '${item}'`)} THEN NULL ELSE ${column} END AS ${column}`;
	});
	const whole = `NOT ${restricted(view, "= ''")}`;
	const rows = rowItem ? [`NOT ${restricted(view, `= '${rowItem}'`, `r.row_id IN ('', ${table}.id) AND `)}`] : [];
	return [
		`-- class: ${own.class}`,
		`CREATE VIEW ${name} AS SELECT`,
		`  ${selected.join(",\n  ")}`,
		`FROM ${table} WHERE ${[whole, ...rows].join("\n  AND ")};`,
	].join("\n");
}

/** Whether a restriction of this item stands for the member of a row. */
function restricted({ table, subject, purpose, own }: View, item: string, also = ""): string {
	const brand = Object.hasOwn(own.columns, "brand_id") ? `r.brand_id IN ('', ${table}.brand_id)` : "r.brand_id = ''";
	return [
		`EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = ${table}.${subject} AND r.lifted_at IS NULL`,
		`    AND r.item ${item} AND ${also}r.purpose IN ('', '${purpose}') AND ${brand})`,
	].join("\n");
}

/** The item that whole rows are about, where a member has several of them, as of photos. */
function itemOfRows({ columns }: TableDeclaration): ContestableItem | undefined {
	const items = new Set(Object.values(columns).flatMap((one) => (isPersonal(one) ? [one.item] : [])));
	const [only] = items;
	const item = items.size === 1 ? CONTESTABLE.find((one) => one === only) : undefined;
	return item !== undefined && Object.hasOwn(columns, "id") ? item : undefined;
}
