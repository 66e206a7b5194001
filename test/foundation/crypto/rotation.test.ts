import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import {
	comparableEmail,
	comparableUserName,
	confusableSkeleton,
	LIKENESS_VERSION,
} from "#features/accounts/identity.ts";
import { KeysDoNotFit } from "#foundation/crypto/fit.ts";
import { type KeySources, KeyUnavailable, newestKeyRing, RING_TTL_MS } from "#foundation/crypto/keys.ts";
import {
	askRotation,
	eraseUnit,
	newestRotations,
	ROTATION_STATES,
	type RotationState,
} from "#foundation/crypto/queries.ts";
import { rewriteRows, staleRows } from "#foundation/crypto/rotation/indexed-table.ts";
import { progressOf, RotationStopped, rotateKeys } from "#foundation/crypto/rotation/rotation.ts";
import { rewriteOutgrown } from "#foundation/crypto/rotation/rotation-rewrite.ts";
import { putFirstRange, putNewSalt, type SaltStore } from "#foundation/crypto/salts.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { TABLE_CLASSES } from "#foundation/db/tables.ts";
import {
	addMembers,
	allEmailIndexes,
	allKeys,
	emailOf,
	findByEmail,
	INDEXED_TABLES,
	REALM,
} from "../../support/fixtures/keyed-members.ts";
import { sampleInTurn } from "../../support/run/sample.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What no rotation touches. */
const HOLDS = ["salts/hold/2026-Q4", "salts/holds"];

/** A Worker's surroundings with a clock that a test moves, and a part that may fail. */
function surroundings(start = Date.UTC(2026, 10, 22, 12)) {
	const clock = { now: start };
	const database = memoryDatabase();
	const salts = memorySalts();
	const sources: KeySources & { database: Database } = {
		...{ root: new Uint8Array(32).fill(3), salts, database, openDatabase: () => database },
		now: () => clock.now,
	};
	let ticks = 0;
	const tick = (limit = 40_000) => {
		ticks += 1;
		return rotateKeys({ ...sources, indexed: INDEXED_TABLES, holder: `tick-${ticks}` }, limit);
	};
	const state = async () => (await database.read(newestRotations(1)))[0][0];
	/** Minute by minute, until the newest rotation is finished. */
	const finish = async () => {
		for (let minute = 0; minute < 20; minute++) {
			await tick();
			if ((await state())?.state === "finished") return;
			clock.now += MINUTE + 1;
		}
		throw new Error(`the rotation stands at ${(await state())?.state}`);
	};
	return { clock, database, salts, sources, tick, finish, state };
}

async function begun(members = 5) {
	const world = surroundings();
	await world.tick();
	await addMembers(world.database, await newestKeyRing(world.sources), [...Array(members).keys()]);
	return world;
}

const ask = (world: ReturnType<typeof surroundings>) =>
	world.database.write(askRotation(new Date(world.clock.now).toISOString()));

describe("a rotation of keys", () => {
	it("goes through its states in order, and waits in each for what isolates may remember", async () => {
		const world = await begun();
		await ask(world);
		const seen: [string, number][] = [];
		const start = world.clock.now;
		for (let second = 0; second < 200; second += 5) {
			await world.tick();
			const state = (await world.state())?.state ?? "";
			if (seen.at(-1)?.[0] !== state) seen.push([state, world.clock.now - start]);
			world.clock.now += 5_000;
		}
		expect(seen.map(([state]) => state)).toEqual(["announced", "written_under", "rewritten", "finished"]);
		const times = seen.map(([, at]) => at);
		for (const index of [1, 2, 3])
			expect((times[index] ?? 0) - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(
				index === 2 ? RING_TTL_MS : 2 * RING_TTL_MS,
			);
	});

	it("leaves every member found and readable, and the copy from before unreadable with any key that is left", async () => {
		const world = await begun(450);
		const before = { keys: await allKeys(world.database), indexes: await allEmailIndexes(world.database) };
		await ask(world);
		await world.finish();
		const ring = await newestKeyRing(world.sources);
		expect(ring.versions).toEqual([2]);
		for (const number of Array(450).keys())
			expect(await findByEmail(world.database, ring, number)).toBe(emailOf(number));
		for (const row of before.keys.slice(0, 50)) {
			await expect(ring.openUnit(row)).rejects.toThrow(KeyUnavailable);
			await expect(ring.openUnit({ ...row, key_version: 2 })).rejects.toThrow(KeyUnavailable);
		}
		for (const number of Array(450).keys())
			for (const index of await ring.indexes("email", REALM, comparableEmail(emailOf(number))))
				expect(before.indexes.has(Buffer.from(index).toString("hex"))).toBe(false);
		expect([...world.salts.objects.keys()].sort()).toEqual(["salts/2", ...HOLDS, "salts/range"]);
		expect(progressOf((await world.state()) ?? expect.fail())).toMatchObject({ keys: 450, rows: 450, lost: 0 });
	});

	it("loses nothing and ends, wherever it is cut off: at each trip to the database and each touch of the bucket", async () => {
		const cutOff = async (failing: number, how: "before" | "after"): Promise<boolean> => {
			const world = await begun(3);
			await ask(world);
			const cut = cutting(world.sources, failing, how);
			for (let minute = 0; minute < 8 && !cut.happened(); minute++) {
				const tick = { ...cut.sources, indexed: INDEXED_TABLES, holder: `cut-${minute}` };
				await rotateKeys(tick, 40_000).catch(() => undefined);
				world.clock.now += MINUTE + 1;
			}
			await world.finish();
			const ring = await newestKeyRing(world.sources);
			expect(ring.versions).toEqual([2]);
			for (const number of [0, 1, 2]) expect(await findByEmail(world.database, ring, number)).toBe(emailOf(number));
			expect([...world.salts.objects.keys()].sort()).toEqual(["salts/2", ...HOLDS, "salts/range"]);
			return cut.happened();
		};
		// Before and after it in turns, or with `--all`, both at each.
		const happens = async (cut: number) => {
			const ways = sampleInTurn("a cut before or after", cut, ["before", "after"] as const);
			const happened = [];
			for (const how of ways) happened.push(await cutOff(cut, how));
			return happened.every(Boolean);
		};
		let cuts = 0;
		while (await happens(cuts + 1)) cuts += 1;
		expect(cuts).toBeGreaterThan(25);
	});

	it("never runs twice at once: the second tick finds the lease taken, until it ends", async () => {
		const world = await begun();
		await ask(world);
		const held = { lease_holder: "another", leased_until: new Date(world.clock.now + 30_000).toISOString() };
		await world.database.write(build.updateTable("key_rotation").set(held).where("number", "=", 2));
		expect(await world.tick()).toBeUndefined();
		expect((await world.state())?.state).toBe("asked");
		world.clock.now += 30_000;
		expect((await world.tick())?.state).toBe("announced");
	});

	it("stops after its time and goes on where it was", async () => {
		const world = await begun(450);
		await ask(world);
		for (const _state of ["announced", "written_under"]) {
			await world.tick();
			world.clock.now += MINUTE + 1;
		}
		const slow: Database = {
			...world.database,
			read: (...queries) => {
				world.clock.now += 15_000;
				return world.database.read(...queries);
			},
		};
		const sources = { ...world.sources, database: slow, openDatabase: () => slow };
		await rotateKeys({ ...sources, indexed: INDEXED_TABLES, holder: "slow" }, 40_000);
		const row = (await world.state()) ?? expect.fail();
		expect(row.state).toBe("written_under");
		const { keys } = progressOf(row);
		expect(keys).toBeGreaterThan(0);
		expect(keys).toBeLessThan(450);
		await world.finish();
		expect(progressOf((await world.state()) ?? expect.fail()).keys).toBe(450);
	});

	it("does not wait for a member whose key was erased, and leaves nothing to find them by", async () => {
		const world = await begun();
		await world.database.write(eraseUnit(REALM, "lid-2", "core"));
		await ask(world);
		await world.finish();
		const ring = await newestKeyRing(world.sources);
		const indexes = await ring.indexes("email", REALM, comparableEmail(emailOf(2)));
		const found = await allEmailIndexes(world.database);
		expect(indexes.some((index) => found.has(Buffer.from(index).toString("hex")))).toBe(false);
		expect(progressOf((await world.state()) ?? expect.fail()).lost).toBe(1);
	});

	it("stops, keeps the old salt and says so, when a key does not open", async () => {
		const world = await begun();
		const broken = build
			.updateTable("unit_key")
			.set({ wrapped_key: new Uint8Array(60) })
			.where("owner_id", "=", "lid-1");
		await world.database.write(broken);
		await ask(world);
		await expect(world.finish()).rejects.toThrow(RotationStopped);
		world.clock.now += MINUTE + 1;
		await expect(world.tick()).rejects.toThrow(RotationStopped);
		expect(progressOf((await world.state()) ?? expect.fail()).problem).toMatch(/does not open/);
		expect(world.salts.objects.has("salts/1")).toBe(true);
		expect(await findByEmail(world.database, await newestKeyRing(world.sources), 3)).toBe(emailOf(3));
	});

	it("goes on beside two rows that became one address, and waits for somebody to look at them", async () => {
		const world = await begun(450);
		await ask(world);
		await world.tick();
		world.clock.now += MINUTE + 1;
		await world.tick();
		const during = await newestKeyRing(world.sources);
		expect([during.version, during.versions]).toEqual([2, [1, 2]]);
		// What a join that looked under the new version alone would do.
		const clash = { email_index: await during.index("email", REALM, comparableEmail(emailOf(7))), key_version: 2 };
		await world.database.write(build.updateTable("member").set(clash).where("id", "=", "lid-8"));
		await expect(world.finish()).rejects.toThrow(/rotation 2: 1 rows have an index that another row has too/);
		expect(progressOf((await world.state()) ?? expect.fail()).problem).toMatch(/another row has too/);
		const ring = await newestKeyRing(world.sources);
		for (const number of [1, 7, 200, 449])
			expect((await ring.openUnit(await keyOf(world.database, number))).id).toBeTruthy();
		expect(await findByEmail(world.database, ring, 449)).toBe(emailOf(449));
		expect(world.salts.objects.has("salts/1")).toBe(true);
	});

	it("does not forget the old salt when a key, read again, does not open", async () => {
		const world = await begun();
		await ask(world);
		while ((await world.state())?.state !== "rewritten") {
			await world.tick();
			world.clock.now += MINUTE + 1;
		}
		const damaged = build.updateTable("unit_key").set({ wrapped_key: new Uint8Array(60) });
		await world.database.write(damaged.where("owner_id", "=", "lid-4"));
		await expect(world.tick()).rejects.toThrow(RotationStopped);
		expect(world.salts.objects.has("salts/1")).toBe(true);
	});

	it("leaves a row alone whose value changed between reading and writing, and takes it again", async () => {
		const world = await begun();
		await ask(world);
		for (const _state of ["announced", "written_under"]) {
			await world.tick();
			world.clock.now += MINUTE + 1;
		}
		const ring = await newestKeyRing(world.sources);
		const table = INDEXED_TABLES.find((one) => one.table === "member") ?? expect.fail();
		const [rows] = await world.database.read(staleRows(table, 2, 10));
		const { queries } = await rewriteRows(table, rows, ring);
		const unit = await ring.openUnit(await keyOf(world.database, 3));
		const place = { table: "member", column: "email_sealed", row: "lid-3" };
		const email_sealed = await seal(unit, place, "nieuw@voorbeeld.example");
		await world.database.write(build.updateTable("member").set({ email_sealed }).where("id", "=", "lid-3"));
		await world.database.write(...queries);
		const [left] = await world.database.read(staleRows(table, 2, 10));
		expect(left.map(({ id }) => id)).toEqual(["lid-3"]);
		await world.finish();
		const after = await newestKeyRing(world.sources);
		const index = Buffer.from(await after.index("email", REALM, "nieuw@voorbeeld.example")).toString("hex");
		expect((await allEmailIndexes(world.database)).has(index)).toBe(true);
	});

	it("finds a row that slipped in under the old version, and begins its wait anew", async () => {
		const world = await begun();
		const old = await newestKeyRing(world.sources);
		await ask(world);
		while ((await world.state())?.state !== "rewritten") {
			await world.tick();
			world.clock.now += MINUTE + 1;
		}
		await addMembers(world.database, old, [77]);
		expect((await world.tick())?.state).toBe("rewritten");
		expect(world.salts.objects.has("salts/1")).toBe(true);
		await world.finish();
		expect(await findByEmail(world.database, await newestKeyRing(world.sources), 77)).toBe(emailOf(77));
	});

	it("is asked for once, however many ask before it begins to write, and again for those who come later", async () => {
		const world = await begun();
		await ask(world);
		await ask(world);
		const numbers = async () => (await world.database.read(newestRotations(9)))[0].map(({ number }) => number);
		expect(await numbers()).toEqual([2, 1]);
		await world.tick();
		await ask(world);
		expect(await numbers()).toEqual([2, 1]);
		world.clock.now += MINUTE + 1;
		await world.tick();
		expect((await world.state())?.state).toBe("written_under");
		await ask(world);
		await ask(world);
		expect(await numbers()).toEqual([3, 2, 1]);
	});

	it("begins at most once a day", async () => {
		const world = await begun();
		await ask(world);
		await world.finish();
		const first = Date.parse((await world.state())?.started_at ?? "");
		await ask(world);
		while (world.clock.now < first + DAY) {
			expect((await world.tick())?.state).toBe("asked");
			world.clock.now += 60 * MINUTE;
		}
		expect((await world.tick())?.state).toBe("announced");
	});

	it("is asked for by itself when a month begins, and then not again", async () => {
		const world = await begun();
		world.clock.now = Date.UTC(2026, 10, 30, 23, 59);
		await world.tick();
		expect((await world.state())?.number).toBe(1);
		world.clock.now = Date.UTC(2026, 11, 1, 0, 0);
		await world.finish();
		expect(await world.state()).toMatchObject({ number: 2, state: "finished" });
		world.clock.now = Date.UTC(2026, 11, 31, 23, 59);
		await world.tick();
		expect((await world.state())?.number).toBe(2);
	});
});

describe("a database and a bucket that do not belong together", () => {
	it("are refused when the database is from before the last rotation", async () => {
		const world = await begun();
		await ask(world);
		await world.finish();
		await world.database.write(build.deleteFrom("key_rotation").where("number", "=", 2));
		await expect(world.tick()).rejects.toThrow(/copy from before key rotation 2 .* restore a copy from after/);
	});

	it.each(ROTATION_STATES.filter((state) => state !== "checked" && state !== "finished"))(
		"are refused when the database was copied while the rotation was %s",
		async (state: RotationState) => {
			const world = await begun();
			await ask(world);
			await world.finish();
			await world.database.write(build.updateTable("key_rotation").set({ state }).where("number", "=", 2));
			await expect(world.tick()).rejects.toThrow(KeysDoNotFit);
			await expect(newestKeyRing(world.sources)).rejects.toThrow(KeysDoNotFit);
		},
	);

	it("are refused when the bucket is another's, and no key is touched", async () => {
		const world = await begun();
		const salts = memorySalts();
		const stranger = { ...world.sources, salts };
		await ask(world);
		const rotating = () => rotateKeys({ ...stranger, indexed: INDEXED_TABLES, holder: "x" }, 40_000);
		await expect(rotating()).rejects.toThrow(/the bucket of the salts is empty, but this database holds keys/);
		expect(salts.objects.size).toBe(0);
		await putNewSalt(salts, 1);
		await putFirstRange(salts);
		await expect(rotating()).rejects.toThrow(/salt 1 in the bucket is not the one that this database names/);
		expect((await allKeys(world.database)).every(({ key_version }) => key_version === 1)).toBe(true);
	});
});

describe("a newer table of look-alikes", () => {
	/** The member's keyed hash as an older table made it, of which nothing but its number is known. */
	async function asBefore(
		database: Database,
		id: string,
		name: string,
		ring: Awaited<ReturnType<typeof newestKeyRing>>,
	) {
		const unit = await ring.openUnit(await keyOf(database, Number(id.slice(4))));
		await database.write(
			build
				.updateTable("member")
				.set({
					user_name_sealed: await seal(unit, { table: "member", column: "user_name_sealed", row: id }, name),
					user_name_index: await ring.index("user_name", REALM, comparableUserName(name)),
					user_name_likeness_index: await ring.index("user_name_likeness", REALM, `older ${name}`),
					likeness_version: 0,
				})
				.where("id", "=", id),
		);
	}
	const imprints = async (database: Database) => {
		const [rows] = await database.read(
			build.selectFrom("member").select(["user_name_likeness_index", "likeness_version"]).orderBy("id"),
		);
		return rows;
	};

	it("reaches the members of before, and keeps both of two who look alike by it (P03)", async () => {
		const world = await begun(3);
		const ring = await newestKeyRing(world.sources);
		await asBefore(world.database, "lid-0", "Claire", ring);
		await asBefore(world.database, "lid-1", "CIaire", ring);
		const rewrite = () =>
			rewriteOutgrown({
				...{ database: world.database, indexed: INDEXED_TABLES, ring, now: () => world.clock.now },
				until: Number.POSITIVE_INFINITY,
				progress: { keys: 0, rows: 0, lost: 0, milliseconds: 0 },
				write: async (queries) => {
					await world.database.write(...queries);
					return true;
				},
			});
		expect(await rewrite()).toBe(true);
		const rows = await imprints(world.database);
		expect(rows.map(({ likeness_version }) => likeness_version)).toEqual([1, 1, 1].map(() => LIKENESS_VERSION));
		const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
		const found = rows.slice(0, 2).map(({ user_name_likeness_index }) => hex(user_name_likeness_index));
		const likeness = hex(await ring.index("user_name_likeness", REALM, confusableSkeleton("claire")));
		// One of them holds what a third would meet; the other holds its own name.
		expect(found.filter((one) => one === likeness)).toHaveLength(1);
		expect(new Set(found).size).toBe(2);
	});

	it("does not stop the next rotation of keys", async () => {
		const world = await begun(3);
		const ring = await newestKeyRing(world.sources);
		await asBefore(world.database, "lid-0", "uncle", ring);
		await asBefore(world.database, "lid-1", "unc1e", ring);
		await ask(world);
		await world.finish();
		const newest = await newestKeyRing(world.sources);
		const likeness = await newest.index("user_name_likeness", REALM, confusableSkeleton("uncle"));
		const [holders] = await world.database.read(
			build.selectFrom("member").select("id").where("user_name_likeness_index", "=", likeness),
		);
		expect(holders).toHaveLength(1);
	});
});

describe("the list of blind indexes", () => {
	it("names every column that is one, or there is a reason", () => {
		const listed = INDEXED_TABLES.flatMap(({ table, columns }) => columns.map(({ index }) => `${table}.${index}`));
		const reasons: Record<string, string> = {
			"abuse_count.subject_index": "under a key of the day, which is gone before a rotation would matter",
			"mail_suppression.address_index": "under a hold salt, which no rotation ends",
			"user_name_hold.name_index": "under a hold salt, which no rotation ends",
			"user_name_hold.likeness_index": "under a hold salt, which no rotation ends",
		};
		const found = schema().filter((name) => name.endsWith("_index"));
		expect(found.filter((name) => !(name in reasons)).sort()).toEqual(listed.sort());
		expect(Object.keys(reasons).filter((name) => !found.includes(name))).toEqual([]);
	});

	it("is of tables of a realm, with the columns that a rotation needs", () => {
		const columns = schema();
		for (const { table, id, owner, columns: indexed } of INDEXED_TABLES) {
			expect(TABLE_CLASSES[table]).toBe("shared");
			const needed = ["realm_id", "key_version", id, owner, ...indexed.flatMap(({ index, sealed }) => [index, sealed])];
			expect(columns).toEqual(expect.arrayContaining(needed.map((column) => `${table}.${column}`)));
		}
	});
});

async function keyOf(database: Database, number: number) {
	return (await allKeys(database)).find(({ owner_id }) => owner_id === `lid-${number}`) ?? expect.fail();
}

/** `table.column`, of the whole schema. */
function schema(): string[] {
	const sqlite = new DatabaseSync(":memory:");
	for (const file of readdirSync("migrations").sort()) sqlite.exec(readFileSync(`migrations/${file}`, "utf8"));
	return sqlite
		.prepare(
			"SELECT m.name || '.' || c.name AS name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
		)
		.all()
		.map(({ name }) => String(name));
}

/** The same sources, of which the n-th touch fails, before it has an effect or after, and everything from then on. */
function cutting(sources: KeySources & { database: Database }, failing: number, how: "before" | "after") {
	let touches = 0;
	async function touch<Result>(work: () => Promise<Result>): Promise<Result> {
		touches += 1;
		if (touches > failing) throw new Error("ended");
		if (touches === failing && how === "before") throw new Error("cut off before");
		const result = await work();
		if (touches === failing) throw new Error("cut off after");
		return result;
	}
	const { salts, database } = sources;
	const cutSalts: SaltStore = {
		get: (key) => touch(() => salts.get(key)),
		put: (key, value, options) => touch(() => salts.put(key, value, options)),
		delete: (key) => touch(() => salts.delete(key)),
	};
	const cutDatabase: Database = {
		...database,
		read: (...queries) => touch(() => database.read(...queries)),
		write: (...queries) => touch(() => database.write(...queries)),
	};
	const cut = { ...sources, salts: cutSalts, database: cutDatabase, openDatabase: () => cutDatabase };
	return { sources: cut, happened: () => touches >= failing };
}
