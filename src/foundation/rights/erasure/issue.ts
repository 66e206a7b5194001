import { auditHead, auditQueries } from "../../audit/audit.ts";
import { eraseUnit } from "../../crypto/queries.ts";
import { retryOnConflict } from "../../db/conflict.ts";
import type { RealmId } from "../../ids.ts";
import { noteProofKey } from "../../proof/signing-key.ts";
import { heldEntries } from "../holds/hold.ts";
import { heldOf } from "../holds/queries-holds.ts";
import { requestDoneQueries } from "../requests/new-request.ts";
import { requestById } from "../requests/queries-requests.ts";
import type { Stepped } from "../requests/step.ts";
import type { Erasing, Run } from "./parts.ts";
import { outcomeOf, receiptOf, type Verified } from "./prove.ts";
import { ERASURE_UNIT, erasedCounts, moveErasure, noticeStates, requireMoved } from "./queries-erasure.ts";

/** Signs the receipt, sends it to its member, and forgets whom the erasure was about. */
export async function issue(run: Run, erasing: Erasing): Promise<void> {
	const { context, database, parts } = run;
	const { row, payload } = erasing;
	const place = { realm: row.realm_id as RealmId, at: context.at };
	const notices = payload.recipients.map(({ notice }) => notice);
	await retryOnConflict(async () => {
		const [[head], counts, states, holds, [request]] = await database.read(
			auditHead(place.realm),
			erasedCounts(place.realm, row.id),
			noticeStates(place.realm, notices),
			heldOf(place.realm, row.subject_id),
			requestById(place.realm, row.request_id),
		);
		const recipients = payload.recipients.map((one) => {
			const { state } = states.find(({ id }) => id === one.notice) ?? {};
			return { ...one, outcome: outcomeOf(state) };
		});
		const verified = JSON.parse(row.verified_json ?? "{}") as Verified;
		const held = heldEntries(holds);
		const proof = await receiptOf(context, erasing, { counts, verified, recipients, held, head });
		const done = await requestDone(run, place.realm, request);
		const issued = { action: "receipt_issued", actor: "system", request: row.request_id } as const;
		await database.write(
			moveErasure(row, "issued", {
				...{ stepped_at: place.at, closed_at: place.at, receipt: proof.file.receipt },
				...{ subject_id: null, payload_sealed: null, recipients_json: JSON.stringify(recipients) },
				// The mail with the receipt is the last that is known of the address.
				waiting: 1 + recipients.filter(({ outcome }) => outcome !== "told").length,
			}),
			requireMoved(row),
			eraseUnit(place.realm, row.id, ERASURE_UNIT),
			await noteProofKey(context.settings, place.at),
			...(await parts.mail(context, erasing, proof)),
			...(done?.queries ?? []),
			...(await auditQueries(place, head, [{ ...issued, commitment: row.commitment }, ...(done?.audit ?? [])])),
		);
	});
}

type Request = Parameters<typeof requestDoneQueries>[1];

/** Of a request that somebody closed meanwhile, nothing. */
async function requestDone(
	{ context }: Run,
	realm: RealmId,
	request: Request | undefined,
): Promise<Stepped | undefined> {
	if (request === undefined || request.closed_at !== null) return undefined;
	return requestDoneQueries({ ...context, realm: { id: realm } }, request);
}
