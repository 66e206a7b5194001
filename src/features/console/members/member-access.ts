import type { Compilable } from "kysely";
import { comparableEmail, comparableUserName } from "#features/accounts/identity.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { addUnitKey, unitKeysOf } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { assertKeyCurrent } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated, type RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { addAccess, lastAccess, lastAccessByIndex } from "#foundation/ledgers/queries-access.ts";
import {
	ACCESS_UNITS,
	type AccessKind,
	accessKey,
	accessRow,
	type LastAccess,
	type StaffAccess,
} from "#foundation/ledgers/staff-access.ts";
import { MINUTE } from "#foundation/time.ts";
import type { Staff } from "../session.ts";
import { coreKeysByIndex, memberByIndexForStaff, memberCard, sealedCore } from "./queries-members.ts";
import { addSearch } from "./queries-search.ts";

/** What may be opened of a member: the values of the account itself. */
export const REVEALED = ["email", "user_name", "gender"] as const;
export type Revealed = (typeof REVEALED)[number];

/** What the console knows of a member without opening anything. */
export type Subject = {
	id: string;
	state: string;
	created_at: string;
	suspended_at: string | null;
	closed_at: string | null;
	key: UnitKeyRow;
	last: LastAccess;
};

/** What it takes to write down a look at somebody. */
export type AccessedMember = Pick<Subject, "id" | "key" | "last">;

/** `busy`: somebody else opened or did something of this member at the same moment, and nothing was done. */
export type Recorded<Result> = Result | "busy";

/** `brand`: '' for the account itself. */
export type AccessReason = { reason: string; brand: string };

/** Looks for a member by exactly this e-mail or user name: queries for the batch that says who asks. */
export async function findQueries(context: Context, identifier: string) {
	const { id: realm } = context.realm;
	const kind = kindOf(identifier);
	const column = `${kind}_index` as const;
	const text = kind === "email" ? comparableEmail(identifier) : comparableUserName(identifier);
	const indexes = await (await context.keys()).indexes(kind, realm, text);
	return [
		memberByIndexForStaff(realm, column, indexes),
		coreKeysByIndex(realm, column, indexes),
		lastAccessByIndex(realm, column, indexes),
	] as const;
}

/** The same, of the member with that id. */
export function subjectQueries(context: Context, member: string) {
	const { id: realm } = context.realm;
	return [memberCard(realm, member), unitKeysOf(realm, [member], ["core"]), lastAccess(realm, member)] as const;
}

type Card = Omit<Subject, "key" | "last">;

export function subjectOf(
	[card]: readonly Card[],
	keys: readonly UnitKeyRow[],
	[last]: readonly NonNullable<LastAccess>[],
): Subject | undefined {
	const key = keys.find(({ owner_id }) => owner_id === card?.id);
	return card && key && { ...card, key, last };
}

/** Minutes in which a member stays open to a member of staff whose access was recorded. */
export const OPEN_MINUTES = 30;

/**
 * Whether this member of staff opened, or did something of, the account just now. A look at a photo is another matter,
 * and so is what concerns a legal disclosure, which an order of silence may keep from the member.
 */
export function isOpen(context: Context, staff: Staff, accesses: readonly StaffAccess[]): boolean {
	const since = new Date(context.now - OPEN_MINUTES * MINUTE).toISOString();
	return accesses.some(
		(row) => row.staff_id === staff.id && row.accessed_at > since && row.what !== "photo" && row.legal_id === null,
	);
}

/** Writes down that the account is opened, and why: its state is shown after that alone. */
export function openAccount(
	context: Context,
	staff: Staff,
	subject: Subject,
	accessReason: AccessReason,
): Promise<Recorded<boolean>> {
	return record(context, staff, { subject, what: ["opened"], accessReason }, [], async () => true);
}

/**
 * Writes down that somebody was looked for, and if found, that too in the member's own record, before it is said: that
 * somebody has an account says something by itself, and so does that somebody has none.
 */
export async function recordSearch(
	context: Context,
	staff: Staff,
	{
		identifier,
		subject,
		accessReason,
	}: { identifier: string; subject: Subject | undefined; accessReason: AccessReason },
): Promise<Recorded<boolean>> {
	const now = context.now;
	const kind = kindOf(identifier);
	const row = addSearch(context.realm.id, {
		id: uuidv7(now),
		staff: staff.id,
		kind,
		found: subject !== undefined,
		now,
	});
	if (subject) return record(context, staff, { subject, what: ["found"], accessReason }, [row], async () => true);
	try {
		await context.database().write(row);
		return true;
	} catch (error) {
		if (error instanceof ConstraintViolated) return "busy";
		throw error;
	}
}

const kindOf = (identifier: string) => (identifier.includes("@") ? "email" : "user_name");

/**
 * Opens sealed values of a member for a written reason. The row that says so is written in the same batch as they are
 * read, and before them: without it nothing is read (P23, T30).
 */
export async function reveal(
	context: Context,
	staff: Staff,
	asked: { subject: Subject; what: readonly Revealed[]; accessReason: AccessReason },
): Promise<Recorded<Partial<Record<Revealed, string>>>> {
	const { id } = asked.subject;
	const queries = [sealedCore(context.realm.id, id)] as const;
	return record(context, staff, asked, queries, async ([[sealed]], core) => {
		if (sealed === undefined) throw new AppError("not_found", "the member is gone");
		const values = asked.what.map(async (what) => {
			const location = { table: "member", column: `${what}_sealed`, row: id };
			return [what, await open(core, location, sealed[`${what}_sealed`])] as const;
		});
		return Object.fromEntries(await Promise.all(values));
	});
}

/** `legal`: the proposal to give data on a legal ground that it is done for, of which the member is told first. */
type Recording = {
	subject: AccessedMember;
	what: readonly AccessKind[];
	accessReason: AccessReason;
	legal?: string | undefined;
};

/** One batch: the row first, then what it is about. */
export async function record<const Queries extends readonly Compilable<unknown>[], Result>(
	context: Context,
	staff: Staff,
	{ subject, what, accessReason }: Recording,
	queries: Queries,
	use: (rows: RowsOf<Queries>, core: UnitKey) => Promise<Result>,
): Promise<Recorded<Result>> {
	const core = await (await context.keys()).openUnit(subject.key);
	const current = [assertKeyCurrent(context.realm.id, core)] as const;
	const asked = { subject, what, accessReason };
	return recordBeside(context, staff, asked, [...current, ...(queries as readonly Compilable<unknown>[])], (rows) =>
		use(rows.slice(current.length) as unknown as RowsOf<Queries>, core),
	);
}

/**
 * The same about what opens by another key than the account's: also of a member whose account is erased, whose record
 * goes on until its term ends.
 */
export async function recordBeside<const Queries extends readonly Compilable<unknown>[], Result>(
	context: Context,
	staff: Staff,
	{ subject, what, accessReason, legal }: Omit<Recording, "subject"> & { subject: Pick<AccessedMember, "id" | "last"> },
	queries: Queries,
	use: (rows: RowsOf<Queries>) => Promise<Result>,
): Promise<Recorded<Result>> {
	const { realm, settings, now } = context;
	const id = uuidv7(now);
	const own = await (await context.keys()).newUnit({
		realm: realm.id,
		owner: subject.id,
		unit: `${ACCESS_UNITS}${id}`,
	});
	const access = {
		realm: realm.id,
		member: subject.id,
		staff: staff.id,
		role: staff.role,
		what,
		...accessReason,
		legal,
	};
	const key = await accessKey(settings.keyRoot, realm.id);
	const row = await accessRow(key, access, { id, unit: own.unit, last: subject.last, now });
	try {
		const [, , ...rows] = await context
			.database()
			.for("claims")
			.write(addUnitKey(own.row), addAccess(row), ...(queries as readonly Compilable<unknown>[]));
		return await use(rows as unknown as RowsOf<Queries>);
	} catch (error) {
		// Two rows cannot hang on the same one, and what is read must open with the key that was read before.
		if (error instanceof ConstraintViolated) return "busy";
		throw error;
	}
}
