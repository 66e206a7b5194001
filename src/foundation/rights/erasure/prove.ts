import { currentEdition } from "../../brand/registry.ts";
import type { JobContext } from "../../context.ts";
import type { Tables } from "../../db/tables.ts";
import { type Receipt, type ReceiptFile, receiptSchema } from "../../proof/receipt.ts";
import { PROOF_TYPES, signProof } from "../../proof/signing-key.ts";
import type { Register } from "../../register/declaration.ts";
import type { RetentionId } from "../../register/retention.ts";
import { liveTables } from "../persons.ts";
import type { CountedPlan } from "../plan.ts";
import type { RealmInForce } from "../realms.ts";
import { personalColumns } from "../steps.ts";
import { copiesGoneBy } from "./copies-end.ts";
import type { Left } from "./gone.ts";
import type { ErasurePayload } from "./payload.ts";
import { endOf, endsWithErasure } from "./plan-erasure.ts";
import type { ErasureRow } from "./queries-erasure.ts";

/** What stays of a member after the erasure, as other code found it: on purpose, by these rules, until then. */
export type Retained = { table: string; rows: number; rules: RetentionId[]; basis: string; until: string | null };

/** Rows that lead to a member of whom nothing should be left in this table. Names of tables, numbers. */
export class NotErased extends Error {
	override readonly name = "NotErased";
}

/**
 * What may be left of a member: in tables of which a rule keeps something after the erasure.
 * @throws NotErased where something is left in any other
 */
export function retainedOf(
	left: readonly Left[],
	{ register, realm, plan, at }: { register: Register; realm: RealmInForce; plan: CountedPlan; at: string },
): Retained[] {
	const tables = new Map(liveTables(register).map(({ table, declared }) => [table, declared]));
	return left.map(({ table, rows }) => {
		const declared = tables.get(table);
		const columns = declared === undefined ? [] : personalColumns(declared).map(([, column]) => column);
		const staying = columns.filter(
			(column) => column.erase.by === "retain" || !endsWithErasure(realm, column.retention),
		);
		const rules = [
			...new Set(staying.map((column) => (column.erase.by === "retain" ? column.erase.until : column.retention))),
		];
		if (rules.length === 0) throw new NotErased(`${rows} rows of ${table} still lead to a member who was erased`);
		const planned = plan.holds.find((hold) => hold.table === table);
		const until =
			planned?.until ??
			rules
				.map((rule) => endOf(realm, rule, at))
				.sort()
				.at(-1) ??
			null;
		const basis = [...new Set(staying.flatMap(({ art6 }) => art6))]
			.sort()
			.map((letter) => `GDPR Art. 6(1)(${letter})`)
			.join(", ");
		return { table, rows, rules, basis: basis === "" ? "GDPR Art. 17(3)" : basis, until };
	});
}

/** What each state of a notice means to its member. A row that is gone was told, and its term has ended. */
export function outcomeOf(state: string | undefined): "told" | "waiting" | "by_hand" {
	if (state === undefined || state === "sent") return "told";
	return state === "queued" ? "waiting" : "by_hand";
}

export type Proven = {
	row: Pick<ErasureRow, "realm_id" | "id" | "request_id" | "begun_at" | "commitment"> & { verified_at: string };
	payload: ErasurePayload;
	subject: string;
	realm: RealmInForce;
	counts: readonly { table_name: string; erased: number }[];
	verified: { looks: number; retained: readonly Retained[] };
	outcomes: ReadonlyMap<string, string>;
	head: { number: number; hash: string };
};

/** The longest lists that a receipt holds. */
const MOST_FINGERPRINTS = 200;

/** The signed receipt, and the file that its member gets, which alone says whom it is about. */
export async function receiptOf(
	{ settings, snapshot, now }: Pick<JobContext, "settings" | "snapshot" | "now">,
	proven: Proven,
): Promise<{ receipt: Receipt; file: ReceiptFile }> {
	const { row, payload, realm, counts, verified, outcomes, head } = proven;
	const rows = counts.map(({ table_name: table, erased }) => ({ table, rows: Number(erased) }));
	const keys = rows.find(({ table }) => table === ("unit_key" satisfies keyof Tables));
	const receipt = receiptSchema.parse({
		version: 1,
		realm: row.realm_id,
		erasure: row.id,
		request: row.request_id,
		erasedAt: row.begun_at,
		copiesGoneBy: copiesGoneBy(row.begun_at),
		statement: realm.brands.flatMap((brand) => {
			const known = snapshot().findBrand(brand);
			return known === undefined ? [] : [{ brand, number: currentEdition(known, now).statement.number }];
		}),
		erased: rows.filter((one) => one !== keys),
		keys: keys?.rows ?? 0,
		objects: payload.objects.length,
		keyFingerprints: payload.fingerprints.slice(0, MOST_FINGERPRINTS),
		retained: verified.retained.map(({ table, ...kept }) => ({ what: table, ...kept })),
		holds: [],
		recipients: payload.notices.map(({ name, notice }) => ({ name, outcome: outcomeOf(outcomes.get(notice)) })),
		verified: { at: row.verified_at, checks: verified.looks, left: 0 },
		log: head,
		commitment: row.commitment,
	} satisfies Record<keyof Receipt, unknown>);
	const jws = await signProof(settings, PROOF_TYPES.receipt, receipt);
	return { receipt, file: { receipt: jws, salt: payload.salt, subject: proven.subject } };
}
