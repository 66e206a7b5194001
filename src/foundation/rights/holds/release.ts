import type { Compilable } from "kysely";
import { type AuditHead, auditQueries } from "../../audit/audit.ts";
import type { RealmId } from "../../ids.ts";
import { releaseQueries } from "./queries-holds.ts";

/** A hold that stands, and who ends it; `system`: its date. */
export type Release = {
	hold: { realm: RealmId; id: string; member: string; table: string };
	by: { id: string; role: string } | "system";
	/** ISO 8601. */
	at: string;
};

/**
 * The batch that ends a hold, with its entry in the log of the realm. What an erasure left because of the hold goes with
 * it; of an account that stands, nothing but the sealed copy does.
 * @param head the end of that log, as it was read
 * @throws ConstraintViolated, with its batch, where the hold was released meanwhile, or the log went on
 */
export async function release({ hold, by, at }: Release, head: AuditHead | undefined): Promise<Compilable[]> {
	const { realm, id, member, table } = hold;
	const [released_by, role] = by === "system" ? ["", "system"] : [by.id, by.role];
	const entry = { action: "hold_released", request: id, counts: { [table]: 1 } } as const;
	return [
		...releaseQueries({ realm, id, member, by: released_by, role, at }),
		...(await auditQueries({ realm, at }, head, [
			by === "system" ? { ...entry, actor: "system" } : { ...entry, actor: "staff", role },
		])),
	];
}
