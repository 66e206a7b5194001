import { describe, expect, it } from "vitest";
import { build, type Database } from "#foundation/db/database.ts";
import { TABLE_COLUMNS } from "#foundation/db/tables.ts";
import { imprintsOf, keyIdsOf, leftOf } from "#foundation/rights/erasure/gone.ts";
import { isAbout, liveTables, subjectsOf } from "#foundation/rights/persons.ts";
import { REGISTER } from "../../../../src/register.ts";
import { AT, OTHER } from "../../../support/erasure/erasure-world.ts";
import {
	BRANDS,
	insertRows,
	memberRows,
	REALM,
	type Rows,
	registrationRows,
} from "../../../support/fixtures/person-rows.ts";
import { memoryDatabase } from "../../../support/stores/memory-database.ts";

/** What other code than that which erases finds of a member. */

const OWNER = { realm: REALM, brands: BRANDS };
const EARLY = "2026-01-05T10:00:00.000Z";
const THEIRS = ["other-plain", "other-adult"] as const;
const bytes = (text: string) => new TextEncoder().encode(text);
const EMAIL = bytes("email ada");

/** Rows in every table: of the member, of another, and of one who has the same id in another realm. */
async function crowded(...left: (keyof Rows)[]): Promise<Database> {
	const database = memoryDatabase();
	const all = memberRows({ id: "ada", at: EARLY });
	const kept = left.length === 0 ? all : Object.fromEntries(left.map((table) => [table, all[table]]));
	await database.write(...insertRows(kept), ...insertRows(memberRows({ id: "bob", at: EARLY })));
	return database;
}

const sought = (imprints: readonly Uint8Array[] = [], keptUnits: readonly string[] = []) => ({
	...{ member: "ada", imprints, keptUnits },
	told: { register: REGISTER, at: AT },
});
const found = async (database: Database, ...given: Parameters<typeof sought>) => {
	const { left } = await leftOf(database, OWNER, sought(...given));
	return Object.fromEntries(left.map(({ table, rows }) => [table, rows]));
};
const mailCode = (member_id: string, new_email_index: Uint8Array | null, realm_id: string = REALM, code = "a") =>
	build.insertInto("mail_code").values({
		...{ realm_id, code_hash: bytes(`${code} ${realm_id} ${member_id}`), member_id, kind: "email_new" },
		...{ new_email_index, expires_at: AT, issued_at: EARLY, key_version: 1 },
	});

describe("the look for what is left of a member", () => {
	it("finds a row in every table that has one, and none of another member's", async () => {
		const { left } = await leftOf(await crowded(), OWNER, sought());
		const rows = Object.entries(memberRows({ id: "ada", at: EARLY })).map(([table, own]) => [table, own.length]);
		expect(Object.fromEntries(left.map(({ table, rows: count }) => [table, count]))).toEqual({
			...Object.fromEntries(rows),
			// Closing the request added another.
			rights_request_event: 2,
		});
	});

	it("asks each column in which the register says that a member's id stands", async () => {
		const database = memoryDatabase();
		const asked: string[] = [];
		const noted: Database["read"] = (...queries) => {
			asked.push(...queries.map((query) => query.compile().sql));
			return database.read(...queries);
		};
		await leftOf({ ...database, read: noted }, OWNER, sought());
		const columns = liveTables(REGISTER)
			// The erasure is proven with these looks, and forgets its member then.
			.filter(({ table }) => table !== "erasure")
			.flatMap(({ table, declared }) =>
				subjectsOf(declared)
					.filter((one) => isAbout(one, "member") && one.via === undefined)
					.map(({ column }) => `"${table}"."${column}" = ?`),
			);
		expect(columns.length).toBeGreaterThan(30);
		expect(columns.filter((column) => !asked.some((sql) => sql.includes(column)))).toEqual([]);
	});

	it("finds nothing once nothing is there, and says in how many tables it looked", async () => {
		const { left, looks } = await leftOf(await crowded("unit_key"), OWNER, { ...sought(), member: "nobody" });
		expect(left).toEqual([]);
		const leads = (column: string) => /^(member_id|owner_id|sender_id|subject|subject_id)$|_index$/.test(column);
		const tables = Object.entries(TABLE_COLUMNS).filter(([, columns]) => columns.some(leads));
		// Keys are looked for by what they seal, and the erasure itself not at all.
		expect(looks).toBe(tables.filter(([table]) => table !== "erasure").length);
	});

	it("counts the keys that go, and not those of what stays, of this member and this realm", async () => {
		const database = await crowded("unit_key");
		const { unit_key: keys = [] } = memberRows({ id: "ada", at: EARLY });
		await database.write(...insertRows({ unit_key: keys.map((key) => ({ ...key, realm_id: OTHER })) }));
		expect(await found(database)).toEqual({ unit_key: keys.length });
		const kept = keys.filter(({ unit }) => unit.startsWith("core:")).length;
		expect(await found(database, [], ["core:%"])).toEqual({ unit_key: keys.length - kept });
		expect(await found(database, [], ["core%", "special:%:photo%", "message:%", "brand%"])).toEqual({ unit_key: 1 });
		const [ids] = await database.read(keyIdsOf(REALM, "ada", ["core%", "special:%:photo%", "message:%", "brand%"]));
		expect(ids).toEqual([{ id: `special:${BRANDS[1]}:profiles ada` }]);
		const [all, none, elsewhere] = await database.read(
			keyIdsOf(REALM, "ada", []),
			keyIdsOf(REALM, "nobody", []),
			keyIdsOf("nowhere", "ada", []),
		);
		expect([all.length, none, elsewhere]).toEqual([keys.length, [], []]);
	});

	it("passes by what another realm, or a brand of another realm, has under the same id or imprint", async () => {
		const database = memoryDatabase();
		await database.write(...insertRows(memberRows({ id: "ada", at: EARLY, realm: OTHER, brands: THEIRS })));
		expect(await found(database, [EMAIL])).toEqual({});
		const theirs = await leftOf(database, { realm: OTHER, brands: THEIRS }, sought([EMAIL]));
		expect(theirs.left.map(({ table }) => table)).toContain("membership");
	});

	it("does not tell of what an order keeps secret until its day", async () => {
		const database = memoryDatabase();
		const { legal_disclosure: [secret] = [] } = memberRows({ id: "ada", at: EARLY });
		if (secret === undefined) return expect.fail("no order");
		await database.write(build.insertInto("legal_disclosure").values(secret));
		expect(await found(database)).toEqual({});
		const late = { register: REGISTER, at: "9999-12-31T23:59:59.999Z" };
		const { left } = await leftOf(database, OWNER, { ...sought(), told: late });
		expect(left).toEqual([{ table: "legal_disclosure", rows: 1 }]);
	});
});

describe("an imprint of a member", () => {
	it("is found by itself where no id stands beside it any more", async () => {
		const database = memoryDatabase();
		await database.write(mailCode("somebody", EMAIL), mailCode("another", bytes("email cas")));
		expect(await found(database)).toEqual({});
		expect(await found(database, [bytes("x"), EMAIL])).toEqual({ mail_code: 1 });
	});

	it("is one row where several of its columns lead to the member", async () => {
		const database = memoryDatabase();
		await database.write(...insertRows({ member: memberRows({ id: "ada", at: EARLY }).member ?? [] }));
		await database.write(mailCode("ada", EMAIL), mailCode("ada", null, REALM, "b"));
		const imprints = [EMAIL, bytes("name ada"), bytes("like ada")];
		expect(await found(database, imprints)).toEqual({ member: 1, mail_code: 2 });
	});

	it("is another's who stands with it: who joined again, who registered, who asked for a new address", async () => {
		const database = memoryDatabase();
		const { member = [] } = memberRows({ id: "again", at: EARLY });
		const { registration = [] } = registrationRows({ id: "stranger", at: EARLY, expiresAt: AT });
		await database.write(
			...insertRows({ member: member.map((row) => ({ ...row, email_index: EMAIL })) }),
			...insertRows({ registration: registration.map((row) => ({ ...row, email_index: EMAIL })) }),
			...[mailCode("again", EMAIL), mailCode("stranger", EMAIL)],
		);
		expect(await found(database, [EMAIL])).toEqual({});
		// Who has that id in another realm does not stand here.
		await database.write(mailCode("elsewhere", EMAIL));
		await database.write(
			...insertRows({ member: member.map((row) => ({ ...row, realm_id: OTHER, id: "elsewhere" })) }),
		);
		expect(await found(database, [EMAIL])).toEqual({ mail_code: 1 });
	});

	it("is left in the member's own row, though that row stands", async () => {
		const database = await crowded("member");
		expect(await found(database, [EMAIL])).toEqual({ member: 1 });
		await database.write(mailCode("ada", EMAIL));
		expect(await found(database, [EMAIL])).toEqual({ member: 1, mail_code: 1 });
	});

	it("is found in tables that name nobody", async () => {
		const database = memoryDatabase();
		const evidence = (id: string, index: string) =>
			build.insertInto("consent_evidence").values({
				...{
					realm_id: REALM,
					id,
					subject_index: bytes(index),
					answers_sealed: bytes("x"),
					ended_at: "2026-11-30T00:00:00.000Z",
				},
				...{ previous_hash: "", hash: id, key_version: 1 },
			});
		const hold = { name_index: bytes("held ada"), likeness_index: bytes("like ada"), salt: "1", held_at: AT };
		await database.write(
			...[evidence("one", "ada"), evidence("two", "ada"), evidence("three", "bob")],
			build.insertInto("user_name_hold").values({ realm_id: REALM, ...hold }),
		);
		expect(await found(database, [bytes("ada"), bytes("held ada"), bytes("like ada")])).toEqual({
			...{ consent_evidence: 2, user_name_hold: 1 },
		});
	});

	it("is noted before the erasure from wherever it stands beside the id, in the member's realm", async () => {
		const database = memoryDatabase();
		const rows = (id: string, realm: string, brands: readonly [string, string]) =>
			insertRows({ member: memberRows({ id, at: EARLY, realm, brands }).member ?? [] });
		await database.write(...rows("ada", REALM, BRANDS), ...rows("bob", REALM, BRANDS));
		await database.write(
			...[mailCode("ada", bytes("new ada")), mailCode("ada", null, REALM, "b"), mailCode("bob", bytes("new bob"))],
			mailCode("ada", bytes("elsewhere"), OTHER),
		);
		const texts = (await imprintsOf(database, OWNER, "ada")).map((index) => new TextDecoder().decode(index));
		expect(texts.sort()).toEqual(["email ada", "like ada", "name ada", "new ada"]);
		expect(await imprintsOf(database, OWNER, "nobody")).toEqual([]);
	});
});
