import { describe, expect, it } from "vitest";
import { besideCheck } from "#features/console/age/queries-age.ts";
import { failedMail } from "#features/console/brands/queries-brands.ts";
import { queueQueries } from "#features/console/home/queries-queues.ts";
import { QUEUES, queuesOf } from "#features/console/home/queues.ts";
import { besideWaiting } from "#features/console/photos/queries-photo.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { planOf, wholeReads } from "../../../support/query-plan.ts";
import { migrated } from "../../../support/stores/memory-database.ts";

const realm = realmIdSchema.parse("jupiter-media");
const brands = ["twero", "geilesexsite"].map((id) => brandIdSchema.parse(id));
const at = "2026-11-22T08:00:00.000Z";
const now = Date.parse(at);
const id = "0190a0a0-0000-7000-8000-000000000000";
const DAY = 24 * 60 * 60 * 1_000;
const days = (count: number) => new Date(now + count * DAY).toISOString();
const all = queueQueries({ realm, brands, staff: id, at });

type Rows = Parameters<typeof queuesOf>[2];
type Counted = { rows: number; first: string | null };
const none: Counted = { rows: 0, first: null };

/** What the database says where nothing waits, but for these, by the place of their query. */
function rowsWith(counts: Record<number, Counted>, drill = days(-1)): Rows {
	const passed = { began_at: drill, ended_at: drill, outcome: "passed", failed_at: null };
	const counted = Array.from({ length: 10 }, (_, index) => [counts[index] ?? none]);
	return [
		...counted,
		[none],
		[],
		[counts[12] ?? none],
		[counts[13] ?? none],
		[],
		[passed],
		[passed],
		[{ applied_at: drill }],
	] as unknown as Rows;
}

const names = (role: StaffRole, rows: Rows) => queuesOf(role, { now, jobs: [] }, rows).waiting.map(({ name }) => name);
const PLACE = {
	photos: 0,
	ages: 1,
	unassigned: 2,
	own: 3,
	requests: 4,
	objections: 5,
	notices: 7,
	holds: 8,
	proposals: 9,
};

describe("what waits", () => {
	it("is what the role works through, and nothing else", () => {
		const rows = rowsWith(
			Object.fromEntries(Array.from({ length: 14 }, (_, index) => [index, { rows: 1, first: days(-1) }])),
		);
		expect(names("moderator", rows).sort()).toEqual(["ages", "photos"]);
		expect(names("support", rows)).toEqual(["tickets"]);
		expect(names("operator", rows).sort()).toEqual(
			["disclosures", "drafts", "notices", "objections", "requests", "restrictions", "staff"].sort(),
		);
		expect(names("privacy_officer", rows)).toContain("holds");
		for (const role of STAFF_ROLES) {
			const { waiting, empty } = queuesOf(role, { now, jobs: [] }, rows);
			expect(new Set([...waiting.map(({ name }) => name), ...empty]).size).toBe(waiting.length + empty.length);
		}
	});

	it("names no oldest where more wait than were looked at in the order of time", () => {
		const many = (place: number, rows: number) =>
			queuesOf("moderator", { now, jobs: [] }, rowsWith({ [place]: { rows, first: days(-3) } })).waiting[0];
		expect([many(PLACE.ages, 101)?.since, many(PLACE.ages, 100)?.since]).toEqual([undefined, days(-3)]);
		expect(many(PLACE.photos, 101)?.since).toBe(days(-3));
	});

	it("is nothing where nothing waits", () => {
		for (const role of STAFF_ROLES) expect(names(role, rowsWith({}))).toEqual([]);
		expect(queuesOf("privacy_officer", { now, jobs: [] }, rowsWith({})).empty.length).toBeLessThan(QUEUES.length);
	});

	it("has what is late first, then what is due or has waited longest", () => {
		const rows = rowsWith({
			[PLACE.requests]: { rows: 2, first: days(-3) },
			[PLACE.unassigned]: { rows: 5, first: days(4) },
			[PLACE.objections]: { rows: 1, first: days(-20) },
			[PLACE.notices]: { rows: 1, first: days(-2) },
			[PLACE.holds]: { rows: 1, first: days(-9) },
		});
		expect(names("privacy_officer", rows)).toEqual(["holds", "requests", "objections", "notices", "tickets"]);
	});

	it("counts tickets of nobody and one's own together, up to a hundred and more", () => {
		const rows = rowsWith({
			[PLACE.unassigned]: { rows: 101, first: days(2) },
			[PLACE.own]: { rows: 3, first: days(1) },
		});
		expect(queuesOf("support", { now, jobs: [] }, rows).waiting).toEqual([
			{ name: "tickets", path: "/console/tickets", rows: 101, own: 3, isLate: false, due: days(1) },
		]);
	});

	it("names jobs that are late or fail, and a drill that is overdue, to who looks after them", () => {
		const rows = rowsWith({}, days(-40));
		const jobs = [{ name: "retention", everyMinutes: 1, leaseSeconds: 90 }] as never;
		const { waiting } = queuesOf("operator", { now, jobs }, rows);
		expect(waiting.map(({ name, isLate }) => [name, isLate])).toEqual([
			["drill", true],
			["jobs", true],
		]);
		expect(waiting[1]?.jobs).toEqual(["retention"]);
		expect(queuesOf("moderator", { now, jobs }, rows).waiting).toEqual([]);
	});
});

describe("the first screen at a million members", () => {
	const FEW = /(staff|job|drill|migration|age_check)\b|legal_disclosure_waiting/;

	it("counts each queue by an index, and reads nothing whole but tables of few rows (P45)", () => {
		for (const query of [
			...all,
			failedMail(realm, 101),
			besideCheck(realm, id, "after"),
			besideWaiting(realm, brands, at, { id, side: "before" }),
		])
			expect(
				wholeReads(query).filter((step) => !FEW.test(step)),
				query.compile().sql,
			).toEqual([]);
		expect(planOf(failedMail(realm, 101)).join()).toContain("outbox_due (state=? AND urgent=?");
	});

	it("counts no further than a hundred and one of 50,000 tickets, in a moment", () => {
		const sqlite = migrated();
		sqlite.exec("BEGIN");
		const insert = sqlite.prepare(
			`INSERT INTO ticket (realm_id, id, brand_id, sender_id, sender_kind, language, subject_sealed, state, received_at,
				waits_at, owner_id, messages, request_id) VALUES (?, ?, 'twero', ?, 'member', 'nl', x'00', 'open', ?, ?, '', 1, '')`,
		);
		for (let n = 0; n < 50_000; n++) {
			const waits = new Date(now + n * 1000).toISOString();
			insert.run(realm, `ticket-${String(n).padStart(6, "0")}`, `member-${n}`, waits, waits);
		}
		sqlite.exec("COMMIT");
		const { sql, parameters } = all[2].compile();
		const query = sqlite.prepare(sql);
		const begun = performance.now();
		expect(query.all(...(parameters as string[]))).toEqual([{ rows: 101, first: at }]);
		// Going through them all takes far longer, on any machine.
		expect(performance.now() - begun).toBeLessThan(25);
	});
});
