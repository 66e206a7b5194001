import type { RejectionReason } from "#features/profiles/photos/photo-decision.ts";
import { photoUnits } from "#features/profiles/photos/photo-file.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { AppError } from "#foundation/errors.ts";
import { localePath } from "#foundation/i18n/path.ts";
import type { LastAccess } from "#foundation/ledgers/staff-access.ts";
import { notifyAfterChange } from "#foundation/mail/notify.ts";
import { DAY } from "#foundation/time.ts";
import type { Locale } from "#locales/locales.ts";
import { PHOTO_APPROVED, PHOTO_REJECTED } from "../letters.ts";
import { type Recorded, record } from "../members/member-access.ts";
import { type Staff, staffScope } from "../session.ts";
import * as sql from "./queries-photo.ts";

/**
 * The review of photos (P60). Seeing one is seeing a member's data: the row that says so is written before anything of
 * it is opened (T30), so the list shows no pictures. A look begins with a POST, so that no other site and no browser
 * that reads ahead can make one; its token opens the page and the picture, for this moderator and a short time.
 */

/** Seconds in which a photo stays open after a look was recorded. */
const VIEW_SECONDS = 2 * 60;
/** Days of decisions that can be looked back at, and how many. */
const LOOK_BACK_DAYS = 30;
export const MAX_LISTED = 50;

export type PhotoCard = {
	brand_id: string;
	id: string;
	member_id: string;
	object_key: string;
	width: number;
	height: number;
	state: string;
	added_at: string;
	decided_at: string | null;
	decided_by: string | null;
	rejection_reason: string | null;
};

export function listQueries(context: Context) {
	const { id: realm, brands } = context.realm;
	const since = new Date(context.now - LOOK_BACK_DAYS * DAY).toISOString();
	return [
		sql.waitingPhotos(realm, brands, context.at, MAX_LISTED),
		sql.countWaiting(realm, brands, context.at),
		sql.decidedPhotos(realm, brands, { since, at: context.at }, MAX_LISTED),
	] as const;
}

/** The photo with that id, without anything of it opened. `id`: of a UUID's letters alone, a part of a pattern. */
function cardQueries(context: Context, id: string) {
	const { id: realm, brands } = context.realm;
	return [
		sql.photoCard(realm, brands, id),
		sql.keysOfPhotoOwner(realm, brands, id),
		sql.lastAccessOfOwner(realm, brands, id),
		sql.countWaiting(realm, brands, context.at),
		sql.sealedTexts(brands, id),
	] as const;
}

/** The same, with the photos that wait before and after it. */
export function photoQueries(context: Context, id: string) {
	const { id: realm, brands } = context.realm;
	return [
		...cardQueries(context, id),
		sql.besideWaiting(realm, brands, context.at, { id, side: "before" }),
		sql.besideWaiting(realm, brands, context.at, { id, side: "after" }),
	] as const;
}

/** The card, with where its owner is told of the decision. */
export function decideQueries(context: Context, id: string) {
	const { id: realm, brands } = context.realm;
	return [...cardQueries(context, id), sql.addressOfOwner(realm, brands, id)] as const;
}

/** A photo with what it takes to open it and to write that down. */
export type Reviewed = {
	card: PhotoCard;
	brand: PublishedBrand;
	core: UnitKeyRow;
	key: UnitKeyRow;
	last: LastAccess;
	waiting: number;
	sealed: SealedTexts | undefined;
};

/** Where the owner of a photo is told of the decision. */
type Owner = { email_sealed: Uint8Array; language: string };

type SealedTexts = { description_sealed: Uint8Array | null; rejection_note_sealed: Uint8Array | null };

/** The rows of a card. */
type PhotoRows = [
	readonly PhotoCard[],
	readonly UnitKeyRow[],
	readonly NonNullable<LastAccess>[],
	readonly { waiting: number }[],
	readonly SealedTexts[],
];
/** Ids of the photos that wait before and after one, from the rows of `photoQueries`. */
export type Beside = { previous: string | undefined; next: string | undefined };

export function besideIn([[card], , , , , before, after]: BesideRows): Beside {
	const other = (rows: Ids) => rows.find(({ id }) => id !== card?.id)?.id;
	return { previous: other(before), next: other(after) };
}

type Ids = readonly { id: string }[];
type BesideRows = readonly [...PhotoRows, Ids, Ids];

/** @throws AppError not_found for a photo of another realm, a closed account or of nobody, alike (T8) */
export function reviewedIn(
	context: Context,
	[[card], keys, [last], [count], [sealed]]: readonly [...PhotoRows, ...unknown[]],
): Reviewed {
	const brand = card && context.snapshot.findBrand(card.brand_id);
	const core = keys.find(({ unit }) => unit === "core");
	const units: readonly string[] = brand ? photoUnits(brand.id, card.id) : [];
	const key = keys.find(({ unit }) => units.includes(unit));
	if (!brand || !core || !key) throw new AppError("not_found", "no such photo");
	return { card, brand, core, key, last, waiting: count?.waiting ?? 0, sealed };
}

/** The rows of `decideQueries`. */
export type DecideRows = readonly [...PhotoRows, readonly Owner[], ...unknown[]];

/** @throws AppError not_found as `reviewedIn` does */
export function toDecideIn(context: Context, rows: DecideRows): Reviewed & { owner: Owner } {
	const [, , , , , [owner]] = rows;
	if (owner === undefined) throw new AppError("not_found", "no such photo");
	return { ...reviewedIn(context, rows), owner };
}

/** Writes down that this moderator looks at the photo. The token of the look opens it, and exists only once it stands. */
export function viewPhoto(
	context: Context,
	staff: Staff,
	{ card, brand, core, last }: Reviewed,
): Promise<Recorded<string>> {
	const subject = { id: card.member_id, key: core, last };
	const asked = { subject, what: ["photo"], accessReason: { reason: "photo review", brand: brand.id } } as const;
	const claims = { sub: staff.id, sid: staff.session, photo: card.id };
	return record(context, staff, asked, [], () => sealToken(staffScope(context, "staff_photo"), claims, VIEW_SECONDS));
}

/** The token of a look, if it is this moderator's, at this photo, in this browser, and recent. */
export async function viewTokenOf(
	context: Context,
	staff: Staff,
	photo: string,
	token: string,
): Promise<string | undefined> {
	const claims = await openToken(staffScope(context, "staff_photo"), token);
	return claims?.sub === staff.id && claims.sid === staff.session && claims.photo === photo ? token : undefined;
}

/** What its owner and a moderator wrote with a photo. For a moderator whose look is recorded. */
export async function openTexts(context: Context, { card, key, sealed }: Reviewed) {
	const unit = await (await context.keys()).openUnit(key);
	const opened = async (column: keyof SealedTexts) => {
		const value = sealed?.[column];
		return value ? open(unit, { table: "photo", column, row: card.id }, value) : "";
	};
	return { description: await opened("description_sealed"), note: await opened("rejection_note_sealed") };
}

export type Decision = { state: "approved" } | { state: "rejected"; reason: RejectionReason; note: string };

/** `other`: the photo as another decided it first, or nothing when its owner took it away. */
export type Outcome =
	| { outcome: "decided"; next: string | undefined }
	| { outcome: "other"; card: PhotoCard | undefined };

/**
 * Decides once: of two at the same time one changes the photo, and only that one's mail is written. One trip.
 * @param seen when it had been decided, as the moderator saw it; "" for not yet
 */
export async function decide(
	context: Context,
	staff: Staff,
	reviewed: Reviewed & { owner: Owner },
	{ seen, decision }: { seen: string; decision: Decision },
): Promise<Outcome> {
	const { realm } = context;
	const { card, brand } = reviewed;
	const at = context.at;
	const rejected = decision.state === "rejected" ? decision : undefined;
	const row: sql.DecisionRow = {
		state: decision.state,
		approved_at: rejected ? null : at,
		decided_at: at,
		decided_by: staff.id,
		rejection_reason: rejected?.reason ?? null,
		rejection_note_sealed: rejected ? await sealNote(context, reviewed, rejected.note) : null,
	};
	const [[after], [next]] = await context
		.database()
		.for("moderation")
		.write(
			sql.decidePhoto(brand.id, card.id, seen, row),
			...(await decisionMail(context, reviewed, decision)),
			sql.photoCard(realm.id, realm.brands, card.id),
			sql.waitingPhotos(realm.id, realm.brands, at, 1),
		)
		.then((results) => results.slice(-2) as [PhotoCard[], PhotoCard[]]);
	if (after?.decided_at !== at || after.decided_by !== staff.id) return { outcome: "other", card: after };
	return { outcome: "decided", next: next?.id };
}

async function sealNote(context: Context, { card, key }: Reviewed, note: string): Promise<Uint8Array | null> {
	if (note === "") return null;
	const unit = await (await context.keys()).openUnit(key);
	return seal(unit, { table: "photo", column: "rejection_note_sealed", row: card.id }, note);
}

/** In the language of the account, as far as the brand speaks it. The note is read beside the photo alone. */
async function decisionMail(
	context: Context,
	{ card, brand, core, owner }: Reviewed & { owner: Owner },
	decision: Decision,
) {
	const { at } = context;
	const unit = await (await context.keys()).openUnit(core);
	const { look: own } = brand;
	const locale: Locale = own.locales.available.find((one) => one === owner.language) ?? own.locales.default;
	const path = `${localePath({ look: own, locale }, `/profile/${brand.id}`)}?brand=${brand.id}`;
	const photos = { at: "account", path } as const;
	return notifyAfterChange(
		context,
		{ member: card.member_id, brand: brand.id, core: unit, emailSealed: owner.email_sealed, locale },
		decision.state === "approved"
			? PHOTO_APPROVED.with({ photos })
			: PHOTO_REJECTED.with({ reason: decision.reason, at, photos }),
		`photo_${decision.state}:${card.id}:${at}`,
	);
}
