import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS, type AuditEvent, auditHead, auditQueries, entryHash } from "#foundation/audit/audit.ts";
import { entriesFrom } from "#foundation/audit/queries.ts";
import { retryOnConflict } from "#foundation/db/conflict.ts";
import { ConstraintViolated, type Database } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { databaseOn, migrated } from "../../support/stores/memory-database.ts";

const REALM = realmIdSchema.parse("jupiter-media");
const OTHER = realmIdSchema.parse("elders");
const AT = "2026-11-30T10:00:00.000Z";

const events = fc.array(
	fc.record(
		{
			action: fc.constantFrom(...AUDIT_ACTIONS),
			actor: fc.constantFrom("member", "staff", "system", "visitor"),
			role: fc.constantFrom("privacy_officer", "operator"),
			request: fc.uuid(),
			counts: fc.dictionary(fc.constantFrom("rows", "keys", "objects"), fc.nat()),
			edition: fc.nat(),
			commitment: fc.base64String(),
		},
		{ requiredKeys: ["action", "actor"] },
	),
	{ minLength: 1, maxLength: 6 },
) as fc.Arbitrary<AuditEvent[]>;

async function add(database: Database, realm: typeof REALM, own: readonly AuditEvent[]): Promise<void> {
	await retryOnConflict(async () => {
		const [[head]] = await database.read(auditHead(realm));
		await database.write(...(await auditQueries({ realm, at: AT }, head, own)));
	});
}

const all = async (database: Database, realm = REALM) => (await database.read(entriesFrom(realm, 0, 1_000)))[0];

describe("the log of a realm", () => {
	it("is one chain from its first entry to its last, whatever is written to it and by however many at once", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 4 }), async (batches) => {
				const database = databaseOn(migrated());
				await Promise.all([...batches.map((own) => add(database, REALM, own)), add(database, OTHER, batches[0] ?? [])]);
				const entries = await all(database);
				expect(entries).toHaveLength(batches.flat().length);
				for (const [at, { hash, ...entry }] of entries.entries()) {
					expect(entry.number).toBe(at + 1);
					expect(entry.previous_hash).toBe(entries[at - 1]?.hash ?? "");
					expect(await entryHash(entry)).toBe(hash);
				}
				expect((await all(database, OTHER))[0]?.previous_hash).toBe("");
			}),
			{ numRuns: 30 },
		);
	});

	it("hangs every column into the hash, so that none can be another", async () => {
		const database = databaseOn(migrated());
		await add(database, REALM, [{ action: "day_closed", actor: "system" }]);
		const [entry] = await all(database);
		if (entry === undefined) expect.fail("no entry");
		const { hash, ...columns } = entry;
		for (const [name, value] of Object.entries(columns))
			expect(
				await entryHash({ ...columns, [name]: typeof value === "number" ? value + 1 : `${value}x` }),
				name,
			).not.toBe(hash);
	});

	it("takes one of two entries that follow on the same, and refuses one that follows on nothing", async () => {
		const database = databaseOn(migrated());
		const first = await auditQueries({ realm: REALM, at: AT }, undefined, [{ action: "day_closed", actor: "system" }]);
		const rival = await auditQueries({ realm: REALM, at: AT }, undefined, [{ action: "hold_placed", actor: "staff" }]);
		await database.write(...first);
		await expect(database.write(...rival)).rejects.toThrow(ConstraintViolated);
		const stray = await auditQueries({ realm: REALM, at: AT }, { number: 1, hash: "no such hash" }, [
			{ action: "hold_placed", actor: "staff" },
		]);
		await expect(database.write(...stray)).rejects.toThrow("an entry of the log follows on the last one");
		expect(await all(database)).toHaveLength(1);
	});

	it("is neither changed nor taken back", async () => {
		const sqlite = migrated();
		await add(databaseOn(sqlite), REALM, [{ action: "day_closed", actor: "system" }]);
		expect(() => sqlite.exec("UPDATE audit_entry SET role = 'x'")).toThrow("an entry of the log is never changed");
		expect(() => sqlite.exec("DELETE FROM audit_entry")).toThrow("an entry of the log is kept");
	});

	it("writes counts in one order, whichever they came in", async () => {
		const hashes = await Promise.all(
			[
				{ rows: 1, keys: 2 },
				{ keys: 2, rows: 1 },
			].map(async (counts) => {
				const database = databaseOn(migrated());
				await add(database, REALM, [{ action: "erasure_executed", actor: "system", counts }]);
				return (await all(database))[0]?.hash;
			}),
		);
		expect(hashes[0]).toBe(hashes[1]);
	});
});
