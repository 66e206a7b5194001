import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OBEYS_GPC } from "#features/site/gpc.ts";

describe("Global Privacy Control", () => {
	it("is announced by gpc.json where code reads the header, and is not where none does", () => {
		const reads = globSync("src/**/*.{ts,tsx}").filter((path) => /["'`]sec-gpc["'`]/i.test(readFileSync(path, "utf8")));
		expect({ announced: OBEYS_GPC, reads }).toEqual(
			OBEYS_GPC
				? { announced: true, reads: expect.arrayContaining([expect.any(String)]) }
				: { announced: false, reads: [] },
		);
	});
});
