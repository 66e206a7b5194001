import { describe, expect, it } from "vitest";
import { type KeySources, KeyUnavailable, keyRing } from "#foundation/crypto/keys.ts";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { resealUnit } from "#foundation/crypto/rotation/reseal.ts";
import { assertKeyCurrent, queueReseal, resealDueUnits } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, SealBroken, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { build, ConstraintViolated, type Database } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { sealedTables } from "#foundation/register/sealed-tables.ts";
import { REGISTER, TABLE_RULES } from "../../../src/register.ts";
import { addMembers, allKeys, emailOf, findByEmail, REALM } from "../../support/fixtures/keyed-members.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const SEALED = sealedTables(REGISTER);

const NOW = "2026-11-22T00:00:00.000Z";
const LATER = "2026-11-22T00:01:00.000Z";
const PASSWORD = { table: "member", column: "password_sealed", row: "lid-1" } as const;

async function realmWithMembers() {
	const database = memoryDatabase();
	const sources: KeySources = {
		root: new Uint8Array(32).fill(3),
		salts: memorySalts(),
		openDatabase: () => database,
		now: () => Date.UTC(2026, 10, 22),
	};
	const ring = await keyRing(sources);
	await addMembers(database, ring, [1, 2]);
	const key = await keyOf(database, "lid-1");
	const unit = await ring.openUnit(key);
	await putPassword(database, unit, "$argon2id$…");
	await addSession(database, unit, "sessie-1");
	const work = { ring, database, sealed: SEALED, realm: REALM, owner: "lid-1", unit: "core" };
	return { database, ring, key, unit, work };
}

async function keyOf(database: Database, owner: string) {
	const [[key]] = await database.read(build.selectFrom("unit_key").select(KEY_COLUMNS).where("owner_id", "=", owner));
	return key ?? expect.fail("no key");
}

async function putPassword(database: Database, unit: UnitKey, password: string) {
	const sealed = await seal(unit, PASSWORD, password);
	await database.write(build.updateTable("member").set({ password_sealed: sealed }).where("id", "=", "lid-1"));
	return sealed;
}

async function addSession(database: Database, unit: UnitKey, id: string) {
	const sealed = (column: string) => seal(unit, { table: "session", column, row: id }, "laptop");
	const now = "2026-11-22T00:00:00.000Z";
	await database.write(
		build.insertInto("session").values({
			...{ realm_id: REALM, id, brand_id: "", member_id: "lid-1", created_at: now, seen_at: now, ends_at: now },
			...{ kept_signed_in: 0, scope: "full", epoch: 1, device_type_sealed: await sealed("device_type_sealed") },
			operating_system_sealed: await sealed("operating_system_sealed"),
			browser_sealed: await sealed("browser_sealed"),
		}),
	);
}

async function passwordOf(database: Database) {
	const [[row]] = await database.read(build.selectFrom("member").select("password_sealed").where("id", "=", "lid-1"));
	return row?.password_sealed;
}

describe("erasing one value of a unit", () => {
	it("leaves the rest readable under a new key, and what it held under none (P55)", async () => {
		const { database, ring, key, work } = await realmWithMembers();
		const sealed = (await passwordOf(database)) ?? expect.fail();
		const queries = (await resealUnit({ ...work, erase: [PASSWORD] })) ?? expect.fail();
		const [exchanged] = await database.write(...queries);
		expect(exchanged).toHaveLength(1);
		expect(await passwordOf(database)).toBeNull();
		expect(await findByEmail(database, ring, 1)).toBe(emailOf(1));
		expect(await findByEmail(database, ring, 2)).toBe(emailOf(2));
		const fresh = await keyOf(database, "lid-1");
		expect(fresh.id).not.toBe(key.id);
		await expect(open(await ring.openUnit(fresh), PASSWORD, sealed)).rejects.toThrow(SealBroken);
		for (const left of await allKeys(database))
			await expect(ring.openUnit({ ...key, wrapped_key: left.wrapped_key })).rejects.toThrow(KeyUnavailable);
		const place = { table: "session", column: "browser_sealed", row: "sessie-1" };
		const [[session]] = await database.read(build.selectFrom("session").select("browser_sealed"));
		expect(await open(await ring.openUnit(fresh), place, session?.browser_sealed ?? expect.fail())).toBe("laptop");
	});

	it.each<[string, (world: Awaited<ReturnType<typeof realmWithMembers>>) => Promise<unknown>]>([
		["a value changed", ({ database, unit }) => putPassword(database, unit, "een ander")],
		["a row was added", ({ database, unit }) => addSession(database, unit, "sessie-2")],
		["a row was removed", ({ database }) => database.write(build.deleteFrom("session").where("id", "=", "sessie-1"))],
		[
			"the key was exchanged",
			async ({ database, work }) => database.write(...((await resealUnit({ ...work, erase: [] })) ?? expect.fail())),
		],
		[
			"the key was erased",
			({ database }) => database.write(build.deleteFrom("unit_key").where("owner_id", "=", "lid-1")),
		],
	])("does nothing when meanwhile %s", async (_what, meanwhile) => {
		const world = await realmWithMembers();
		const queries = (await resealUnit({ ...world.work, erase: [PASSWORD] })) ?? expect.fail();
		await meanwhile(world);
		const dump = () =>
			world.database.read(build.selectFrom("member").select(["id", "password_sealed", "email_sealed"]));
		const before = [await dump(), await allKeys(world.database)];
		const [exchanged] = await world.database.write(...queries);
		expect(exchanged).toEqual([]);
		expect([await dump(), await allKeys(world.database)]).toEqual(before);
	});

	it("is not undone by a value that was sealed before it and written after it", async () => {
		const { database, unit, work } = await realmWithMembers();
		const late = await seal(unit, PASSWORD, "te laat");
		const write = () =>
			database.write(
				build.updateTable("member").set({ password_sealed: late }).where("id", "=", "lid-1"),
				assertKeyCurrent(REALM, unit),
			);
		const keys = await allKeys(database);
		await write();
		expect(await allKeys(database)).toEqual(keys);
		await database.write(...((await resealUnit({ ...work, erase: [PASSWORD] })) ?? expect.fail()));
		await expect(write()).rejects.toThrow(ConstraintViolated);
		expect(await passwordOf(database)).toBeNull();
	});

	it("has nothing to do for a unit without a key", async () => {
		const { work } = await realmWithMembers();
		expect(await resealUnit({ ...work, unit: "brand:twero", erase: [] })).toBeUndefined();
	});

	it("sends queries that a request of the realm may send, and that reach no other realm", async () => {
		const { work } = await realmWithMembers();
		const scope = { kind: "brand", brand: brandIdSchema.parse("twero"), realm: REALM } as const;
		const queries = (await resealUnit({ ...work, erase: [PASSWORD] })) ?? expect.fail();
		const fences = [assertKeyCurrent(REALM, { id: "sleutel" }), queueReseal(REALM, work, NOW)];
		for (const query of [...queries, ...fences])
			expect(() => checkScope(query.compile().query, TABLE_RULES, scope)).not.toThrow();
	});
});

describe("what is due to be sealed anew", () => {
	const dueIn = async (database: Database) => (await database.read(build.selectFrom("reseal_due").selectAll()))[0];

	it("is done once: what was replaced opens under no key any more, what is there still does", async () => {
		const { database, ring, unit } = await realmWithMembers();
		const old = (await passwordOf(database)) ?? expect.fail();
		await putPassword(database, unit, "een ander");
		for (const at of [NOW, LATER]) await database.write(queueReseal(REALM, unit, at));
		expect(await dueIn(database)).toEqual([{ realm_id: REALM, owner_id: "lid-1", unit: "core", due_at: LATER }]);
		expect(await resealDueUnits({ database, ring, sealed: SEALED }, 10)).toBe(0);
		expect(await dueIn(database)).toEqual([]);
		const fresh = await ring.openUnit(await keyOf(database, "lid-1"));
		expect(await open(fresh, PASSWORD, (await passwordOf(database)) ?? expect.fail())).toBe("een ander");
		await expect(open(fresh, PASSWORD, old)).rejects.toThrow(SealBroken);
		expect(await findByEmail(database, ring, 2)).toBe(emailOf(2));
		const key = await keyOf(database, "lid-1");
		await resealDueUnits({ database, ring, sealed: SEALED }, 10);
		expect(await keyOf(database, "lid-1")).toEqual(key);
	});

	it("waits when somebody writes at the same moment, and when more becomes due", async () => {
		const { database, ring, unit } = await realmWithMembers();
		await database.write(queueReseal(REALM, unit, NOW));
		let meanwhile: () => Promise<unknown> = () => putPassword(database, unit, "tussendoor");
		const busy: Database = {
			...database,
			write: async (...queries) => {
				const then = meanwhile;
				meanwhile = async () => undefined;
				await then();
				return database.write(...queries);
			},
		};
		await resealDueUnits({ database: busy, ring, sealed: SEALED }, 10);
		expect((await dueIn(database)).map(({ due_at }) => due_at)).toEqual([NOW]);
		expect(await open(unit, PASSWORD, (await passwordOf(database)) ?? expect.fail())).toBe("tussendoor");
		meanwhile = () => database.write(queueReseal(REALM, unit, LATER));
		await resealDueUnits({ database: busy, ring, sealed: SEALED }, 10);
		expect((await dueIn(database)).map(({ due_at }) => due_at)).toEqual([LATER]);
		await resealDueUnits({ database, ring, sealed: SEALED }, 10);
		expect(await dueIn(database)).toEqual([]);
	});

	it("ends for a unit whose key is gone, and passes over one that does not open", async () => {
		const { database, ring, unit } = await realmWithMembers();
		await database.write(
			queueReseal(REALM, { owner: "niemand", unit: "core" }, NOW),
			queueReseal(REALM, unit, NOW),
			queueReseal(REALM, { owner: "lid-2", unit: "core" }, LATER),
			build
				.updateTable("member")
				.set({ gender_sealed: new Uint8Array(80) })
				.where("id", "=", "lid-1"),
		);
		expect(await resealDueUnits({ database, ring, sealed: SEALED }, 10)).toBe(1);
		expect((await dueIn(database)).map(({ owner_id }) => owner_id)).toEqual(["lid-1"]);
	});
});

describe("what a unit covers", () => {
	it("comes from the register: every sealed column belongs to a unit, or there is a reason", () => {
		const reasons: Record<string, string> = {
			registration: "waits under a key of its own; no field of it is erased alone",
			mail_key: "of nobody; sealed once, under a key of its own, which rotation wraps again",
		};
		const outside = REGISTER.filter(({ planned }) => !planned)
			.flatMap(({ tables }) => Object.entries(tables))
			.flatMap(([table, { columns }]) => Object.entries(columns).map(([name, column]) => ({ table, name, column })))
			.filter(({ name, column }) => name.endsWith("_sealed") && !(isPersonal(column) && column.erase.by === "shred"))
			.filter(({ table }) => !(table in reasons));
		expect(outside.map(({ table, name }) => `${table}.${name}`)).toEqual([]);
	});

	it("is found for the account, with the column that names the row", () => {
		const core = SEALED.filter(({ unit }) => unit === "core");
		expect(core.find(({ table }) => table === "member")).toMatchObject({ owner: "id", row: "id", class: "shared" });
		expect(core.find(({ table }) => table === "session")).toMatchObject({
			...{ owner: "member_id", row: "id" },
			columns: ["device_type_sealed", "operating_system_sealed", "browser_sealed"],
		});
		expect(core.find(({ table }) => table === "mail_code")).toMatchObject({ owner: "member_id", row: "member_id" });
		// Mails and the records of access and disclosures have keys of their own: a row of either never changes.
		expect(core.filter(({ table }) => ["outbox", "staff_access", "disclosure"].includes(table))).toEqual([]);
	});
});
