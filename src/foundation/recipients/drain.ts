import type { KeyRing } from "../crypto/keys.ts";
import { randomToken } from "../crypto/random.ts";
import type { Database, RowsOf } from "../db/database.ts";
import { calendarDay } from "../i18n/date.ts";
import { LEASE_MS, MAX_ATTEMPTS, retryDelay, UNOPENED_PAUSE_MS } from "../mail/delivery/schedule.ts";
import { NOTICE_KINDS, openNotice } from "./notice.ts";
import type { Notice, Outcome, RecipientPorts } from "./port.ts";
import {
	countOutcome,
	leasedNotices,
	leaseNotices,
	type NoticeOutcome,
	noticesForPerson,
	queueForPorts,
	settleNotice,
} from "./queries.ts";

/** What a run needs of the world. Its database reads every realm. */
export type NoticeSources = {
	database: Database;
	ring: KeyRing;
	ports: RecipientPorts;
	now(): number;
	/** From 0 to below 1: spreads retries. */
	random(): number;
};

/** Notices that a run takes at a time. */
const MAX_NOTICES = 50;

type Leased = RowsOf<readonly [ReturnType<typeof leasedNotices>]>[0][number];
type Run = { sources: NoticeSources; lease: string; until: number; down: Map<string, string> };

/** By realm and recipient, how many notices a person has to tell. */
export type ForPerson = RowsOf<readonly [ReturnType<typeof noticesForPerson>]>[0];

/**
 * Tells recipients what is due, until nothing is left or `until` (epoch milliseconds) has come. A notice is leased
 * before it is sent, so that a run that dies leaves it to the next; it may arrive twice, under one id, and none is
 * lost (DECISIONS 17). Recipients do not wait for each other.
 * @returns what no program can tell
 * @throws DatabaseUnavailable when the database does not answer: everything stays as it was
 */
export async function drainNotices(sources: NoticeSources, until: number): Promise<ForPerson> {
	const run: Run = { sources, lease: randomToken(12), until, down: new Map() };
	for (;;) {
		const { notices, forPerson } = await takeDue(run);
		const byRecipient = Map.groupBy(notices, ({ realm_id, recipient }) => `${realm_id} ${recipient}`);
		await Promise.all(
			[...byRecipient.values()].map(async (own) => {
				for (const notice of own) await handle(run, notice);
			}),
		);
		if (notices.length === 0 || sources.now() >= until) return forPerson;
	}
}

async function takeDue({ sources, lease }: Run): Promise<{ notices: Leased[]; forPerson: ForPerson }> {
	const now = sources.now();
	const [at, until] = [new Date(now).toISOString(), new Date(now + LEASE_MS).toISOString()];
	const [, , notices, forPerson] = await sources.database.write(
		queueForPorts(sources.ports.all, at),
		leaseNotices(lease, at, until, MAX_NOTICES),
		leasedNotices(lease),
		noticesForPerson(),
	);
	return { notices, forPerson };
}

async function handle(run: Run, leased: Leased): Promise<void> {
	const { sources, down } = run;
	const { realm_id, recipient, attempts } = leased;
	const port = sources.ports.find(realm_id, recipient);
	if (port === undefined) return settle(run, leased, { state: "by_hand", last_error_code: "no_port" });
	// One that ended every isolate that took it never came to be tried again.
	if (attempts > MAX_ATTEMPTS) return settle(run, leased, { state: "failed", last_error_code: "gave_up" });
	const notice = await noticeOf(sources.ring, leased);
	if (notice === "unreadable") return settle(run, leased, { state: "failed", last_error_code: notice });
	if (notice === "unopened") return postpone(run, leased, { code: notice, after: UNOPENED_PAUSE_MS, counts: false });
	const where = `${realm_id} ${recipient}`;
	const known = down.get(where);
	// Known once, it is not asked again in this run (threat T42).
	if (known !== undefined) return postpone(run, leased, { code: known, counts: false });
	if (sources.now() >= run.until) return postpone(run, leased, { code: "out_of_time", after: 0, counts: false });
	const outcome = await port.notify(notice);
	if (outcome.result === "later") down.set(where, outcome.code);
	await settleBy(run, leased, outcome);
}

async function noticeOf(ring: KeyRing, leased: Leased): Promise<Notice | "unopened" | "unreadable"> {
	const { realm_id: realm, id } = leased;
	const act = NOTICE_KINDS.find((one) => one === leased.act);
	const opened = await openNotice(ring, leased);
	if (typeof opened === "string" || act === undefined) return typeof opened === "string" ? opened : "unreadable";
	return { id, realm, act, ...opened, at: leased.queued_at };
}

/** What a recipient's answer makes of a notice. */
async function settleBy(run: Run, leased: Leased, outcome: Outcome): Promise<void> {
	const at = new Date(run.sources.now()).toISOString();
	if (outcome.result === "told") return settle(run, leased, { state: "sent", told_at: at, last_error_code: null });
	const last_error_code = outcome.code;
	if (outcome.result === "gone") return settle(run, leased, { state: "refused", told_at: at, last_error_code });
	if (outcome.result === "refused") return settle(run, leased, { state: "refused", last_error_code });
	if (leased.attempts >= MAX_ATTEMPTS) return settle(run, leased, { state: "failed", last_error_code });
	return postpone(run, leased, { ...outcome, counts: true });
}

type Postponed = { code: string; after?: number; counts: boolean };

/** `counts`: whether it was an attempt at all. */
async function postpone({ sources, lease }: Run, leased: Leased, { code, after, counts }: Postponed): Promise<void> {
	const { now, random, database } = sources;
	const pause = Math.max(after ?? 0, after === undefined || counts ? retryDelay(leased.attempts, random()) : 0);
	const due_at = new Date(now() + pause).toISOString();
	const attempts = counts ? leased.attempts : Math.max(leased.attempts - 1, 0);
	await database.write(settleNotice(leased, lease, { due_at, attempts, last_error_code: code }));
}

type Settled = NoticeOutcome & { state: string };

async function settle({ sources, lease }: Run, leased: Leased, outcome: Settled): Promise<void> {
	const { realm_id, recipient, act } = leased;
	const day = calendarDay(new Date(sources.now()).toISOString());
	await sources.database.write(
		settleNotice(leased, lease, outcome),
		countOutcome({ realm_id, day, recipient, act, outcome: outcome.state }),
	);
}
