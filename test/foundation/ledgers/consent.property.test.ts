import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brandIdSchema } from "#foundation/ids.ts";
import {
	type ConsentEvent,
	type ConsentKind,
	consentRows,
	hashOf,
	holds,
	inOrder,
	wordsHash,
	wordsOfHash,
} from "#foundation/ledgers/consent.ts";
import { inEachLocale, LOCALES } from "#locales/locales.ts";

const BRAND = brandIdSchema.parse("twero");
const PURPOSES = ["use_of_site", "profiles", "suggestions"] as const;
const KINDS: readonly ConsentKind[] = ["given", "refused", "withdrawn", "expired", "renewed"];

type Answer = { purpose: (typeof PURPOSES)[number]; recipient: string; kind: ConsentKind; textHash: string };
const answers = fc.array(
	fc.record({
		purpose: fc.constantFrom(...PURPOSES),
		recipient: fc.constantFrom("", "ads", "stats"),
		kind: fc.constantFrom(...KINDS),
		textHash: fc.constantFrom("old words", "new words"),
	}),
	{ maxLength: 12 },
);

/** A ledger that was written in batches of so many. */
async function ledgerOf(all: readonly Answer[], batch: number) {
	const rows: Awaited<ReturnType<typeof consentRows>> = [];
	for (let start = 0; start < all.length; start += batch) {
		const some = all.slice(start, start + batch).map((answer, index) => ({ ...answer, id: `event-${start + index}` }));
		const place = { brand: BRAND, member: "m", method: "settings", at: "2026-11-22T00:00:00.000Z" } as const;
		rows.push(...(await consentRows(place, some, rows)));
	}
	return rows;
}

const shuffled = <Item>(items: readonly Item[], seed: number): Item[] =>
	[...items].sort(
		(one, other) => ((JSON.stringify(one).length * seed) % 7) - ((JSON.stringify(other).length * seed) % 7),
	);

describe("the ledger of consents", () => {
	it("holds what the newest answer to a question says, in its words, in whatever order it is read (P34)", async () => {
		await fc.assert(
			fc.asyncProperty(
				answers,
				fc.integer({ min: 1, max: 4 }),
				fc.integer({ min: 1, max: 99 }),
				async (all, batch, seed) => {
					const events = shuffled(await ledgerOf(all, batch), seed);
					for (const purpose of PURPOSES)
						for (const recipient of ["", "ads", "stats"])
							for (const textHash of ["old words", "new words"]) {
								const last = all.findLast((one) => one.purpose === purpose && one.recipient === recipient);
								const live = (last?.kind === "given" || last?.kind === "renewed") && last.textHash === textHash;
								expect(holds(events, { purpose, recipient, textHash })).toBe(live);
							}
				},
			),
		);
	});

	it("is one chain in the order of the answers, which a missing or doubled event breaks", async () => {
		await fc.assert(
			fc.asyncProperty(answers, fc.nat(), async (all, pick) => {
				const rows = await ledgerOf(all, 3);
				expect(inOrder([...rows].reverse()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
				for (const row of rows) expect(row.hash).toBe(await hashOf(row));
				// The last one that is missing is not seen: it is what happened next.
				const at = rows.length > 1 ? pick % (rows.length - 1) : undefined;
				if (at === undefined) return;
				expect(() => inOrder(rows.filter((_, index) => index !== at))).toThrow("broken");
				expect(() => inOrder([...rows, rows[at] as ConsentEvent])).toThrow("broken");
			}),
		);
	});

	it("has another hash when any column is another", async () => {
		const [row] = await ledgerOf([{ purpose: "profiles", recipient: "", kind: "given", textHash: "words" }], 1);
		if (row === undefined) return expect.fail("no row");
		// When it ended is noted later, so no hash holds it.
		const { hash, ended_at: _ended, ...columns } = row;
		for (const name of Object.keys(columns))
			expect(await hashOf({ ...columns, [name]: `${columns[name as "id"]}x` }), name).not.toBe(hash);
		// Nothing moves from one column into the next.
		expect(await hashOf({ ...columns, purpose: "profile", recipient: "s" })).not.toBe(hash);
	});

	it("never ends in a circle", () => {
		const event = { purpose: "profiles", recipient: "", kind: "given", text_hash: "", happened_at: "", ended_at: null };
		const circle = [
			{ ...event, id: "a", previous_hash: "", hash: "1" },
			{ ...event, id: "b", previous_hash: "1", hash: "" },
		];
		expect(() => inOrder(circle)).toThrow("broken");
		expect(inOrder([])).toEqual([]);
	});
});

describe("the words of an answer", () => {
	it("are found again in the language in which they were read, and not once they read otherwise", async () => {
		const words = inEachLocale((locale) => `Yes, you may (${locale}).`);
		for (const locale of LOCALES)
			expect(await wordsOfHash(await wordsHash(words[locale]), (one) => words[one])).toEqual({
				words: words[locale],
				locale,
			});
		expect(await wordsOfHash(await wordsHash("Ja."), (one) => words[one])).toBeUndefined();
		expect(await wordsHash("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	});
});
