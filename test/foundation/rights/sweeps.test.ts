import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { build } from "#foundation/db/database.ts";
import { addDuration, startOfDay } from "#foundation/i18n/duration.ts";
import { compileTerms } from "#foundation/register/compile-terms.ts";
import { RETENTION } from "#foundation/register/retention.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import {
	accountRows,
	BRANDS,
	insertRows,
	memberRows,
	REALM,
	registrationRows,
	staffRows,
} from "../../support/fixtures/person-rows.ts";
import { brandErasing, inRealm, type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";

const [PLAIN, ADULT] = BRANDS;
const NOW = Date.parse("2027-03-28T12:00:00.000Z");
/** Less than a day before: the clock went forward in that night. */
const STILL_GOOD = "2027-03-27T13:00:00.001Z";
const iso = (time: number) => new Date(time).toISOString();

const valuesOf = (world: RetentionWorld, table: string): Record<string, unknown>[] =>
	world.rowsOf(table).map((row) => JSON.parse(row.slice(table.length + 1)));

const code = (number: number, issuedAt: string, realm = REALM) =>
	build.insertInto("mail_code").values({
		...{ realm_id: realm, member_id: "m", kind: "reset", key_version: 1, expires_at: issuedAt, issued_at: issuedAt },
		code_hash: new TextEncoder().encode(`${realm} ${number}`),
	});

/** A brand whose edition keeps what this rule keeps for so long. */
function keeping(id: string, rule: keyof typeof RETENTION, term: string): PublishedBrand {
	const brand = brandErasing(id, "P60M");
	const legal = brand.legal.map((edition) => {
		const register = compileTerms(edition.settings, REGISTER);
		const retention = { ...register.retention, [rule]: { from: RETENTION[rule].from, for: term, atOnceOn: [] } };
		return { ...edition, settings: { ...edition.settings, register: { ...register, retention } } };
	});
	return { ...brand, legal };
}

describe("a sweep of many rows", () => {
	it.each([
		["each of a moment of its own", (number: number) => iso(NOW - 2 * DAY + number)],
		["all of one moment", () => iso(NOW - 2 * DAY)],
	])("ends more than two batches in one run, %s", async (_, issuedAt) => {
		const world = await retentionWorld(NOW);
		const rows = Array.from({ length: 1_201 }, (_, number) => code(number, issuedAt(number)));
		await world.database.write(...rows, code(-1, STILL_GOOD));
		await world.tick();
		expect(valuesOf(world, "mail_code")).toMatchObject([{ issued_at: STILL_GOOD }]);
		expect(valuesOf(world, "retention_run")).toMatchObject([
			{ rule: "one_time_code", table_name: "mail_code", erased: 1_201 },
		]);
	});

	it("takes some five hundred rows to a batch, and begins none after its time", async () => {
		const world = await retentionWorld(NOW);
		await world.database.write(
			...Array.from({ length: 1_201 }, (_, number) => code(number, iso(NOW - 2 * DAY + number))),
		);
		world.tripTakes = 10_000;
		const left = [];
		for (let minute = 1; minute < 10; minute++) {
			await world.tick();
			left.push(world.rowsOf("mail_code").length);
			world.time = NOW + minute * MINUTE;
		}
		expect(left.slice(0, 3)).toEqual([701, 201, 0]);
		expect(valuesOf(world, "retention_run")).toMatchObject([{ erased: 1_201 }]);
	});

	it("notes up to which moment a rule ended everything, not where a batch ended", async () => {
		const world = await retentionWorld(NOW);
		const number = 700;
		await world.database.write(...Array.from({ length: number }, (_, at) => code(at, iso(NOW - 9 * DAY + at))));
		await world.tick();
		expect(valuesOf(world, "retention_cutoff")).toEqual([
			{ realm_id: REALM, rule: "one_time_code", before: "2027-03-27T13:00:00.000Z", noted_at: iso(NOW) },
		]);
	});
});

describe("sweeps of realms and brands with different terms", () => {
	it("end rows of one age only where the shortest term of the realm has passed", async () => {
		const world = await retentionWorld(NOW, {
			brands: [
				...[keeping(PLAIN, "one_time_code", "P9D"), keeping(ADULT, "one_time_code", "P3D")],
				inRealm("elders", keeping("derde", "one_time_code", "P9D")),
			],
		});
		const at = iso(NOW - 5 * DAY);
		await world.database.write(...[REALM, "elders", "nergens"].map((realm, number) => code(number, at, realm)));
		await world.tick();
		expect(valuesOf(world, "mail_code").map(({ realm_id }) => realm_id)).toEqual(["elders", "nergens"]);
		world.time += 4 * DAY;
		await world.tick();
		expect(valuesOf(world, "mail_code").map(({ realm_id }) => realm_id)).toEqual(["nergens"]);
	});

	it("end answers by the term of their own brand, and those of a brand that is gone by its realm's", async () => {
		const terms = { [PLAIN]: "P2Y", [ADULT]: "P1Y" };
		const brands = Object.entries(terms).map(([id, term]) => keeping(id, "consent_evidence", term));
		const world = await retentionWorld(NOW, { brands });
		const happened = "2026-01-05T10:00:00.000Z";
		const answers = [PLAIN, ADULT, "weg"].map((brand_id) =>
			build.insertInto("consent_event").values({
				...{ brand_id, id: brand_id, member_id: "m", purpose: "suggestions", recipient: "", kind: "refused" },
				...{ text_hash: "h", method: "settings", happened_at: happened, ended_at: happened },
				...{ previous_hash: "", hash: brand_id },
			}),
		);
		const revision = build.insertInto("brand_revision").values({
			...{ brand_id: "weg", revision: 1, realm_id: REALM, source_sha256: "", settings_json: "{}" },
			...{ provenance_json: "{}", note: "", published_at: happened },
		});
		await world.database.write(...answers, revision);
		const full = () => valuesOf(world, "consent_event").flatMap(({ id, kind }) => (kind === "" ? [] : [id]));
		world.time = Date.parse("2027-01-05T09:59:59.999Z");
		await world.tick();
		expect(full()).toEqual([PLAIN, ADULT, "weg"]);
		world.time += 1;
		await world.tick();
		expect(full()).toEqual([PLAIN]);
		world.time = Date.parse("2028-01-05T10:00:00.000Z");
		await world.tick();
		expect(full()).toEqual([]);
	});

	it("leaves every row of another realm, whatever is due", async () => {
		const days = fc.integer({ min: 0, max: 2_500 });
		await fc.assert(
			fc.asyncProperty(days, days, async (age, later) => {
				const other = { realm: "elders", brands: ["derde", "vierde"] } as const;
				const brands = BRANDS.map((id) => brandErasing(id, "P60M"));
				const world = await retentionWorld(NOW, { brands });
				const at = iso(NOW - age * DAY);
				const people = (own: object) => [
					memberRows({ ...own, id: `m`, at }),
					staffRows({ ...own, id: `s`, at, endedAt: at }),
					registrationRows({ ...own, id: `r`, at, expiresAt: at }),
				];
				await world.database.write(...people(other).flatMap(insertRows));
				const theirs = world.rows();
				await world.database.write(...people({}).flatMap((rows) => insertRows(withoutUnique(rows))));
				const both = world.rows().length;
				world.time += later * DAY;
				await world.tick();
				expect(world.rows()).toEqual(expect.arrayContaining(theirs));
				if (age + later > 0) expect(world.rows().length).toBeLessThan(both);
			}),
			{ numRuns: 8 },
		);
	});
});

/** Keys of objects and ids of mails are unique over realms. */
const withoutUnique = ({
	photo: _,
	outbox: __,
	ticket_attachment: ___,
	...rows
}: ReturnType<typeof memberRows>): ReturnType<typeof memberRows> => rows;

describe("runs at any times", () => {
	const TERMS = ["P1M", "P12M", "P13M", "P60M"] as const;
	const closing = fc
		.integer({ min: 0, max: 730 * 24 })
		.map((hours) => Date.parse("2026-01-30T22:30:00.000Z") + hours * 3_600_000);

	it("erase an account on the day of its end by the calendar, and not a millisecond before that day", async () => {
		await fc.assert(
			fc.asyncProperty(closing, fc.constantFrom(...TERMS), async (closedAt, term) => {
				const world = await retentionWorld(0, { brands: [brandErasing(PLAIN, term)] });
				const purgeAt = addDuration(new Date(closedAt), "P60M").toISOString();
				const at = "2024-01-05T10:00:00.000Z";
				await world.database.write(
					...insertRows(accountRows({ id: "m", brands: [PLAIN], at, closedAt: iso(closedAt), purgeAt })),
				);
				const day = startOfDay(addDuration(new Date(closedAt), term)).getTime();
				world.time = day - 1;
				await world.tick();
				expect(world.rowsOf("member")).toHaveLength(1);
				world.time = day;
				await world.tick();
				expect(world.rowsOf("member")).toEqual([]);
			}),
			{
				numRuns: 25,
				examples: [
					["2026-03-29T00:30:00.000Z", "P12M"],
					["2027-03-28T01:30:00.000Z", "P1M"],
					["2026-10-25T00:30:00.000Z", "P60M"],
					["2026-01-31T22:59:59.999Z", "P1M"],
					["2026-02-28T22:30:00.000Z", "P1M"],
					["2027-02-28T10:00:00.000Z", "P12M"],
					["2026-02-28T23:00:00.000Z", "P1M"],
				].map(([time = "", term]) => [Date.parse(time), term as (typeof TERMS)[number]]),
			},
		);
	});

	it("leave what the last of them would leave alone", async () => {
		const START = Date.parse("2026-01-01T00:00:00.000Z");
		const time = fc.integer({ min: 0, max: 2_000 }).map((days) => START + days * DAY + 7 * MINUTE);
		const inhabited = async (closed: readonly number[]) => {
			const shorter = { effectiveAt: "2028-01-01T00:00:00.000Z", term: "P24M" as const };
			const world = await retentionWorld(0, {
				brands: [brandErasing(PLAIN, "P36M", shorter), brandErasing(ADULT, "P48M")],
			});
			for (const [number, closedAt] of closed.entries()) {
				const [at, id] = [iso(START), `p${number}`];
				const purgeAt = addDuration(new Date(closedAt), "P48M").toISOString();
				const brands = [[PLAIN], [ADULT], BRANDS, []][number % 4];
				await world.database.write(
					...insertRows(accountRows({ id, at, closedAt: iso(closedAt), purgeAt, ...(brands ? { brands } : {}) })),
					...insertRows(staffRows({ id: `s${number}`, at, endedAt: iso(closedAt) })),
					...insertRows(registrationRows({ id: `r${number}`, at: iso(closedAt), expiresAt: iso(closedAt + 2 * DAY) })),
					code(number, iso(closedAt)),
				);
			}
			return world;
		};
		await fc.assert(
			fc.asyncProperty(
				fc.array(time, { minLength: 1, maxLength: 5 }),
				fc.array(time, { minLength: 1, maxLength: 5 }),
				async (closed, ticks) => {
					const often = await inhabited(closed);
					const once = await inhabited(closed);
					once.time = Math.max(...ticks);
					for (often.time of [...ticks, once.time]) await often.tick();
					await once.tick();
					expect(often.rows()).toEqual(once.rows());
				},
			),
			{ numRuns: 12 },
		);
	});
});
