import PDFDocument from "pdfkit";
import { unprintableSigns } from "#foundation/brand-file/printed-signs.ts";
import type { DocumentHead } from "#foundation/documents/head.ts";
import type { Inline } from "#foundation/documents/tree.ts";
import { breakLines, type Fragment, type Line, type Run } from "./lines.ts";
import { PDF_FONTS, UnprintableText } from "./signs.ts";

export type Element = PDFKit.PDFStructureElement;
export type TextStyle = { size: number; leading: number; color: string };

export type PdfMeta = {
	/** Whose document it is: the operator's name. */
	author: string;
	/** `https://brand.example`, with the locale prefix where there is one: the brand's own paths become absolute. */
	origin: string;
	/** ISO 8601. The only date in the file: no clock is read. */
	publishedAt: string;
	/** What stands under the title. */
	head: DocumentHead;
	/** Left part of the line at the foot of each page. */
	footer: string;
};

export const INK = "#1b1b1f";
export const MUTED = "#5a5a63";
export const RULE = "#c9c9d1";
const LINK = "#1a4f8b";

/** Of a line on its own: pdfkit measures it only for what is not drawn here, such as an underline. */
const UNMEASURED = { lineBreak: false, textWidth: 0, wordCount: 0 };

const MARGIN = { top: 64, bottom: 72, left: 68, right: 68 };

/** A page with a pen: where the next line goes, and which structure element it belongs to. */
export class Canvas {
	readonly doc: PDFKit.PDFDocument;
	readonly meta: PdfMeta;
	readonly left = MARGIN.left;
	readonly width: number;
	y = MARGIN.top;
	/** By size and font, then by word. */
	readonly #widths = new Map<string, Map<string, number>>();

	constructor(title: string, lang: string, meta: PdfMeta) {
		const day = new Date(meta.publishedAt);
		this.meta = meta;
		this.doc = new PDFDocument({
			pdfVersion: "1.7",
			// The type definitions stop at PDF/A.
			subset: "PDF/UA" as string as PDFKit.Mixins.PDFSubsets,
			tagged: true,
			lang,
			displayTitle: true,
			bufferPages: true,
			autoFirstPage: false,
			size: "A4",
			margins: { top: 0, bottom: 0, left: 0, right: 0 },
			info: {
				Title: title.normalize("NFC"),
				Author: meta.author.normalize("NFC"),
				CreationDate: day,
				ModDate: day,
			},
		});
		escapeMetadata(this.doc);
		documents += 1;
		if (documents % MAX_DOCUMENTS === 0) shapedWords.clear();
		// pdfkit takes an opened font too, which its type definitions do not say.
		for (const [name, font] of Object.entries(PDF_FONTS))
			this.doc.registerFont(name, font as unknown as PDFKit.Mixins.PDFFontSource);
		this.doc.addPage();
		this.width = this.doc.page.width - MARGIN.left - MARGIN.right;
	}

	get bottom(): number {
		return this.doc.page.height - MARGIN.bottom;
	}

	get pageHeight(): number {
		return this.bottom - MARGIN.top;
	}

	newPage(): void {
		this.doc.continueOnNewPage();
		this.y = MARGIN.top;
	}

	/** Starts a new page unless `height` still fits on this one. */
	ensure(height: number): void {
		if (this.y + height > this.bottom) this.newPage();
	}

	/** Words recur, and shaping one is the dearest part of a page: each is measured once. */
	measure(size: number): (text: string, font: string) => number {
		return (text, font) => {
			const key = `${size} ${font}`;
			const widths = this.#widths.get(key) ?? new Map<string, number>();
			this.#widths.set(key, widths);
			const known = widths.get(text);
			if (known !== undefined) return known;
			requirePrintable(text);
			const width = this.#font(font).fontSize(size).widthOfString(text);
			widths.set(text, width);
			return width;
		};
	}

	lines(runs: readonly Run[], width: number, style: TextStyle): Line[] {
		return breakLines(runs, width, this.measure(style.size));
	}

	/** One line at a place, each fragment under the element; a link becomes an element of its own. */
	drawLine(line: Line, x: number, y: number, parent: Element, style: TextStyle): void {
		for (const fragment of line) {
			if (fragment.run.href === undefined) {
				parent.add(() => this.#drawFragment(fragment, x, y, style, style.color));
			} else {
				this.#drawLink(fragment, fragment.run.href, x, y, parent, style);
			}
		}
	}

	/** Lines below each other from the pen down, over as many pages as they need. */
	flow(lines: readonly Line[], x: number, parent: Element, style: TextStyle): void {
		for (const line of lines) {
			this.ensure(style.leading);
			this.drawLine(line, x, this.y, parent, style);
			this.y += style.leading;
		}
	}

	/** Something that is not text of the document: rules, page numbers, a repeated table head. */
	artifact(type: "Pagination" | "Layout", draw: () => void): void {
		this.doc.markContent("Artifact", { type });
		draw();
		this.doc.endMarkedContent();
	}

	rule(x: number, y: number, width: number, color = RULE): void {
		this.artifact("Layout", () => {
			this.doc
				.moveTo(x, y)
				.lineTo(x + width, y)
				.lineWidth(0.5)
				.stroke(color);
		});
	}

	/** Text outside the structure: only within `artifact`. */
	plain(text: string, x: number, y: number, font: string, style: TextStyle): void {
		requirePrintable(text);
		this.#font(font).fontSize(style.size).fillColor(style.color).text(text, x, y, UNMEASURED);
	}

	runs(inlines: readonly Inline[], font: string): Run[] {
		return inlines.map((inline) => {
			if (typeof inline === "string") return { text: inline.normalize("NFC"), font };
			const href = inline.href.startsWith("/") ? `${this.meta.origin}${inline.href}` : inline.href;
			return { text: inline.text.normalize("NFC"), font, href };
		});
	}

	bytes(): Promise<Uint8Array> {
		return new Promise((resolve, reject) => {
			const chunks: Uint8Array[] = [];
			this.doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
			this.doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
			this.doc.on("error", reject);
			this.doc.end();
		});
	}

	/** Selects a font. pdfkit keeps what it shaped on its own font, one per document: here one for all. */
	#font(name: string): PDFKit.PDFDocument {
		const selected = this.doc.font(name) as unknown as { _font: { layoutCache: Shaped } };
		const words = shapedWords.get(name) ?? Object.create(null);
		shapedWords.set(name, words);
		selected._font.layoutCache = words;
		return this.doc;
	}

	#drawFragment(fragment: Fragment, x: number, y: number, style: TextStyle, color: string): void {
		this.plain(fragment.text, x + fragment.x, y, fragment.run.font, { ...style, color });
	}

	/** Ended at once: the annotation then refers to the page it stands on. */
	#drawLink(fragment: Fragment, href: string, x: number, y: number, parent: Element, style: TextStyle): void {
		const link = this.doc.struct("Link");
		parent.add(link);
		link.add(() => this.#drawFragment(fragment, x, y, style, LINK));
		// pdfkit writes a primitive string as a name; only a String object becomes text.
		const contents = new String(fragment.text.trim()) as string;
		const options: PDFKit.Mixins.AnnotationOption & { structParent: Element } = {
			structParent: link,
			Contents: contents,
		};
		const [left, width, height] = [x + fragment.x, fragment.width, style.leading];
		if (href.startsWith("#")) this.doc.goTo(left, y, width, height, href.slice(1), options);
		else this.doc.link(left, y, width, height, href, options);
		link.end();
	}
}

type Shaped = Record<string, unknown>;

/** Words as each font shapes them: those of one statement recur in the next. */
const shapedWords = new Map<string, Shaped>();
/** Words that one document alone had are let go after this many. */
const MAX_DOCUMENTS = 200;
let documents = 0;

/** @throws UnprintableText for a sign that would be drawn as a box */
function requirePrintable(text: string): void {
	const signs = unprintableSigns(text);
	if (signs.length > 0) throw new UnprintableText(signs);
}

type WithMetadata = { info: Record<string, unknown>; endMetadata(): void };

/**
 * pdfkit writes the texts of the information dictionary into XMP without escaping them. It does so last, after the
 * dictionary itself, which takes any text: only the XMP gets the escaped ones.
 */
function escapeMetadata(doc: PDFKit.PDFDocument): void {
	const inner = doc as unknown as WithMetadata;
	const end = inner.endMetadata.bind(doc);
	inner.endMetadata = () => {
		for (const [key, value] of Object.entries(inner.info)) if (typeof value === "string") inner.info[key] = xml(value);
		end();
	};
}

function xml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
