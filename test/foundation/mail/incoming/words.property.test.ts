import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOfHtml } from "#foundation/mail/incoming/html-text.ts";
import { ownWords } from "#foundation/mail/incoming/own-words.ts";

/** Lines that no program takes for a mark: a letter first. */
const ownLine = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ,.?!éë]{0,60}$/).filter((line) => !/:$/.test(line));
const ownText = fc
	.array(fc.oneof(ownLine, fc.constant("")), { minLength: 1, maxLength: 12 })
	.map((lines) => lines.join("\n").trim())
	.filter((text) => text !== "");
const quoted = fc.array(
	fc.string({ maxLength: 40 }).map((line) => `> ${line.replace(/[\r\n]/g, " ")}`),
	{ minLength: 1, maxLength: 20 },
);
const ATTRIBUTIONS = [
	"Op ma 30 nov. 2026 om 10:00 schreef Twero <no-reply@twero.com>:",
	"Op 30-11-2026 10:00 schreef Harbour:",
	"On Mon, Nov 30, 2026 at 10:00 AM Harbour <no-reply@lage-kade.example> wrote:",
	"On Mon, Nov 30, 2026 at 10:00 AM Harbour\n<no-reply@lage-kade.example> wrote:",
	"Am 30.11.26 um 10:00 schrieb Harbour:",
];

describe("what a sender wrote themselves", () => {
	it("stays whole above a quotation, which goes with the line that says whose it is", () => {
		fc.assert(
			fc.property(ownText, quoted, fc.constantFrom(...ATTRIBUTIONS, undefined), (own, quotation, attribution) => {
				const mail = [own, "", ...(attribution === undefined ? [] : [attribution]), ...quotation, ""].join("\n");
				expect(ownWords(mail)).toBe(own);
			}),
			{ numRuns: 500 },
		);
	});

	it("stays whole between and below quotations", () => {
		fc.assert(
			fc.property(ownText, quoted, ownText, (above, quotation, below) => {
				const mail = [above, ...quotation, below].join("\r\n");
				expect(ownWords(mail)).toBe(mail.replaceAll("\r\n", "\n").trim());
			}),
			{ numRuns: 300 },
		);
	});

	it("is a beginning of what came, whatever came, and never empty where that was not", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: "binary" }),
					fc
						.array(fc.constantFrom("> a", "-- ", "--", "", "b:", "On x wrote:", "Op x schreef y:", "tekst"))
						.map((lines) => lines.join("\n")),
				),
				(mail) => {
					const whole = mail.replace(/\r\n?/g, "\n");
					const own = ownWords(mail);
					expect(whole.trim().startsWith(own) || whole.includes(own)).toBe(true);
					expect(own === "").toBe(whole.trim() === "");
				},
			),
			{ numRuns: 300 },
		);
	});

	it.each([
		["a signature", "Dank je wel.\n\n-- \nAda\n06 0000", "Dank je wel."],
		["a signature above a quotation", "Dank je.\n-- \nAda\n\nOp ma schreef Twero:\n> x\n> -- \n> y", "Dank je."],
		["a signature below a quotation", "Dank je.\n> x\n\nEn nog iets.\n-- \nAda", "Dank je.\n> x\n\nEn nog iets."],
	])("goes on without %s", (_, mail, own) => {
		expect(ownWords(mail)).toBe(own);
	});

	it.each([
		["a line that was drawn above a long text", `Dit:\n--\n${"regel\n".repeat(12)}einde`],
		["nothing but a quotation", "> dit is wat jullie schreven"],
		["nothing but a signature", "-- \nAda"],
		[
			"an original below Outlook's line, which is marked by nothing",
			"Dank.\n\nVan: Twero\nVerzonden: ma\nAan: Ada\n\nWat wij schreven",
		],
		["a sentence that ends in wrote:", "On the form I wrote:\nmijn vraag"],
	])("keeps %s", (_, mail) => {
		expect(ownWords(mail)).toBe(mail.trim());
	});
});

describe("the text of an HTML mail", () => {
	it("is read of anything, without a tag of it, in a time that grows with its length", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: "binary" }),
					fc
						.array(
							fc.constantFrom(
								"<p>",
								"</p>",
								"<!--",
								"-->",
								"<script>",
								"</script>",
								"<",
								"a",
								"&amp;",
								"<blockquote>",
								"&#0;",
								"&#x110000;",
								"<br>",
							),
						)
						.map((all) => all.join("")),
				),
				(html) => {
					expect(() => textOfHtml(html)).not.toThrow();
				},
			),
			{ numRuns: 300 },
		);
		for (const hostile of ["<!--", "<", "<blockquote>", "<script>", "&#", "<a ".repeat(3)]) {
			const before = performance.now();
			textOfHtml(hostile.repeat(1_000_000 / hostile.length));
			expect(performance.now() - before).toBeLessThan(5_000);
		}
	});

	it("shows each word once, in its order", () => {
		fc.assert(
			fc.property(fc.array(fc.stringMatching(/^[a-zé0-9]{1,12}$/), { minLength: 1 }), (all) => {
				const html = `<html><head><title>niet</title><style>p{}</style></head><body>${all.map((word) => `<p>${word}</p>`).join("")}</body></html>`;
				expect(textOfHtml(html).split(/\s+/)).toEqual(all);
			}),
		);
	});

	it.each([
		["entities", "Caf&eacute; &amp; t&#233;&#xe9; &lt;b&gt;", "Café & téé <b>"],
		["breaks and lists", "a<br>b<ul><li>c</li><li>d</li></ul>e", "a\nb\n- c\n- d\ne"],
		[
			"a quotation",
			"<div>Ja.</div><div>On x wrote:</div><blockquote><p>a</p><blockquote>b</blockquote></blockquote>",
			"Ja.\nOn x wrote:\n> a\n> > b",
		],
		["a sign that is no tag", "1 < 2 en 3 > 2", "1 < 2 en 3 > 2"],
		["a tag that never ends", "a <b", "a"],
		["a script and a comment", "a<script>b</script><!-- c -->d", "ad"],
	])("reads %s", (_, html, text) => {
		expect(textOfHtml(html)).toBe(text);
	});
});
