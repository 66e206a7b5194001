import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** What a ticket was an answer to, where it came as a mail from another address. */
export const heldTicket = (realm: RealmId, ticket: string) =>
	build.selectFrom("ticket_by_mail").select("about_id").where("realm_id", "=", realm).where("ticket_id", "=", ticket);
