import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@libsql/client";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { unitKeys } from "#features/accounts/queries.ts";
import { COPY_READY } from "#features/my-data/letters.ts";
import { locationOf, objectName } from "#features/profiles/photos/photo-file.ts";
import { addPhoto } from "#features/profiles/photos/queries-photo.ts";
import { photoUnit } from "#features/profiles/units.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { randomToken, uuidv7 } from "#foundation/crypto/random.ts";
import { seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { sealObject } from "#foundation/crypto/sealed-object.ts";
import { build } from "#foundation/db/database.ts";
import { type BrandId, brandIdSchema } from "#foundation/ids.ts";
import { sealMail } from "#foundation/mail/outbox.ts";
import { readProgress } from "#foundation/rights/export/job.ts";
import { addExport, exportOf } from "#foundation/rights/export/queries-export.ts";
import { EXPORT_UNITS } from "#foundation/rights/personal-data.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { usageOf } from "../support/crypto-worker/usage.ts";
import { startDatabaseProxy } from "../support/stores/database-proxy.ts";
import { openHeap } from "./heap.ts";
import { REALM, type Site, siteOf } from "./members.ts";
import { emailOf } from "./synthetic-members.ts";

/** Rows of one write. */
const CHUNK = 500;
/** Of ten rows one is a session; the others are mails, each under a key of its own. */
const SESSIONS = 0.1;
const MEBIBYTE = 2 ** 20;
/** Bytes of the two sizes of a photo, together a mebibyte. */
const SIZES = { "320": 128 * 1024, "1080": 896 * 1024 } as const;
/** Others on the same site. */
const MEMBERS = 200;
/** Milliseconds between two looks. */
const PAUSE = 250;
const BRAND: BrandId = brandIdSchema.parse("twero");

type Size = { rows: number; megabytes: number };
type Look = { done: number; rows: number; steps: number; bytes: number; isReady: boolean };
type Tenth = {
	tenth: number;
	seconds: number;
	steps: number;
	trips: number;
	rows: number;
	megabytes: number;
	/** The most that workerd held meanwhile; its local bucket is in the same process. */
	residentMb: number;
	/** The least that the Worker's JavaScript held meanwhile. */
	heapMb: number;
};

/**
 * `npm run bench -- export [--rows 10000] [--megabytes 0]`: a copy of the data of one member with so many rows and so
 * many megabytes of photos, made tick by tick. A step is several seconds or megabytes, so that it may pass several tenths
 * at once. Trips are all that the Worker made meanwhile, those of its other jobs included.
 */
export async function benchExport(io: CommandIo, size: Size): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-export-"));
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	let [trips, databasePort] = [0, 0];
	const proxy = await startDatabaseProxy(() => databasePort);
	proxy.answers = () => {
		trips += 1;
		return undefined;
	};
	const site = await siteOf(io, folder, bundle, MEMBERS, async (url) => {
		databasePort = Number(new URL(url).port);
		return proxy.url;
	});
	const heap = await openHeap(site.inspectorPort);
	try {
		const member = await fill(io, site, size);
		const look = await askForCopy(site, member, size);
		const tenths: Tenth[] = [];
		trips = 0;
		const started = performance.now();
		let [resident, lowest] = [0, Number.POSITIVE_INFINITY];
		let seen = await look();
		while (!seen.isReady) {
			let isTicking = true;
			const tick = site.worker.tick().finally(() => {
				isTicking = false;
			});
			while (isTicking) {
				await Promise.race([tick, sleep(PAUSE)]);
				resident = Math.max(resident, usageOf(site.worker).megabytes);
				lowest = Math.min(lowest, await heap.usedMb());
				seen = await look();
				const tenth = Math.floor(seen.done * 10);
				if (tenth <= (tenths.at(-1)?.tenth ?? 0)) continue;
				const seconds = oneDecimal((performance.now() - started) / 1_000);
				const { steps, rows } = seen;
				const megabytes = oneDecimal(seen.bytes / MEBIBYTE);
				tenths.push({
					...{ tenth, seconds, steps, trips, rows, megabytes },
					...{ residentMb: Math.round(resident), heapMb: oneDecimal(lowest) },
				});
				io.stdout.write(`${JSON.stringify(tenths.at(-1))}\n`);
				[resident, lowest] = [0, Number.POSITIVE_INFINITY];
			}
			await tick;
		}
		const { bytes, rows } = seen;
		const { seconds = 0, steps, trips: made } = tenths.at(-1) ?? {};
		const whole = { seconds, steps, trips: made, bytes, rowsPerSecond: Math.round(rows / seconds) };
		io.stdout.write(`${JSON.stringify(whole)}\n`);
		mkdirSync(join(io.directory, "reports"), { recursive: true });
		const file = join("reports", "bench-export.json");
		writeFileSync(join(io.directory, file), `${JSON.stringify({ ...size, tenths, ...whole }, null, "\t")}\n`);
		io.stdout.write(`wrote ${file}\n`);
	} finally {
		heap.close();
		await site.stop();
		await proxy.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** Gives the first member so much, and says who it is. */
export async function fill(io: CommandIo, site: Site, { rows, megabytes }: Size): Promise<string> {
	const { database, ring } = site;
	const [[member]] = await database.read(
		build.selectFrom("member").select("id").where("realm_id", "=", REALM).orderBy("id").limit(1),
	);
	if (member === undefined) throw new Error("nobody is there");
	const [[coreKey]] = await database.read(unitKeys(REALM, member.id, ["core"]));
	if (coreKey === undefined) throw new Error("a member without a key");
	const core = await ring.openUnit(coreKey);
	const sessions = Math.round(rows * SESSIONS);
	await inChunks(io, "mails", rows - sessions, async (numbers) => {
		const mails = await Promise.all(numbers.map((number) => mailOf(site, member.id, number)));
		await database.write(
			build.insertInto("unit_key").values(mails.map(({ key }) => key)),
			build.insertInto("outbox").values(mails.map(({ row }) => row)),
		);
	});
	await inChunks(io, "sessions", sessions, async (numbers) => {
		const made = await Promise.all(numbers.map((number) => sessionOf(core, member.id, number)));
		await database.write(build.insertInto("session").values(made));
	});
	// One member has more photos here than a brand takes.
	await createClient({ url: site.databaseUrl }).execute("DROP TRIGGER photo_has_room");
	const bucket = await site.worker.bucket("OBJECTS");
	await inChunks(io, "photos", megabytes, (numbers) => addPhotos(site, bucket as never, member.id, numbers), 10);
	return member.id;
}

async function inChunks(
	io: CommandIo,
	what: string,
	count: number,
	write: (numbers: number[]) => Promise<void>,
	most = CHUNK,
): Promise<void> {
	for (let from = 0; from < count; from += most) {
		await write(Array.from({ length: Math.min(most, count - from) }, (_, at) => from + at));
		io.stderr.write(`\r${Math.min(from + most, count)} of ${count} ${what}  `);
	}
	if (count > 0) io.stderr.write("\n");
}

/** Sent yesterday, and kept for now. */
async function mailOf({ ring }: Site, member: string, number: number) {
	const now = Date.now() - DAY;
	const { key, row } = await sealMail({
		...{ ring, realm: REALM, brand: BRAND, member, recipient: emailOf(0), locale: "nl", now },
		...{ letter: COPY_READY.with({ page: { at: "account", path: "/privacy/export" } }), cause: `bench:${number}` },
	});
	const at = new Date(now).toISOString();
	return { key, row: { ...row, state: "sent" as const, attempts: 1, sent_at: at, settled_at: at } };
}

async function sessionOf(core: UnitKey, member: string, number: number) {
	const now = Date.now() - DAY + number;
	const [id, at] = [uuidv7(now), new Date(now).toISOString()];
	const own = (column: string, text: string) => seal(core, { table: "session", column, row: id }, text);
	return {
		...{ realm_id: REALM, id, brand_id: "", member_id: member, created_at: at, seen_at: at },
		...{ ends_at: new Date(now + 30 * DAY).toISOString(), kept_signed_in: 1 as const, epoch: 1, scope: "full" },
		device_type_sealed: await own("device_type_sealed", "computer"),
		operating_system_sealed: await own("operating_system_sealed", "Linux"),
		browser_sealed: await own("browser_sealed", "Firefox"),
	};
}

type Bucket = { put(key: string, value: Uint8Array): Promise<unknown> };

/** As an upload leaves them, once a moderator has seen them. */
async function addPhotos({ database, ring }: Site, bucket: Bucket, member: string, numbers: number[]): Promise<void> {
	const photos = await Promise.all(
		numbers.map(async (number) => {
			const now = Date.now() - DAY + number;
			const [id, at] = [uuidv7(now), new Date(now).toISOString()];
			const object_key = `photos/${randomToken()}`;
			const { unit, row: key } = await ring.newUnit({ realm: REALM, owner: member, unit: photoUnit(BRAND, false, id) });
			for (const size of ["320", "1080"] as const)
				await bucket.put(
					objectName(object_key, size),
					await sealObject(unit, locationOf(id, size), noise(SIZES[size])),
				);
			const photo = {
				...{ brand_id: BRAND, id, member_id: member, consent_id: null, object_key, added_at: at },
				description_sealed: await seal(unit, { table: "photo", column: "description_sealed", row: id }, "Aan zee"),
				...{ width: 1_080, height: 1_620, state: "approved", approved_at: at, decided_at: at, decided_by: "bench" },
			};
			return [addUnitKey(key), addPhoto(photo)];
		}),
	);
	await database.write(...photos.flat());
}

/** What no compression makes smaller, as a picture is. */
function noise(length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
	return bytes;
}

/** Asks for the copy as the page of a member does. Returns how far it is whenever it is asked. */
async function askForCopy({ database, ring }: Site, member: string, size: Size): Promise<() => Promise<Look>> {
	const now = Date.now() - MINUTE;
	const [id, asked_at] = [uuidv7(now), new Date(now).toISOString()];
	const { unit, row: key } = await ring.newUnit({ realm: REALM, owner: member, unit: `${EXPORT_UNITS}${id}` });
	const copy = { realm_id: REALM, id, subject_kind: "member" as const, member_id: member, locale: "nl", asked_at };
	await database.write(addUnitKey(key), addExport(copy));
	return async () => {
		const [[row]] = await database.read(exportOf(REALM, member));
		if (row === undefined || row.state === "failed") throw new Error("the copy could not be made");
		const progress = await readProgress(unit, row);
		const rows = Object.values(progress.rows).reduce((sum, count) => sum + count, 0);
		if (Object.keys({ ...progress.unreadable, ...progress.missing }).length > 0)
			throw new Error(`what a copy lacks: ${JSON.stringify([progress.unreadable, progress.missing])}`);
		const { steps, bytes } = row;
		// Rows or bytes, whichever of them are many.
		const part = size.megabytes > 0 ? bytes / (size.megabytes * MEBIBYTE) : rows / size.rows;
		const isReady = row.state === "ready";
		return { done: isReady ? 1 : Math.min(part, 0.99), rows, steps, bytes, isReady };
	};
}
