import type { Compilable } from "kysely";
import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import type { Context, JobContext } from "#foundation/context.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import { ConstraintViolated, type Database, type RowsOf } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { LAPSES_AFTER_MS, openLegal } from "#foundation/ledgers/legal-disclosure.ts";
import { notifyAfterChange } from "#foundation/mail/notify.ts";
import { LOCALES } from "#locales/locales.ts";
import { DISCLOSURE_TOLD } from "../letters.ts";
import { entryQueries } from "./entry.ts";
import { decide, legalById, legalKey, prolongedBy } from "./queries-legal.ts";
import {
	addresseeQueries,
	BEFORE_ALL,
	dueToTell,
	lapsing,
	markTold,
	type Place,
	requireShownFrom,
	unrecorded,
} from "./queries-legal-job.ts";
import { shownAfter } from "./silence.ts";

/** Rows that one trip reads. */
const MAX_ROWS = 50;
/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;

/**
 * Lets proposals lapse, writes the entries of those that the operator's tool approved, and tells members what was given
 * once no order forbids it. May run twice at once: of two, one writes.
 */
export async function legalDisclosuresJob(context: JobContext): Promise<void> {
	const database = context.database("legal disclosures");
	const lapsed = new Date(context.now - LAPSES_AFTER_MS).toISOString();
	const until = context.clock() + RUN_LIMIT_MS;
	const faults: unknown[] = [];
	/** Page by page beyond what was tried: one that cannot be done holds up no other. */
	const each = async <Row extends Place>(
		pageAfter: (place: Place) => Compilable<Row>,
		work: (row: Row) => Promise<void>,
	) => {
		let rows: readonly Row[] = [];
		for (let place = BEFORE_ALL; context.clock() < until; place = rows.at(-1) ?? place) {
			[rows] = await database.read(pageAfter(place));
			for (const row of rows) await work(row).catch((error: unknown) => faults.push(error));
			if (rows.length < MAX_ROWS) return;
		}
	};
	await each(
		(place) => lapsing(lapsed, place, MAX_ROWS),
		(row) => lapse(context, database, row),
	);
	await each(
		(place) => unrecorded(place, MAX_ROWS),
		(row) => writeEntry(context, database, row),
	);
	await each(
		(place) => dueToTell(context.at, place, MAX_ROWS),
		(row) => tell(context, database, row),
	);
	if (faults.length > 0) throw faults[0];
}

/** The same after a response, and then the mail. */
export function recordAndTellSoon(context: Context): void {
	context.defer(async (job) => {
		await legalDisclosuresJob(job);
		context.sendMail();
	});
}

type Late = RowsOf<readonly [ReturnType<typeof lapsing>]>[0][number];

async function lapse({ at }: JobContext, database: Database, { realm_id, id }: Late): Promise<void> {
	const realm = realm_id as RealmId;
	await retryOnConflict(async () => {
		const [[row], [head], [prolonged]] = await database.read(
			legalById(realm, id),
			auditHead(realm),
			prolongedBy(realm, id),
		);
		if (row?.state !== "proposed") return;
		const shown = shownAfter(at, row, "lapsed", prolonged);
		const decision = { state: "lapsed", by: "", role: "system", at, shownFrom: shown } as const;
		const event = { action: "disclosure_lapsed", actor: "system", request: id } as const;
		await database.write(decide(realm, id, decision), ...(await auditQueries({ realm, at }, head, [event])));
	});
}

type Entry = RowsOf<readonly [ReturnType<typeof unrecorded>]>[0][number];

/** At the moment of the decision, and in the role of who proposed it: the tool has none. */
async function writeEntry({ keys }: JobContext, database: Database, row: Entry): Promise<void> {
	const realm = row.realm_id as RealmId;
	const [[key]] = await database.read(legalKey(realm, row.id));
	const opened = await openLegal(await keys(), row, key);
	if (opened === undefined) throw new Error("the words of an approved disclosure do not open");
	const now = Date.parse(row.decided_at ?? row.proposed_at);
	const withheldUntil = row.silent_until === null ? null : row.shown_from;
	const approved = { now, keys, role: row.proposed_role, withheldUntil };
	try {
		await database.write(requireShownFrom(realm, row), ...(await entryQueries(approved, row, opened.words)));
	} catch (error) {
		// Another run wrote it, or another order prolonged the silence in this moment: the next run reads again.
		if (!(error instanceof ConstraintViolated)) throw error;
	}
}

type Due = RowsOf<readonly [ReturnType<typeof dueToTell>]>[0][number];

async function tell(context: JobContext, database: Database, row: Due): Promise<void> {
	const { realm_id, id, member_id: member } = row;
	const realm = realm_id as RealmId;
	const brands = context.snapshot().findRealm({ id: realm })?.brands ?? [];
	const [[account], [key], memberships] = await database.read(...addresseeQueries(realm, brands, member));
	// In a realm without brands nobody writes any more; of an account that is gone, its end marks the row.
	if (account === undefined || key === undefined || brands.length === 0) return;
	const ring = await context.keys();
	const locale = LOCALES.find((one) => one === account.language) ?? LOCALES[0];
	const letter = DISCLOSURE_TOLD.with({
		...{ at: row.decided_at ?? context.at, privacy: { at: "account", path: "/privacy" } },
		...(row.silent_until === null ? {} : { silentUntil: row.shown_from }),
	});
	const mail = await notifyAfterChange(
		{ realm: { id: realm, brands }, originBrand: undefined, locale, now: context.now, keys: context.keys },
		{ member, memberships, core: await ring.openUnit(key), emailSealed: account.email_sealed, locale },
		letter,
		`disclosure_told:${id}`,
	);
	try {
		await database.write(markTold(realm, id, context.at), ...mail);
	} catch (error) {
		// Another order prolonged the silence in this moment.
		if (!(error instanceof ConstraintViolated)) throw error;
	}
}
