import { describe, expect, it } from "vitest";
import { formatAnswers, type KeptAnswer, parseAnswers } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { followLedger } from "#foundation/choice/follow-ledger.ts";
import { keepAnswers } from "#foundation/choice/keep.ts";
import { recipientWordsHash } from "#foundation/choice/words.ts";
import { type ConsentEvent, type ConsentKind, consentRows } from "#foundation/ledgers/consent.ts";
import type { CookieDeclaration } from "#foundation/register/declaration.ts";
import { declare } from "#foundation/register/declare.ts";
import { DAY } from "#foundation/time.ts";
import { type Asks, answerTo, CHECKER, METER, NOW, visit } from "../../support/choice/visit.ts";
import { brandId } from "../../support/fixtures/published.ts";
import { ALL } from "../../support/fixtures/running.ts";

const at = (days: number) => new Date(NOW + days * DAY).toISOString();
const id = (number: number) => `0190e2c0-0000-7000-8000-00000000000${number}`;

type Answered = { kind: ConsentKind; days?: number; recipient?: string; textHash?: string };

/** A member's chain: each answer in the words of today unless told, numbered from 1. */
async function ledger(...answers: Answered[]): Promise<ConsentEvent[]> {
	const events: ConsentEvent[] = [];
	const today = await recipientWordsHash(visit().edition, METER, "nl");
	for (const [index, { kind, days = -1, recipient = "meter", textHash = today }] of answers.entries()) {
		const own = { brand: brandId("alfa"), member: "lid-1", method: "settings" as const, at: at(days) };
		const answer = { purpose: "third_parties" as const, recipient, textHash, kind, id: id(index + 1) };
		const [row] = await consentRows(own, [answer], events);
		if (row === undefined) throw new Error("no row");
		for (const event of events) event.ended_at ??= at(days);
		events.push({ ...row, recipient, kind, happened_at: at(days), ended_at: row.ended_at ?? null });
	}
	return events;
}

/** What the browser keeps about the meter after it follows; "untouched" where nothing was set. */
async function followed(events: ConsentEvent[], kept: readonly KeptAnswer[] = [], asks: Asks = {}) {
	const context = visit({ ...asks, cookies: { [CHOICE_COOKIE]: formatAnswers(kept) } });
	const answers = await followLedger(context, events);
	const set = context.kept.get(CHOICE_COOKIE);
	if (set !== undefined) expect(set === "forgotten" ? [] : parseAnswers(set.value)).toEqual(answers);
	return answers.map(({ kind, event }) => `${kind} ${event}`.trim());
}
const own = (given: Partial<KeptAnswer>) => answerTo(visit(), METER, given);

describe("what a browser keeps of its member's answers", () => {
	it("is what the ledger says last", async () => {
		expect(await followed(await ledger({ kind: "given" }))).toEqual([`given ${id(1)}`]);
		expect(await followed(await ledger({ kind: "given" }, { kind: "withdrawn" }))).toEqual([`refused ${id(2)}`]);
		expect(await followed(await ledger({ kind: "given" }, { kind: "renewed" }))).toEqual([`given ${id(2)}`]);
		expect(await followed(await ledger({ kind: "refused" }))).toEqual([`refused ${id(1)}`]);
	});

	it("is no yes that was withdrawn elsewhere (P34)", async () => {
		const events = await ledger({ kind: "given" }, { kind: "withdrawn" });
		expect(await followed(events, [await own({ event: id(1) })])).toEqual([`refused ${id(2)}`]);
		expect(await followed(events, [await own({})])).toEqual([`refused ${id(2)}`]);
	});

	it("is nothing where the words have changed, or the answer is too old", async () => {
		const elsewhere = { textHash: "e".repeat(64) };
		expect(await followed(await ledger({ kind: "given", ...elsewhere }))).toEqual([]);
		expect(await followed(await ledger({ kind: "given", ...elsewhere }), [await own({ event: id(1) })])).toEqual([]);
		expect(await followed(await ledger({ kind: "given", days: -185 }))).toEqual([]);
	});

	it("is nothing of another member's", async () => {
		for (const kind of ["given", "refused"] as const)
			expect(await followed(await ledger(), [await own({ kind, event: id(9) })])).toEqual([]);
		expect(await followed(await ledger({ kind: "refused" }), [await own({ event: id(9) })])).toEqual([
			`refused ${id(1)}`,
		]);
	});

	it("stays a visitor's no about what the member never answered; their yes is asked of the member again (P34)", async () => {
		expect(await followed(await ledger(), [await own({})])).toEqual([]);
		expect(await followed(await ledger(), [await own({ kind: "refused" })])).toEqual(["refused"]);
	});

	it("stays a no that the browser gave after the member's yes, not one of before", async () => {
		const events = await ledger({ kind: "given", days: -2 });
		expect(await followed(events, [await own({ kind: "refused", at: at(-1) })])).toEqual(["refused"]);
		expect(await followed(events, [await own({ kind: "refused", at: at(-3) })])).toEqual([`given ${id(1)}`]);
	});

	it("keeps that a yes was given while the browser asked to share nothing, for that very yes", async () => {
		const context = (kept: KeptAnswer) => visit({ cookies: { [CHOICE_COOKIE]: formatAnswers([kept]) } });
		const events = await ledger({ kind: "given" });
		const same = await followLedger(context(await own({ event: id(1), despiteSignal: true })), events);
		const other = await followLedger(context(await own({ event: id(9), despiteSignal: true })), events);
		expect([same[0]?.despiteSignal, other[0]?.despiteSignal]).toEqual([true, false]);
	});

	it("is set only where it changes", async () => {
		const events = await ledger({ kind: "given" });
		const first = visit();
		const [known] = await followLedger(first, events);
		expect([...first.kept.keys()]).toEqual([CHOICE_COOKIE]);
		if (known === undefined) throw new Error("nothing kept");
		const context = visit({ cookies: { [CHOICE_COOKIE]: formatAnswers([known]) } });
		await followLedger(context, events);
		expect(context.kept.size).toBe(0);
	});
});

describe("cookies that are not necessary", () => {
	const cookie = (name: string, setBy: string): CookieDeclaration => ({
		...{ id: "ga", name, item: "non_necessary_cookies", necessary: false, purpose: "statistics", keptFor: "P2Y" },
		...{ setBy, promises: ["P25"] },
	});
	const cookies = [cookie("_meter", "meter"), cookie("_checker", "checker"), cookie("__Host-own", "brand")];
	const register = [...ALL.register, declare({ feature: "visits", planned: false, cookies })];
	const forgotten = async (answers: readonly KeptAnswer[]) => {
		const held = { _meter: "1", _checker: "1", "__Host-own": "1" };
		const recipients = [METER, CHECKER].map((one) => ({ ...one, fields: [...one.fields, "non_necessary_cookies"] }));
		const context = visit({ recipients, running: { ...ALL, register }, cookies: held });
		keepAnswers(context, answers);
		return [...context.kept].filter(([, value]) => value === "forgotten").map(([name]) => name);
	};

	it("go with the yes to their recipient, the brand's own with the last (P25)", async () => {
		expect(await forgotten([await own({ kind: "refused" })])).toEqual(["_meter", "_checker", "__Host-own"]);
		expect(await forgotten([await own({})])).toEqual(["_checker"]);
		expect(await forgotten([await own({}), await answerTo(visit(), CHECKER)])).toEqual([]);
		expect(await forgotten([])).toEqual(["_meter", "_checker", "__Host-own"]);
	});

	it("go like the answers, once there is none left to keep", () => {
		const context = visit({ cookies: { [CHOICE_COOKIE]: "x" } });
		keepAnswers(context, []);
		expect([...context.kept]).toEqual([[CHOICE_COOKIE, "forgotten"]]);
	});

	it("are not named where the browser has none", async () => {
		const context = visit({ running: { ...ALL, register } });
		keepAnswers(context, [await own({ kind: "refused" })]);
		expect([...context.kept.keys()]).toEqual([CHOICE_COOKIE]);
	});

	it("stand beside answers to recipients of today alone", async () => {
		const context = visit();
		keepAnswers(context, [await own({}), { ...(await own({})), recipient: "gone" }]);
		const set = context.kept.get(CHOICE_COOKIE);
		expect(
			set === "forgotten" || set === undefined ? [] : parseAnswers(set.value).map(({ recipient }) => recipient),
		).toEqual(["meter"]);
		// Six months of the calendar.
		expect(set).toMatchObject({ maxAge: expect.closeTo((184 * DAY) / 1000, -4) });
	});
});
