import { describe, expect, it } from "vitest";
import { build, openDatabase } from "#foundation/db/database.ts";
import { ScopeError } from "#foundation/db/scope-refusals.ts";
import type { TableRules } from "#foundation/db/table-rules.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { TABLE_RULES } from "../../../src/register.ts";

/** No server listens there: a query that is refused costs no trip. */
const open = (rules: TableRules) =>
	openDatabase(
		{ url: "http://127.0.0.1:9", rules, timeout: 1_000, clock: () => 0 },
		{ kind: "system", reason: "tests" },
	);

describe("a database that is opened with rules", () => {
	it("refuses a query on a table that they lack, and sends the same query where they have it", async () => {
		const query = build.selectFrom("member").select("id");
		const without = open(new Map([...TABLE_RULES].filter(([table]) => table !== "member")));
		const refusal = without.read(query);
		await expect(refusal).rejects.toThrow(ScopeError);
		await expect(refusal).rejects.toThrow("member is not a table that this database knows");
		expect(without.trips.count).toBe(0);
		const whole = open(TABLE_RULES);
		await expect(whole.read(query)).rejects.toThrow("the database did not answer");
		expect(whole.trips.count).toBe(1);
	});

	it("goes by the class that they give a table, and not by the generated one", async () => {
		const scoped = (rules: TableRules) =>
			openDatabase(
				{ url: "http://127.0.0.1:9", rules, timeout: 1_000, clock: () => 0 },
				{ kind: "realm", realm: realmIdSchema.parse("jupiter-media"), brands: new Set() },
			).read(build.selectFrom("host").select("hostname"));
		await expect(scoped(TABLE_RULES)).rejects.toThrow("the database did not answer");
		await expect(scoped(new Map([...TABLE_RULES, ["host", { class: "shared" }]]))).rejects.toThrow(ScopeError);
	});
});
