import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import {
	choicesOf,
	claimSlot,
	gatherParts,
	heldBeside,
	leaseDue,
	leasedRows,
	leaseHeld,
	limitsOf,
	settle,
	stopsOf,
	takenSlots,
} from "#foundation/mail/delivery/queries-drain.ts";
import { chooseMail, forgetMailOfBrand, mailChoices, mailLimits, mailStop } from "#foundation/mail/queries.ts";
import { expectIndexes, rawQuery, wholeReads } from "../../support/query-plan.ts";

const now = "2026-11-22T08:00:00.000Z";
const of = { realm_id: "r", id: "i", member_id: "m", class: "service", brand_id: "b" };
const choice = { realm_id: "r", member_id: "m", brand_id: "b", class: "service", wanted: 1, changed_at: now } as const;

const QUERIES: Record<string, Compilable<unknown>[]> = {
	"leases urgent mail": [leaseDue({ state: "queued", urgent: 1, most: 20 }, "l", now, now)],
	"leases what waited": [leaseDue({ state: "held", urgent: 0, most: 10 }, "l", now, now)],
	"leases what waits beside": [leaseHeld(of, "l", now)],
	"reads its rows": [leasedRows("l")],
	"reads choices": [choicesOf("l"), limitsOf("l"), stopsOf("l")],
	"takes a place": [claimSlot(of, "l", { ofAll: 3, ofClass: 2 }, now, now)],
	"looks for room": [takenSlots(of, now), heldBeside(of)],
	"ends a row": [settle("i", "l", { state: "sent" })],
	"gathers a digest": [gatherParts("d", ["a", "b"], "l", now)],
	"forgets a brand": forgetMailOfBrand("r", "m", "b"),
	"shows and keeps choices": [mailChoices("r", "m"), mailLimits("r", "m"), mailStop("r", "m"), chooseMail(choice)],
};

describe("the outbox at a million rows", () => {
	it.each(Object.entries(QUERIES))("%s by an index", (_what, queries) => {
		expectIndexes(queries);
	});

	it("would be seen scanning", () => {
		expect(wholeReads(rawQuery("SELECT id FROM outbox WHERE attempts = 1"))).toHaveLength(1);
	});
});
