import { auditHead } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { openObject } from "#foundation/crypto/sealed-object.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError, Unavailable } from "#foundation/errors.ts";
import { lastAccess } from "#foundation/ledgers/queries-access.ts";
import { heldObjectLocation, heldObjectName, itemLocation } from "#foundation/rights/holds/hold.ts";
import { type HeldItem, heldItemSchema } from "#foundation/rights/holds/item.ts";
import { removeReleased, sealWaiting } from "#foundation/rights/holds/job.ts";
import { newHold, type Placing } from "#foundation/rights/holds/place.ts";
import { heldItem, heldOf, holdById, holdKey } from "#foundation/rights/holds/queries-holds.ts";
import { release } from "#foundation/rights/holds/release.ts";
import { type AccessedMember, type Recorded, record, recordBeside } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import { lastAccessOfHold } from "./queries-hold.ts";

/** What the privacy officer does about holds: each is in the member's record, in the same batch (P23). */

export const caseQueries = ({ realm }: Context, id: string) =>
	[holdById(realm.id, id), holdKey(realm.id, id), lastAccessOfHold(realm.id, id), auditHead(realm.id)] as const;
export type CaseRows = RowsOf<ReturnType<typeof caseQueries>>;
export type HoldRow = CaseRows[0][number];

/** @throws AppError not_found, for a hold of another realm as for none (T8) */
export function holdIn([[hold]]: readonly [readonly HoldRow[], ...unknown[]]): HoldRow {
	if (hold === undefined) throw new AppError("not_found", "no such hold");
	return hold;
}

/** So often at most somebody else's entry in one of the two chains is waited for. */
const MAX_TRIES = 4;

/** Releases a hold. `false`: it was released already. */
export async function releaseHold(
	context: Context,
	staff: Staff,
	rows: CaseRows,
	reason: string,
): Promise<Recorded<boolean>> {
	const { realm, at } = context;
	let [[hold], , [last], [head]] = rows;
	for (let time = 1; hold !== undefined && hold.released_at === null; time++) {
		const { id, member_id: member, table_name: table, brand_id: brand } = hold;
		const by = { id: staff.id, role: staff.role };
		const queries = await release({ hold: { realm: realm.id, id, member, table }, by, at }, head);
		const asked = { subject: { id: member, last }, what: ["hold_released"], accessReason: { reason, brand } } as const;
		const done = await recordBeside(context, staff, asked, queries, async () => true);
		if (done !== "busy") {
			context.defer(removeReleased);
			return true;
		}
		if (time === MAX_TRIES) return "busy";
		[[hold], , [last], [head]] = await context
			.database()
			.for("claims")
			.read(...caseQueries(context, id));
	}
	return false;
}

/** What is held, opened once the look is written down. Undefined: nothing is sealed. */
export async function openHeld(
	context: Context,
	staff: Staff,
	[[hold], [key], [last]]: CaseRows,
	reason: string,
): Promise<Recorded<{ item: HeldItem; key: UnitKeyRow } | undefined>> {
	if (hold === undefined) throw new AppError("not_found", "no such hold");
	const { id, member_id: member, brand_id: brand } = hold;
	const asked = { subject: { id: member, last }, what: ["held_item"], accessReason: { reason, brand } } as const;
	return recordBeside(context, staff, asked, [heldItem(context.realm.id, id)], async ([[row]]) => {
		if (row === undefined || key === undefined) return undefined;
		const unit = await (await context.keys()).openUnit(key);
		const item = heldItemSchema.parse(JSON.parse(await open(unit, itemLocation(id), row.item_sealed)));
		return { item, key };
	});
}

/** The file of what was opened. @throws Unavailable where the store does not have it */
export async function openFile({ keys, settings }: Context, id: string, key: UnitKeyRow): Promise<Uint8Array> {
	const object = await settings.objects.get(heldObjectName(id));
	if (object === null) throw new Unavailable("the file of a held item is missing (OBJECTS)");
	const unit = await (await keys()).openUnit(key);
	return openObject(unit, heldObjectLocation(id), new Uint8Array(await object.arrayBuffer()));
}

type Wanted = Omit<Placing, "member" | "by">;
type Ends = { last: AccessedMember["last"]; head: Parameters<typeof newHold>[2] };

/** Holds an item. `undefined`: it is held on that ground already. @returns the id of the hold */
export async function placeHold(
	context: Context,
	staff: Staff,
	subject: AccessedMember,
	wanted: Wanted,
	firstHead: Ends["head"],
): Promise<Recorded<string | undefined>> {
	const { id: realm } = context.realm;
	const accessReason = { reason: wanted.reason, brand: wanted.item.brand };
	let ends: Ends = { last: subject.last, head: firstHead };
	for (let time = 1; ; time++) {
		const by = { id: staff.id, role: staff.role };
		const { id, queries } = await newHold(context, { ...wanted, member: subject.id, by }, ends.head);
		const asked = { subject: { ...subject, last: ends.last }, what: ["hold"], accessReason } as const;
		const done = await record(context, staff, asked, queries, async () => true);
		if (done !== "busy") {
			const { register } = context.running;
			context.defer((job) => sealWaiting(job, register));
			return id;
		}
		const reads = [lastAccess(realm, subject.id), auditHead(realm), heldOf(realm, subject.id)] as const;
		const [[last], [head], held] = await context
			.database()
			.for("claims")
			.read(...reads);
		const { table, brand, row } = wanted.item;
		const isHeld = held.some(
			(one) => one.table_name === table && one.brand_id === brand && one.row_id === row && one.ground === wanted.ground,
		);
		if (isHeld) return undefined;
		if (time === MAX_TRIES) return "busy";
		ends = { last, head };
	}
}
