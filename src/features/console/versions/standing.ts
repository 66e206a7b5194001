import { dueVersions, NOTICE_DELAY_MS } from "#features/memberships/notice-steps.ts";
import { editionAt } from "#foundation/brand/edition.ts";
import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import { withdrawnBy } from "#foundation/brand/withdrawn.ts";

/** How many members were told up to which statement of a brand. */
export type ToldRow = { brand_id: string; told: number; members: number };

export type VersionState = "in_force" | "announced" | "superseded" | "withdrawn";
/** Why nobody is told of a version now; undefined: members are, or were. */
export type NotTold = "first" | "withdrawn" | "soon" | "late" | undefined;

/** A version, with who knows of it. `left`: members who have not heard of it yet, and who will. */
export type VersionStanding = {
	version: DocumentVersion;
	state: VersionState;
	notTold: NotTold;
	/** Members of the brand now, and of them those who were told of it, or joined when it stood. */
	members: number;
	told: number;
	left: number;
};

export function stateOf(
	version: DocumentVersion,
	{ statements }: PublishedBrand,
	inForce: number,
	at: string,
): VersionState {
	if (withdrawnBy(version, statements) !== undefined) return "withdrawn";
	if (version.number === inForce) return "in_force";
	return version.effectiveAt > at ? "announced" : "superseded";
}

function notToldOf(version: DocumentVersion, brand: PublishedBrand, now: number): NotTold {
	if (version.change === "first" || version.kind !== "generated") return "first";
	if (withdrawnBy(version, brand.statements) !== undefined) return "withdrawn";
	if (dueVersions(brand.statements, now).some(({ number }) => number === version.number)) return undefined;
	return now - Date.parse(version.publishedAt) < NOTICE_DELAY_MS ? "soon" : "late";
}

/** Every version of a brand, the newest first. @param told the rows of this brand */
export function standingsOf(brand: PublishedBrand, told: readonly ToldRow[], now: number): VersionStanding[] {
	const at = new Date(now).toISOString();
	const inForce = editionAt(brand, now).statement.number;
	const members = sum(told);
	return [...brand.statements].reverse().map((version) => {
		const know = sum(told.filter((row) => row.told >= version.number));
		const notTold = notToldOf(version, brand, now);
		const waits = notTold === undefined || notTold === "soon";
		const state = stateOf(version, brand, inForce, at);
		return { version, state, notTold, members, told: know, left: waits ? members - know : 0 };
	});
}

const sum = (rows: readonly ToldRow[]): number => rows.reduce((total, { members }) => total + members, 0);
