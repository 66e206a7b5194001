import { auditHead, auditQueries } from "../../audit/audit.ts";
import { retryOnConflict } from "../../db/conflict.ts";
import { calendarDay } from "../../i18n/date.ts";
import type { RealmId } from "../../ids.ts";
import { eraseSubjects } from "../erase-subjects.ts";
import type { Erasing, Run } from "./parts.ts";
import { closedAt, moveErasure, requireMoved } from "./queries-erasure.ts";

/** Erases, in one batch with the word that it was done. */
export async function execute({ context, database, parts }: Run, { row, realm }: Erasing): Promise<void> {
	const { subject_id: member, begun_at } = row;
	const { at } = context;
	const erased = {
		...{ kind: "member", realm: realm.realm, brands: realm.brands, subjects: [member], erasure: row.id },
		evidence: { day: calendarDay(at), at },
	} as const;
	const sources = { ...parts, context, database, terms: realm.terms };
	const place = { realm: row.realm_id as RealmId, at };
	const event = { action: "erasure_executed", actor: "system", request: row.request_id } as const;
	await retryOnConflict(async () => {
		const [[head], [account]] = await database.read(auditHead(place.realm), closedAt(realm.realm, member));
		const known = new Map([[member, { id: member, at: begun_at, endedAt: account?.closed_at ?? begun_at }]]);
		await eraseSubjects(sources, erased, known, {
			first: [moveErasure(row, "executed", { stepped_at: at, executed_at: at }), requireMoved(row)],
			last: await auditQueries(place, head, [event]),
		});
	});
}
