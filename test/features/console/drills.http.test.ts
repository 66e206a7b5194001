import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { addDrill, type DrillCheck } from "#foundation/jobs/drills.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { newStaff } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

const DAY = 24 * 60 * 60 * 1_000;
let world: World;
beforeAll(async () => {
	world = await startWorld();
	await world.worker.tick();
});
afterAll(() => world.stop());

async function homeOf(role: StaffRole): Promise<() => Promise<string>> {
	const { visitor } = await newStaff(world, role);
	return async () => (await visitor.get(visitor.address("account", "/console"))).text;
}

const ended = (daysAgo: number, failedAt?: DrillCheck) => {
	const at = Date.now() - daysAgo * DAY;
	const backupAt = new Date(at).toISOString();
	return world.database.write(addDrill({ startedAt: at, endedAt: at, backupAt, failedAt, rows: 1, acts: 0 }));
};

const part = (page: string) => /aria-labelledby="drill-title".*?<\/section>/s.exec(page)?.[0] ?? "";

describe("GET /console", () => {
	it("shows operators and privacy officers alone how the last drill of restoring ended", async () => {
		const shown = await homeOf("operator");
		const others = [await homeOf("privacy_officer"), await homeOf("support"), await homeOf("moderator")];
		expect(part(await shown())).toContain("Er is nog geen reservekopie als proef teruggezet.");
		expect(part(await shown())).not.toContain("hoogste tijd");
		const pages = await Promise.all(others.map((home) => home()));
		expect(pages.map((page) => part(page) !== "")).toEqual([true, false, false]);
	});

	it("says that a drill is overdue, that one failed and why, and that all is well again", async () => {
		const home = await homeOf("operator");
		await world.database.write(
			build
				.updateTable("migration")
				.set({ applied_at: new Date(Date.now() - 36 * DAY).toISOString() })
				.where("number", "=", 1),
		);
		expect(part(await home())).toMatch(/class="notice".*nog geen reservekopie.*hoogste tijd voor een proef/s);
		await ended(2, "keys");
		expect(part(await home())).toMatch(/class="notice".*is mislukt: een sleutel in de reservekopie ging niet open/s);
		expect(part(await home())).toContain("hoogste tijd");
		await ended(1);
		expect(part(await home())).toMatch(/als proef teruggezet, en alles klopte/);
		expect(part(await home())).not.toMatch(/class="notice"|hoogste tijd/);
	});
});
