import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { hexOf, sha256 } from "../../crypto/random.ts";
import { openObject } from "../../crypto/sealed-object.ts";
import type { Database } from "../../db/database.ts";
import type { ObjectBucket } from "../../objects/store.ts";
import { type Cell, type CopiedTable, copiedNames } from "./columns.ts";
import { csvOf } from "./csv.ts";
import { type Opener, openerOf, rowName, type StoredRow } from "./open-values.ts";
import { PAGE_ROWS, type PageReader, pageReader } from "./pages.ts";
import { added, type CopyEntry, type Progress } from "./progress.ts";
import { type After, type CopiedSubject, nextWithObject, orderName, orderOf } from "./rows.ts";
import { zipDirectory, zipEntry } from "./zip.ts";

/** Rows and bytes of one file. */
const FILE_ROWS = 5_000;
const FILE_BYTES = 2 * 1024 * 1024;
/** Bytes and rows of one step: some seconds of work, of the ten that a step may take. */
const STEP_BYTES = 8 * 1024 * 1024;
const STEP_ROWS = 20_000;

/** Pages and documents, which only a feature can write: they are in words. */
export type CopyWords = {
	/** A page to read of the rows of a file. `path`: of the file without its ending. */
	page(table: CopiedTable, rows: readonly OpenedRow[], path: string): string;
	/** What stands at the end, once the rest is written. */
	documents(made: Progress): Promise<readonly CopyDocument[]>;
};
export type CopyDocument = { name: string; bytes(): Promise<Uint8Array> };
export type OpenedRow = Readonly<Record<string, Cell>>;

export type CopyRun = {
	database: Database;
	ring: KeyRing;
	objects: ObjectBucket;
	tables: readonly CopiedTable[];
	owner: CopiedSubject;
	/** Of the subject, but those that are read with the rows that they seal. */
	keys: readonly UnitKeyRow[];
	words: CopyWords;
	/** When it was asked for, as a clock on the wall shows it. */
	wall: Date;
	/** Whether the step has taken long enough. */
	isTimeUp(): boolean;
};

/**
 * The next bytes of a copy, and how far it is then. It writes nothing: done again from the same progress, it gives what
 * the database holds by then.
 */
export async function makePart(
	run: CopyRun,
	from: Progress,
): Promise<{ progress: Progress; bytes: readonly Uint8Array[]; isWhole: boolean }> {
	const step: Step = {
		run,
		opener: openerOf(run.ring, run.owner.subject, run.keys),
		readPage: pageReader(run.database, run.tables, run.owner),
	};
	const bytes: Uint8Array[] = [];
	let progress = from;
	const isFull = () =>
		progress.offset - from.offset >= STEP_BYTES || rowsOf(progress) - rowsOf(from) >= STEP_ROWS || run.isTimeUp();
	do {
		const next = await advance(step, progress);
		if (next === undefined) {
			const directory = zipDirectory(progress.entries, progress.offset, run.wall);
			progress = { ...progress, offset: progress.offset + directory.length };
			return { progress, bytes: [...bytes, directory], isWhole: true };
		}
		bytes.push(...next.bytes);
		progress = next.progress;
	} while (!isFull());
	return { progress, bytes, isWhole: false };
}

const rowsOf = ({ rows }: Progress) => Object.values(rows).reduce((sum, count) => sum + count, 0);

/** What one step keeps: keys that are open, and pages that were read ahead. */
type Step = { run: CopyRun; opener: Opener; readPage: PageReader };

type Advance = { progress: Progress; bytes: readonly Uint8Array[] };

/** Undefined when all is written. */
async function advance(step: Step, progress: Progress): Promise<Advance | undefined> {
	const table = step.run.tables[progress.table];
	if (table === undefined) return nextDocument(step.run, progress);
	return progress.isInObjects ? nextObject(step, table, progress) : nextRows(step, table, progress);
}

async function nextDocument(run: CopyRun, progress: Progress): Promise<Advance | undefined> {
	const isWritten = new Set(progress.entries.map(({ name }) => name));
	const document = (await run.words.documents(progress)).find(({ name }) => !isWritten.has(name));
	if (document === undefined) return undefined;
	return written(run, progress, [{ name: document.name, content: await document.bytes() }]);
}

const endOfTable = (progress: Progress): Progress => ({
	...{ ...progress, table: progress.table + 1, isInObjects: false },
	...{ after: [], chunk: 0 },
});

/** The next file of a table's rows, as JSON, as CSV and as a page to read. */
async function nextRows(step: Step, table: CopiedTable, progress: Progress): Promise<Advance> {
	const { run } = step;
	const read = await readFile(step, table, progress.table, progress.after);
	const { rows, after, isLast, unreadable } = read;
	const moved: Progress = {
		...progress,
		...{ after: [...after], chunk: progress.chunk + 1 },
		rows: added(progress.rows, table.name, rows.length),
		unreadable: added(progress.unreadable, table.name, unreadable),
	};
	const next = !isLast
		? moved
		: table.objects.length === 0
			? endOfTable(moved)
			: { ...moved, isInObjects: true, after: [] };
	if (rows.length === 0) return { progress: next, bytes: [] };
	const isOnly = isLast && progress.chunk === 0;
	const path = isOnly ? table.name : `${table.name}-${String(progress.chunk + 1).padStart(3, "0")}`;
	const json = `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
	return written(run, next, [
		{ name: `data/${path}.json`, content: encode(json), rows: rows.length },
		{ name: `data/${path}.csv`, content: encode(csvOf(copiedNames(table), rows)), rows: rows.length },
		{ name: `pages/${path}.html`, content: encode(run.words.page(table, rows, path)), rows: rows.length },
	]);
}

type FileRows = { rows: OpenedRow[]; after: After; isLast: boolean; unreadable: number };

async function readFile(
	{ run, opener, readPage }: Step,
	table: CopiedTable,
	at: number,
	from: After,
): Promise<FileRows> {
	const rows: OpenedRow[] = [];
	let [after, bytes, unreadable] = [from, 0, 0];
	while (rows.length < FILE_ROWS && bytes < FILE_BYTES) {
		const page = await readPage(at, after);
		const own = page.keys.length === 0 ? opener : openerOf(run.ring, run.owner.subject, page.keys);
		for (const stored of page.rows) {
			const opened = await openRow(table, own, stored);
			unreadable += opened.unreadable;
			bytes += JSON.stringify(opened.row).length;
			rows.push(opened.row);
			after = afterRow(table, stored);
		}
		if (page.rows.length < PAGE_ROWS) return { rows, after: [...after], isLast: true, unreadable };
	}
	return { rows, after: [...after], isLast: false, unreadable };
}

const afterRow = (table: CopiedTable, row: StoredRow): After =>
	orderOf(table).map((_, at) => {
		const value = row[orderName(at)];
		if (value instanceof Uint8Array) return hexOf(value);
		return typeof value === "number" ? value : String(value);
	});

async function openRow(table: CopiedTable, opener: Opener, stored: StoredRow) {
	const values = await Promise.all(table.columns.map((column) => opener.value(table, column, stored)));
	const row = Object.fromEntries(table.columns.map(({ name }, at) => [name, values[at] ?? null]));
	return { row, unreadable: values.filter((value) => value === undefined).length };
}

/** The objects of the next row, each opened. */
async function nextObject({ run, opener }: Step, table: CopiedTable, progress: Progress): Promise<Advance> {
	const [[row]] = (await run.database.read(nextWithObject(table, run.owner, progress.after))) as unknown as [
		StoredRow[],
	];
	if (row === undefined) return { progress: endOfTable(progress), bytes: [] };
	const moved = { ...progress, after: [...afterRow(table, row)] };
	const files: File[] = [];
	let missing = 0;
	for (const { column, extension } of table.objects) {
		const key = row[column];
		const copied = table.columns.find((one) => one.column === column);
		if (typeof key !== "string" || key === "" || copied === undefined) continue;
		const name = rowName(row, run.owner.subject);
		const opened: File[] = [];
		for (const { variant, sealed } of await sealedObjects(run.objects, key)) {
			const location = { table: table.table, column: variant === "" ? column : `object_${variant}`, row: name };
			const content = await opener.withKey(table, copied, row, (unit) => openObject(unit, location, sealed));
			const path = `files/${table.name}/${name}${variant === "" ? "" : `-${variant}`}.${extension}`;
			if (content !== undefined) opened.push({ name: path, content });
		}
		if (opened.length === 0) missing += 1;
		files.push(...opened);
	}
	return written(run, { ...moved, missing: added(moved.missing, table.name, missing) }, files);
}

/** An object under its key, or its variants, each under the key, a slash and its name. */
export async function sealedObjects(
	objects: ObjectBucket,
	key: string,
): Promise<{ variant: string; sealed: Uint8Array }[]> {
	const variants = (await objects.list({ prefix: `${key}/`, startAfter: "", limit: 100 })).objects;
	const keys = variants.length === 0 ? [key] : variants.map((one) => one.key);
	const found = [];
	for (const one of keys) {
		const object = await objects.get(one);
		if (object !== null)
			found.push({ variant: one.slice(key.length + 1), sealed: new Uint8Array(await object.arrayBuffer()) });
	}
	return found;
}

type File = { name: string; content: Uint8Array; rows?: number };

/** The files as entries of the archive, and the progress with them. */
async function written(run: CopyRun, from: Progress, files: readonly File[]): Promise<Advance> {
	const bytes: Uint8Array[] = [];
	let progress = from;
	for (const { name, content, rows } of files) {
		const made = await zipEntry(name, content, { offset: progress.offset, wall: run.wall });
		const entry: CopyEntry = {
			...made.entry,
			sha256: hexOf(await sha256(content)),
			...(rows === undefined ? {} : { rows }),
		};
		bytes.push(made.bytes);
		progress = { ...progress, offset: progress.offset + made.bytes.length, entries: [...progress.entries, entry] };
	}
	return { progress, bytes };
}

const encoder = new TextEncoder();
const encode = (text: string) => encoder.encode(text);
