import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { breakLines } from "#cli/pdf/lines.ts";
import { renderPdf } from "#cli/pdf/pdf.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import {
	type DocumentTree,
	groupsOf,
	inlineText,
	sentencesOf,
	statementOutline,
	walkSections,
} from "#foundation/documents/tree.ts";
import { CLUB, OWN } from "../support/fixtures/legal.ts";
import { readPdf, type StructureNode } from "../support/fixtures/read-pdf.ts";
import { ALL } from "../support/fixtures/running.ts";

// Typesetting a whole statement takes seconds where other work shares the processors.
vi.setConfig({ testTimeout: 120_000 });

const META = {
	author: "Voorbeeld & Media <B.V.>",
	origin: "https://alfa.example/en",
	publishedAt: "2026-01-02T03:04:05.000Z",
	head: { banner: "Niet gepubliceerd.", facts: [{ term: "Versie", text: "3" }] },
	footer: "Alfa, version 3",
};
/** The longest statement, typeset once for all tests. */
const OWN_TREE = deriveStatement(OWN, "nl", ALL);
const OWN_PDF = renderPdf(OWN_TREE, META);

const bare = (text: string): string => text.replace(/\s+/g, "");

function* walk(nodes: readonly StructureNode[]): Generator<StructureNode> {
	for (const node of nodes) {
		yield node;
		yield* walk(node.children);
	}
}

function expectInOrder(text: string, sentences: readonly string[]): void {
	let from = 0;
	for (const sentence of sentences) {
		const at = text.indexOf(bare(sentence), from);
		expect({ sentence, found: at >= 0 }).toEqual({ sentence, found: true });
		from = at + bare(sentence).length;
	}
}

const tables = (tree: DocumentTree) =>
	[...walkSections(tree.sections)].flatMap(({ section }) => section.blocks.filter((block) => block.kind === "table"));

test("P31 the PDF is tagged, titled, in the language of the text and carries its sentences in order", async () => {
	const club = deriveStatement(CLUB, "en", ALL);
	for (const { tree, bytes, locale, language } of [
		{ tree: OWN_TREE, bytes: await OWN_PDF, locale: "nl", language: "nl-NL" },
		{ tree: club, bytes: await renderPdf(club, META), locale: "en", language: "en-GB" },
	]) {
		const pdf = await readPdf(bytes);
		expect(pdf).toMatchObject({ marked: true, language, title: tree.title });
		expect(pdf.metadata).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
		expectInOrder(bare(pdf.text), sentencesOf(tree));
		expect(pdf.bookmarks).toEqual(statementOutline(tree).map(({ heading }) => heading));
		expect(pdf.artifacts).toContain("Alfa, version 3");
		expect(pdf.artifacts).toMatch(locale === "nl" ? /Pagina 2 van/ : /Page 2 of/);
		expect(pdf.text).not.toContain("Alfa, version 3");
		// Under the title, above the text.
		const [above = ""] = bare(pdf.text).split(bare(inlineText(tree.lead)));
		expect(above).toBe(bare(`${tree.title}Niet gepubliceerd.Versie: 3`));
	}
});

test("headings and tables of the PDF are those of the tree, as structure", async () => {
	const tree = OWN_TREE;
	const pdf = await readPdf(await OWN_PDF);
	const nodes = [...walk(pdf.structure)];
	const headings = nodes.filter(({ role }) => /^H\d$/.test(role)).map(({ role, text }) => `${role} ${bare(text)}`);
	const headed = (entries: ReturnType<typeof statementOutline>, level: number): string[] =>
		entries.flatMap((entry) => [`H${level} ${bare(entry.heading)}`, ...headed(entry.sections, level + 1)]);
	const wanted = headed(statementOutline(tree), 2);
	expect(headings).toEqual([`H1 ${bare(tree.title)}`, ...wanted]);
	const count = (role: string): number => nodes.filter((node) => node.role === role && node.text !== "").length;
	const rows = tables(tree).flatMap((block) =>
		block.kind === "table" ? [block.head.length, ...block.rows.map(() => 0)] : [],
	);
	const heads = rows.filter((cells) => cells > 0);
	const body = tables(tree).flatMap((block) => (block.kind === "table" ? block.rows : []));
	expect(count("Caption")).toBe(heads.length);
	const said = tables(tree).flatMap((block) => (block.kind === "table" ? groupsOf(block) : []));
	const groups = said.filter(({ says }) => says.length > 0);
	expect(groups.length).toBeGreaterThan(3);
	// The first cell of each row heads it, and what a group of rows says heads those.
	expect(count("TH")).toBe(heads.reduce((sum, cells) => sum + cells, 0) + body.length + groups.length);
	const filled = body.flatMap((cells) => cells.slice(1)).filter((cell) => inlineText(cell) !== "");
	expect(count("TD")).toBe(filled.length);
});

test("links of the PDF are annotations with words, and the brand's own are absolute", async () => {
	const pdf = await readPdf(await OWN_PDF);
	const urls = pdf.links.map(({ url }) => url);
	expect(urls).toContain("https://alfa.example/en/privacy/rights");
	// A line of the summary leads into the text.
	expect(urls).toContain("#recipients");
	expect(urls).toContain("https://autoriteitpersoonsgegevens.nl/klacht");
	expect(urls).toContain("mailto:rechten@alfa.example");
	expect(pdf.links.filter(({ url, contents }) => url === "" || contents === "")).toEqual([]);
});

test("the same tree gives the same PDF bytes, and every font is embedded as a subset", async () => {
	const once = await OWN_PDF;
	const again = await renderPdf(structuredClone(OWN_TREE), { ...META });
	expect(Buffer.compare(once, again)).toBe(0);
	const small = { ...OWN_TREE, sections: OWN_TREE.sections.slice(0, 2) };
	const [three, four] = [await renderPdf(small, META), await renderPdf(small, { ...META, footer: "Alfa, version 4" })];
	expect(Buffer.compare(three, four)).not.toBe(0);
	const raw = Buffer.from(once).toString("latin1");
	const fonts = raw.match(/\/Type \/FontDescriptor/g) ?? [];
	expect(fonts.length).toBeGreaterThan(1);
	expect(raw.match(/\/FontFile2 /g)).toHaveLength(fonts.length);
	expect(raw.match(/\/FontName \/[A-Z]{6}\+SourceSans3/g)).toHaveLength(fonts.length);
	expect(raw).not.toMatch(/\/Subtype \/Type1/);
	expect(once.byteLength).toBeLessThan(400_000);
});

test("words wider than a column, and rows taller than a page, lose nothing", async () => {
	const wide = `https://voorbeeld.example/${"a".repeat(180)}`;
	const tall = Array.from({ length: 900 }, (_, word) => `woord${word}`).join(" ");
	const tree: DocumentTree = {
		...{ locale: "nl", title: "Proef", lead: [] },
		sections: [
			{
				...{ id: "a", heading: "A", promises: [], sections: [] },
				blocks: [
					{ kind: "paragraph", text: ["Zie ", { text: wide, href: wide }, "."] },
					{
						kind: "table",
						caption: "Hoog",
						head: ["Een", "Twee", "Drie"],
						rows: [
							["kort", tall, wide],
							["na", "de", "rij"],
						].map((row) => row.map((cell) => [cell])),
					},
				],
			},
		],
	};
	const pdf = await readPdf(await renderPdf(tree, META));
	expect(pdf.pages).toBeGreaterThan(1);
	expect(bare(pdf.text)).toContain(bare(`Zie ${wide}.`));
	const cells = [...walk(pdf.structure)].filter(({ role }) => role === "TD").map(({ text }) => bare(text));
	expect(
		cells
			.join("")
			.match(/woord\d+/g)
			?.join(" "),
	).toBe(tall);
	expect(cells.join("")).toContain(wide);
	expect(cells.slice(-2)).toEqual(["de", "rij"]);
});

test("qpdf finds nothing wrong, where it is installed", async () => {
	const installed = spawnSync("qpdf", ["--version"]).status === 0;
	const folder = mkdtempSync(join(tmpdir(), "statement-"));
	try {
		const file = join(folder, "statement.pdf");
		writeFileSync(file, await OWN_PDF);
		if (installed) expect(spawnSync("qpdf", ["--check", file], { encoding: "utf8" })).toMatchObject({ status: 0 });
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("lines hold every word with its spaces, and none is wider than its column", () => {
	const text = fc.array(fc.constantFrom("a", "bb", "cc-cc", " ", "  ", "\n", "dddddddddddddd", ".", ","), {
		maxLength: 30,
	});
	fc.assert(
		fc.property(
			fc.array(
				text.map((parts) => parts.join("")),
				{ maxLength: 5 },
			),
			fc.integer({ min: 3, max: 20 }),
			(texts, width) => {
				const runs = texts.map((each, index) => ({ text: each, font: "regular", ...(index % 2 ? { href: "/" } : {}) }));
				const lines = breakLines(runs, width, (each) => each.length);
				const words = lines.flatMap((line) => line.map((fragment) => fragment.text)).join("");
				expect(words).toBe(texts.join("").trim().replace(/\s+/g, " "));
				for (const line of lines) {
					// A space at the end of a line may stand in the margin.
					expect(
						line
							.map((fragment) => fragment.text)
							.join("")
							.trimEnd().length,
					).toBeLessThanOrEqual(width);
				}
			},
		),
	);
});
