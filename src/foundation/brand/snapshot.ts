import { z } from "zod";
import { type BrandId, brandIdSchema, type RealmId, realmIdSchema } from "../ids.ts";
import { editionTermsSchema } from "./edition-terms.ts";
import { type LegalTerms, legalTermsSchema, type PublishedBrand, publishedBrandSchema } from "./settings.ts";

/**
 * All live brands as one immutable blob: gzip of a header line and one JSON line per brand. A line is parsed when
 * its brand is first asked for, and what many brands have in common stands once in the header, so that an isolate
 * with thousands of brands starts quickly and stays small.
 */
/** Raised when this code could no longer read what older code wrote; unknown keys are simply passed over. */
const FORMAT = 1;

const headerSchema = z.object({
	format: z.literal(FORMAT),
	revision: z.number().int().min(1),
	createdAt: z.string(),
	/** [hostname, line, role] */
	hosts: z.array(z.tuple([z.string(), z.number().int(), z.enum(["primary", "alias"])])),
	ids: z.array(brandIdSchema),
	/** Each realm's account host and the lines of its brands. */
	realms: z
		.array(
			z.object({
				id: realmIdSchema,
				accountHost: z.string(),
				lines: z.array(z.number().int()),
				/** [in force from, until (null: none is announced), which of `shared`]; of all brands together. */
				terms: z.array(z.tuple([z.string(), z.string().nullable(), z.number().int()])).default([]),
			}),
		)
		.default([]),
	/** Values that several brands share: operators, recipient lists, terms of the register. */
	shared: z.array(z.unknown()),
});

export type HostRole = "primary" | "alias";

export type Snapshot = {
	revision: number;
	createdAt: string;
	size: number;
	findHost(hostname: string): { brand: BrandId; role: HostRole } | undefined;
	hasBrand(id: string): boolean;
	/** @throws when the brand's line does not have the shape that this code reads */
	findBrand(id: string): PublishedBrand | undefined;
	brandIds(): readonly BrandId[];
	realms(): readonly Realm[];
	/** By account host, or by its own name. */
	findRealm(by: { accountHost: string } | { id: string }): Realm | undefined;
};

/** An operator's members, staff and keys; its brands in the order of the registry. */
export type Realm = {
	id: RealmId;
	accountHost: string;
	brands: readonly BrandId[];
	/** The different terms of its brands' editions, for what the brands share. */
	terms: readonly RealmTerms[];
};

/** ISO 8601; without `until`, nothing that follows is announced. */
export type RealmTerms = { from: string; until: string | undefined; terms: LegalTerms };

export type EncodedSnapshot = { revision: number; sha256: string; body: Uint8Array };

const SHARED_KEYS = new Set(["operator", "recipients", "terms", "register"]);
const PARSED_LIMIT = 500;

export async function encodeSnapshot(
	brands: readonly PublishedBrand[],
	revision: number,
	createdAt: string,
): Promise<EncodedSnapshot> {
	const shared: unknown[] = [];
	const positions = new Map<string, number>();
	const share = (value: unknown): number => {
		const text = JSON.stringify(value);
		const known = positions.get(text) ?? shared.push(value) - 1;
		positions.set(text, known);
		return known;
	};
	const lines = brands.map((brand) =>
		JSON.stringify(brand, (key, value: unknown) => (SHARED_KEYS.has(key) ? { $shared: share(value) } : value)),
	);
	const header = {
		format: FORMAT,
		revision,
		createdAt,
		hosts: brands.flatMap((brand, line) => [
			[brand.look.hosts.primary, line, "primary"],
			...brand.look.hosts.aliases.map((alias) => [alias, line, "alias"]),
		]),
		ids: brands.map((brand) => brand.id),
		realms: realmsOf(brands, share),
		shared,
	};
	const text = new TextEncoder().encode([JSON.stringify(header), ...lines].join("\n"));
	const body = await pipe(text, new CompressionStream("gzip"));
	return { revision, sha256: await sha256Hex(body), body };
}

type EncodedRealm = z.input<typeof headerSchema>["realms"] extends (infer Each)[] | undefined ? Each : never;

function realmsOf(brands: readonly PublishedBrand[], share: (value: unknown) => number): EncodedRealm[] {
	const realms = Map.groupBy(
		brands.map((brand, line) => ({ brand, line })),
		({ brand }) => brand.realm,
	);
	return [...realms].map(([id, own]) => ({
		id,
		accountHost: own[0]?.brand.legal.at(-1)?.settings.operator.accountHost ?? "",
		lines: own.map(({ line }) => line),
		terms: realmTerms(
			own.map(({ brand }) => brand),
			share,
		),
	}));
}

type Interval = [from: string, until: string | null];

/** When each of the different terms is in force on any of these brands. */
function realmTerms(brands: readonly PublishedBrand[], share: (value: unknown) => number) {
	const intervals = new Map<number, Interval[]>();
	for (const { legal } of brands)
		for (const [index, { effectiveAt, settings }] of legal.entries()) {
			const { register, ...terms } = legalTermsSchema.parse(settings);
			const shared = share({ ...terms, ...(register && { register: { $shared: share(register) } }) });
			// The first holds although its day may not have come (`editionAt`).
			const interval: Interval = [index === 0 ? "" : effectiveAt, legal[index + 1]?.effectiveAt ?? null];
			intervals.set(shared, [...(intervals.get(shared) ?? []), interval]);
		}
	return [...intervals].flatMap(([terms, all]) =>
		merged(all).map(([from, until]): [string, string | null, number] => [from, until, terms]),
	);
}

/** The same moments in as few intervals as there can be. */
function merged(intervals: readonly Interval[]): Interval[] {
	const joined: Interval[] = [];
	for (const [from, until] of intervals.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
		const last = joined.at(-1);
		if (last && (last[1] === null || from <= last[1])) {
			if (last[1] !== null && (until === null || until > last[1])) last[1] = until;
		} else joined.push([from, until]);
	}
	return joined;
}

/** @throws Error when the bytes are not what their hash says, or not a snapshot */
export async function openSnapshot(encoded: EncodedSnapshot): Promise<Snapshot> {
	if ((await sha256Hex(encoded.body)) !== encoded.sha256) throw new Error("registry: the hash does not match");
	const bytes = await pipe(encoded.body, new DecompressionStream("gzip"));
	const ends = lineEnds(bytes);
	const decoder = new TextDecoder();
	const line = (index: number) =>
		decoder.decode(bytes.subarray(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, ends[index]));
	const header = headerSchema.parse(JSON.parse(line(0)));
	const shared = header.shared.map((value) => (isTerms(value) ? editionTermsSchema.parse(value) : value));
	const resolve = (_key: string, value: unknown) => (isReference(value) ? shared[value.$shared] : value);
	if (header.revision !== encoded.revision) throw new Error("registry: the revision does not match");
	const hosts = new Map(header.hosts.map(([hostname, index, role]) => [hostname, { index, role }]));
	const lines = new Map<string, number>(header.ids.map((id, index) => [id, index]));
	const parsed = new Map<string, PublishedBrand>();
	const realms = realmsIn({ ...header, shared });
	const snapshot: Snapshot = {
		revision: header.revision,
		createdAt: header.createdAt,
		size: header.ids.length,
		findHost(hostname) {
			const found = hosts.get(hostname);
			const brand = found && header.ids[found.index];
			return brand && found ? { brand, role: found.role } : undefined;
		},
		findBrand(id) {
			const known = parsed.get(id);
			if (known) return known;
			const index = lines.get(id);
			if (index === undefined) return undefined;
			const brand = publishedBrandSchema.parse(JSON.parse(line(index + 1), resolve));
			// Parsing again costs a fraction of a millisecond, so the simplest bound will do.
			if (parsed.size >= PARSED_LIMIT) parsed.clear();
			parsed.set(id, brand);
			return brand;
		},
		hasBrand: (id) => lines.has(id),
		brandIds: () => header.ids,
		realms: () => realms,
		findRealm: (by) => realms.find((realm) => ("id" in by ? realm.id === by.id : realm.accountHost === by.accountHost)),
	};
	// One line tells whether this code reads the shape at all; the others wait until they are asked for.
	const [first] = header.ids;
	if (first !== undefined) snapshot.findBrand(first);
	return snapshot;
}

const isTerms = (value: unknown): value is object =>
	typeof value === "object" && value !== null && "retention" in value && "purposes" in value;

function readTerms(value: unknown, shared: readonly unknown[]): LegalTerms {
	const { register, ...terms } = z.looseObject({ register: z.unknown().optional() }).parse(value);
	return legalTermsSchema.parse({ ...terms, register: isReference(register) ? shared[register.$shared] : register });
}

function realmsIn({ realms, ids, shared }: z.output<typeof headerSchema>): Realm[] {
	return realms.map(({ id, accountHost, lines, terms }) => ({
		id,
		accountHost,
		brands: lines.flatMap((index) => ids[index] ?? []),
		terms: terms.map(([from, until, which]) => ({
			from,
			until: until ?? undefined,
			terms: readTerms(shared[which], shared),
		})),
	}));
}

function isReference(value: unknown): value is { $shared: number } {
	return typeof value === "object" && value !== null && "$shared" in value && typeof value.$shared === "number";
}

function lineEnds(bytes: Uint8Array): number[] {
	const ends: number[] = [];
	for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at);
	return [...ends, bytes.length];
}

async function pipe(bytes: Uint8Array, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
	const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(through);
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
