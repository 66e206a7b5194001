import { describe, expect, it } from "vitest";
import type { Edition } from "#foundation/brand/edition.ts";
import { publishedTexts } from "../support/approved/published.ts";
import { textsOf } from "../support/approved/texts.ts";
import { drawn, isAll, sampleInTurn } from "../support/run/sample.ts";
import { CLAIMS, checkClaims, claimsOn, toldIn } from "../support/texts/claims.ts";
import { factsOf } from "../support/texts/facts.ts";
import { type Draw, KINDS, type Kind, type Mutation, mutate, mutated, reworded } from "../support/texts/mutations.ts";
import { checkRows } from "../support/texts/rows.ts";
import { checkStrangers } from "../support/texts/strangers.ts";
import { checkTwins } from "../support/texts/twins.ts";
import { type Finding, readText, type Text, type TextLocale } from "../support/texts/units.ts";

const published = await publishedTexts(".");
const texts = (await Promise.all(published.map(textsOf))).flat().map(([path, text]) => readText(path, text));
const editions = new Map(published.map(({ edition }) => [edition.brand.id as string, edition]));

const editionOf = ({ brand }: Text): Edition => editions.get(brand) ?? expect.fail(brand);
const otherLanguage = ({ path, locale }: Text) => path.replace(`/${locale}/`, locale === "nl" ? "/en/" : "/nl/");

/** Promises and facts that one text tells by itself. */
const factsIn = (text: Text): Finding[] => {
	const edition = editionOf(text);
	return [...checkClaims(text, edition), ...checkStrangers(text, edition), ...checkRows(text, edition)];
};

/** Facts that are the same names in every language. */
const NAMED = ["brand", "operator", "short", "street", "city", "network", "authority"];

/** What both languages of a text do not say alike. */
function twinsOf(text: Text): Finding[] {
	const other = texts.find(({ path }) => path === otherLanguage(text)) ?? expect.fail(otherLanguage(text));
	const facts = factsOf({ edition: editionOf(text), locale: text.locale });
	const names = NAMED.map((name) => facts[name] ?? "").filter((name) => name !== "");
	return text.locale === "nl" ? checkTwins(text, other, names) : checkTwins(other, text, names);
}

const PER_KIND = isAll ? 40 : 5;

function drawing(name: string): Draw {
	let step = 0;
	return (below) => {
		step += 1;
		return drawn(`${name} ${step}`, Math.max(1, below));
	};
}

/** Mutations of every kind in both languages, drawn from all different pieces that any brand's texts have. */
function sampleOf(locale: TextLocale, kind: Kind, pieces: readonly string[]): Mutation[] {
	const found = new Map<string, Mutation>();
	for (let turn = 0; turn < PER_KIND * 60 && found.size < PER_KIND; turn += 1) {
		const name = `${locale} ${kind} ${turn}`;
		const before = pieces[drawn(name, pieces.length)] ?? "";
		const after = mutate(kind, before, locale, drawing(name));
		if (after === null || after === before) continue;
		found.set(`${before}→${after}`, { kind, locale, before, after });
	}
	return [...found.values()];
}

const shown = ({ kind, locale, before, after }: Mutation) =>
	`${kind} (${locale}): "${before.slice(0, 110)}" → "${after?.slice(0, 110) ?? ""}"`;

describe("what the texts of all brands say", () => {
	it("is what settings, register and promises say, in both languages", () => {
		const findings = texts.flatMap((text) => [...factsIn(text), ...(text.locale === "nl" ? twinsOf(text) : [])]);
		expect(findings).toEqual([]);
		for (const claim of CLAIMS)
			expect(
				texts.some((text) => claimsOn(text, editionOf(text)).includes(claim)),
				claim.fact,
			).toBe(true);
	});

	it("is missed when it changes: every mutation in one language is caught, and by what", () => {
		const caught: Record<string, [byFacts: number, all: number]> = {};
		const survivors: string[] = [];
		for (const locale of ["nl", "en"] as const) {
			const own = texts.filter((text) => text.locale === locale);
			const pieces = [...new Set(own.flatMap(({ blocks }) => blocks))].sort();
			for (const mutation of KINDS.flatMap((kind) => sampleOf(locale, kind, pieces))) {
				const changed = mutated(texts, mutation);
				const byFacts = changed.some((text) => factsIn(text).length > 0);
				const byTwins = byFacts || changed.some((text) => twinsOf(text).length > 0);
				const count = caught[mutation.kind] ?? [0, 0];
				caught[mutation.kind] = [count[0] + (byFacts ? 1 : 0), count[1] + 1];
				if (!byTwins) survivors.push(shown(mutation));
			}
		}
		const sum = (at: 0 | 1) => Object.values(caught).reduce((all, count) => all + count[at], 0);
		const kinds = Object.entries(caught).map(([kind, [one, all]]) => `${kind} ${one}/${all}`);
		console.log(`mutations: ${sum(1)}, of them caught by a promise or a fact alone ${sum(0)} (${kinds.join(", ")})`);
		expect(survivors).toEqual([]);
		expect(sum(1)).toBeGreaterThanOrEqual(80);
	}, 300_000);

	it("is missed when both languages change: every sentence in which a promise is told", () => {
		const survivors: string[] = [];
		let made = 0;
		let turn = 0;
		for (const claim of CLAIMS)
			for (const locale of ["nl", "en"] as const) {
				const text = texts.find((one) => one.locale === locale && claimsOn(one, editionOf(one)).includes(claim));
				const [sentence = ""] = text ? toldIn(text, claim) : [];
				if (text === undefined) expect.fail(claim.fact);
				const turned = mutate("negation added", sentence, locale, drawing(`${claim.fact} ${locale}`));
				const [, negations] = claim[locale];
				const bare =
					negations !== 0 && negations !== "any" ? mutate("negation removed", sentence, locale, () => 0) : null;
				const ways = ["", turned, bare].filter((after) => typeof after === "string");
				for (const after of sampleInTurn("a way to lose a promise", turn, ways)) {
					const changed = reworded(texts, locale, sentence, after);
					made += 1;
					if (!changed.some((one) => factsIn(one).length > 0))
						survivors.push(`${claim.fact}: "${sentence}" → "${after}"`);
				}
				turn += 1;
			}
		console.log(`mutations of sentences that a promise or a fact stands in: ${made}`);
		expect(survivors).toEqual([]);
	});
});
