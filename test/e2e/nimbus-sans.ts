import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * No npm package has Nimbus Sans under a free licence. Liberation Sans has its widths, letter by letter (both are
 * Helvetica's); with its names and its vertical measures, in thousandths of an em, it takes the same room.
 */
const MEASURES = { ascent: 729, descent: -271, lineGap: 200, above: 1_075, below: 299 };

/** Offset of a table in a font file (OpenType 1.9, "Table Directory"). */
function tableAt(font: Buffer, tag: string): number {
	for (let entry = 12; entry < 12 + 16 * font.readUInt16BE(4); entry += 16)
		if (font.toString("latin1", entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
	throw new Error(`no table ${tag}`);
}

/** Gives a name record its new text, in UTF-16 as Windows has it; the record of the old platform goes with it. */
function withNames(font: Buffer, names: Record<number, string>): Buffer {
	const records = Object.entries(names).map(([id, text]) => ({
		id: Number(id),
		bytes: Buffer.from(text, "utf16le").swap16(),
	}));
	const header = Buffer.alloc(6 + 12 * records.length);
	header.writeUInt16BE(records.length, 2);
	header.writeUInt16BE(header.length, 4);
	let offset = 0;
	for (const [index, { id, bytes }] of records.entries()) {
		for (const [field, value] of [3, 1, 0x409, id, bytes.length, offset].entries())
			header.writeUInt16BE(value, 6 + 12 * index + 2 * field);
		offset += bytes.length;
	}
	const table = Buffer.concat([header, ...records.map(({ bytes }) => bytes)]);
	const changed = Buffer.concat([font, Buffer.alloc(-font.length & 3), table]);
	for (let entry = 12; entry < 12 + 16 * font.readUInt16BE(4); entry += 16) {
		if (font.toString("latin1", entry, entry + 4) !== "name") continue;
		changed.writeUInt32BE(changed.length - table.length, entry + 8);
		changed.writeUInt32BE(table.length, entry + 12);
	}
	return changed;
}

function asNimbus(font: Buffer, style: string): Buffer {
	const name = `NimbusSans-${style}`;
	const changed = withNames(font, { 1: "Nimbus Sans", 2: style, 4: name, 6: name });
	const units = (thousandths: number) =>
		Math.round((thousandths * changed.readUInt16BE(tableAt(changed, "head") + 18)) / 1_000);
	const { ascent, descent, lineGap, above, below } = MEASURES;
	for (const [table, first] of [
		["hhea", 4],
		["OS/2", 68],
	] as const)
		for (const [index, value] of [ascent, descent, lineGap].entries())
			changed.writeInt16BE(units(value), tableAt(changed, table) + first + 2 * index);
	changed.writeUInt16BE(units(above), tableAt(changed, "OS/2") + 74);
	changed.writeUInt16BE(units(below), tableAt(changed, "OS/2") + 76);
	return changed;
}

/** Regular and bold. */
export function writeNimbusSans(folder: string): void {
	for (const style of ["Regular", "Bold"]) {
		const font = readFileSync(`node_modules/pdfjs-dist/standard_fonts/LiberationSans-${style}.ttf`);
		writeFileSync(join(folder, `NimbusSans-${style}.ttf`), asNimbus(font, style));
	}
}
