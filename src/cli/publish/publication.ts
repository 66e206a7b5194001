import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { classifyChange, statementFacts } from "#features/privacy/versions/change.ts";
import type { StatementFacts } from "#features/privacy/versions/statement-facts.ts";
import { deriveTerms, termsFacts } from "#features/terms/terms.ts";
import { inForce } from "#foundation/brand/edition.ts";
import type { DocumentVersion, Legal, PublishedBrand } from "#foundation/brand/settings.ts";
import { sha256Hex } from "#foundation/brand/snapshot.ts";
import { canonicalJson, type DocumentTree, hashTree } from "#foundation/documents/tree.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { isForReview, type Running } from "#foundation/register/running.ts";
import { DAY } from "#foundation/time.ts";
import { inEachLocale, LOCALES, type Locale } from "#locales/locales.ts";
import type { CompiledBrand } from "../tenants/files.ts";
import { changeOfTerms, localesOf, requireLanguages } from "./languages.ts";
import type { LiveState } from "./live-state.ts";
import { RUNNING } from "./running.ts";

/** Members and visitors hear of a change this many days before it counts (DECISIONS 6). */
export const NOTICE_DAYS = 30;
/** Days that the mails of a publication may take to leave, the hour in which it can be taken back among them. */
export const MAILING_DAYS = 1;

export type Trees = Partial<Record<Locale, DocumentTree>>;

export type NewVersion = { version: DocumentVersion; trees: Trees; previous: DocumentVersion | undefined };

export type NewStatement = NewVersion & { facts: StatementFacts; words: Record<Locale, string[]> };

export type BrandPlan = {
	compiled: CompiledBrand;
	before: PublishedBrand | undefined;
	after: PublishedBrand;
	sourceSha256: string;
	statement: NewStatement | undefined;
};

export type Plan = {
	brands: BrandPlan[];
	terms: Map<string, NewVersion>;
	unchanged: string[];
	/** By what the texts were derived. */
	running: Running;
};

/** Compiled settings, by which a publication knows whether a file changed. */
export function sourceSha256({ look, legal }: Pick<CompiledBrand, "look" | "legal">): Promise<string> {
	return sha256Hex(new TextEncoder().encode(canonicalJson({ look, legal })));
}

/**
 * What publishing these brands would change: for each its new revision and, where the derived statement differs,
 * its next version with the date from which it counts. Pure but for hashing. No edition holds what does not run.
 */
export async function planPublication(
	wanted: readonly CompiledBrand[],
	live: LiveState,
	now: Date,
	running: Running = RUNNING,
): Promise<Plan> {
	const compiled = wanted.map((brand) => ({ ...brand, legal: offerOf(brand.legal, running).legal }));
	const terms = await planTerms(compiled, live, { now, running });
	const brands: BrandPlan[] = [];
	const unchanged: string[] = [];
	for (const brand of compiled) {
		const plan = await planBrand(brand, live, { now, running }, terms.get(brand.realm));
		if (plan === undefined) unchanged.push(brand.id);
		else brands.push(plan);
	}
	return { brands, terms, unchanged, running };
}

type Moment = { now: Date; running: Running };

async function planBrand(
	compiled: CompiledBrand,
	live: LiveState,
	{ now, running }: Moment,
	newTerms: NewVersion | undefined,
): Promise<BrandPlan | undefined> {
	const before = live.brands.get(compiled.id);
	const statements = live.statements.get(compiled.id) ?? [];
	const statement = await planStatement(compiled, {
		...{ statements, facts: live.facts.get(compiled.id), isLive: before !== undefined },
		...{ now, running },
	});
	const source = await sourceSha256(compiled);
	const published = before && (await publishedSha256(before));
	if (before && published === source && !statement && !newTerms) return undefined;
	const publishedAt = now.toISOString();
	const after: PublishedBrand = {
		id: compiled.id,
		realm: compiled.realm,
		revision: (live.revisions.get(compiled.id) ?? 0) + 1,
		publishedAt,
		look: compiled.look,
		legal: nextLegal(before, compiled.legal, statement?.version, statements, publishedAt),
		statements: statement ? [...statements, statement.version] : statements,
		terms: [...(live.terms.get(compiled.realm) ?? []), ...(newTerms ? [newTerms.version] : [])],
	};
	requireLanguages(after);
	return { compiled, before, after, sourceSha256: source, statement };
}

/** The settings last published, whether or not their statement is in force yet. */
function publishedSha256(brand: PublishedBrand): Promise<string> | undefined {
	const legal = brand.legal.at(-1)?.settings;
	return legal && sourceSha256({ look: brand.look, legal });
}

/** Statement settings wait for their statement; those that change no sentence count at once. */
function nextLegal(
	before: PublishedBrand | undefined,
	settings: Legal,
	version: DocumentVersion | undefined,
	statements: readonly DocumentVersion[],
	now: string,
): PublishedBrand["legal"] {
	const entries = before?.legal ?? [];
	const current = entries.findLastIndex((entry) => entry.effectiveAt <= now);
	const kept = entries.slice(Math.max(current, 0));
	if (version) {
		const counting = version.effectiveAt <= now ? [] : kept.filter((entry) => entry.effectiveAt < version.effectiveAt);
		return [...counting, { effectiveAt: version.effectiveAt, statement: version.number, settings }];
	}
	const last = kept.at(-1);
	// The security contact stands in no sentence, so it counts at once also beside an announced version.
	const { security } = settings.contacts;
	const earlier = kept.slice(0, -1).map((entry) => ({
		...entry,
		settings: { ...entry.settings, contacts: { ...entry.settings.contacts, security } },
	}));
	if (last) return [...earlier, { ...last, settings }];
	// A brand that comes back after it was taken offline: its last statement still says what these settings say.
	const latest = statements.findLast((one) => one.kind === "generated");
	return [{ effectiveAt: latest?.effectiveAt ?? now, statement: latest?.number ?? 1, settings }];
}

type Before = { statements: readonly DocumentVersion[]; facts: string | undefined; isLive: boolean };

async function planStatement(
	{ look, legal }: CompiledBrand,
	{ statements, facts: factsBefore, isLive, now, running }: Before & Moment,
): Promise<NewStatement | undefined> {
	const { trees, hash } = await derive(look.locales.available, (locale) => deriveStatement(legal, locale, running));
	const previous = statements.findLast((one) => one.kind === "generated");
	if (previous && sameHashes(previous.hash, hash)) return undefined;
	const facts = statementFacts(legal, running);
	// What is in force said again: an announcement is taken back, and nothing changes for anyone.
	const inForce = inForceAt(statements, now);
	const withdrawn = isLive && inForce !== undefined && inForce !== previous && sameHashes(inForce.hash, hash);
	const { change, words } =
		previous && factsBefore
			? classifyChange(JSON.parse(factsBefore), facts, true)
			: { change: "first" as const, words: inEachLocale((): string[] => []) };
	const version: DocumentVersion = {
		number: (previous?.number ?? 0) + 1,
		publishedAt: now.toISOString(),
		// A brand that comes back shows what it says now, as a new one does: nothing is in force that could go on.
		effectiveAt: withdrawn ? now.toISOString() : effectiveAt(isLive ? change : "first", previous, now),
		kind: "generated",
		change: withdrawn ? "editorial" : change,
		hash,
	};
	return { version, trees, previous, facts, words };
}

function inForceAt(statements: readonly DocumentVersion[], now: Date): DocumentVersion | undefined {
	const at = now.toISOString();
	return inForce(
		statements.filter((one) => one.effectiveAt <= at),
		at,
	);
}

/** Editorial now, or with the version that it amends; anything else after mailing and notice; a first version now. */
export function effectiveAt(
	change: DocumentVersion["change"],
	previous: DocumentVersion | undefined,
	now: Date,
): string {
	const at = now.toISOString();
	if (change === "first") return at;
	if (change === "editorial") return previous && previous.effectiveAt > at ? previous.effectiveAt : at;
	return new Date(now.getTime() + (MAILING_DAYS + NOTICE_DAYS) * DAY).toISOString();
}

async function planTerms(
	compiled: readonly CompiledBrand[],
	live: LiveState,
	{ now, running }: Moment,
): Promise<Map<string, NewVersion>> {
	const planned = new Map<string, NewVersion>();
	for (const { realm, legal } of compiled) {
		if (planned.has(realm)) continue;
		const offered = termsFacts(settingsOf(realm, compiled, live));
		const facts = isForReview(running) ? { ...offered, forReview: true as const } : offered;
		const spoken = localesOf(realm, compiled, live);
		const { trees, hash } = await derive(spoken, (locale) => deriveTerms(legal.operator, locale, facts));
		const previous = live.terms.get(realm)?.at(-1);
		if (previous && sameHashes(previous.hash, hash)) continue;
		const change = previous ? changeOfTerms(previous.hash, hash) : "first";
		const number = (previous?.number ?? 0) + 1;
		const version: DocumentVersion = {
			number,
			publishedAt: now.toISOString(),
			effectiveAt: effectiveAt(change, previous, now),
			kind: "generated",
			change,
			hash,
		};
		planned.set(realm, { version, trees, previous });
	}
	return planned;
}

/** Of every brand of the operator, also of those that this publication leaves alone. */
export function settingsOf(realm: string, compiled: readonly CompiledBrand[], live: LiveState): Legal[] {
	const ids = new Set<string>(compiled.map(({ id }) => id));
	const others = [...live.brands.values()].filter((brand) => brand.realm === realm && !ids.has(brand.id));
	return [
		...compiled.filter((brand) => brand.realm === realm).map(({ legal }) => legal),
		...others.flatMap((brand) => brand.legal.at(-1)?.settings ?? []),
	];
}

export async function derive(
	locales: readonly Locale[],
	make: (locale: Locale) => DocumentTree,
): Promise<{ trees: Trees; hash: DocumentVersion["hash"] }> {
	const trees: Trees = {};
	const hash: DocumentVersion["hash"] = {};
	for (const locale of locales) {
		const tree = make(locale);
		trees[locale] = tree;
		hash[locale] = await hashTree(tree);
	}
	return { trees, hash };
}

/** A language that is added needs a text of its own, so it makes a version too. */
export function sameHashes(before: DocumentVersion["hash"], after: DocumentVersion["hash"]): boolean {
	return LOCALES.every((locale) => after[locale] === undefined || before[locale] === after[locale]);
}
