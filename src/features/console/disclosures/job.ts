import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import type { Context, JobContext } from "#foundation/context.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import { ConstraintViolated, type Database, type RowsOf } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { LAPSES_AFTER_MS, openLegal, shownFrom } from "#foundation/ledgers/legal-disclosure.ts";
import { notifyAfterChange } from "#foundation/mail/notify.ts";
import { LOCALES } from "#locales/locales.ts";
import { DISCLOSURE_TOLD } from "../letters.ts";
import { entryQueries } from "./entry.ts";
import { decide, legalById, legalKey, prolongedBy } from "./queries-legal.ts";
import { addresseeQueries, dueToTell, lapsing, markTold, unrecorded } from "./queries-legal-job.ts";

/** Rows of each kind in one run. */
const MAX_ROWS = 50;

/**
 * Lets proposals lapse, writes the entries of those that the operator's tool approved, and tells members what was given
 * once no order forbids it. May run twice at once: of two, one writes.
 */
export async function legalDisclosuresJob(context: JobContext): Promise<void> {
	const database = context.database("legal disclosures");
	const lapsed = new Date(context.now - LAPSES_AFTER_MS).toISOString();
	const [late, entries] = await database.read(lapsing(lapsed, MAX_ROWS), unrecorded(MAX_ROWS));
	const faults: unknown[] = [];
	const each = async <Row>(rows: readonly Row[], work: (row: Row) => Promise<void>) => {
		for (const row of rows) await work(row).catch((error: unknown) => faults.push(error));
	};
	await each(late, (row) => lapse(context, database, row));
	await each(entries, (row) => writeEntry(context, database, row));
	const [due] = await database.read(dueToTell(context.at, MAX_ROWS));
	await each(due, (row) => tell(context, database, row));
	// One that cannot be done holds up no other.
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
		const until = row.prolongs === "" ? row.silent_until : prolonged?.shown_from;
		const decision = { state: "lapsed", by: "", role: "system", at, shownFrom: shownFrom(at, until) } as const;
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
	const role = row.decided_by === "" ? row.proposed_role : (row.decided_role ?? "");
	const now = Date.parse(row.decided_at ?? row.proposed_at);
	await database.write(...(await entryQueries({ now, keys, role }, row, opened.words)));
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
