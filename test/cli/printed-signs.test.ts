import { expect, it, vi } from "vitest";
import { renderPdf } from "#cli/pdf/pdf.ts";
import { UnprintableText } from "#cli/pdf/signs.ts";
import { textProblems } from "#cli/publish/text-problems.ts";
import { unprintableSigns } from "#foundation/brand-file/printed-signs.ts";
import { BASE_LOCALE } from "#locales/locales.ts";
import { readPdf } from "../support/fixtures/read-pdf.ts";
import { APPLE, compile, edit, lineOf, OPERATOR } from "../support/fixtures/tenants/texts.ts";

vi.setConfig({ testTimeout: 60_000 });

const tree = (title: string) => ({
	locale: BASE_LOCALE,
	title,
	lead: [`Lead of ${title}.`],
	sections: [
		{
			id: "a",
			heading: "Heading",
			promises: [],
			blocks: [{ kind: "paragraph" as const, text: [title] }],
			sections: [],
		},
	],
});
const meta = (author: string) => ({
	author,
	origin: "https://alfa.example",
	publishedAt: "2026-01-02T03:04:05.000Z",
	head: { facts: [] },
	footer: author,
});

it.each([
	["the operator's name", 'name = "Orchard Guild"', 'name = "Orchard 果樹園"', "果 (U+679C), 樹 (U+6A39), 園 (U+5712)"],
	["a recipient's name", 'name = "Post Ltd"', 'name = "Почта ☃"', "☃ (U+2603)"],
	["the authority's name", '"Autoriteit Persoonsgegevens"', '"รัฐ"', "ร (U+0E23), U+0E31, ฐ (U+0E10)"],
	["the town", 'city = "Appletown"', 'city = "ירושלים"', "י (U+05D9), ר (U+05E8), ו (U+05D5) and 3 more"],
	["the register's name", 'register = "KvK"', 'register = "KvK 🍎"', "🍎 (U+1F34E)"],
	["an instrument's title", '"Standard clauses of Host Inc."', '"Clauses ①"', "① (U+2460)"],
])("%s with a sign that the PDF cannot print is refused at its line", (_what, part, becomes, signs) => {
	const operator = edit(OPERATOR, part, becomes);
	const { problems, drafts } = compile({ operator });
	const problem = problems.find(({ file }) => file.includes("/operators/"));
	expect(problem).toMatchObject({ line: lineOf(operator, becomes), level: "error" });
	expect(problem?.why).toBe(`The PDF of the statement cannot print ${signs}.`);
	expect(drafts).toEqual([]);
});

it("a brand's name with such a sign is refused at its line, its other words are not: they stand in no PDF", () => {
	const named = edit(APPLE, 'name = "Apple"', 'name = "Apple ☆"');
	expect(compile({ apple: named }).problems).toMatchObject([{ file: "tenants/apple.toml", path: "name" }]);
	const told = edit(APPLE, "A club for", "A ☆ club for");
	expect(compile({ apple: told }).drafts).toHaveLength(2);
});

it("letters of Greek, Cyrillic, Vietnamese and central Europe are printed, put together or apart", async () => {
	const name = "Ωμέγα Đặng Łódź Čeština Ґанок Größe e\u0308n";
	expect(unprintableSigns(name)).toEqual([]);
	const pdf = await readPdf(await renderPdf(tree(name), meta("x")));
	expect(pdf.text.replace(/\s/g, "")).toContain(name.normalize("NFC").replace(/\s/g, ""));
	expect(pdf.title).toBe(name.normalize("NFC"));
});

it("a PDF is never made with a box in it, wherever the sign stands", async () => {
	await expect(renderPdf(tree("Taal 語"), meta("x"))).rejects.toThrow(UnprintableText);
	await expect(renderPdf(tree("Taal"), meta("x ☂"))).rejects.toThrow("the PDF cannot print ☂ (U+2602)");
});

it("title and author of the PDF are the names themselves, in the dictionary and escaped in XMP", async () => {
	const name = 'Bakker & Dochters <"B.V."> &amp;';
	const pdf = await readPdf(await renderPdf(tree(name), meta("Ouders & Co")));
	expect(pdf.title).toBe(name);
	expect(pdf.metadata).toContain('>Bakker &amp; Dochters &lt;"B.V."&gt; &amp;amp;<');
	expect(pdf.metadata).toContain("<rdf:li>Ouders &amp; Co</rdf:li>");
	expect(pdf.metadata).not.toContain("+");
});

it("texts that cannot be written are a problem of the brand's file, not an exception", () => {
	const [draft] = compile().drafts;
	if (draft === undefined) throw new Error("the fixture compiles");
	const source = { file: "tenants/apple.toml", sha256: "" };
	expect(textProblems({ ...draft, source })).toEqual([]);
	const { operator } = draft.legal;
	const legal = { ...draft.legal, operator: { ...operator, address: { ...operator.address, country: "ZZ" } } };
	expect(textProblems({ ...draft, legal, source })[0]).toMatchObject({
		file: "tenants/apple.toml",
		why: expect.stringMatching(/cannot be written: country ZZ has no name/),
	});
});
