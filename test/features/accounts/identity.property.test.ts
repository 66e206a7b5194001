import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfusables } from "#cli/generate/confusables.ts";
import {
	comparableEmail,
	comparableIdentifier,
	comparableUserName,
	confusableSkeleton,
	parseUserName,
	USER_NAME,
} from "#features/accounts/identity.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { becomesReserved, reservedName } from "#foundation/names/reserved.ts";
import { skeleton } from "#foundation/names/skeleton.ts";

const anything = fc.oneof(
	fc.string({ unit: "grapheme", maxLength: 40 }),
	fc.string({ unit: fc.constantFrom(..."aA0oO1lI5sS8bB2z._-@ \r\n\0<>'\"’ıøłđßéİſK"), maxLength: 40 }),
);
const names = fc.stringMatching(/^[a-zA-Z0-9]{1,8}([._-][a-zA-Z0-9]{1,8}){0,2}$/).filter((name) => name.length >= 3);

describe("an e-mail address", () => {
	it("is one that mail can be sent to, and nothing that could become a header or a tag, whatever is typed (T6)", () => {
		fc.assert(
			fc.property(anything, (text) => {
				const address = parseMailAddress(text);
				if (address === undefined) return;
				expect(address).toMatch(/^[^\s@<>",;()[\]\\]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]+)$/);
				expect(address.length).toBeLessThanOrEqual(254);
				expect(parseMailAddress(address)).toBe(address);
			}),
		);
	});

	it.each([
		["ada@Example.NL", "ada@example.nl"],
		["  ada+site@example.nl ", "ada+site@example.nl"],
		["Ada.L@münchen.example", "Ada.L@xn--mnchen-3ya.example"],
		["o'brien@example.co.uk", "o'brien@example.co.uk"],
		["D'Arcy@Post.Example.IE", "D'Arcy@post.example.ie"],
		["नमस्ते@उदाहरण.परीक्षा".replace("नमस्ते", "namaste"), "namaste@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g"],
		["noi@ตัวอย่าง.ไทย", "noi@xn--72c1a1bt4awk9o.xn--o3cw4h"],
		["reza@نامه‌ای.com", "reza@xn--mgba3gch31f060k.com"],
		["li@例え。テスト", "li@xn--r8jz45g.xn--zckzah"],
		["ivan@xn--80aswg.xn--p1ai", "ivan@xn--80aswg.xn--p1ai"],
		["a@one.two.three.four.five.six.example", "a@one.two.three.four.five.six.example"],
		["\u200eada\u200b@exam\u00adple.nl\ufeff", "ada@example.nl"],
		["ada@example.nl.", "ada@example.nl"],
	])("takes %j as %j", (typed, address) => expect(parseMailAddress(typed)).toBe(address));

	it.each([
		...["", "@", "ada", "ada@", "@example.nl", "ada@example", "ada@@example.nl", "a da@example.nl", "ada@exa mple.nl"],
		...["ada@-x.nl", "ada..b@example.nl", ".ada@example.nl", "ada.@example.nl", "ada@example.nl\r\nBcc: x@y.nl"],
		...[
			'"ada"@example.nl',
			"ada@[127.0.0.1]",
			"ada@127.0.0.1",
			"ada@example.nl/..",
			"ada@example.nl?x",
			"ada,b@example.nl",
		],
		...["ada@192.168.1.7", "ada@0x7f.1", "ada@2130706433", "ada@[::1]", "ada@example.nl:25", "ada@example.n-l"],
		...[
			"ada@example.-nl",
			"ada@example-.nl",
			"ada@-example.nl",
			"ada@example.nl-",
			"ada@exa_mple.nl",
			"ada@example.n1",
		],
		...["ada@example.42", "ada\u202e@example.nl", "ada@exam\u202eple.nl", "ada@example..nl"],
		`${"a".repeat(65)}@example.nl`,
		`ada@${"a".repeat(64)}.nl`,
		`ada@${"a.".repeat(126)}nl`,
	])("refuses %j", (typed) => expect(parseMailAddress(typed)).toBeUndefined());

	it("is the same whatever its case, and keeps dots and tags apart", () => {
		expect(comparableEmail("Ada@Example.nl")).toBe(comparableEmail("ada@example.NL"));
		expect(comparableEmail("a.da@example.nl")).not.toBe(comparableEmail("ada@example.nl"));
		expect(comparableEmail("ada+a@example.nl")).not.toBe(comparableEmail("ada@example.nl"));
	});
});

describe("a user name", () => {
	it("is Latin letters and digits with single marks between, whatever is typed (P03)", () => {
		fc.assert(
			fc.property(anything, (text) => {
				const name = parseUserName(text);
				if (name === undefined) return;
				expect(name).toMatch(/^[\p{Script=Latin}\d]+([._-][\p{Script=Latin}\d]+)*$/u);
				expect([...name].length).toBeGreaterThanOrEqual(USER_NAME.shortest);
				expect([...name].length).toBeLessThanOrEqual(USER_NAME.longest);
				expect(parseUserName(name)).toBe(name);
			}),
		);
	});

	it.each([
		"",
		"ab",
		"a".repeat(25),
		"a b",
		"_ab",
		"ab_",
		"a__b",
		"a@b",
		"аdа",
		"a\u200bb",
		"a\u202eb",
		"<b>",
		"a\nb",
		"٣٤٥",
	])("is not %j", (typed) => expect(parseUserName(typed)).toBeUndefined());

	it.each([
		["Marje\u00adlein", "Marjelein"],
		["\ufeffmarije\u200b", "marije"],
		["jan\u200e.jansen\u200f", "jan.jansen"],
		["wil\u200dlem", "willem"],
	])("typed as %j is %s", (typed, name) => expect(parseUserName(typed)).toBe(name));

	it.each(["jan\u202ejansen", "jan\u2067jansen", "jan\u3164jansen"])("that deceives is none: %j", (typed) =>
		expect(parseUserName(typed)).toBeUndefined(),
	);

	it("of full width is the plain one", () => expect(parseUserName("Ａｄａ１")).toBe("Ada1"));

	it("compares without case, and looks like itself in any case and with any marks (P03)", () => {
		fc.assert(
			fc.property(names, (name) => {
				expect(comparableUserName(name.toUpperCase())).toBe(comparableUserName(name.toLowerCase()));
				expect(confusableSkeleton(name.toUpperCase())).toBe(confusableSkeleton(name.toLowerCase()));
				expect(confusableSkeleton(name.replace(/[._-]/g, ""))).toBe(confusableSkeleton(name));
			}),
		);
	});

	it.each([
		["Marjolein", "Marj0lein"],
		["Lilian", "1i1ian"],
		["Burno", "8umo"],
		["Willem", "VVillem"],
		["Claudia", "daudia"],
		["Sanne", "5anne"],
		["Zoe", "2oe"],
		["Zoë", "zoe"],
		["jan.jansen", "jan-jansen"],
		["Strasse", "straße"],
		["Søren", "soren"],
		["łukasz", "Lukasz"],
		["dılara", "dilara"],
		["Claire", "CIaire"],
		["uncle", "unc1e"],
		["alice", "ɑlice"],
		["bob", "bᴏb"],
		["anna", "anɴa"],
		["paultest", "pɑultest"],
		["paultest", "pauǀtest"],
		["paultest", "pauꞁtest"],
		["modern", "modem"],
		["Wim", "vvirn"],
	])("looks alike: %s and %s (P03)", (one, other) => expect(confusableSkeleton(one)).toBe(confusableSkeleton(other)));

	it.each([
		["Anna", "Hanna"],
		["Kees", "Klaas"],
		["jan1", "jan3"],
		["Eva", "Ava"],
	])("does not look alike: %s and %s", (one, other) =>
		expect(confusableSkeleton(one)).not.toBe(confusableSkeleton(other)),
	);
});

/**
 * UTS 39's own table, read from ICU: the pairs of which both sides may stand in a user name. In one, "ß" is the
 * spelling of "ss" and not the look of "b".
 */
const pairs = [...readConfusables(readFileSync(process.execPath))].filter(
	(pair) => pair[1] !== "ß" && pair.every((text) => parseUserName(`aa${text}`) === `aa${text}`),
);
const OWN_PAIRS = ["rn m", "vv w", "cl d", "I l", "i 1", "1 l", "0 O", "o 0", "5 S", "8 B", "2 Z"].map((pair) =>
	pair.split(" "),
);
const confusable = fc.constantFrom(...pairs, ...OWN_PAIRS);

describe("a reserved user name (P03)", () => {
	const own = ["Twero", "Jupiter Media", "Jupiter Media B.V.", "geilesexsite"];

	it.each([
		...[
			"admin",
			"Admin1",
			"4dmin.admin",
			"ADM1N",
			"moderator",
			"M0derator",
			"rnoderator",
			"support",
			"supp0rt",
			"de.support",
		],
		...[
			"Twero.support",
			"twerosupport",
			"support-twero",
			"Tvvero",
			"TWER0",
			"twero",
			"twero.nl",
			"tᴡero",
			"jupiter-media",
		],
		...["klantenservice", "klanten-service", "helpdesk24", "twero-beveiliging", "politie", "security", "geilesexsite"],
	])("is %j", (name) => expect(reservedName(name, own)).toBeDefined());

	it.each([
		...[
			"Ajaxsupporter",
			"Modesta",
			"moda",
			"rootje",
			"Beheerste",
			"Jupiter",
			"tweroos",
			"Marjolein",
			"adminda",
			"staffan",
		],
		...["policeman.nl", "sec", "polly", "jan.de.boer"],
	])("is not %j", (name) => expect(reservedName(name, own)).toBeUndefined());

	it("stays with the member who has it already, and with no other (P03)", () => {
		expect(becomesReserved("Moderator", "Moderator", own)).toBe(false);
		expect(becomesReserved("Moderator", "Roos", own)).toBe(true);
		expect(becomesReserved("Twero beheer", "Moderator", own)).toBe(true);
		expect(becomesReserved("Roos", "Moderator", own)).toBe(false);
		expect(becomesReserved("", "Moderator", own)).toBe(false);
	});

	it("stays one however its letters are swapped for confusable ones", () => {
		const looks = (letter: string) => [
			"",
			...pairs.filter(([, to]) => to.toLowerCase() === letter).map(([sign]) => sign),
		];
		const drawn = (word: string) =>
			fc.tuple(...[...word].map((letter) => fc.constantFrom(...looks(letter)).map((sign) => sign || letter)));
		fc.assert(
			fc.property(drawn("moderator"), drawn("support"), (one, other) => {
				expect(reservedName(one.join(""), own)).toBe("staff");
				expect(reservedName(other.join(""), own)).toBe("staff");
			}),
		);
	});
});

describe("the likeness of a user name (P03)", () => {
	it("is made for hundreds of Latin letters", () => expect(pairs.length).toBeGreaterThan(100));

	it("does not change when any confusable pair in a name is swapped, wherever it stands", () => {
		const parts = fc.array(
			fc.oneof(
				confusable,
				fc.stringMatching(/^[a-zA-Z0-9]$/).map((sign) => [sign, sign]),
			),
			{
				minLength: 3,
				maxLength: 12,
			},
		);
		fc.assert(
			fc.property(parts, (all) => {
				const [one, other] = [0, 1].map((side) => all.map((pair) => pair[side]).join(""));
				expect(confusableSkeleton(other ?? "")).toBe(confusableSkeleton(one ?? ""));
			}),
			{ numRuns: 2000 },
		);
	});

	it("is the same in any case for every letter that a name may hold", () => {
		const letters = Array.from({ length: 0x30000 }, (_, code) => code)
			.filter((code) => code < 0xd800 || code > 0xdfff)
			.map((code) => `aa${String.fromCodePoint(code)}`)
			.filter((text) => parseUserName(text) === text);
		expect(letters.length).toBeGreaterThan(1000);
		const odd = letters.filter(
			(text) => confusableSkeleton(text.toUpperCase()) !== confusableSkeleton(text.toLowerCase()),
		);
		expect(odd).toEqual([]);
	});

	it("is a fixed point, of letters and digits only, and of a whole what it is of its parts", () => {
		fc.assert(
			fc.property(anything, anything, (one, other) => {
				const likeness = skeleton(one);
				expect(skeleton(likeness)).toBe(likeness);
				expect(likeness).toMatch(/^[\p{L}\p{N}]*$/u);
				expect(skeleton(`${one} ${other}`)).toBe(likeness + skeleton(other));
			}),
		);
	});
});

describe("what is typed to sign in", () => {
	it("finds what was stored: an address by its host in any case, a name without case", () => {
		expect(comparableIdentifier(" Ada@EXAMPLE.nl ")).toEqual({ kind: "email", text: "ada@example.nl" });
		expect(comparableIdentifier("ada@MÜNCHEN.example")).toEqual({ kind: "email", text: "ada@xn--mnchen-3ya.example" });
		expect(comparableIdentifier(" AdA1 ")).toEqual({ kind: "user_name", text: "ada1" });
		expect(comparableIdentifier("no address@")).toEqual({ kind: "email", text: "no address@" });
	});

	it("is something for whatever is typed", () => {
		fc.assert(
			fc.property(anything, (text) => {
				const { text: compared, kind } = comparableIdentifier(text);
				expect(kind).toBe(text.includes("@") ? "email" : "user_name");
				expect(compared).toBe(compared.toLowerCase());
			}),
		);
	});
});
