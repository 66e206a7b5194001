import { describe, expect, it } from "vitest";
import { DOOR_TABLES } from "#features/accounts/credentials/doors.ts";
import { REGISTER } from "../../../src/register.ts";

describe("the table of doors", () => {
	it("says of every table of the accounts that names a member what its rows open (DECISIONS 75)", () => {
		const accounts = REGISTER.find(({ feature }) => feature === "accounts") ?? expect.fail("no such feature");
		const named = Object.entries(accounts.tables)
			.filter(([table, { columns }]) => table === "member" || table === "registration" || "member_id" in columns)
			.map(([table]) => table);
		expect(named.length).toBeGreaterThan(6);
		expect(Object.keys(DOOR_TABLES).sort()).toEqual(named.sort());
	});
});
