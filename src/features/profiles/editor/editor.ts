import { profileUnit } from "#features/accounts/brand-name/brand-name.ts";
import { readMemberships } from "#features/accounts/membership.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { AppError } from "#foundation/errors.ts";
import type { BrandId } from "#foundation/ids.ts";
import type { SpecialPurpose } from "#foundation/ledgers/consent.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { frozenItems } from "#foundation/rights/restriction/frozen-items.ts";
import { standingRestrictions } from "#foundation/rights/restriction/queries-restriction.ts";
import { openOrientation, openTexts } from "../brand-profile.ts";
import { photosOn } from "../photos/own-photos.ts";
import { type RejectionReason, rejectionReason } from "../photos/photo-decision.ts";
import { photosOf } from "../photos/queries-photo.ts";
import { answersOf, keysOf, keysOfParts, profilesOf, specialOf } from "../queries.ts";
import { liveConsent } from "../special-consent.ts";
import { photoUnit, specialUnit } from "../units.ts";
import { editionsWithProfiles, editionWithProfiles } from "../with-profiles.ts";

/** What a member's own profile on a brand holds, as the account host lets it be edited. */
export type ProfileForEditing = NonNullable<Awaited<ReturnType<typeof readProfileForEditing>>>;

/**
 * Everything in one trip; undefined when nobody is signed in.
 * @param from the brand whose values the member wants to copy
 * @param edition of the brand, with profiles or, for withdrawing only, without them
 * @throws AppError not_found for a brand without profiles, or of which one is not a member
 */
export async function readProfileForEditing(
	context: RequestContext,
	brand: PublishedBrand,
	from?: string,
	edition = editionWithProfiles(context, brand),
) {
	const { realm } = context;
	const { adult } = edition.legal;
	const source = realm.brands.find((id) => id === from && id !== brand.id);
	const brands = [brand.id, ...(source === undefined ? [] : [source])];
	const units = brands.flatMap((id) => [profileUnit(id), specialUnit(id, "profiles")]);
	const read = await readMemberships(context, ({ member }) => [
		profilesOf(brands, [member]),
		specialOf(brands, [member]),
		keysOf(realm.id, [member], [...units, specialUnit(brand.id, "suggestions")]),
		photosOf(brand.id, [member]),
		keysOfParts(realm.id, [member], photoUnit(brand.id, adult, "")),
		answersOf(brand.id, [member]),
		photosOn(realm.brands, member),
		standingRestrictions(realm.id, member),
		...noticeReads(realm.id, [member]),
	]);
	if (read === undefined) return undefined;
	const { member, memberships, rows } = read;
	const [profiles, special, keys, photos, photoKeys, answers, everywhere, standing, ...disclosed] = rows;
	const membership = memberships.find((one) => one.brand_id === brand.id);
	if (membership === undefined) throw new AppError("not_found", "no membership");
	const owner = { realm: realm.id, brand: brand.id, member: member.id };
	const ring = await context.keys();
	const others = otherBrands(context, memberships, brand);
	const copied = others.find(({ id }) => id === source);
	return {
		member,
		edition,
		membership,
		answers,
		owner,
		others,
		copied,
		texts: await openTexts(ring, keys, { ...owner, brand: copied?.id ?? brand.id }, { profiles, special }),
		orientation: await openOrientation(ring, keys, owner, special),
		frozen: frozenItems(standing, brand.id),
		disclosed,
		photosElsewhere: everywhere.filter(({ brand_id }) => brand_id !== brand.id),
		photos: await openPhotos(context, { brand: brand.id, adult }, photos, photoKeys),
		consents: await consentsOf(edition, answers),
	};
}

/** The answers to the questions that an adult brand asks, as far as a yes stands. */
async function consentsOf(edition: Edition, answers: Parameters<typeof liveConsent>[1]) {
	const live = async (purpose: SpecialPurpose) =>
		edition.legal.adult ? liveConsent(edition, answers, purpose) : undefined;
	return { profiles: await live("profiles"), suggestions: await live("suggestions") };
}

/** The other brands with profiles that the member joined. */
function otherBrands(context: Context, memberships: readonly { brand_id: string }[], brand: PublishedBrand) {
	const joined = memberships.map(({ brand_id }) => brand_id).filter((id) => id !== brand.id);
	return editionsWithProfiles(context, joined).map((one) => one.brand);
}

/** Orientation is for matching alone, so it is asked only where the edition in force offers matching (DECISIONS 98). */
export const asksOrientation = ({ legal }: Edition) => legal.adult && legal.features.includes("suggestions");

type PhotoRow = {
	id: string;
	description_sealed: Uint8Array | null;
	width: number;
	height: number;
	state: "pending" | "approved" | "rejected" | (string & {});
	rejection_reason: string | null;
	rejection_note_sealed: Uint8Array | null;
};

export type ShownPhoto = Pick<PhotoRow, "id" | "width" | "height" | "state"> & {
	description: string;
	/** Why a moderator rejected it. `note`: "" but for another reason than those of the list. */
	rejection: { reason: RejectionReason; note: string } | undefined;
};

/** @throws KeyUnavailable, SealBroken */
export async function openPhotos(
	context: Context,
	{ brand, adult }: { brand: BrandId; adult: boolean },
	photos: readonly PhotoRow[],
	keys: readonly UnitKeyRow[],
): Promise<ShownPhoto[]> {
	const ring = await context.keys();
	return Promise.all(
		photos.map(async ({ id, width, height, state, ...photo }) => {
			const key = keys.find(({ unit }) => unit === photoUnit(brand, adult, id));
			const holdsText = photo.description_sealed !== null || photo.rejection_note_sealed !== null;
			const unit = key && holdsText ? await ring.openUnit(key) : undefined;
			const opened = async (column: "description_sealed" | "rejection_note_sealed") => {
				const sealed = photo[column];
				return unit && sealed ? open(unit, { table: "photo", column, row: id }, sealed) : "";
			};
			const reason = rejectionReason(photo.rejection_reason);
			return {
				...{ id, width, height, state, description: await opened("description_sealed") },
				rejection: reason && { reason, note: await opened("rejection_note_sealed") },
			};
		}),
	);
}
