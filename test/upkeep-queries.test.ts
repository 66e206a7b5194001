import type { DatabaseSync } from "node:sqlite";
import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import * as accounts from "../src/accounts/queries-upkeep.ts";
import { brandIdSchema, realmIdSchema } from "../src/brand/settings.ts";
import * as keys from "../src/crypto/queries.ts";
import { dueUnits } from "../src/crypto/reseal-due.ts";
import { deleteKeys, deleteMail, expiredRows } from "../src/mail/queries.ts";
import * as mail from "../src/mail/queries-drain.ts";
import { knownObjects, objectsRemoved } from "../src/profiles/queries-photo.ts";
import { migrated } from "./memory-database.ts";

const NOW = "2026-11-22T00:00:00.000Z";
const REALM = realmIdSchema.parse("realm");
const BRAND = brandIdSchema.parse("twero");

/** What runs each minute, whether there is something to do or not. */
const QUERIES: Record<string, readonly Compilable<unknown>[]> = {
	"what has come to its end": [accounts.expiredRegistrations(NOW, 200), ...accounts.endOf(NOW, NOW)],
	"what nobody confirmed": accounts.removeUnconfirmed([{ realm_id: REALM, id: "a", brand_id: BRAND }]),
	"who was not told of a statement": [
		accounts.untoldMembers(REALM, BRAND, 2, 100),
		accounts.markTold(BRAND, "a", 2, NOW),
	],
	"keys to rewrap": [keys.unitKeysBelow(2, 500)],
	"mail that is due": [
		mail.leaseDue({ state: "queued", urgent: 0, most: 50 }, "lease", NOW, NOW),
		mail.leaseHeld({ realm_id: REALM, member_id: "a", class: "service", brand_id: BRAND }, "lease", NOW),
		...[mail.leasedRows("lease"), mail.choicesOf("lease"), mail.limitsOf("lease"), mail.stopsOf("lease")],
	],
	"mail that was kept long enough": [expiredRows(NOW, 100), deleteMail(["a"]), deleteKeys(REALM, ["a"])],
	"files to remove": [objectsRemoved(["a"]), knownObjects(["a"])],
	"units to seal anew": [dueUnits(100)],
};

/** Steps of SQLite's plan that read a table or an index from end to end, or a whole realm of it. */
function wholeReads(sqlite: DatabaseSync, query: Compilable<unknown>): string[] {
	const { sql, parameters } = query.compile();
	const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(parameters as string[]));
	return (
		plan
			.map(({ detail }) => String(detail))
			// What was chosen by the step before, and a queue in its own order.
			.filter((detail) => !/^SCAN (untold|reseal_due USING COVERING INDEX reseal_due_at)$/.test(detail))
			.filter((detail) => /^SCAN |\((realm|brand)_id=\?\)$/.test(detail))
	);
}

describe("the work of each minute", () => {
	const sqlite = migrated();

	it.each(Object.entries(QUERIES))("finds %s by an index, however many members there are", (_what, queries) => {
		for (const query of queries) expect(wholeReads(sqlite, query), query.compile().sql).toEqual([]);
	});

	it("is seen to read a table whole, and a realm of it", () => {
		const read = (sql: string) => wholeReads(sqlite, { compile: () => ({ sql, parameters: [] }) } as never);
		expect(read("SELECT id FROM member WHERE suspended_at < '2026'")).toHaveLength(1);
		expect(read("SELECT id FROM unit_key WHERE realm_id = 'a'")).toHaveLength(1);
		expect(read("SELECT id FROM member WHERE realm_id = 'a' AND id = 'b'")).toEqual([]);
	});
});
