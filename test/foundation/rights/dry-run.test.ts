import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import type { Legal, PublishedBrand } from "#foundation/brand/settings.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import type { BrandId } from "#foundation/ids.ts";
import { AGREEMENT_TABLES, removeAgreements } from "#foundation/ledgers/queries-evidence.ts";
import type { ErasedSubjects } from "#foundation/register/declaration.ts";
import { countDue } from "#foundation/rights/dry-run.ts";
import { DAY } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import {
	BRANDS,
	insertRows,
	memberRows,
	REALM,
	registrationRows,
	remainderRows,
	staffRows,
} from "../../support/fixtures/person-rows.ts";
import { legalOf, publishedBrand, versionOf } from "../../support/fixtures/published.ts";
import { type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";
import { expectIndexes } from "../../support/query-plan.ts";

const NOW = Date.parse("2031-11-29T08:00:00.000Z");
const iso = (time: number) => new Date(time).toISOString();

type Editions = (brand: string) => PublishedBrand["legal"];

const brandsOf = (editions: Editions) =>
	BRANDS.map((id) => {
		const legal = editions(id);
		const statements = legal.map(({ statement, effectiveAt }) => versionOf(statement, effectiveAt));
		return publishedBrand({ id, legal, statements });
	});
const erasedAfter = (id: string, eraseAfterClosing: Legal["eraseAfterClosing"]) => legalOf(id, { eraseAfterClosing });

/** Closed accounts that are due, taken and not due, registrations and staff of each kind, and what stayed of others. */
async function inhabited(editions?: Editions): Promise<RetentionWorld> {
	const world = await retentionWorld(NOW, editions && { brands: brandsOf(editions) });
	const closed = (id: string, at: number, closing: number) => {
		const closedAt = iso(closing);
		return memberRows({ id, at: iso(at), closedAt, purgeAt: addDuration(new Date(closedAt), "P60M").toISOString() });
	};
	const fiveYears = NOW - 5 * 366 * DAY;
	const people = [
		closed("due", fiveYears - 400 * DAY, fiveYears),
		closed("taken", NOW - DAY / 2, fiveYears - DAY),
		closed("tomorrow", fiveYears, NOW - 4.99 * 365 * DAY),
		closed("fresh", NOW - 40 * DAY, NOW - DAY),
		memberRows({ id: "standing", at: iso(NOW - 400 * DAY) }),
		registrationRows({ id: "waiting", at: iso(NOW - DAY / 2), expiresAt: iso(NOW + DAY) }),
		registrationRows({ id: "forgotten", at: iso(NOW - 15 * DAY), expiresAt: iso(NOW - DAY) }),
		registrationRows({ id: "old", at: iso(NOW - 15 * DAY), expiresAt: iso(NOW + DAY) }),
		staffRows({ id: "gone", at: iso(NOW - 10 * DAY), endedAt: iso(fiveYears) }),
		staffRows({ id: "left", at: iso(fiveYears), endedAt: iso(NOW - DAY) }),
		remainderRows(iso(fiveYears)),
	];
	const taken = build
		.updateTable("member")
		.set({ erasing_at: iso(NOW) })
		.where("realm_id", "=", REALM);
	const waits = build.updateTable("outbox").set({ settled_at: null }).where("realm_id", "=", REALM);
	await world.database.write(
		...people.flatMap(insertRows),
		taken.where("id", "=", "taken"),
		waits.where("member_id", "=", "taken"),
	);
	return world;
}

/** Takes what the product's own hook takes, and seals nothing: no key here opens anything. */
const HOOKS = {
	hooks: [
		async (_: unknown, { subjects, brands }: ErasedSubjects) =>
			subjects.flatMap(({ id }) => brands.flatMap((brand) => removeAgreements(brand as BrandId, id))),
	],
};

const dryRun = ({ database, snapshot, time }: RetentionWorld) =>
	countDue(database, { register: REGISTER, snapshot, now: time, sealedTables: AGREEMENT_TABLES });

/** What the job wrote down, as a dry run says it. */
function evidence(world: RetentionWorld) {
	const runs = world.rowsOf("retention_run").map((row) => JSON.parse(row.slice(row.indexOf("{"))));
	const lines = (column: "erased" | "kept") =>
		runs.flatMap((run) => (run[column] > 0 ? [`${run.rule} ${run.table_name} ${run[column]}`] : [])).sort();
	return { erased: lines("erased"), kept: lines("kept") };
}

const inLines = (rows: readonly { rule: string; table: string; rows: number }[] = []) =>
	rows.map(({ rule, table, rows: count }) => `${rule} ${table} ${count}`).sort();

describe("a dry run", () => {
	it.each([
		["by the terms of today", { due: 2, stay: 2 }, undefined],
		[
			"by a shorter term of one brand",
			{ due: 3, stay: 1 },
			(id: string) => [
				{
					...{ effectiveAt: "2020-01-01T00:00:00.000Z", statement: 1 },
					settings: erasedAfter(id, id === "volwassen" ? "P20D" : "P60M"),
				},
			],
		],
	] as const)("says what the job then erases, and what it keeps, %s", async (_, accounts, editions) => {
		const world = await inhabited(editions);
		const [realm] = await dryRun(world);
		const closed = () => world.rowsOf("member").filter((row) => row.includes('"state":"closed"')).length;
		expect(realm?.accounts).toEqual(accounts);
		await world.tick(HOOKS);
		expect(closed()).toBe(accounts.stay);
		const { erased, kept } = evidence(world);
		expect(erased.length).toBeGreaterThan(25);
		expect({ erased: inLines(realm?.erased), kept: inLines(realm?.kept) }).toEqual({ erased, kept });
		const agreed = [`acceptance acceptance ${accounts.due}`, `consent_evidence consent_event ${3 * accounts.due}`];
		expect(inLines(realm?.sealed)).toEqual(agreed);
		const [after] = await dryRun(world);
		expect([after?.accounts.due, after?.erased, after?.sealed]).toEqual([0, [], []]);
	});

	it("says of a day to come what the job erases on that day, by the edition in force then", async () => {
		const world = await inhabited((id) => [
			{ effectiveAt: "2020-01-01T00:00:00.000Z", statement: 1, settings: erasedAfter(id, "P60M") },
			{ effectiveAt: iso(NOW + 10 * DAY), statement: 2, settings: erasedAfter(id, "P1D") },
		]);
		world.time = NOW + 9 * DAY;
		expect((await dryRun(world))[0]?.accounts).toEqual({ due: 3, stay: 1 });
		world.time = NOW + 11 * DAY;
		const [realm] = await dryRun(world);
		expect(realm?.accounts).toEqual({ due: 4, stay: 0 });
		await world.tick(HOOKS);
		expect(inLines(realm?.erased)).toEqual(evidence(world).erased);
	});

	it("counts counters of the platform, which belong to no realm", async () => {
		const world = await inhabited();
		const row = { kind: "test", subject_index: new Uint8Array(8), window_start: iso(NOW - DAY), count: 1 };
		await world.database.write(build.insertInto("abuse_count").values(row));
		const platform = (await dryRun(world)).at(-1);
		expect(platform).toEqual({
			...{ realm: "", accounts: { due: 0, stay: 0 }, kept: [], sealed: [] },
			erased: [{ rule: "abuse_count", table: "abuse_count", rows: 1 }],
		});
	});

	it("reads only, by indexes, page after page of closed accounts", async () => {
		const world = await inhabited();
		const sent: Compilable<unknown>[] = [];
		const database: Database = {
			...world.database,
			read: (...queries) => {
				sent.push(...queries);
				return world.database.read(...queries);
			},
			write: () => expect.fail("a dry run writes"),
		};
		const closings = Array.from({ length: 401 }, (_, at) => NOW - 6 * 366 * DAY + ((at + 1) >> 1));
		const bare = closings.map((time, at) => ({
			...memberRows({ id: `more ${at}`, at: iso(time), closedAt: iso(time), purgeAt: iso(time) }).member?.[0],
		}));
		for (const row of bare) await world.database.write(...insertRows({ member: [row as never] }));
		const before = world.rows();
		const [realm] = await dryRun({ ...world, database });
		expect(realm?.accounts).toEqual({ due: 403, stay: 2 });
		expect(world.rows()).toEqual(before);
		for (const query of sent) expect(query.compile().sql).toMatch(/^(select|\(?select)/);
		expectIndexes(sent);
	});
});
