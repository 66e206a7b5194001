import { beforeEach, describe, expect, it } from "vitest";
import { type Choice, recordAnswers } from "#features/consent/record-answers.ts";
import { SHARING_REPLAYS } from "#features/consent/replay.ts";
import { recipientWords, recipientWordsHash } from "#foundation/choice/words.ts";
import type { Context } from "#foundation/context.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { inOrder } from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { CHECKER, METER, NOW, visit } from "../../support/choice/visit.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import { MEMBER, type NoticeWorld, noticeWorld } from "../../support/fixtures/notice-world.ts";

/** A member's answers on values: real queries on a real database of the tests. */
const { edition } = visit();
const { id: BRAND } = edition.brand;

let world: NoticeWorld;
let now: number;
let today: string;
beforeEach(async () => {
	world = noticeWorld();
	now = NOW;
	today = await recipientWordsHash(edition, METER, "nl");
});

const context = (): Context =>
	({
		...{ realm: { id: REALM, brands: [BRAND] }, now, at: new Date(now).toISOString(), keys: world.keys },
		database: () => world.database,
	}) as unknown as Context;

const read = () => world.database.read(consentEvents([BRAND], MEMBER), ...noticeReads(REALM, [MEMBER]));

async function answer(...choices: Choice[]) {
	now += 1_000;
	const [events, ...disclosed] = await read();
	return recordAnswers(context(), { member: MEMBER, edition, method: "settings", choices, events, disclosed });
}
const meter = (kind: Choice["kind"], textHash = today): Choice => ({ recipient: "meter", kind, textHash });
const OLD = "e".repeat(64);

async function ledger(): Promise<string[]> {
	const [events] = await read();
	return inOrder(events).map(({ recipient, kind, text_hash }) => {
		const words = text_hash === today ? "" : text_hash === OLD ? " in old words" : " in others";
		return `${recipient} ${kind}${words}`;
	});
}

describe("a member's answers", () => {
	it.each<[string, Choice["kind"][], string[]]>([
		["a yes", ["given"], ["meter given"]],
		["a no", ["refused"], ["meter refused"]],
		["a yes twice", ["given", "given"], ["meter given", "meter renewed"]],
		["a no twice", ["refused", "refused"], ["meter refused"]],
		["a yes taken back", ["given", "refused"], ["meter given", "meter withdrawn"]],
		["taken back twice", ["given", "refused", "refused"], ["meter given", "meter withdrawn"]],
		["a no, then a yes", ["refused", "given"], ["meter refused", "meter given"]],
		["a yes after all", ["given", "refused", "given"], ["meter given", "meter withdrawn", "meter given"]],
	])("stand in the ledger as they came: %s", async (_, kinds, expected) => {
		for (const kind of kinds) await answer(meter(kind));
		expect(await ledger()).toEqual(expected);
	});

	it("are new ones to new words, whatever was said to the old", async () => {
		await answer(meter("given", OLD));
		await answer(meter("given"));
		expect(await ledger()).toEqual(["meter given in old words", "meter given"]);
		await answer(meter("refused", OLD));
		await answer(meter("refused"));
		expect(await ledger()).toEqual([
			...["meter given in old words", "meter given", "meter withdrawn", "meter refused in old words"],
			"meter refused",
		]);
	});

	it("withdraw the words that were agreed to, beside a no to those of today", async () => {
		await answer(meter("given", OLD));
		const { eventOf } = await answer(meter("refused"));
		expect(await ledger()).toEqual(["meter given in old words", "meter withdrawn in old words", "meter refused"]);
		const [events] = await read();
		expect(eventOf.get("meter")).toBe(inOrder(events).at(-1)?.id);
	});

	it("name the event that says how the recipient stands, also where nothing is written", async () => {
		const first = await answer(meter("refused"));
		const again = await answer(meter("refused"));
		expect(first.eventOf.get("meter")).toMatch(/^[0-9a-f-]{36}$/);
		expect(again.eventOf).toEqual(first.eventOf);
		expect(again.waiting).toEqual([]);
	});

	it("are one chain in one batch, which breaks where another answer came first", async () => {
		const [events, ...disclosed] = await read();
		const record = (choices: Choice[]) =>
			recordAnswers(context(), { member: MEMBER, edition, method: "settings", choices, events, disclosed });
		const checker = { recipient: "checker", kind: "refused", textHash: OLD } as const;
		await record([meter("given"), checker]);
		expect(await ledger()).toEqual(["meter given", "checker refused in old words"]);
		await expect(record([meter("refused")])).rejects.toThrow(ConstraintViolated);
		expect(world.run("SELECT * FROM act")).toEqual([]);
	});

	it("are acts where a consent is taken back, and only there", async () => {
		await answer(meter("refused"));
		await answer(meter("given"));
		expect(world.run("SELECT * FROM act")).toEqual([]);
		const { waiting } = await answer(meter("refused"));
		expect(waiting.map(({ act_json }) => JSON.parse(act_json ?? ""))).toMatchObject([
			{ kind: "sharing_withdrawn", subject: MEMBER, brand: BRAND, recipient: "meter" },
		]);
	});

	it("give the act again that is not put yet, where a no is said once more, in whichever language", async () => {
		await answer(meter("given"));
		const first = await answer(meter("refused"));
		expect(first.waiting).toHaveLength(1);
		expect((await answer(meter("refused"))).waiting).toEqual(first.waiting);
		expect((await answer(meter("refused", await recipientWordsHash(edition, METER, "en")))).waiting).toEqual(
			first.waiting,
		);
		const checker = { recipient: "checker", kind: "refused", textHash: OLD } as const;
		expect((await answer(meter("refused"), checker)).waiting).toEqual(first.waiting);
	});

	it("keep the words themselves, once", async () => {
		await answer(meter("given"), {
			recipient: "checker",
			kind: "given",
			textHash: await recipientWordsHash(edition, CHECKER, "en"),
		});
		await answer(meter("given"), meter("given", OLD));
		expect(world.run("SELECT hash, locale, words FROM consent_text ORDER BY locale")).toEqual([
			{
				hash: await recipientWordsHash(edition, CHECKER, "en"),
				locale: "en",
				words: recipientWords(edition, CHECKER, "en"),
			},
			{ hash: today, locale: "nl", words: recipientWords(edition, METER, "nl") },
		]);
	});
});

describe("the recipient of a consent that is taken back", () => {
	const notices = () => world.run("SELECT recipient, act FROM recipient_notice ORDER BY recipient");

	it("is told of what this brand gave it, and nobody else is", async () => {
		const items = ["browser", "ip_address"] as const;
		await world.disclose({ brand: BRAND, recipient: { id: "meter", name: "Meter" }, items });
		await world.disclose({ brand: BRAND, recipient: { id: "checker", name: "Checker" }, items });
		await answer(meter("given"));
		expect(notices()).toEqual([]);
		await answer(meter("refused"));
		expect(notices()).toEqual([{ recipient: "meter", act: "consent_withdrawn" }]);
	});

	it("is not told of what another brand gave it", async () => {
		const other = visit({ brand: "bravo" }).edition.brand.id;
		await world.disclose({ brand: other, recipient: { id: "meter", name: "Meter" }, items: ["browser"] });
		await answer(meter("given"));
		await answer(meter("refused"));
		expect(notices()).toEqual([]);
	});

	it("is told of what it was given under earlier settings, though those of today give it something else", async () => {
		await world.disclose({ brand: BRAND, recipient: { id: "meter", name: "Meter" }, items: ["email"] });
		await answer(meter("given"));
		await answer(meter("refused"));
		expect(notices()).toEqual([{ recipient: "meter", act: "consent_withdrawn" }]);
	});

	it("is told of everything where the edition no longer says what it gets", async () => {
		await world.disclose({ brand: BRAND, recipient: { id: "gone", name: "Gone" }, items: ["email"] });
		await answer({ recipient: "gone", kind: "given", textHash: OLD });
		await answer({ recipient: "gone", kind: "refused", textHash: OLD });
		expect(notices()).toEqual([{ recipient: "gone", act: "consent_withdrawn" }]);
	});
});

describe("a withdrawal that is done once more", () => {
	const act = () => ({
		...{ kind: "sharing_withdrawn" as const, id: "a", subject: MEMBER, brand: BRAND, recipient: "meter" },
		at: new Date(now + 1_000).toISOString(),
	});
	async function replay(): Promise<number> {
		const realm = { id: REALM, brands: [BRAND] };
		const queries = await SHARING_REPLAYS.sharing_withdrawn(
			{ database: world.database, ring: await world.keys(), realm },
			act(),
		);
		if (queries.length > 0) await world.database.write(...queries);
		return queries.length;
	}

	it("ends the consent that stands on the copy, in its own words, and does nothing twice", async () => {
		await answer(meter("given", OLD));
		expect(await replay()).toBe(1);
		expect(await ledger()).toEqual(["meter given in old words", "meter withdrawn in old words"]);
		expect(await replay()).toBe(0);
	});

	it("does nothing where nothing stands for that recipient", async () => {
		expect(await replay()).toBe(0);
		await answer({ recipient: "checker", kind: "given", textHash: OLD });
		await answer(meter("refused"));
		expect(await replay()).toBe(0);
	});
});
