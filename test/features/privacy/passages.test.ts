import { beforeAll, describe, expect, it } from "vitest";
import { compileTenants } from "#cli/commands/brand/compile-files.ts";
import { RUNNING } from "#cli/publish/running.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { passagesOf, sentenceHash } from "#features/privacy/tested/passages.ts";
import type { TestReport } from "#features/privacy/tested/report.ts";
import { reportOf, standingOf } from "#features/privacy/tested/standing.ts";
import { type DocumentTree, inlineText, walkSections } from "#foundation/documents/tree.ts";
import { isPromiseId } from "#foundation/register/promises.ts";
import { LOCALES, words } from "#locales/locales.ts";
import { quietIo } from "../../support/world.ts";

let trees: DocumentTree[];
beforeAll(async () => {
	const brands = await compileTenants(quietIo(process.cwd()));
	trees = brands.flatMap(({ legal, look }) =>
		look.locales.available.map((locale) => deriveStatement(legal, locale, RUNNING)),
	);
});

/** Every word of a statement, without what stands between. */
const bare = (text: string) => text.replace(/[\s;:]+/g, "");
function everyWord(tree: DocumentTree): string {
	const said = [...walkSections(tree.sections)].flatMap(({ section }) =>
		section.blocks.flatMap((block) => {
			if (block.kind === "paragraph") return inlineText(block.text);
			if (block.kind === "list") return block.items.map(inlineText);
			if (block.kind === "definitions") return block.items.map(({ term, text }) => term + inlineText(text));
			return block.rows.map((row) => row.map(inlineText).join(""));
		}),
	);
	return bare(said.join(""));
}

describe("the sentence of a statement that makes a promise", () => {
	it("is found for every promise that it makes, in every brand and language, in the words of the statement", () => {
		expect(trees.length).toBeGreaterThanOrEqual(6);
		for (const tree of trees) {
			const made = new Set([...walkSections(tree.sections)].flatMap(({ section }) => section.promises));
			const passages = passagesOf(tree);
			expect(passages.map(({ id }) => id).sort()).toEqual([...made].sort());
			const all = everyWord(tree);
			for (const { id, text = "", section } of passages) {
				expect(text, `${tree.title} ${id}`).not.toBe("");
				for (const part of text.split(/(?<=[.!?;:])\s+/)) expect(all, `${tree.title} ${id}`).toContain(bare(part));
				const stated = [...walkSections(tree.sections)].find((one) => one.section.id === section);
				expect(stated?.section.promises).toContain(id);
			}
		}
	});

	it.each(LOCALES)("is found by cues of which each is needed, in %s", (locale) => {
		const found = trees.filter((tree) => tree.locale === locale).flatMap(passagesOf);
		for (const [id, cues] of Object.entries(words(locale).passages)) {
			expect(isPromiseId(id), id).toBe(true);
			for (const cue of cues)
				expect(
					found.some((one) => one.id === id && one.text?.includes(cue)),
					`${id}: ${cue}`,
				).toBe(true);
		}
	});

	it("is not made up where the text is another: the part of the statement is named, and no words", () => {
		const tree = trees.find(({ locale }) => locale === "en");
		if (!tree) throw new Error("no English");
		const rewritten: DocumentTree = JSON.parse(JSON.stringify(tree).replaceAll("unsubscribe with one click", "leave"));
		const of = (one: DocumentTree) => passagesOf(one).find(({ id }) => id === "P16");
		expect(of(tree)?.text).toContain("unsubscribe with one click");
		expect(of(rewritten)).toEqual({
			id: "P16",
			section: "mail",
			heading: "Mail, and how you limit it",
			text: undefined,
		});
		expect(passagesOf({ ...tree, sections: [] })).toEqual([]);
	});

	it("has a hash that is another's for another letter", async () => {
		expect(await sentenceHash("Een zin.")).toMatch(/^[0-9a-f]{32}$/);
		expect(await sentenceHash("Een zin.")).not.toBe(await sentenceHash("een zin."));
	});
});

const SOURCE = "a".repeat(64);
const kept = { kept: ["one (P01)", "two (P01)"] };
const report = (outcomes: readonly TestReport["promises"][string]["tests"][number]["outcome"][]): TestReport => ({
	...{ format: 1, source: SOURCE, finishedAt: "2026-11-30T20:00:00.000Z", passed: 1, failed: 0 },
	promises: {
		P01: {
			sentences: ["s"],
			tests: outcomes.map((outcome, at) => ({ title: kept.kept[at] ?? "", outcome, cases: 1 })),
		},
	},
});
const standing = (on: TestReport | undefined, sentence: string | undefined = "s") =>
	standingOf({ id: "P01", status: kept, sentence }, on);

describe("what is said of a promise", () => {
	it("is never more than the report says", () => {
		expect(standing(report(["passed", "passed"]))).toBe("passed");
		expect(standing(report(["passed", "flaky"]))).toBe("passed");
		expect(standing(report(["passed", "failed"]))).toBe("failed");
		expect(standing(report(["not_run", "failed"]), "t")).toBe("failed");
		expect(standing(report(["passed", "not_run"]))).toBe("not_run");
		// The report knows one of its two tests.
		expect(standing(report(["passed"]))).toBe("not_run");
		expect(standing({ ...report([]), promises: {} })).toBe("not_run");
		expect(standing(report(["passed", "passed"]), "t")).toBe("other_wording");
		expect(standingOf({ id: "P01", status: kept, sentence: undefined }, report(["passed", "passed"]))).toBe(
			"other_wording",
		);
		expect(standing(undefined)).toBe("untested");
		expect(standingOf({ id: "P01", status: { open: true }, sentence: "s" }, report(["passed"]))).toBe("open");
		expect(standingOf({ id: "P01", status: { kept: [] }, sentence: "s" }, report(["passed"]))).toBe("open");
	});

	it("is by a report on this very source, and by no other", () => {
		const passed = report(["passed", "passed"]);
		expect(reportOf({ source: SOURCE, report: passed })).toBe(passed);
		expect(reportOf({ source: "b".repeat(64), report: passed })).toBeUndefined();
		expect(reportOf({ source: undefined, report: passed })).toBeUndefined();
		expect(reportOf({ source: SOURCE, report: undefined })).toBeUndefined();
	});
});
