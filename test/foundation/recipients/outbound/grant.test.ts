import { afterEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import {
	type Agreed,
	agreedHere,
	grantsOf,
	isGrant,
	type RecipientGrant,
} from "#foundation/recipients/outbound/grant.ts";
import { sendEvent } from "#foundation/recipients/outbound/send.ts";
import {
	ACCOUNT,
	AT,
	browsing,
	EVENT,
	GA,
	grants,
	HOSTING,
	ledger,
	NOW,
	type World,
	wordsOf,
} from "../../../support/choice/agreeing.ts";

afterEach(() => {
	vi.unstubAllGlobals();
});

describe("a grant", () => {
	it("is there for nobody before a yes, and after one with the fields of the edition in force alone (P17, P25, P54)", async () => {
		expect(await grants({})).toEqual([]);
		expect(await grants({ answers: [{ kind: "refused" }] })).toEqual([]);
		const [grant, ...others] = await grants({ answers: [{}] });
		expect(others).toEqual([]);
		expect(grant).toMatchObject({ brand: "voorbeeld", recipient: GA.id, items: GA.fields });
		expect(grant?.basis).toMatchObject({ recipient: GA.id, kind: "given", at: AT });
	});

	it.each<[string, World]>([
		["is of a recipient that the edition lacks", { legal: { recipients: [HOSTING] }, answers: [{}] }],
		["is of other words", { answers: [{ textHash: "0".repeat(64) }] }],
		["is too old", { answers: [{ at: "2020-01-01T00:00:00.000Z" }] }],
		["is of a day to come", { answers: [{ at: "2027-01-01T00:00:00.000Z" }] }],
		["is of another recipient", { answers: [{ recipient: "24metrics" }] }],
		["is against the browser's signal", { answers: [{}], gpc: true }],
		["is of a recipient that no code serves", { legal: { recipients: [{ ...GA, kind: "hosting" }] }, answers: [{}] }],
	])("is not made for a yes that %s", async (_why, world) => {
		expect(await grants(world)).toEqual([]);
	});

	it.each([true, false])(
		"asks for a yes whatever the settings say, on a site for adults (%s) or not (P25)",
		async (adult) => {
			const unasked = { ...GA, requiresConsent: false };
			for (const answers of [[], [{ kind: "refused" as const }]])
				expect(await grants({ legal: { adult, recipients: [unasked] }, answers })).toEqual([]);
		},
	);

	it("is made for nobody of whom this deployment has no account for this very brand, and the ledger is not asked", async () => {
		const answers = [{ event: EVENT }];
		for (const accounts of [
			[],
			[{ ...ACCOUNT, brand: brandIdSchema.parse("ander") }],
			[{ ...ACCOUNT, realm: realmIdSchema.parse("ander") }],
			[{ ...ACCOUNT, recipient: "24metrics" }],
		]) {
			const standing = ledger(EVENT);
			expect(await agreedHere(await browsing({ answers, accounts }))).toEqual([]);
			expect(await grants({ answers, accounts }, standing)).toEqual([]);
			expect(standing.database.read).not.toHaveBeenCalled();
		}
	});

	it("is of the one recipient that the yes names, among several that are asked about (P18)", async () => {
		const other = { ...GA, id: "24metrics", kind: "fraud_prevention" as const, fields: ["ip_address"] };
		const accounts = [ACCOUNT, { ...ACCOUNT, recipient: other.id }];
		const legal = { recipients: [other, HOSTING, GA] };
		const said = await agreedHere(
			await browsing({ legal, accounts, answers: [{ recipient: GA.id, textHash: await wordsOf(GA, legal) }] }),
		);
		expect(said.map(({ recipient }) => recipient.id)).toEqual([GA.id]);
		const [grant, ...more] = await grantsOf(said, ledger().sources);
		expect([grant?.recipient, grant?.items, more]).toEqual([GA.id, GA.fields, []]);
		const both = [other, GA].map(async (one) => ({ recipient: one.id, textHash: await wordsOf(one, legal) }));
		const all = await agreedHere(await browsing({ legal, accounts, answers: await Promise.all(both) }));
		expect(all.map(({ recipient, answer }) => [recipient.id, answer.recipient])).toEqual([
			[other.id, other.id],
			[GA.id, GA.id],
		]);
	});

	it("is made for no yes that is only shaped like one", async () => {
		const [yes] = await agreedHere(await browsing({ answers: [{}] }));
		if (yes === undefined) throw new Error("no yes");
		const forged = { recipient: { ...GA, fields: ["ip_address"] }, answer: yes.answer };
		expectTypeOf(forged).not.toExtend<Agreed>();
		expect(await grantsOf([forged as unknown as Agreed], ledger().sources)).toEqual([]);
		expect(() => Object.assign(yes, forged)).toThrow(TypeError);
		expect(await grantsOf([yes], ledger().sources)).toHaveLength(1);
	});

	it("of a member's answer is made only while the ledger stands by it, and the ledger is asked for nobody else", async () => {
		const answers = [{ event: EVENT }];
		const standing = ledger(EVENT);
		expect(await grants({ answers }, standing)).toHaveLength(1);
		expect(standing.database.read).toHaveBeenCalledTimes(1);
		expect(standing.sources.memory.get(EVENT)).toBe(true);
		const withdrawn = ledger();
		expect(await grants({ answers }, withdrawn)).toEqual([]);
		expect(withdrawn.sources.memory.get(EVENT)).toBe(false);
		const unasked = ledger();
		expect(await grants({ answers: [{}] }, unasked)).toHaveLength(1);
		expect(unasked.database.read).not.toHaveBeenCalled();
		const down = ledger(EVENT);
		down.database.read.mockRejectedValue(new Error("database down"));
		await expect(grants({ answers }, down)).rejects.toThrow("database down");
	});

	it("is made by its own file alone: what is only shaped like one sends nothing", async () => {
		const fetched = vi.fn(async () => new Response(null, { status: 204 }));
		vi.stubGlobal("fetch", fetched);
		const [grant] = await grants({ answers: [{}] });
		if (grant === undefined) throw new Error("no grant");
		const account = { realm: grant.realm, brand: grant.brand, recipient: GA.id, id: "G-TEST0001", secret: "s" };
		const sending = { settings: { recipientAccounts: [account] }, clock: () => NOW };
		const event = { kind: "page", fields: { page: "home", deviceType: "phone", ipAddress: "203.0.113.77" } } as const;
		const forged = { ...grant, items: ["ip_address", "pages_visited"] };
		expect(isGrant(forged)).toBe(false);
		expectTypeOf(forged).not.toExtend<RecipientGrant>();
		await expect(sendEvent(forged as unknown as RecipientGrant, event, sending)).rejects.toThrow(TypeError);
		expect(() => Object.assign(grant, { items: ["ip_address"] })).toThrow(TypeError);
		expect(() => (grant.items as string[]).push("ip_address")).toThrow(TypeError);
		expect(fetched).not.toHaveBeenCalled();
		await sendEvent(grant, event, sending);
		expect(fetched).toHaveBeenCalledTimes(1);
		expect(JSON.stringify(fetched.mock.calls)).not.toContain("203.0.113.77");
		// Without an account of this very brand, nobody is asked.
		await sendEvent(grant, event, { ...sending, settings: { recipientAccounts: [{ ...account, brand: "ander" }] } });
		expect(fetched).toHaveBeenCalledTimes(1);
	});

	it("is not needed to know what this browser says, which sends nothing", async () => {
		expect(await agreedHere(await browsing({ answers: [{}] }))).toHaveLength(1);
		expect(await agreedHere(await browsing())).toEqual([]);
	});
});
