import type { Compilable } from "kysely";
import { deciding } from "#features/my-data/objection/deciding.ts";
import { lifting } from "#features/my-data/restriction/lifting.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AccessKind } from "#foundation/ledgers/staff-access.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { ObjectionOutcome } from "#foundation/rights/restriction/queries-objection.ts";
import type { StandingRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { type AccessedMember, type Recorded, record } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import type { memberQueries } from "./queries-rights.ts";

/** Whom a decision is about, and where and in whose name it is told. */
export type Decided = { subject: AccessedMember; emailSealed: Uint8Array; language: string; brand: PublishedBrand };

/** @throws AppError not_found, where the member is gone */
export function decidedIn(
	context: Context,
	member: string,
	[keys, [last], [recipient], memberships]: RowsOf<ReturnType<typeof memberQueries>>,
): Decided {
	const [key] = keys;
	const brand = context.snapshot.findBrand(senderBrand(context, memberships));
	if (key === undefined || recipient === undefined || brand === undefined)
		throw new AppError("not_found", "the member is gone");
	const { email_sealed: emailSealed, language } = recipient;
	return { subject: { id: member, key, last }, emailSealed, language, brand };
}

/** In the language of the account, as far as the brand speaks it. */
async function addresseeOf(context: Context, { subject, emailSealed, language, brand }: Decided) {
	const { available, default: usual } = brand.look.locales;
	const locale = available.find((one) => one === language) ?? usual;
	const core = await (await context.keys()).openUnit(subject.key);
	return { member: subject.id, brand: brand.id, core, emailSealed, locale };
}

/** Tells a member that a restriction ends. `false`: it was told already, or has ended. */
export async function endRestriction(
	context: Context,
	staff: Staff,
	decided: Decided,
	{ restriction, reason }: { restriction: StandingRestriction; reason: string },
): Promise<Recorded<boolean>> {
	const decider = { reason, by: staff.id, role: staff.role };
	const queries = await lifting(context, await addresseeOf(context, decided), restriction, decider);
	return changed(context, staff, { decided, what: "restriction", reason, brand: restriction.brand_id }, queries);
}

type Decision = {
	objection: { id: string; purpose: PurposeId; changed_at: string };
	outcome: ObjectionOutcome;
	reason: string;
};

/** Decides an objection and tells its member. `false`: it was decided already, or taken back. */
export async function decideOn(
	context: Context,
	staff: Staff,
	decided: Decided,
	{ objection, outcome, reason }: Decision,
): Promise<Recorded<boolean>> {
	const { name, url } = currentEdition(decided.brand, context.now).legal.operator.authority;
	const decision = { outcome, reason, by: staff.id, role: staff.role, authority: { name, url } };
	const queries = await deciding(context, await addresseeOf(context, decided), objection, decision);
	return changed(context, staff, { decided, what: "objection", reason, brand: "" }, queries);
}

type Asked = { decided: Decided; what: AccessKind; reason: string; brand: string };

/** Writes down who decided and why, does it, and sends the mail if it changed anything. */
async function changed(
	context: Context,
	staff: Staff,
	{ decided: { subject }, what, reason, brand }: Asked,
	queries: readonly Compilable<unknown>[],
): Promise<Recorded<boolean>> {
	const access = { subject, what: [what], accessReason: { reason, brand } };
	const done = await record(context, staff, access, queries, async ([rows]) => (rows as unknown[]).length > 0);
	if (done === true) context.sendMail();
	return done;
}
