import { describe, expect, it } from "vitest";
import { closeMember } from "#features/accounts/queries-closing.ts";
import { reopenMember } from "#features/accounts/session/queries-session.ts";
import { build } from "#foundation/db/database.ts";
import { addDuration, type Duration } from "#foundation/i18n/duration.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { accountRows, BRANDS, insertRows, REALM, registrationRows } from "../../support/fixtures/person-rows.ts";
import { brandErasing, inRealm, type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";

const [PLAIN, ADULT] = BRANDS;
const CLOSED = "2026-11-29T15:30:00.000Z";
const REALM_ID = realmIdSchema.parse(REALM);

/** A closed account whose day was announced by this term. */
const account = (id: string, announced: Duration, brands: readonly string[], closedAt = CLOSED) =>
	insertRows(
		accountRows({
			...{ id, brands, at: "2024-01-05T10:00:00.000Z", closedAt },
			purgeAt: addDuration(new Date(closedAt), announced).toISOString(),
		}),
	);

const valuesOf = (world: RetentionWorld, table: string): Record<string, unknown>[] =>
	world.rowsOf(table).map((row) => JSON.parse(row.slice(table.length + 1)));
const left = (world: RetentionWorld) => valuesOf(world, "member").map(({ id }) => id);

async function at(world: RetentionWorld, time: string): Promise<unknown[]> {
	world.time = Date.parse(time);
	expect(await world.tick()).toBe(true);
	return left(world);
}

const published = (brand: string, realm = REALM) =>
	build.insertInto("brand_revision").values({
		...{ brand_id: brand, revision: 1, realm_id: realm, source_sha256: "", settings_json: "{}" },
		...{ provenance_json: "{}", note: "", published_at: "2026-01-01T00:00:00.000Z" },
	});

describe("the day of a closed account", () => {
	it("comes sooner once a shorter term is in force, for members of that brand alone", async () => {
		const shorter = brandErasing(PLAIN, "P60M", { effectiveAt: "2028-01-01T00:00:00.000Z", term: "P12M" });
		const world = await retentionWorld(0, { brands: [shorter, brandErasing(ADULT, "P60M")] });
		await world.database.write(
			...account("adult", "P60M", [ADULT]),
			...account("both", "P60M", BRANDS),
			...account("none", "P60M", []),
			...account("plain", "P60M", [PLAIN]),
			...account("recent", "P60M", [PLAIN], "2027-11-29T15:30:00.000Z"),
		);
		expect(await at(world, "2027-12-31T22:59:00.000Z")).toEqual(["adult", "both", "none", "plain", "recent"]);
		expect(await at(world, "2028-01-01T08:00:00.000Z")).toEqual(["adult", "recent"]);
		expect(await at(world, "2028-11-28T22:59:59.000Z")).toEqual(["adult", "recent"]);
		expect(await at(world, "2028-11-28T23:00:00.000Z")).toEqual(["adult"]);
		expect(await at(world, "2031-11-28T22:59:59.000Z")).toEqual(["adult"]);
		expect(await at(world, "2031-11-28T23:00:00.000Z")).toEqual([]);
	});

	it("stays where it was announced when a longer term comes into force", async () => {
		const longer = brandErasing(PLAIN, "P12M", { effectiveAt: "2027-06-01T00:00:00.000Z", term: "P60M" });
		const world = await retentionWorld(0, { brands: [longer] });
		await world.database.write(...account("one", "P12M", [PLAIN]));
		expect(await at(world, "2027-11-28T12:00:00.000Z")).toEqual(["one"]);
		expect(await at(world, "2027-11-29T08:00:00.000Z")).toEqual([]);
	});

	it("is the shortest of the brands' terms for a member of both", async () => {
		const world = await retentionWorld(0, { brands: [brandErasing(PLAIN, "P24M"), brandErasing(ADULT, "P18M")] });
		await world.database.write(...account("both", "P60M", BRANDS), ...account("plain", "P60M", [PLAIN]));
		expect(await at(world, "2028-05-28T12:00:00.000Z")).toEqual(["both", "plain"]);
		expect(await at(world, "2028-05-29T08:00:00.000Z")).toEqual(["plain"]);
		expect(await at(world, "2028-11-29T08:00:00.000Z")).toEqual([]);
	});

	it("follows the realm's other brands where the member's brand is gone", async () => {
		const world = await retentionWorld(0, { brands: [brandErasing(ADULT, "P24M")] });
		await world.database.write(published(PLAIN), published(ADULT), ...account("one", "P60M", [PLAIN]));
		expect(await at(world, "2028-11-28T12:00:00.000Z")).toEqual(["one"]);
		expect(await at(world, "2028-11-29T08:00:00.000Z")).toEqual([]);
		expect(world.rowsOf("membership")).toEqual([]);
	});

	it("is the announced one in a realm that has no brand any more, and registrations go by the frozen term", async () => {
		const world = await retentionWorld(0, { brands: [inRealm("elders", brandErasing("elders-een", "P12M"))] });
		const registered = { id: "waiting", at: "2028-11-15T15:30:00.000Z", expiresAt: "2099-01-01T00:00:00.000Z" };
		await world.database.write(
			...[published(PLAIN), published(ADULT), ...account("one", "P24M", BRANDS)],
			...insertRows(registrationRows(registered)),
		);
		expect(await at(world, "2028-11-28T22:59:00.000Z")).toEqual(["one"]);
		expect(await at(world, "2028-11-29T15:29:59.000Z")).toEqual([]);
		expect(world.rowsOf("membership")).toEqual([]);
		expect(world.rowsOf("registration")).toHaveLength(1);
		await at(world, "2028-11-29T15:30:00.000Z");
		expect(world.rowsOf("registration", "acceptance", "mail_code")).toEqual([]);
	});

	it("is not looked at in another realm, whose brands have a shorter term", async () => {
		const other = ["derde", "vierde"].map((id) => inRealm("elders", brandErasing(id, "P12M")));
		const world = await retentionWorld(0, { brands: [...BRANDS.map((id) => brandErasing(id, "P60M")), ...other] });
		await world.database.write(...account("one", "P60M", [PLAIN]));
		expect(await at(world, "2030-11-29T08:00:00.000Z")).toEqual(["one"]);
		expect(valuesOf(world, "retention_pass").map(({ realm_id }) => realm_id)).toEqual(["elders", REALM]);
	});
});

describe("the day's pass over closed accounts", () => {
	const many = (count: number, prefix: string) =>
		Array.from({ length: count }, (_, number) => `${prefix}${String(number).padStart(3, "0")}`);

	it("goes on through accounts of one moment, fifty at a time, to those that are due after them", async () => {
		const world = await retentionWorld(0, { brands: [brandErasing(PLAIN, "P60M"), brandErasing(ADULT, "P12M")] });
		const stay = many(120, "a");
		await world.database.write(
			...stay.flatMap((id) => account(id, "P60M", [PLAIN])),
			...many(60, "b").flatMap((id) => account(id, "P60M", [ADULT])),
			...account("c", "P60M", [ADULT], "2026-11-29T15:30:01.000Z"),
		);
		expect(await at(world, "2027-11-29T08:00:00.000Z")).toEqual(stay);
		const [pass] = valuesOf(world, "retention_pass");
		expect(pass).toMatchObject({
			day: "2027-11-29",
			examined: 181,
			after_id: "",
			ended_at: "2027-11-29T08:00:00.000Z",
		});
		const { trips } = world;
		await at(world, "2027-11-29T09:00:00.000Z");
		expect(world.trips - trips).toBeLessThan(7);
		await at(world, "2027-11-30T09:00:00.000Z");
		expect(valuesOf(world, "retention_pass")).toEqual([
			pass,
			expect.objectContaining({ day: "2027-11-30", examined: 120, after_id: "" }),
		]);
	});

	it("erases more than a hundred accounts on one day, and counts each once", async () => {
		const world = await retentionWorld(0);
		await world.database.write(...many(130, "a").flatMap((id) => account(id, "P12M", [PLAIN])));
		expect(await at(world, "2027-11-29T08:00:00.000Z")).toEqual([]);
		expect(valuesOf(world, "retention_pass")).toMatchObject([{ examined: 130 }]);
		expect(valuesOf(world, "retention_run")).toMatchObject([
			{ day: "2027-11-29", rule: "account", table_name: "member", erased: 130, kept: 0 },
			{ day: "2027-11-29", rule: "brand", table_name: "membership", erased: 130, kept: 0 },
		]);
	});

	it("begins no batch after its time, and the next runs end what it left", async () => {
		const world = await retentionWorld(0);
		await world.database.write(...many(130, "a").flatMap((id) => account(id, "P12M", [PLAIN])));
		world.tripTakes = 5_000;
		const start = Date.parse("2027-11-29T08:00:00.000Z");
		const runs = [];
		for (let minute = 0; minute < 30 && left(world).length > 0; minute++) {
			world.time = start + minute * 60_000;
			const startedAt = world.time;
			await world.tick();
			expect(world.time - startedAt).toBeGreaterThan(20_000);
			expect(world.time - startedAt).toBeLessThanOrEqual(40_000);
			runs.push(left(world).length);
		}
		expect(runs.length).toBeGreaterThan(3);
		expect(new Set(runs)).toEqual(new Set([130, 80, 30, 0]));
		expect(valuesOf(world, "retention_pass")).toMatchObject([{ day: "2027-11-29", examined: 130 }]);
	});

	it("stands a clock that is set back", async () => {
		const world = await retentionWorld(0);
		await world.database.write(...account("due", "P12M", [PLAIN]), ...account("later", "P13M", [PLAIN]));
		expect(await at(world, "2027-11-29T08:00:00.000Z")).toEqual(["later"]);
		expect(await at(world, "2027-11-27T08:00:00.000Z")).toEqual(["later"]);
		expect(await at(world, "2027-12-28T08:00:00.000Z")).toEqual(["later"]);
		expect(await at(world, "2027-12-29T08:00:00.000Z")).toEqual([]);
		expect(valuesOf(world, "retention_pass").map(({ day }) => day)).toHaveLength(4);
	});
});

describe("an account that is reopened as the pass goes on", () => {
	const NOW = "2027-11-29T08:00:00.000Z";

	/** Two accounts that are due; others do this between reading and taking them. */
	async function meanwhile(act: (world: RetentionWorld) => Promise<unknown>): Promise<RetentionWorld> {
		const world = await retentionWorld(0);
		await world.database.write(...account("due", "P12M", [PLAIN]), ...account("back", "P12M", [PLAIN]));
		let acted = 0;
		world.before = async () => {
			const takes = world.sent
				.slice(-2)
				.some((query) => query.compile().sql.startsWith('update "member" set "erasing_at"'));
			if (takes && acted++ === 0) await act(world);
		};
		expect(await at(world, NOW)).toEqual(["back"]);
		expect(acted).toBeGreaterThan(0);
		return world;
	}
	const reopen = async (world: RetentionWorld) => {
		const [rows] = await world.database.write(reopenMember(REALM_ID, "back", 1, NOW));
		expect(rows).toEqual([{ session_epoch: 2 }]);
	};

	it("is not erased", async () => {
		const world = await meanwhile(reopen);
		expect(valuesOf(world, "member")).toMatchObject([{ id: "back", state: "active", erasing_at: null }]);
		expect(world.rowsOf("membership")).toHaveLength(1);
	});

	it("is not erased either when it was closed again", async () => {
		const world = await meanwhile(async (own) => {
			await reopen(own);
			await own.database.write(closeMember(REALM_ID, "back", NOW, "2028-11-29T08:00:00.000Z"));
		});
		expect(valuesOf(world, "member")).toMatchObject([
			{ id: "back", state: "closed", closed_at: NOW, erasing_at: null },
		]);
	});

	it("stays closed once it was taken, however long the erasure takes", async () => {
		const world = await retentionWorld(0);
		await world.database.write(...account("due", "P12M", [PLAIN]));
		world.time = Date.parse(NOW);
		for (let trip = 0; trip < 20 && valuesOf(world, "member")[0]?.erasing_at === null; trip++) {
			world.dies = { at: trip, after: true };
			expect(await world.tick()).toBe(false);
		}
		expect(valuesOf(world, "member")).toMatchObject([{ erasing_at: NOW }]);
		const [reopened] = await world.database.write(reopenMember(REALM_ID, "due", 1, NOW));
		expect(reopened).toEqual([]);
		world.dies = undefined;
		world.time += DAY + HOUR;
		await world.tick();
		expect(left(world)).toEqual([]);
	});
});
