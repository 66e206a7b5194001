import type { Compilable } from "kysely";
import type { AppContext } from "../brand/resolve.ts";
import { build } from "../db/database.ts";

/**
 * How often something may be tried (T26). Counted per account and address together, per address, per brand and in
 * all; subjects are keyed imprints that hold the day, so that no count says who or where. An account alone is counted
 * only for what comes after its password: nobody can shut another out of theirs.
 */
export type ThrottledAction = "sign_in" | "join" | "reset" | "code" | "email_change";

/** Milliseconds. */
const WINDOW = 15 * 60 * 1000;

type Limit = { kind: string; subject: Uint8Array; most: number };
export type Throttle = {
	limits: Limit[];
	windowStart: string;
	query: Compilable<{ kind: string; subject_index: Uint8Array; count: number }>;
};

/** Tries in one window of a quarter of an hour. */
const MOST: Record<ThrottledAction, { account?: number; pair: number; address: number; brand: number; all: number }> = {
	sign_in: { pair: 10, address: 100, brand: 20_000, all: 100_000 },
	join: { pair: 10, address: 20, brand: 5_000, all: 20_000 },
	reset: { pair: 3, address: 20, brand: 5_000, all: 20_000 },
	code: { account: 5, pair: 5, address: 50, brand: 20_000, all: 100_000 },
	email_change: { account: 3, pair: 3, address: 20, brand: 5_000, all: 20_000 },
};

/** The counts that this try falls under, as a query for the caller's own batch. */
export async function throttleReads(c: AppContext, action: ThrottledAction, account: string): Promise<Throttle> {
	const { realm, edition, sources } = c.var;
	const now = sources.now();
	const windowStart = new Date(Math.floor(now / WINDOW) * WINDOW).toISOString();
	const ring = await c.var.keys();
	const imprint = (text: string) => ring.index("address", realm.id, `${windowStart.slice(0, 10)} ${action} ${text}`);
	const from = addressOf(c.req.header("CF-Connecting-IP"));
	const most = MOST[action];
	const limits: Limit[] = [
		...(most.account === undefined
			? []
			: [{ kind: `${action}_account`, subject: await imprint(`account ${account}`), most: most.account }]),
		{ kind: `${action}_pair`, subject: await imprint(`${account} ${from}`), most: most.pair },
		{ kind: `${action}_address`, subject: await imprint(from), most: most.address },
		{ kind: `${action}_brand`, subject: await imprint(`brand ${edition.brand.id}`), most: most.brand },
		{ kind: `${action}_all`, subject: await imprint("all"), most: most.all },
	];
	const query = build
		.selectFrom("abuse_count")
		.select(["kind", "subject_index", "count"])
		.where(
			"kind",
			"in",
			limits.map(({ kind }) => kind),
		)
		.where(
			"subject_index",
			"in",
			limits.map(({ subject }) => subject),
		)
		.where("window_start", "=", windowStart);
	return { limits, windowStart, query };
}

export function isThrottled({ limits }: Throttle, counts: readonly { kind: string; count: number }[]): boolean {
	return limits.some(({ kind, most }) => counts.some((one) => one.kind === kind && one.count >= most));
}

/**
 * Counts a try before it is made, so that many at once do not pass under the limit: for the caller's first batch;
 * `isOver` reads what comes back.
 */
export const takeTry = ({ limits, windowStart }: Throttle) =>
	build
		.insertInto("abuse_count")
		.values(limits.map(({ kind, subject }) => ({ kind, subject_index: subject, window_start: windowStart, count: 1 })))
		.onConflict((conflict) =>
			conflict
				.columns(["kind", "subject_index", "window_start"])
				.doUpdateSet((eb) => ({ count: eb("abuse_count.count", "+", 1) })),
		)
		.returning(["kind", "count"]);

export function isOver({ limits }: Throttle, counts: readonly { kind: string; count: number }[]): boolean {
	return limits.some(({ kind, most }) => counts.some((one) => one.kind === kind && one.count > most));
}

/** A try that succeeded was none. */
export const giveBackTry = ({ limits, windowStart }: Throttle) =>
	build
		.updateTable("abuse_count")
		.set((eb) => ({ count: eb("count", "-", 1) }))
		.where(
			"kind",
			"in",
			limits.map(({ kind }) => kind),
		)
		.where(
			"subject_index",
			"in",
			limits.map(({ subject }) => subject),
		)
		.where("window_start", "=", windowStart);

/** One more, and what is older than a day goes. */
export function countTries({ limits, windowStart }: Throttle): Compilable[] {
	const dayAgo = new Date(Date.parse(windowStart) - 24 * 60 * 60 * 1000).toISOString();
	return [
		...limits.map(({ kind, subject }) =>
			build
				.insertInto("abuse_count")
				.values({ kind, subject_index: subject, window_start: windowStart, count: 1 })
				.onConflict((conflict) =>
					conflict
						.columns(["kind", "subject_index", "window_start"])
						.doUpdateSet((eb) => ({ count: eb("abuse_count.count", "+", 1) })),
				),
		),
		build.deleteFrom("abuse_count").where("window_start", "<", dayAgo),
	];
}

/** An IPv4 address, or the /64 of an IPv6 one, which is what one connection has. Cloudflare alone sets the header. */
export function addressOf(header: string | undefined): string {
	if (header === undefined || !header.includes(":")) return header ?? "";
	const [head = "", tail] = header.toLowerCase().split("::");
	const front = head.split(":").filter(Boolean);
	const back = tail === undefined ? [] : tail.split(":").filter(Boolean);
	const groups = [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back];
	return groups.slice(0, 4).join(":");
}
