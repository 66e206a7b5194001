import type { Compilable } from "kysely";
import { z } from "zod";
import type { Context } from "../context.ts";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../crypto/keys.ts";
import { addUnitKeyOnce } from "../crypto/queries.ts";
import { uuidv8 } from "../crypto/random.ts";
import { open, SealBroken, seal } from "../crypto/sealed.ts";
import type { RowsOf } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { BrandId, RealmId } from "../ids.ts";
import { type DisclosureDetails, disclosureKeysOf, itemsOf, openDisclosure } from "../ledgers/disclosure.ts";
import { disclosuresOf } from "../ledgers/queries-disclosure.ts";
import { type ItemId, isItemId } from "../register/items.ts";
import { addNotice, requireDisclosuresRead } from "./queries.ts";

/**
 * What recipients are told of a member's data that they were given (GDPR Art. 19; DECISIONS 111): one notice for each
 * act and recipient, in the batch of the act. It names the member by the reference that the recipient was given, and
 * by nothing else; its key is its own, so that it outlives the account whose erasure it tells of.
 */

export const NOTICE_KINDS = [
	"rectified",
	"erased",
	"restricted",
	"restriction_lifted",
	"consent_withdrawn",
	"objection",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The unit of a notice's key; its owner is the notice. */
export const NOTICE_UNIT = "notice";

export type NoticeAct = {
	kind: NoticeKind;
	/** What it touches; `all`: everything of the member. */
	items: "all" | readonly ItemId[];
	/** Of one recipient alone, and of what one brand gave it; absent: of all. */
	of?: { recipient: string; brand: BrandId };
	/** Names the one act by ids alone; the same cause written again is the same notices. */
	cause: string;
};

export type NoticeRow = Tables["recipient_notice"];

const payloadSchema = z.strictObject({
	references: z.array(z.string().min(1)),
	items: z.array(z.custom<ItemId>((value) => typeof value === "string" && isItemId(value))),
});
export type NoticePayload = z.infer<typeof payloadSchema>;

/** What `noticeQueries` needs of these members, for a trip that the caller makes anyway. */
export const noticeReads = (realm: RealmId, members: readonly string[]) =>
	[disclosuresOf(realm, members), disclosureKeysOf(realm, members)] as const;

type Disclosure = RowsOf<ReturnType<typeof noticeReads>>[0][number];

/**
 * The queries that queue the notices of an act: to those recipients alone that were given something of what it touches.
 * For the batch of the act. They break a constraint when something was disclosed since the reading: the caller reads
 * again.
 * @param read what `noticeReads` gave, of this member or of more
 */
export async function noticeQueries(
	{ keys, now }: Pick<Context, "keys" | "now">,
	{ realm, member, act }: { realm: RealmId; member: string; act: NoticeAct },
	[rows, rowKeys]: readonly [readonly Disclosure[], readonly UnitKeyRow[]],
): Promise<Compilable[]> {
	const own = rows.filter(({ member_id }) => member_id === member);
	const whole = requireDisclosuresRead(realm, member, own.length);
	const touched = own.flatMap((row) => {
		const items = itemsOf(row).filter((item) => act.items === "all" || act.items.includes(item));
		const isMeant = act.of === undefined || act.of.recipient === row.recipient;
		return items.length === 0 || !isMeant ? [] : [{ row, items }];
	});
	if (touched.length === 0) return [whole];
	const ring = await keys();
	const opened = await Promise.all(
		touched.map(async (one) => ({ ...one, details: await detailsOf(ring, one.row, rowKeys) })),
	);
	const meant = opened.filter(({ details }) => act.of === undefined || !details || details.brand === act.of.brand);
	const notices = [...Map.groupBy(meant, ({ row }) => row.recipient)].map(async ([recipient, given]) => {
		const references = [...new Set(given.flatMap(({ details }) => details?.reference ?? []))];
		const items = [...new Set(given.flatMap((one) => one.items))];
		return queueNotice(ring, { realm, recipient, act, now }, { references, items });
	});
	return [whole, ...(await Promise.all(notices)).flat()];
}

/** Undefined for a row whose details do not open: what it holds is lost, and holds nothing up. */
async function detailsOf(
	ring: KeyRing,
	row: Disclosure,
	keys: readonly UnitKeyRow[],
): Promise<DisclosureDetails | undefined> {
	try {
		return await openDisclosure(ring, row, keys);
	} catch (error) {
		if (!(error instanceof SealBroken || error instanceof KeyUnavailable)) throw error;
		console.error("recipients: a disclosure does not open");
		return undefined;
	}
}

type Queued = { realm: RealmId; recipient: string; act: NoticeAct; now: number };

async function queueNotice(
	ring: KeyRing,
	{ realm, recipient, act, now }: Queued,
	payload: NoticePayload,
): Promise<Compilable[]> {
	const id = await noticeId(ring, { realm, recipient, act });
	const { unit, row: key } = await ring.newUnit({ realm, owner: id, unit: NOTICE_UNIT });
	const at = new Date(now).toISOString();
	// Who cannot be named is nobody that a program can tell of.
	const state = payload.references.length === 0 ? "failed" : "queued";
	const row: NoticeRow = {
		...{ realm_id: realm, id, recipient, act: act.kind, state, leased_by: null, due_at: at, attempts: 0 },
		payload_sealed: await seal(unit, locationOf(id), JSON.stringify(payload)),
		last_error_code: state === "failed" ? "no_reference" : null,
		...{ queued_at: at, told_at: null, told_by: null, told_role: null },
	};
	return [addUnitKeyOnce(key), addNotice(row)];
}

/** Of the notice of an act to a recipient, as long as keys have not rotated. */
export async function noticeId(
	ring: KeyRing,
	{ realm, recipient, act }: { realm: RealmId; recipient: string; act: Pick<NoticeAct, "kind" | "cause"> },
): Promise<string> {
	return uuidv8(await ring.index("recipient_notice", realm, JSON.stringify([act.kind, act.cause, recipient])));
}

const locationOf = (row: string) => ({ table: "recipient_notice", column: "payload_sealed", row });

/** A notice as it is read beside its key; the columns of the key are null where it is gone. */
export type SealedNotice = Pick<NoticeRow, "realm_id" | "id" | "payload_sealed"> & {
	key_id: string | null;
	unit: string | null;
	wrapped_key: Uint8Array | null;
	key_version: number | null;
	created_at: string | null;
};

/**
 * What a notice says; `unopened`: its key is there and does not open, `unreadable`: its key is gone, or it says nothing
 * that this code knows.
 */
export async function openNotice(
	ring: KeyRing,
	{ realm_id, id, payload_sealed, key_id, unit, wrapped_key, key_version, created_at }: SealedNotice,
): Promise<NoticePayload | "unopened" | "unreadable"> {
	if (key_id === null || unit === null || wrapped_key === null || key_version === null || created_at === null)
		return "unreadable";
	try {
		const key = { realm_id, id: key_id, owner_id: id, unit, wrapped_key, key_version, created_at };
		const text = await open(await ring.openUnit(key), locationOf(id), payload_sealed);
		return payloadSchema.parse(JSON.parse(text));
	} catch (error) {
		if (error instanceof KeyUnavailable) return "unopened";
		if (error instanceof SealBroken || error instanceof z.ZodError || error instanceof SyntaxError) return "unreadable";
		throw error;
	}
}
