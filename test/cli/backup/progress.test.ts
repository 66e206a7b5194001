import { describe, expect, it } from "vitest";
import { progressOn } from "#cli/backup/progress.ts";

describe("progress", () => {
	it("of long work is said every two seconds, and of short work not at all", () => {
		let time = 0;
		const said: string[] = [];
		const progress = progressOn({
			...{ stdout: { write: (text: string) => said.push(text) } as never, now: () => new Date(time) },
		});
		for (let row = 1; row <= 60; row++) {
			time += 100;
			progress(() => `${row} rows`);
		}
		expect(said).toEqual(["  20 rows\n", "  40 rows\n", "  60 rows\n"]);
	});
});
