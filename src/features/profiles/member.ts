import { profileUnit } from "#features/accounts/brand-name/brand-name.ts";
import { GENDERS, type Gender } from "#features/accounts/gender.ts";
import { readMemberOf } from "#features/accounts/membership.ts";
import { hiddenMembers } from "#features/moderation/standing-measures.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { AppError } from "#foundation/errors.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import type { BrandId } from "#foundation/ids.ts";
import { NO_TEXTS, openTexts, type ProfileTexts } from "./brand-profile.ts";
import { ageOn, type Showable } from "./details/detail.ts";
import { openDetails } from "./details/member-detail.ts";
import { openPhotos, type ShownPhoto } from "./editor/editor.ts";
import { photosOf } from "./photos/queries-photo.ts";
import * as sql from "./queries.ts";
import { standingConsent } from "./special-consent.ts";
import { DETAIL_UNIT, photoUnit, specialUnit } from "./units.ts";

/** A member as others of the brand see them; what is not shown is not here. */
export type ShownMember = {
	own: boolean;
	/** Whether other members of the brand see the profile now; and whether the member chose that, or it is hidden. */
	seen: "yes" | "by_choice_not" | "hidden";
	/** The display name; "" where there is none. User names are nobody else's to see (DECISIONS 104). */
	name: string;
	gender: Gender | undefined;
	age: number | undefined;
	town: string;
	phone: string;
	texts: ProfileTexts;
	photos: ShownPhoto[];
};

/**
 * Reads a member by what they are called on this brand, keys included, in one trip. Undefined when nobody who is a
 * member here is signed in.
 * @throws AppError not_found for one who is missing, hidden, suspended, closed or of another brand: alike (T8)
 */
export async function readMember(context: RequestContext, pairwise: string): Promise<ShownMember | undefined> {
	const { realm, edition } = context;
	const { id: brand } = edition.brand;
	const { adult } = edition.legal;
	const read = await readMemberOf(context, brand, ({ member: me }) =>
		memberQueries(context, { brand, pairwise, me }, adult),
	);
	if (read?.membership === undefined) return undefined;
	const [[membership], [account], keys, [detail], visibility, profiles, special, photos, photoKeys, answers, hidden] =
		read.rows;
	const own = membership?.member_id === read.member.id;
	const isSeen = membership?.state === "active" && hidden.length === 0;
	if (!membership || account?.state !== "active" || !(own || isSeen)) throw new AppError("not_found", "no such member");
	const ring = await context.keys();
	const { id } = account;
	const allowed = !adult || (await standingConsent(edition, answers, "profiles")) !== undefined;
	const texts = await openTexts(ring, keys, { realm: realm.id, brand, member: id }, { profiles, special });
	const details = await openDetails(ring, keys, id, detail);
	const gender = await openGender(context, keys, account);
	const shown = (field: Showable) => visibility.some((one) => one.field === field);
	const today = calendarDay(context.at);
	return {
		own,
		seen: hidden.length > 0 ? "hidden" : membership.state === "active" ? "yes" : "by_choice_not",
		name: texts.display_name,
		gender: shown("gender") ? gender : undefined,
		age: shown("birth_date") && details.birth_date ? ageOn(details.birth_date, today) : undefined,
		town: shown("town") ? details.town : "",
		phone: shown("phone") ? details.phone : "",
		texts: allowed ? texts : { ...NO_TEXTS, display_name: texts.display_name },
		photos: allowed
			? await openPhotos(
					context,
					{ brand, adult },
					photos.filter(({ state }) => own || state === "approved"),
					photoKeys,
				)
			: [],
	};
}

/** Everything of the member who is looked at. */
function memberQueries(
	{ realm: { id: realm }, at }: Context,
	ref: { brand: BrandId; pairwise: string; me: string },
	adult: boolean,
) {
	const { brand } = ref;
	const units = ["core", DETAIL_UNIT, profileUnit(brand), specialUnit(brand, "profiles")];
	return [
		sql.membershipByPairwiseId(ref),
		sql.accountOf(realm, ref),
		sql.keysOf(realm, ref, units),
		sql.detailOf(realm, ref),
		sql.visibilityOf([brand], ref),
		sql.profilesOf([brand], ref),
		sql.specialOf([brand], ref),
		photosOf(brand, ref),
		sql.keysOfParts(realm, ref, photoUnit(brand, adult, "")),
		sql.answersOf(brand, ref),
		hiddenMembers(realm, brand, at).where("measure.member_id", "in", sql.memberIds(ref)),
	] as const;
}

async function openGender(
	context: Context,
	keys: readonly UnitKeyRow[],
	{ id, gender_sealed }: { id: string; gender_sealed: Uint8Array },
): Promise<Gender | undefined> {
	const key = keys.find(({ unit }) => unit === "core");
	if (key === undefined) throw new AppError("not_found", "no such member");
	const core = await (await context.keys()).openUnit(key);
	const gender = await open(core, { table: "member", column: "gender_sealed", row: id }, gender_sealed);
	return GENDERS.find((one) => one === gender);
}
