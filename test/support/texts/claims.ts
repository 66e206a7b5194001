import type { Edition } from "#foundation/brand/edition.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { LETTER_CLAIMS } from "./claims-letters.ts";
import { STATEMENT_CLAIMS } from "./claims-statement.ts";
import { factsOf } from "./facts.ts";
import { type Finding, negationsIn, sentencesOf, type Text, type TextLocale, withoutAddresses } from "./units.ts";

/**
 * What a sentence says in one language: the words by which it is found, how many negations it has (`any` where a subject stands in it), and what else it
 * names. `{name}` is a fact of the settings or the register. Written apart from the words of the product.
 */
export type Said = readonly [about: RegExp, negations: number | "any", ...names: string[]];

/** A promise, or a fact beside them, that a sentence tells: where, in both languages, and on which brands. */
export type Claim = {
	fact: string;
	/** A text by its name, or all of a folder: `letters/*`. */
	in: string;
	on?: (legal: Legal) => boolean;
	/** How often it is told at least; once, where absent. */
	times?: number;
} & Record<TextLocale, Said>;

export const CLAIMS: readonly Claim[] = [...STATEMENT_CLAIMS, ...LETTER_CLAIMS];

export const claimsOn = (text: Text, { legal }: Edition): Claim[] =>
	CLAIMS.filter((claim) => isIn(text, claim) && (claim.on?.(legal) ?? true));

const isIn = ({ name }: Text, { in: place }: Claim): boolean =>
	place === name || (place.endsWith("/*") && name.startsWith(place.slice(0, -1)));

/** Sentences in which a claim is told, with the piece that holds them. */
export function toldIn(text: Text, claim: Claim): string[] {
	const [about] = claim[text.locale];
	return text.blocks.flatMap((block) => sentencesOf(block).filter((sentence) => about.test(sentence)));
}

/** The claims that a text does not make, or makes the other way round. */
export function checkClaims(text: Text, edition: Edition): Finding[] {
	const facts = factsOf({ edition, locale: text.locale });
	return claimsOn(text, edition).flatMap((claim) => {
		const [, negations, ...names] = claim[text.locale];
		const told = toldIn(text, claim);
		const often = told.length === 0 ? "not told" : `told ${told.length} times`;
		if (told.length < (claim.times ?? 1)) return [{ fact: claim.fact, where: `${text.path}: ${often}` }];
		return told.flatMap((sentence) => {
			const where = `${text.path}: "${sentence.slice(0, 80)}"`;
			const wrong = negations !== "any" && negationsIn(withoutAddresses(sentence), text.locale) !== negations;
			const missing = names
				.map((name) => name.replace(/\{(\w+)\}/g, (_, key: string) => facts[key] ?? `no fact ${key}`))
				.filter((name) => !sentence.includes(name));
			return [
				...(wrong ? [{ fact: `${claim.fact}: the other way round`, where }] : []),
				...missing.map((name) => ({ fact: `${claim.fact}: ${name}`, where })),
			];
		});
	});
}
