import { describe, expect, it } from "vitest";
import { sealErasedAgreements } from "#features/memberships/erased-agreements.ts";
import { build } from "#foundation/db/database.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import { RETENTION } from "#foundation/register/retention.ts";
import { resumePasses } from "#foundation/rights/due-subjects.ts";
import { isAbout } from "#foundation/rights/persons.ts";
import { addRestriction, endOwnRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { sweepsOf } from "#foundation/rights/steps.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import { OWN } from "../../support/fixtures/legal.ts";
import {
	BRANDS,
	insertRows,
	memberRows,
	REALM,
	registrationRows,
	remainderRows,
	staffRows,
} from "../../support/fixtures/person-rows.ts";
import { brandErasing, type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";
import { expectIndexes } from "../../support/query-plan.ts";

const NOW = Date.parse("2031-11-29T08:00:00.000Z");
const iso = (time: number) => new Date(time).toISOString();
const CLOSED = "2026-11-29T15:30:00.000Z";
const LONG_AGO = "2024-01-05T10:00:00.000Z";
const PURGE = addDuration(new Date(CLOSED), "P60M").toISOString();

/** A closed account whose day it is, one whose day is tomorrow, one that stands, and two registrations. */
async function inhabited(): Promise<RetentionWorld> {
	const world = await retentionWorld(NOW);
	const tomorrow = iso(Date.parse(CLOSED) + DAY);
	const people = [
		memberRows({ id: "due", at: LONG_AGO, closedAt: CLOSED, purgeAt: PURGE }),
		memberRows({
			...{ id: "tomorrow", at: LONG_AGO, closedAt: tomorrow },
			purgeAt: addDuration(new Date(tomorrow), "P60M").toISOString(),
		}),
		memberRows({ id: "standing", at: iso(NOW - DAY / 2) }),
		registrationRows({ id: "waiting", at: iso(NOW - DAY / 2), expiresAt: iso(NOW + DAY) }),
		registrationRows({ id: "forgotten", at: iso(NOW - 15 * DAY), expiresAt: iso(NOW - DAY) }),
	];
	await world.database.write(...people.flatMap(insertRows));
	return world;
}

const about = (rows: readonly string[], id: string) => rows.filter((row) => new RegExp(`"[^"]*\\b${id}"`).test(row));

describe("a closed account on its day", () => {
	it("goes from every table but those that keep a term of their own, and nobody else's rows do", async () => {
		const world = await inhabited();
		const before = world.rows();
		expect(about(before, "due").length).toBeGreaterThan(25);
		expect(await world.tick()).toBe(true);
		const after = world.rows();
		const tables = (rows: readonly string[]) => [...new Set(rows.map((row) => row.slice(0, row.indexOf(" "))))];
		expect(tables(about(after, "due"))).toEqual(["object_removal"]);
		expect(about(after, "standing")).toEqual(about(before, "standing"));
		expect(about(after, "waiting")).toEqual(about(before, "waiting"));
		expect(about(after, "forgotten")).toEqual([]);
	});

	it("has a row in every table of the register that is about members, so that a new table is seen here", () => {
		const rows = memberRows({ id: "x", at: LONG_AGO });
		const tables = REGISTER.filter(({ planned }) => !planned).flatMap((declaration) =>
			Object.entries(declaration.tables),
		);
		const ofMembers = tables.flatMap(([table, { subjects }]) =>
			Array.isArray(subjects) && subjects.some((subject) => isAbout(subject, "member") && subject.columns?.length !== 0)
				? [table]
				: [],
		);
		expect(Object.keys(rows).sort()).toEqual(ofMembers.sort());
	});
});

describe("a member who had their data restricted (P41)", () => {
	const restriction = (member: string, ground: "accuracy" | "unlawful" | "claim" | "objection") =>
		addRestriction({
			...{ realm_id: REALM, id: `standing ${member}`, member_id: member, brand_id: "", item: "", row_id: "" },
			...{ purpose: ground === "objection" ? "moderation" : "", ground, since: LONG_AGO },
		});

	it.each(["accuracy", "unlawful", "claim"] as const)(
		"is passed over by the pass and by every sweep, on the ground of %s, until it ends (Art. 18(1))",
		async (ground) => {
			const world = await inhabited();
			await world.database.write(restriction("due", ground));
			// What only signs somebody in, mail, and what was chosen before, goes by its term all the same.
			const kept = (rows: readonly string[]) =>
				about(rows, "due").filter(
					(row) =>
						!/^(session|sign_in_code|mail_code|mail_bounce|password_guess|outbox|processing_choice|unit_key) /.test(
							row,
						),
				);
			const before = kept(world.rows());
			expect(before.length).toBeGreaterThan(20);
			expect(await world.tick()).toBe(true);
			expect(kept(world.rows())).toEqual(before);
			await world.database.write(endOwnRestriction(REALM, "due", "standing due", iso(NOW)));
			world.time += DAY;
			expect(await world.tick()).toBe(true);
			expect(about(world.rows(), "due").filter((row) => /^(member|profile|photo) /.test(row))).toEqual([]);
		},
	);

	it("is not passed over for an objection, which keeps nothing", async () => {
		const world = await inhabited();
		await world.database.write(restriction("due", "objection"));
		expect(await world.tick()).toBe(true);
		expect(about(world.rows(), "due").filter((row) => row.startsWith("member "))).toEqual([]);
	});
});

describe("each rule with a clock of its own", () => {
	const sweeps = sweepsOf(REGISTER, (rule) => RETENTION[rule].from === "account_closed").filter(
		({ class: tableClass }) => tableClass !== "platform",
	);

	const SETTINGS = { eraseAfterClosing: "P60M", visitLogRetention: OWN.visitLogRetention } as const;
	const dated = sweeps.filter(({ clock }) => clock.via === undefined);

	it.each(dated)("ends $table by $rule when the term has passed, and not a second before", async (sweep) => {
		const at = "2029-03-25T00:00:00.000Z";
		const world = await retentionWorld(Date.parse(at));
		const people = [memberRows({ id: "one", at }), staffRows({ id: "two", at }), remainderRows(at)];
		await world.database.write(...people.flatMap(insertRows));
		const { for: term } = RETENTION[sweep.rule];
		const end = addDuration(new Date(at), typeof term === "string" ? term : SETTINGS[term.setting]).getTime();
		const dueNow = () => world.rowsOf(sweep.table).filter((row) => row.includes(`"${sweep.clock.column}":"${at}"`));
		const before = dueNow();
		const keysBefore = world.rowsOf("unit_key").length;
		expect(before.length).toBeGreaterThan(0);
		world.time = end - 1_000;
		await world.tick();
		expect(dueNow()).toEqual(before);
		world.time = end;
		await world.tick();
		expect(dueNow()).toEqual([]);
		if (sweep.erase === "rows") expect(world.rowsOf(sweep.table)).toEqual([]);
		if (sweep.rowKey) expect(world.rowsOf("unit_key").length).toBeLessThan(keysBefore);
		expect(world.rowsOf("retention_run")).toContainEqual(expect.stringContaining(`"table_name":"${sweep.table}"`));
	});

	it("empties an answer that ended and leaves its place in the chain, while consents that hold stay", async () => {
		const at = "2026-03-25T00:00:00.000Z";
		const world = await retentionWorld(Date.parse("2031-03-25T00:00:00.000Z"));
		await world.database.write(...insertRows(memberRows({ id: "one", at })));
		const [given, also] = world.rowsOf("consent_event");
		await world.tick();
		const empty = { purpose: "", recipient: "", text_hash: "", method: "", happened_at: "", ended_at: null, kind: "" };
		const [first, second, third = ""] = world.rowsOf("consent_event");
		expect([first, second]).toEqual([given, also]);
		expect(JSON.parse(third.slice(third.indexOf("{")))).toMatchObject({ ...empty, id: "c3 one", hash: "c3 one" });
		const evidence = world.rowsOf("retention_run");
		world.time += MINUTE;
		await world.tick();
		expect(world.rowsOf("retention_run")).toEqual(evidence);
	});

	it("ends counters of the platform, and leaves those that still count", async () => {
		const world = await retentionWorld(NOW);
		const counted = (window_start: string) => ({
			kind: "test",
			subject_index: new Uint8Array(8),
			window_start,
			count: 1,
		});
		const rows = [iso(NOW - DAY), iso(NOW - DAY + MINUTE)].map(counted);
		await world.database.write(...rows.map((row) => build.insertInto("abuse_count").values(row)));
		await world.tick();
		expect(world.rowsOf("abuse_count")).toEqual([expect.stringContaining(rows[1]?.window_start ?? "")]);
	});
});

describe("a registration that nobody confirmed", () => {
	/** One that was made on an adult brand, with answers, whose time is over. */
	async function forgotten(): Promise<RetentionWorld> {
		const world = await retentionWorld(NOW);
		const at = iso(NOW - 15 * DAY);
		const { consent_event = [] } = memberRows({ id: "late", at });
		const rows = { ...registrationRows({ id: "late", at, expiresAt: iso(NOW - 1) }), consent_event };
		await world.database.write(...insertRows(rows));
		return world;
	}

	it("goes with all that it answered and accepted", async () => {
		const world = await forgotten();
		await world.tick();
		expect(about(world.rows(), "late")).toEqual([]);
		const counted = world.rowsOf("retention_run").filter((row) => row.includes(`"table_name":"acceptance"`));
		expect(counted).toEqual([expect.stringContaining(`"erased":1`)]);
	});

	it("keeps what it answered and accepted when it is confirmed between the look and the erasure", async () => {
		const world = await forgotten();
		const agreed = world.rowsOf("acceptance", "consent_event");
		const { member = [] } = memberRows({ id: "late", at: iso(NOW) });
		const confirmed = async () => {
			const waiting = build.deleteFrom("registration").where("realm_id", "=", REALM).where("id", "=", "late");
			await world.database.write(...insertRows({ member }), waiting);
			return [];
		};
		await world.tick({ hooks: [confirmed, sealErasedAgreements] });
		expect(world.rowsOf("member")).toHaveLength(1);
		expect(world.rowsOf("acceptance", "consent_event")).toEqual(agreed);
	});
});

describe("staff whose account ended", () => {
	it("go whole when the term of an account has passed", async () => {
		const world = await retentionWorld(NOW);
		const ended = iso(NOW - 1_000);
		const people = [
			staffRows({ id: "old", at: LONG_AGO, endedAt: CLOSED.replace("15:30", "07:30") }),
			staffRows({ id: "left", at: ended, endedAt: ended }),
			staffRows({ id: "here", at: ended }),
		];
		await world.database.write(...people.flatMap(insertRows));
		const before = world.rows();
		await world.tick();
		expect(about(world.rows(), "old")).toEqual([]);
		for (const id of ["left", "here"]) expect(about(world.rows(), id)).toEqual(about(before, id));
	});
});

describe("the record of what staff did", () => {
	it("outlives the account of the member of staff until its own term ends (T30)", async () => {
		const world = await retentionWorld(NOW, { brands: BRANDS.map((id) => brandErasing(id, "P1M")) });
		await world.database.write(
			...insertRows(staffRows({ id: "two", at: iso(NOW - 100 * DAY), endedAt: iso(NOW - 60 * DAY) })),
		);
		await world.tick();
		expect(about(world.rows(), "two").map((row) => row.split(" ")[0])).toEqual([
			"brand_draft",
			"staff_search",
			"staff_second_step_reset",
		]);
		const kept = world.rowsOf("retention_run").filter((row) => row.includes('"kept":1'));
		expect(kept).toHaveLength(3);
		world.time = addDuration(new Date(NOW - 100 * DAY), "P24M").getTime();
		await world.tick();
		expect(about(world.rows(), "two")).toEqual([]);
	});
});

describe("retention at a million members", () => {
	it("reads every table by an index", async () => {
		const world = await inhabited();
		await world.tick();
		expect(world.sent.length).toBeGreaterThan(80);
		expectIndexes(world.sent);
	});
});

describe("a clock that is far ahead of the newest pass", () => {
	it("erases nothing until an operator says that it is right", async () => {
		const world = await retentionWorld(NOW - 100 * DAY);
		const parts = { mostDaysApart: 35 };
		await world.tick(parts);
		world.time = NOW;
		await world.database.write(
			...insertRows(memberRows({ id: "due", at: LONG_AGO, closedAt: CLOSED, purgeAt: PURGE })),
		);
		const before = world.rows();
		await expect(world.tick(parts)).rejects.toThrow(/^closed accounts were last checked 100 days ago by this clock/);
		expect(world.rows()).toEqual(before);
		await world.database.write(...resumePasses([REALM], "2031-11-28", iso(NOW)));
		await world.tick(parts);
		expect(new Set(about(world.rows(), "due").map((row) => row.split(" ")[0]))).toEqual(new Set(["object_removal"]));
	});
});

describe("somebody whose rows stand in the way", () => {
	it("holds up nobody else, and is tried again", async () => {
		const world = await retentionWorld(NOW);
		const ids = ["a", "b", "c"];
		const people = ids.map((id) => memberRows({ id: `due-${id}`, at: LONG_AGO, closedAt: CLOSED, purgeAt: PURGE }));
		await world.database.write(...people.flatMap(insertRows));
		world.refuse("BEFORE DELETE ON profile WHEN OLD.member_id = 'due-b'");
		await expect(world.tick()).rejects.toThrow(/: 1 accounts of voorbeeld-media \(ConstraintViolated\)$/);
		const left = () => world.rowsOf("member").map((row) => /"id":"([^"]+)"/.exec(row)?.[1]);
		expect(left()).toEqual(["due-b"]);
		expect(about(world.rows(), "due-b").length).toBeGreaterThan(20);
		world.allow();
		expect(await world.tick()).toBe(true);
		expect(left()).toEqual([]);
	});
});

describe("a run that is killed", () => {
	it("at any trip, before or after it was done, ends where one that is not would", async () => {
		const whole = await inhabited();
		await whole.tick();
		const [wanted, evidence, trips] = [whole.rows(), whole.rowsOf("retention_run"), whole.trips];
		expect(trips).toBeGreaterThan(8);
		for (let at = 0; at < trips; at++)
			for (const after of [false, true]) {
				const world = await inhabited();
				world.dies = { at, after };
				expect(await world.tick()).toBe(false);
				world.dies = undefined;
				expect(await world.tick()).toBe(true);
				expect([at, after, world.rows()]).toEqual([at, after, wanted]);
				expect([at, after, world.rowsOf("retention_run")]).toEqual([at, after, evidence]);
			}
	});

	it("twice, or days late, changes nothing more than once in time", async () => {
		const inTime = await inhabited();
		for (let day = 0; day < 3; day++) {
			for (let times = 0; times < 2; times++) await inTime.tick();
			inTime.time += DAY;
		}
		const late = await inhabited();
		late.time += 2 * DAY + MINUTE;
		await late.tick();
		expect(late.rows()).toEqual(inTime.rows());
	});
});
