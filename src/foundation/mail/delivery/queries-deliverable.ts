import { build } from "../../db/database.ts";

/** What a run of the outbox asks of those whom its rows are for. */

/** What came back of the mail of the members of a run's rows. */
export function returnedOf(lease: string) {
	return build
		.selectFrom("outbox")
		.innerJoin("mail_bounce", (join) =>
			join
				.onRef("mail_bounce.realm_id", "=", "outbox.realm_id")
				.onRef("mail_bounce.member_id", "=", "outbox.member_id"),
		)
		.select(["outbox.id", "mail_bounce.kind", "mail_bounce.bounced_at"])
		.where("outbox.leased_by", "=", lease);
}

/** Which rows of a run are of members. */
export function membersOf(lease: string) {
	return build
		.selectFrom("outbox")
		.innerJoin("member", (join) =>
			join.onRef("member.realm_id", "=", "outbox.realm_id").onRef("member.id", "=", "outbox.member_id"),
		)
		.select("outbox.id")
		.where("outbox.leased_by", "=", lease);
}
