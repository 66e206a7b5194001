import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDay, previewOf, readStatement } from "#cli/commands/brand/older-statement.ts";
import { treeFromPlainText } from "#foundation/documents/plain-text.ts";

let folder = "";
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "livery-old-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array): string {
	const file = join(folder, "old.txt");
	writeFileSync(file, content);
	return readStatement(file);
}

describe("the file of an older statement", () => {
	const TEXT =
		"Privacy & cookies\n\nSchrijf <info@club.example>, of bel. Leden zijn > 18 jaar; R&D; 5 < 7.\n* Een punt\n# 12 leden\n";
	it("is taken as it stands, where it is plain text", () => {
		expect(read(TEXT.replace("# 12", "nr. 12"))).toContain("<info@club.example>");
		expect(read("Privacy\n=======\n\nWij bewaren niets.\n=\r\n")).toContain("=======\n");
	});

	it.each([
		["a page of a browser", "Privacy\n<p class='x'>Wij bewaren niets.</p>", /HTML or XML on line 2: “<p class='x'>/],
		["a piece of markup", "Wij bewaren <em>niets</em>.", /HTML/],
		["a comment", "Privacy <!-- oud -->", /HTML/],
		["entities", "Wij bewaren caf&eacute;gegevens.", /HTML entities on line 1/],
		["entities by number", "Caf&#233;", /HTML entities/],
		["Markdown headings", "## Privacy\n\nWij bewaren niets.", /Markdown/],
		["Markdown links", "Zie [hier](https://club.example/oud).", /Markdown/],
		["Markdown letters", "Wij bewaren **niets**.", /Markdown/],
		["wiki markup", "== Privacy ==\nWij bewaren [[niets]].", /wiki/],
		["RTF", "{\\rtf1\\ansi Wij bewaren niets.}", /RTF/],
		["a PDF", Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1"), /a PDF/],
		["a document of Word", Buffer.from("PK\u0003\u0004\u0014\u0000\u00ff\u00fe", "latin1"), /word processor/],
		["an older document of Word", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /word processor/],
		["a mail's source", "Wij bewaren veel meer van u dan u=\r\nzou denken.", /quoted-printable.* on line 1/],
		["a mail's letters", "Wij bewaren caf=C3=A9gegevens.", /quoted-printable/],
		["letters of another encoding", "cafÃ©gegevens", /wrong encoding/],
		["Latin-1", Buffer.from("caf\u00e9", "latin1"), /not UTF-8/],
		["control signs", "Wij\u001b[2J bewaren", /control signs on line 1: “\\u001b\[2J/],
		["nothing", " \n\n", /is empty/],
	])("is refused with %s, by name and line", (_what, content, why) => {
		expect(() => read(content)).toThrow(why);
	});
});

describe("the day from which an older statement counted", () => {
	const NOW = new Date("2026-11-22T08:00:00Z");
	it.each([
		["0201-05-04", /no web yet/],
		["1900-01-01", /no web yet/],
		["1991-08-05", /no web yet/],
		["2026-11-23", /future/],
		["2023-02-29", /yyyy-mm-dd/],
		["04-05-2012", /yyyy-mm-dd/],
		["2012-5-4", /yyyy-mm-dd/],
		["", /yyyy-mm-dd/],
	])("%s is refused", (day, why) => expect(() => parseDay(day, NOW)).toThrow(why));

	it("is any other that has been", () => {
		expect(parseDay("1998-09-27", NOW)).toBe("1998-09-27T00:00:00.000Z");
		expect(() => parseDay(undefined, NOW)).toThrow(/yyyy-mm-dd/);
	});
});

it("what will stand there is shown before it is kept: title, day in words, headings, paragraphs", () => {
	const text =
		"Vooraf staat dit.\n\n1. Wat wij bewaren\n\nUw naam,\nuw adres.\n\n- een\n- twee\n\n2. Hoe lang\n\nKort.";
	const shown = previewOf(treeFromPlainText(text, "nl", "Oude verklaring"), "2011-02-03T00:00:00.000Z");
	expect(shown.split("\n").slice(0, 9)).toEqual([
		"title:      Oude verklaring",
		"language:   Dutch",
		"in force:   from 3 februari 2011",
		"headings:   2",
		"            1. Wat wij bewaren",
		"            2. Hoe lang",
		"paragraphs: 4, and 2 list item(s)",
		"begins:     Vooraf staat dit.",
		"",
	]);
});

it("a text that was wrapped is kept as paragraphs, its signs untouched", () => {
	const wrapped =
		"Wij bewaren van elk lid de naam en het adres, en zolang het lid dat\nwil ook de woonplaats. Daarna wissen wij alles wat wij van het lid\nhebben.\n\nTot ziens.";
	const [section] = treeFromPlainText(wrapped, "nl", "Oud").sections;
	expect(section?.blocks.map((block) => (block.kind === "paragraph" ? block.text : []))).toEqual([
		[wrapped.split("\n\n")[0]?.replaceAll("\n", " ")],
		["Tot ziens."],
	]);
});
