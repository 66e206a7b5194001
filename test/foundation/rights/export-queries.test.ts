import { describe, expect, it } from "vitest";
import { build, ConstraintViolated } from "#foundation/db/database.ts";
import { addExport, removeExport } from "#foundation/rights/export/queries-export.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";

const REALM = "r";
const asked = (id: string, kind: string) =>
	addExport({ realm_id: REALM, id, subject_kind: kind, member_id: "p", locale: "nl", asked_at: "2026-11-22" });
const ready = build.updateTable("export").set({ state: "ready", made_at: "2026-11-22" }).where("realm_id", "=", REALM);

async function outcomeOf(kind: string, isReady: boolean, asks: string) {
	const database = memoryDatabase();
	await database.write(asked("first", kind), ...(isReady ? [ready] : []));
	const outcome = await database.write(...removeExport(REALM, "p", asks), asked("second", asks)).then(
		() => "begun",
		(error) => (error instanceof ConstraintViolated ? "refused" : error),
	);
	const [rows] = await database.read(build.selectFrom("export").select(["id", "subject_kind"]));
	return [outcome, ...rows.map(({ id, subject_kind }) => `${id} ${subject_kind}`)];
}

describe("asking for a copy", () => {
	it("takes the place of one that is whole, and is refused while one of that kind is made", async () => {
		expect(await outcomeOf("member", true, "member")).toEqual(["begun", "second member"]);
		expect(await outcomeOf("member", false, "member")).toEqual(["refused", "first member"]);
	});

	it("takes the place of a registration's, made or not, once that registration is a member", async () => {
		for (const isReady of [true, false])
			expect(await outcomeOf("registration", isReady, "member")).toEqual(["begun", "second member"]);
	});

	it("never takes the place of a member's own for a link to the registration that the member was (T28)", async () => {
		for (const isReady of [true, false])
			expect(await outcomeOf("member", isReady, "registration")).toEqual(["refused", "first member"]);
	});
});
