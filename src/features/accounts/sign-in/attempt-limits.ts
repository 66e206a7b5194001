import type { RequestContext } from "#foundation/context.ts";
import { toBase64Url } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { MINUTE } from "#foundation/time.ts";
import { enforceRateLimit } from "./rate-limit.ts";

/**
 * How often something may be tried (T26). Counted per account and address together, per address, per network around
 * it, per brand and in all of a realm; subjects are keyed hashes under the key of the day, so that no count says who or
 * where once the day is over. An account alone is counted only for what comes after its password, and what strangers
 * use up there, or of a brand, is not what a browser has that signed in to the account before: nobody can shut another
 * out of theirs.
 */
export type LimitedAction =
	| "sign_in"
	| "proof"
	| "staff"
	| "join"
	| "reset"
	| "code"
	| "email_change"
	| "copy"
	| "ticket";

/** Milliseconds. */
const WINDOW_MS = 15 * MINUTE;

type Limit = { kind: string; subject: Uint8Array; most: number };
/** `address`: a keyed hash of where the try comes from; undefined where nothing tells. */
export type AttemptLimits = { limits: Limit[]; windowStart: string; address: Uint8Array | undefined };

/**
 * How much more than one address the networks around it have: `near` is the /56 of an IPv6 address, which a household
 * may have; `wide` its /48, which anyone may have for nothing, or the /24 of an IPv4 address, where many people are.
 */
const NETWORK = { near: 2, wide: 4 } as const;
const WIDE_IPV4 = 10;

/** Tries in one window of a quarter of an hour. */
const MAX_ATTEMPTS: Record<
	LimitedAction,
	{ account?: number; pair: number; address: number; brand: number; all: number }
> = {
	sign_in: { pair: 10, address: 100, brand: 20_000, all: 100_000 },
	proof: { pair: 10, address: 100, brand: 20_000, all: 100_000 },
	staff: { pair: 10, address: 100, brand: 20_000, all: 100_000 },
	join: { pair: 10, address: 20, brand: 5_000, all: 20_000 },
	reset: { pair: 3, address: 20, brand: 5_000, all: 20_000 },
	code: { account: 5, pair: 5, address: 50, brand: 20_000, all: 100_000 },
	email_change: { account: 3, pair: 3, address: 20, brand: 5_000, all: 20_000 },
	copy: { pair: 3, address: 20, brand: 5_000, all: 20_000 },
	ticket: { account: 6, pair: 4, address: 10, brand: 2_000, all: 10_000 },
};

/**
 * The counts that this attempt falls under.
 * @param account identifies the account, always in the same form for one caller
 * @param isKnown this browser signed in to that account before; say so only where that is known before the try
 * @throws AppError too_many when a flood is under way, before anything is asked of the database
 */
export async function attemptLimitsOf(
	context: RequestContext,
	action: LimitedAction,
	account: string,
	isKnown = false,
): Promise<AttemptLimits> {
	const attempts = await countsOf(context, action, account, isKnown);
	await enforceRateLimit(context, action, attempts.address && toBase64Url(attempts.address));
	return attempts;
}

/** The same for a try that was taken already: it is no second one. */
export async function countsOf(
	context: RequestContext,
	action: LimitedAction,
	account: string,
	isKnown = false,
): Promise<AttemptLimits> {
	const { realm, edition } = context;
	const windowStart = new Date(Math.floor(context.now / WINDOW_MS) * WINDOW_MS).toISOString();
	const ring = await context.keys();
	const keyedHash = (text: string) => ring.keyedHash(realm.id, windowStart.slice(0, 10), `${action} ${text}`);
	const from = addressOf(context.browser.address);
	const address = await keyedHash(from);
	const most = MAX_ATTEMPTS[action];
	const networks = await Promise.all(
		networksOf(from).map(async ({ kind, network, times }) => ({
			kind: `${action}_${kind}`,
			subject: await keyedHash(network),
			most: most.address * times,
		})),
	);
	const own = `account ${account}${isKnown ? " known" : ""}`;
	const limits: Limit[] = [
		...(most.account === undefined
			? []
			: [{ kind: `${action}_account`, subject: await keyedHash(own), most: most.account }]),
		{ kind: `${action}_pair`, subject: await keyedHash(`${account} ${from}`), most: most.pair },
		{ kind: `${action}_address`, subject: address, most: most.address },
		...networks,
		{ kind: `${action}_brand`, subject: await keyedHash(`brand ${edition.brand.id}`), most: most.brand },
		{ kind: `${action}_all`, subject: await keyedHash("all"), most: most.all },
	];
	return { limits, windowStart, address: from === "" ? undefined : address };
}

/**
 * Counts a try before it is made, so that many at once do not pass under the limit: for the caller's first batch;
 * `isExceeded` reads what comes back.
 */
export const countAttempt = ({ limits, windowStart }: AttemptLimits) =>
	build
		.insertInto("abuse_count")
		.values(limits.map(({ kind, subject }) => ({ kind, subject_index: subject, window_start: windowStart, count: 1 })))
		.onConflict((conflict) =>
			conflict
				.columns(["kind", "subject_index", "window_start"])
				.doUpdateSet((eb) => ({ count: eb("abuse_count.count", "+", 1) })),
		)
		.returning(["kind", "count"]);

/**
 * Whether a try that was counted was one too many.
 * @param isKnown for a browser that signed in to the account before, what all others do does not count
 */
export function isExceeded(
	{ limits }: AttemptLimits,
	counts: readonly { kind: string; count: number }[],
	isKnown = false,
): boolean {
	return limits
		.filter(({ kind }) => !isKnown || !/_(near|wide|brand|all)$/.test(kind))
		.some(({ kind, most }) => counts.some((one) => one.kind === kind && one.count > most));
}

/** A try that succeeded was none. */
export const refundAttempt = ({ limits, windowStart }: AttemptLimits) =>
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

/** An IPv4 address, or the /64 of an IPv6 one, which is what one connection has. The host alone says it, never the client. */
export function addressOf(client: string | undefined): string {
	if (client === undefined || !client.includes(":")) return client ?? "";
	const [head = "", tail] = client.toLowerCase().split("::");
	const front = head.split(":").filter(Boolean);
	const back = tail === undefined ? [] : tail.split(":").filter(Boolean);
	const groups = [...front, ...Array(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back];
	return groups.slice(0, 4).join(":");
}

/** The networks around an address as `addressOf` gives it, and how many times as much as it they may try. */
export function networksOf(address: string): { kind: keyof typeof NETWORK; network: string; times: number }[] {
	if (!address.includes(":")) {
		const network = address.split(".").slice(0, 3).join(".");
		return network === "" ? [] : [{ kind: "wide", network: `${network}.0/24`, times: WIDE_IPV4 }];
	}
	const groups = address.split(":").map((group) => Number.parseInt(group, 16));
	const site = groups
		.slice(0, 3)
		.map((group) => group.toString(16))
		.join(":");
	const household = ((groups[3] ?? 0) >> 8).toString(16);
	return [
		{ kind: "near", network: `${site}:${household}/56`, times: NETWORK.near },
		{ kind: "wide", network: `${site}/48`, times: NETWORK.wide },
	];
}
