import { describe, expect, it } from "vitest";
import { brand } from "#cli/commands/brand/brand.ts";
import { quietIo } from "../support/world.ts";

/** The record of processing activities, as an operator asks for it. */
async function record(...argv: string[]): Promise<string> {
	const io = quietIo(process.cwd());
	expect(await brand(["record", ...argv], io)).toBe(0);
	return io.said();
}

describe("brand record", () => {
	it("writes controller, officer, security and each activity with its basis, people, data, recipients and limits", async () => {
		const said = await record("twero");
		expect(said).toMatch(/^# Record of processing activities: Twero\n/);
		expect(said).toContain("Controller: Jupiter Media B.V., Tingietersweg 14-16");
		expect(said).toContain("Data protection officer: compliance@twero.com");
		const activities = said.split("\n## ").slice(1);
		expect(activities.length).toBeGreaterThan(5);
		for (const activity of activities)
			for (const part of ["- Basis: ", "- People: ", "- Data: ", "- Recipients: ", "- Time limits: "])
				expect(activity).toContain(part);
	});

	it("writes the same as JSON for other tools", async () => {
		const { brand: id, activities } = JSON.parse(await record("harbour", "--json"));
		expect(id).toBe("harbour");
		expect(activities.map(({ purpose }: { purpose: string }) => purpose)).toContain("use_of_site");
	});

	it("says which brand is meant when there is none of that name", async () => {
		await expect(brand(["record"], quietIo(process.cwd()))).rejects.toThrow(/npm run brand -- record <id>/);
		await expect(brand(["record", "twera"], quietIo(process.cwd()))).rejects.toThrow(/no brand "twera".*twero/);
	});
});
