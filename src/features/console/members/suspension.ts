import { membershipsIn } from "#features/accounts/membership.ts";
import { SUSPENDED, SUSPENSION_LIFTED } from "#features/moderation/letters.ts";
import {
	type Grounds,
	MEASURE_UNITS,
	type MeasureRow,
	type MeasureScope,
	reasonLocation,
	suspensionOf,
} from "#features/moderation/measure.ts";
import { mailLink, senderBrand } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { Context } from "#foundation/context.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { AppError } from "#foundation/errors.ts";
import type { BrandId } from "#foundation/ids.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import { notifyAfterChange } from "#foundation/mail/notify.ts";
import type { Staff } from "../session.ts";
import { type Recorded, record, type Subject } from "./member-access.ts";
import { recipientOf } from "./queries-members.ts";
import { liftQuery, suspension } from "./queries-suspension.ts";

/** Whom to write to of a suspension, and in whose name. */
export type Told = {
	recipient: { email_sealed: Uint8Array; language: string } | undefined;
	memberships: readonly { brand_id: string }[];
	standing: readonly MeasureRow[];
};

type ToldSubject = Subject & { told: Told };

/** Queries for `Told`: the mail goes into the batch that suspends or lifts. */
export function toldQueries(context: Context, member: string) {
	return [recipientOf(context.realm.id, member), membershipsIn(context, member)] as const;
}

/** Whether a member can be suspended there: on a brand without a place on it there is nothing to suspend. */
export const hasPlace = ({ told }: ToldSubject, scope: MeasureScope): boolean =>
	scope === "" || told.memberships.some(({ brand_id }) => brand_id === scope);

/**
 * Suspends a member on one brand or altogether: signs them out there at once, shuts what stood open, keeps them out, and
 * writes to them what was decided and why. `false`: nothing there to suspend.
 */
export async function suspend(
	context: Context,
	staff: Staff,
	subject: ToldSubject,
	{ scope, ...grounds }: Grounds & { scope: MeasureScope },
): Promise<Recorded<boolean>> {
	const { realm, at } = context;
	if (subject.state === "closed" || (scope === "" && subject.state !== "active")) return false;
	const ring = await context.keys();
	const core = await ring.openUnit(subject.key);
	const id = uuidv7(context.now);
	const own = await ring.newUnit({ realm: realm.id, owner: subject.id, unit: `${MEASURE_UNITS}${id}` });
	const { change, after } = suspension(realm.id, {
		...{ id, member: subject.id, scope, by: staff.id, at, clause: grounds.clause, source: grounds.source },
		reason: await seal(own.unit, reasonLocation(id), grounds.reason),
	});
	const brand = writer(context, subject, scope);
	const letter = SUSPENDED.with({
		...{ ...grounds, at, isWhole: scope === "" },
		rights: { at: "brand", path: "/privacy/rights" },
		terms: { at: "brand", path: "/terms" },
	});
	const queries = [
		...change,
		addActAfterChange(realm.id, newAct(subject.id, { kind: "suspended", ...onBrand(scope) }, context.now)),
		...(await tell(context, subject, { core, brand, letter, cause: `suspended:${id}` })),
		addUnitKey(own.row),
		...after,
	] as const;
	return changed(context, staff, { subject, what: "suspended", reason: grounds.reason, scope }, queries);
}

/** `false`: no suspension stands there. */
export async function lift(
	context: Context,
	staff: Staff,
	subject: ToldSubject,
	{ scope, reason }: { scope: MeasureScope; reason: string },
): Promise<Recorded<boolean>> {
	const { realm, at } = context;
	if (scope === "" && subject.state !== "suspended") return false;
	const core = await (await context.keys()).openUnit(subject.key);
	const brand = writer(context, subject, scope);
	const signIn = mailLink(context, "/sign-in", brand);
	const otherStands = subject.told.standing.some(
		({ kind, brand_id: where }) =>
			(kind !== suspensionOf(scope) || where !== scope) && (scope === "" || where === "" || where === scope),
	);
	const letter = SUSPENSION_LIFTED.with({ isWhole: scope === "", reason, at, otherStands, signIn });
	const queries = [
		liftQuery(realm.id, subject.id, scope, at),
		addActAfterChange(realm.id, newAct(subject.id, { kind: "reinstated", ...onBrand(scope) }, context.now)),
		...(await tell(context, subject, { core, brand, letter, cause: `lifted:${subject.id}:${scope}:${at}` })),
	] as const;
	return changed(context, staff, { subject, what: "restored", reason, scope }, queries);
}

const onBrand = (scope: MeasureScope) => (scope === "" ? {} : { brand: scope });

/** A suspension on a brand is told by that brand; what holds everywhere names no other brand than the one that writes. */
const writer = (context: Context, { told }: ToldSubject, scope: MeasureScope): BrandId =>
	scope === "" ? senderBrand(context, told.memberships) : scope;

type Telling = { core: UnitKey; brand: BrandId; letter: Letter; cause: string };

/** In the language of the account, as far as the brand speaks it. */
function tell(context: Context, { id, told }: ToldSubject, { core, brand, letter, cause }: Telling) {
	const { recipient } = told;
	if (recipient === undefined) throw new AppError("not_found", "the member is gone");
	const { locales } = (context.snapshot.findBrand(brand) ?? context.edition.brand).look;
	const locale = locales.available.find((one) => one === recipient.language) ?? locales.default;
	return notifyAfterChange(
		context,
		{ member: id, brand, core, emailSealed: recipient.email_sealed, locale },
		letter,
		cause,
	);
}

/** Writes down who did it and why, does it, and sends the mail if it changed anything. */
async function changed(
	context: Context,
	staff: Staff,
	asked: { subject: Subject; what: "suspended" | "restored"; reason: string; scope: MeasureScope },
	queries: Parameters<typeof record>[3],
): Promise<Recorded<boolean>> {
	const { subject, what, reason, scope } = asked;
	const access = { subject, what: [what], accessReason: { reason, brand: scope } };
	const done = await record(context, staff, access, queries, async ([rows]) => (rows as unknown[]).length > 0);
	if (done === true) context.sendMail();
	putActsSoon(context);
	return done;
}
