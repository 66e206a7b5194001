import { describe, expect, it } from "vitest";
import { lookSchema } from "#foundation/brand/settings.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { parseLocale } from "#foundation/i18n/locale.ts";
import { parsePayload } from "#foundation/mail/payload.ts";
import { inEachLocale, isLegallyWhole, LOCALES, words } from "#locales/locales.ts";

describe("a language that a row or a file names", () => {
	it("is one of ours, or none", () => {
		for (const locale of LOCALES) expect(parseLocale(locale)).toBe(locale);
		for (const text of ["", "xx", "NL", "__proto__"]) expect(parseLocale(text)).toBeUndefined();
	});

	it("is refused in settings and in mail that waits, whatever the database would take", () => {
		const { locales } = lookSchema.shape;
		for (const locale of LOCALES)
			expect(locales.safeParse({ default: locale, available: [locale] }).success).toBe(true);
		expect(locales.safeParse({ default: "xx", available: ["xx"] }).success).toBe(false);
		expect(locales.safeParse({ default: "nl", available: ["nl", "xx"] }).success).toBe(false);
		const waiting = JSON.stringify({ locale: "xx", letter: { template: "confirm", variables: {} } });
		expect(() => parsePayload(new Map(), waiting)).toThrow(/locale/);
	});
});

describe("what each language says", () => {
	it("stands under its own name", () => {
		const names = inEachLocale((locale) => words(locale).language.name);
		expect(names).toMatchObject({ nl: "Nederlands", en: "English" });
		expect(Object.keys(names)).toEqual(LOCALES);
	});

	it("is whole for brands where its legal words name it, and not in a copy of another's", () => {
		for (const locale of LOCALES) expect(isLegallyWhole(locale)).toBe(true);
		expect(isLegallyWhole("nl", words("en"))).toBe(false);
	});

	it("joins a list with its own word", () => {
		expect(joinWords(["a"], "en")).toBe("a");
		expect(joinWords(["a", "b", "c"], "en")).toBe("a, b and c");
		expect(joinWords(["a", "b"], "nl", "or")).toBe("a of b");
		expect(() => joinWords([], "en")).toThrow("empty list");
	});

	it("has a form for one and a form for all other counts, and its own mark of thousands", () => {
		const { plural, number, hours } = words("en").language;
		expect([0, 1, 2].map((count) => plural(count, { one: "one", other: "other" }))).toEqual(["other", "one", "other"]);
		expect([7, 1_000, 12_345_678].map(number)).toEqual(["7", "1,000", "12,345,678"]);
		expect(words("nl").language.number(12_345)).toBe("12.345");
		expect([1, 24].map(hours)).toEqual(["one hour", "24 hours"]);
		expect([1, 24].map(words("nl").language.hours)).toEqual(["één uur", "24 uur"]);
	});
});
