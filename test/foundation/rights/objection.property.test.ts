import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { choiceQueries } from "#features/my-data/objection/choice.ts";
import { deciding } from "#features/my-data/objection/deciding.ts";
import { build } from "#foundation/db/database.ts";
import { liftTold, toLift } from "#foundation/rights/restriction/queries-restriction.ts";
import { DAYS_BEFORE_LIFTING, toldLongEnough } from "#foundation/rights/restriction/restriction.ts";
import { DAY } from "#foundation/time.ts";
import { outboxWorld, START } from "../../support/mail-world.ts";

const REALM = "voorbeeld-media";
const iso = (time: number) => new Date(time).toISOString();
const AUTHORITY = { name: "Authority", url: "https://authority.example" };

type Row = Record<string, string | number | Uint8Array | null>;

/** One member who objects, staff who decide, and the job, on real queries and keys. */
async function surroundings(effect: "halted" | "goes_on") {
	const world = await outboxWorld();
	const purpose = effect === "halted" ? "moderation" : "age_check";
	const rows = async (table: "processing_choice" | "restriction"): Promise<Row[]> => {
		const [found] = await world.database.read(build.selectFrom(table).selectAll().orderBy("id"));
		return found.map((row) => ({ ...row }));
	};
	const choose = (now: number, allowed: boolean) =>
		world.database.write(
			...choiceQueries(
				{ realm: { id: REALM as never }, at: iso(now), now },
				"ada",
				{ purpose, effect, items: [] },
				allowed,
			),
		);
	/** Whether it was decided now; a refusal of the database is none. */
	const decide = async (now: number, id: string, outcome: "upheld" | "refused") => {
		const context = {
			...{ realm: { id: REALM, brands: [world.brands.apple.id] }, originBrand: undefined, locale: "en", now },
			keys: async () => world.ring,
		} as unknown as Parameters<typeof deciding>[0];
		const to = { member: "ada", brand: world.brands.apple.id, address: "ada@members.example" } as Parameters<
			typeof deciding
		>[1];
		const objected = { id, purpose, changed_at: iso(START) } as const;
		const decision = { outcome, reason: "Because", by: "s", role: "operator", authority: AUTHORITY };
		try {
			const [decided] = await world.database.write(...(await deciding(context, to, objected, decision)));
			return decided.length > 0;
		} catch {
			return false;
		}
	};
	return { world, rows, choose, decide };
}

const step = fc.record({
	act: fc.constantFrom("object", "take back", "uphold", "refuse", "refuse an old one", "job", "rewrite"),
	days: fc.integer({ min: 0, max: 5 }),
});

describe.each(["halted", "goes_on"] as const)("an objection to a use that is %s while it is open (P42)", (effect) => {
	it("is decided once, and holds until it is refused and told, or taken back, whatever comes in which order", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
				const { world, rows, choose, decide } = await surroundings(effect);
				let now = START;
				for (const { act, days } of steps) {
					now += days * DAY + 1;
					const before = await rows("processing_choice");
					const told = await rows("restriction");
					const standing = before.find(({ ended_at }) => ended_at === null);
					const id = (act === "refuse an old one" ? before[0]?.id : standing?.id) ?? "none";
					if (act === "object" || act === "take back") await choose(now, act === "take back");
					else if (act === "job") {
						const before = toldLongEnough(now);
						const [due] = await world.database.read(toLift(before, 50));
						for (const { realm_id, id } of due) await world.database.write(liftTold(realm_id, id, before, iso(now)));
					} else if (act === "rewrite") {
						// The database refuses it; where nothing is decided there is nothing to rewrite.
						const opened = {
							state: "open",
							decided_at: null,
							decided_by: null,
							decided_role: null,
							reason_sealed: null,
						};
						const rewriting = build.updateTable("processing_choice").set(opened).where("state", "<>", "open");
						await world.database.write(rewriting).catch(() => undefined);
					} else {
						const decided = await decide(now, String(id), act === "uphold" ? "upheld" : "refused");
						const row = before.find((one) => one.id === id);
						expect(decided).toBe(row?.state === "open" && row.ended_at === null);
					}
					const after = await rows("processing_choice");
					for (const row of before) {
						const same = after.find((one) => one.id === row.id);
						if (row.ended_at !== null) expect(same).toEqual(row);
						if (row.decided_at !== null)
							expect(same).toMatchObject({ state: row.state, decided_at: row.decided_at, decided_by: row.decided_by });
					}
					const [stands, ...more] = after.filter(({ ended_at }) => ended_at === null);
					expect(more).toEqual([]);
					const restrictions = (await rows("restriction")).filter(({ lifted_at }) => lifted_at === null);
					const isOff = effect === "halted" || stands?.state === "final";
					// What stands is restricted and nothing of its end is told; what does not is told of its end, or not restricted.
					if (stands !== undefined) expect(restrictions.map(({ told_at }) => told_at)).toEqual(isOff ? [null] : []);
					else expect(restrictions.every(({ told_at }) => told_at !== null)).toBe(true);
					if (act === "job")
						for (const row of told.filter(({ lifted_at }) => lifted_at === null))
							if (!restrictions.some(({ id: still }) => still === row.id))
								expect(now - Date.parse(String(row.told_at))).toBeGreaterThanOrEqual(DAYS_BEFORE_LIFTING * DAY);
				}
			}),
			{ numRuns: 40 },
		);
	});
});

describe("an objection to checks of age while one runs (P42)", () => {
	it("is not upheld, whatever the page saw before, and is once the check has ended", async () => {
		const { world, rows, choose, decide } = await surroundings("goes_on");
		await choose(START, false);
		const [objected] = await rows("processing_choice");
		const id = String(objected?.id);
		const check = { realm_id: REALM as never, id: "c", member_id: "ada", brand_id: "apple", photo_id: "p", told: "" };
		const raised = { state: "raised", raised_by: "s", raised_role: "moderator", raised_at: iso(START) };
		await world.database.write(build.insertInto("age_check").values({ ...check, ...raised }));
		expect(await decide(START + DAY, id, "upheld")).toBe(false);
		expect(await rows("processing_choice")).toEqual([objected]);
		expect(await rows("restriction")).toEqual([]);
		const ended = { state: "dismissed", second_by: "t", second_role: "moderator", ended_at: iso(START + DAY) };
		await world.database.write(build.updateTable("age_check").set(ended).where("id", "=", "c"));
		expect(await decide(START + 2 * DAY, id, "upheld")).toBe(true);
		expect(await rows("restriction")).toMatchObject([{ purpose: "age_check", lifted_at: null }]);
	});
});

describe("the migration that gives objections an id", () => {
	it("keeps what was objected to, under a UUIDv7 of its moment", () => {
		const sqlite = new DatabaseSync(":memory:");
		const files = readdirSync("migrations").sort();
		const at = files.findIndex((file) => file.startsWith("0031"));
		const migrate = (from: number, to?: number) => {
			for (const file of files.slice(from, to)) sqlite.exec(readFileSync(`migrations/${file}`, "utf8"));
		};
		migrate(0, at);
		const moment = "2026-11-29T10:00:00.000Z";
		sqlite.exec(`INSERT INTO processing_choice VALUES ('r', 'ada', 'moderation', 0, 'open', '${moment}', NULL)`);
		sqlite.exec(
			`INSERT INTO processing_choice VALUES ('r', 'bob', 'moderation', 1, 'final', '${moment}', '${moment}')`,
		);
		migrate(at);
		const rows = sqlite.prepare("SELECT * FROM processing_choice ORDER BY member_id").all();
		expect(rows).toMatchObject([
			{ member_id: "ada", state: "open", allowed: 0, changed_at: moment, ended_at: null, decided_at: null },
			{ member_id: "bob", state: "final", allowed: 1, changed_at: moment, ended_at: moment },
		]);
		for (const { id } of rows) {
			expect(z.uuidv7().safeParse(id).success).toBe(true);
			expect(Number.parseInt(String(id).replaceAll("-", "").slice(0, 12), 16)).toBe(Date.parse(moment));
		}
	});
});
