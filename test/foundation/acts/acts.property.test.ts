import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { changePassword } from "#features/accounts/session/queries-session.ts";
import { replayQueries } from "#features/restore/replay.ts";
import { type Act, type ActBody, newAct } from "#foundation/acts/act.ts";
import { DatabaseBehind, knownActQueries, requireNotBehind } from "#foundation/acts/behind.ts";
import { putActs } from "#foundation/acts/put.ts";
import { addAct, addActAfterChange } from "#foundation/acts/queries.ts";
import { askRestore } from "#foundation/acts/queries-restore.ts";
import { finishRestore } from "#foundation/acts/restore.ts";
import { ActStoreUnavailable, actsAfter } from "#foundation/acts/store.ts";
import { type KeyRing, keyRing } from "#foundation/crypto/keys.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { databaseOn, migrated } from "../../support/stores/memory-database.ts";
import { memoryObjects } from "../../support/stores/object-store.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const START = Date.parse("2026-11-22T08:00:00.000Z");
const TWERO = brandIdSchema.parse("twero");
const MEMBERS = ["lid-1", "lid-2"];
const folder = mkdtempSync(join(tmpdir(), "livery-acts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a member must be, told by a fold of their acts that knows nothing of the code. */
type Expected = { state: "active" | "suspended" | "closed"; joined: boolean; password: number | null };
/** A database with what is expected of it. */
type DatabaseVersion = { sqlite: DatabaseSync; members: Record<string, Expected>; acts: Set<string> };

type World = {
	current: DatabaseVersion;
	copies: DatabaseVersion[];
	/** Of every act that was ever done. */
	done: Map<string, { subject: string; kind: ActBody["kind"] }>;
	store: ReturnType<typeof failing>;
	ring: KeyRing;
	time: number;
};

let files = 0;
function copyOf({ sqlite, members, acts }: DatabaseVersion): DatabaseVersion {
	files += 1;
	const file = join(folder, `copy-${files}`);
	sqlite.exec(`VACUUM INTO '${file}'`);
	return { sqlite: new DatabaseSync(file), members: structuredClone(members), acts: new Set(acts) };
}

/** A bucket that stops answering after so many puts. */
function failing() {
	const objects = memoryObjects();
	const bucket = { left: Number.POSITIVE_INFINITY };
	const store: ActStore = {
		...objects,
		async put(...what) {
			bucket.left -= 1;
			if (bucket.left < 0) throw new Error("away");
			return objects.put(...(what as Parameters<ActStore["put"]>));
		},
	};
	return { bucket, store };
}

/** A database that is gone after so many writes: what a run that is killed leaves behind. */
function killedAfter(database: Database, writes: number): Database {
	let left = writes;
	return {
		...database,
		write: ((...queries: Parameters<Database["write"]>) => {
			left -= 1;
			return left < 0 ? Promise.reject(new DatabaseUnavailable("killed")) : database.write(...queries);
		}) as Database["write"],
	};
}

async function newWorld(): Promise<World> {
	const sqlite = migrated();
	const database = databaseOn(sqlite);
	const sources = { root: new Uint8Array(32).fill(3), salts: memorySalts(), openDatabase: () => database };
	const ring = await keyRing({ ...sources, now: () => START });
	await addMembers(database, ring, [1, 2]);
	for (const member of MEMBERS)
		await database.write(
			build.insertInto("membership").values({
				...{ brand_id: TWERO, member_id: member, joined_at: "2026-11-01T00:00:00.000Z", state: "active" },
				...{ statement_notified: 1, pairwise_id: member, updated_at: "2026-11-01T00:00:00.000Z" },
			}),
			changePassword(REALM, member, new Uint8Array([0]), "2026-11-01T00:00:00.000Z"),
		);
	const expected = (): Expected => ({ state: "active", joined: true, password: 0 });
	const members = Object.fromEntries(MEMBERS.map((member) => [member, expected()]));
	return {
		current: { sqlite, members, acts: new Set() },
		copies: [],
		done: new Map(),
		store: failing(),
		ring,
		time: START,
	};
}

/** @returns whether there was anything to do */
function fold(member: Expected, kind: ActBody["kind"], password: number | null): boolean {
	const { state } = member;
	if (kind === "suspended" && state === "active") member.state = "suspended";
	else if (kind === "reinstated" && state === "suspended") member.state = "active";
	else if (kind === "closed" && state === "active") member.state = "closed";
	else if (kind === "reopened" && state === "closed") member.state = "active";
	else if (kind === "left" && member.joined) member.joined = false;
	else if (kind === "password_changed") member.password = password;
	else return kind === "signed_out_everywhere";
	return true;
}

const bodyOf = (kind: (typeof KINDS)[number]): ActBody => {
	if (kind === "closed") return { kind, purgeAt: "2027-11-22T08:00:00.000Z" };
	return kind === "left" ? { kind, brand: TWERO } : { kind };
};

/** Does something as a request does it: with its act in the batch, if it changes anything. */
async function act(world: World, subject: string, kind: (typeof KINDS)[number]): Promise<void> {
	const database = databaseOn(world.current.sqlite);
	world.time += 1_000;
	const done = newAct(subject, bodyOf(kind), world.time);
	const password = world.time % 251;
	const realm = { id: REALM, brands: [TWERO] };
	const [first, ...others] =
		kind === "password_changed"
			? [changePassword(REALM, subject, new Uint8Array([password]), done.at)]
			: await replayQueries({ database, ring: world.ring, realm }, done as Act<typeof kind>);
	if (first === undefined) return;
	const added = kind === "signed_out_everywhere" ? addAct(REALM, done) : addActAfterChange(REALM, done);
	await database.write(first, added, ...others);
	const member = world.current.members[subject] ?? expect.fail("no member");
	world.done.set(done.id, { subject, kind });
	if (fold(member, kind, password)) world.current.acts.add(done.id);
}

async function put({ current, ring, store, time }: World, fails: number): Promise<void> {
	store.bucket.left = fails;
	const database = databaseOn(current.sqlite);
	await putActs({ database, ring, store: store.store, now: () => time }, REALM).catch((error: unknown) => {
		if (!(error instanceof ActStoreUnavailable || error instanceof DatabaseBehind)) throw error;
	});
	store.bucket.left = Number.POSITIVE_INFINITY;
}

const stored = ({ store }: World) => actsAfter(store.store, REALM, 0);

async function isBehind({ current, store }: World): Promise<boolean> {
	const database = databaseOn(current.sqlite);
	const [known, asked] = await database.read(...knownActQueries);
	return requireNotBehind(database, store.store, { known, asked }).then(
		() => false,
		(error: unknown) => {
			if (error instanceof DatabaseBehind) return true;
			throw error;
		},
	);
}

/** Finishes the restore in runs that are killed after so many writes, the last of which is not. */
async function finish(world: World, kills: readonly number[]): Promise<void> {
	const database = databaseOn(world.current.sqlite);
	await database.write(...askRestore(new Date(world.time).toISOString()));
	for (const kill of [...kills, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]) {
		world.time += 3_600_000;
		const { ring, store, time: now } = world;
		const sources = {
			...{ ring, store: store.store, now: () => now, noticedWithin: 1, holder: `run ${now}` },
			replay: replayQueries,
		};
		const realm = { id: REALM, accountHost: "", brands: [TWERO], terms: [] };
		const run = { ...sources, database: killedAfter(database, kill), findRealm: () => realm };
		await finishRestore(run, 60_000).catch((error: unknown) => {
			if (!(error instanceof DatabaseUnavailable)) throw error;
		});
	}
}

async function compare({ current }: World): Promise<void> {
	const database = databaseOn(current.sqlite);
	const [members, memberships] = await database.read(
		build.selectFrom("member").select(["id", "state", "password_sealed"]).orderBy("id"),
		build.selectFrom("membership").select("member_id"),
	);
	const found = members.map(({ id, state, password_sealed }): [string, Expected] => [
		id,
		{
			state: state as Expected["state"],
			joined: memberships.some(({ member_id }) => member_id === id),
			password: password_sealed?.[0] ?? null,
		},
	]);
	expect(Object.fromEntries(found)).toEqual(current.members);
}

const KINDS = [
	...(["suspended", "reinstated", "closed", "reopened", "left", "password_changed"] as const),
	"signed_out_everywhere",
] as const;

const acting = fc.record({
	do: fc.constant("act" as const),
	subject: fc.constantFrom(...MEMBERS),
	kind: fc.constantFrom(...KINDS),
});
const steps = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: acting },
		{ weight: 4, arbitrary: fc.record({ do: fc.constant("put" as const), fails: fc.constantFrom(0, 1, 2, 99) }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant("copy" as const) }) },
		{
			weight: 2,
			arbitrary: fc.record({
				do: fc.constant("back" as const),
				which: fc.nat(9),
				// What requests do to a copy before it is noticed.
				meanwhile: fc.array(acting, { maxLength: 2 }),
				kills: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
			}),
		},
	),
	{ minLength: 4, maxLength: 24 },
);

type Back = { which: number; meanwhile: readonly { subject: string; kind: (typeof KINDS)[number] }[]; kills: number[] };

/** A copy is put back, found out, and brought up. */
async function goBack(world: World, { which, meanwhile, kills }: Back): Promise<void> {
	const copy = world.copies[which % Math.max(world.copies.length, 1)];
	if (copy === undefined) return;
	world.current = copyOf(copy);
	for (const { subject, kind } of meanwhile) await act(world, subject, kind);
	const { members, acts } = world.current;
	const ahead = (await stored(world)).filter(({ id }) => !acts.has(id));
	expect(await isBehind(world)).toBe(ahead.length > 0);
	for (const { id } of ahead) {
		const { subject, kind } = world.done.get(id) ?? expect.fail("an act of nobody");
		fold(members[subject] ?? expect.fail("no member"), kind, null);
		acts.add(id);
	}
	await finish(world, kills);
	expect(await isBehind(world)).toBe(false);
	await compare(world);
}

describe("acts, copies and puts in any order", () => {
	it("leave nothing undone that stood outside the database, wherever the replay is killed (T11, P34, P37)", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const world = await newWorld();
				for (const step of all) {
					if (step.do === "act") await act(world, step.subject, step.kind);
					else if (step.do === "put") await put(world, step.fails);
					else if (step.do === "copy") world.copies.push(copyOf(world.current));
					else await goBack(world, step);
				}
				await compare(world);
				// Whatever waited is put in the end, each under a number of its own.
				await put(world, Number.POSITIVE_INFINITY);
				const ids = (await stored(world)).map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				for (const id of world.current.acts) expect(ids).toContain(id);
				expect(await isBehind(world)).toBe(false);
			}),
			{ numRuns: 60 },
		);
	});
});
