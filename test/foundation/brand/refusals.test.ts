import { describe, expect, it } from "vitest";
import { APPLE, brandText, compile, edit, lineOf, PEAR } from "../../support/fixtures/tenants/texts.ts";

/** What stands in the good file, what is put in its place, and what is said about it; the line it is said of. */
type Refusal = [says: string, part: string, becomes: string, why: RegExp, fix: RegExp, line?: string];

function refuses([says, part, becomes, why, fix, line = becomes]: Refusal): void {
	it(`refuses ${says}`, () => {
		const apple = edit(APPLE, part, becomes);
		const { problems, drafts } = compile({ apple });
		expect(problems).toMatchObject([{ file: "tenants/apple.toml", line: lineOf(apple, line), level: "error" }]);
		expect(problems[0]?.why).toMatch(why);
		expect(problems[0]?.fix).toMatch(fix);
		expect(drafts.map(({ id }) => id)).toEqual(["pear"]);
	});
}

const NAME = 'name = "Apple"';
const INTRO = "A club for";
const LANGUAGE = 'default = "en"';
const COPY = "[copy.en]";

describe("the shape of a brand's file", () => {
	const refusals: Refusal[] = [
		["an unknown language", LANGUAGE, 'default = "fr"', /"fr" is not possible/, /en, nl/],
		["a number for a text", NAME, "name = 5", /"name" is a number, not a text/, /visitors read/],
		["a list for a text", NAME, 'name = ["Apple"]', /"name" is a list, not a text/, /visitors read/],
		["a date for a text", NAME, "name = 2026-01-01", /"name" is a date, not a text/, /visitors read/],
		[
			"a number in a list of hosts",
			'["www.apple-club.example"]',
			"[5]",
			/entry 1 of "aliases" is a number, not a text/,
			/Another address/,
		],
		["a missing language", LANGUAGE, "", /"default" is missing/, /One of nl, en/, "[locales]"],
		["a missing name", `${NAME}\n`, "", /"name" is missing/, /Add it/, "operator"],
		["an empty text", NAME, 'name = ""', /"name" is empty/, /visitors read/],
		["a text that is too long", NAME, `name = "${"a".repeat(41)}"`, /41 characters; at most 40/, /visitors read/],
		["a colour that is none", '"#12507b"', '"navy"', /right form/, /hexadecimal/],
		["an empty list of languages", LANGUAGE, `${LANGUAGE}\navailable = []`, /empty list/, /./, "available"],
		[
			"a logo outside the folder",
			"[theme.colors]",
			'[theme]\nlogo = "../a.svg"\n[theme.colors]',
			/right form/,
			/same folder/,
			"logo",
		],
		["a key that means something to JavaScript", COPY, `[__proto__]\n${COPY}`, /cannot be a key/, /./, "__proto__"],
		["a nested key that does so", COPY, `[hosts.constructor]\n${COPY}`, /cannot be a key/, /./, "constructor"],
		["deep nesting", COPY, `[a.b.c.d.e.f.g.h.i.j]\n${COPY}`, /nests too deeply/, /levels/, "[a.b"],
		["deep lists", NAME, "name = [[[[[[[[[[1]]]]]]]]]]", /nests too deeply/, /levels/],
		["a list of tables", COPY, `[[copies]]\n${COPY}`, /Lists of tables/, /./, "[[copies"],
		["malformed TOML", NAME, 'name = "Apple', /not TOML/, /this line/],
		["one key twice", NAME, `${NAME}\nname = "Appel"`, /not TOML/, /./, 'name = "Appel"'],
	];
	for (const refusal of refusals) refuses(refusal);

	it("names the key that was meant, at its line, beside what is missing", () => {
		const apple = edit(APPLE, "tagline =", "taglien =");
		const { problems } = compile({ apple });
		const unknown = problems.find(({ path }) => path === "copy.en.taglien");
		expect(unknown).toMatchObject({ line: lineOf(apple, "taglien"), fix: 'Did you mean "tagline"?' });
		expect(problems.map(({ path }) => path).sort()).toEqual(["copy.en.taglien", "copy.en.tagline"]);
	});

	it("of one megabyte is refused at once, unparsed", () => {
		const start = performance.now();
		const { problems, drafts } = compile({ apple: `name = "${"x".repeat(1_000_000)}"` });
		expect(performance.now() - start).toBeLessThan(500);
		expect(problems).toMatchObject([{ file: "tenants/apple.toml", line: 1, why: "The file has 977 KiB." }]);
		expect(drafts.map(({ id }) => id)).toEqual(["pear"]);
	});

	it("with thousands of brackets is refused without an exception", () => {
		const { problems } = compile({ apple: `a = ${"[".repeat(30_000)}${"]".repeat(30_000)}` });
		expect(problems).toMatchObject([{ why: "The file nests too deeply." }]);
	});

	for (const id of ["account", "account-x", "www", "A", "x", "é", "../x"]) {
		it(`has another name than ${id}.toml`, () => {
			const own = PEAR.replaceAll("Pear", "Plum").replaceAll("pear", "plum");
			const { problems, drafts } = compile({ more: [brandText(id, own)] });
			expect(problems.map(({ why }) => why).join()).toMatch(/reserved|no brand id/);
			expect(drafts.map((draft) => draft.id)).toEqual(["apple", "pear"]);
		});
	}
});

describe("the words of a brand", () => {
	const refusals: Refusal[] = [
		["HTML", INTRO, "A <b>club</b> for", /HTML/, /plain text/],
		["an HTML entity", INTRO, "A &lt;club for", /HTML/, /plain text/],
		["a numeric HTML entity", INTRO, "A &#60;club for", /HTML/, /plain text/],
		["a script address", INTRO, "JavaScript: club for", /script/, /plain text/],
		["a control character", INTRO, "A\\u0007club for", /control character/, /one line/],
		["a line break", INTRO, "A\\nclub for", /line break/, /one line/],
		["a Unicode line separator", INTRO, "A\\u2028club for", /line break/, /one line/],
		[
			"the beginning of a coded word of mail, which a sender's name must not hold (T32)",
			INTRO,
			"A =?utf-8?Q?club for",
			/=\?/,
			/coded word/,
		],
		["a character that turns the reading direction", INTRO, "A \\u202eclub for", /reading direction/, /Remove/],
		["an invisible character", INTRO, "A\\u200bclub for", /invisible/, /Remove/],
		["an invisible tag", INTRO, "A\\U000e0041club for", /invisible/, /Remove/],
		["a space at the end", NAME, 'name = "Apple "', /space/, /Remove/],
	];
	for (const refusal of refusals) refuses(refusal);

	it("exist in each available language", () => {
		const { problems } = compile({ apple: edit(APPLE, LANGUAGE, `${LANGUAGE}\navailable = ["en", "nl"]`) });
		expect(problems).toMatchObject([{ path: "copy", why: 'The brand is available in "nl" but has no words in it.' }]);
		expect(problems[0]?.fix).toContain("[copy.nl]");
	});

	it("are a warning in a language that is never shown, and no error", () => {
		const nl = '[copy.nl]\ntagline = "A"\nintro = "B"\nseoTitle = "C"\nseoDescription = "D"\n';
		const { problems, drafts } = compile({ apple: `${APPLE}\n${nl}` });
		expect(problems).toMatchObject([{ level: "warning", path: "copy.nl" }]);
		expect(drafts).toHaveLength(2);
	});

	it("include the default language", () => {
		const { problems, drafts } = compile({ apple: edit(APPLE, LANGUAGE, `${LANGUAGE}\navailable = ["nl"]`) });
		expect(problems.find(({ path }) => path === "locales.available")?.fix).toBe('Add "en".');
		expect(drafts.map(({ id }) => id)).toEqual(["pear"]);
	});

	it("are no other brand's, whatever their case and punctuation", () => {
		const pear = edit(PEAR, "Pears and those who grow them", "APPLES, and those who grow them!");
		const { problems, drafts } = compile({ pear });
		expect(drafts).toEqual([]);
		expect(problems.map(({ path }) => path)).toEqual(["copy.en.tagline", "copy.en.tagline"]);
	});
});

describe("the look of a brand", () => {
	const needs = /on white is [0-9.]+:1; text needs 4[.]5:1/;
	const nearest = /^Nearest passing: "#[0-9a-f]{6}"[.]$/;
	refuses(["a brand colour that cannot be read", '"#12507b"', '"#ff7ab0"', needs, nearest]);
	refuses(["an accent colour that cannot be read", '"#9c4a07"', '"#FFCC00"', needs, nearest]);
	refuses(["a grey one hundredth short", '"#12507b"', '"#777777"', /4[.]47:1/, nearest]);

	it("has colours that pass once the proposed one is taken", () => {
		const { problems } = compile({ apple: edit(APPLE, "#12507b", "#ff7ab0") });
		const proposed = /#[0-9a-f]{6}/.exec(problems[0]?.fix ?? "")?.[0] ?? "";
		expect(compile({ apple: edit(APPLE, "#12507b", proposed) }).problems).toEqual([]);
	});

	it("has only features that the operator allows", () => {
		const apple = `${APPLE}\n[features]\nshop = true\n`;
		const { problems } = compile({ apple });
		expect(problems).toMatchObject([{ line: lineOf(apple, "shop"), path: "features.shop" }]);
	});
});
