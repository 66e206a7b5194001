import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOCALE_PREFIX, requestHostname, routePath, splitUrl } from "#foundation/brand/host.ts";
import { parseHostname } from "#foundation/names/hostname.ts";

const A63 = "a".repeat(63);
/** 253 characters, the longest name that DNS has. */
const MAX_LENGTH_HOST = `${A63}.${A63}.${A63}.${"a".repeat(61)}`;

describe("a hostname is read", () => {
	it.each([
		["twero.com", "twero.com"],
		["TWERO.Com", "twero.com"],
		["twero.com.", "twero.com"],
		["twero.com:8080", "twero.com"],
		["Twero.com.:443", "twero.com"],
		["tw\u00e9ro.com", "xn--twro-cpa.com"],
		["xn--twro-cpa.com", "xn--twro-cpa.com"],
		["\uff54wero.com", "twero.com"],
		["a_b.example", "a_b.example"],
		["localhost", "localhost"],
		["a1.2b", "a1.2b"],
		["1.2b", "1.2b"],
		[`${A63}.com`, `${A63}.com`],
		[MAX_LENGTH_HOST, MAX_LENGTH_HOST],
		[`${MAX_LENGTH_HOST}.`, MAX_LENGTH_HOST],
	])("from %s", (text, name) => {
		expect(parseHostname(text)).toBe(name);
	});
});

describe("a host is refused", () => {
	it.each([
		["for being empty", ""],
		["for user info", "a@twero.com"],
		["for a percent sign", "twero%2ecom"],
		["for a comma", "twero.com,evil.test"],
		["for a space", "twero.com evil.test"],
		["for a leading space", " twero.com"],
		["for a tab", "twero\t.com"],
		["for a line end", "twero.com\r\n"],
		["for a slash", "twero.com/x"],
		["for a backslash", "twero.com\\x"],
		["for a question mark", "twero.com?x"],
		["for a hash", "twero.com#x"],
		["for brackets", "[::1]"],
		["for a bracket at the end", "twero.com]"],
		["for angle brackets", "<b>"],
		["for a closing angle bracket", "b>"],
		["for a caret", "a^b"],
		["for a bar", "a|b"],
		["for a backtick", "a`b"],
		["for an opening brace", "a{b"],
		["for a closing brace", "a}b"],
		["for a quote", 'a"b'],
		["for a port that is no number", "twero.com:x"],
		["for a port out of range", "twero.com:99999"],
		["for dotted digits", "127.0.0.1"],
		["for dotted digits and a dot", "127.0.0.1."],
		["for short dotted digits", "127.1"],
		["for one number", "2130706433"],
		["for hexadecimal", "0x7f.1"],
		["for octal", "0177.0.0.1"],
		["for two trailing dots", "twero.com.."],
		["for a leading dot", ".twero.com"],
		["for an empty label", "twero..com"],
		["for a hyphen before a label", "-twero.com"],
		["for a hyphen after a label", "twero-.com"],
		["for an exclamation mark", "twe!ro.com"],
		["for an asterisk", "*.com"],
		["for a label of 64", `${"a".repeat(64)}.com`],
		["for 254 characters", `${MAX_LENGTH_HOST}a`],
		["for 301 characters, unread", `twero.com:${"0".repeat(290)}1`],
	])("%s", (_why, text) => {
		expect(parseHostname(text)).toBeUndefined();
	});

	it("beyond 300 characters only: leading zeros of a port are allowed before", () => {
		const padded = (length: number) => `twero.com:${"0".repeat(length - 12)}80`;
		expect(padded(300)).toHaveLength(300);
		expect(parseHostname(padded(300))).toBe("twero.com");
		expect(parseHostname(padded(301))).toBeUndefined();
	});
});

/** A resolver as one writes it in a hurry: it must fail the property that ours passes. */
const sloppy = (text: string) => (text.toLowerCase().endsWith("twero.com") ? "twero.com" : undefined);

describe("any text (T4)", () => {
	const letters = fc.constantFrom(..."twero.comTWERO-_:0189@%, /\\?#[]\u00e9\uff54\u3002".split(""));
	const near = fc.oneof(
		fc.array(letters, { maxLength: 24 }).map((parts) => parts.join("")),
		fc.string().map((text) => `${text}twero.com`),
		fc.string().map((text) => `twero.com${text}`),
		fc.string(),
	);

	/** Whether `twero.com` comes out only for spellings of twero.com that DNS calls the same. */
	function isExact(read: (text: string) => string | undefined, text: string): boolean {
		if (read(text) !== "twero.com") return true;
		return /^twero\.com\.?(:[0-9]*)?$/.test(text.normalize("NFKC").toLowerCase());
	}

	it("names our brand only when it spells its host, and a sloppy reading is caught", () => {
		fc.assert(
			fc.property(near, (text) => isExact(parseHostname, text)),
			{ numRuns: 5_000 },
		);
		expect(fc.check(fc.property(near, (text) => isExact(sloppy, text))).failed).toBe(true);
	});

	it("gives a canonical name or nothing, and reading that again changes nothing", () => {
		fc.assert(
			fc.property(near, (text) => {
				const name = parseHostname(text);
				if (name === undefined) return;
				expect(name).toMatch(/^[a-z0-9_.-]{1,253}$/);
				expect(parseHostname(name)).toBe(name);
			}),
			{ numRuns: 5_000 },
		);
	});
});

describe("the host of a request", () => {
	it.each([
		["https://twero.com/", "twero.com"],
		["http://twero.com", "twero.com"],
		["https://twero.com:8787/a", "twero.com"],
		["https://twero.com?x=/", "twero.com"],
		["https://twero.com#x", "twero.com"],
		["https://twero.com?next=https://evil.test/", "twero.com"],
		["https://a@twero.com/", undefined],
		["https:///", undefined],
		["twero.com/", undefined],
		["://twero.com/", "twero.com"],
	])("of %s is read from the authority alone", (url, name) => {
		expect(requestHostname(url)).toBe(name);
	});
});

/** Labels on both sides of what the short way may take. */
const label = fc.oneof(
	fc.constantFrom("twero", "com", "a", "1", "0x7f", "xn--a", "xn--twro-cpa", "a-b", "-a", "a-", "a_b", "A", "", "c0m"),
	fc.constantFrom("a".repeat(63), "a".repeat(64), "1a", "a1", "xn", "axn--b", "\u00e9"),
);

describe("the short way of reading a host", () => {
	it("gives what the long way gives, for any name", () => {
		let names = 0;
		fc.assert(
			fc.property(fc.array(label, { minLength: 1, maxLength: 6 }), fc.constantFrom("", ".", ":80"), (labels, end) => {
				const authority = labels.join(".") + end;
				const name = parseHostname(authority);
				expect(requestHostname(`https://${authority}/x`)).toBe(name);
				if (name !== undefined) names += 1;
			}),
			{ numRuns: 5_000 },
		);
		expect(names).toBeGreaterThan(500);
	});

	it("gives the same at its edges", () => {
		for (const authority of [
			"a.example",
			`${A63}.${A63}.${A63}.${"a".repeat(61)}`,
			`${MAX_LENGTH_HOST}a`,
			"a.0x7f",
			"xn--a.example",
		])
			expect(requestHostname(`https://${authority}/`), authority).toBe(parseHostname(authority));
	});
});

describe("the path and query of a request", () => {
	it.each([
		["https://a.example/", "/", ""],
		["https://a.example", "/", ""],
		["https://a.example/b/c", "/b/c", ""],
		["https://a.example/b?c=d?e", "/b", "?c=d?e"],
		["https://a.example/b?c=/d", "/b", "?c=/d"],
		["https://a.example/b#c?d", "/b", ""],
		["https://a.example/b?c#d\ne", "/b", "?c"],
		["https://a.example//evil.test/x", "//evil.test/x", ""],
		["https://a.example/%2e%2e/x", "/%2e%2e/x", ""],
		["https://a.example/?", "/", "?"],
	])("of %s stay as they were written", (url, pathname, search) => {
		expect(splitUrl(url)).toEqual({ pathname, search });
	});
});

describe("the path that routes are matched on", () => {
	it.each([
		["/", "/"],
		["/privacy", "/privacy"],
		["/en", "/"],
		["/en/", "/"],
		["/nl/privacy?x=/en", "/privacy"],
		["/en/en/privacy", "/en/privacy"],
		["/english", "/english"],
		["/x/en", "/x/en"],
		["/de/privacy", "/de/privacy"],
		["/EN/privacy", "/EN/privacy"],
	])("of %s has no locale before it", (path, route) => {
		expect(routePath(`https://a.example${path}`)).toBe(route);
	});

	it("knows the locales that there are, whole", () => {
		expect(["/nl", "/en", "/nl/x", "/nlx", "/fr", "x/nl"].map((path) => LOCALE_PREFIX.exec(path)?.[1])).toEqual([
			...["nl", "en", "nl"],
			...[undefined, undefined, undefined],
		]);
	});
});
