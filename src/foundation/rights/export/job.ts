import type { Compilable } from "kysely";
import type { JobContext } from "../../context.ts";
import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import { KeyUnavailable } from "../../crypto/keys.ts";
import { randomToken } from "../../crypto/random.ts";
import { open, SealBroken, seal, type UnitKey } from "../../crypto/sealed.ts";
import { sealObject } from "../../crypto/sealed-object.ts";
import type { Database } from "../../db/database.ts";
import { StandsStill, Unavailable } from "../../errors.ts";
import { wallClock } from "../../i18n/wall-clock.ts";
import { removeQueuedObjects } from "../../objects/removal-queue.ts";
import type { Register } from "../../register/declaration.ts";
import { standing } from "../erase.ts";
import { kindOf } from "../erase-subjects.ts";
import { type Person, personOf } from "../persons.ts";
import { type RealmInForce, readRealms } from "../realms.ts";
import { EXPORTS, folderOf, partLocation, partsOf } from "./archive.ts";
import { type CopiedTable, copiedTables, unitsBesideRows } from "./columns.ts";
import { type CopyWords, makePart } from "./part.ts";
import { BEGINNING, type Progress, progressSchema } from "./progress.ts";
import {
	dropExport,
	type ExportRow,
	keyOfCopy,
	knownExports,
	nextToMake,
	noteFailedStep,
	noteStep,
} from "./queries-export.ts";
import { commonKeys } from "./rows.ts";

/** Milliseconds of a run, and of a step within it. */
const RUN_LIMIT_MS = 25_000;
const STEP_LIMIT_MS = 6_000;
/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 10_000;
/** Runs in a row that fail for a reason of the program's own before a copy is given up. */
const MAX_FAILURES = 5;
/** Objects of one look at the store; a part that has stood so long without a row never gets one. */
const PAGE_SIZE = 400;
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** What a copy is made of that only features know. */
export type CopyParts = {
	register: Register;
	/** Its pages and documents, in the language of the copy. */
	wordsOf(about: CopyAbout, register: Register): CopyWords;
	/** What is written in the batch that makes it whole: the mail that says so. */
	whenReady(about: CopyAbout): Promise<readonly Compilable[]>;
};
export type CopyAbout = {
	context: JobContext;
	database: Database;
	row: ExportRow;
	realm: RealmInForce;
	person: Person;
	tables: readonly CopiedTable[];
};

/** Makes the copies that were asked for, and removes the files of those that are gone. */
export async function exportsJob(context: JobContext, parts: CopyParts): Promise<void> {
	await context.keys();
	await removeParts(context);
	await makeCopies(context, parts);
}

/**
 * Makes copies, the one that has waited longest first, a step at a time, until none is left or the time is up.
 * @throws Unavailable without database or store; StandsStill when a copy could not be made, once the others are
 */
export async function makeCopies(context: JobContext, parts: CopyParts): Promise<void> {
	const until = context.clock() + RUN_LIMIT_MS;
	const database = context.database("copies", TRIP_LIMIT_MS);
	const failed: string[] = [];
	// One whose key or file cannot be had now holds up no other.
	let away: Unavailable | undefined;
	let realms: readonly RealmInForce[] | undefined;
	const leftAlone: string[] = [];
	while (context.clock() < until) {
		const [[row]] = await database.read(nextToMake(leftAlone));
		if (row === undefined) break;
		realms ??= (await readRealms(database, context.snapshot(), context.now)).realms;
		const realm = realms.find((one) => one.realm === row.realm_id);
		const step = context.step();
		try {
			if (realm === undefined) throw new Error("a realm that was never published");
			const { register } = parts;
			const [person, tables] = [personOf(register, row.subject_kind), copiedTables(register, row.subject_kind)];
			const isOwn = await makeStep({ context: step, database, row, realm, person, tables }, parts);
			if (!isOwn) leftAlone.push(row.id);
		} catch (error) {
			leftAlone.push(row.id);
			if (error instanceof Unavailable && !isForGood(error)) {
				away = error;
				continue;
			}
			failed.push(kindOf(error));
			await database.write(noteFailedStep(row, step.at, row.failures + 1 >= MAX_FAILURES));
		}
	}
	if (away !== undefined) throw away;
	if (failed.length === 0) return;
	const standstill = `${failed.length} copies could not be made (${[...new Set(failed)].join(", ")})`;
	console.error(`exports: ${standstill}`);
	throw new StandsStill(standstill);
}

/** What the copy's own key or progress answers now, it answers for ever: another copy has to be asked for. */
const isForGood = (error: Unavailable) => error instanceof KeyUnavailable || error instanceof SealBroken;

const progressLocation = (id: string) => ({ table: "export", column: "progress_sealed", row: id });

export async function readProgress(unit: UnitKey, row: Pick<ExportRow, "id" | "progress_sealed">): Promise<Progress> {
	if (row.progress_sealed === null) return BEGINNING;
	return progressSchema.parse(JSON.parse(await open(unit, progressLocation(row.id), row.progress_sealed)));
}

/**
 * One step of a copy: its next parts go into the store under new names, then the row names them. A run that dies in
 * between leaves objects that nothing names, which go with the copy; two runs at once write one step.
 * @returns false when another run wrote this step
 */
async function makeStep(about: CopyAbout, parts: CopyParts): Promise<boolean> {
	const { context, database, row, realm, person, tables } = about;
	const owner = { ...realm, subject: row.member_id, at: row.asked_at };
	const [keys, [key], [stands]] = await database.read(
		commonKeys(owner, unitsBesideRows(tables)),
		keyOfCopy(row),
		standing({ root: person.table, ...owner, subjects: [row.member_id] }),
	);
	if (stands === undefined) {
		// Erased, or a member by the same id, who asks for a copy of their own.
		await database.write(...dropExport(row));
		return true;
	}
	if (key === undefined) throw new Error("the key of a copy is gone");
	const ring = await context.keys();
	const unit = await ring.openUnit(key);
	const from = await readProgress(unit, row);
	const until = context.clock() + STEP_LIMIT_MS;
	const made = await makePart(
		{
			...{ database, ring, objects: context.settings.objects, tables, owner, keys: keys as unknown as UnitKeyRow[] },
			words: parts.wordsOf(about, parts.register),
			wall: wallClock(new Date(row.asked_at)),
			isTimeUp: () => context.clock() >= until,
		},
		from,
	);
	const progress = { ...made.progress, parts: [...from.parts] };
	for (const bytes of partsOf(made.bytes)) {
		const name = `${folderOf(row.id)}${progress.parts.length}-${randomToken(8)}`;
		await context.settings.objects.put(name, await sealObject(unit, partLocation(name), bytes));
		progress.parts.push({ key: name, bytes: bytes.length });
	}
	const { at } = context.step();
	const [noted] = await database.write(
		noteStep(row, {
			...{ stepped_at: at, bytes: progress.offset, percent: percentOf(progress, tables, made.isWhole) },
			...{ state: made.isWhole ? "ready" : "making", made_at: made.isWhole ? at : null },
			progress_sealed: await seal(unit, progressLocation(row.id), JSON.stringify(progress)),
		}),
		...(made.isWhole ? await parts.whenReady(about) : []),
	);
	return noted.length > 0;
}

/** Tables count alike, and the documents as one more. */
function percentOf({ table }: Progress, tables: readonly CopiedTable[], isWhole: boolean): number {
	return isWhole ? 100 : Math.min(99, Math.round((table / (tables.length + 1)) * 100));
}

/** Deletes the parts of copies that are gone, and parts that no row names after a day. */
export async function removeParts({ settings, database, step }: JobContext): Promise<void> {
	const { objects } = settings;
	const store = { objects, database: database("files of copies") };
	const under = async (prefix: string) =>
		(await objects.list({ prefix, startAfter: "", limit: 1_000 })).objects.map(({ key }) => key);
	await removeQueuedObjects(store, EXPORTS, (key) => under(`${key}/`));
	const { now } = step();
	const page = await objects.list({ prefix: EXPORTS, startAfter: `${EXPORTS}${randomToken(2)}`, limit: PAGE_SIZE });
	const old = page.objects.filter(({ uploaded }) => now - uploaded.getTime() > ABANDONED_AFTER_MS);
	const idOf = (key: string) => key.slice(EXPORTS.length).split("/")[0] ?? "";
	const ids = [...new Set(old.map(({ key }) => idOf(key)))];
	if (ids.length === 0) return;
	const [known] = await store.database.read(knownExports(ids));
	const orphans = old.filter(({ key }) => !known.some(({ id }) => id === idOf(key))).map(({ key }) => key);
	if (orphans.length > 0) await objects.delete(orphans);
}
