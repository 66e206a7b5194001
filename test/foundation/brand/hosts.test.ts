import { describe, expect, it } from "vitest";
import { decodePunycode, hostSkeleton, looksAlike } from "#foundation/brand/config/lookalike.ts";
import { APPLE, compile, edit, lineOf, OPERATOR, operatorText, PEAR } from "../../support/fixtures/tenants/texts.ts";

const HOST = '"apple-club.example"';

describe("a host", () => {
	const refusals: [says: string, host: string, why: RegExp, fix: RegExp][] = [
		["with a scheme", "https://apple.example", /no hostname/, /without https/],
		["with a port", "apple.example:8080", /canonical|no hostname/, /./],
		["with user info", "a@apple.example", /no hostname/, /./],
		["that is an address", "127.0.0.1", /no hostname/, /./],
		["in capitals", "Apple.example", /canonical/, /"apple[.]example"/],
		["with a trailing dot", "apple.example.", /canonical/, /"apple[.]example"/],
		["in Unicode", "äpple.example", /canonical/, /"xn--pple-koa[.]example"/],
		["without a dot", "apple", /no dot/, /whole name/],
		["on localhost", "apple.localhost", /not a public domain/, /of your own/],
		["in the platform's zone", "apple.livery-platform.example", /belongs to the platform/, /of your own/],
		["that is an account host", "account.orchard.example", /account host/, /of your own/],
		["under an account host", "x.account.orchard.example", /account host/, /of your own/],
		// "apple" with a Cyrillic а in the middle of Latin letters.
		["that mixes scripts", "xn--pple-43d.example", /mixes scripts/, /of your own/],
	];
	for (const [says, host, why, fix] of refusals) {
		it(`${says} is refused`, () => {
			const apple = edit(APPLE, HOST, JSON.stringify(host));
			const { problems, drafts } = compile({ apple });
			expect(problems).toMatchObject([{ path: "hosts.primary", line: lineOf(apple, "primary"), level: "error" }]);
			expect(problems[0]?.why).toMatch(why);
			expect(problems[0]?.fix).toMatch(fix);
			expect(drafts.map(({ id }) => id)).toEqual(["pear"]);
		});
	}

	it("stands in a file once", () => {
		const { problems } = compile({ apple: edit(APPLE, '["www.apple-club.example"]', `[${HOST}]`) });
		expect(problems).toMatchObject([{ path: "hosts.aliases.0", fix: "Keep one." }]);
	});

	it("of the platform's own zone is refused whatever that zone is", () => {
		const { problems } = compile({}, { platformZone: "pear-club.example" });
		expect(problems.map(({ path }) => path)).toEqual(["hosts.primary", "hosts.aliases.0"]);
	});

	it("is not an operator's account host twice", () => {
		const second = edit(OPERATOR, "[brand.apple]\nresponseDays = 21", "").replace("Orchard Guild", "Hedge Guild");
		const { problems, operators } = compile({ more: [operatorText("hedge-guild", second)] });
		expect(operators).toEqual([]);
		expect(problems.filter(({ path }) => path === "accountHost")).toHaveLength(2);
	});
});

describe("the hosts of two brands", () => {
	it("differ, whether primary or alias", () => {
		const pear = edit(PEAR, '"www.pear-club.example"', HOST);
		const { problems, drafts } = compile({ pear });
		expect(drafts).toEqual([]);
		const places = problems.map(({ file, line }) => `${file}:${line}`);
		expect(places).toEqual(["tenants/apple.toml:5", "tenants/pear.toml:6"]);
		expect(problems[0]?.why).toContain('also a host of brand "pear"');
	});

	it("differ across operators", () => {
		const second = edit(OPERATOR, "[brand.apple]\nresponseDays = 21", "").replaceAll(
			"orchard.example",
			"hedge.example",
		);
		const pear = PEAR.replaceAll("pear-club", "apple-club").replace("orchard-guild", "hedge-guild");
		const { problems, drafts, operators } = compile({ pear, more: [operatorText("hedge-guild", second)] });
		expect(operators).toHaveLength(2);
		expect(drafts).toEqual([]);
		expect(problems.map(({ path }) => path)).toContain("hosts.primary");
	});

	it("stay with the brand that holds one in the published registry", () => {
		const pear = edit(PEAR, '"www.pear-club.example"', HOST);
		const { problems, drafts } = compile({ pear }, { holders: new Map([["apple-club.example", "apple"]]) });
		expect(drafts.map(({ id }) => id)).toEqual(["apple"]);
		expect(problems.map(({ file }) => file)).toEqual(["tenants/pear.toml"]);
	});

	it("stay with the brand whose file was there first, unless the registry says otherwise", () => {
		const pear = edit(PEAR, '"www.pear-club.example"', HOST);
		const first = { earlier: new Set(["apple"]) };
		expect(compile({ pear }, first).problems.map(({ file }) => file)).toEqual(["tenants/pear.toml"]);
		const taken = compile({ pear }, { ...first, holders: new Map([["apple-club.example", "pear"]]) });
		expect(taken.problems.map(({ file }) => file)).toEqual(["tenants/apple.toml"]);
		const both = compile({ pear }, { earlier: new Set(["apple", "pear"]) });
		expect(new Set(both.problems.map(({ file }) => file)).size).toBe(2);
	});

	const twins = {
		"a Cyrillic letter": "xn--pple-club-zyh.example",
		"a hyphen less": "appleclub.example",
		"a one for an l": "app1e-club.example",
		"a one for an l under another ending": "app1e-club.test-site",
	};
	for (const [says, twin] of Object.entries(twins)) {
		it(`cannot be taken for each other by ${says}`, () => {
			const { problems, drafts } = compile({ pear: PEAR.replaceAll("pear-club.example", twin) });
			expect(drafts).toEqual([]);
			expect(problems.filter(({ why }) => why.includes("can be taken for")).length).toBeGreaterThanOrEqual(2);
			expect(new Set(problems.map(({ file }) => file)).size).toBe(2);
		});
	}

	it("may share a name under another ending, or a beginning", () => {
		for (const other of ["apple-club.test-site", "apple-clubs.example", "orange-club.example"]) {
			expect(compile({ pear: PEAR.replaceAll("pear-club.example", other) }).problems).toEqual([]);
		}
	});
});

describe("look-alike names", () => {
	it("are found for each confusable of the address bar", () => {
		const ascii = (host: string) => new URL(`http://${host}`).hostname;
		for (const twin of ["twer0.com", "tvvero.com", "тwero.com", "twerο.com", "ţwero.com", "t-wero.com", "tẉero.com"]) {
			expect([twin, looksAlike(ascii(twin), "twero.com")]).toEqual([twin, true]);
		}
		expect(looksAlike("rnarina.nl", "marina.nl")).toBe(true);
		expect(looksAlike("twero.corn", "twero.com")).toBe(true);
		for (const other of ["tweet.com", "hero.com", "www.twero.com"]) expect(looksAlike(other, "twero.com")).toBe(false);
	});

	it("are read from punycode as the platform writes it", () => {
		for (const word of ["bücher", "münchen-ost", "日本語", "тверо", "ελλάδα", "a-b-ü", "ꜩꜩ"]) {
			const label = new URL(`http://${word}.nl`).hostname.split(".")[0] ?? "";
			expect(decodePunycode(label.slice(4))).toBe(word);
		}
	});

	it("do not trip over punycode that is none", () => {
		for (const label of ["xn--", "xn---", "xn--99999b", "xn--999b", "xn--a-!", "xn--zzzzzzzzzzzzzzzzzzzz"]) {
			expect(typeof hostSkeleton(`${label}.nl`)).toBe("string");
		}
	});
});
