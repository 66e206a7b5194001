import { hostSkeleton, looksAlike, mixesScripts } from "./lookalike.ts";
import { type Path, type Problem, problemAt, quote } from "./problem.ts";
import type { ParsedBrand, ParsedOperator } from "./resolve.ts";

export type Fleet = {
	brands: readonly ParsedBrand[];
	operators: readonly ParsedOperator[];
	/** The zone that the platform itself runs on. */
	platformZone: string;
	/** Who holds a host already, by published registry: only the newcomer is then wrong. */
	holders: ReadonlyMap<string, string>;
	/** Ids of brands whose files were there before the others: of two that want a host, only the newcomer is wrong. */
	earlier: ReadonlySet<string>;
};

type Claim = { brand: ParsedBrand; host: string; path: Path };

const RESERVED_ENDINGS = ["localhost", "local", "internal", "invalid", "test", "onion", "arpa"];

function within(host: string, zone: string): boolean {
	return host === zone || host.endsWith(`.${zone}`);
}

function claimsOf(brand: ParsedBrand): Claim[] {
	const { primary, aliases = [] } = brand.file.hosts;
	return [
		{ brand, host: primary, path: ["hosts", "primary"] },
		...aliases.map((host, index) => ({ brand, host, path: ["hosts", "aliases", index] })),
	];
}

function reserved({ host }: Claim, fleet: Fleet): string | undefined {
	const ending = RESERVED_ENDINGS.find((name) => within(host, name));
	if (ending !== undefined) return `${quote(host)} ends in .${ending}, which is not a public domain.`;
	if (within(host, fleet.platformZone)) return `${quote(host)} belongs to the platform.`;
	const account = fleet.operators.find(({ file }) => within(host, file.accountHost));
	if (account !== undefined) return `${quote(host)} is an account host, where members sign in.`;
	if (mixesScripts(host)) return `${quote(host)} mixes scripts within a word.`;
	return undefined;
}

function conflict(claim: Claim, other: Claim, fleet: Fleet): Problem | undefined {
	const { brand, host, path } = claim;
	if (other.brand === brand) return undefined;
	const heldByOther = fleet.holders.get(other.host) === other.brand.id;
	const heldByThis = fleet.holders.get(host) === brand.id;
	if (heldByThis && !heldByOther) return undefined;
	if (!heldByOther && fleet.earlier.has(brand.id) && !fleet.earlier.has(other.brand.id)) return undefined;
	const owner = `brand "${other.brand.id}" (${other.brand.source.file})`;
	if (other.host === host) {
		return problemAt(brand.source, path, `${quote(host)} is also a host of ${owner}.`, "A host belongs to one brand.");
	}
	if (!looksAlike(host, other.host)) return undefined;
	const why = `${quote(host)} can be taken for ${quote(other.host)} of ${owner}.`;
	return problemAt(brand.source, path, why, "Choose a name that cannot be confused.");
}

function repeated(claims: Claim[]): Problem[] {
	return claims
		.filter(({ host }, index) => claims.findIndex((claim) => claim.host === host) !== index)
		.map(({ brand, host, path }) => problemAt(brand.source, path, `${quote(host)} stands here twice.`, "Keep one."));
}

/** Groups by a key, so that 5,000 brands are compared in linear time. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const key = keyOf(one);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [one]);
		else group.push(one);
	}
	return groups;
}

/** Hosts: one brand each, none that is reserved, none that can be taken for another brand's. */
export function checkHosts(fleet: Fleet): Problem[] {
	const all = fleet.brands.flatMap(claimsOf);
	const stemSkeleton = ({ host }: Claim) => hostSkeleton(host.replace(/[.][^.]+$/, ""));
	const near = [grouped(all, ({ host }) => hostSkeleton(host)), grouped(all, stemSkeleton)];
	const clashes = near.flatMap((groups) =>
		[...groups.values()].flatMap((group) =>
			group.flatMap((claim) => {
				const found = group.map((other) => conflict(claim, other, fleet)).find((problem) => problem !== undefined);
				return found === undefined ? [] : [found];
			}),
		),
	);
	const forbidden = all.flatMap((claim) => {
		const why = reserved(claim, fleet);
		return why === undefined ? [] : [problemAt(claim.brand.source, claim.path, why, "Choose a host of your own.")];
	});
	return [...forbidden, ...fleet.brands.flatMap((brand) => repeated(claimsOf(brand))), ...clashes];
}

/** Account hosts: one per operator, and no brand's. */
export function checkAccountHosts(fleet: Fleet): Problem[] {
	return [...grouped(fleet.operators, ({ file }) => file.accountHost).values()].flatMap((group) =>
		group.length < 2
			? []
			: group.map(({ source, file }) => {
					const why = `${quote(file.accountHost)} is the account host of ${group.length} operators.`;
					return problemAt(source, ["accountHost"], why, "Each operator has its own.");
				}),
	);
}

const UNIQUE_COPY = ["tagline", "intro", "seoTitle"] as const;

/** Search engines, and people, take two brands with the same words for one. */
export function checkCopy(brands: readonly ParsedBrand[]): Problem[] {
	const texts = brands.flatMap((brand) =>
		Object.entries(brand.file.copy).flatMap(([locale, words]) =>
			words === undefined ? [] : UNIQUE_COPY.map((key) => ({ brand, path: ["copy", locale, key], text: words[key] })),
		),
	);
	const fold = (text: string) =>
		text
			.toLowerCase()
			.normalize("NFKC")
			.replace(/[^\p{L}\p{N}]+/gu, " ")
			.trim();
	return [...grouped(texts, ({ path, text }) => `${path[2]} ${fold(text)}`).values()].flatMap((group) =>
		group.flatMap(({ brand, path }) => {
			const twin = group.find((other) => other.brand !== brand);
			if (twin === undefined) return [];
			const why = `This text is also that of brand "${twin.brand.id}" (${twin.brand.source.file}).`;
			return [problemAt(brand.source, path, why, "Write the brand's own words.")];
		}),
	);
}
