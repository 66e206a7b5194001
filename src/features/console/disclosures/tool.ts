import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import { ConstraintViolated, type Database } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { rolesThatMay } from "../roles.ts";
import { decide, legalById, otherDeciders, prolongedBy, standingMember } from "./queries-legal.ts";
import { isTooLate, shownAfter } from "./silence.ts";

type Act = { id: string; act: "approve" | "refuse"; now: number };
/** `gone`: the account is erased. `late`: the silence has ended, or lasts as long already. */
type Done = "approved" | "refused" | "busy" | "gone" | "late" | undefined;

/**
 * The operator's tool as the second person, where no member of staff but the proposer may decide. It has no keys: the
 * minute's work writes the entry of what it approves, and a refusal has no words.
 * @returns how many others could decide, in which case nothing is done; undefined where nothing waits by that id
 */
export async function decideByTool(
	database: Database,
	realm: RealmId,
	{ id, act, now }: Act,
): Promise<readonly [others: number, done: Done]> {
	const at = new Date(now).toISOString();
	const [[row], [count], [member], [prolonged], [head]] = await database.read(
		legalById(realm, id),
		otherDeciders(realm, id, rolesThatMay("disclosures.decide")),
		standingMember(realm, id),
		prolongedBy(realm, id),
		auditHead(realm),
	);
	if (row?.state !== "proposed") return [0, undefined];
	const others = count?.others ?? 0;
	if (others > 0) return [others, "busy"];
	const isGone = row.prolongs === "" && member === undefined;
	if (act === "approve" && (isGone || isTooLate(at, row, prolonged))) return [0, isGone ? "gone" : "late"];
	const state = act === "approve" ? "approved" : "refused";
	const event = { action: `disclosure_${state}`, actor: "staff", role: "tool", request: id } as const;
	try {
		await database.write(
			decide(realm, id, { state, by: "", role: "tool", at, shownFrom: shownAfter(at, row, state, prolonged) }),
			...(await auditQueries({ realm, at }, head, [event])),
		);
	} catch (error) {
		if (error instanceof ConstraintViolated) return [0, "busy"];
		throw error;
	}
	return [0, state];
}
