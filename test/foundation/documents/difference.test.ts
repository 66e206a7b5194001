import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { compareText, compareTrees, type MarkedRun, type MarkedSection } from "#foundation/documents/difference.ts";
import { treeFromPlainText } from "#foundation/documents/plain-text.ts";
import { type DocumentTree, inlineText, type Section, sentencesOf } from "#foundation/documents/tree.ts";
import { OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const without = (id: string) => OWN.recipients.filter((one) => one.id !== id);

function side(runs: readonly MarkedRun[], which: "insert" | "delete"): string {
	return runs
		.filter(({ mark }) => mark === "same" || mark === which)
		.map(({ text }) => text)
		.join("");
}

function blockSides(section: MarkedSection, which: "insert" | "delete"): string[] {
	const own = section.blocks.flatMap((block): MarkedRun[][] => {
		if (block.kind === "paragraph") return [block.text];
		if (block.kind === "list") return block.items.map(({ text }) => text);
		if (block.kind === "definitions") return block.items.flatMap(({ term, text }) => [term, text]);
		return [block.caption, ...block.head, ...block.rows.flatMap(({ cells }) => cells)];
	});
	const texts = [section.heading, ...own].map((runs) => side(runs, which)).filter((text) => text !== "");
	return [...texts, ...section.sections.flatMap((child) => blockSides(child, which))];
}

function paragraphs(texts: string[], id = "a"): DocumentTree {
	const section: Section = {
		id,
		heading: "H",
		promises: [],
		sections: [],
		blocks: texts.map((text) => ({ kind: "paragraph", text: [text] })),
	};
	return { locale: "nl", title: "T", lead: [], sections: [section] };
}

test("a difference holds both texts whole, for any two", () => {
	const text = fc
		.array(fc.constantFrom("de", "het", "een", "gegevens", "bewaren", "wij", "jou,", "niet."), {
			minLength: 1,
			maxLength: 12,
		})
		.map((words) => words.join(" "));
	const document = fc.array(text, { maxLength: 8 });
	fc.assert(
		fc.property(document, document, (older, newer) => {
			const sections = compareTrees(paragraphs(older), paragraphs(newer));
			expect(sections.flatMap((section) => blockSides(section, "delete"))).toEqual(["T", "H", ...older]);
			expect(sections.flatMap((section) => blockSides(section, "insert"))).toEqual(["T", "H", ...newer]);
			const same = older.join("|") === newer.join("|");
			expect(sections[1]?.mark).toBe(same ? "same" : "changed");
		}),
	);
	fc.assert(
		fc.property(fc.string(), fc.string(), (older, newer) => {
			const runs = compareText(older, newer);
			expect([side(runs, "delete"), side(runs, "insert")]).toEqual([older, newer]);
		}),
	);
});

test("two statements differ where their facts do, word by word, and nowhere else", () => {
	const [older, newer] = [
		deriveStatement(OWN, "nl", ALL),
		deriveStatement({ ...OWN, responseDays: 21, recipients: without("google-analytics") }, "nl", ALL),
	];
	const marked = compareTrees(older, newer);
	const marks = Object.fromEntries(marked.map(({ id, mark }) => [id, mark]));
	expect(marks).toMatchObject({
		title: "same",
		complaint: "same",
		rights: "changed",
		recipients: "changed",
		cookies: "changed",
	});
	const answer = marked.find(({ id }) => id === "rights")?.sections[0]?.blocks[0];
	expect(
		answer?.kind === "paragraph" ? answer.text.filter(({ mark }) => mark !== "same").map(({ text }) => text) : [],
	).toEqual(["28", "21", "4", "3"]);
	const table = marked.find(({ id }) => id === "recipients")?.blocks.find(({ kind }) => kind === "table");
	expect(
		table?.kind === "table"
			? table.rows.filter(({ mark }) => mark !== "same").map(({ mark, cells }) => [mark, cells[0]?.[0]?.text])
			: [],
	).toEqual([
		["delete", "Wanneer: alleen nadat je ja hebt gezegd tegen deze ontvanger."],
		["delete", "Google Analytics"],
	]);
	expect(compareTrees(older, structuredClone(older)).every(({ mark }) => mark === "same")).toBe(true);
	const partner = compareTrees(older, deriveStatement(PARTNER, "nl", ALL));
	expect(
		partner.filter(({ mark }) => ["insert", "delete"].includes(mark)).map(({ id, mark }) => `${mark} ${id}`),
	).toEqual(["delete shop", "insert partner"]);
});

test("a changed address of a link shows although its words stay", () => {
	const linked = (href: string): DocumentTree => ({
		...paragraphs([]),
		sections: [
			{
				id: "a",
				heading: "H",
				promises: [],
				sections: [],
				blocks: [{ kind: "paragraph", text: ["Zie ", { text: "hier", href }, "."] }],
			},
		],
	});
	const [, section] = compareTrees(linked("/a"), linked("/b"));
	expect(section?.blocks[0]).toMatchObject({
		mark: "changed",
		text: [{ mark: "same" }, { mark: "delete", text: "a" }, { mark: "insert", text: "b" }, { mark: "same" }],
	});
});

test("texts too long to align are shown as replaced, soon enough for a page", () => {
	const long = (seed: number) =>
		Array.from({ length: 3_000 }, (_, i) => `zin ${(i * seed) % 2_999} over iets dat verandert`);
	const started = performance.now();
	const sections = compareTrees(paragraphs(long(7)), paragraphs(long(11)));
	compareTrees(paragraphs([long(7).join(" ")]), paragraphs([long(11).join(" ")]));
	expect(performance.now() - started).toBeLessThan(5_000);
	expect(sections.flatMap((section) => blockSides(section, "insert"))).toHaveLength(3_002);
});

test("an older text is kept word for word, its headings and lists recognised", () => {
	const text =
		"Privacy bij ons\r\n\r\nWij zijn een club en schrijven op wie er lid is, want anders weten we niet wie er welkom is.\r\n\r\n1. Wat\r\n\r\nDit zijn ze:\r\n- naam\r\n- **adres**\r\n\r\nNaam:\r\n\r\nZoals je heet.\r\n";
	const tree = treeFromPlainText(text, "nl", "Oude tekst");
	expect(tree.sections.map(({ heading }) => heading)).toEqual(["Privacy bij ons", "1. Wat"]);
	expect(tree.sections[1]?.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "list", "paragraph", "paragraph"]);
	const words = (all: string) =>
		all
			.split(/\s+/)
			.filter((word) => word !== "" && word !== "-")
			.join(" ");
	expect(words(sentencesOf(tree).slice(1).join(" "))).toBe(words(text));
	const line = fc.string({ unit: "grapheme-composite", maxLength: 90 });
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			const { sections } = treeFromPlainText(lines.join("\n"), "nl", "T");
			const kept = sections.flatMap(({ heading, blocks }) => [
				heading === "T" ? "" : heading,
				...blocks.flatMap((block) =>
					block.kind === "paragraph"
						? [inlineText(block.text)]
						: block.kind === "list"
							? block.items.map(inlineText)
							: [],
				),
			]);
			const letters = (all: string) => all.replace(/[\s*•·‣–T-]/g, "");
			expect(letters(kept.join(""))).toBe(letters(lines.join("\n")));
		}),
	);
});

test("a section that stands elsewhere now, under a chapter or none, is compared where it stands", () => {
	const section = (id: string, text: string) => ({
		...{ id, heading: id.toUpperCase(), promises: [], sections: [] },
		blocks: [{ kind: "paragraph" as const, text: [text] }],
	});
	const flat: DocumentTree = {
		...{ locale: "en", title: "t", lead: [] },
		sections: [section("a", "One."), section("b", "Two."), section("c", "Three.")],
	};
	const moved: DocumentTree = {
		...flat,
		chapters: [{ id: "first", heading: "First", sections: ["c", "a"] }],
		sections: [section("c", "Three."), section("a", "One more."), section("b", "Two.")],
	};
	const marks = compareTrees(flat, moved).map(({ id, mark }) => `${id} ${mark}`);
	expect(marks.sort()).toEqual(["a changed", "b same", "c same", "first insert", "title same"]);
});
