import { describe, expect, it } from "vitest";
import { MAX_ASKED_RECIPIENTS } from "#foundation/brand/settings.ts";
import { mailtoHref } from "#foundation/names/mail-address.ts";
import { APPLE, compile, edit, lineOf, OPERATOR, operatorText } from "../../support/fixtures/tenants/texts.ts";

/** Part of the good operator file, its replacement, and what is said; `line` is a part of the line it is said of. */
type Refusal = [says: string, part: string, becomes: string, line: string, why: RegExp, fix: RegExp];

function refuses([says, part, becomes, line, why, fix]: Refusal): void {
	it(`does not take ${says}`, () => {
		const operator = edit(OPERATOR, part, becomes);
		const { problems, drafts } = compile({ operator });
		const own = problems.filter(({ file }) => file.includes("/operators/"));
		expect(own.length).toBeGreaterThan(0);
		for (const problem of own) {
			expect(problem).toMatchObject({ line: lineOf(operator, line), level: "error" });
			expect(problem.why).toMatch(why);
			expect(problem.fix).toMatch(fix);
		}
		expect(drafts.length).toBeLessThan(2);
	});
}

const COUNTER_BLOCK = OPERATOR.slice(OPERATOR.indexOf("[recipient.counter]"), OPERATOR.indexOf("[recipient.till]"));
const HELP = 'help = "help@orchard.example"\n';
const COUNTER = '["browser", "pages_visited"]';
const ONLY_HOST = 'recipients = ["host", "post", "counter", "till"]';
const POST = 'name = "Post Ltd"';
const FEATURES = '["profiles", "messages", "payments"]';

describe("an operator's legal block", () => {
	const refusals: Refusal[] = [
		[
			"a missing registration number",
			'number = "00000001"\n',
			"",
			"[registration]",
			/"number" is missing/,
			/number in it/,
		],
		["an answer that is none", 'number = "00000001"', 'number = "TODO"', "TODO", /incomplete/, /registered/],
		["a site that is no address", "https://www.orchard.example", "at home", "at home", /no web address/, /https:/],
		["a site that is not https", "https://www.orchard", "http://www.orchard", "http://", /not an https/, /https:/],
		[
			"a script as an address",
			"https://autoriteit",
			"javascript:autoriteit",
			"javascript:",
			/not an https|no web/,
			/https:/,
		],
		["a user name in an address", "https://www.orchard", "https://a:b@www.orchard", "a:b@", /user name/, /https:/],
		["a missing contact", HELP, "", "[defaults]", /"contacts.help" is set nowhere/, /\[defaults\]/],
		[
			"a missing answer term for rights",
			'security = "security@orchard.example"\n',
			"",
			"[defaults]",
			/set nowhere/,
			/./,
		],
		[
			"a legal form missing in a language",
			'nl = "stichting", en = "foundation"',
			'nl = "stichting"',
			"legalForm",
			/"en"/,
			/Add en/,
		],
	];
	for (const refusal of refusals) refuses(refusal);

	it("stands in a file whose name is an id", () => {
		const { problems, operators } = compile({
			more: [operatorText("Hedge Guild", OPERATOR.replaceAll("orchard.", "hedge."))],
		});
		expect(problems.map(({ why }) => why)).toContain('"Hedge Guild" is no operator id.');
		expect(operators.map(({ id }) => id)).toEqual(["orchard-guild"]);
	});

	it("that is broken is said to its brands, at the line that names it", () => {
		const { problems, drafts } = compile({ operator: "name = 5" });
		const told = problems.filter(({ path }) => path === "operator");
		expect(told.map(({ file }) => file)).toEqual(["tenants/apple.toml", "tenants/pear.toml"]);
		expect(told[0]?.why).toContain("has errors");
		expect(drafts).toEqual([]);
	});
});

describe("an operator's recipients", () => {
	const refusals: Refusal[] = [
		[
			"one outside the EEA without an instrument",
			'transfer = "scc"\n',
			"",
			"[recipient.host]",
			/outside the EEA/,
			/Art. 44/,
		],
		[
			"an instrument that does not cover the country",
			'country = "IE"',
			'country = "IE"\ntransfer = "dpf"',
			'transfer = "dpf"',
			/US only/,
			/./,
		],
		["an empty list of fields", COUNTER, "[]", "fields = []", /empty list/, /data items/],
		["a field that is no data item", COUNTER, '["browsr"]', "browsr", /no data item/, /"browser"/],
		["a field twice", COUNTER, '["browser", "browser"]', '"browser", "browser"', /twice/, /Keep one/],
		[
			"everything for one that only counts",
			COUNTER,
			'["*"]',
			'fields = ["*"]\nrequiresConsent = true',
			/cannot get everything/,
			/Name/,
		],
		[
			"special data for a third party",
			COUNTER,
			'["sexual_preferences"]',
			"sexual_preferences",
			/special data/,
			/Art. 9/,
		],
		["messages for a third party", COUNTER, '["messages"]', '"messages"]\nrequires', /special data/, /Art. 9/],
		[
			"one that has no block",
			'"counter", "till"',
			'"countr", "till"',
			'"countr"',
			/no \[recipient.countr\]/,
			/"counter"/,
		],
		["one twice", '"counter", "till"', '"counter", "till", "till"', 'counter", "till', /twice/, /Keep one/],
		[
			"no mail carrier",
			ONLY_HOST,
			'recipients = ["host", "counter", "till"]',
			"recipients =",
			/sends mail.*"mail"/,
			/Add one/,
		],
		["neither a name nor a group", POST, "", "[recipient.post]", /neither a name nor a group/, /group until/],
		[
			"a company without a country",
			`${POST}\nrole = "processor"\nkind = "mail"\ncountry = "IE"`,
			`${POST}\nrole = "processor"\nkind = "mail"`,
			"[recipient.post]",
			/"Post Ltd" has no country/,
			/two letters/,
		],
		[
			"a country that its instrument does not cover",
			POST,
			`processedIn = [{ country = "IN", transfer = "dpf" }]\n${POST}`,
			"processedIn",
			/covers the US only/,
			/another instrument/,
		],
		[
			"Google without its processing in the US",
			POST,
			'name = "Google Ireland Limited"',
			"[recipient.post]",
			/processed in the US as well/,
			/processedIn = /,
		],
		["an empty list", ONLY_HOST, "recipients = []", "recipients = []", /empty/, /at least/],
		["a list without the host", ONLY_HOST, 'recipients = ["post", "till"]', "recipients =", /"hosting"/, /Add one/],
		[
			"payments without their provider",
			ONLY_HOST,
			'recipients = ["host", "post"]',
			"recipients =",
			/payments are on.*"payment_provider"/,
			/Add one/,
		],
		["a shop without a carrier", FEATURES, '["payments", "shop"]', "recipients =", /"delivery"/, /Add one/],
		[
			"performers without the tax authority",
			FEATURES,
			'["payments", "performers"]',
			"recipients =",
			/"tax_authority"/,
			/Add one/,
		],
		[
			"an item withheld and given",
			COUNTER,
			'["browser", "ip_address"]',
			"ip_address",
			/Counter Ltd would get "ip_address"/,
			/Remove/,
		],
		["an item withheld that is none", '["ip_address"]', '["ip_adress"]', "ip_adress", /no data item/, /"ip_address"/],
	];
	for (const refusal of refusals) refuses(refusal);
	refuses([
		"counting without consent",
		"requiresConsent = true",
		"requiresConsent = false # here",
		"# here",
		/said yes/,
		/= true/,
	]);

	it("have ids that can be referred to", () => {
		const operator = OPERATOR.replace("[recipient.till]", '[recipient."Till & co"]').replace(
			'"counter", "till"]',
			'"counter"]',
		);
		const { problems } = compile({ operator });
		expect(problems.find(({ path }) => path === "recipient.Till & co")?.why).toBe('"Till & co" is no id.');
	});

	it("are called something in each language of the brand, as long as no company is named", () => {
		const operator = edit(OPERATOR, POST, 'group = { en = "Mail carrier" }');
		const apple = edit(APPLE, 'default = "en"', 'default = "en"\navailable = ["en", "nl"]');
		expect(compile({ operator }).problems.filter(({ level }) => level === "error")).toEqual([]);
		const errors = compile({ apple, operator }).problems.filter(({ level }) => level === "error");
		expect(errors.map(({ path }) => path)).toContain("legal.recipients.post.group.en");
		for (const { why, fix, line } of errors.filter(({ path }) => path.startsWith("legal.recipients"))) {
			expect(why).toContain('"post" has no word in "nl"');
			expect(fix).toBe("Add nl to group.");
			expect(line).toBe(lineOf(operator, "group ="));
		}
	});

	it("are no more to ask about than a browser keeps answers", () => {
		const counters = (count: number) => {
			const ids = Array.from({ length: count }, (_, index) => `counter-${index}`);
			const blocks = ids.map((id) => COUNTER_BLOCK.replace("[recipient.counter]", `[recipient.${id}]`));
			const listed = `recipients = ["host", "post", "till", "counter", ${ids.map((id) => `"${id}"`).join(", ")}]`;
			return edit(OPERATOR, ONLY_HOST, listed).replace(COUNTER_BLOCK, `${COUNTER_BLOCK}${blocks.join("")}`);
		};
		expect(compile({ operator: counters(MAX_ASKED_RECIPIENTS - 1) }).problems).toEqual([]);
		const operator = counters(MAX_ASKED_RECIPIENTS);
		const { problems, drafts } = compile({ operator });
		expect(drafts).toEqual([]);
		for (const { path, line, why, fix, level } of problems) {
			expect([path, line, level]).toEqual(["legal.recipients", lineOf(operator, "recipients = ["), "error"]);
			expect([why, fix].join(" ")).toMatch(/21 recipients need a yes, .* no more than 20 answers\. At most 20/);
		}
	});

	it("may get what one brand does not withhold, on that brand alone", () => {
		const share = '\n[brand.pear]\nwithhold = []\n\n[brand.pear.sharing.counter]\nfields = ["ip_address"]\n';
		expect(compile({ operator: OPERATOR + share }).problems).toEqual([]);
		const still = compile({ operator: OPERATOR + share.replace("withhold = []", "") });
		expect(still.drafts.map(({ id }) => id)).toEqual(["apple"]);
	});
});

describe("an operator's terms for brands", () => {
	const BLOCK = "[brand.apple]\nresponseDays = 21";
	const refusals: Refusal[] = [
		[
			"an erasure term above its maximum",
			BLOCK,
			'[brand.apple]\neraseAfterClosing = "P3Y"',
			"P3Y",
			/above the operator's maximum P24M/,
			/At most/,
		],
		[
			"a visit log above its default, which is the maximum",
			BLOCK,
			'[brand.apple]\nvisitLogRetention = "P2M"',
			"P2M",
			/maximum P30D/,
			/At most/,
		],
		[
			"an answer term beyond the law's month",
			"responseDays = 28",
			"responseDays = 31",
			"= 31",
			/at most 30/,
			/Art. 12/,
		],
		["an adult brand for minors", "adult = false", "adult = true", "minimumAge", /admits people of 16/, /18 or more/],
		["a minimum age under 16", "minimumAge = 16", "minimumAge = 15", "= 15", /at least 16/, /./],
		["payments without a way to pay", '["ideal"]', "[]", "paymentMethods = []", /no way to pay/, /paymentMethods/],
		["payments without a price list", 'priceList = "apples-2026"\n', "", "[defaults]", /no price list/, /priceList/],
		["a feature twice", FEATURES, '["profiles", "profiles"]', '["profiles", "profiles"]', /twice/, /Keep one/],
		["a duration in other units", '"P12M"', '"12 months"', "12 months", /right form/, /P60M/],
	];
	for (const refusal of refusals) refuses(refusal);

	it("need payments for a shop and for performers", () => {
		for (const feature of ["shop", "performers"]) {
			const { problems } = compile({ operator: edit(OPERATOR, FEATURES, `["${feature}"]`) });
			expect(problems.map(({ why }) => why).join()).toContain(`"${feature}" needs payments`);
		}
	});

	it("are for a brand that exists, and a slip takes no other brand down", () => {
		const { problems, drafts } = compile({ operator: edit(OPERATOR, "[brand.apple]", "[brand.aple]") });
		expect(problems).toMatchObject([{ path: "brand.aple", fix: 'Did you mean "apple"?', level: "error" }]);
		expect(drafts).toHaveLength(2);
	});
});

describe("an operator's mail address", () => {
	const written = (address: string) => edit(OPERATOR, 'email = "info@orchard.example"', `email = "${address}"`);

	it.each([
		"D'Arcy@orchard.example",
		"Info@Orchard.Example",
		"post@xn--e1aybc.xn--d1acufc",
		"a@one.two.three.four.five.example",
		"info+site@orchard.example",
	])("is taken as members' are: %s", (address) => {
		const { problems, drafts } = compile({ operator: written(address) });
		expect(problems.filter(({ level }) => level === "error")).toEqual([]);
		expect(drafts).toHaveLength(2);
	});

	it.each([
		["info@192.168.7.1", /is no e-mail address/, /info@example.com/],
		["info@orchard.example-", /is no e-mail address/, /info@example.com/],
		["info@-orchard.example", /is no e-mail address/, /info@example.com/],
		["info@orchard", /is no e-mail address/, /info@example.com/],
		["info@orchard.example?cc=x@y.nl", /is no e-mail address/, /info@example.com/],
		["post@тест.домен", /form that mail is sent to/, /Write "post@xn--e1aybc\.xn--d1acufc"/],
		["info@उदाहरण.भारत", /form that mail is sent to/, /Write "info@xn--p1b6ci4b4b3a\.xn--h2brj9c"/],
		[" info@orchard.example", /form that mail is sent to/, /Write "info@orchard\.example"/],
	])("is refused at its line, with a way out: %s", (address, why, fix) => {
		const operator = written(address);
		const [problem, ...others] = compile({ operator }).problems.filter(({ file }) => file.includes("/operators/"));
		expect(others).toEqual([]);
		expect(problem).toMatchObject({ line: lineOf(operator, address), level: "error" });
		expect(problem?.why).toMatch(why);
		expect(problem?.fix).toMatch(fix);
	});

	it("is linked to so that a program for mail reads no more than an address in it", () => {
		expect(mailtoHref("a?cc=b&c%d#e@orchard.example")).toBe("mailto:a%3Fcc=b%26c%25d%23e@orchard.example");
		expect(mailtoHref("D'Arcy+site@orchard.example")).toBe("mailto:D'Arcy+site@orchard.example");
	});
});
