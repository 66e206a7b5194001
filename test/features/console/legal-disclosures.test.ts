import fc from "fast-check";
import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import {
	BEFORE_ALL,
	dueToTell,
	lapsing,
	type Place,
	requireShownFrom,
	unrecorded,
} from "#features/console/disclosures/queries-legal-job.ts";
import { isTooLate, shownAfter } from "#features/console/disclosures/silence.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { insertRows, memberRows, REALM } from "../../support/fixtures/person-rows.ts";
import { databaseOn, migrated } from "../../support/stores/memory-database.ts";

/** From when on a member is told, and what the minute's work reads (P22; DECISIONS 122). */

const AT = "2026-11-29T10:00:00.000Z";
const moments = fc
	.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true })
	.map((date) => date.toISOString());

describe("the moment from which a member is told of a decision", () => {
	it.each([
		["of what is given, when the silence that it orders ends", "", "2026-12-24", "approved", undefined, "2026-12-24"],
		["of what is given without an order of silence, at once", "", null, "approved", undefined, AT],
		["of a refusal, when the silence that was asked ends", "", "2026-12-24", "refused", undefined, "2026-12-24"],
		["of a longer silence, when that ends", "a", "2027-02-01", "approved", "2026-12-24", "2027-02-01"],
		["of a refused longer silence, with the first", "a", "2027-02-01", "refused", "2026-12-24", "2026-12-24"],
		["of one withdrawn, with the first", "a", "2027-02-01", "withdrawn", "2026-12-24", "2026-12-24"],
		["of one that lapses once the first has ended, at once", "a", "2027-02-01", "lapsed", "2026-11-01", AT],
	] as const)("is %s", (_, prolongs, silent_until, state, first, shown) => {
		const prolonged = first === undefined ? undefined : { shown_from: first };
		expect(shownAfter(AT, { prolongs, silent_until }, state, prolonged)).toBe(shown);
	});

	it("is never before the decision, and of a refusal to prolong never after the first silence", () => {
		fc.assert(
			fc.property(moments, moments, moments, (at, silent_until, first) => {
				const shown = shownAfter(at, { prolongs: "a", silent_until }, "refused", { shown_from: first });
				expect(shown).toBe([at, first].sort()[1]);
			}),
		);
	});
});

describe("an order that prolongs a silence", () => {
	it("comes too late exactly where that has ended, or lasts as long already", () => {
		fc.assert(
			fc.property(moments, moments, moments, (at, silent_until, shown_from) => {
				const late = isTooLate(at, { prolongs: "a", silent_until }, { shown_from });
				expect(late).toBe(shown_from <= at || shown_from >= silent_until);
			}),
		);
		const longer = { prolongs: "a", silent_until: "2027-01-01" };
		expect(isTooLate(AT, longer, { shown_from: AT })).toBe(true);
		expect(isTooLate(AT, longer, { shown_from: "2027-01-01" })).toBe(true);
		expect(isTooLate(AT, longer, undefined)).toBe(true);
		expect(isTooLate(AT, { prolongs: "", silent_until: "2027-01-01" }, undefined)).toBe(false);
	});
});

describe("the lists of the minute's work", () => {
	/** Proposals of few moments, so that many share one. */
	async function lists(moment: (index: number) => string) {
		const sqlite = migrated();
		const { member = [] } = memberRows({ id: "lid", at: AT });
		const database = databaseOn(sqlite);
		await database.write(...insertRows({ member }));
		for (let index = 0; index < 23; index++)
			for (const list of ["lapsing", "unrecorded", "due"]) {
				const id = `${list}-${String((index * 7) % 23).padStart(2, "0")}`;
				sqlite.exec(`INSERT INTO legal_disclosure (realm_id, id, member_id, prolongs, ground, items, words_sealed,
					state, proposed_by, proposed_role, proposed_at, shown_from, disclosure_id) VALUES ('${REALM}', '${id}', 'lid',
					'', 'court_order', 'email', x'00', 'proposed', 'ann', 'privacy_officer', '${moment(index)}',
					'9999-12-31T23:59:59.999Z', 'entry of ${id}')`);
				if (list === "lapsing") continue;
				sqlite.exec(`UPDATE legal_disclosure SET state = 'approved', decided_by = '', decided_role = 'tool',
					decided_at = '${moment(index)}', shown_from = '${moment(index)}' WHERE id = '${id}'`);
				if (list === "due")
					sqlite.exec(`INSERT INTO disclosure (realm_id, id, member_id, recipient, items, details_sealed, disclosed_at,
						disclosed_by) VALUES ('${REALM}', 'entry of ${id}', 'lid', 'legal_ground', 'email', x'00', '${AT}',
						'operator')`);
			}
		const all = async (page: (place: Place) => Compilable<Place>) => {
			const pages: string[][] = [];
			for (let place = BEFORE_ALL; pages.length < 40; ) {
				const [rows] = await database.read(page(place));
				pages.push(rows.map(({ id }) => id));
				const last = rows.at(-1);
				if (last === undefined) break;
				place = last;
			}
			return pages.flat();
		};
		return { database, all };
	}

	it.each([
		["all of one moment", () => AT],
		["of three moments", (index: number) => `2026-11-2${7 + (index % 3)}T10:00:00.000Z`],
	])("go on beyond what was tried, and show each row once: %s", async (_, moment) => {
		const { all } = await lists(moment);
		for (const [list, page] of [
			["lapsing", (place: Place) => lapsing("2027-01-01", place, 4)],
			["unrecorded", (place: Place) => unrecorded(place, 4)],
			["due", (place: Place) => dueToTell("2027-01-01T00:00:00.000Z", place, 4)],
		] as const) {
			const ids = await all(page);
			expect([list, ids.length, new Set(ids).size]).toEqual([list, 23, 23]);
			expect(ids.every((id) => id.startsWith(list))).toBe(true);
		}
	});

	it("write no entry whose silence another order prolonged since the row was read", async () => {
		const { database } = await lists(() => AT);
		const row = { id: "due-00", shown_from: AT };
		await database.write(requireShownFrom(REALM as never, row));
		for (const wrong of [
			{ ...row, shown_from: "2027-01-01T00:00:00.000Z" },
			{ ...row, id: "due-99" },
		])
			await expect(database.write(requireShownFrom(REALM as never, wrong))).rejects.toThrow(ConstraintViolated);
		await expect(database.write(requireShownFrom("lage-kade" as never, row))).rejects.toThrow(ConstraintViolated);
	});
});
