import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { BreachRow, BreachState } from "./breach.ts";
import { BREACH_UNIT } from "./entry.ts";

/** SQL of the log of breaches. Times are ISO 8601. */

const COLUMNS = [
	...([
		"realm_id",
		"id",
		"aware_at",
		"recorded_at",
		"hours",
		"law",
		"tell_by",
		"risk",
		"authority",
		"members",
	] as const),
	...(["closed_at", "due_at", "entries", "letter_entry", "letter_after", "letters_queued", "letters_failed"] as const),
] as const;

const ENTRY = ["realm_id", "breach_id", "number", "what", "staff_id", "role", "words_sealed", "written_at"] as const;

/** Open ones, what is due first, behind one of them. */
export const openBreaches = (realm: RealmId, after: { due: string; id: string } | undefined, most: number) => {
	const all = build
		.selectFrom("breach")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where("closed_at", "is", null)
		.orderBy("due_at")
		.orderBy("id")
		.limit(most);
	if (after === undefined) return all;
	return all
		.where("due_at", ">=", after.due)
		.where((eb) => eb.or([eb("due_at", ">", after.due), eb("id", ">", after.id)]));
};

/** The newest first. */
export const closedBreaches = (realm: RealmId, most: number) =>
	build
		.selectFrom("breach")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where("closed_at", "is not", null)
		.orderBy("closed_at", "desc")
		.orderBy("id", "desc")
		.limit(most);

/** Of which the authority or members still have to hear, and by when the first is due. */
export const countDueBreaches = (realm: RealmId, never: string) =>
	build
		.selectFrom("breach")
		.select((eb) => [eb.fn.countAll<number>().as("rows"), eb.fn.min("due_at").as("first")])
		.where("realm_id", "=", realm)
		.where("closed_at", "is", null)
		.where("due_at", "<", never);

export const breachById = (realm: RealmId, id: string) =>
	build.selectFrom("breach").select(COLUMNS).where("realm_id", "=", realm).where("id", "=", id);

export const entriesOf = (realm: RealmId, id: string) =>
	build
		.selectFrom("breach_entry")
		.select(ENTRY)
		.where("realm_id", "=", realm)
		.where("breach_id", "=", id)
		.orderBy("number");

export const breachKey = (realm: RealmId, id: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "=", id)
		.where("unit", "=", BREACH_UNIT);

export type NewBreach = Pick<BreachRow, "realm_id" | "id" | "aware_at" | "recorded_at" | "hours" | "law" | "tell_by">;

export const addBreach = (row: NewBreach) =>
	build.insertInto("breach").values({
		...row,
		...{ risk: "", authority: "", members: "", closed_at: null, due_at: row.tell_by, entries: 1 },
		...{ letter_entry: 0, letter_after: null, letters_queued: 0, letters_failed: 0 },
	});

/** @throws ConstraintViolated, with its batch, where somebody else added that entry, or the breach takes none such now */
export const addBreachEntry = (row: Tables["breach_entry"]) => build.insertInto("breach_entry").values(row);

type Change = BreachState & Pick<BreachRow, "due_at" | "entries"> & Partial<Pick<BreachRow, "letter_entry">>;

/** What is known after an entry that stands in the same batch. */
export const changeBreach = (realm: RealmId, id: string, { letter_entry, letter_after, ...change }: Change) =>
	build
		.updateTable("breach")
		.set({
			...change,
			...(letter_entry === undefined ? {} : { letter_entry, letter_after, letters_queued: 0, letters_failed: 0 }),
			// Where a letter goes on is the job's alone to say.
			...(letter_entry === undefined && letter_after === null ? { letter_after } : {}),
		})
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("entries", "=", change.entries - 1);
