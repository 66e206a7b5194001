import type { NotNull } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { lastAccess } from "#foundation/ledgers/queries-access.ts";
import { letterOfRequest, requestsOfLetter } from "#foundation/rights/requests/queries-requests.ts";

/** SQL of what the desk needs beside a request. */

/** The newest row of the record of the member whom a request is about. */
export const lastAccessOf = (realm: RealmId, request: string) =>
	lastAccess(
		realm,
		build.selectFrom("rights_request").select("member_id").where("realm_id", "=", realm).where("id", "=", request),
	);

/** How far the copy is that answers a request: none where it was put aside for another, or has gone. */
export const copyOfRequest = (realm: RealmId, request: string) =>
	build
		.selectFrom("export")
		.select("state")
		.where("realm_id", "=", realm)
		.where(
			"id",
			"in",
			build
				.selectFrom("rights_request")
				.select("copy_id")
				.$narrowType<{ copy_id: NotNull }>()
				.where("realm_id", "=", realm)
				.where("id", "=", request),
		);

/** What stands in the same letter as a request, itself included. */
export const linkedRequests = (realm: RealmId, request: string) =>
	requestsOfLetter(realm, letterOfRequest(realm, request));
