import { describe, expect, it } from "vitest";
import { NEVER_DUE } from "#features/console/breaches/breach.ts";
import { affectedOn, countAffected, countErased, heldOf } from "#features/console/breaches/members/queries-affected.ts";
import { breachesWithLetters } from "#features/console/breaches/members/queries-letter.ts";
import {
	breachById,
	breachKey,
	closedBreaches,
	countDueBreaches,
	entriesOf,
	openBreaches,
} from "#features/console/breaches/queries-breach.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { ITEM_IDS } from "#foundation/register/items.ts";
import { REGISTER } from "../../../../src/register.ts";
import { expectIndexes, planOf, wholeReads } from "../../../support/query-plan.ts";
import { migrated } from "../../../support/stores/memory-database.ts";

const realm = realmIdSchema.parse("jupiter-media");
const at = "2026-11-22T08:00:00.000Z";
const id = "0190a0a0-0000-7000-8000-000000000000";
const scope = { brands: ["twero", "geilesexsite"], to: "2026-11-30T22:59:59.999Z" };

describe("the log of breaches at any size", () => {
	it("has an index for what it reads, and one that has the order of the list", () => {
		expectIndexes([
			...[openBreaches(realm, undefined, 101), openBreaches(realm, { due: at, id }, 101), closedBreaches(realm, 50)],
			...[countDueBreaches(realm, NEVER_DUE), breachById(realm, id), entriesOf(realm, id), breachKey(realm, id)],
			countErased(realm, at),
		]);
		for (const query of [openBreaches(realm, undefined, 101), openBreaches(realm, { due: at, id }, 101)])
			expect(planOf(query).join()).not.toContain("TEMP B-TREE");
	});

	it("finds letters that go out among those alone", () => {
		expect(planOf(breachesWithLetters(20))).toEqual(["SCAN breach USING INDEX breach_letters"]);
	});

	it("finds who is affected by indexes alone, and a batch from where the one before ended", () => {
		const held = heldOf(REGISTER, ITEM_IDS);
		expect(held.length).toBeGreaterThan(10);
		for (const items of [ITEM_IDS, ["email"] as const, ["photos", "about_me"] as const]) {
			const own = heldOf(REGISTER, items);
			const batch = affectedOn(realm, scope, own, { brand: "geilesexsite", after: id, most: 100 });
			expectIndexes([batch]);
			// All that the brands have of memberships, and of nothing else.
			const whole = wholeReads(countAffected(realm, scope, own));
			expect(whole.map((step) => step.split(" ")[1])).toEqual(["place"]);
			expect(planOf(batch).join("\n")).toContain("(brand_id=? AND member_id>?)");
		}
	});

	it("counts 100,000 members, and reads a batch of a letter to them, in a moment", () => {
		const sqlite = migrated();
		sqlite.exec("PRAGMA foreign_keys = OFF; BEGIN");
		const member = sqlite.prepare(
			`INSERT INTO member (realm_id, id, email_sealed, email_index, user_name_sealed, user_name_index,
				user_name_likeness_index, password_sealed, gender_sealed, language, adult_answer_sealed, adult_rule, adult_answered_at,
				state, created_at, confirmed_at, session_epoch, key_version, likeness_version, updated_at)
			VALUES (?, ?, x'00', ?, x'00', ?, ?, x'00', x'00', 'nl', x'00', '18+', ?, 'active', ?, ?, 1, 1, 1, ?)`,
		);
		const place = sqlite.prepare(
			`INSERT INTO membership (brand_id, member_id, joined_at, state, statement_notified, pairwise_id, updated_at)
			VALUES ('twero', ?, ?, 'active', 1, ?, ?)`,
		);
		for (let number = 0; number < 100_000; number++) {
			const own = `0190a0a0-0000-7000-8000-${String(number).padStart(12, "0")}`;
			const index = new TextEncoder().encode(own);
			member.run(realm, own, index, index, index, at, at, at, at);
			place.run(own, at, own, at);
		}
		sqlite.exec("COMMIT");
		const time = (query: { compile(): { sql: string; parameters: readonly unknown[] } }) => {
			const { sql, parameters } = query.compile();
			const begun = performance.now();
			const rows = sqlite.prepare(sql).all(...(parameters as string[]));
			return { rows, milliseconds: performance.now() - begun };
		};
		const held = heldOf(REGISTER, ["email", "photos"]);
		const counted = time(countAffected(realm, scope, held));
		expect(counted.rows).toEqual([{ members: 100_000 }]);
		const batch = time(
			affectedOn(realm, scope, held, { brand: "twero", after: `${id.slice(0, -6)}099000`, most: 100 }),
		);
		expect(batch.rows).toHaveLength(100);
		console.log(
			`100,000 members: counted in ${Math.round(counted.milliseconds)} ms, a batch in ${Math.round(batch.milliseconds)} ms`,
		);
		expect(counted.milliseconds).toBeLessThan(10_000);
		expect(batch.milliseconds).toBeLessThan(1_000);
	});
});
