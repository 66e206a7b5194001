import type { Edition } from "#foundation/brand/edition.ts";
import type { Context } from "#foundation/context.ts";
import { randomToken } from "#foundation/crypto/random.ts";
import { addMembership } from "./queries.ts";

/** The row that makes someone a member of a brand, visible from now on; an old one is kept. */
export function takePlace(context: Context, { brand, statement }: Edition, member: string) {
	const at = context.at;
	return addMembership({
		brand_id: brand.id,
		member_id: member,
		joined_at: at,
		state: "active",
		statement_notified: statement.number,
		pairwise_id: randomToken(16),
		updated_at: at,
	}).onConflict((conflict) =>
		conflict.columns(["brand_id", "member_id"]).doUpdateSet({ state: "active", updated_at: at }),
	);
}
