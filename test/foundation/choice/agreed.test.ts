import { describe, expect, it } from "vitest";
import type { Recipient } from "#foundation/brand/settings.ts";
import { agreedRecipients, askedRecipients, openQuestions, stillStands } from "#foundation/choice/agreed.ts";
import { formatAnswers, type KeptAnswer } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { recipientWords } from "#foundation/choice/words.ts";
import { consentRows } from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { LOCALES } from "#locales/locales.ts";
import { type Asks, answerTo, CHECKER, METER, NOW, visit } from "../../support/choice/visit.ts";
import { noticeWorld } from "../../support/fixtures/notice-world.ts";
import { brandId } from "../../support/fixtures/published.ts";
import { ALL } from "../../support/fixtures/running.ts";

/** Who agreed: ids of the recipients that the answers of a browser let data go to, on a brand as it is now. */
async function agreed(answers: readonly KeptAnswer[], asks: Asks = {}): Promise<string[]> {
	const cookies = { [CHOICE_COOKIE]: formatAnswers(answers) };
	return (await agreedRecipients(visit({ ...asks, cookies }))).map(({ recipient }) => recipient);
}
const yes = (recipient: Recipient, own: Partial<KeptAnswer> = {}, asks: Asks = {}) =>
	answerTo(visit(asks), recipient, own);

describe("the recipients that a visitor agreed to", () => {
	it("are those of a yes in today's words, and no others (P18, P19)", async () => {
		expect(await agreed([await yes(METER)])).toEqual(["meter"]);
		expect(await agreed([await yes(METER), await yes(CHECKER)])).toEqual(["meter", "checker"]);
		expect(await agreed([await yes(METER, { kind: "refused" }), await yes(CHECKER)])).toEqual(["checker"]);
		expect(await agreed([])).toEqual([]);
	});

	it("count as what they answered", async () => {
		const given = await yes(METER, { event: "0190e2c0-0000-7000-8000-000000000000" });
		const cookies = { [CHOICE_COOKIE]: formatAnswers([given]) };
		const { despiteSignal: _, ...answer } = given;
		expect(await agreedRecipients(visit({ cookies }))).toEqual([answer]);
	});

	it("are nobody's on another brand, in whose words its own name stands", async () => {
		expect(await agreed([await yes(METER)], { brand: "bravo" })).toEqual([]);
	});

	it.each<[string, Partial<Recipient>]>([
		["its name", { name: "Other BV" }],
		["what it gets", { fields: ["browser"] }],
		["where it is", { country: "FR" }],
		["where else it processes", { processedIn: [{ country: "US", transfer: "dpf" }] }],
		["how that is protected", { country: "US", transfer: "scc" }],
		["what for", { kind: "moderation" }],
		["on whose instructions", { role: "controller" }],
	])("end once the words say otherwise of %s", async (_, changed) => {
		const given = await yes(METER);
		expect(await agreed([given], { recipients: [{ ...METER, ...changed }] })).toEqual([]);
		expect(await agreed([given], { recipients: [METER] })).toEqual(["meter"]);
	});

	it("end with the recipient, and where it no longer asks", async () => {
		const given = await yes(METER);
		expect(await agreed([given], { recipients: [CHECKER] })).toEqual([]);
		expect(await agreed([given], { recipients: [{ ...METER, requiresConsent: false }] })).toEqual([]);
	});

	it("are agreed to in any language of the brand, and in no other", async () => {
		const english = await answerTo(visit(), METER, {}, "en");
		expect(await agreed([english])).toEqual(["meter"]);
		expect(await agreed([english], { locales: { default: "nl", available: ["nl"] } })).toEqual([]);
	});

	it("end after the age of the cookie, and never begin in the future", async () => {
		const given = await yes(METER);
		expect(await agreed([given], { now: NOW + 183 * DAY })).toEqual(["meter"]);
		expect(await agreed([given], { now: NOW + 185 * DAY })).toEqual([]);
		expect(await agreed([given], { now: NOW - MINUTE })).toEqual(["meter"]);
		expect(await agreed([given], { now: NOW - MINUTE - 1 })).toEqual([]);
	});

	it("are nobody where the browser asks to share nothing, unless the yes was given while it did", async () => {
		const asks = { refusesSharing: true };
		expect(await agreed([await yes(METER)], asks)).toEqual([]);
		expect(await agreed([await yes(METER, { despiteSignal: true })], asks)).toEqual(["meter"]);
		expect(await agreed([await yes(METER, { despiteSignal: true })])).toEqual(["meter"]);
	});
});

describe("the recipients that are asked about", () => {
	const ids = (asks: Asks) => askedRecipients(visit(asks)).map(({ id }) => id);

	it("are those that need a yes and can get something by what runs", () => {
		const free = { ...METER, id: "free", requiresConsent: false };
		expect(ids({ recipients: [METER, free] })).toEqual(["meter"]);
		const waiting = { ...ALL, routes: [] };
		expect(ids({ recipients: [METER], running: waiting })).toEqual([]);
		const measuring = { ...METER, kind: "analytics" as const };
		expect(ids({ recipients: [measuring] })).toEqual(["meter"]);
		expect(ids({ recipients: [measuring], running: { ...ALL, adapters: [] } })).toEqual([]);
	});

	it("follow what runs, although the edition is the same", () => {
		const one = visit();
		expect(askedRecipients(one)).toHaveLength(2);
		expect(askedRecipients({ ...one, running: { ...ALL, routes: [] } })).toHaveLength(0);
		expect(askedRecipients(one)).toHaveLength(2);
	});
});

describe("the question on a page", () => {
	const names = async (asks: Asks, answers: readonly KeptAnswer[] = []) =>
		openQuestions(visit({ ...asks, cookies: { [CHOICE_COOKIE]: formatAnswers(answers) } }));

	it("names every recipient until each has an answer", async () => {
		expect(await names({})).toEqual(["meter GmbH", "checker GmbH"]);
		expect(await names({}, [await yes(METER)])).toEqual(["meter GmbH", "checker GmbH"]);
		expect(await names({}, [await yes(METER), await yes(CHECKER, { kind: "refused" })])).toEqual([]);
	});

	it("is put to nobody who asks to share nothing, on no account host, and where nobody asks", async () => {
		expect(await names({ refusesSharing: true })).toEqual([]);
		expect(await names({ recipients: [] })).toEqual([]);
		expect(await openQuestions({ ...visit(), site: "account" })).toEqual([]);
	});
});

describe("an answer with an event", () => {
	it("stands while the ledger of the brand says so, and for its own recipient (P34)", async () => {
		const { database } = noticeWorld();
		const brand = brandId("alfa");
		const event = (kind: "given" | "withdrawn", recipient: string, id: string) => ({
			...{ purpose: "third_parties" as const, recipient, textHash: "f".repeat(64), kind, id },
		});
		const [first, second, third] = [1, 2, 3].map((n) => `0190e2c0-0000-7000-8000-00000000000${n}`);
		const given = [event("given", "meter", first ?? ""), event("given", "checker", second ?? "")];
		const own = { brand, member: "lid-1", method: "settings" as const, at: new Date(NOW).toISOString() };
		const rows = await consentRows(own, given);
		await database.write(...rows.map((row) => addConsent(row)));
		const named = await Promise.all([
			yes(METER, { event: first ?? "" }),
			yes(CHECKER, { event: second ?? "" }),
			yes({ ...METER, id: "other" }, { event: first ?? "" }),
			yes({ ...METER, id: "lost" }, { event: third ?? "" }),
			yes({ ...METER, id: "visitor" }),
		]);
		const standing = async (at = brand) => (await stillStands(database, at, named)).map(({ recipient }) => recipient);
		expect(await standing()).toEqual(["meter", "checker", "visitor"]);
		expect(await standing(brandId("bravo"))).toEqual(["visitor"]);
		const withdrawn = await consentRows(own, [event("withdrawn", "meter", third ?? "")], await eventsOf(rows));
		await database.write(...withdrawn.map((row) => addConsent(row)));
		expect(await standing()).toEqual(["checker", "visitor"]);
	});

	it("costs no trip where no answer names one", async () => {
		const { database } = noticeWorld();
		const refuse = () => Promise.reject(new Error("a trip"));
		const answers = [await yes(METER)];
		expect(await stillStands({ ...database, read: refuse }, brandId("alfa"), answers)).toEqual(answers);
	});
});

const eventsOf = async (rows: Awaited<ReturnType<typeof consentRows>>) =>
	rows.map(({ id, purpose, recipient, kind, text_hash, happened_at, previous_hash, hash }) => ({
		...{ id, purpose, recipient: recipient ?? "", kind: kind ?? "", text_hash, happened_at, ended_at: null },
		...{ previous_hash, hash },
	}));

describe("the words of a yes", () => {
	const EVERYTHING: Recipient = {
		...METER,
		name: "Voorbeeld BV",
		...{ country: "US", transfer: "dpf", processedIn: [{ country: "IN", transfer: "scc" }] },
		fields: ["ip_address", "browser", "pages_visited"],
	};

	it("say what is shared, with whom, what for, where and for how long, in each language", () => {
		expect(LOCALES.map((locale) => recipientWords(visit().edition, EVERYTHING, locale))).toEqual([
			"Ja, Voorbeeld Media B.V. mag Voorbeeld BV laten weten dat ik alfa bezoek, een site voor volwassenen: dat kan iets zeggen over mijn seksuele leven of voorkeur. Het gaat om bouw en beheer van de site (die werkt alleen in onze opdracht). Wat er daarvoor heen gaat: IP-adres, browser en wat voor soort pagina's er worden geopend. Waar dat wordt verwerkt: de Verenigde Staten (onder het EU-VS-kader voor gegevensbescherming) en India (met de modelbepalingen van de Europese Commissie). Mijn antwoord geldt ten hoogste 6 maanden, en ik kan het op elk moment intrekken.",
			"Yes, Voorbeeld Media B.V. may let Voorbeeld BV know that I visit alfa, a site for adults: that can say something about my sex life or orientation. It is for building and maintaining the site (it works on our instructions alone). What it gets: IP address, browser and the kinds of pages that are opened. Where that is processed: the United States (under the EU-US Data Privacy Framework) and India (under the standard clauses of the European Commission). My answer counts for 6 months at most, and I can take it back at any time.",
		]);
	});

	it("say nothing of adults on a site that is for all", () => {
		const { edition } = visit();
		const forAll = { ...edition, legal: { ...edition.legal, adult: false } };
		for (const locale of LOCALES) expect(recipientWords(forAll, METER, locale)).not.toMatch(/volwassenen|adults/);
	});

	it("name what is not known yet, and all that there is", () => {
		const { country: _, ...placeless } = METER;
		const words = recipientWords(visit().edition, { ...placeless, fields: ["*"] }, "nl");
		expect(words).toContain("Waar dat wordt verwerkt: een land dat nog niet is genoemd.");
		expect(words).toContain("alle gegevens die de privacyverklaring noemt");
	});
});
