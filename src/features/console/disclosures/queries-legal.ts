import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { LEGAL_UNITS, type LegalState } from "#foundation/ledgers/legal-disclosure.ts";
import { lastAccess } from "#foundation/ledgers/queries-access.ts";

/** SQL of proposals to give data on a legal ground. Times are ISO 8601. */

export type LegalRow = Tables["legal_disclosure"];

export const LEGAL_COLUMNS = [
	...(["realm_id", "id", "member_id", "prolongs", "ground", "items", "words_sealed", "silent_until", "state"] as const),
	...(["proposed_by", "proposed_role", "proposed_at", "decided_by", "decided_role", "decided_at"] as const),
	...(["refusal_sealed", "shown_from", "disclosure_id", "taken_at", "taken_by", "told_at", "told"] as const),
] as const;

const LISTED = [
	"id",
	"prolongs",
	"ground",
	"items",
	"state",
	"proposed_at",
	"decided_at",
	"shown_from",
	"told",
] as const;

/** Lists of the desk: what waits for a second person, what a member is not told of yet, and what is over. */
export const LISTS = ["waiting", "silent", "ended"] as const;
export type LegalList = (typeof LISTS)[number];

const listed = (realm: RealmId, list: LegalList) => {
	const all = build.selectFrom("legal_disclosure").where("realm_id", "=", realm);
	if (list === "waiting") return all.where("state", "=", "proposed");
	if (list === "silent")
		return all.where("state", "=", "approved").where("prolongs", "=", "").where("told", "is", null);
	return all
		.where("state", "<>", "proposed")
		.where((eb) => eb.or([eb("state", "<>", "approved"), eb("prolongs", "<>", ""), eb("told", "is not", null)]));
};

/** The oldest first, beyond one of them. */
export const legalList = (realm: RealmId, list: LegalList, after: string, most: number) =>
	listed(realm, list).select(LISTED).where("id", ">", after).orderBy("id").limit(most);

export const countLegal = (realm: RealmId, list: LegalList, after = "") =>
	listed(realm, list)
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where("id", ">", after);

export const legalById = (realm: RealmId, id: string) =>
	build.selectFrom("legal_disclosure").select(LEGAL_COLUMNS).where("realm_id", "=", realm).where("id", "=", id);

/** What was proposed to prolong the silence of a disclosure, the oldest first. */
export const prolongationsOf = (realm: RealmId, id: string) =>
	build
		.selectFrom("legal_disclosure")
		.select(["id", "state", "silent_until"])
		.where("realm_id", "=", realm)
		.where("prolongs", "=", id)
		.where("prolongs", "<>", "")
		.orderBy("id");

/** What else a proposal names by its id. */
const idIn = <Column extends "member_id" | "proposed_by" | "prolongs" | "disclosure_id">(
	column: Column,
	realm: RealmId,
	id: string,
) => build.selectFrom("legal_disclosure").select(column).where("realm_id", "=", realm).where("id", "=", id);

/** From when on the member is told of what this one prolongs the silence of. */
export const prolongedBy = (realm: RealmId, id: string) =>
	build
		.selectFrom("legal_disclosure")
		.select("shown_from")
		.where("realm_id", "=", realm)
		.where("id", "in", idIn("prolongs", realm, id));

export const legalKey = (realm: RealmId, id: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "in", idIn("member_id", realm, id))
		.where("unit", "=", `${LEGAL_UNITS}${id}`);

/** The end of the record of the member whom it is about. */
export const lastAccessOfLegal = (realm: RealmId, id: string) => lastAccess(realm, idIn("member_id", realm, id));

/** No row where the account is gone, or is being erased. */
export const standingMember = (realm: RealmId, id: string) =>
	build
		.selectFrom("member")
		.select("id")
		.where("realm_id", "=", realm)
		.where("id", "in", idIn("member_id", realm, id))
		.where("erasing_at", "is", null);

/** By whose address who proposed it is known: another account with it is the same person. */
export const proposerOf = (realm: RealmId, id: string) =>
	build
		.selectFrom("staff")
		.select("email_index")
		.where("realm_id", "=", realm)
		.where("id", "in", idIn("proposed_by", realm, id));

/** Members of staff who may decide, besides who proposed it. */
export const otherDeciders = (realm: RealmId, id: string, roles: readonly string[]) =>
	build
		.selectFrom("staff")
		.select((eb) => eb.fn.countAll<number>().as("others"))
		.where("realm_id", "=", realm)
		.where("state", "=", "active")
		.where("agreement", "<>", "waiting")
		.where("role", "in", [...roles])
		.where((eb) => eb("email_index", "not in", proposerOf(realm, id)));

/** Whether its entry stands in the list of disclosures. */
export const entryOf = (realm: RealmId, id: string) =>
	build
		.selectFrom("disclosure")
		.select("id")
		.where("realm_id", "=", realm)
		.where("id", "in", idIn("disclosure_id", realm, id));

export type NewProposal = Pick<
	LegalRow,
	| ("realm_id" | "id" | "member_id" | "prolongs" | "ground" | "items" | "words_sealed" | "silent_until")
	| ("proposed_by" | "proposed_role" | "proposed_at" | "shown_from" | "disclosure_id")
>;

/** @throws ConstraintViolated, with its batch, where a longer silence is proposed already */
export const addProposal = (row: NewProposal) =>
	build.insertInto("legal_disclosure").values({ ...row, state: "proposed" });

export type Decision = {
	state: Exclude<LegalState, "proposed">;
	/** '' for the operator's tool, and for the program. */
	by: string;
	role: string;
	at: string;
	shownFrom: string;
	refusal?: Uint8Array | undefined;
};

/**
 * Decides a proposal.
 * @throws ConstraintViolated, with its batch, where it was decided already, by the same person, or of an account that is
 *   erased
 */
export const decide = (realm: RealmId, id: string, { state, by, role, at, shownFrom, refusal }: Decision) =>
	build
		.updateTable("legal_disclosure")
		.set({
			...{ state, decided_by: by, decided_role: role, decided_at: at, shown_from: shownFrom },
			refusal_sealed: refusal ?? null,
		})
		.where("realm_id", "=", realm)
		.where("id", "=", id);

/** @throws ConstraintViolated, with its batch, where it was taken already, or is somebody else's to take */
export const takePackage = (realm: RealmId, id: string, by: string, at: string) =>
	build
		.updateTable("legal_disclosure")
		.set({ taken_at: at, taken_by: by })
		.where("realm_id", "=", realm)
		.where("id", "=", id);
