import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import { planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import type { CompiledBrand } from "#cli/tenants/files.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { FORM, type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

const PAGES = [
	...["/", "/en", "/privacy", "/en/privacy", "/privacy/versions", "/privacy/versions/1", "/privacy/cookies"],
	...["/privacy/rights", "/en/privacy/rights", "/terms", "/en/terms", "/terms/versions", "/nothing-here"],
];

/** Each breaks out of another place: text, attribute, script, comment, style, entity. */
const PAYLOADS = [
	"<script>canary(1)</script>",
	'"><img src=x onerror=canary(2)>',
	"' onfocus='canary(3)' autofocus='",
	"</title><svg onload=canary(4)>",
	"</script><script>canary(5)</script>",
	"--><iframe src=javascript:canary(6)>",
	"</style><link rel=stylesheet href=//evil-canary.test>",
	"&lt;script&gt;canary(7)&lt;/script&gt;",
	"{{constructor.constructor('canary(8)')()}}",
];

const HOST = "poisoned.example";
const HOSTILE = PAYLOADS.join(" ");

/** Every payload in every free text that a brand or its operator brings, published past the checks. */
async function publishPoisoned(): Promise<void> {
	const live = await readLiveState(world.database);
	const model = live.brands.get("geilesexsite");
	const settings = model?.legal.at(-1)?.settings;
	if (!model || !settings) throw new Error("no brand to poison");
	const words = { tagline: HOSTILE, intro: HOSTILE, seoTitle: HOSTILE, seoDescription: HOSTILE };
	const { operator } = settings;
	const realm = realmIdSchema.parse("poisoned");
	const now = new Date();
	const poisoned: CompiledBrand = {
		id: brandIdSchema.parse("poisoned"),
		realm,
		look: {
			...model.look,
			name: HOSTILE,
			hosts: { primary: HOST, aliases: [] },
			copy: { nl: words, en: words },
			mail: { ...model.look.mail, senderName: HOSTILE },
		},
		legal: {
			...settings,
			brandName: HOSTILE,
			partner: { name: HOSTILE, network: HOSTILE },
			operator: {
				...operator,
				id: realm,
				name: HOSTILE,
				shortName: HOSTILE,
				legalForm: { nl: HOSTILE, en: HOSTILE },
				address: { ...operator.address, street: HOSTILE, city: HOSTILE, postalCode: HOSTILE },
				registration: { register: HOSTILE, number: HOSTILE },
				phone: HOSTILE,
			},
			recipients: settings.recipients.map((recipient, index) => ({
				...recipient,
				name: PAYLOADS[index % PAYLOADS.length] ?? "",
			})),
		},
		provenance: {},
		assets: [],
		source: { file: "", sha256: "" },
	};
	const plan = await planPublication([poisoned], live, now);
	await publish(world.database, plan, live, { now, note: "past the checks" });
	await world.restartWorker();
}

/** What a payload leaves behind in markup when it got out of its place. */
const ESCAPED_OUT =
	/<script>canary|<img src=x|<svg onload|<iframe|<link rel=stylesheet|['"] onfocus=['"]canary|-->\s*<iframe/;

describe("a brand whose every text is hostile (T14)", () => {
	beforeAll(publishPoisoned, 60_000);

	it.each(PAGES)("is shown as text on %s", async (path) => {
		const reply = await world.get(path, { host: HOST });
		expect(reply.status).toBe(path === "/nothing-here" ? 404 : 200);
		expect(reply.headers["content-security-policy"]).toContain("script-src 'self'");
		expect(reply.text).not.toMatch(ESCAPED_OUT);
		// The payloads must be on the page, or their absence would prove nothing.
		expect(reply.text).toContain("canary(8)");
	});

	it("would be seen if it got out of its place", () => {
		for (const payload of PAYLOADS.slice(0, 7)) expect(`<p title="${payload}">${payload}</p>`).toMatch(ESCAPED_OUT);
	});

	it("breaks no file for machines, and no style", async () => {
		const manifest = await world.get("/manifest.webmanifest", { host: HOST });
		expect(JSON.parse(manifest.text).name).toBe(HOSTILE);
		expect(JSON.stringify(JSON.parse((await world.get("/privacy/statement.json", { host: HOST })).text))).toContain(
			"canary",
		);
		const css = /href="(\/assets\/site-[^"]+)"/.exec((await world.get("/", { host: HOST })).text)?.[1] ?? "";
		expect((await world.get(css, { host: HOST })).text).not.toMatch(/canary/);
		const pdf = await world.get("/privacy/statement.pdf", { host: HOST });
		expect(pdf.headers["content-disposition"]).toBe('inline; filename="poisoned-privacy-1-nl.pdf"');
	});
});

/** Ways to write another site so that a naive check takes it for a path. */
const ELSEWHERE = [
	"//evil.test",
	"///evil.test",
	"/\\evil.test",
	"\\\\evil.test",
	"/%2f/evil.test",
	"%2f%2fevil.test",
	"https://evil.test",
	"HTTPS:evil.test",
	"https:evil.test",
	"javascript:alert(1)",
	"data:text/html,x",
	"/\t/evil.test",
	"/\n/evil.test",
	"\t//evil.test",
	" //evil.test",
	"/\r\nLocation: https://evil.test",
	"/\r\nSet-Cookie: a=b",
	"/.//evil.test",
	"/..//evil.test",
	"/\u2028/evil.test",
	"@evil.test",
	".evil.test",
	"",
	"/\u0000//evil.test",
	`/${"a".repeat(5_000)}`,
];

function expectHere(reply: Reply, host: string): void {
	const { location } = reply.headers;
	expect(location).toMatch(/^\/(?![/\\])/);
	expect(new URL(location ?? "", `https://${host}/`).origin).toBe(`https://${host}`);
	expect(reply.headers["set-cookie"] ?? "").not.toMatch(/a=b/);
}

describe("a redirect (T24)", () => {
	it.each(ELSEWHERE)("never leaves the brand for %j", async (path) => {
		for (const locale of ["nl", "en"]) {
			const body = new URLSearchParams({ locale, path }).toString();
			const reply = await world.get("/language", { method: "POST", headers: FORM, body });
			expect(reply.status).toBe(303);
			expectHere(reply, "twero.com");
		}
	});

	it.each(["/nl//evil.test", "/nl///evil.test", "/nl/\\evil.test", "/nl/..//evil.test"])(
		"stays here when a language is taken from %s",
		async (path) => {
			expectHere(await world.get(path), "twero.com");
		},
	);

	it("is none where a path hides its slashes", async () => {
		for (const path of ["/nl/%2f/evil.test", "/nl/%2fevil.test", "/nl/%5cevil.test", "/%2f%2fevil.test"])
			expect((await world.get(path)).headers.location ?? "/", path).toMatch(/^\/(?![/\\])/);
	});

	it.each(["from=1&to=https://evil.test", "from=//evil.test&to=2", "from=1&to=2%0d%0aLocation:%20https://evil.test"])(
		"is refused for versions %s",
		async (query) => {
			const reply = await world.get(`/privacy/versions?${query}`);
			expect(reply.status).toBe(400);
			expect(reply.headers.location).toBeUndefined();
		},
	);

	it("goes back to the page where the language was chosen", async () => {
		const body = "locale=en&path=%2Fprivacy%2Fversions";
		const reply = await world.get("/language", { method: "POST", headers: FORM, body });
		expect(reply.headers.location).toBe("/en/privacy/versions");
	});
});

const SQL = [
	"'",
	"''",
	"1'--",
	"1 OR 1=1",
	"1; DROP TABLE registry",
	"1) UNION SELECT sha256 FROM registry--",
	'"',
	"`",
	"%",
	"_",
	"\\",
	"0x31",
	"1e0",
	"-1",
	"NULL",
	"\u0000",
	"1/**/OR/**/1",
	"randomblob(1000000000)",
];

describe("SQL in any parameter (T33)", () => {
	const places: ((text: string) => Parameters<World["get"]>)[] = [
		(text) => [`/privacy/versions/${text}`],
		(text) => [`/privacy/versions/1..${text}`],
		(text) => [`/privacy/versions/${text}..1`],
		(text) => [`/privacy/versions?from=${text}&to=1`],
		(text) => [`/terms/versions/${text}`],
		(text) => [`/assets/${text}`],
		(text) => [`/assets/${"0".repeat(63)}${text}.png`],
		(text) => [`/${text}`],
		(text) => [`/privacy?x=${text}`],
		(text) => ["/", { headers: { Cookie: `__Host-language=${text}; __Host-age=${text}` } }],
		(text) => ["/privacy", { headers: { "If-None-Match": `"${text}"` } }],
		(text) => ["/language", { method: "POST", headers: FORM, body: `locale=${text}&path=/${text}` }],
		(text) => ["/age", { method: "POST", headers: FORM, body: `x=${text}` }],
	];

	it("is answered as any wrong value is, and changes nothing", async () => {
		const before = await readLiveState(world.database);
		world.logs.length = 0;
		for (const sql of SQL)
			for (const place of places) {
				const [path, ask] = place(encodeURIComponent(sql));
				const reply = await world.get(path, ask);
				expect(reply.status, `${path} ${ask?.body ?? ""}`).toBeLessThan(500);
				expect(reply.text).not.toMatch(/sqlite|syntax error|SELECT|registry_pointer/i);
			}
		expect(world.logs).toEqual([]);
		expect((await readLiveState(world.database)).registryRevision).toBe(before.registryRevision);
	});
});

describe("input of 100 kB (T34)", () => {
	const long = 100_000;
	const asks: [name: string, ...Parameters<World["get"]>][] = [
		["a body", "/language", { method: "POST", headers: FORM, body: `path=${"/a".repeat(long / 2)}` }],
		["a body of many fields", "/language", { method: "POST", headers: FORM, body: "a=b&".repeat(long / 4) }],
		["a path", `/${"a".repeat(30_000)}`],
		["a path of locales", "/en".repeat(10_000)],
		["a path of slashes", `/nl${"/".repeat(30_000)}x`],
		["a path of versions", `/privacy/versions/${"1..".repeat(10_000)}`],
		["a version's number", `/privacy/versions/${"1".repeat(30_000)}`],
		["a query", `/privacy/versions?from=${"1".repeat(30_000)}&to=1`],
		["percent signs", `/${"%".repeat(30_000)}`],
		["an ETag list", "/privacy", { headers: { "If-None-Match": `${'W/"x",'.repeat(5_000)}` } }],
		["cookies", "/", { headers: { Cookie: "__Host-language=nl;".repeat(1_500) } }],
		["an Accept", "/nothing-here", { headers: { Accept: `application/json${";q=1".repeat(7_000)}` } }],
		[
			"a Content-Type",
			"/age",
			{ method: "POST", headers: { ...FORM, "Content-Type": "a/b;".repeat(7_000) }, body: "" },
		],
		["an Origin", "/age", { method: "POST", headers: { Origin: `https://${"a.".repeat(14_000)}` }, body: "" }],
	];

	it.each(asks)("is answered soon and with no fault of ours: %s", async (_name, path, ask) => {
		await world.get("/privacy");
		const started = performance.now();
		const reply = await world.get(path, ask);
		expect(performance.now() - started).toBeLessThan(1_000);
		expect(reply.status).toBeLessThan(500);
	});

	it("beyond the limit of a form is 413, chunked or not", async () => {
		const reply = await world.get("/language", { method: "POST", headers: FORM, body: "a".repeat(long) });
		expect(reply.status).toBe(413);
		const chunks = `${"4000\r\n"}${"a".repeat(0x4000)}\r\n`.repeat(4);
		const answer = await world.raw(
			`POST /language HTTP/1.1\r\nHost: twero.com\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks}0\r\n\r\n`,
		);
		expect(answer).toMatch(/^HTTP\/1\.1 413/);
	});
});
