import type { Database } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { Returned } from "#foundation/mail/incoming/deliverable.ts";
import { bouncesOfMember, forgetBounces } from "#foundation/mail/incoming/queries-bounce.ts";
import { OPTIONAL_CLASSES, type OptionalClass, WANTED_BY_DEFAULT, WEEKLY_LIMIT } from "#foundation/mail/mail-class.ts";
import {
	chooseAllMail,
	chooseMail,
	limitMail,
	mailChoices,
	mailLimits,
	mailStop,
	unlimitMail,
} from "#foundation/mail/queries.ts";

/** A brand that a member is on, as far as its mail goes. `sends`: the kinds of optional mail (`classesOf`). */
export type MailBrand = { id: BrandId; name: string; sends: readonly OptionalClass[] };

export type MailPreferences = {
	/** Everything optional is stopped; the choices are kept for later. */
	stopped: boolean;
	/** Mail names the operator in place of the brand where a list of mails shows it. */
	neutral: boolean;
	/** Optional mails in seven days, of all classes and brands. */
	most: number;
	/** Of those, mails of a class; undefined: as many. */
	limits: Record<OptionalClass, number | undefined>;
	/** The kinds of mail that each brand sends, and whether they are wanted. */
	brands: { id: BrandId; name: string; wanted: Partial<Record<OptionalClass, boolean>> }[];
	/** What came of mail that was sent before, newest first. */
	returned: readonly Returned[];
};

/** What a member has chosen about mail, on these brands of theirs; one round trip. */
export async function readMailPreferences(
	database: Database,
	realm: RealmId,
	member: string,
	brands: readonly MailBrand[],
): Promise<MailPreferences> {
	return preferencesOf(await database.read(...preferenceQueries(realm, member)), brands);
}

/** For a page that reads more in the same trip. */
export const preferenceQueries = (realm: RealmId, member: string) =>
	[
		mailChoices(realm, member),
		mailLimits(realm, member),
		mailStop(realm, member),
		bouncesOfMember(realm, member),
	] as const;

type PreferenceRows = readonly [
	choices: readonly { brand_id: string; class: string; wanted: number }[],
	limits: readonly { class: string; most_per_week: number }[],
	stops: readonly { stopped: number; most_per_week: number | null; neutral_sender: number }[],
	returned: readonly Returned[],
];

export function preferencesOf(
	[choices, limits, [stop], returned]: PreferenceRows,
	brands: readonly MailBrand[],
): MailPreferences {
	const wanted = (brand: BrandId, one: OptionalClass) => {
		const choice = choices.find(({ brand_id, class: of }) => brand_id === brand && of === one);
		return choice === undefined ? WANTED_BY_DEFAULT[one] : choice.wanted === 1;
	};
	const limit = (one: OptionalClass) => limits.find(({ class: of }) => of === one)?.most_per_week;
	return {
		stopped: stop?.stopped === 1,
		neutral: stop?.neutral_sender === 1,
		most: stop?.most_per_week ?? WEEKLY_LIMIT.default,
		limits: perClass(limit),
		brands: brands.map(({ id, name, sends }) => ({
			id,
			name,
			wanted: Object.fromEntries(sends.map((one) => [one, wanted(id, one)])),
		})),
		returned,
	};
}

export const STOP_FIELD = "stop";
export const NEUTRAL_FIELD = "neutral";
export const WORKS_FIELD = "mailbox_works";
export const MAX_FIELD = "limit";
export const limitField = (one: OptionalClass) => `limit.${one}`;
export const wantedField = (brand: BrandId, one: OptionalClass) => `wanted.${brand}.${one}`;

/** What the form asks for, of every brand that the realm has. A limit that the form lacks stays as it is. */
export type MailForm = {
	stopped: boolean;
	neutral: boolean;
	/** That mail arrives again, whatever came back before. */
	mailboxWorks: boolean;
	most: number | undefined;
	limits: Partial<Record<OptionalClass, number | "as many">>;
	wants: (brand: BrandId, one: OptionalClass) => boolean;
};

/** The choices of a form as they concern these brands, and the kinds of mail that they send. */
function chosen(form: MailForm, brands: readonly MailBrand[], before: MailPreferences): MailPreferences {
	const limit = (one: OptionalClass) => {
		const asked = form.limits[one] ?? before.limits[one];
		return asked === "as many" ? undefined : asked;
	};
	return {
		// Where no brand sends any, the page does not ask.
		stopped: brands.some(({ sends }) => sends.length > 0) ? form.stopped : before.stopped,
		neutral: form.neutral,
		most: form.most ?? before.most,
		limits: perClass(limit),
		brands: brands.map(({ id, name, sends }) => ({
			id,
			name,
			wanted: Object.fromEntries(sends.map((one) => [one, form.wants(id, one)])),
		})),
		returned: form.mailboxWorks ? [] : before.returned,
	};
}

/**
 * Keeps what the notifications form asks for, and only what differs from before: one trip to read, one to write. The
 * choices count from the next mail on, also for mail that waits in the outbox already.
 */
export async function saveMailPreferences(
	database: Database,
	of: {
		realm: RealmId;
		member: string;
		brands: readonly MailBrand[];
		form: MailForm;
		now: number;
	},
): Promise<MailPreferences> {
	const { realm, member, brands } = of;
	const before = await readMailPreferences(database, realm, member, brands);
	const after = chosen(of.form, brands, before);
	const row = { realm_id: realm, member_id: member, changed_at: new Date(of.now).toISOString() };
	const limits = OPTIONAL_CLASSES.filter((one) => after.limits[one] !== before.limits[one]);
	const isSame = (["stopped", "neutral", "most"] as const).every((one) => after[one] === before[one]);
	const all = {
		stopped: after.stopped ? 1 : 0,
		neutral_sender: after.neutral ? 1 : 0,
		most_per_week: after.most === WEEKLY_LIMIT.default ? null : after.most,
	};
	const changes = [
		...(after.returned.length === before.returned.length ? [] : [forgetBounces(realm, member)]),
		...(isSame ? [] : [chooseAllMail({ ...row, ...all })]),
		...limits.map((one) => {
			const most_per_week = after.limits[one];
			return most_per_week === undefined
				? unlimitMail(realm, member, one)
				: limitMail({ ...row, class: one, most_per_week });
		}),
		...after.brands.flatMap(({ id, wanted }) =>
			OPTIONAL_CLASSES.filter((one) => wanted[one] !== before.brands.find((each) => each.id === id)?.wanted[one]).map(
				(one) => chooseMail({ ...row, brand_id: id, class: one, wanted: wanted[one] ? 1 : 0 }),
			),
		),
	];
	if (changes.length > 0) await database.write(...changes);
	return after;
}

export function perClass<Value>(value: (one: OptionalClass) => Value): Record<OptionalClass, Value> {
	return {
		service: value("service"),
		suggestions: value("suggestions"),
		newsletter: value("newsletter"),
		notification: value("notification"),
	};
}
