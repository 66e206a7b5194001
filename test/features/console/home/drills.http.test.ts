import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { addDrill, type DrillCheck } from "#foundation/jobs/drills.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { newStaff } from "../../../support/staff.ts";
import { startWorld, type World } from "../../../support/world.ts";

const DAY = 24 * 60 * 60 * 1_000;
let world: World;
beforeAll(async () => {
	world = await startWorld();
	await world.worker.tick();
});
afterAll(() => world.stop());

async function pagesOf(role: StaffRole) {
	const { visitor } = await newStaff(world, role);
	const get = (path: string) => visitor.get(visitor.address("account", path));
	return {
		status: async () => (await get("/console/brands")).status,
		/** What the page of sites says of backups. */
		health: async () =>
			/<dt>Reservekopieën<\/dt>\s*<dd>(.*?)<\/dd>/s.exec((await get("/console/brands")).text)?.[1] ?? "",
		/** The row of the first screen that says it. */
		row: async () => /<tr>(?:(?!<\/tr>).)*Reservekopieën.*?<\/tr>/s.exec((await get("/console")).text)?.[0] ?? "",
	};
}

const ended = (daysAgo: number, failedAt?: DrillCheck) => {
	const at = Date.now() - daysAgo * DAY;
	const backupAt = new Date(at).toISOString();
	return world.database.write(addDrill({ startedAt: at, endedAt: at, backupAt, failedAt, rows: 1, acts: 0 }));
};

describe("GET /console/brands, and its row of GET /console", () => {
	it("shows operators and privacy officers alone how the last drill of restoring ended", async () => {
		const { health, row } = await pagesOf("operator");
		expect(await health()).toContain("Er is nog geen reservekopie als proef teruggezet.");
		expect(await health()).not.toContain("hoogste tijd");
		// Nothing is late: there is nothing to do.
		expect(await row()).toBe("");
		const others = [await pagesOf("privacy_officer"), await pagesOf("support"), await pagesOf("moderator")];
		expect(await Promise.all(others.map(({ status }) => status()))).toEqual([200, 403, 403]);
	});

	it("say that a drill is overdue, that one failed and why, and that all is well again", async () => {
		const { health, row } = await pagesOf("operator");
		const support = await pagesOf("support");
		await world.database.write(
			build
				.updateTable("migration")
				.set({ applied_at: new Date(Date.now() - 36 * DAY).toISOString() })
				.where("number", "=", 1),
		);
		expect(await health()).toMatch(/class="late".*nog geen reservekopie.*hoogste tijd voor een proef/s);
		expect(await row()).toMatch(/href="\/console\/brands".*class="late".*nog geen reservekopie/s);
		await ended(2, "keys");
		expect(await health()).toMatch(/class="late".*is mislukt: een sleutel in de reservekopie ging niet open/s);
		expect(await health()).toContain("hoogste tijd");
		expect(await row()).toContain("de laatste proef met terugzetten is mislukt");
		expect(await support.row()).toBe("");
		await ended(1);
		expect(await health()).toMatch(/als proef teruggezet, en alles klopte/);
		expect(await health()).not.toMatch(/class="late"|hoogste tijd/);
		expect(await row()).toBe("");
	});
});
