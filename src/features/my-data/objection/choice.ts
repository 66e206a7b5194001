import type { Compilable } from "kysely";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { addObjection, takeObjectionBack } from "#foundation/rights/restriction/queries-objection.ts";
import {
	addRestriction,
	endOwnObjection,
	endRefusedObjection,
} from "#foundation/rights/restriction/queries-restriction.ts";
import type { Objectionable } from "./objectionable.ts";

type ChoiceContext = Pick<Context, "at" | "now"> & { realm: Pick<Context["realm"], "id"> };

/** What was chosen, and the restriction that carries it out: both or neither. */
export function choiceQueries(
	{ realm, at, now }: ChoiceContext,
	member: string,
	{ purpose, effect }: Objectionable,
	allowed: boolean,
): Compilable[] {
	if (allowed)
		return [takeObjectionBack(realm.id, member, purpose, at), endOwnObjection(realm.id, member, purpose, at)];
	const own = { realm_id: realm.id, member_id: member, purpose };
	const state = effect === "final" ? "final" : "open";
	const objected = addObjection({ ...own, id: uuidv7(now), state, changed_at: at });
	const ground = effect === "final" ? "marketing" : "objection";
	const restriction = { ...own, id: uuidv7(now), brand_id: "", item: "", row_id: "", ground, since: at } as const;
	// What a refused objection still restricts would be lifted under the new one.
	const before = endRefusedObjection(realm.id, member, purpose, at);
	return [before, objected, ...(effect === "goes_on" ? [] : [addRestriction(restriction)])];
}
