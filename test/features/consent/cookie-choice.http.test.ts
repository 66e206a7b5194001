import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAnswers } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import type { Reply } from "../../support/ask.ts";
import { askingRecipient, askOn } from "../../support/fixtures/offer.ts";
import { newVisitor, type Visitor } from "../../support/member.ts";
import { startWorld, type World } from "../../support/world.ts";

const METER = askingRecipient("meter", { country: "US", transfer: "dpf" });
const CHECKER = askingRecipient("checker", { fields: ["ip_address"] });
const GPC = { "Sec-GPC": "1" };
const PATH = "/privacy/cookies";

let world: World;
beforeAll(async () => {
	world = await startWorld();
	await askOn(world, "twero", [METER, CHECKER]);
}, 120_000);
afterAll(() => world.stop());

const on = (visitor: Visitor, path: string) => visitor.address("twero", path);
const jarOf = (visitor: Visitor) => visitor.cookies.get(new URL(on(visitor, "/")).host) ?? new Map<string, string>();
const kept = (visitor: Visitor) => parseAnswers(jarOf(visitor).get(CHOICE_COOKIE));
const kindsOf = (visitor: Visitor) => Object.fromEntries(kept(visitor).map(({ recipient, kind }) => [recipient, kind]));
const BAR = 'class="choice-bar"';

/** The hash of the words that the page shows for a recipient. */
function wordsOn({ text }: Reply, recipient: string): string {
	const found = new RegExp(
		`name="recipient" value="${recipient}"/><input type="hidden" name="words" value="([0-9a-f]{64})"`,
	);
	return found.exec(text)?.[1] ?? expect.fail(text);
}

async function answer(visitor: Visitor, recipient: string, said: "yes" | "no", path = PATH): Promise<Reply> {
	const page = await visitor.get(on(visitor, PATH));
	return visitor.post(on(visitor, PATH), { answer: said, recipient, words: wordsOn(page, recipient), path });
}

/** Where an answer leads once the browser has shown that it keeps it. */
async function backFrom(visitor: Visitor, { headers }: Reply): Promise<string | undefined> {
	return (await visitor.get(headers.location ?? expect.fail())).headers.location;
}

describe("GET /privacy/cookies", () => {
	it("asks about each recipient in words of its own, with nothing answered beforehand (P18, P25)", async () => {
		const { status, text } = await newVisitor(world).get(`http://twero.localhost:${world.worker.url.port}${PATH}`);
		expect(status).toBe(200);
		expect(text).toContain("mag meter GmbH laten weten dat ik Twero bezoek, een site voor volwassenen");
		expect(text).toContain("de Verenigde Staten (onder het EU-VS-kader voor gegevensbescherming)");
		expect(text).toContain("IP-adres");
		expect(text).toContain("ten hoogste 6 maanden");
		expect(text.match(/Je hebt nog niet geantwoord/g)).toHaveLength(2);
		expect(text).not.toContain("checked");
		expect(text).not.toContain(BAR);
		const [meter, checker] = ["meter", "checker"].map((id) => wordsOn({ text } as Reply, id));
		expect(meter).not.toBe(checker);
	});

	it("shows the answers of today", async () => {
		const visitor = newVisitor(world);
		await answer(visitor, "meter", "yes");
		await answer(visitor, "checker", "no");
		const { text } = await visitor.get(on(visitor, PATH));
		expect(text).toMatch(/Je antwoord: ja, sinds <time/);
		expect(text).toMatch(/Je antwoord: nee, sinds <time/);
		expect(text).not.toContain("Je hebt nog niet geantwoord");
	});

	it("says that nobody is asked where nobody gets anything by consent", async () => {
		const visitor = newVisitor(world);
		const { text } = await visitor.get(visitor.address("harbour", `/nl${PATH}`));
		expect(text).toContain("We hoeven je hier niets te vragen");
		expect(text).not.toContain('name="answer"');
		expect((await visitor.get(visitor.address("harbour", "/privacy"))).text).not.toContain(BAR);
	});

	it.each(["x", "meter.y", "_", `meter.y.${"0".repeat(64)}.zzzzzzzzz.`, "m".repeat(5_000), "%00%0d%0aSet-Cookie: a=b"])(
		"takes a cookie that no page wrote for no answer: %s",
		async (value) => {
			const visitor = newVisitor(world);
			const reply = await visitor.get(on(visitor, PATH), { Cookie: `${CHOICE_COOKIE}=${value}` });
			expect(reply.status).toBe(200);
			expect(reply.text.match(/Je hebt nog niet geantwoord/g)).toHaveLength(2);
			expect((await visitor.get(on(visitor, "/terms"), { Cookie: `${CHOICE_COOKIE}=${value}` })).text).toContain(BAR);
		},
	);
});

describe("POST /privacy/cookies", () => {
	it("refuses all with one press from any page, and leads back there (P25)", async () => {
		const visitor = newVisitor(world);
		const page = await visitor.get(on(visitor, "/terms"));
		expect(page.text).toContain(BAR);
		expect(jarOf(visitor).size).toBe(0);
		const reply = await visitor.post(on(visitor, PATH), { answer: "refuse_all", path: "/terms" });
		expect(reply.status).toBe(303);
		expect([...jarOf(visitor).keys()]).toEqual([CHOICE_COOKIE]);
		expect(kindsOf(visitor)).toEqual({ meter: "refused", checker: "refused" });
		expect(await backFrom(visitor, reply)).toBe("/terms");
		expect((await visitor.follow(reply)).text).not.toContain(BAR);
	});

	it.each([
		["another page of the site", "/terms?a=b", "/privacy", "/privacy"],
		["another site", "https://evil.example/privacy?a=b", "/privacy", "/privacy"],
		[
			"the page, with its query",
			"/privacy?date=2026-01-01&b=%2F%2Fc",
			"/privacy",
			"/privacy?date=2026-01-01&b=%2F%2Fc",
		],
		["the page in English", "/en/privacy?a=b", "/privacy", "/privacy"],
		["no address", "//", "/privacy", "/privacy"],
	])("leads back to where the bar was, to a browser that came from %s", async (_, referrer, path, back) => {
		const visitor = newVisitor(world);
		const headers = { Referer: referrer.startsWith("/") ? on(visitor, referrer) : referrer };
		const reply = await visitor.post(on(visitor, PATH), { answer: "refuse_all", path }, headers);
		expect(await backFrom(visitor, reply)).toBe(back);
		const chooser = newVisitor(world);
		const page = await chooser.get(on(chooser, `${PATH}?from=${path}`), headers);
		expect(page.text).toContain(`name="path" value="${back.replaceAll("&", "&amp;")}"`);
	});

	it("stays on the page of choices where an answer was given there, after whatever was answered before", async () => {
		const visitor = newVisitor(world);
		const done = `${PATH}?${new URLSearchParams({ from: PATH, done: "yes" })}`;
		const headers = { Referer: on(visitor, done) };
		const reply = await visitor.post(on(visitor, PATH), { answer: "refuse_all", path: PATH }, headers);
		expect(reply.headers.location).toBe(done);
		expect((await visitor.get(done)).text).toContain("Je antwoord is bewaard");
	});

	it("says so to a browser that keeps no cookie, whatever it refuses, and asks it again", async () => {
		const visitor = newVisitor(world);
		const reply = await visitor.post(on(visitor, PATH), { answer: "refuse_all", path: "/terms" });
		visitor.cookies.clear();
		const page = await visitor.follow(reply);
		expect(page.status).toBe(200);
		expect(page.text).toContain("Je browser kreeg die wel, maar kwam zonder terug.");
		expect(page.text).not.toContain("Je antwoord is bewaard");
		expect(page.text).toContain('name="path" value="/terms"');
	});

	it("keeps the cookie as long as the edition says, for this host, out of scripts' reach", async () => {
		const visitor = newVisitor(world);
		const { headers } = await visitor.post(on(visitor, PATH), { answer: "refuse_all", path: "/" });
		expect(headers["set-cookie"]).toMatch(
			/^__Host-cookies=[a-z0-9._-]+; Max-Age=15\d{6}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
		);
	});

	it("takes a yes to one recipient for nobody else (P18, P19)", async () => {
		const visitor = newVisitor(world);
		const reply = await answer(visitor, "meter", "yes", "/terms");
		expect(reply.headers.location).toBe(`${PATH}?from=%2Fterms&done=yes`);
		expect(kindsOf(visitor)).toEqual({ meter: "given" });
		expect((await visitor.get(on(visitor, "/privacy"))).text).toContain(BAR);
		// The last answer leads back.
		expect(await backFrom(visitor, await answer(visitor, "checker", "no", "/terms"))).toBe("/terms");
		expect(kindsOf(visitor)).toEqual({ meter: "given", checker: "refused" });
	});

	it("takes a yes back as it was given, with one press (P34, P54)", async () => {
		const visitor = newVisitor(world);
		await answer(visitor, "meter", "yes");
		await answer(visitor, "meter", "no");
		expect(kindsOf(visitor)).toEqual({ meter: "refused" });
	});

	it.each([
		["to words that have changed", { words: "f".repeat(64) }],
		["without words", {}],
	])("takes a no %s (P25)", async (_, fields) => {
		const visitor = newVisitor(world);
		const sent = { answer: "no", recipient: "meter", path: "/terms", ...fields };
		const reply = await visitor.post(on(visitor, PATH), sent as Record<string, string>);
		expect(reply.status).toBe(303);
		expect(kindsOf(visitor)).toEqual({ meter: "refused" });
		expect((await visitor.get(on(visitor, PATH))).text).toContain("Je antwoord: nee, sinds");
	});

	it("does not take a yes to words that have changed, and keeps the others", async () => {
		const visitor = newVisitor(world);
		await answer(visitor, "checker", "no");
		const old = "f".repeat(64);
		const reply = await visitor.post(on(visitor, PATH), { answer: "yes", recipient: "meter", words: old, path: "/" });
		expect(reply.status).toBe(409);
		expect(reply.text).toContain("De woorden zijn veranderd sinds je deze pagina opende");
		expect(wordsOn(reply, "meter")).not.toBe(old);
		expect(kindsOf(visitor)).toEqual({ checker: "refused" });
	});

	it("says so where the recipient gets nothing any more", async () => {
		const visitor = newVisitor(world);
		const fields = { answer: "yes", recipient: "somebody-else", words: "f".repeat(64), path: "/" };
		const reply = await visitor.post(on(visitor, PATH), fields);
		expect(reply.status).toBe(409);
		expect(reply.text).toContain("Die partij krijgt hier niets meer");
		expect(jarOf(visitor).size).toBe(0);
	});

	it("lets the later of two tabs win", async () => {
		const visitor = newVisitor(world);
		const page = await visitor.get(on(visitor, PATH));
		const fields = { recipient: "meter", words: wordsOn(page, "meter"), path: PATH };
		await visitor.post(on(visitor, PATH), { ...fields, answer: "no" });
		await visitor.post(on(visitor, PATH), { ...fields, answer: "yes" });
		expect(kindsOf(visitor)).toEqual({ meter: "given" });
		await visitor.post(on(visitor, PATH), { answer: "refuse_all", path: PATH });
		expect(kindsOf(visitor)).toEqual({ meter: "refused", checker: "refused" });
	});

	it.each(["//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", ""])(
		"leads nowhere else: %j",
		async (path) => {
			const visitor = newVisitor(world);
			const reply = await visitor.post(on(visitor, PATH), { answer: "refuse_all", path });
			expect(await backFrom(visitor, reply)).toBe("/");
		},
	);

	it("stays in the reader's language", async () => {
		const visitor = newVisitor(world);
		const page = await visitor.get(on(visitor, "/en/terms"));
		expect(page.text).toContain('action="/en/privacy/cookies"');
		const reply = await visitor.post(on(visitor, `/en${PATH}`), { answer: "refuse_all", path: "/terms" });
		expect(await backFrom(visitor, reply)).toBe("/en/terms");
		const home = { Referer: on(visitor, "/en?a=b") };
		const answered = await visitor.post(on(visitor, `/en${PATH}`), { answer: "refuse_all", path: "/" }, home);
		expect(await backFrom(visitor, answered)).toBe("/en?a=b");
	});

	it.each([
		["no answer", { path: "/" }],
		["another answer", { answer: "maybe", path: "/" }],
		["no words", { answer: "yes", recipient: "meter", path: "/" }],
		["words that are no hash", { answer: "yes", recipient: "meter", words: "ja", path: "/" }],
		["a recipient that is no id", { answer: "yes", recipient: "../x", words: "f".repeat(64), path: "/" }],
		["a field too many", { answer: "refuse_all", path: "/", all: "yes" }],
	])("refuses what no page sends: %s", async (_, fields) => {
		const visitor = newVisitor(world);
		const reply = await visitor.post(on(visitor, PATH), fields as Record<string, string>);
		expect(reply.status).toBe(400);
		expect(jarOf(visitor).size).toBe(0);
	});

	it("asks again once a recipient's words change, and forgets one that is gone", async () => {
		const visitor = newVisitor(world);
		await answer(visitor, "meter", "yes");
		await answer(visitor, "checker", "yes");
		await askOn(world, "twero", [{ ...METER, fields: ["browser", "pages_visited", "ip_address"] }]);
		try {
			const page = await visitor.get(on(visitor, PATH));
			expect(page.text.match(/Je hebt nog niet geantwoord/g)).toHaveLength(1);
			expect((await visitor.get(on(visitor, "/terms"))).text).toContain(BAR);
			await answer(visitor, "meter", "yes");
			expect(kindsOf(visitor)).toEqual({ meter: "given" });
		} finally {
			await askOn(world, "twero", [METER, CHECKER]);
		}
	}, 60_000);
});

describe("a browser that asks to share nothing", () => {
	it("sees no bar, and a cookie page that takes its no for every recipient", async () => {
		const visitor = newVisitor(world);
		expect((await visitor.get(on(visitor, "/terms"), GPC)).text).not.toContain(BAR);
		const { text } = await visitor.get(on(visitor, PATH), GPC);
		expect(text).toContain("Je browser vraagt sites om niets te delen (Global Privacy Control)");
		expect(jarOf(visitor).size).toBe(0);
	});

	it("has its yes of before overruled, and a yes of since counted", async () => {
		const visitor = newVisitor(world);
		await answer(visitor, "meter", "yes");
		const overruled = await visitor.get(on(visitor, PATH), GPC);
		expect(overruled.text).toContain("Daarom telt dat ja nu niet");
		const fields = { answer: "yes", recipient: "meter", words: wordsOn(overruled, "meter"), path: PATH };
		await visitor.post(on(visitor, PATH), fields, GPC);
		expect((await visitor.get(on(visitor, PATH), GPC)).text).not.toContain("Daarom telt dat ja nu niet");
	});

	it.each([
		["1", true],
		["1, 1", true],
		["0, 1", true],
		[" 1", true],
		["0", false],
		["true", false],
		["11", false],
		["1;q=1", false],
	])("is one that sends exactly 1 in one of its lines: %j", async (value, isAsking) => {
		const visitor = newVisitor(world);
		const { text } = await visitor.get(on(visitor, "/terms"), { "Sec-GPC": value });
		expect(text.includes(BAR)).toBe(!isAsking);
	});
});

describe("a page that is kept", () => {
	it("is never the page of somebody who answered otherwise", async () => {
		const [fresh, refusing, signalling] = [newVisitor(world), newVisitor(world), newVisitor(world)];
		await refusing.post(on(refusing, PATH), { answer: "refuse_all", path: "/" });
		for (const path of ["/privacy", "/terms", "/privacy/rights", "/"])
			for (let time = 0; time < 3; time += 1) {
				const asked = [
					fresh.get(on(fresh, path)),
					refusing.get(on(refusing, path)),
					signalling.get(on(signalling, path), GPC),
				];
				const replies = await Promise.all(asked);
				expect([path, ...replies.map(({ text }) => text.includes(BAR))]).toEqual([path, true, false, false]);
				for (const { headers } of replies) expect(headers.vary).toMatch(/Cookie.*Sec-GPC/);
			}
	});

	it("sets no cookie before an answer, on any page (P25)", async () => {
		const visitor = newVisitor(world);
		for (const path of ["/", "/privacy", "/privacy/rights", PATH, "/terms", "/nowhere", "/privacy/versions"])
			await visitor.get(on(visitor, path));
		expect(jarOf(visitor).size).toBe(0);
	});
});
