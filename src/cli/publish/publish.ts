import type { Compilable } from "kysely";
import { toTilt } from "#features/privacy/statement/tilt.ts";
import type { DocumentVersion, Legal, PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import { canonicalJson } from "#foundation/documents/tree.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { absoluteUrl } from "#foundation/i18n/path.ts";
import type { Running } from "#foundation/register/running.ts";
import { DAY } from "#foundation/time.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { CommandError } from "../command.ts";
import { statementPdf } from "./later-pdfs.ts";
import type { LiveState } from "./live-state.ts";
import type { BrandPlan, NewStatement, NewVersion, Plan } from "./publication.ts";

type Statement = Compilable<unknown>;

export type PublishOptions = {
	now: Date;
	note: string;
	removed?: readonly string[];
	/** Default: with the version. Later: the caller sees to `renderLaterPdfs`; for a start on a developer's machine. */
	pdfs?: "with-version" | "later";
	/** Called after each brand, whose PDFs are the longest part. */
	onBrand?: (done: number, total: number) => void;
	/** For the eyes of those who prepare it: its PDFs say so. */
	preview?: boolean;
};

type Rendering = Required<Pick<PublishOptions, "pdfs" | "preview">> & { running: Running };

/**
 * Publishes a plan in one atomic batch: revisions, statements with their PDFs, terms, assets, hosts, and last the
 * registry and its pointer. Someone else's publication in between makes the whole batch fail.
 *
 * @returns the new registry revision
 */
export async function publish(
	database: Database,
	plan: Plan,
	live: LiveState,
	{ now, note, removed = [], pdfs = "with-version", preview = false, onBrand = () => {} }: PublishOptions,
): Promise<number> {
	const at = now.toISOString();
	const writes: Statement[] = [];
	for (const [index, brand] of plan.brands.entries()) {
		writes.push(...(await brandWrites(brand, { note, at, pdfs, preview, running: plan.running })));
		onBrand(index + 1, plan.brands.length);
	}
	for (const [realm, terms] of plan.terms) writes.push(...termsWrites(realm, terms));
	writes.push(...hostWrites(plan, live, removed, at));
	const brands = nextBrands(plan, live, removed);
	const encoded = await encodeSnapshot(brands, live.registryRevision + 1, at);
	writes.push(build.insertInto("registry").values({ ...encoded, created_at: at }));
	writes.push(
		build
			.insertInto("registry_pointer")
			.values({ id: 1, revision: encoded.revision, updated_at: at })
			.onConflict((conflict) => conflict.column("id").doUpdateSet({ revision: encoded.revision, updated_at: at })),
	);
	try {
		await database.write(...writes);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		if (/registry\.revision|UNIQUE/.test(why))
			throw new CommandError(
				"someone else published in the meantime; nothing was published. Look at the difference again",
			);
		// "No answer" does not mean "not written" (DECISIONS 17).
		if (error instanceof DatabaseUnavailable)
			throw new CommandError(
				"the database did not answer, so it is not known whether this was published; look with brand history",
			);
		throw new CommandError(`nothing was published: ${why}`);
	}
	return encoded.revision;
}

function nextBrands(plan: Plan, live: LiveState, removed: readonly string[]): PublishedBrand[] {
	const brands = new Map(live.brands);
	for (const { after } of plan.brands) brands.set(after.id, after);
	// New terms are those of every brand of the operator, also of one that this plan leaves as it is.
	for (const [realm, { version }] of plan.terms)
		for (const brand of brands.values())
			if (brand.realm === realm && !brand.terms.some(({ number }) => number === version.number))
				brands.set(brand.id, { ...brand, terms: [...brand.terms, version] });
	for (const id of removed) brands.delete(id);
	return [...brands.values()].sort((a, b) => a.id.localeCompare(b.id, "en"));
}

async function brandWrites(
	{ compiled, after, sourceSha256, statement }: BrandPlan,
	{ note, at, ...how }: Rendering & { note: string; at: string },
): Promise<Statement[]> {
	const settings = { look: compiled.look, legal: compiled.legal };
	const writes: Statement[] = [
		build.insertInto("brand_revision").values({
			brand_id: after.id,
			revision: after.revision,
			realm_id: after.realm,
			source_sha256: sourceSha256,
			settings_json: canonicalJson(settings),
			provenance_json: canonicalJson(compiled.provenance),
			note,
			published_at: at,
		}),
	];
	for (const asset of compiled.assets)
		writes.push(
			build
				.insertInto("brand_asset")
				.values({ brand_id: after.id, ...asset })
				.onConflict((conflict) => conflict.doNothing()),
		);
	return statement ? [...writes, ...(await statementWrites(after, compiled.legal, statement, how))] : writes;
}

async function statementWrites(
	after: PublishedBrand,
	legal: Legal,
	statement: NewStatement,
	{ pdfs, preview, running }: Rendering,
): Promise<Statement[]> {
	const { version, trees, previous, facts, words } = statement;
	const writes: Statement[] = [];
	for (const locale of LOCALES) {
		const tree = trees[locale];
		const hash = version.hash[locale];
		if (!tree || !hash) continue;
		writes.push(
			build.insertInto("statement_version").values({
				brand_id: after.id,
				number: version.number,
				locale,
				kind: version.kind,
				change: version.change,
				hash,
				previous_hash: previous?.hash[locale] ?? null,
				tree_json: canonicalJson(tree),
				facts_json: canonicalJson(facts),
				changes_json: canonicalJson(words),
				tilt_json: `${JSON.stringify(toTilt(legal, locale, tiltVersion(after, version, locale), running), null, "\t")}\n`,
				pdf:
					pdfs === "later"
						? null
						: await statementPdf({ look: after.look, legal }, { ...version, tree, hash }, { preview }),
				published_at: version.publishedAt,
				effective_at: version.effectiveAt,
			}),
		);
	}
	return writes;
}

/** What the machine-readable statement says of itself. */
function tiltVersion({ look }: Pick<PublishedBrand, "look">, version: DocumentVersion, locale: Locale) {
	const { number, publishedAt, effectiveAt } = version;
	return {
		number,
		publishedAt,
		effectiveAt,
		hash: version.hash[locale] ?? "",
		url: absoluteUrl({ look, locale }, "/privacy"),
	};
}

function termsWrites(realm: string, { version, trees, previous }: NewVersion): Statement[] {
	return LOCALES.flatMap((locale) => {
		const tree = trees[locale];
		const hash = version.hash[locale];
		if (!tree || !hash) return [];
		const { number, change, publishedAt, effectiveAt } = version;
		return [
			build.insertInto("terms_version").values({
				realm_id: realm,
				number,
				locale,
				change,
				hash,
				previous_hash: previous?.hash[locale] ?? null,
				tree_json: canonicalJson(tree),
				published_at: publishedAt,
				effective_at: effectiveAt,
			}),
		];
	});
}

/** A released hostname stays with its old brand for this long (threat T44). */
export const HOST_HOLD_DAYS = 90;

function hostWrites(plan: Plan, live: LiveState, removed: readonly string[], at: string): Statement[] {
	const writes: Statement[] = [];
	const wanted = new Map<string, { brand: PublishedBrand; role: "primary" | "alias" }>();
	for (const { after } of plan.brands) {
		wanted.set(after.look.hosts.primary, { brand: after, role: "primary" });
		for (const alias of after.look.hosts.aliases) wanted.set(alias, { brand: after, role: "alias" });
	}
	const changing = new Set([...plan.brands.map(({ after }) => String(after.id)), ...removed]);
	for (const row of live.hosts)
		if (row.state === "active" && changing.has(row.brand_id) && wanted.get(row.hostname)?.brand.id !== row.brand_id)
			writes.push(build.updateTable("host").set({ state: "held", since: at }).where("hostname", "=", row.hostname));
	for (const [hostname, { brand, role }] of wanted) {
		const values = { hostname, brand_id: brand.id, realm_id: brand.realm, role, state: "active", since: at };
		writes.push(
			build
				.insertInto("host")
				.values(values)
				.onConflict((conflict) => conflict.column("hostname").doUpdateSet(values)),
		);
	}
	return writes;
}

/** Hostnames that a plan may not take: another brand has them, or had them until lately. */
export function hostConflicts(plan: Plan, live: LiveState, now: Date, removed: readonly string[] = []): string[] {
	const problems: string[] = [];
	const freed = new Set([...plan.brands.map(({ after }) => String(after.id)), ...removed]);
	for (const { after } of plan.brands)
		for (const hostname of [after.look.hosts.primary, ...after.look.hosts.aliases]) {
			const row = live.hosts.find((one) => one.hostname === hostname && one.brand_id !== after.id);
			if (!row) continue;
			const until = new Date(Date.parse(row.since) + HOST_HOLD_DAYS * DAY);
			// Within one operator a host may move from brand to brand in one publication.
			const moves = freed.has(row.brand_id) && live.brands.get(row.brand_id)?.realm === after.realm;
			if (row.state === "active" && !moves) problems.push(`${hostname} belongs to ${row.brand_id}`);
			else if (row.state === "held" && until > now)
				problems.push(`${hostname} was ${row.brand_id}'s and is held back until ${calendarDay(until.toISOString())}`);
		}
	return problems;
}
