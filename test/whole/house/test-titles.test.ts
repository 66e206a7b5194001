import { describe, expect, it } from "vitest";
import { testTitles, titlesIn } from "../../support/test-titles.ts";

const titles = (text: string) => titlesIn("x.test.ts", text).map(({ title }) => title);

describe("the titles of tests", () => {
	it("carry those of every group around them", () => {
		expect(titles('describe("a", () => { describe("b", () => { it("c", f); }); test("d", f); });')).toEqual([
			"a > b > c",
			"a > d",
		]);
	});

	it("are found behind modifiers, over lines and in templates", () => {
		expect(titles('describe.each([1])("a %i", () => {\n\tit.each(\n\t\trows(),\n\t)(\n\t\t"b %s", f);\n});')).toEqual([
			"a %i > b %s",
		]);
		// biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a test
		expect(titles("it.each`x`(`b ${x}`, f);")).toEqual(["b ${x}"]);
		expect(titles("it('it\\'s', f);")).toEqual(["it's"]);
	});

	it("are not found in comments and strings", () => {
		expect(titles('// it("a", f);\nconst text = "it(\\"b\\", f)";\nexpect(it);')).toEqual([]);
	});

	it("include this one", () => {
		expect(testTitles("test")).toContainEqual({
			file: "whole/house/test-titles.test.ts",
			title: "the titles of tests > include this one",
			name: "include this one",
		});
	});
});
