import type { DocumentHead } from "#foundation/documents/head.ts";
import {
	type Block,
	chaptersOf,
	type DocumentTree,
	type Inline,
	inlineText,
	type Section,
} from "#foundation/documents/tree.ts";
import { words } from "#locales/locales.ts";
import { Canvas, type Element, INK, MUTED, type PdfMeta, type TextStyle } from "./canvas.ts";
import { drawTable } from "./table.ts";

export type { PdfMeta } from "./canvas.ts";

const BODY: TextStyle = { size: 10.6, leading: 15.2, color: INK };
const LEAD: TextStyle = { size: 12, leading: 17.5, color: MUTED };
const TITLE: TextStyle = { size: 25, leading: 31, color: INK };
const HEAD: TextStyle = { size: 9.5, leading: 13.5, color: MUTED };
const FOOT: TextStyle = { size: 8, leading: 10, color: MUTED };
const HEADINGS: TextStyle[] = [
	{ size: 18, leading: 23, color: INK },
	{ size: 15.5, leading: 20, color: INK },
	{ size: 12.2, leading: 16.5, color: INK },
	{ size: 10.8, leading: 15.2, color: INK },
];
const INDENT = 14;

function drawText(canvas: Canvas, tag: string, inlines: readonly Inline[], parent: Element, style: TextStyle): void {
	const element = canvas.doc.struct(tag);
	parent.add(element);
	const bold = /^H[1-6]$/.test(tag);
	canvas.flow(
		canvas.lines(canvas.runs(inlines, bold ? "bold" : "regular"), canvas.width, style),
		canvas.left,
		element,
		style,
	);
	element.end();
}

function drawItem(canvas: Canvas, list: Element, label: string, inlines: readonly Inline[], inline: boolean): void {
	const item = canvas.doc.struct("LI");
	list.add(item);
	const labelElement = canvas.doc.struct("Lbl");
	const body = canvas.doc.struct("LBody");
	item.add(labelElement);
	item.add(body);
	const labelLines = canvas.lines([{ text: label, font: inline ? "regular" : "bold" }], canvas.width, BODY);
	const lines = canvas.lines(canvas.runs(inlines, "regular"), canvas.width - INDENT, BODY);
	if (inline) {
		canvas.ensure(BODY.leading);
		for (const line of labelLines) canvas.drawLine(line, canvas.left + 2, canvas.y, labelElement, BODY);
	} else {
		canvas.ensure(BODY.leading * 2);
		canvas.flow(labelLines, canvas.left, labelElement, BODY);
	}
	canvas.flow(lines, canvas.left + INDENT, body, BODY);
	item.end();
	canvas.y += inline ? 2.5 : 5;
}

function drawBlock(canvas: Canvas, block: Block, parent: Element): void {
	if (block.kind === "table") {
		drawTable(canvas, block, parent);
		return;
	}
	if (block.kind === "paragraph") {
		drawText(canvas, "P", block.text, parent, BODY);
	} else {
		const list = canvas.doc.struct("L");
		parent.add(list);
		if (block.kind === "list") for (const item of block.items) drawItem(canvas, list, "•", item, true);
		else for (const item of block.items) drawItem(canvas, list, item.term, item.text, false);
		list.end();
	}
	canvas.y += 7;
}

type Outline = PDFKit.PDFOutline;

type Headed = Pick<Section, "id" | "heading" | "sections" | "blocks">;

/** `depth` is the level of the heading: 2 right below the title. */
function drawSection(canvas: Canvas, section: Headed, depth: number, parent: Element, outline: Outline): void {
	const style = HEADINGS[Math.min(depth - 1, HEADINGS.length) - 1] ?? BODY;
	const element = canvas.doc.struct("Sect");
	parent.add(element);
	if (canvas.y > 70) canvas.y += depth === 2 ? 14 : 7;
	// A heading never stands alone at the foot of a page.
	canvas.ensure(style.leading + 3 * BODY.leading);
	canvas.doc.addNamedDestination(section.id, "XYZ", canvas.left, canvas.y, null);
	const destination = { expanded: false, fit: false, top: canvas.y, left: canvas.doc.page.width };
	const entry = outline.addItem(section.heading, destination);
	drawText(canvas, `H${Math.min(depth, 6)}`, [section.heading], element, style);
	canvas.y += 4;
	for (const block of section.blocks) drawBlock(canvas, block, element);
	for (const child of section.sections) drawSection(canvas, child, depth + 1, element, entry);
	element.end();
}

function drawHead(canvas: Canvas, { banner, facts }: DocumentHead, root: Element): void {
	if (banner !== undefined) drawText(canvas, "P", [banner], root, BODY);
	for (const { term, text } of facts) drawText(canvas, "P", [`${term}: ${text}`], root, HEAD);
	canvas.y += 8;
}

function drawFooters(canvas: Canvas, locale: DocumentTree["locale"]): void {
	const { count } = canvas.doc.bufferedPageRange();
	for (let page = 0; page < count; page += 1) {
		canvas.doc.switchToPage(page);
		const y = canvas.doc.page.height - 44;
		const number = words(locale).documents.page(page + 1, count);
		const width = canvas.measure(FOOT.size)(number, "regular");
		canvas.artifact("Pagination", () => {
			canvas.plain(canvas.meta.footer, canvas.left, y, "regular", FOOT);
			canvas.plain(number, canvas.left + canvas.width - width, y, "regular", FOOT);
		});
	}
}

/**
 * The tree as a tagged PDF (PDF/UA-1, ISO 14289-1): every font embedded as a subset, headings, lists and tables as
 * structure, links as annotations. The same tree and meta give the same bytes.
 */
export async function renderPdf(tree: DocumentTree, meta: PdfMeta): Promise<Uint8Array> {
	const canvas = new Canvas(tree.title, words(tree.locale).language.tag, meta);
	const root = canvas.doc.struct("Document");
	canvas.doc.addStructure(root);
	drawText(canvas, "H1", [tree.title], root, TITLE);
	canvas.y += 6;
	drawHead(canvas, meta.head, root);
	if (inlineText(tree.lead) !== "") drawText(canvas, "P", tree.lead, root, LEAD);
	canvas.y += 8;
	for (const { chapter, sections } of chaptersOf(tree)) {
		const parts: Headed[] = chapter ? [{ id: chapter.id, heading: chapter.heading, blocks: [], sections }] : sections;
		for (const part of parts) drawSection(canvas, part, 2, root, canvas.doc.outline);
	}
	root.end();
	drawFooters(canvas, tree.locale);
	return canvas.bytes();
}
