import type { Database } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { OPTIONAL_CLASSES, type OptionalClass, WANTED_BY_DEFAULT, WEEKLY_LIMIT } from "#foundation/mail/mail-class.ts";
import { chooseMail, limitMail, mailChoices, mailLimits, mailStop, stopMail } from "#foundation/mail/queries.ts";

/** A brand that a member is on, as far as its mail goes. `sends`: the kinds of optional mail (`classesOf`). */
export type MailBrand = { id: BrandId; name: string; sends: readonly OptionalClass[] };

export type MailPreferences = {
	/** Everything optional is stopped; the choices are kept for later. */
	stopped: boolean;
	/** Mails of a class in seven days, over all brands. */
	limits: Record<OptionalClass, number>;
	/** The kinds of mail that each brand sends, and whether they are wanted. */
	brands: { id: BrandId; name: string; wanted: Partial<Record<OptionalClass, boolean>> }[];
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
	[mailChoices(realm, member), mailLimits(realm, member), mailStop(realm, member)] as const;

type PreferenceRows = readonly [
	choices: readonly { brand_id: string; class: string; wanted: number }[],
	limits: readonly { class: string; most_per_week: number }[],
	stops: readonly { stopped: number }[],
];

export function preferencesOf(
	[choices, limits, [stop]]: PreferenceRows,
	brands: readonly MailBrand[],
): MailPreferences {
	const wanted = (brand: BrandId, one: OptionalClass) => {
		const choice = choices.find(({ brand_id, class: of }) => brand_id === brand && of === one);
		return choice === undefined ? WANTED_BY_DEFAULT[one] : choice.wanted === 1;
	};
	const limit = (one: OptionalClass) => limits.find(({ class: of }) => of === one)?.most_per_week;
	return {
		stopped: stop?.stopped === 1,
		limits: perClass((one) => limit(one) ?? WEEKLY_LIMIT.default),
		brands: brands.map(({ id, name, sends }) => ({
			id,
			name,
			wanted: Object.fromEntries(sends.map((one) => [one, wanted(id, one)])),
		})),
	};
}

export const STOP_FIELD = "stop";
export const limitField = (one: OptionalClass) => `limit.${one}`;
export const wantedField = (brand: BrandId, one: OptionalClass) => `wanted.${brand}.${one}`;

/** What the form asks for, of every brand that the realm has. */
export type MailForm = {
	stopped: boolean;
	limits: MailPreferences["limits"];
	wants: (brand: BrandId, one: OptionalClass) => boolean;
};

/** The choices of a form as they concern these brands, and the kinds of mail that they send. */
const chosen = ({ stopped, limits, wants }: MailForm, brands: readonly MailBrand[]): MailPreferences => ({
	stopped,
	limits,
	brands: brands.map(({ id, name, sends }) => ({
		id,
		name,
		wanted: Object.fromEntries(sends.map((one) => [one, wants(id, one)])),
	})),
});

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
	const after = chosen(of.form, brands);
	const row = { realm_id: realm, member_id: member, changed_at: new Date(of.now).toISOString() };
	const limits = OPTIONAL_CLASSES.filter((one) => after.limits[one] !== before.limits[one]);
	const changes = [
		...(after.stopped === before.stopped ? [] : [stopMail({ ...row, stopped: after.stopped ? 1 : 0 })]),
		...limits.map((one) => limitMail({ ...row, class: one, most_per_week: after.limits[one] })),
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
