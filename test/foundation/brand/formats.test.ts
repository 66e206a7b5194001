import { describe, expect, it } from "vitest";
import { countryName } from "#foundation/i18n/countries.ts";
import { dialled } from "#foundation/i18n/phone.ts";
import { LOCALES, words } from "#locales/locales.ts";
import { APPLE, compile, edit, lineOf, OPERATOR } from "../../support/fixtures/tenants/texts.ts";

/** What is said of the good operator's file with one line in place of another, and whether its brands compile. */
function judged(part: string, becomes: string) {
	const operator = edit(OPERATOR, part, becomes);
	const { problems, drafts } = compile({ operator });
	const own = problems.filter(({ file, level }) => file.includes("/operators/") && level === "error");
	return { own, drafts: drafts.length, line: lineOf(operator, becomes) };
}

describe("a country in an operator's file", () => {
	const COUNTRY = 'country = "NL"\n\n[registration]';

	it.each(["KE", "PE", "TH"])("%s passes, and has a name in each language", (code) => {
		const { own, drafts } = judged(COUNTRY, `country = "${code}"\n\n[registration]`);
		expect([own, drafts]).toEqual([[], 2]);
		for (const locale of LOCALES) expect(countryName(code, locale)).toMatch(/^\p{Lu}\p{L}+/u);
	});

	// For users' own use, withdrawn, and reserved: none is a country of ISO 3166-1.
	it.each(["XX", "QQ", "AN", "SU", "EU"])(
		"%s is refused at its line, and compiles no brand of the operator",
		(code) => {
			const { own, drafts, line } = judged(COUNTRY, `country = "${code}"\n\n[registration]`);
			expect([own.map((problem) => problem.line), drafts]).toEqual([[line], 0]);
			expect(() => countryName(code, "en")).toThrow();
		},
	);

	it("is any of ISO 3166-1, with a name of its own in each language", () => {
		const known = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
		for (const locale of LOCALES) {
			const names = Object.entries(words(locale).countries);
			expect(names).toHaveLength(249);
			expect(new Set(names.map(([, name]) => name)).size).toBe(249);
			expect(names.filter(([code]) => known.of(code) === undefined)).toEqual([]);
		}
	});

	it.each([
		["EN", "GB"],
		["EL", "GR"],
		["pt", "PT"],
		["USA", "US"],
		["Duitsland", "DE"],
		["Philippines", "PH"],
		["verenigd koninkrijk", "GB"],
	])("written %s is refused at its line, with the code that was meant", (written, code) => {
		const { own, line } = judged('country = "IE"\nfields = ["email"', `country = "${written}"\nfields = ["email"`);
		expect(own).toMatchObject([{ line, why: `"${written}" is no country code.`, fix: `Write "${code}".` }]);
	});
});

describe("numbers of other countries", () => {
	const withVat = (number: string) =>
		judged('email = "info@orchard.example"', `email = "info@orchard.example"\nvatNumber = "${number}"`);
	it.each([
		"CHE-101.654.423 TVA",
		"CHE101654423IVA",
		"NO923609016MVA",
		"BE 0417.497.106",
		"IE6388047V",
		"IE1Z23456+",
		"ESB58378431",
		"XI123456789",
		"GB 980 7806 84",
	])("vatNumber %s is taken", (number) => expect(withVat(number).own).toEqual([]));

	it.each(["ask us", "0417497106", "NL", "NL<b>", "NL00--1", "N".repeat(31)])(
		"vatNumber %s is refused, with examples of several countries",
		(number) => {
			const { own } = withVat(number);
			expect(own).toHaveLength(1);
			if (number.length < 30) expect(own[0]?.fix).toMatch(/NL.*BE.*MWST/);
		},
	);

	it.each([
		["+49 40 98765-21", "tel:+49409876521"],
		["+44 (0)161 496 0018", "tel:+441614960018"],
		["+1 (212) 555-0186", "tel:+12125550186"],
		["+32 2/555.12.12", "tel:+3225551212"],
		["+352 26 12 34", "tel:+352261234"],
	])("phone %s is taken, and dialled as %s", (number, uri) => {
		expect(judged('"+31 20 000 0000"', `"${number}"`).own).toEqual([]);
		expect(dialled(number)).toBe(uri);
	});

	it.each([
		["020 555 0100", /begin with [+]/],
		["+31 20", /has 4 digits; .* 7 to 15/],
		["+31 20 555 0100 12345678", /has 19 digits/],
		["+31 -- 20 555 0100", /no phone number/],
		["+31 20 call me", /no phone number/],
	])("phone %s is refused for what is wrong with it", (number, why) => {
		expect(judged('"+31 20 000 0000"', `"${number}"`).own[0]?.why).toMatch(why);
	});
});

describe("what is said of a number", () => {
	it.each([
		["-nan", /"minimumAge" is "nan", not a number/],
		["inf", /"minimumAge" is "inf", not a number/],
		["-inf", /"minimumAge" is "-inf", not a number/],
		["-9007199254740993", /^-9007199254740993 is too large a number/],
		["9223372036854775806", /^9223372036854775806 is too large a number/],
		["19.5", /"minimumAge" is a number, not a whole number/],
	])("%s names it as it is written", (written, why) => {
		const { own, line } = judged("minimumAge = 16", `minimumAge = ${written}`);
		expect(own).toMatchObject([{ line, why: expect.stringMatching(why) }]);
	});
});

describe("what is said of a text", () => {
	it("quotes the value, not the key", () => {
		const apple = edit(APPLE, 'primary = "apple-club.example"', 'primary = "apple club"');
		const said = compile({ apple }).problems.find(({ path }) => path === "hosts.primary");
		expect(said?.why).toBe('"apple club" is no hostname.');
	});

	it("holds letters in one form, however they were typed", () => {
		const apple = edit(APPLE, 'name = "Apple"', 'name = "Appe\u0301l"');
		expect(compile({ apple }).drafts.find(({ id }) => id === "apple")?.look.name).toBe("App\u00e9l");
	});
});
