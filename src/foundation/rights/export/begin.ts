import type { Compilable } from "kysely";
import type { Context } from "../../context.ts";
import { addUnitKey } from "../../crypto/queries.ts";
import { uuidv7 } from "../../crypto/random.ts";
import type { SubjectKind } from "../../register/declaration.ts";
import { EXPORT_UNITS } from "../personal-data.ts";
import { addExport, removeExport } from "./queries-export.ts";

/** Of whom a copy is. `link`: SHA-256 of the code of the link that opens it, for a person without an account. */
export type CopyOf = { kind: SubjectKind; id: string; link?: Uint8Array };

/**
 * A copy's id, and the queries that write down that it is wanted, in place of the one before, with its key. They break a
 * constraint while one is being made. What makes it is the job `exports`, or `makeCopies` right away.
 */
export async function copyWanted(
	context: Pick<Context, "realm" | "locale" | "at" | "now" | "keys">,
	{ kind, id: person, link }: CopyOf,
): Promise<{ id: string; queries: Compilable[] }> {
	const { realm, locale, at, now } = context;
	const id = uuidv7(now);
	const ring = await context.keys();
	const { row: key } = await ring.newUnit({ realm: realm.id, owner: person, unit: `${EXPORT_UNITS}${id}` });
	const row = { realm_id: realm.id, id, subject_kind: kind, member_id: person, locale, asked_at: at };
	return {
		id,
		queries: [...removeExport(realm.id, person, kind), addUnitKey(key), addExport({ ...row, link_hash: link ?? null })],
	};
}
