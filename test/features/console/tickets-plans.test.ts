import { describe, expect, it } from "vitest";
import { addresseeQueries, deskQueries, deskTickets } from "#features/helpdesk/desk.ts";
import {
	ownAttachments,
	ownMessages,
	ownTicket,
	ownTickets,
	silentTickets,
	ticketKeysOf,
} from "#features/helpdesk/queries.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { expectIndexes, planOf } from "../../support/query-plan.ts";
import { migrated } from "../../support/stores/memory-database.ts";

const realm = realmIdSchema.parse("jupiter-media");
const brand = brandIdSchema.parse("twero");
const at = "2026-11-22T08:00:00.000Z";
const id = "0190a0a0-0000-7000-8000-000000000000";
const own = { realm, brand, sender: id, id };
const after = { waits: at, id };

describe("the help desk at 100,000 tickets", () => {
	it("has an index for what it reads", () => {
		expectIndexes([
			...deskQueries(realm, id),
			...addresseeQueries(realm, id),
			...[
				ownTicket(own),
				ownMessages(own),
				ownAttachments(own),
				ownTickets(realm, brand, id, 20),
				ticketKeysOf(realm, id),
			],
			silentTickets(at, 100),
		]);
	});

	it("reads a page of its list from an index that has the order, from the row where the page before ended (P45)", () => {
		for (const state of ["open", "answered", "closed"] as const)
			for (const [owner, index] of [
				[undefined, "ticket_desk"],
				["", "ticket_owner"],
				["staff", "ticket_owner"],
			] as const)
				for (const place of [undefined, after]) {
					const plan = planOf(deskTickets(realm, { state, ...(owner === undefined ? {} : { owner }) }, place, 51));
					expect(plan[0]).toContain(`SEARCH ticket USING INDEX ${index} (realm_id=?`);
					expect(plan[0]?.includes("waits_at")).toBe(place !== undefined);
					expect(plan.join()).not.toContain("TEMP B-TREE");
				}
	});

	it("shows the first, the middle and the last page of 100,000 in a moment (P45)", () => {
		const sqlite = migrated();
		sqlite.exec("BEGIN");
		const insert = sqlite.prepare(
			`INSERT INTO ticket (realm_id, id, brand_id, sender_id, sender_kind, language, subject_sealed, state, received_at,
				waits_at, owner_id, messages, request_id) VALUES (?, ?, 'twero', ?, 'member', 'nl', x'00', 'open', ?, ?, '', 1, '')`,
		);
		const waits = (n: number) => new Date(Date.parse(at) + n * 1000).toISOString();
		const name = (n: number) => `ticket-${String(n).padStart(6, "0")}`;
		for (let n = 0; n < 100_000; n++) insert.run(realm, name(n), `member-${n}`, waits(n), waits(n));
		sqlite.exec("COMMIT");
		const took = [undefined, 50_000, 99_940].map((n) => {
			const place = n === undefined ? undefined : { waits: waits(n), id: name(n) };
			const { sql, parameters } = deskTickets(realm, { state: "open" }, place, 51).compile();
			const query = sqlite.prepare(sql);
			const begun = performance.now();
			const rows = query.all(...(parameters as string[]));
			const milliseconds = performance.now() - begun;
			expect(rows.map((row) => row.id)).toEqual(
				Array.from({ length: Math.min(51, 100_000 - (n ?? -1) - 1) }, (_, at) => name((n ?? -1) + 1 + at)),
			);
			return milliseconds;
		});
		process.stdout.write(`pages of 100,000 tickets: ${took.map((ms) => ms.toFixed(2)).join(", ")} ms\n`);
		// A scan of them all takes far longer, on any machine.
		expect(Math.max(...took)).toBeLessThan(25);
	});
});
