import { type Block, groupsOf, type Inline } from "#foundation/documents/tree.ts";
import { type Canvas, type Element, INK, MUTED, RULE, type TextStyle } from "./canvas.ts";
import { type Line, type Run, textWidths } from "./lines.ts";

type Table = Extract<Block, { kind: "table" }>;

const CELL: TextStyle = { size: 9.2, leading: 12.4, color: INK };
const GROUP: TextStyle = { size: 9.2, leading: 12.4, color: MUTED };
const CAPTION: TextStyle = { size: 9.2, leading: 13, color: MUTED };
const PADDING = { x: 5, y: 4 };

/** Each column at least as wide as its widest word, the rest shared by how much text it has. */
function columnWidths(canvas: Canvas, rows: Run[][][], columns: number): number[] {
	const measure = canvas.measure(CELL.size);
	const natural = Array.from({ length: columns }, (_, column) => {
		const widths = rows.map((row) => textWidths(row[column] ?? [], measure));
		const word = Math.min(Math.max(...widths.map((width) => width.word)), canvas.width * 0.4) + 2 * PADDING.x + 0.5;
		return { word, line: Math.max(word, Math.max(...widths.map((width) => width.line)) + 2 * PADDING.x + 0.5) };
	});
	const words = natural.reduce((sum, column) => sum + column.word, 0);
	if (words >= canvas.width) return natural.map((column) => (column.word / words) * canvas.width);
	// The square root keeps one long column from starving the others.
	const wishes = natural.map((column) => Math.sqrt(Math.max(column.line - column.word, 1)));
	const total = wishes.reduce((sum, wish) => sum + wish, 0);
	return natural.map((column, index) => column.word + ((canvas.width - words) * (wishes[index] ?? 0)) / total);
}

type Column = { x: number; width: number };

class TableLayout {
	readonly #canvas: Canvas;
	readonly #columns: Column[];
	readonly #head: Line[][];

	constructor(canvas: Canvas, head: Run[][], rows: Run[][][]) {
		this.#canvas = canvas;
		let x = canvas.left;
		this.#columns = columnWidths(canvas, [head, ...rows], head.length).map((width) => {
			const column = { x: x + PADDING.x, width: width - 2 * PADDING.x };
			x += width;
			return column;
		});
		this.#head = this.cells(head);
	}

	cells(row: readonly Run[][]): Line[][] {
		return this.#columns.map((column, index) => this.#canvas.lines(row[index] ?? [], column.width, CELL));
	}

	height(cells: readonly Line[][]): number {
		return Math.max(...cells.map((lines) => lines.length)) * CELL.leading + 2 * PADDING.y;
	}

	get columns(): number {
		return this.#columns.length;
	}

	get headHeight(): number {
		return this.height(this.#head);
	}

	drawHead(table: Element): void {
		this.#row(table, this.#head, () =>
			this.#canvas.doc.struct("TH", { scope: "Column" } as PDFKit.Mixins.StructureElementOptions),
		);
	}

	/** On a following page the head is repeated for the eye only. */
	#repeatHead(): void {
		const top = this.#canvas.y + PADDING.y;
		this.#canvas.artifact("Pagination", () => {
			this.#head.forEach((lines, index) => {
				lines.forEach((line, row) => {
					for (const fragment of line) {
						const x = (this.#columns[index]?.x ?? 0) + fragment.x;
						this.#canvas.plain(fragment.text, x, top + row * CELL.leading, fragment.run.font, CELL);
					}
				});
			});
		});
		this.#canvas.y += this.headHeight;
		this.#line();
	}

	#line(): void {
		this.#canvas.rule(this.#canvas.left, this.#canvas.y, this.#canvas.width, RULE);
	}

	drawRow(table: Element, cells: Line[][]): void {
		const canvas = this.#canvas;
		const fitsOnAPage = this.height(cells) + this.headHeight <= canvas.pageHeight;
		if (canvas.y + (fitsOnAPage ? this.height(cells) : 6 * CELL.leading) > canvas.bottom) {
			canvas.newPage();
			this.#repeatHead();
		}
		this.#row(table, cells, (column) =>
			column === 0
				? canvas.doc.struct("TH", { scope: "Row" } as PDFKit.Mixins.StructureElementOptions)
				: canvas.doc.struct("TD"),
		);
	}

	/** A row taller than a page goes on over the next: each cell element then has content on both. */
	#row(table: Element, cells: Line[][], element: (column: number) => Element): void {
		const canvas = this.#canvas;
		const row = canvas.doc.struct("TR");
		table.add(row);
		const elements = cells.map((_, column) => {
			const cell = element(column);
			row.add(cell);
			return cell;
		});
		const rest = cells.map((lines) => [...lines]);
		for (let first = true; rest.some((lines) => lines.length > 0); first = false) {
			if (!first) {
				canvas.newPage();
				this.#repeatHead();
			}
			const room = Math.max(1, Math.floor((canvas.bottom - canvas.y - 2 * PADDING.y) / CELL.leading));
			const slices = rest.map((lines) => lines.splice(0, room));
			this.#slice(slices, elements);
			canvas.y += this.height(slices);
			this.#line();
		}
		row.end();
	}

	#slice(slices: Line[][], elements: Element[]): void {
		const top = this.#canvas.y + PADDING.y;
		slices.forEach((lines, column) => {
			const element = elements[column];
			const x = this.#columns[column]?.x ?? 0;
			if (!element) return;
			lines.forEach((line, row) => {
				this.#canvas.drawLine(line, x, top + row * CELL.leading, element, CELL);
			});
		});
	}
}

/** What the rows below all say, over the width of the table and never alone at the foot of a page. */
function drawGroup(canvas: Canvas, layout: TableLayout, table: Element, says: Inline[], first: Line[][]): void {
	const lines = canvas.lines(canvas.runs(says, "regular"), canvas.width - 2 * PADDING.x, GROUP);
	const height = lines.length * GROUP.leading + 2 * PADDING.y;
	const needed = height + Math.min(layout.height(first), 6 * CELL.leading);
	if (canvas.y + needed > canvas.bottom) canvas.newPage();
	const row = canvas.doc.struct("TR");
	table.add(row);
	const cell = canvas.doc.struct("TH");
	// pdfkit knows no span of a cell outside its own tables.
	const { dictionary } = cell as Element & { dictionary: { data: Record<string, unknown> } };
	dictionary.data.A = { O: "Table", Scope: "Column", ColSpan: layout.columns };
	row.add(cell);
	canvas.y += PADDING.y;
	canvas.flow(lines, canvas.left + PADDING.x, cell, GROUP);
	canvas.y += PADDING.y;
	canvas.rule(canvas.left, canvas.y, canvas.width, RULE);
	row.end();
}

/** Caption, head and rows as Table, TR, TH and TD; rows stay whole, the head comes back on each page. */
export function drawTable(canvas: Canvas, block: Table, parent: Element): void {
	const head = block.head.map((text) => [{ text, font: "bold" }]);
	const rows = block.rows.map((row) => row.map((cell, column) => canvas.runs(cell, column === 0 ? "bold" : "regular")));
	const layout = new TableLayout(canvas, head, rows);
	const cells = rows.map((row) => layout.cells(row));
	const captionLines = canvas.lines([{ text: block.caption, font: "bold" }], canvas.width, CAPTION);
	const opening = captionLines.length * CAPTION.leading + layout.headHeight + layout.height(cells[0] ?? []);
	if (opening < canvas.pageHeight) canvas.ensure(opening + 6);
	const table = canvas.doc.struct("Table");
	parent.add(table);
	const caption = canvas.doc.struct("Caption");
	table.add(caption);
	canvas.flow(captionLines, canvas.left, caption, CAPTION);
	caption.end();
	canvas.y += 3;
	layout.drawHead(table);
	for (const { says, rows: own } of groupsOf(block)) {
		const next = cells.splice(0, own.length);
		if (says.length > 0) drawGroup(canvas, layout, table, says, next[0] ?? []);
		for (const row of next) layout.drawRow(table, row);
	}
	table.end();
	canvas.y += 12;
}
