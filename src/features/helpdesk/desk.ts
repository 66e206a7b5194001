import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { Addressee } from "#foundation/mail/notify.ts";
import type { Locale } from "#locales/locales.ts";
import { attachmentsOf, messagesOf, TICKET_COLUMNS } from "./queries.ts";
import { TICKET_UNITS, type TicketRow, type TicketState } from "./ticket.ts";

/*
 * What staff read of tickets. Those of a member who restricted the use for answers are left out, here as in every list,
 * until the restriction ends (DECISIONS 110).
 */

const VIEW = "ticket_usable_for_service_information";

/** `owner`: a member of staff, '' for nobody; absent: of everybody. */
export type Listed = { state: TicketState; owner?: string };
/** Where a page of the list goes on: the row before it. */
export type After = { waits: string; id: string };

/** By the day of the answer, the oldest first; what is closed, the newest first. */
export function deskTickets(realm: RealmId, { state, owner }: Listed, after: After | undefined, most: number) {
	const isClosed = state === "closed";
	const direction = isClosed ? "desc" : "asc";
	const [onwards, beyond] = isClosed ? (["<=", "<"] as const) : ([">=", ">"] as const);
	let rows = build
		.selectFrom(VIEW)
		.select(["id", "brand_id", "sender_kind", "state", "received_at", "due_at", "waits_at", "owner_id"])
		.where("realm_id", "=", realm)
		.where("state", "=", state);
	if (owner !== undefined) rows = rows.where("owner_id", "=", owner);
	if (after !== undefined)
		rows = rows.where((eb) =>
			eb.and([
				eb("waits_at", onwards, after.waits),
				eb.or([eb("waits_at", beyond, after.waits), eb("id", beyond, after.id)]),
			]),
		);
	return rows.orderBy("waits_at", direction).orderBy("id", direction).limit(most);
}

const deskTicket = (realm: RealmId, id: string) =>
	build.selectFrom(VIEW).select(TICKET_COLUMNS).where("realm_id", "=", realm).where("id", "=", id);

/** Who wrote a ticket, for a query beside it. */
export const senderOf = (realm: RealmId, id: string) =>
	build.selectFrom(VIEW).select("sender_id").where("realm_id", "=", realm).where("id", "=", id);

/** A ticket and what is sealed in it, in the caller's trip. */
export const deskQueries = (realm: RealmId, id: string) =>
	[
		deskTicket(realm, id),
		unitKeysOf(realm, senderOf(realm, id), [`${TICKET_UNITS}${id}`]),
		messagesOf(realm, id),
		attachmentsOf(realm, id),
	] as const;

/** What it takes to write to the sender, likewise. */
export const addresseeQueries = (realm: RealmId, id: string) =>
	[
		unitKeysOf(realm, senderOf(realm, id), ["core"]),
		build
			.selectFrom("member")
			.select(["id", "email_sealed"])
			.where("realm_id", "=", realm)
			.where("id", "in", senderOf(realm, id)),
		build
			.selectFrom("ticket_sender")
			.select(["id", "email_sealed"])
			.where("realm_id", "=", realm)
			.where("id", "in", senderOf(realm, id)),
	] as const;

type Address = { id: string; email_sealed: Uint8Array };
export type AddresseeRows = readonly [readonly UnitKeyRow[], readonly Address[], readonly Address[], ...unknown[]];

/** The sender, as far as a mail goes: in the language of the question. Undefined where they are gone. */
export async function addresseeOf(
	context: Pick<Context, "keys" | "snapshot">,
	{ brand_id, language }: TicketRow,
	[[key], [member], [asker]]: AddresseeRows,
): Promise<Addressee | undefined> {
	if (key === undefined) return undefined;
	const core = await (await context.keys()).openUnit(key);
	const brand = brand_id as BrandId;
	const { available, default: usual } = context.snapshot.findBrand(brand)?.look.locales ?? {};
	const locale: Locale | undefined = available?.find((one) => one === language) ?? usual;
	if (member !== undefined) return { member: member.id, brand, locale, core, emailSealed: member.email_sealed };
	if (asker === undefined) return undefined;
	const location = { table: "ticket_sender", column: "email_sealed", row: asker.id };
	return { member: asker.id, brand, locale, address: await open(core, location, asker.email_sealed) };
}

/** Gives a ticket to a member of staff, unless somebody else got it meanwhile. */
export const assign = (realm: RealmId, { id, owner_id }: Pick<TicketRow, "id" | "owner_id">, to: string) =>
	build
		.updateTable("ticket")
		.set({ owner_id: to })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("owner_id", "=", owner_id)
		.where("state", "<>", "closed")
		.returning("id");
