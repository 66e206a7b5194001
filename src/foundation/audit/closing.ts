import type { JobContext } from "../context.ts";
import { retryOnConflict } from "../db/conflict.ts";
import type { Database } from "../db/database.ts";
import { calendarDay } from "../i18n/date.ts";
import { startOfNextDay } from "../i18n/duration.ts";
import type { RealmId } from "../ids.ts";
import { kidOfProof, noteProofKey, signingKey } from "../proof/signing-key.ts";
import { DAY, MINUTE } from "../time.ts";
import { type AuditEvent, auditHead, entriesAfter } from "./audit.ts";
import { type Chain, chainName, hashOfHeads, headsKey, leafOf } from "./chain-heads.ts";
import { signHead } from "./log-head.ts";
import { addEntry } from "./queries.ts";
import {
	addChainHead,
	addDay,
	type ChainHead,
	entriesIn,
	grownAccesses,
	grownConsents,
	lastDays,
	type Span,
} from "./queries-day.ts";

/** A request that began before midnight has written by then. Milliseconds. */
const GRACE_MS = 5 * MINUTE;
/** Days that one run closes in a realm: after a long standstill the next runs go on, and hold up no other job. */
const MAX_DAYS = 7;
/** Chains of one batch. */
const PAGE_SIZE = 200;

export type Closing = {
	context: JobContext;
	database: Database;
	realm: RealmId;
	/** Every brand that the realm ever had. */
	brands: readonly string[];
	/** Epoch milliseconds of the clock that runs on: no day is begun after it. */
	until: number;
};

/** Closes every day that has ended since the last one; of a new realm, yesterday alone. */
export async function closeDays(closing: Closing): Promise<void> {
	const { context, database, realm, until } = closing;
	const [[last]] = await database.read(lastDays(realm, 1));
	const open = calendarDay(new Date(context.now - GRACE_MS).toISOString());
	let day = last ? nextDay(last.day) : dayBefore(open);
	for (let closed = 0; day < open && closed < MAX_DAYS && context.clock() < until; closed++) {
		await writeHeads(closing, day);
		await retryOnConflict(() => closeDay(closing, day));
		day = nextDay(day);
	}
}

/** Noon is the same day in every zone. */
const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);
const nextDay = (day: string) => new Date(noonOf(day).getTime() + DAY).toISOString().slice(0, 10);
const dayBefore = (day: string) => new Date(noonOf(day).getTime() - DAY).toISOString().slice(0, 10);

/** From midnight to midnight, in Amsterdam: 23, 24 or 25 hours. */
export const spanOf = (day: string): Span => ({
	from: startOfNextDay(noonOf(dayBefore(day))).toISOString(),
	to: startOfNextDay(noonOf(day)).toISOString(),
});

/** Writes the heads of the chains that grew on a day. Written again from the start, they are the same. */
async function writeHeads({ context, database, realm, brands }: Closing, day: string): Promise<void> {
	const span = spanOf(day);
	const key = await headsKey(context.settings.keyRoot, realm);
	const write = async (rows: readonly Grown[], chainOf: (member: string) => Chain) => {
		const heads = rows.map(async ({ member_id, hash }): Promise<ChainHead> => {
			const chain = chainOf(member_id);
			const names = { leaf: await leafOf(key, day, chain, hash), chain: await chainName(key, chain) };
			return { realm_id: realm, day, kind: chain.kind, ...names };
		});
		if (heads.length > 0) await database.write(...(await Promise.all(heads)).map(addChainHead));
	};
	await inPages(async (after) => {
		const [rows] = await database.read(grownAccesses(realm, span, after, PAGE_SIZE));
		await write(rows, (member) => ({ kind: "staff_access", member }));
		return rows;
	});
	for (const brand of brands)
		await inPages(async (after) => {
			const [rows] = await database.read(grownConsents(brand, span, after, PAGE_SIZE));
			await write(rows, (member) => ({ kind: "consent", member, brand }));
			return rows;
		});
}

type Grown = { member_id: string; hash: string };

async function inPages(pageAfter: (member: string) => Promise<readonly Grown[]>): Promise<void> {
	for (let after = ""; ; ) {
		const rows = await pageAfter(after);
		after = rows.at(-1)?.member_id ?? after;
		if (rows.length < PAGE_SIZE) return;
	}
}

/** The entry that closes the day, and its signed head, in one batch. Of two runs one comes second and does nothing. */
async function closeDay({ context, database, realm }: Closing, day: string): Promise<void> {
	const { at } = context.step();
	const { settings } = context;
	const heads = await hashOfHeads(database, realm, day);
	const [[head], [last], [counted]] = await database.read(
		auditHead(realm),
		lastDays(realm, 1),
		entriesIn(realm, spanOf(day)),
	);
	if (last !== undefined && last.day >= day) return;
	const { kid } = await signingKey(settings.receiptKey);
	const isNewKey = last !== undefined && kidOfProof(last.jws) !== kid;
	const closed: AuditEvent = {
		...{ action: "day_closed", actor: "system", commitment: heads.hash },
		counts: { entries: counted?.entries ?? 0, accesses: heads.accesses, consents: heads.consents },
	};
	const events: AuditEvent[] = [...(isNewKey ? [{ action: "key_changed", actor: "system" } as const] : []), closed];
	const entries = await entriesAfter({ realm, at }, head, events);
	const { number = 0, hash = "" } = entries.at(-1) ?? {};
	const jws = await signHead(settings, {
		...{ version: 1, realm, day, number, hash, ledgers: heads.hash, closedAt: at },
	});
	const chains = heads.accesses + heads.consents;
	await database.write(
		await noteProofKey(settings, at),
		...entries.map(addEntry),
		addDay({ realm_id: realm, day, number, hash, chains, ledgers_hash: heads.hash, jws, put_at: null }),
	);
}
