import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ageOn, parseBirthDate, parsePhone } from "#features/profiles/details/detail.ts";
import { detailForm, tooYoung } from "#features/profiles/details/schema.ts";
import { writtenLine, writtenText } from "#foundation/names/free-text.ts";
import type { Deception } from "#foundation/names/unseen.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { LOCALES } from "#locales/locales.ts";

const TODAY = "2026-11-22T12:00:00.000Z";
const anything = fc.string({ unit: "binary", maxLength: 300 });
const textOf = (written: { text: string } | { problem: string }) => ("text" in written ? written.text : undefined);

describe("text that a member writes", () => {
	it("holds no control, no turn of direction and no unseen letter, whatever is sent (T14)", () => {
		fc.assert(
			fc.property(anything, (input) => {
				for (const written of [writtenLine(input, 100), writtenText(input, 100)]) {
					const text = textOf(written);
					if (text === undefined) continue;
					expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]|(?!\n)\p{Cc}/u);
					expect(text).toBe(text.normalize("NFC"));
					expect(text).toBe(text.trim());
					expect([...text].length).toBeLessThanOrEqual(100);
				}
			}),
		);
	});

	it("read again is the same, so that saving twice changes nothing", () => {
		fc.assert(
			fc.property(anything, (input) => {
				const [line, text] = [textOf(writtenLine(input, 1_000)), textOf(writtenText(input, 1_000))];
				if (line !== undefined) expect(textOf(writtenLine(line, 1_000))).toBe(line);
				if (text !== undefined) expect(textOf(writtenText(text.replaceAll("\n", "\r\n"), 1_000))).toBe(text);
			}),
		);
	});

	it.each<[what: string, input: string, kind: Deception, code: string, before: string]>([
		["a line feed in one line", "een\ntwee", "control", "U+000A", "een"],
		["the reading direction turned", "anna\u202egpj.exe", "direction", "U+202E", "anna"],
		["an isolate", "Jan uit Arnhem\u2067b", "direction", "U+2067", "n uit Arnhem"],
		["an embedding at the very beginning", "\u202bab", "direction", "U+202B", ""],
		["an unseen letter", "a\u3164b", "unseen", "U+3164", "a"],
		["a stack of marks", `caf\u0065${"\u0316\u0317\u0318\u0319\u031c\u031d"}`, "stacked", "U+0065", "caf"],
		["a lone surrogate", "a\ud800", "meaningless", "U+D800", "a"],
		["a NUL", "\u0000a\u202e", "control", "U+0000", ""],
		["a private letter", "\ue000", "meaningless", "U+E000", ""],
	])("of one line is refused with %s, and says which and where", (_what, input, kind, code, before) => {
		expect(writtenLine(input, 40)).toEqual({ problem: "characters", refused: { kind, code, before } });
	});

	it.each([
		["a soft hyphen", "wan\u00addelen", "wandelen"],
		["a space without a width", "zee\u200bland", "zeeland"],
		["a byte order mark at an end", "\ufeffhoi", "hoi"],
		["a byte order mark in between", "ho\ufeffi", "hoi"],
		["a mark of direction in a number", "020\u200e 55\u200f", "020 55"],
		["a joiner in a Latin word", "ad\u200dmin", "admin"],
		["a joiner at the end of an emoji", "👍\u200d hoi", "👍 hoi"],
		["two joiners in a row", "a\u200c\u200db", "ab"],
		["letters in tags", "hoi\u{e0068}\u{e0069}", "hoi"],
		["what parts a letter from its accent", "Zoe\u200b\u0308", "Zoë"],
		["an invisible operator", "f\u2061(x)", "f(x)"],
	])("loses %s without a word", (_what, input, text) => {
		expect(writtenLine(input, 40)).toEqual({ text });
		expect(writtenText(`${input}\n${input}`, 40)).toEqual({ text: `${text}\n${text}` });
	});

	it.each([
		["an emoji", "👩🏽‍🔬 👨‍👩‍👧‍👦 🏳️‍🌈 🧑‍⚕️"],
		["the flag of a region", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
		["Persian", "می\u200cخواهم"],
		["Hindi", "क\u094d\u200dष र\u094d\u200c"],
		["Sinhala", "ශ\u0dca\u200dරී"],
		["Hebrew", "C++\u200e שלום!\u200f"],
	])("keeps what spells %s", (_what, text) => {
		expect(writtenLine(text, 40)).toEqual({ text });
		expect(writtenText(text, 40)).toEqual({ text });
	});

	it("says of a text that is too long and has a refused sign only that", () => {
		expect(writtenLine(`${"a".repeat(60)}\u202e`, 40)).toMatchObject({ problem: "characters" });
		for (const locale of LOCALES) {
			const form = z.strictObject({ line: writtenField(writtenLine, 40, locale) });
			const messageOf = (line: string) => form.safeParse({ line }).error?.issues.map(({ message }) => message);
			expect(messageOf("abc\u2066")).toEqual([expect.stringMatching(/“abc”.*U\+2066/)]);
			expect(messageOf("a".repeat(41))).toEqual([expect.stringMatching(/40/)]);
			const [both, ...more] = messageOf(`${"a".repeat(41)}\u2066`) ?? [];
			expect([both, more]).toEqual([expect.stringContaining("U+2066"), []]);
			expect(both).not.toMatch(/40/);
		}
	});

	it("keeps lines, accents, other scripts and emoji that are spelled with joiners", () => {
		const text = "Hoi!\r\n\r\n\r\n\r\nIk\u00a0ben  Zoë\u2028Привет שלום 👨‍👩‍👧 🏳️‍🌈  ";
		expect(writtenText(text, 100)).toEqual({ text: "Hoi!\n\nIk ben Zoë\nПривет שלום 👨‍👩‍👧 🏳️‍🌈" });
		expect(writtenLine("  Zoe\u0308 \t de  Vries ", 40)).toEqual({ text: "Zoë de Vries" });
	});

	it("counts letters as people do by code points, at the border", () => {
		expect(writtenLine("😀".repeat(40), 40)).toEqual({ text: "😀".repeat(40) });
		expect(writtenLine("😀".repeat(41), 40)).toEqual({ problem: "too_long" });
		expect(writtenText("e\u0301".repeat(10), 10)).toEqual({ text: "é".repeat(10) });
	});
});

describe("a telephone number", () => {
	it.each([
		["06 12 34 56 78", "+31612345678"],
		["+31 (0)6-12345678", "+31612345678"],
		["0031612345678", "+31612345678"],
		["+32 475 12 34 56", "+32475123456"],
		["+1 (212) 555.0100", "+12125550100"],
		["＋３１６１２３４５６７８", "+31612345678"],
		["\u202a+31 6 1234 5678\u202c", "+31612345678"],
		["+٣١ ٦ ١٢٣٤ ٥٦٧٨", "+31612345678"],
	])("%s is kept as %s", (input, kept) => expect(parsePhone(input)).toBe(kept));

	it.each([
		"12",
		"06123",
		"+0612345678",
		"++31612345678",
		"+31 6 abc",
		"+3161234567890123",
		"tel:+31612345678",
		"+31612345678;ext=1",
	])("%s is none", (input) => expect(parsePhone(input)).toBeUndefined());

	it("is of E.164's form or absent, whatever is sent, and reads itself", () => {
		fc.assert(
			fc.property(fc.oneof(anything, fc.stringMatching(/^[+0-9 ().-]{0,20}$/)), (input) => {
				const kept = parsePhone(input);
				if (kept === undefined) return;
				expect(kept).toMatch(/^\+[1-9][0-9]{7,14}$/);
				expect(parsePhone(kept)).toBe(kept);
			}),
		);
	});
});

describe("a birth date", () => {
	it.each([
		["1990-05-17", "1990-05-17"],
		["17-5-1990", "1990-05-17"],
		["17/05/1990", "1990-05-17"],
		["\u200e۱۷-۰۵-۱۹۹۰", "1990-05-17"],
		["29-02-2000", "2000-02-29"],
		["2026-11-22", "2026-11-22"],
	])("%s is kept as %s", (input, kept) => expect(parseBirthDate(input, TODAY)).toBe(kept));

	it.each([
		"1990-02-30",
		"29-02-1900",
		"1990-13-01",
		"2026-11-23",
		"1900-01-01",
		"90-05-17",
		"17 mei 1990",
		"1990-5-17x",
		"0000-00-00",
	])("%s is none", (input) => expect(parseBirthDate(input, TODAY)).toBeUndefined());

	it("says the age that a calendar says", () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date("1910-01-01"), max: new Date("2026-11-22"), noInvalidDate: true }),
				(date) => {
					const day = date.toISOString().slice(0, 10);
					const age = ageOn(day, TODAY);
					const birthday = (years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
					expect(birthday(age) <= TODAY.slice(0, 10)).toBe(true);
					expect(birthday(age + 1) > TODAY.slice(0, 10)).toBe(true);
				},
			),
		);
		expect([ageOn("2008-11-22", TODAY), ageOn("2008-11-23", TODAY)]).toEqual([18, 17]);
		expect([ageOn("2000-02-29", "2026-02-28"), ageOn("2000-02-29", "2026-03-01")]).toEqual([25, 26]);
	});
});

describe("the form of details", () => {
	const FORM = detailForm({ locale: "nl", today: TODAY });

	it("takes nothing but an empty form or right values, and says of each field what is wrong (P04)", () => {
		fc.assert(
			fc.property(
				fc.record({ gender: anything, phone: anything, birth_date: anything, town: anything }, { requiredKeys: [] }),
				(fields) => {
					const { data, error } = FORM.safeParse(fields);
					for (const { path, message } of error?.issues ?? []) {
						expect(["gender", "phone", "birth_date", "town"]).toContain(path[0]);
						expect(message).toMatch(/\.$|\?$/);
					}
					if (data === undefined) return;
					expect(data.details.phone).toMatch(/^(\+\d{8,15})?$/);
					expect(data.details.birth_date).toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
				},
			),
		);
		const empty = { gender: "other", details: { phone: "", birth_date: "", town: "" } };
		expect(FORM.parse({ gender: "other" })).toEqual(empty);
		expect(FORM.parse({ gender: "other", phone: " ", birth_date: "\t", town: " " })).toEqual(empty);
	});

	it("says everything that is wrong at once", () => {
		const fields = { gender: "dragon", phone: "12", birth_date: "1990-02-30", town: "x".repeat(101) };
		const { error } = FORM.safeParse(fields);
		expect(error?.issues.map(({ path }) => path[0])).toEqual(["gender", "phone", "birth_date", "town"]);
	});

	it.each([
		["2008-11-22", 18, false],
		["22-11-2008", 18, false],
		["2008-11-23", 18, true],
		["23-11-2008", 18, true],
		["2006-01-01", 21, true],
		["", 18, false],
		["1990-02-30", 18, false],
	])("of somebody born on %j asks about the answer of %i or older: %s", (birthDate, minimumAge, asks) => {
		const words = tooYoung(birthDate, { locale: "nl", today: TODAY, minimumAge });
		expect(words?.includes(String(minimumAge)) ?? false).toBe(asks);
	});
});
