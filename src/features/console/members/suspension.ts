import { endDoors } from "#features/accounts/credentials/doors.ts";
import { membershipsIn } from "#features/accounts/membership.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { Context } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import { parseLocale } from "#foundation/i18n/locale.ts";
import { notifyAfterChange } from "#foundation/mail/notify.ts";
import { ACCOUNT_SUSPENDED } from "../letters.ts";
import type { Staff } from "../session.ts";
import { type AccessReason, type Recorded, record, type Subject } from "./member-access.ts";
import { recipientOf, restoreMember, suspendMember } from "./queries-members.ts";

/** Whom to write to of a suspension, and in whose name. */
export type Told = {
	recipient: { email_sealed: Uint8Array; language: string } | undefined;
	memberships: readonly { brand_id: string }[];
};

/** Queries for `Told`: the mail goes into the batch that suspends. */
export function toldQueries(context: Context, member: string) {
	return [recipientOf(context.realm.id, member), membershipsIn(context, member)] as const;
}

/**
 * Signs a member out everywhere at once, shuts every door that stood open, keeps the member out, and writes to the
 * member that it is so. `false`: the account is not active.
 */
export async function suspend(
	context: Context,
	staff: Staff,
	subject: Subject & { told: Told },
	accessReason: AccessReason,
): Promise<Recorded<boolean>> {
	const { realm } = context;
	if (subject.state !== "active") return false;
	const at = context.at;
	const queries = [
		suspendMember(realm.id, subject.id, at),
		addActAfterChange(realm.id, newAct(subject.id, { kind: "suspended" }, context.now)),
		...(await suspensionMail(context, subject, at)),
		...endDoors(realm.id, subject.id, at),
	] as const;
	const asked = { subject, what: ["suspended"], accessReason } as const;
	const suspended = await record(context, staff, asked, queries, async ([changed]) => changed.length > 0);
	if (suspended === true) context.sendMail();
	putActsSoon(context);
	return suspended;
}

async function suspensionMail(context: Context, { id, key, told }: Subject & { told: Told }, at: string) {
	const { recipient, memberships } = told;
	if (recipient === undefined) throw new AppError("not_found", "the member is gone");
	const core = await (await context.keys()).openUnit(key);
	const locale = parseLocale(recipient.language) ?? context.edition.brand.look.locales.default;
	return notifyAfterChange(
		context,
		{ member: id, memberships, core, emailSealed: recipient.email_sealed, locale },
		ACCOUNT_SUSPENDED.with({ at, rights: { at: "brand", path: "/privacy/rights" } }),
		`account_suspended:${id}:${at}`,
	);
}

/** `false`: the account is not suspended. */
export async function restore(
	context: Context,
	staff: Staff,
	subject: Subject,
	accessReason: AccessReason,
): Promise<Recorded<boolean>> {
	const { realm } = context;
	if (subject.state !== "suspended") return false;
	const queries = [
		restoreMember(realm.id, subject.id, context.at),
		addActAfterChange(realm.id, newAct(subject.id, { kind: "reinstated" }, context.now)),
	] as const;
	const asked = { subject, what: ["restored"], accessReason } as const;
	const restored = await record(context, staff, asked, queries, async ([changed]) => changed.length > 0);
	putActsSoon(context);
	return restored;
}
