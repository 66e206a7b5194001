import { describe, expect, it } from "vitest";
import { comparedWith, dueVersions, NOTICE_DELAY_MS, nextNotice } from "#features/memberships/notice-steps.ts";
import { inOneLine, noticeLetters } from "#features/memberships/statement-letters.ts";
import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { FIRST_DAY, publishedBrand, versionOf } from "../../support/fixtures/published.ts";

const START = Date.parse(FIRST_DAY);
const iso = (time: number) => new Date(START + time).toISOString();

/** Published at a time after the first version, in force so much later. */
const version = (number: number, change: DocumentVersion["change"], at: number, waits: number) =>
	versionOf(number, iso(at + waits), { change, publishedAt: iso(at) });

const FIRST = versionOf(1, FIRST_DAY);
const ANNOUNCED = version(2, "information", DAY, 30 * DAY);

/** What is told next, at so long after the first version, as [number, announces, numbers taken back]. */
function next(versions: readonly DocumentVersion[], told: number, at: number) {
	const step = nextNotice(versions, told, START + at);
	return step && [step.version.number, step.announces, step.withdraws.map(({ number }) => number)];
}

describe("what a member is told next", () => {
	it("is a version of another meaning, from an hour after its publication, for sixty days", () => {
		const versions = [FIRST, ANNOUNCED];
		expect(next(versions, 1, DAY + NOTICE_DELAY_MS - 1)).toBeUndefined();
		expect(next(versions, 1, DAY + NOTICE_DELAY_MS)).toEqual([2, true, []]);
		expect(next(versions, 1, DAY + 60 * DAY - 1)).toEqual([2, true, []]);
		expect(next(versions, 1, DAY + 60 * DAY)).toBeUndefined();
		expect(next(versions, 2, 2 * DAY)).toBeUndefined();
		expect(NOTICE_DELAY_MS).toBe(HOUR);
	});

	it("is one version at a time, the oldest first, editorial ones passed over without a mail", () => {
		const corrected = version(3, "editorial", DAY + MINUTE, 30 * DAY - MINUTE);
		const versions = [FIRST, ANNOUNCED, corrected, version(4, "consent", 2 * DAY, 30 * DAY)];
		expect(next(versions, 1, 3 * DAY)).toEqual([2, true, []]);
		expect(next(versions, 2, 3 * DAY)).toEqual([4, true, []]);
		expect(next(versions.slice(0, 3), 2, 3 * DAY)).toEqual([3, false, []]);
		expect(next(versions, 4, 3 * DAY)).toBeUndefined();
	});

	it("is nothing of an announcement that was taken back before anybody heard", () => {
		const versions = [FIRST, ANNOUNCED, version(3, "editorial", DAY + 59 * MINUTE, 0)];
		expect(next(versions, 1, DAY + HOUR)).toBeUndefined();
		expect(next(versions, 1, 3 * DAY)).toEqual([3, false, []]);
	});

	it("is that an announcement does not come, for who was told of it", () => {
		const versions = [
			...[FIRST, ANNOUNCED, version(3, "information", 2 * DAY, 30 * DAY)],
			...[version(4, "editorial", 5 * DAY, 0), version(5, "information", 5 * DAY + MINUTE, 30 * DAY)],
		];
		const at = 6 * DAY;
		expect(next(versions, 1, at)).toEqual([5, true, []]);
		expect(next(versions, 2, at)).toEqual([4, false, [2]]);
		expect(next(versions, 3, at)).toEqual([4, false, [2, 3]]);
		expect(next(versions, 4, at)).toEqual([5, true, []]);
		expect(next(versions, 3, 5 * DAY + HOUR - 1)).toBeUndefined();
	});

	it("is no older text that a brand keeps, and no first version", () => {
		const archived = versionOf(0, iso(-DAY), { kind: "archived", change: "archived", publishedAt: iso(DAY) });
		expect(next([archived, FIRST], 0, DAY + HOUR)).toBeUndefined();
		expect(dueVersions([archived, FIRST, ANNOUNCED], START + 2 * DAY)).toEqual([ANNOUNCED]);
		// An older text, whenever it counted, takes nothing back.
		expect(next([archived, FIRST, ANNOUNCED], 1, 2 * DAY)).toEqual([2, true, []]);
	});

	it("is compared with what members knew, and with the corrections that came after", () => {
		const corrected = version(3, "editorial", 2 * DAY, 29 * DAY);
		expect(comparedWith(ANNOUNCED, [FIRST, ANNOUNCED])).toEqual({ from: 1, to: 2 });
		expect(comparedWith(ANNOUNCED, [FIRST, ANNOUNCED, corrected])).toEqual({ from: 1, to: 3 });
		const back = version(3, "editorial", 5 * DAY, 0);
		const again = version(4, "information", 6 * DAY, 30 * DAY);
		expect(comparedWith(again, [FIRST, ANNOUNCED, back, again])).toEqual({ from: 3, to: 4 });
		expect(comparedWith(ANNOUNCED, [FIRST, ANNOUNCED, back])).toEqual({ from: 1, to: 2 });
	});
});

describe("the mails of a step", () => {
	const mailsOf = (versions: DocumentVersion[], told: number) => {
		const step = nextNotice(versions, told, START + 10 * DAY) ?? expect.fail("nothing is due");
		const brand = publishedBrand({ id: "apple", statements: versions });
		return noticeLetters(brand, step, ["It changes."]).map(({ letter: { kind, variables }, cause }) => [
			...[kind.name, cause, variables],
		]);
	};

	it("say what a version changes, or which announcement does not come", () => {
		const change = { change: "information", from: ANNOUNCED.effectiveAt };
		const difference = { at: "brand", path: "/privacy/versions/1..2" };
		const summary = { line: "It changes.", more: 0 };
		expect(mailsOf([FIRST, ANNOUNCED], 1)).toEqual([
			["statement_change", "statement:apple:2", { ...change, difference, summary }],
		]);
		const back = version(3, "editorial", 5 * DAY, 0);
		expect(mailsOf([FIRST, ANNOUNCED, back], 2)).toEqual([
			[
				...["statement_withdrawn", "statement_withdrawn:apple:3"],
				{ announced: [{ from: ANNOUNCED.effectiveAt, difference }] },
			],
		]);
	});

	it("say both of a brand that comes back with other words, without a line that compares with what never came", () => {
		const other = version(3, "information", 5 * DAY, 0);
		const difference = { at: "brand", path: "/privacy/versions/1..3" };
		expect(mailsOf([FIRST, ANNOUNCED, other], 2)).toEqual([
			["statement_withdrawn", "statement_withdrawn:apple:3", expect.anything()],
			["statement_change", "statement:apple:3", { change: "information", from: other.effectiveAt, difference }],
		]);
		expect(mailsOf([FIRST, ANNOUNCED, other], 1).map(([name]) => name)).toEqual(["statement_change"]);
	});
});

describe("one line of what changes", () => {
	it("takes whole sentences, and leaves the others to be counted", () => {
		expect(inOneLine([])).toEqual([]);
		expect(inOneLine(["One.", "Two."])).toEqual(["One. Two."]);
		const long = `${"word ".repeat(30).trim()}.`;
		expect(inOneLine(["One.", long, long, "Two."])).toEqual([`One. ${long}`, long, "Two."]);
	});

	it("is cut between two words where the first sentence is too long, and has no other line in it", () => {
		const [line = "", ...more] = inOneLine([`New:\n${"recipient, ".repeat(30)}`, "Two."]);
		expect(line.length).toBeLessThanOrEqual(181);
		expect(line).toMatch(/^New: recipient, [^\n]*recipient…$/);
		expect(more).toEqual(["Two."]);
	});
});
