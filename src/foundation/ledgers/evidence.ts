import type { Compilable, Insertable } from "kysely";
import { z } from "zod";
import { sha256Hex } from "../brand/snapshot.ts";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import type { KeyRing } from "../crypto/keys.ts";
import { addUnitKey } from "../crypto/queries.ts";
import { toBase64Url } from "../crypto/random.ts";
import { open, seal } from "../crypto/sealed.ts";
import { build, type RowsOf } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { calendarDay } from "../i18n/date.ts";
import type { BrandId, RealmId } from "../ids.ts";
import { type ConsentAnswer, inOrderOrByTime, isEmptied, rowsAfter, withdrawals } from "./consent.ts";
import { type evidenceOf, type evidenceReads, removeAgreements, requireAllRead } from "./queries-evidence.ts";

/**
 * Evidence of what was agreed to, once a membership has ended (DECISIONS 95; GDPR Art. 7(1), 17(3)(e)). A row holds what
 * ended on one day, sealed under a key of its own; in the plain stand a keyed hash of the member and the day. Rows of
 * one membership are a chain over the sealed bytes, ordered by their end, so that terms take them from its front.
 */

/** The unit of a row's key; its owner is the row. */
export const EVIDENCE_UNIT = "evidence";

const answerSchema = z.object({
	...{ id: z.string(), purpose: z.string(), recipient: z.string(), kind: z.string(), text_hash: z.string() },
	...{ method: z.string(), happened_at: z.string(), ended_at: z.string(), previous_hash: z.string(), hash: z.string() },
});
const acceptedSchema = z.object({
	...{ id: z.string(), document: z.string(), number: z.number(), locale: z.string(), hash: z.string() },
	...{ kind: z.string(), happened_at: z.string() },
});
/** `ends`: the days of all rows of the chain, in order. `position`: of this row among them. */
const chained = { member: z.string(), brand: z.string(), position: z.number(), ends: z.array(z.string()) };
const consentPayload = z.object({ ...chained, previous: z.string(), entries: z.array(answerSchema) });
const acceptancePayload = z.object({ ...chained, previous: z.string(), entries: z.array(acceptedSchema) });

export type ConsentEvidence = z.infer<typeof consentPayload>;
export type AcceptanceEvidence = z.infer<typeof acceptancePayload>;

const KINDS = {
	consents: { table: "consent_evidence", column: "answers_sealed", payload: consentPayload },
	acceptances: { table: "acceptance_evidence", column: "acceptances_sealed", payload: acceptancePayload },
} as const;
type Kind = keyof typeof KINDS;

/** Whom a sealed row is about: what its keyed hash is made of. */
export function subjectOfEvidence(json: string): string {
	return z.object({ member: z.string() }).parse(JSON.parse(json)).member;
}

/** What finds a member's evidence. */
export const evidenceIndexes = (ring: KeyRing, realm: RealmId, member: string) =>
	ring.indexes("evidence_subject", realm, member);

/** The membership whose rows become evidence. */
export type EndedMembership = {
	realm: RealmId;
	member: string;
	brands: readonly BrandId[];
	/** When it ended, ISO 8601. */
	at: string;
	/** What else the withdrawals on a brand make the batch write. */
	following?: (brand: BrandId, withdrawn: readonly ConsentAnswer[]) => Promise<Compilable[]>;
};

/**
 * The queries that carry over what a member agreed to on these brands: everything that still stands is withdrawn, all of
 * it is sealed, and the plain rows go. For the batch in which memberships end. Without rows, they do nothing; carried
 * over twice from the same rows, they break a constraint.
 * @param rows what `evidenceReads` gave for these brands
 */
export async function evidenceQueries(
	ring: KeyRing,
	ended: EndedMembership,
	[events, acceptances]: RowsOf<ReturnType<typeof evidenceReads>>,
): Promise<Compilable[]> {
	const queries = ended.brands.map(async (brand) => {
		// A chain that is broken ends a membership like any other: each answer is sealed with its links, which show the break.
		const own = inOrderOrByTime(events.filter(({ brand_id }) => brand_id === brand));
		const accepted = acceptances.filter(({ brand_id }) => brand_id === brand);
		const place = { ...ended, brand, anchor: [...own, ...accepted].map(({ id }) => id).sort() };
		const consent = { brand, member: ended.member, method: "settings" as const, at: ended.at };
		const ending = withdrawals(own, Date.parse(ended.at));
		const withdrawn = await rowsAfter(own.at(-1), consent, ending);
		const answers = [...own.filter((event) => !isEmptied(event)), ...withdrawn].map(
			({ id, purpose, recipient, kind, text_hash, method, happened_at, ended_at, previous_hash, hash }) => ({
				...{ id, purpose, recipient, kind, text_hash, method, happened_at },
				...{ ended_at: ended_at ?? ended.at, previous_hash, hash },
			}),
		);
		const shown = accepted.map(({ brand_id: _, ...entry }) => ({ ...entry, ended_at: ended.at }));
		return [
			requireAllRead(place, { events: own.length, acceptances: accepted.length }),
			...removeAgreements(brand, ended.member),
			...(await sealedRows(ring, "consents", place, answers)),
			...(await sealedRows(ring, "acceptances", place, shown)),
			...((await ended.following?.(brand, ending)) ?? []),
		];
	});
	return (await Promise.all(queries)).flat();
}

type Place = Omit<EndedMembership, "brands" | "following"> & { brand: BrandId; anchor: readonly string[] };

/** The rows of one chain, each with its key. */
async function sealedRows(
	ring: KeyRing,
	kind: Kind,
	place: Place,
	entries: readonly { ended_at: string }[],
): Promise<Compilable[]> {
	const { realm, member, brand } = place;
	const ends = [...new Set(entries.map(({ ended_at }) => evidenceDay(ended_at)))].sort();
	const subject_index = await ring.index("evidence_subject", realm, member);
	const queries: Compilable[] = [];
	let previous = "";
	for (const [position, end] of ends.entries()) {
		const id = await idOf(kind, place, end);
		// A moment would tell which row of another table was written with this one.
		const madeAt = Date.parse(evidenceDay(place.at));
		const { unit, row: key } = await ring.newUnit({ realm, owner: id, unit: EVIDENCE_UNIT, madeAt });
		const own = entries.filter(({ ended_at }) => evidenceDay(ended_at) === end);
		const payload = JSON.stringify({ member, brand, position, ends, previous, entries: own });
		const sealed = await seal(unit, locationOf(kind, id), payload);
		const row = { realm_id: realm, id, ended_at: end, previous_hash: previous };
		const hash = await hashOf({ ...row, sealed });
		const plain = { ...row, subject_index, hash, key_version: ring.version };
		queries.push(addUnitKey(key), addRow(kind, plain, sealed));
		previous = hash;
	}
	return queries;
}

type PlainColumns = Omit<Insertable<Tables["consent_evidence"]>, "answers_sealed">;

const addRow = (kind: Kind, plain: PlainColumns, sealed: Uint8Array): Compilable =>
	kind === "consents"
		? build.insertInto("consent_evidence").values({ ...plain, answers_sealed: sealed })
		: build.insertInto("acceptance_evidence").values({ ...plain, acceptances_sealed: sealed });

const locationOf = (kind: Kind, row: string) => ({ table: KINDS[kind].table, column: KINDS[kind].column, row });

/** The day of a moment by the calendar that terms count in, which is all that evidence says of when. */
export const evidenceDay = (moment: string) => `${calendarDay(moment)}T00:00:00.000Z`;

/**
 * The same whenever the same rows are carried over, as on a copy of the database that was put back. What it is made of
 * goes with the plain rows, so that nothing in the database leads to it.
 */
async function idOf(kind: Kind, { realm, anchor }: Place, end: string): Promise<string> {
	const text = JSON.stringify(["evidence", realm, kind, anchor, end]);
	return (await sha256Hex(new TextEncoder().encode(text))).slice(0, 32);
}

/** Hex of sha256 over the sealed bytes and their place: it can be checked without a key. */
function hashOf(row: { realm_id: string; id: string; sealed: Uint8Array; ended_at: string; previous_hash: string }) {
	const parts = [row.realm_id, row.id, toBase64Url(row.sealed), row.ended_at, row.previous_hash];
	return sha256Hex(new TextEncoder().encode(JSON.stringify(parts)));
}

type SealedRow = RowsOf<ReturnType<typeof evidenceOf>>[0][number];

/** `isComplete`: no row was altered, and none is missing whose term has not ended. */
export type OpenedEvidence = {
	consents: ConsentEvidence[];
	acceptances: AcceptanceEvidence[];
	isComplete: boolean;
};

/**
 * Opens a member's evidence.
 * @param isPast whether the term of what ended on that day (ISO 8601) has ended, by kind
 * @throws SealBroken, KeyUnavailable
 */
export async function openEvidence(
	ring: KeyRing,
	rows: { consents: readonly SealedRow[]; acceptances: readonly SealedRow[]; keys: readonly UnitKeyRow[] },
	isPast: Record<Kind, (day: string) => boolean>,
): Promise<OpenedEvidence> {
	const openKind = async <Of extends Kind>(kind: Of) => {
		const byEnd = [...rows[kind]].sort((one, other) => one.ended_at.localeCompare(other.ended_at));
		const opened = await Promise.all(byEnd.map((row) => openRow(ring, kind, row, rows.keys)));
		const known = opened.flatMap((one) => one ?? []);
		const isComplete = known.length === opened.length && isChain(known, isPast[kind]);
		return { isComplete, payloads: known.map(({ payload }) => payload as z.infer<(typeof KINDS)[Of]["payload"]>) };
	};
	const [consents, acceptances] = [await openKind("consents"), await openKind("acceptances")];
	return {
		consents: consents.payloads,
		acceptances: acceptances.payloads,
		isComplete: consents.isComplete && acceptances.isComplete,
	};
}

type OpenedRow = { row: SealedRow; payload: ConsentEvidence | AcceptanceEvidence };

/** Undefined for a row without a key, or one whose plain columns are not those that it was sealed with. */
async function openRow(ring: KeyRing, kind: Kind, row: SealedRow, keys: readonly UnitKeyRow[]) {
	const key = keys.find(({ owner_id }) => owner_id === row.id);
	if (key === undefined) return undefined;
	const text = await open(await ring.openUnit(key), locationOf(kind, row.id), row.sealed);
	const payload = KINDS[kind].payload.parse(JSON.parse(text));
	const isAsSealed =
		row.hash === (await hashOf(row)) &&
		payload.previous === row.previous_hash &&
		payload.ends[payload.position] === row.ended_at;
	return isAsSealed ? { row, payload } : undefined;
}

/** Each row names the days of its whole chain, and seals the hash of the row before it. */
function isChain(rows: readonly OpenedRow[], isPast: (day: string) => boolean): boolean {
	return rows.every(({ row, payload }) => {
		const { position, ends } = payload;
		const before = rows.some((other) => other.row.hash === row.previous_hash);
		const after = rows.some((other) => other.row.previous_hash === row.hash);
		const [earlier, later] = [ends[position - 1], ends[position + 1]];
		return (earlier === undefined || before || isPast(earlier)) && (later === undefined || after || isPast(later));
	});
}
