import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differencesOf } from "../support/approved/compare.ts";
import { APPROVED, readTexts } from "../support/approved/files.ts";
import { derivedTexts } from "../support/approved/texts.ts";

describe("the approved texts", () => {
	it("are what the code says: statement, terms, letters and consents of each brand and language", async () => {
		const derived = await derivedTexts(process.cwd());
		const report = differencesOf(APPROVED, readTexts(join(process.cwd(), APPROVED)), derived);
		if (report !== undefined) expect.fail(report);
	});

	it("differ when a word, a file or a line is another, and the report says where", () => {
		const approved = new Map([
			["a/nl/terms.txt", "one\ntwo\nthree\n4\n5\n6\n7\n8\nnine"],
			["a/nl/letters/old.txt", "gone\n"],
			["a/nl/same.txt", "same\n"],
		]);
		const now = new Map([
			["a/nl/terms.txt", "one\ntwo\nthird\n4\n5\n6\n7\n8\n9"],
			["a/nl/letters/new.txt", "come\n"],
			["a/nl/same.txt", "same\n"],
		]);
		const report = differencesOf("approved", approved, now) ?? "";
		expect(report.split("\n")).toEqual([
			"3 of 4 approved texts are not what the code says (- approved, + now):",
			"approved/a/nl/letters/new.txt: missing, what the code says was never approved",
			"approved/a/nl/letters/old.txt: one too many, nothing says this any more",
			"approved/a/nl/terms.txt:3",
			"      one",
			"      two",
			"    - three",
			"    + third",
			"      4",
			"      5",
			"    line 7:",
			"      7",
			"      8",
			"    - nine",
			"    + 9",
			"If all of it is meant: npm run approve, and commit what it writes.",
		]);
		expect(differencesOf("approved", approved, approved)).toBeUndefined();
	});
});
