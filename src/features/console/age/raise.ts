import { addMeasure } from "#features/moderation/standing-measures.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { type Recorded, record } from "../members/member-access.ts";
import type { Reviewed } from "../photos/photo-review.ts";
import type { Staff } from "../session.ts";
import { ageClause } from "./age-check.ts";
import { tellSoon } from "./job.ts";
import { addCheck } from "./queries-age.ts";

/**
 * Hides a member everywhere at once and begins a check of their age. Nothing is written of what looked young: the
 * measure has a rule and no reason, and the member is told the rule alone. "busy": a check is open already.
 */
export async function raiseAgeCheck(
	context: Context,
	staff: Staff,
	{ card, brand, core, last }: Reviewed,
): Promise<Recorded<true>> {
	const { realm, at } = context;
	const id = uuidv7(context.now);
	const clause = ageClause(currentEdition(brand, context.now).legal.adult);
	const subject = { id: card.member_id, key: core, last };
	const asked = { subject, what: ["age_check"], accessReason: { reason: "age check", brand: brand.id } } as const;
	const hidden = { kind: "hidden_for_age", scope: "", clause, source: "own", reason: null } as const;
	const queries = [
		addMeasure(realm.id, { id, member: card.member_id, by: staff.id, at, ...hidden }),
		addCheck(realm.id, {
			...{ id, member: card.member_id, brand: brand.id, photo: card.id, by: staff.id, role: staff.role, at },
		}),
	] as const;
	const raised = await record(context, staff, asked, queries, async () => true as const);
	if (raised === true) tellSoon(context);
	return raised;
}
