import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** The ticket that a request about data came from. */
export const ticketOfRequest = (realm: RealmId, request: string) =>
	build
		.selectFrom("ticket_usable_for_service_information")
		.select("id")
		.where("realm_id", "=", realm)
		.where("request_id", "=", request)
		// As the index has it.
		.where("request_id", "<>", "");
