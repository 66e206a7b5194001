import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import { openSnapshot, type Snapshot } from "#foundation/brand/snapshot.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { LOCALES } from "#locales/locales.ts";

export type HostRow = { hostname: string; brand_id: string; state: string; since: string };

/** What is published now, as far as a publication must know it. */
export type LiveState = {
	registryRevision: number;
	brands: Map<string, PublishedBrand>;
	/** sha256 of the compiled files at each brand's last publication from files. */
	sources: Map<string, string>;
	/** The highest revision of each brand, also of one that is no longer live. */
	revisions: Map<string, number>;
	/** Facts of each brand's latest generated statement, as JSON. */
	facts: Map<string, string>;
	/** Every statement version of a brand, also of one that is no longer live. */
	statements: Map<string, DocumentVersion[]>;
	terms: Map<string, DocumentVersion[]>;
	hosts: HostRow[];
};

const liveRegistry = () =>
	build
		.selectFrom("registry")
		.innerJoin("registry_pointer", "registry_pointer.revision", "registry.revision")
		.select(["registry.revision", "registry.sha256", "registry.body"])
		.where("registry_pointer.id", "=", 1);

/** Every live brand, as the Worker reads it; undefined where nothing was ever published. */
export async function readSnapshot(database: Database): Promise<Snapshot | undefined> {
	const [[live]] = await database.read(liveRegistry());
	return live && openSnapshot(live);
}

/** One round trip. @throws Error when the live registry is corrupt */
export async function readLiveState(database: Database): Promise<LiveState> {
	const [registry, revisions, statements, terms, hosts] = await database.read(
		liveRegistry(),
		build.selectFrom("brand_revision").select(["brand_id", "revision", "source_sha256"]).orderBy("revision"),
		build
			.selectFrom("statement_version")
			.select(["brand_id", "number", "locale", "kind", "change", "hash", "facts_json", "published_at", "effective_at"])
			.orderBy("number"),
		build
			.selectFrom("terms_version")
			.select(["realm_id", "number", "locale", "change", "hash", "published_at", "effective_at"])
			.orderBy("number"),
		build.selectFrom("host").select(["hostname", "brand_id", "state", "since"]),
	);
	const brands = new Map<string, PublishedBrand>();
	const [live] = registry;
	if (live) {
		const snapshot = await openSnapshot(live);
		for (const id of snapshot.brandIds()) {
			const brand = snapshot.findBrand(id);
			if (brand) brands.set(id, brand);
		}
	}
	const generated = statements.filter((row) => row.kind === "generated");
	return {
		registryRevision: live?.revision ?? 0,
		brands,
		sources: new Map(revisions.map((row) => [row.brand_id, row.source_sha256])),
		revisions: new Map(revisions.map((row) => [row.brand_id, row.revision])),
		facts: new Map(generated.map((row) => [row.brand_id, row.facts_json])),
		statements: gather(statements, (row) => row.brand_id),
		terms: gather(
			terms.map((row) => ({ ...row, kind: "generated" })),
			(row) => row.realm_id,
		),
		hosts,
	};
}

type VersionRow = {
	number: number;
	locale: string;
	kind: string;
	change: string;
	hash: string;
	published_at: string;
	effective_at: string;
};

/** Rows of one version in several locales become one version. */
function gather<Row extends VersionRow>(
	rows: readonly Row[],
	owner: (row: Row) => string,
): Map<string, DocumentVersion[]> {
	const found = new Map<string, DocumentVersion[]>();
	for (const row of rows) {
		const versions = found.get(owner(row)) ?? [];
		found.set(owner(row), versions);
		let version = versions.find(({ number }) => number === row.number);
		if (version === undefined) {
			version = {
				number: row.number,
				publishedAt: row.published_at,
				effectiveAt: row.effective_at,
				kind: row.kind === "archived" ? "archived" : "generated",
				change: changeOf(row.change),
				hash: {},
			};
			versions.push(version);
		}
		const locale = LOCALES.find((one) => one === row.locale);
		if (locale) version.hash[locale] = row.hash;
	}
	return found;
}

function changeOf(text: string): DocumentVersion["change"] {
	const changes = ["first", "editorial", "information", "consent", "archived"] as const;
	return changes.find((change) => change === text) ?? "information";
}
