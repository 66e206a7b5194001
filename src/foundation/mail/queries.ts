import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { OptionalClass } from "./mail-class.ts";

/** A cause that is written twice keeps its first row and its first key. */
export function insertMail(row: Tables["outbox"]) {
	return build
		.insertInto("outbox")
		.values(row)
		.onConflict((conflict) => conflict.doNothing());
}

export const OUTBOX_COLUMNS = [
	...(["realm_id", "id", "brand_id", "kind", "member_id", "class", "urgent", "key_id", "recipient_sealed"] as const),
	...(["payload_sealed", "state", "leased_by", "due_at", "slot_at", "attempts", "last_error_code"] as const),
	...(["queued_at", "sent_at", "settled_at"] as const),
] as const;

/**
 * The same, of a mail about a change that another may have made first: each is written if the statement right before
 * it in the batch changed a row. Its key comes first; a cause that is written twice changes nothing here either.
 */
export function insertMailAfterChange(row: Tables["outbox"]) {
	const values = build
		.selectNoFrom((eb) => OUTBOX_COLUMNS.map((column) => eb.val(row[column]).as(column)))
		.where((eb) => eb(eb.fn<number>("changes", []), ">", 0));
	return build
		.insertInto("outbox")
		.columns(OUTBOX_COLUMNS)
		.expression(values)
		.onConflict((conflict) => conflict.doNothing());
}

/** A member's choice about one class of one brand's mail. */
export function chooseMail(choice: Omit<Tables["mail_choice"], "class"> & { class: OptionalClass }) {
	return build
		.insertInto("mail_choice")
		.values(choice)
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "member_id", "brand_id", "class"])
				.doUpdateSet({ wanted: choice.wanted, changed_at: choice.changed_at }),
		);
}

/** The same from a link in a mail, which may be older than the membership that it is about: then there is none. */
export function chooseMailOfMember(choice: Omit<Tables["mail_choice"], "class"> & { class: OptionalClass }) {
	const { realm_id, member_id, brand_id, wanted, changed_at } = choice;
	return build
		.insertInto("mail_choice")
		.columns(["realm_id", "member_id", "brand_id", "class", "wanted", "changed_at"])
		.expression(
			build
				.selectNoFrom((row) => [
					row.val(realm_id).as("realm_id"),
					row.val(member_id).as("member_id"),
					row.val(brand_id).as("brand_id"),
					row.val(choice.class).as("class"),
					row.val(wanted).as("wanted"),
					row.val(changed_at).as("changed_at"),
				])
				.where(({ exists, selectFrom }) =>
					exists(
						selectFrom("membership")
							.select("membership.member_id")
							.where("membership.brand_id", "=", brand_id)
							.where("membership.member_id", "=", member_id),
					),
				),
		)
		.onConflict((conflict) =>
			conflict.columns(["realm_id", "member_id", "brand_id", "class"]).doUpdateSet({ wanted, changed_at }),
		);
}

export function limitMail(limit: Omit<Tables["mail_limit"], "class"> & { class: OptionalClass }) {
	return build
		.insertInto("mail_limit")
		.values(limit)
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "member_id", "class"])
				.doUpdateSet({ most_per_week: limit.most_per_week, changed_at: limit.changed_at }),
		);
}

/** The class has no limit of its own any more. */
export function unlimitMail(realm: string, member: string, mailClass: OptionalClass) {
	return build
		.deleteFrom("mail_limit")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("class", "=", mailClass);
}

/** What a member chose about all mail at once. */
export function chooseAllMail(row: Tables["mail_stop"]) {
	const { realm_id: _, member_id: __, ...values } = row;
	return build
		.insertInto("mail_stop")
		.values(row)
		.onConflict((conflict) => conflict.columns(["realm_id", "member_id"]).doUpdateSet(values));
}

/** What mail holds of a member on one brand that the member leaves: its mails with their keys, and the choices about them. */
export function forgetMailOfBrand(realm: string, member: string, brand: string) {
	const mails = build
		.selectFrom("outbox")
		.select("outbox.key_id")
		.where("outbox.realm_id", "=", realm)
		.where("outbox.member_id", "=", member)
		.where("outbox.brand_id", "=", brand);
	return [
		build.deleteFrom("unit_key").where("realm_id", "=", realm).where("owner_id", "=", member).where("id", "in", mails),
		build
			.deleteFrom("outbox")
			.where("realm_id", "=", realm)
			.where("member_id", "=", member)
			.where("brand_id", "=", brand),
		build
			.deleteFrom("mail_choice")
			.where("realm_id", "=", realm)
			.where("member_id", "=", member)
			.where("brand_id", "=", brand),
	];
}

/** A member's choices, for the page that shows them. */
export function mailChoices(realm: string, member: string) {
	return build
		.selectFrom("mail_choice")
		.select(["brand_id", "class", "wanted"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);
}

export function mailLimits(realm: string, member: string) {
	return build
		.selectFrom("mail_limit")
		.select(["class", "most_per_week"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);
}

export function mailStop(realm: string, member: string) {
	return build
		.selectFrom("mail_stop")
		.select(["stopped", "most_per_week", "neutral_sender"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);
}
