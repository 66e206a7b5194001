import { randomToken } from "../../crypto/random.ts";
import { DatabaseUnavailable } from "../../db/database.ts";
import { deliverableAfter } from "../incoming/deliverable.ts";
import { isOptional, mailClassOf, PURPOSE_OF_MAIL, WANTED_BY_DEFAULT, WEEKLY_LIMIT } from "../mail-class.ts";
import { deliver } from "./deliver.ts";
import { makeRoom } from "./digest.ts";
import { membersOf, returnedOf } from "./queries-deliverable.ts";
import {
	choicesOf,
	leaseDue,
	leasedRows,
	limitsOf,
	type Outcome,
	restrictionsOf,
	settle,
	stopsOf,
} from "./queries-drain.ts";
import type { DrainContext, DrainReport, LeasedMail, Run } from "./run.ts";
import { LEASE_MS, MAX_ATTEMPTS, retryDelay, UNOPENED_PAUSE_MS } from "./schedule.ts";
import { MailServerUnavailable } from "./transport.ts";

/** Rows that a run takes at a time: the urgent first, but never only those. */
const URGENT_ROWS = 20;
const OTHER_ROWS = 10;
/** Mails of one run: the runtime allows a thousand requests to other servers for each of its own. */
const MAX_MAILS = 200;

/**
 * Sends what is due, over one connection, until nothing is left or `until` (epoch milliseconds) has come. A row is
 * leased before it is touched, so that runs at the same time share the work; a run that dies leaves its rows to the
 * next. A mail may arrive twice, with one Message-ID, and none is lost (DECISIONS 17; threats T36 to T38).
 *
 * @throws DatabaseUnavailable when the database does not answer: everything stays as it was
 */
export async function drainOutbox(sources: DrainContext, until: number): Promise<DrainReport> {
	const report: DrainReport = { sent: 0, retried: 0, failed: 0, dropped: 0, held: 0, gathered: 0 };
	const run: Run = {
		sources,
		report,
		lease: randomToken(12),
		until,
		connection: undefined,
		down: undefined,
		gathered: new Set(),
		signers: new Map(),
	};
	try {
		for (let taken = 0; taken < MAX_MAILS && sources.now() < until && run.down === undefined; ) {
			const mails = await takeDue(run);
			if (mails.length === 0) break;
			taken += mails.length;
			for (const mail of mails) await handle(run, mail);
		}
	} finally {
		run.connection?.close();
	}
	return report;
}

async function takeDue({ sources, lease }: Run): Promise<LeasedMail[]> {
	const now = sources.now();
	const [at, until] = [new Date(now).toISOString(), new Date(now + LEASE_MS).toISOString()];
	const [, , , rows, choices, limits, stops, restrictions, returned, members] = await sources.database.write(
		leaseDue({ state: "queued", urgent: 1, most: URGENT_ROWS }, lease, at, until),
		leaseDue({ state: "held", urgent: 0, most: OTHER_ROWS }, lease, at, until),
		leaseDue({ state: "queued", urgent: 0, most: OTHER_ROWS }, lease, at, until),
		leasedRows(lease),
		choicesOf(lease),
		limitsOf(lease),
		stopsOf(lease),
		restrictionsOf(lease),
		returnedOf(lease),
		membersOf(lease),
	);
	return rows.map((row): LeasedMail => {
		const wanted = choices.find(({ id }) => id === row.id)?.wanted;
		const all = stops.find(({ id }) => id === row.id);
		return {
			...row,
			class: mailClassOf(row.class),
			wanted: wanted === undefined ? undefined : wanted === 1,
			stopped: all?.stopped === 1,
			restricted: new Set(
				restrictions.flatMap(({ id, brand_id, purpose }) =>
					id === row.id && (brand_id === "" || brand_id === row.brand_id) ? [purpose] : [],
				),
			),
			neutral: all?.neutral_sender === 1,
			limits: {
				ofAll: all?.most_per_week ?? WEEKLY_LIMIT.default,
				ofClass: limits.find(({ id }) => id === row.id)?.most_per_week,
			},
			deliverable: members.some(({ id }) => id === row.id)
				? deliverableAfter(
						returned.filter(({ id }) => id === row.id),
						now,
					)
				: undefined,
		};
	});
}

/** Decides on one mail at the last moment: choices count until it is sent, for every cause of a mail (P35, P36). */
async function handle(run: Run, mail: LeasedMail): Promise<void> {
	const { sources } = run;
	if (run.gathered.has(mail.id)) return;
	// A row that ended every isolate that took it never came to be retried.
	if (mail.attempts > MAX_ATTEMPTS) return fail(run, mail, "gave_up");
	if (run.down !== undefined) return retry(run, mail, run.down);
	if (sources.now() >= run.until) return end(run, mail, { due_at: iso(sources.now()), attempts: mail.attempts - 1 });
	try {
		if (isOptional(mail.class)) {
			if (mail.restricted.has("") || mail.restricted.has(PURPOSE_OF_MAIL[mail.class]))
				return await drop(run, mail, "restricted");
			if (mail.deliverable === "needed" || mail.deliverable === "entry") return await drop(run, mail, "returned");
			if (mail.stopped || !(mail.wanted ?? WANTED_BY_DEFAULT[mail.class])) return await drop(run, mail, "unwanted");
			const room = await makeRoom(run, mail, mail.limits);
			if (room !== "room") return;
		}
		const delivery = await deliver(run, mail);
		if (delivery.result === "sent") {
			const at = sources.now();
			run.report.sent += 1;
			await end(run, mail, {
				state: "sent",
				sent_at: iso(at),
				settled_at: iso(at),
				last_error_code: null,
			});
		} else if (delivery.result === "erased" || delivery.result === "returned") await drop(run, mail, delivery.result);
		else if (delivery.result === "unopened") await wait(run, mail);
		else if (delivery.result === "temporary") await retry(run, mail, delivery.code);
		else await fail(run, mail, delivery.code);
	} catch (error) {
		if (error instanceof DatabaseUnavailable) throw error;
		// One mail that cannot be made must not hold up those behind it.
		if (!(error instanceof MailServerUnavailable)) return retry(run, mail, "internal");
		run.down = error.code;
		await retry(run, mail, error.code);
	}
}

/** The place in the week stays taken: a connection that breaks off may have delivered all the same. */
async function retry(run: Run, mail: LeasedMail, code: string): Promise<void> {
	if (mail.attempts >= MAX_ATTEMPTS) return fail(run, mail, code);
	const { now, random } = run.sources;
	run.report.retried += 1;
	await end(run, mail, { due_at: iso(now() + retryDelay(mail.attempts, random())), last_error_code: code });
}

/** Without using up an attempt, or a place in the week: not the mail is at fault. */
async function wait(run: Run, mail: LeasedMail): Promise<void> {
	run.report.retried += 1;
	const due_at = iso(run.sources.now() + UNOPENED_PAUSE_MS);
	const attempts = Math.max(mail.attempts - 1, 0);
	await end(run, mail, { slot_at: null, due_at, attempts, last_error_code: "key_unopened" });
}

async function fail(run: Run, mail: LeasedMail, code: string): Promise<void> {
	run.report.failed += 1;
	await finish(run, mail, "failed", code);
}

async function drop(run: Run, mail: LeasedMail, code: string): Promise<void> {
	run.report.dropped += 1;
	await finish(run, mail, "dropped", code);
}

/** The mail is never sent, and gives its place in the week back. */
async function finish(run: Run, mail: LeasedMail, state: "failed" | "dropped", code: string): Promise<void> {
	const at = run.sources.now();
	const ended = { slot_at: null, settled_at: iso(at) };
	await end(run, mail, { state, ...ended, last_error_code: code });
}

async function end({ sources, lease }: Run, { id }: LeasedMail, outcome: Outcome): Promise<void> {
	await sources.database.write(settle(id, lease, outcome));
}

const iso = (time: number) => new Date(time).toISOString();
