import { describe, expect, it } from "vitest";
import { copiedTables } from "#foundation/rights/export/columns.ts";
import { commonKeys, keysOfPage, nextWithObject, orderOf, pageOfRows } from "#foundation/rights/export/rows.ts";
import { REGISTER } from "../../../src/register.ts";
import { expectIndexes, planOf } from "../../support/query-plan.ts";

const OWNER = {
	realm: "jupiter-media",
	brands: ["twero", "geilesexsite"],
	subject: "m",
	at: "2026-11-30T10:00:00.000Z",
};
const ROWS = 1_000;
const TABLES = (["member", "registration", "staff"] as const).flatMap((kind) =>
	copiedTables(REGISTER, kind).map((table) => ({ name: `${table.name} of a ${kind}`, table })),
);

describe("the pages of a copy at a million members", () => {
	it.each(TABLES)("reads no more of $name than the subject has", ({ table }) => {
		const next = orderOf(table).map(() => "x");
		for (const after of [[], next]) {
			const page = pageOfRows(table, OWNER, after, ROWS);
			expectIndexes([page]);
			const { column, via = [] } = table.subject;
			const [search] = planOf(page);
			expect(search).toContain(` ${via[0]?.from ?? column}=?`);
			if (table.objects.length > 0) expect(planOf(nextWithObject(table, OWNER, after))[0]).toBe(search);
		}
	});

	it.each(TABLES.filter(({ table }) => table.rowKey !== undefined && "id" in table.rowKey))(
		"finds the keys of a page of $name by their names",
		({ table }) => {
			const plan = planOf(keysOfPage(table, OWNER, ["x"], ROWS));
			expect(plan.at(-1)).toMatch(/^SEARCH unit_key USING INDEX unit_key_id \(realm_id=\? AND id=\?/);
		},
	);

	it("finds the other keys by their owner", () => {
		expect(planOf(commonKeys(OWNER, ["message"]))).toEqual([
			"SEARCH unit_key USING PRIMARY KEY (realm_id=? AND owner_id=?)",
		]);
	});
});
