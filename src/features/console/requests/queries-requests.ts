import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { requestsOfLetter } from "#foundation/rights/requests/queries-requests.ts";

/** SQL of what the desk needs beside a request. */

const ofRequest = <Column extends "member_id" | "letter_id">(realm: RealmId, id: string, column: Column) =>
	build.selectFrom("rights_request").select(column).where("realm_id", "=", realm).where("id", "=", id);

/** The newest row of the record of the member whom a request is about. */
export const lastAccessOf = (realm: RealmId, request: string) =>
	build
		.selectFrom("staff_access")
		.select(["number", "accessed_at", "hash"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", ofRequest(realm, request, "member_id"))
		.orderBy("number", "desc")
		.limit(1);

/** What stands in the same letter as a request, itself included. */
export const linkedRequests = (realm: RealmId, request: string) =>
	requestsOfLetter(realm, ofRequest(realm, request, "letter_id"));
