import type { AliasedExpression } from "kysely";
import { deskTickets } from "#features/helpdesk/desk.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { drillQueries } from "#foundation/jobs/drills.ts";
import { endsOfJobs } from "#foundation/jobs/queries.ts";
import { waitingNotices } from "#foundation/recipients/queries.ts";
import { requestsOnDesk } from "#foundation/rights/requests/queries-requests.ts";
import { openObjections } from "#foundation/rights/restriction/queries-objection.ts";
import { KEEPING_GROUNDS } from "#foundation/rights/restriction/restriction.ts";
import { NEVER_DUE } from "../breaches/breach.ts";
import { countDueBreaches, openBreaches } from "../breaches/queries-breach.ts";
import { waitingPhotos } from "../photos/queries-photo.ts";

/** SQL of the first screen: what waits in each queue, as far as a person would count it. */

/** A queue that is longer is shown as "100+": no count goes through all that ever waited. */
export const MAX_COUNTED = 100;

/** `first`: ISO 8601, the moment that the oldest has waited since, or by which the most urgent is due. */
export type QueueRow = { rows: number; first: string | null };

/** A query that lists moments under this name. */
type Listing<Moment extends string> = {
	as(name: "queue"): AliasedExpression<{ [Key in Moment]: string | null }, "queue">;
};

/** Counts what a query lists, which has a limit of its own. */
const counted = <Moment extends string>(rows: Listing<Moment>, moment: Moment) =>
	build
		.selectFrom(rows.as("queue"))
		.select((eb) => [
			eb.fn.countAll<number>().as("rows"),
			eb.fn.min<string | null>(`queue.${moment}` as never).as("first"),
		]);

const MAX_READ = MAX_COUNTED + 1;

/** Steps in checks of age that somebody else has to take than who took the one before. */
const ageSteps = (realm: RealmId, staff: string) =>
	build
		.selectFrom("age_check")
		.select("raised_at")
		.where("realm_id", "=", realm)
		.where("ended_at", "is", null)
		.where((eb) =>
			eb.or([
				eb.and([eb("state", "=", "raised"), eb("raised_by", "<>", staff)]),
				eb.and([eb("state", "=", "shown"), eb("shown_by", "<>", staff)]),
			]),
		)
		.limit(MAX_READ);

/** Restrictions of which nobody has told the member yet that they will end. */
const restrictions = (realm: RealmId) =>
	build
		.selectFrom("restriction")
		.select("since")
		.where("realm_id", "=", realm)
		.where("ground", "in", [...KEEPING_GROUNDS])
		.where("lifted_at", "is", null)
		.where("told_at", "is", null)
		.limit(MAX_READ);

/** Holds whose review has come. */
const holds = (realm: RealmId, at: string) =>
	build
		.selectFrom("hold")
		.select("review_at")
		.where("realm_id", "=", realm)
		.where("released_at", "is", null)
		.where("review_at", "<=", at)
		.orderBy("review_at")
		.limit(MAX_READ);

/** Proposals that another than who made them decides on. */
const proposals = (realm: RealmId, staff: string) =>
	build
		.selectFrom("legal_disclosure")
		.select("proposed_at")
		.where("realm_id", "=", realm)
		.where("state", "=", "proposed")
		.where("proposed_by", "<>", staff)
		.orderBy("id")
		.limit(MAX_READ);

/** Accounts of colleagues that wait for a second person, which is not who invited them. */
const colleagues = (realm: RealmId, staff: string) =>
	build
		.selectFrom("staff")
		.select("created_at")
		.where("realm_id", "=", realm)
		.where("state", "=", "active")
		.where("agreement", "=", "waiting")
		.where("invited_by", "<>", staff)
		.limit(MAX_READ);

/** Brands that somebody else handed in. */
const drafts = (realm: RealmId, staff: string) =>
	build
		.selectFrom("brand_draft")
		.select("changed_at")
		.where("realm_id", "=", realm)
		.where("state", "=", "submitted")
		.where("staff_id", "<>", staff)
		.orderBy("id")
		.limit(MAX_READ);

type Asked = { realm: RealmId; brands: readonly BrandId[]; staff: string; at: string };

/** One row of each queue, and what is known of the machinery, in the trip that says who asks. */
export const queueQueries = ({ realm, brands, staff, at }: Asked) =>
	[
		counted(waitingPhotos(realm, brands, at, MAX_READ), "added_at"),
		counted(ageSteps(realm, staff), "raised_at"),
		counted(deskTickets(realm, { state: "open", owner: "" }, undefined, MAX_READ), "waits_at"),
		counted(deskTickets(realm, { state: "open", owner: staff }, undefined, MAX_READ), "waits_at"),
		counted(requestsOnDesk(realm, undefined, MAX_READ), "answer_by"),
		counted(openObjections(realm, MAX_READ), "changed_at"),
		counted(restrictions(realm), "since"),
		counted(waitingNotices(realm, MAX_READ), "queued_at"),
		counted(holds(realm, at), "review_at"),
		counted(proposals(realm, staff), "proposed_at"),
		countDueBreaches(realm, NEVER_DUE),
		openBreaches(realm, undefined, 1),
		counted(colleagues(realm, staff), "created_at"),
		counted(drafts(realm, staff), "changed_at"),
		endsOfJobs(),
		...drillQueries(),
	] as const;
