import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

/** What workerd itself is sent: the Host line and target as they stand. */
async function ask(host: string, target = "/", more = ""): Promise<{ status: number; head: string; body: string }> {
	const answer = await world.raw(`GET ${target} HTTP/1.1\r\n${host}${more}Connection: close\r\n\r\n`);
	const [head = "", body = ""] = answer.split(/\r\n\r\n(.*)/s);
	return { status: Number(head.split(" ")[1]), head, body };
}

/** Each names a brand, in a spelling that HTTP and DNS allow. */
const OURS: Record<string, string> = {
	"the primary host": "Host: twero.com",
	"upper case": "Host: TWERO.Com",
	"a port": "Host: twero.com:8080",
	"a trailing dot": "Host: twero.com.",
	"a trailing dot and a port": "Host: TWERO.com.:443",
};

/** None of these is a host of ours, and nothing of them may come back. */
const FOREIGN: Record<string, string> = {
	"an unknown host": "Host: evil-canary.test",
	"a host that ends like ours": "Host: evil-canary-twero.com",
	"a subdomain of ours": "Host: evil-canary.twero.com",
	"ours as a label of another": "Host: twero.com.evil-canary.test",
	"two trailing dots": "Host: twero.com..",
	"user info": "Host: twero.com@evil-canary.test",
	"user info before ours": "Host: evil-canary@twero.com",
	"a percent sign": "Host: twero%2ecom",
	"a percent sign for a letter": "Host: %74wero.com",
	"a comma": "Host: twero.com,evil-canary.test",
	"a space": "Host: twero.com evil-canary.test",
	"a tab": "Host: twero.com\tevil-canary.test",
	"300 characters": `Host: ${"a".repeat(300)}.com`,
	IPv4: "Host: 127.0.0.1",
	"IPv4 in short": "Host: 127.1",
	"IPv4 in hexadecimal": "Host: 0x7f000001",
	IPv6: "Host: [::1]",
	"IPv6 with a port": "Host: [::1]:8080",
	"raw unicode (the bytes of é in UTF-8)": "Host: tw\u00c3\u00a9ro.com",
	"a full-width spelling in percent signs": "Host: %EF%BD%94wero.com",
	"a backslash": "Host: twero.com\\evil-canary.test",
	"a port that is no number": "Host: twero.com:evil-canary",
	"a NUL in percent signs": "Host: twero.com%00",
	"an underscore host": "Host: _twero.com",
	"two Host lines": "Host: twero.com\r\nHost: evil-canary.test",
	"two equal Host lines": "Host: twero.com\r\nHost: twero.com",
	"a script": "Host: <script>evil-canary</script>",
};

describe("GET / by host", () => {
	it.each(Object.entries(OURS))("answers the brand for %s", async (_name, line) => {
		const { status, body } = await ask(`${line}\r\n`);
		expect(status).toBe(200);
		expect(body).toContain("Twero");
	});

	it.each(Object.entries(FOREIGN))("answers 421 for %s and reflects nothing", async (_name, line) => {
		const { status, head, body } = await ask(`${line}\r\n`);
		expect(status).toBe(421);
		expect(`${head}${body}`).not.toMatch(/evil|canary|Twero|twero|Jupiter/i);
		expect(head).toMatch(/cache-control: private, no-store/i);
		expect(head).not.toMatch(/^location:/im);
	});

	it("answers every foreign host with the same bytes", async () => {
		const bodies = new Set<string>();
		for (const line of Object.values(FOREIGN)) bodies.add((await ask(`${line}\r\n`)).body);
		expect(bodies.size).toBe(1);
	});

	it.each(["", "Host: \r\n"])("answers 400 without a host (%j)", async (line) => {
		expect((await ask(line)).status).toBe(400);
	});

	it("serves each brand on its own host", async () => {
		expect((await ask("Host: geilesexsite.nl\r\n")).body).toContain("Geilesexsite");
		expect((await ask("Host: geilesexsite.nl\r\n")).body).not.toContain("Twero");
	});

	it("serves <brand id>.localhost outside production", async () => {
		expect((await ask("Host: twero.localhost:8787\r\n")).status).toBe(200);
		expect((await ask("Host: www.twero.localhost\r\n")).status).toBe(421);
		expect((await ask("Host: nobody.localhost\r\n")).status).toBe(421);
	});

	it.each(["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host", "X-HTTP-Host-Override", "X-Forwarded-Server"])(
		"is deaf to %s",
		async (name) => {
			const forged = name === "Forwarded" ? "host=geilesexsite.nl" : "geilesexsite.nl";
			const { status, body } = await ask("Host: twero.com\r\n", "/", `${name}: ${forged}\r\n`);
			expect(status).toBe(200);
			expect(body).not.toMatch(/geilesexsite/i);
		},
	);

	it("is deaf to a brand in query or cookie", async () => {
		const { body } = await ask("Host: twero.com\r\n", "/?brand=geilesexsite", "Cookie: brand=geilesexsite\r\n");
		expect(body).not.toMatch(/geilesexsite/i);
	});

	it("takes nothing from an absolute-form target", async () => {
		const { status, body } = await ask("Host: twero.com\r\n", "http://evil-canary.test/");
		expect([200, 421]).toContain(status);
		expect(body).not.toContain("evil-canary");
	});
});

describe("an alias host", () => {
	it("sends GET to the primary with 308, path and query kept", async () => {
		const { status, head } = await ask("Host: www.twero.com\r\n", "/privacy?a=1&b=%2F");
		expect(status).toBe(308);
		expect(head).toMatch(/location: https:\/\/twero\.com\/privacy\?a=1&b=%2F\r\n/i);
	});

	it("sends a path of two slashes to the primary and nowhere else", async () => {
		const { status, head } = await ask("Host: www.twero.com\r\n", "//evil-canary.test/x");
		expect(status).toBe(308);
		expect(head).toMatch(/location: https:\/\/twero\.com\/\/evil-canary\.test\/x\r\n/i);
	});

	it("answers 421 to POST", async () => {
		const reply = await world.get("/age", { host: "www.twero.com", method: "POST", body: "a=b" });
		expect(reply.status).toBe(421);
	});

	it("answers HEAD with 308 and no body", async () => {
		const reply = await world.get("/", { host: "www.twero.com", method: "HEAD" });
		expect(reply.status).toBe(308);
		expect(reply.text).toBe("");
	});
});

describe("a locale in the path", () => {
	it("answers in the brand's other language", async () => {
		const reply = await world.get("/en/privacy", { host: "twero.com" });
		expect(reply.status).toBe(200);
		expect(reply.text).toMatch(/<html[^>]* lang="en"/);
	});

	it("sends the default language to the address without prefix", async () => {
		const reply = await world.get("/nl/privacy?x=1", { host: "twero.com" });
		expect(reply.status).toBe(308);
		expect(reply.headers.location).toBe("/privacy?x=1");
	});

	it("never makes another host of the rest of the path", async () => {
		const reply = await world.get("/nl//evil.test/x", { host: "twero.com" });
		expect(reply.headers.location).toBe("/evil.test/x");
	});

	it("answers 404 for a language that is none of ours", async () => {
		expect((await world.get("/de/privacy")).status).toBe(404);
	});
});

describe("random hosts", () => {
	it("are 421 unless they are exactly ours", async () => {
		const letters = fc.constantFrom(..."twero.com-:@%, /\\geilsxn0_[]".split(""));
		const near = fc.array(letters, { minLength: 1, maxLength: 24 }).map((parts) => parts.join(""));
		const ours = /^(twero\.com|geilesexsite\.nl)\.?(:[0-9]{1,5})?$/i;
		await fc.assert(
			fc.asyncProperty(near, async (host) => {
				const { status } = await ask(`Host: ${host}\r\n`);
				if (ours.test(host.trim())) return;
				// A slash ends the host: what follows is path, and the host before it may be ours.
				if (/[/]/.test(host) && ours.test(host.trim().split("/")[0] ?? "")) return;
				expect([421, 400, 308]).toContain(status);
			}),
			{ numRuns: 300 },
		);
	});
});
