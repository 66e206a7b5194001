import type { Compilable } from "kysely";
import { type AuditEvent, type AuditHead, auditQueries } from "../../audit/audit.ts";
import type { Context } from "../../context.ts";
import { addUnitKey } from "../../crypto/queries.ts";
import { uuidv7 } from "../../crypto/random.ts";
import type { HeldRow, HoldGround } from "./hold.ts";
import { holdUnit, sealHoldReason } from "./hold.ts";
import { addHold } from "./queries-holds.ts";

export type Placing = {
	member: string;
	item: HeldRow;
	ground: HoldGround;
	reason: string;
	by: { id: string; role: string };
	/** ISO 8601. */
	reviewAt: string;
	until: string;
};

/**
 * A hold's id, and the batch that places it, with its key and its entry in the log of the realm. The item is sealed
 * right afterwards (`sealWaiting`).
 * @param head the end of that log, as it was read
 * @throws ConstraintViolated, with its batch, where the item is held on that ground already, or the log went on
 */
export async function newHold(
	{ realm, keys, now, at }: Pick<Context, "realm" | "keys" | "now" | "at">,
	{ member, item, ground, reason, by, reviewAt, until }: Placing,
	head: AuditHead | undefined,
): Promise<{ id: string; queries: Compilable[] }> {
	const id = uuidv7(now);
	const ring = await keys();
	const own = await ring.newUnit({ realm: realm.id, owner: member, unit: holdUnit(id) });
	const row = {
		...{ realm_id: realm.id, id, member_id: member, table_name: item.table, brand_id: item.brand, row_id: item.row },
		...{ ground, reason_sealed: await sealHoldReason(own.unit, id, reason), placed_by: by.id, placed_role: by.role },
		...{ placed_at: at, review_at: reviewAt, until },
	};
	const entry: AuditEvent = {
		...{ action: "hold_placed", actor: "staff", role: by.role },
		...{ request: id, counts: { [item.table]: 1 } },
	};
	return {
		id,
		queries: [addUnitKey(own.row), addHold(row), ...(await auditQueries({ realm: realm.id, at }, head, [entry]))],
	};
}
