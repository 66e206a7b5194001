import { currentEdition } from "../../brand/registry.ts";
import type { JobContext } from "../../context.ts";
import { type Receipt, type ReceiptFile, receiptSchema } from "../../proof/receipt.ts";
import { PROOF_TYPES, signProof } from "../../proof/signing-key.ts";
import type { Register } from "../../register/declaration.ts";
import type { RetentionId } from "../../register/retention.ts";
import { endedBy } from "../erase-subjects.ts";
import type { HoldEntry } from "../holds/hold.ts";
import { liveTables } from "../persons.ts";
import type { CountedPlan } from "../plan.ts";
import type { RealmInForce } from "../realms.ts";
import { KEY_TABLE, personalColumns } from "../steps.ts";
import { copiesGoneBy } from "./copies-end.ts";
import type { Left } from "./gone.ts";
import type { Erasing } from "./parts.ts";
import { endOf } from "./plan-erasure.ts";

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
	const ends = endedBy(register, "member", realm.terms);
	const tables = new Map(liveTables(register).map(({ table, declared }) => [table, declared]));
	return left.map(({ table, rows }) => {
		const declared = tables.get(table);
		const columns = declared === undefined ? [] : personalColumns(declared).map(([, column]) => column);
		const staying = columns.filter((column) => column.erase.by === "retain" || !ends(column.retention));
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
		return { table, rows, rules, basis: basis === "" ? HOLD_BASIS : basis, until };
	});
}

export type Outcome = Receipt["recipients"][number]["outcome"];

/** What the state of a notice means to its member. Of one that is not found nothing is said but what was known before. */
export function outcomeOf(state: string | undefined, before: Outcome = "waiting"): Outcome {
	if (state === undefined) return before;
	if (state === "sent") return "told";
	return state === "queued" ? "waiting" : "by_hand";
}

/** What an erasure left, and how many looks that took. */
export type Verified = { looks: number; retained: readonly Retained[] };

type Found = {
	counts: readonly { table_name: string; erased: number }[];
	verified: Verified;
	recipients: readonly { name: string; outcome: Outcome }[];
	/** What is held of the member now that everything else is gone. */
	held: readonly HoldEntry[];
	/** The end of the realm's log. */
	head: Receipt["log"] | undefined;
};

/** The longest list that a receipt holds. */
const MAX_FINGERPRINTS = 200;

/** The signed receipt, and the file that its member gets, which alone says whom it is about. */
export async function receiptOf(
	{ settings, snapshot, now, at }: Pick<JobContext, "settings" | "snapshot" | "now" | "at">,
	{ row, payload }: Erasing,
	{ counts, verified, recipients, held, head }: Found,
): Promise<{ receipt: Receipt; file: ReceiptFile }> {
	const rows = counts.map(({ table_name: table, erased }) => ({ table, rows: Number(erased) }));
	const writer = snapshot().findBrand(payload.brand);
	const receipt = receiptSchema.parse({
		version: 1,
		realm: row.realm_id,
		erasure: row.id,
		request: row.request_id,
		erasedAt: row.begun_at,
		copiesGoneBy: copiesGoneBy(row.executed_at ?? row.begun_at),
		statement: writer === undefined ? [] : [{ brand: writer.id, number: currentEdition(writer, now).statement.number }],
		erased: rows.filter(({ table }) => table !== KEY_TABLE),
		keys: rows.find(({ table }) => table === KEY_TABLE)?.rows ?? 0,
		objects: payload.objects.length,
		keyFingerprints: payload.fingerprints.slice(0, MAX_FINGERPRINTS),
		retained: verified.retained.map(({ table, ...kept }) => ({ what: table, ...kept })),
		holds: held.map(({ id, ground, until }) => ({ id, reasonCode: ground, basis: HOLD_BASIS, until })),
		recipients: recipients.map(({ name, outcome }) => ({ name, outcome })),
		verified: { at: row.verified_at ?? at, checks: verified.looks, left: 0 },
		log: head ?? { number: 0, hash: "" },
		commitment: row.commitment,
	} satisfies Record<keyof Receipt, unknown>);
	const jws = await signProof(settings, PROOF_TYPES.receipt, receipt);
	return { receipt, file: { receipt: jws, salt: payload.salt, subject: row.subject_id } };
}

const HOLD_BASIS = "GDPR Art. 17(3)";
