import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import { TABLE_COLUMNS, USABLE_VIEWS } from "#foundation/db/tables.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { REGISTER, TABLE_RULES } from "../../../src/register.ts";
import { MONDAY, statisticsWorld } from "../../support/processes/statistics-world.ts";

/** What the scope rule says of a query of this work; undefined: it is sent. */
function refusal(reason: string, query: Compilable<unknown>): string | undefined {
	try {
		checkScope(query.compile().query, TABLE_RULES, { kind: "system", reason });
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}

const select = (table: string, column: string) =>
	build.selectFrom(table as "member").select(column as "id") as Compilable<unknown>;

/** Every column that is special, may be, or is on adult brands, with its table, and the views that show it. */
const SPECIAL = REGISTER.filter(({ planned }) => !planned).flatMap(({ tables }) =>
	Object.entries(tables).flatMap(([table, { columns }]) =>
		Object.entries(columns)
			.filter(
				([, one]) => isPersonal(one) && (one.category === "special" || one.mayHoldSpecial || one.specialOnAdultBrands),
			)
			.flatMap(([column]) => [
				[table, column] as const,
				...Object.entries(USABLE_VIEWS).flatMap(([view, own]) =>
					own.table === table ? [[view, column] as const] : [],
				),
			]),
	),
);

const ALLOWED = ["birth_date_sealed", "town_sealed"];

describe("what a count of members may read", () => {
	it("P53 P57 is no column that holds special data, or may hold some, in any table or view", () => {
		expect(SPECIAL.length).toBeGreaterThan(60);
		expect(SPECIAL.map(([, column]) => column)).toEqual(
			expect.arrayContaining(["orientation_sealed", "sexual_preferences_sealed", "about_me_sealed", "hobbies_sealed"]),
		);
		const sent = SPECIAL.filter(([table, column]) => refusal("statistics", select(table, column)) === undefined);
		expect(sent).toEqual([]);
	});

	it("P57 is no sealed column but birth date and town", () => {
		const sealed = [...Object.keys(USABLE_VIEWS), ...Object.keys(TABLE_COLUMNS)].flatMap((table) => {
			const own = USABLE_VIEWS[table as keyof typeof USABLE_VIEWS]?.table ?? table;
			return TABLE_COLUMNS[own as keyof typeof TABLE_COLUMNS]
				.filter((column) => column.endsWith("_sealed"))
				.map((column) => [table, column] as const);
		});
		const sent = sealed.filter(([table, column]) => refusal("statistics", select(table, column)) === undefined);
		expect(sent).toEqual(ALLOWED.map((column) => ["member_detail_usable_for_statistics", column]));
		const numbers = sealed.filter(([table, column]) => refusal("account numbers", select(table, column)) === undefined);
		expect(numbers).toEqual([]);
	});

	it("names each column, and asks by no other", () => {
		const all = build.selectFrom("member_detail_usable_for_statistics").selectAll();
		expect(refusal("statistics", all)).toContain("names each column");
		const asked = build.selectFrom("member_usable_for_use_of_site").select("id").where("language", "=", "nl");
		expect(refusal("statistics", asked)).toContain("uses no language");
		expect(refusal("statistics", build.selectFrom("member").select("id"))).toContain("reads no member");
		const joined = build.selectFrom("membership_usable_for_use_of_site").select("joined_at");
		expect(refusal("statistics", joined)).toContain("reads no membership_usable_for_use_of_site");
		expect(refusal("account numbers", joined)).toBeUndefined();
	});

	it("is what a whole count asks for, by two works of their own", async () => {
		const world = await statisticsWorld();
		world.time = MONDAY;
		await world.tick();
		expect([...new Set(world.sent.map(({ reason }) => reason))].sort()).toEqual(["account numbers", "statistics"]);
	});
});
