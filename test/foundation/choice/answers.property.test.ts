import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAnswers, type KeptAnswer, MAX_ANSWERS, parseAnswers } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";

const hex = (length: number) =>
	fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const moment = fc.date({ min: new Date(0), max: new Date("5000-01-01T00:00:00.000Z"), noInvalidDate: true });

const answer: fc.Arbitrary<KeptAnswer> = fc
	.record({
		recipient: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,40}$/),
		kind: fc.constantFrom("given" as const, "refused" as const),
		textHash: hex(64),
		at: moment.map((date) => date.toISOString()),
		event: fc.oneof(fc.constant(""), fc.uuid()),
		despiteSignal: fc.boolean(),
	})
	.map((one) => ({ ...one, despiteSignal: one.despiteSignal && one.kind === "given" }));
const answers = fc.uniqueArray(answer, { maxLength: MAX_ANSWERS, selector: ({ recipient }) => recipient });

describe("answers in a cookie", () => {
	it("come back as they were kept", () => {
		fc.assert(fc.property(answers, (own) => void expect(parseAnswers(formatAnswers(own))).toEqual(own)));
	});

	it("are told from any other text: it says nothing, and never fails", () => {
		const noise = fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^[a-z0-9.~-]{0,200}$/));
		fc.assert(fc.property(noise, (text) => void expect([text, ""]).toContain(formatAnswers(parseAnswers(text)))));
	});

	it("say nothing, or what they spell, once a character of them is another", () => {
		const spoiled = fc.record({ own: answers, at: fc.nat(), by: fc.string({ minLength: 1, maxLength: 2 }) });
		fc.assert(
			fc.property(spoiled, ({ own, at, by }) => {
				const value = formatAnswers(own);
				const place = at % (value.length + 1);
				const text = value.slice(0, place) + by + value.slice(place + 1);
				expect([text, ""]).toContain(formatAnswers(parseAnswers(text)));
			}),
		);
	});

	it("need no escaping, and fit what browsers keep", () => {
		const longest = Array.from(
			{ length: MAX_ANSWERS + 5 },
			(_, index): KeptAnswer => ({
				recipient: `${String(index).padStart(2, "0")}${"x".repeat(39)}`,
				...{ kind: "given", textHash: "f".repeat(64), event: "0190e2c0-0000-7000-8000-000000000000" },
				...{ at: new Date(Date.parse("2300-01-01T00:00:00.000Z") + index).toISOString(), despiteSignal: true },
			}),
		);
		const value = formatAnswers(longest);
		expect(encodeURIComponent(value)).toBe(value);
		expect(CHOICE_COOKIE.length + value.length).toBeLessThanOrEqual(4_096);
		// The newest stay.
		expect(parseAnswers(value).map(({ recipient }) => recipient.slice(0, 2))).not.toContain("04");
		expect(parseAnswers(value)).toHaveLength(MAX_ANSWERS);
	});

	it.each([
		["nothing", undefined],
		["an answer twice", `a1.y.${"0".repeat(64)}.1.~a1.n.${"0".repeat(64)}.1.`],
		["a moment spelt otherwise", `a1.y.${"0".repeat(64)}.01.`],
		[
			"more answers than there can be",
			Array.from({ length: MAX_ANSWERS + 1 }, (_, n) => `a${n}.n.${"0".repeat(64)}.1.`).join("~"),
		],
		["more bytes than a browser keeps", `a1.y.${"0".repeat(64)}.1.`.padEnd(5_000, "~")],
	])("say nothing: %s", (_, value) => {
		expect(parseAnswers(value)).toEqual([]);
	});
});
