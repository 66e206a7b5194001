import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startDatabase } from "#cli/local/sqld.ts";
import { onFreePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import { comparableEmail } from "#features/accounts/identity.ts";
import { deriveKeyEncryptionKey, unwrapKey } from "#foundation/crypto/key-wrap.ts";
import { type KeySources, KeyUnavailable, keyRing, newestKeyRing } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { progressOf } from "#foundation/crypto/rotation/rotation.ts";
import { build } from "#foundation/db/database.ts";
import {
	addMembers,
	allEmailIndexes,
	allKeys,
	emailOf,
	findByEmail,
	REALM,
} from "../../support/fixtures/keyed-members.ts";
import { endLeases } from "../../support/leases.ts";
import { sampleInTurn } from "../../support/run/sample.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Rotation on workerd, R2 and the libSQL server, with isolates that forget within a third of a second. */
const KEYS_KEPT_MS = 300;
let world: World;
let copies: string;
const members = new Set<number>();

/** The test is another isolate: a ring of its own on the Worker's bucket and secret. */
async function ownSources(): Promise<KeySources> {
	const salts = await world.worker.bucket("SALTS");
	const root = fromBase64(world.secrets.KEK_ROOT) ?? expect.fail();
	return { root, salts, openDatabase: () => world.database, now: () => Date.now(), kept: KEYS_KEPT_MS };
}

async function newest() {
	const [[row]] = await world.database.read(newestRotations(1));
	return row ?? expect.fail("no rotation");
}

/** @param between what is waited for after each step */
async function finish(between: () => Promise<unknown> = () => sleep(100)): Promise<void> {
	for (const started = Date.now(); (await newest()).state !== "finished"; await between()) {
		if (Date.now() - started > 60_000) throw new Error(`the rotation stands at ${(await newest()).state}`);
		await world.worker.tick();
	}
}

const ask = () => world.database.write(askRotation(new Date().toISOString()));

async function add(count: number): Promise<void> {
	const numbers = Array.from({ length: count }, (_, index) => members.size + index);
	await addMembers(world.database, await keyRing(await ownSources()), numbers);
	for (const number of numbers) members.add(number);
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

const contains = (folder: string, bytes: Uint8Array) =>
	filesBelow(folder).some((file) => readFileSync(file).includes(Buffer.from(bytes)));

beforeAll(async () => {
	copies = mkdtempSync(join(tmpdir(), "livery-copies-"));
	world = await startWorld({ bindings: { KEYS_KEPT: String(KEYS_KEPT_MS) } });
	await world.worker.tick();
});
afterAll(async () => {
	await world.stop();
	rmSync(copies, { recursive: true, force: true });
});

describe("keys on real parts", () => {
	it("begin with a first salt that the Worker makes, in the bucket and nowhere else", async () => {
		expect(await newest()).toMatchObject({ number: 1, state: "finished" });
		const { salts } = await ownSources();
		const salt = new Uint8Array(await ((await salts.get("salts/1")) ?? expect.fail()).arrayBuffer());
		expect(contains(join(world.folder, "objects"), salt)).toBe(true);
		expect(contains(join(world.folder, "sqld"), salt)).toBe(false);
		await add(400);
		for (const number of [0, 200, 399])
			expect(await findByEmail(world.database, await keyRing(await ownSources()), number)).toBe(emailOf(number));
	});

	it("rotate under load without losing or hiding anybody, and then no copy from before can be read (P55)", async () => {
		await world.stopDatabase();
		cpSync(join(world.folder, "sqld"), join(copies, "before"), { recursive: true });
		await world.startDatabase();
		const sources = await ownSources();
		const oldSalt = new Uint8Array(await ((await sources.salts.get("salts/1")) ?? expect.fail()).arrayBuffer());
		await ask();
		const load = { running: true, added: 0, looked: 0 };
		const visitors = (async () => {
			while (load.running) {
				await addMembers(world.database, await keyRing(sources), [members.size]);
				members.add(members.size);
				load.added += 1;
				for (const number of [members.size - 1, Math.floor(members.size / 2), load.added % 400]) {
					expect(await findByEmail(world.database, await keyRing(sources), number)).toBe(emailOf(number));
					load.looked += 1;
				}
			}
		})();
		const atWork = async () => {
			const { added } = load;
			await expect.poll(() => load.added).toBeGreaterThan(added + 3);
		};
		await Promise.race([finish(atWork), visitors]);
		load.running = false;
		await visitors;
		expect(load.added).toBeGreaterThan(10);

		const ring = await newestKeyRing(sources);
		expect(ring.versions).toEqual([2]);
		for (const number of members) expect(await findByEmail(world.database, ring, number)).toBe(emailOf(number));
		expect(await sources.salts.get("salts/1")).toBeNull();
		expect(contains(join(world.folder, "objects"), oldSalt)).toBe(false);

		const server = await onFreePort((port) => startDatabase(join(copies, "before"), port));
		const copy = operatorDatabase(server.url, undefined, "tests");
		const keys = await allKeys(copy);
		// And one that signs mail.
		expect(keys.filter(({ unit }) => !unit.startsWith("mail:"))).toHaveLength(400);
		for (const row of keys) await expect(ring.openUnit(row)).rejects.toThrow(KeyUnavailable);
		// Not only refused: with what is left of secret and salts, under either number, the bytes do not open.
		const left = new Uint8Array(await ((await sources.salts.get("salts/2")) ?? expect.fail()).arrayBuffer());
		const keks = await Promise.all([1, 2].map((version) => deriveKeyEncryptionKey(sources.root, left, version)));
		for (const { realm_id: realm, id, owner_id: owner, unit, key_version: version, wrapped_key } of keys)
			for (const kek of keks)
				await expect(unwrapKey(kek, { realm, id, owner, unit, version }, wrapped_key)).rejects.toThrow();
		const found = await allEmailIndexes(copy);
		for (const number of [0, 1, 2, 399])
			for (const guess of await ring.indexes("email", REALM, comparableEmail(emailOf(number))))
				expect(found.has(Buffer.from(guess).toString("hex"))).toBe(false);
		await server.stop();
	});

	it("go on after the Worker is killed, in whichever state of a rotation", async () => {
		await add(1_200);
		// Rotations are a day apart, and an older start is all that the Worker knows of yesterday.
		await world.database.write(build.updateTable("key_rotation").set({ started_at: "2026-11-01T00:00:00.000Z" }));
		await ask();
		const moments: ((row: Awaited<ReturnType<typeof newest>>) => boolean)[] = [
			({ state }) => state === "announced",
			({ state }) => state === "written_under",
			({ state, progress_json }) => state === "written_under" && progressOf({ progress_json }).keys > 0,
			({ state, progress_json }) => state === "rewritten" || progressOf({ progress_json }).rows > 0,
			({ state }) => state === "rewritten" || state === "finished",
		];
		// Two of them in a row, from a drawn first one; on the Node host the two after those.
		const turns = inject("runtime") === "workerd" ? [0, 1] : [2, 3];
		const drawn = new Set(turns.flatMap((turn) => sampleInTurn("a rotation that is killed", turn, moments)));
		for (const isNow of moments.filter((moment) => drawn.has(moment))) {
			for (const started = Date.now(); !isNow(await newest()); ) {
				if (Date.now() - started > 30_000) throw new Error(`${(await newest()).state} is where it stays`);
				const tick = world.worker.tick().catch(() => undefined);
				while (!isNow(await newest()) && (await Promise.race([tick.then(() => "over"), sleep(5)])) !== "over") {}
			}
			await world.restartWorker();
			// A dead Worker holds its leases for a minute and more.
			await world.database.write(
				build.updateTable("key_rotation").set({ leased_until: "2026-11-01T00:00:00.000Z" }),
				endLeases(),
			);
		}
		await finish();
		const ring = await newestKeyRing(await ownSources());
		expect(ring.versions).toEqual([3]);
		expect((await allKeys(world.database)).every(({ key_version }) => key_version === 3)).toBe(true);
		for (const number of members) expect(await findByEmail(world.database, ring, number)).toBe(emailOf(number));
		expect((await world.get("/healthz", { host: "twero.com" })).status).toBe(200);
	}, 180_000);

	it("are said to be unreadable, in one line, on a database from before the rotation", async () => {
		await world.stopDatabase();
		const now = join(world.folder, "sqld");
		cpSync(now, join(copies, "now"), { recursive: true });
		rmSync(now, { recursive: true });
		cpSync(join(copies, "before"), now, { recursive: true });
		await world.startDatabase();
		world.logs.length = 0;
		await world.worker.tick();
		expect(world.logs.filter((line) => line.startsWith("keys: "))).toEqual([
			expect.stringMatching(
				/^keys: this database is a copy from before key rotation 3 was complete: .* restore a copy/,
			),
		]);
		expect(await newest()).toMatchObject({ number: 1 });
		await world.stopDatabase();
		rmSync(now, { recursive: true });
		cpSync(join(copies, "now"), now, { recursive: true });
		await world.startDatabase();
		const ring = await newestKeyRing(await ownSources());
		expect(await findByEmail(world.database, ring, 7)).toBe(emailOf(7));
	});
});
