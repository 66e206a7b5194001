import type { DocumentVersion, Legal, PublishedBrand } from "./settings.ts";

/** A brand at a moment: what is in force, and what is announced (DECISIONS 6). */
export type Edition = {
	brand: PublishedBrand;
	legal: Legal;
	/** The statement in force. */
	statement: DocumentVersion;
	/** Statements that will come into force, the soonest first. */
	announced: DocumentVersion[];
	terms: DocumentVersion;
	announcedTerms: DocumentVersion[];
	/** Epoch milliseconds: the next date on which something comes into force. */
	validUntil: number;
	/** Changes whenever any byte that is derived from the brand may change. */
	id: string;
};

/** @throws Error when the registry names a version that it does not list */
export function editionAt(brand: PublishedBrand, now: number): Edition {
	const at = new Date(now).toISOString();
	const current = brand.legal.findLast((entry) => entry.effectiveAt <= at) ?? brand.legal[0];
	const statement = brand.statements.find((version) => version.number === current?.statement);
	const terms = inForce(brand.terms, at);
	if (!current || !statement || !terms) throw new Error(`registry: ${brand.id} lists no version in force`);
	const announced = brand.legal
		.filter((entry) => entry.effectiveAt > at)
		.flatMap((entry) => brand.statements.filter((version) => version.number === entry.statement));
	const announcedTerms = brand.terms.filter((version) => version.effectiveAt > at);
	const later = [...announced, ...announcedTerms].map((version) => version.number).join("+");
	return {
		brand,
		legal: current.settings,
		statement,
		announced,
		terms,
		announcedTerms,
		validUntil: Math.min(...[...announced, ...announcedTerms].map((version) => Date.parse(version.effectiveAt))),
		id: `${brand.revision}.${statement.number}.${terms.number}${later && `.${later}`}`,
	};
}

/** The last version whose day has come; when none has, the first. */
export function inForce(versions: readonly DocumentVersion[], at: string): DocumentVersion | undefined {
	return (
		versions.findLast((version) => version.kind === "generated" && version.effectiveAt <= at) ??
		versions.find((version) => version.kind === "generated")
	);
}
