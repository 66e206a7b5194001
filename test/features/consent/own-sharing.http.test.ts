import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allowsSharing } from "#foundation/choice/agreed.ts";
import { parseAnswers } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { consentRows, inOrder } from "#foundation/ledgers/consent.ts";
import { disclosureQueries } from "#foundation/ledgers/disclosure.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { DAY } from "#foundation/time.ts";
import type { Reply } from "../../support/ask.ts";
import { recordFaults } from "../../support/choice/record.ts";
import { idOf } from "../../support/factors.ts";
import { askingRecipient, askOn } from "../../support/fixtures/offer.ts";
import { ringOf } from "../../support/fixtures/sealed-evidence.ts";
import {
	beginSignIn,
	enterBrand,
	type Member,
	newMember,
	newVisitor,
	signIn,
	type Visitor,
} from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

/** A member's consents per recipient, on the brand and on the account host alike (P18, P19, P34, P54). */

const TWERO = brandIdSchema.parse("twero");
const METER = askingRecipient("meter");
const CHECKER = askingRecipient("checker", { fields: ["ip_address"] });
const COOKIES = "/privacy/cookies";
const SHARING = "/privacy/recipients";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	await askOn(world, "twero", [METER, CHECKER]);
}, 180_000);
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

let own: Member & { id: string };
beforeEach(async () => {
	const member = await newMember(world, mail);
	own = { ...member, id: idOf(member) };
	await enterBrand(own.visitor, "twero");
});

const brandPath = (path: string) => own.visitor.address("twero", path);
const accountPath = (path: string) => own.visitor.address("account", path);
const kept = (visitor: Visitor = own.visitor) =>
	parseAnswers(visitor.cookies.get(new URL(brandPath("/")).host)?.get(CHOICE_COOKIE));

function wordsOn({ text }: Reply, recipient: string): string {
	const found = new RegExp(
		`name="recipient" value="${recipient}"/><input type="hidden" name="words" value="([0-9a-f]{64})"`,
	);
	return found.exec(text)?.[1] ?? expect.fail(text);
}

async function onBrand(recipient: string, answer: "yes" | "no", visitor = own.visitor): Promise<Reply> {
	const words = wordsOn(await visitor.get(brandPath(COOKIES)), recipient);
	return visitor.post(brandPath(COOKIES), { answer, recipient, words, path: COOKIES });
}
async function onAccount(recipient: string, answer: "yes" | "no"): Promise<Reply> {
	const words = wordsOn(await own.visitor.get(accountPath(SHARING)), recipient);
	return own.visitor.post(accountPath(SHARING), { answer, brand: "twero", recipient, words });
}

async function ledger() {
	const [rows] = await world.database.read(consentEvents([TWERO], own.id));
	return inOrder(rows).filter(({ purpose }) => purpose === "third_parties");
}
const answered = async () => (await ledger()).map(({ recipient, kind }) => `${recipient} ${kind}`);

/** Gives something of the member to a recipient, as code that shares does. */
async function disclose(recipient: string, reference: string, brand = TWERO): Promise<void> {
	const ring = await ringOf(world);
	const disclosure = {
		...{ realm: JUPITER, member: own.id, brand, recipient: { id: recipient, name: recipient } },
		...{ reference, items: ["browser", "ip_address"] as const, reason: "Meten", by: "system" as const },
		cause: `test:${reference}`,
	};
	await world.database.write(...(await disclosureQueries({ keys: async () => ring, now: Date.now() }, disclosure)));
}
const notices = async () => {
	const [rows] = await world.database.read(
		build.selectFrom("recipient_notice").select(["recipient", "act"]).orderBy("queued_at"),
	);
	return rows.map(({ recipient, act }) => `${recipient} ${act}`);
};

describe("POST /privacy/cookies by a member", () => {
	it("writes the answer to the ledger of the brand, and the cookie names the event (P18, P19)", async () => {
		await onBrand("meter", "yes");
		const [event] = await ledger();
		expect(event).toMatchObject({ recipient: "meter", kind: "given", ended_at: null });
		expect(kept()).toMatchObject([{ recipient: "meter", kind: "given", event: event?.id, textHash: event?.text_hash }]);
		const method = await world.database.read(
			build
				.selectFrom("consent_event")
				.select("method")
				.where("brand_id", "=", TWERO)
				.where("id", "=", event?.id ?? ""),
		);
		expect(method).toEqual([[{ method: "cookie_choice" }]]);
	});

	it("keeps both answers of two tabs in the ledger, in one chain, and the later holds", async () => {
		const words = wordsOn(await own.visitor.get(brandPath(COOKIES)), "meter");
		const fields = { recipient: "meter", words, path: COOKIES };
		await own.visitor.post(brandPath(COOKIES), { ...fields, answer: "no" });
		await own.visitor.post(brandPath(COOKIES), { ...fields, answer: "yes" });
		expect(await answered()).toEqual(["meter refused", "meter given"]);
		expect(kept()).toMatchObject([{ kind: "given" }]);
	});

	it("writes two answers that meet one after the other", async () => {
		const page = await own.visitor.get(brandPath(COOKIES));
		const fields = (recipient: string) => ({
			...{ answer: "yes", recipient, words: wordsOn(page, recipient), path: COOKIES },
		});
		const sent = ["meter", "checker", "meter", "checker"].map((id) => own.visitor.post(brandPath(COOKIES), fields(id)));
		expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303, 303, 303]);
		expect((await answered()).sort()).toEqual(["checker given", "checker renewed", "meter given", "meter renewed"]);
	});

	it("withdraws with one press of refuse all what stands, and writes no refusal twice (P34, P54)", async () => {
		await onBrand("meter", "yes");
		await own.visitor.post(brandPath(COOKIES), { answer: "refuse_all", path: "/" });
		await own.visitor.post(brandPath(COOKIES), { answer: "refuse_all", path: "/" });
		expect(await answered()).toEqual(["meter given", "meter withdrawn", "checker refused"]);
		expect(kept().map(({ kind }) => kind)).toEqual(["refused", "refused"]);
	});

	it("tells the recipient alone, of what this brand gave it, in the batch of the withdrawal", async () => {
		await disclose("meter", "one");
		await disclose("checker", "two");
		await onBrand("meter", "yes");
		expect(await notices()).not.toContain("meter consent_withdrawn");
		await onBrand("meter", "no");
		expect((await notices()).filter((one) => one.endsWith("consent_withdrawn"))).toEqual(["meter consent_withdrawn"]);
	});

	it("stands as an act outside the database", async () => {
		await onBrand("meter", "yes");
		const last = async () => {
			const [rows] = await world.database.read(
				build.selectFrom("act").select(["number", "put_at"]).orderBy("number", "desc"),
			);
			return rows[0];
		};
		const before = (await last())?.number ?? 0;
		await onBrand("meter", "no");
		await expect.poll(last).toEqual({ number: before + 1, put_at: expect.stringMatching(/^20/) });
	});

	it("takes two trips, and a visitor's none", async () => {
		const trips = (reply: Reply) => /db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1];
		await onBrand("meter", "no");
		expect(trips(await onBrand("meter", "yes"))).toBe("2");
		expect(trips(await own.visitor.get(brandPath(COOKIES)))).toBe("1");
		const visitor = newVisitor(world);
		expect(trips(await onBrand("meter", "yes", visitor))).toBe("0");
		expect(trips(await visitor.get(brandPath(COOKIES)))).toBe("0");
	});
});

describe("GET /privacy/recipients", () => {
	it("shows each recipient in the words of its brand, with the answer of today (P18, P54)", async () => {
		await onBrand("meter", "yes");
		const { status, text } = await own.visitor.get(accountPath(SHARING));
		expect(status).toBe(200);
		expect(text).toContain("Op Twero");
		expect(text).toMatch(/meter GmbH<\/h3>.*Je antwoord: ja, sinds.*checker GmbH<\/h3>.*Je hebt nog niet geantwoord/s);
		expect(text).toContain("mag checker GmbH laten weten");
	});

	it("shows the words of then, after they have changed and the recipient is gone", async () => {
		await onBrand("meter", "yes");
		await askOn(world, "twero", [{ ...METER, fields: ["ip_address"] }, CHECKER]);
		const changed = await own.visitor.get(accountPath(SHARING));
		expect(changed.text).toContain("Je zei ja, maar de woorden zijn sindsdien veranderd.");
		expect(changed.text).toContain("browser en wat voor soort pagina&#39;s er worden geopend");
		await askOn(world, "twero", [CHECKER]);
		const gone = await own.visitor.get(accountPath(SHARING));
		expect(gone.text).toContain("Deze partij krijgt hier niets meer.");
		expect(gone.text).toContain("browser en wat voor soort pagina&#39;s er worden geopend");
		// What stands can be taken back all the same.
		const fields = { answer: "no", brand: "twero", recipient: "meter" };
		expect((await own.visitor.post(accountPath(SHARING), fields)).status).toBe(303);
		expect(await answered()).toEqual(["meter given", "meter withdrawn"]);
		await askOn(world, "twero", [METER, CHECKER]);
	}, 60_000);

	it("sends whoever is not signed in to sign in", async () => {
		const visitor = newVisitor(world);
		for (const path of [SHARING, `${SHARING}/record.json`]) {
			const reply = await visitor.get(visitor.address("account", path));
			expect([reply.status, reply.headers.location]).toEqual([303, "/sign-in?to=%2Fprivacy"]);
		}
	});

	it("is named at the consent itself on /privacy", async () => {
		await onBrand("meter", "yes");
		const { text } = await own.visitor.get(accountPath("/privacy"));
		expect(text).toContain('<a href="/privacy/recipients">Intrekken bij Delen met anderen</a>');
	});
});

describe("POST /privacy/recipients", () => {
	it("switches as easily on as off, and the brand's browser follows (P34, P54)", async () => {
		await onAccount("meter", "yes");
		await own.visitor.get(brandPath("/me"));
		expect(kept()).toMatchObject([{ recipient: "meter", kind: "given" }]);
		await onAccount("meter", "no");
		expect(await answered()).toEqual(["meter given", "meter withdrawn"]);
		await own.visitor.get(brandPath("/me"));
		expect(kept()).toMatchObject([{ recipient: "meter", kind: "refused" }]);
	});

	it("is followed by a browser that signs in, and by one that signs out", async () => {
		await onBrand("meter", "yes");
		await onAccount("meter", "no");
		expect(kept()).toMatchObject([{ kind: "given" }]);
		await own.visitor.post(brandPath("/logout"));
		expect(kept()).toMatchObject([{ kind: "refused" }]);
		const other = newVisitor(world);
		await other.get(accountPath("/sign-in"));
		await signIn(own, other);
		await beginSignIn(other, "twero");
		const sent = await other.post(other.at.href, { terms: "yes", membership: "yes" });
		// The way back itself, before any page of the member is read.
		const back = await other.get(sent.headers.location ?? "");
		expect(back.headers.location).toBe("/me");
		expect(kept(other)).toMatchObject([{ recipient: "meter", kind: "refused", event: (await ledger()).at(-1)?.id }]);
	});

	it("finds no yes of before signing in that a no here would not reach: that is asked again, a no stays (P34)", async () => {
		await own.visitor.post(brandPath("/logout"));
		await onBrand("meter", "yes");
		await onBrand("checker", "no");
		const said = () =>
			kept()
				.map(({ recipient, kind, event }) => `${recipient} ${kind} ${event}`)
				.sort();
		expect(said()).toEqual(["checker refused ", "meter given "]);
		await enterBrand(own.visitor, "twero");
		expect(said()).toEqual(["checker refused "]);
		await onAccount("meter", "no");
		// The session ends with the browser, and what the browser keeps stays.
		const host = new URL(brandPath("/")).host;
		const cookie = own.visitor.cookies.get(host)?.get(CHOICE_COOKIE) ?? "";
		own.visitor.cookies.set(host, new Map([[CHOICE_COOKIE, cookie]]));
		await own.visitor.get(brandPath("/"));
		expect(kept().some(({ kind }) => kind === "given")).toBe(false);
	});

	it("takes no yes to words that have changed", async () => {
		const fields = { answer: "yes", brand: "twero", recipient: "meter", words: "e".repeat(64) };
		const reply = await own.visitor.post(accountPath(SHARING), fields);
		expect(reply.status).toBe(409);
		expect(reply.text).toContain("De woorden zijn veranderd");
		expect(await ledger()).toEqual([]);
	});

	it.each([
		["to words that have changed", { words: "e".repeat(64) }],
		["without words", {}],
	])("takes a no %s, after which it is a no (P34)", async (_, fields) => {
		const no = { answer: "no", brand: "twero", recipient: "meter", ...fields } as Record<string, string>;
		expect((await own.visitor.post(accountPath(SHARING), no)).status).toBe(303);
		expect(await answered()).toEqual(["meter refused"]);
		expect((await own.visitor.get(accountPath(SHARING))).text).toMatch(/meter GmbH<\/h3>.*Je antwoord: nee, sinds/s);
	});

	it("takes a no after a yes to earlier words: that yes is withdrawn, and it is a no to those of today", async () => {
		await onBrand("meter", "yes");
		await askOn(world, "twero", [{ ...METER, fields: ["ip_address"] }, CHECKER]);
		try {
			const no = { answer: "no", brand: "twero", recipient: "meter", words: "e".repeat(64) };
			expect((await own.visitor.post(accountPath(SHARING), no)).status).toBe(303);
			expect(await answered()).toEqual(["meter given", "meter withdrawn", "meter refused"]);
			expect((await own.visitor.get(accountPath(SHARING))).text).toContain("Je antwoord: nee, sinds");
		} finally {
			await askOn(world, "twero", [METER, CHECKER]);
		}
	}, 60_000);

	it("takes back on the brand, too, what stands for a recipient that nobody asks about any more (P34)", async () => {
		await onBrand("meter", "yes");
		await askOn(world, "twero", [CHECKER]);
		try {
			const no = { answer: "no", recipient: "meter", path: "/terms" };
			expect((await own.visitor.post(brandPath(COOKIES), no)).status).toBe(303);
			expect(await answered()).toEqual(["meter given", "meter withdrawn"]);
			// Again, as where the act of it did not leave: it is the same no.
			expect((await own.visitor.post(brandPath(COOKIES), no)).status).toBe(303);
			const { path, ...again } = { ...no, brand: "twero" };
			expect((await own.visitor.post(accountPath(SHARING), again)).status).toBe(303);
			expect(await answered()).toEqual(["meter given", "meter withdrawn"]);
		} finally {
			await askOn(world, "twero", [METER, CHECKER]);
		}
	}, 60_000);

	it("takes back with one press of refuse all what stands for a recipient that is gone, which may come back", async () => {
		await onBrand("meter", "yes");
		await askOn(world, "twero", [CHECKER]);
		try {
			await own.visitor.post(brandPath(COOKIES), { answer: "refuse_all", path: "/" });
			expect(await answered()).toEqual(["meter given", "checker refused", "meter withdrawn"]);
		} finally {
			await askOn(world, "twero", [METER, CHECKER]);
		}
		await own.visitor.get(brandPath(COOKIES));
		expect(kept().filter(({ kind }) => kind === "given")).toEqual([]);
	}, 60_000);

	it("tells a yes whose time is over apart from one to other words", async () => {
		const textHash = wordsOn(await own.visitor.get(accountPath(SHARING)), "meter");
		const [before] = await world.database.read(consentEvents([TWERO], own.id));
		const at = new Date(Date.now() - 200 * DAY).toISOString();
		const yes = {
			purpose: "third_parties",
			recipient: "meter",
			kind: "given",
			textHash,
			id: uuidv7(Date.now()),
		} as const;
		const consent = { brand: TWERO, member: own.id, method: "settings", at } as const;
		await world.database.write(...(await consentRows(consent, [yes], before)).map((row) => addConsent(row)));
		const { text } = await own.visitor.get(accountPath(SHARING));
		expect(text).toContain("Je zei ja, maar de tijd daarvan is om.");
		expect(text).not.toContain("maar de woorden zijn sindsdien veranderd");
		await onAccount("meter", "yes");
		expect((await own.visitor.get(accountPath(SHARING))).text).toContain("Je antwoord: ja, sinds");
	});

	it.each([
		["a brand of nobody", { brand: "nergens" }],
		["a brand that the member is not on", { brand: "geilesexsite" }],
		["a recipient that nobody asks about", { recipient: "nobody" }],
	])("does not know %s", async (_, other) => {
		const words = wordsOn(await own.visitor.get(accountPath(SHARING)), "meter");
		const fields = { answer: "yes", brand: "twero", recipient: "meter", words, ...other };
		expect((await own.visitor.post(accountPath(SHARING), fields)).status).toBe(404);
		expect(await ledger()).toEqual([]);
	});

	it("takes no answer about a brand that asks, of somebody who is not on it", async () => {
		await askOn(world, "geilesexsite", [METER]);
		const words = wordsOn(await own.visitor.get(own.visitor.address("geilesexsite", COOKIES)), "meter");
		const fields = { answer: "yes", brand: "geilesexsite", recipient: "meter", words };
		expect((await own.visitor.post(accountPath(SHARING), fields)).status).toBe(404);
		const [rows] = await world.database.read(consentEvents([brandIdSchema.parse("geilesexsite")], own.id));
		expect(rows).toEqual([]);
		expect((await own.visitor.get(accountPath(SHARING))).text).not.toContain("Geilesexsite");
	});

	it("is no yes of another member's browser", async () => {
		await onBrand("meter", "yes");
		const cookie = kept();
		const other = await newMember(world, mail);
		const jar = other.visitor.cookies;
		const host = new URL(brandPath("/")).host;
		const value = own.visitor.cookies.get(host)?.get(CHOICE_COOKIE) ?? "";
		jar.set(host, new Map([...(jar.get(host) ?? []), [CHOICE_COOKIE, value]]));
		expect(allowsSharing(cookie[0], false)).toBe(true);
		await enterBrand(other.visitor, "twero");
		expect(kept(other.visitor)).toEqual([]);
	});
});

describe("leaving and closing", () => {
	it("withdraws what stands for a recipient", async () => {
		await onBrand("meter", "yes");
		await own.visitor.post(accountPath("/close"), { current_password: own.password });
		expect(await answered()).toEqual(["meter given", "meter withdrawn"]);
	});

	it.each(["/brands/twero/leave", "/close"])(
		"POST %s tells the recipient what the same no tells it on the page (P17, P34)",
		async (path) => {
			await onBrand("meter", "yes");
			await disclose("meter", `client of ${path}`);
			const before = await notices();
			// Two presses at once: one withdrawal, one notice.
			const sent = [1, 2].map(() => own.visitor.post(accountPath(path), { current_password: own.password }));
			for (const { status } of await Promise.all(sent)) expect([200, 303]).toContain(status);
			expect((await notices()).slice(before.length)).toEqual(["meter consent_withdrawn"]);
		},
	);
});

describe("GET /privacy/recipients/record.json", () => {
	it("holds every consent of the member with its words, as ISO/IEC TS 27560 asks", async () => {
		await onBrand("meter", "yes");
		await onBrand("meter", "no");
		await askOn(world, "twero", [{ ...METER, fields: ["ip_address"] }, CHECKER]);
		await onBrand("meter", "yes");
		const reply = await own.visitor.get(accountPath(`${SHARING}/record.json`));
		await askOn(world, "twero", [METER, CHECKER]);
		expect(reply.headers).toMatchObject({
			"content-type": "application/json; charset=utf-8",
			"content-disposition": expect.stringMatching(/^attachment; filename="toestemmingen-\d{4}-\d\d-\d\d\.json"$/),
			"cache-control": "private, no-store",
		});
		const document = JSON.parse(reply.text);
		expect(recordFaults(document)).toEqual([]);
		const graph: { "dpv:hasNotice": Record<string, string>; "dpv:hasConsentEvent": Record<string, unknown>[] }[] =
			document["@graph"];
		const told = graph.map((record) => [
			record["dpv:hasNotice"]["dct:description"]?.slice(0, 30),
			...record["dpv:hasConsentEvent"].map((event) => event["@type"]),
		]);
		expect(told).toEqual([
			[expect.stringContaining("Ja, Jupiter Media"), "dpv:ConsentGiven"],
			[expect.stringContaining("Ja, Jupiter Media"), "dpv:ConsentGiven", "dpv:ConsentWithdrawn"],
			[expect.stringContaining("Ja, Jupiter Media"), "dpv:ConsentGiven"],
		]);
		const [all] = await world.database.read(consentEvents([TWERO], own.id));
		const ids = graph.flatMap((record) => record["dpv:hasConsentEvent"].map((event) => event["dct:identifier"]));
		expect(ids.sort()).toEqual(all.map(({ id }) => id).sort());
	}, 60_000);
});
