import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { hashOf, wordsHash } from "#foundation/ledgers/consent.ts";
import { type Locale, words } from "#locales/locales.ts";
import { enterBrand, type Member, newMember, placeOn, type Visitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const OPERATOR = "Jupiter Media B.V.";
const TEXTS = { display_name: "Roos", about_me: "Eerste regel", hobbies: "Schaatsen", sexual_preferences: "Zacht" };
const CHANGED = { ...TEXTS, about_me: "Tweede regel" };

/** What a release before asked, word for word, as its members read it: not taken from the code. */
const ASKED_BEFORE = {
	nl: "Ja, Jupiter Media B.V. mag wat ik hier over mezelf vertel en de foto's die ik toevoeg bewaren en aan andere leden van Twero tonen, ook voor zover dat iets zegt over mijn seksuele leven of voorkeur. Ik kan dit elk moment met één klik intrekken; dan wordt het meteen gewist.",
	en: "Yes, Jupiter Media B.V. may keep what I tell about myself here and the photos that I add, and show them to other members of Twero, also where that says something about my sex life or orientation. I can withdraw this at any time with one click; it is then erased at once.",
} satisfies Partial<Record<Locale, string>>;
const ASKED_IN = Object.keys(ASKED_BEFORE) as (keyof typeof ASKED_BEFORE)[];
const askedNow = (locale: Locale) => words(locale).profiles.consent.profiles("Twero", OPERATOR);
/** As the page holds it. */
const onPage = (text: string) => text.replaceAll("'", "&#39;");

type Owner = Member & { id: string };

async function memberOn(brand: string): Promise<Owner> {
	const member = await newMember(world, mail, brand);
	await enterBrand(member.visitor, brand);
	const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
	return { ...member, id: row?.id ?? "" };
}

const editor = (visitor: Visitor, locale: Locale, path = "") =>
	visitor.address("account", `${locale === "nl" ? "" : `/${locale}`}/profile/twero${path}`);

const answersOf = async (member: string) => {
	const [rows] = await world.database.read(
		build
			.selectFrom("consent_event")
			.selectAll()
			.where("member_id", "=", member)
			.where("purpose", "=", "profiles")
			.orderBy("id"),
	);
	return rows;
};

/** Makes the newest yes one to these words, as the release that asked them wrote it. */
async function saidInstead(member: string, said: string): Promise<void> {
	const last = (await answersOf(member)).at(-1) ?? expect.fail("no answer");
	const text_hash = await wordsHash(said);
	const hash = await hashOf({ ...last, text_hash });
	const client = createClient({ url: world.server.url });
	const name = "consent_event_is_immutable";
	const { rows } = await client.execute(`SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = '${name}'`);
	await client.batch([
		`DROP TRIGGER ${name}`,
		{ sql: "UPDATE consent_event SET text_hash = ?, hash = ? WHERE id = ?", args: [text_hash, hash, last.id] },
		String(rows[0]?.sql),
	]);
	client.close();
}

async function photoOf(owner: Owner): Promise<string> {
	const [rows] = await world.database.read(
		build.selectFrom("photo").select("id").where("member_id", "=", owner.id).orderBy("id", "desc").limit(1),
	);
	return rows[0]?.id ?? expect.fail("no photo");
}

/** A member with texts and a photo that others see, under a yes to these words. */
async function ownerUnder(said: string): Promise<Owner & { photo: string; place: string }> {
	const owner = await memberOn("twero");
	const { visitor } = owner;
	expect((await visitor.post(editor(visitor, "nl"), { ...TEXTS, consent: "yes" })).status).toBe(303);
	expect((await uploadPhoto(world, visitor, "twero", plainPhoto())).status).toBe(303);
	const photo = await photoOf(owner);
	const at = new Date().toISOString();
	const approved = { state: "approved", approved_at: at, decided_at: at, decided_by: "moderator" };
	await world.database.write(build.updateTable("photo").set(approved).where("id", "=", photo));
	await saidInstead(owner.id, said);
	return { ...owner, photo, place: await placeOn(visitor, "twero") };
}

/** What another member sees of the owner: the text on the page, and whether the photo opens. */
async function seen({ place, photo }: { place: string; photo: string }) {
	const { visitor } = await memberOn("twero");
	const page = await visitor.get(visitor.address("twero", place));
	const file = await visitor.get(visitor.address("twero", `/photos/${photo}/320`));
	const text = /Eerste regel|Tweede regel/.exec(page.text)?.[0] ?? "nothing";
	return [text, page.text.includes(`/photos/${photo}/`), file.status];
}

describe.each(ASKED_IN)("a member who said yes in earlier words (%s)", (locale) => {
	it("POST /profile/:brand keeps what stands, refuses a change until the new yes, and saves with it (P05, P34, P52, P60)", async () => {
		const owner = await ownerUnder(ASKED_BEFORE[locale]);
		const { visitor } = owner;
		expect(await seen(owner)).toEqual(["Eerste regel", true, 200]);
		const page = await visitor.get(editor(visitor, locale));
		expect(page.text).toContain(`<blockquote lang="${locale}">${onPage(ASKED_BEFORE[locale])}</blockquote>`);
		// Above the form that asks, and beside the words of then.
		expect(page.text.split(onPage(words(locale).profiles.editor.consentAsksAnew))).toHaveLength(3);
		expect(page.text).toMatch(/name="consent"(?![^>]*checked)/);
		expect(page.text).toContain(onPage(askedNow(locale)));

		const refused = await visitor.post(editor(visitor, locale), CHANGED);
		expect(refused.status).toBe(422);
		expect(refused.text).toContain('id="consent-error"');
		expect(refused.text).toContain(words(locale).profiles.error.consent);
		for (const typed of Object.values(CHANGED)) expect(refused.text).toContain(typed);
		expect(await seen(owner)).toEqual(["Eerste regel", true, 200]);
		expect(await answersOf(owner.id)).toHaveLength(1);

		const saved = await visitor.post(editor(visitor, locale), { ...CHANGED, consent: "yes" });
		expect(saved.status).toBe(303);
		expect(await seen(owner)).toEqual(["Tweede regel", true, 200]);
		const answers = await answersOf(owner.id);
		expect(answers.map(({ kind, text_hash, ended_at }) => [kind, text_hash, ended_at !== null])).toEqual([
			["given", await wordsHash(ASKED_BEFORE[locale]), true],
			["given", await wordsHash(askedNow(locale)), false],
		]);
		// From here on nothing is asked again.
		expect((await visitor.post(editor(visitor, locale), TEXTS)).status).toBe(303);
		expect((await visitor.get(editor(visitor, locale))).text).not.toContain('name="consent"');
	});

	it("POST /profile/:brand/photos refuses a photo until the new yes, keeps what was typed, and adds it with it (P05, P52)", async () => {
		const owner = await ownerUnder(ASKED_BEFORE[locale]);
		const { visitor } = owner;
		const description = { description: "Op het ijs" };
		const refused = await uploadPhoto(world, visitor, "twero", plainPhoto(), description);
		expect(refused.status).toBe(422);
		expect(refused.text).toContain('id="photo_consent-error"');
		expect(refused.text).toContain('value="Op het ijs"');
		expect(await photoOf(owner)).toBe(owner.photo);
		const added = await uploadPhoto(world, visitor, "twero", plainPhoto(), { photo_consent: "yes", ...description });
		expect(added.status).toBe(303);
		expect(await photoOf(owner)).not.toBe(owner.photo);
		expect(await seen(owner)).toEqual(["Eerste regel", true, 200]);
		expect((await answersOf(owner.id)).at(-1)?.text_hash).toBe(await wordsHash(askedNow("nl")));
	});

	it("GET /privacy shows both consents with their exact words, and the evidence after leaving too (P34)", async () => {
		const owner = await ownerUnder(ASKED_BEFORE[locale]);
		const { visitor } = owner;
		await visitor.post(editor(visitor, locale), { ...CHANGED, consent: "yes" });
		const both = [askedNow(locale), ASKED_BEFORE[locale]].map(
			(said) => `<blockquote lang="${locale}">${onPage(said)}</blockquote>`,
		);
		const page = await visitor.get(visitor.address("account", "/privacy"));
		for (const quote of both) expect(page.text.split(quote)).toHaveLength(2);
		await visitor.post(visitor.address("account", "/brands/twero/leave"), {});
		const opened = await visitor.post(visitor.address("account", "/privacy/evidence"), {});
		expect(opened.status).toBe(200);
		for (const quote of both) expect(opened.text).toContain(quote);
	});

	it("POST /profile/:brand/withdraw erases what stood under the earlier words, as before (P34)", async () => {
		const owner = await ownerUnder(ASKED_BEFORE[locale]);
		const { visitor } = owner;
		expect((await visitor.post(editor(visitor, locale, "/withdraw"), { purpose: "profiles" })).status).toBe(303);
		expect(await seen(owner)).toEqual(["nothing", false, 404]);
		const answers = await answersOf(owner.id);
		expect(answers.map(({ kind, text_hash }) => [kind, text_hash])).toEqual([
			["given", await wordsHash(ASKED_BEFORE[locale])],
			["withdrawn", await wordsHash(ASKED_BEFORE[locale])],
		]);
	});
});

describe("words that no list knows", () => {
	it("GET /members/:member shows nothing under a yes to another party or question (P18)", async () => {
		const other = ASKED_BEFORE.nl.replace(OPERATOR, "Saturn Media B.V.");
		const owner = await ownerUnder(other);
		expect(await seen(owner)).toEqual(["nothing", false, 404]);
		const page = await owner.visitor.get(editor(owner.visitor, "nl"));
		expect(page.text).toContain(words("nl").profiles.editor.consentOld);
	});
});

describe("a brand that is not for adults", () => {
	it("POST /profile/:brand asks no consent, before and after (P05)", async () => {
		const { visitor } = await memberOn("harbour");
		const own = visitor.address("account-lage-kade", "/profile/harbour");
		expect((await visitor.get(own)).text).not.toMatch(/name="(consent|photo_consent)"/);
		expect((await visitor.post(own, { display_name: "Skipper", about_me: "I sail.", hobbies: "" })).status).toBe(303);
		expect((await visitor.get(own)).text).toContain("I sail.");
	});
});
