import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { readMigrations } from "#cli/generate/tables.ts";
import { unsealedAgreementsJob } from "#features/memberships/unsealed-agreements.ts";
import type { JobContext } from "#foundation/context.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { consentRows } from "#foundation/ledgers/consent.ts";
import { evidenceIndexes, openEvidence } from "#foundation/ledgers/evidence.ts";
import { evidenceKeysOf, evidenceOf } from "#foundation/ledgers/queries-evidence.ts";
import { databaseOn } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const BRAND = brandIdSchema.parse("twero");
const REALM = realmIdSchema.parse("jupiter-media");
const [GIVEN, LEFT] = ["2026-01-05T10:00:00.000Z", "2026-03-06T11:00:00.000Z"];
const NEVER = { consents: () => false, acceptances: () => false };

/** A database of before evidence was sealed, with somebody who left, one who stays and one who has not confirmed. */
async function earlierDatabase() {
	const sqlite = new DatabaseSync(":memory:");
	const migrations = readMigrations("migrations");
	const first = migrations.findIndex(({ name }) => name.includes("evidence-after-leaving"));
	for (const { sql } of migrations.slice(0, first)) sqlite.exec(sql);
	sqlite.exec(`INSERT INTO brand_revision VALUES ('${BRAND}', 1, '${REALM}', '', '', '', '', '${GIVEN}')`);
	for (const member of ["left", "stays", "waits"]) {
		const own = { brand: BRAND, member, method: "join" as const };
		const question = { purpose: "use_of_site" as const, recipient: "", textHash: "h" };
		const given = await consentRows({ ...own, at: GIVEN }, [{ ...question, kind: "given", id: `1 ${member}` }]);
		const events = given.map((row) => ({ ...row, ended_at: null }) as never);
		const answer = { ...question, kind: "withdrawn" as const, id: `2 ${member}` };
		const withdrawn = member === "left" ? await consentRows({ ...own, at: LEFT }, [answer], events) : [];
		for (const row of [...given, ...withdrawn]) {
			const { ended_at: _, ...values } = row;
			const names = Object.keys(values);
			const marks = names.map(() => "?").join();
			sqlite
				.prepare(`INSERT INTO consent_event (${names.join()}) VALUES (${marks})`)
				.run(...(Object.values(values) as string[]));
		}
		sqlite.exec(
			`INSERT INTO acceptance VALUES ('${BRAND}', 'a ${member}', '${member}', 'terms', 1, 'nl', 'h', 'accepted', '${GIVEN}', NULL)`,
		);
	}
	sqlite.exec(`INSERT INTO membership VALUES ('${BRAND}', 'stays', '${GIVEN}', 'active', 1, 'p', '${GIVEN}');
		INSERT INTO registration VALUES ('${REALM}', 'waits', '${BRAND}', x'', x'01', x'', x'02', x'03', x'', x'', 'nl', x'', '18+',
			'${GIVEN}', '${GIVEN}', '${LEFT}', 1, 1)`);
	for (const { sql } of migrations.slice(first)) sqlite.exec(sql);
	const database = databaseOn(sqlite);
	const sources = {
		...{ root: new Uint8Array(32).fill(3), salts: memorySalts() },
		...{ openDatabase: () => database, now: () => Date.parse(LEFT) },
	};
	const keys = () => keyRing(sources);
	const run = () => unsealedAgreementsJob({ keys, database: () => database } as never as JobContext);
	const count = (sql: string) => Number(sqlite.prepare(`SELECT count(*) AS rows FROM ${sql}`).get()?.rows);
	return { sqlite, database, keys, run, count };
}

describe("agreements of memberships that ended before evidence was sealed", () => {
	it("are sealed as of the last word that was said, and stand nowhere in the plain", async () => {
		const world = await earlierDatabase();
		expect(world.count("unsealed_agreement")).toBe(1);
		await world.run();
		for (const table of ["consent_event", "acceptance", "unsealed_agreement"])
			expect([table, world.count(`${table} WHERE member_id = 'left'`)]).toEqual([table, 0]);
		expect([world.count("consent_event"), world.count("acceptance")]).toEqual([2, 2]);
		const ring = await world.keys();
		const indexes = await evidenceIndexes(ring, REALM, "left");
		const [consents, acceptances, ...found] = await world.database.read(
			...evidenceOf(REALM, indexes),
			...evidenceKeysOf(REALM, indexes),
		);
		const opened = await openEvidence(ring, { consents, acceptances, keys: found.flat() }, NEVER);
		expect(opened).toMatchObject({
			isComplete: true,
			acceptances: [{ brand: BRAND, entries: [{ document: "terms" }] }],
		});
		expect(opened.consents.flatMap(({ entries }) => entries.map(({ kind }) => kind))).toEqual(["given", "withdrawn"]);
		expect(acceptances.map(({ ended_at }) => ended_at)).toEqual(["2026-03-06T00:00:00.000Z"]);
		await world.run();
		expect([world.count("consent_evidence"), world.count("acceptance_evidence")]).toEqual([1, 1]);
	});

	it("stay where the member is back on the brand", async () => {
		const world = await earlierDatabase();
		world.sqlite.exec(`INSERT INTO membership VALUES ('${BRAND}', 'left', '${LEFT}', 'active', 1, 'q', '${LEFT}')`);
		await world.run();
		expect(world.count("consent_event WHERE member_id = 'left'")).toBe(2);
		expect([world.count("unsealed_agreement"), world.count("consent_evidence")]).toEqual([0, 0]);
	});
});
