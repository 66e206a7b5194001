import { endDoors } from "#features/accounts/credentials/doors.ts";
import { SUSPENDED } from "#features/moderation/letters.ts";
import { MEASURE_UNITS, reasonLocation } from "#features/moderation/measure.ts";
import { addMeasureAfterChange, standingMeasures } from "#features/moderation/standing-measures.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context, JobContext } from "#foundation/context.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { Database, RowsOf } from "#foundation/db/database.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import { type MailOrigin, notifyAfterChange } from "#foundation/mail/notify.ts";
import { type Locale, words } from "#locales/locales.ts";
import { AGE_CHECK, AGE_CHECK_ENDED } from "../letters.ts";
import { suspendMember } from "../members/queries-members.ts";
import { ageClause } from "./age-check.ts";
import { endHiding } from "./queries-age.ts";
import {
	coreKeysOf,
	failOverdue,
	markPhotosGone,
	markRemoved,
	markTold,
	removePhotos,
	untoldChecks,
} from "./queries-age-job.ts";

const RIGHTS = { at: "brand", path: "/privacy/rights" } as const;
const TERMS = { at: "brand", path: "/terms" } as const;

type Check = RowsOf<readonly [ReturnType<typeof untoldChecks>]>[0][number];
type Told = { check: Check; brand: PublishedBrand; core: UnitKey; locale: Locale; ring: KeyRing; database: Database };

/**
 * Tells members how a check of their age stands, and carries out what failed: photos first, then the account. Runs after
 * each step in the console too, and may run twice at once: of two, one tells.
 */
export async function ageChecksJob(context: JobContext): Promise<void> {
	const ring = await context.keys();
	const database = context.database("age checks");
	const [, checks] = await database.write(failOverdue(context.at), untoldChecks());
	if (checks.length === 0) return;
	const [keys] = await database.read(coreKeysOf(checks.map(({ member_id }) => member_id)));
	for (const check of checks) {
		const brand = context.snapshot().findBrand(check.brand_id);
		const key = keys.find(({ owner_id, realm_id }) => owner_id === check.member_id && realm_id === check.realm_id);
		if (brand === undefined || key === undefined) continue;
		const { available, default: usual } = brand.look.locales;
		const locale = available.find((one) => one === check.language) ?? usual;
		const told = { check, brand, core: await ring.openUnit(key), locale, ring, database };
		await (check.state === "failed" ? remove(context, told) : tell(context, told));
	}
}

/** The same after a response, and then the mail: a member is told as the restriction begins, not a minute later. */
export function tellSoon(context: Context): void {
	context.defer(async (job) => {
		await ageChecksJob(job);
		context.sendMail();
	});
}

const originOf = (context: JobContext, { brand, locale, ring }: Told): MailOrigin => ({
	...{ realm: { id: brand.realm, brands: [brand.id] }, originBrand: undefined, locale, now: context.now },
	keys: async () => ring,
});

async function tell(context: JobContext, told: Told): Promise<void> {
	const { check, brand } = told;
	const [standing] = await told.database.read(standingMeasures(brand.realm, check.member_id, context.at));
	// The measure of the check itself ends with it, on whichever clock.
	const others = standing.filter(({ id }) => id !== check.id);
	const letter = letterOf(check, currentEdition(brand, context.now).legal, others.length > 0);
	const mark = markTold(brand.realm, check.id, check.state);
	const mail = letter ? await mailOf(context, told, letter, `age:${check.id}:${check.state}:${check.due_at}`) : [];
	await told.database.write(mark, ...mail);
}

/** `otherStands`: whether another measure stands when the check has ended. */
function letterOf(
	{ state, due_at: due }: Check,
	legal: { minimumAge: number; adult: boolean },
	otherStands: boolean,
): Letter | undefined {
	const asked = { age: legal.minimumAge, clause: ageClause(legal.adult), rights: RIGHTS, terms: TERMS };
	if (state === "raised") return AGE_CHECK.with(asked);
	if (state === "asked" && due !== null) return AGE_CHECK.with({ ...asked, due });
	return state === "dismissed" || state === "adult" ? AGE_CHECK_ENDED.with({ rights: RIGHTS, otherStands }) : undefined;
}

const mailOf = (context: JobContext, told: Told, letter: Letter, cause: string) =>
	notifyAfterChange(
		originOf(context, told),
		{
			...{ member: told.check.member_id, brand: told.brand.id, core: told.core, locale: told.locale },
			emailSealed: told.check.email_sealed,
		},
		letter,
		cause,
	);

/**
 * The photos go in a batch of their own, so that nothing that comes after can keep them. An account that is closed or
 * suspended already is suspended for this when it is active again; until then it stays hidden.
 */
async function remove(context: JobContext, told: Told): Promise<void> {
	const { check, brand, locale, ring, database } = told;
	const { realm } = brand;
	const { member_id: member } = check;
	const brands = context.snapshot().findRealm({ id: realm })?.brands ?? [brand.id];
	await database.write(...removePhotos(realm, brands, member));
	if (check.account_state !== "active") {
		await database.write(markPhotosGone(realm, check.id));
		return;
	}
	const { at } = context;
	const id = uuidv7(context.now);
	const { legal } = currentEdition(brand, context.now);
	const clause = ageClause(legal.adult);
	const { removed } = words(locale).moderation.age;
	const automated = check.shown_outcome === null;
	const reason = (automated ? removed.lapsed : removed.minor)(legal.minimumAge);
	const own = await ring.newUnit({ realm, owner: member, unit: `${MEASURE_UNITS}${id}` });
	const grounds = { clause, source: "own", automated } as const;
	const letter = SUSPENDED.with({ ...grounds, isWhole: true, reason, at, rights: RIGHTS, terms: TERMS });
	await database.write(
		suspendMember(realm, member, at),
		addMeasureAfterChange(realm, {
			...{ id, member, kind: "suspended_account", scope: "", by: check.second_by ?? "", at },
			...grounds,
			reason: await seal(own.unit, reasonLocation(id), reason),
		}),
		addActAfterChange(realm, newAct(member, { kind: "suspended" }, context.now)),
		...(await mailOf(context, told, letter, `suspended:${id}`)),
		addUnitKey(own.row),
		...endDoors(realm, member, at),
		markRemoved(realm, check.id, { measure: id, at }),
		endHiding(realm, check.id, at),
	);
}
