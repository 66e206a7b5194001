import { readLiveState } from "#cli/publish/live-state.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build } from "#foundation/db/database.ts";
import { type DocumentTree, hashTree } from "#foundation/documents/tree.ts";
import type { World } from "../world.ts";

/** Publishes a version whose words no code of today derives, as after a later deploy, in Dutch alone. */
export async function putInForce(
	world: World,
	brand: PublishedBrand,
	number: number,
	tree: DocumentTree,
): Promise<void> {
	const live = await readLiveState(world.database);
	const hash = await hashTree(tree);
	const at = new Date(Date.now() - 1000).toISOString();
	const version = {
		number,
		publishedAt: at,
		effectiveAt: at,
		kind: "generated" as const,
		change: "editorial" as const,
		hash: { nl: hash },
	};
	const legal = brand.legal.map((entry) => ({ ...entry, effectiveAt: at, statement: number }));
	const changed = { ...brand, revision: 99, legal, statements: [...brand.statements, version] };
	const next = [...live.brands.values()].map((one) => (one.id === brand.id ? changed : one));
	const encoded = await encodeSnapshot(next, live.registryRevision + 1, at);
	await world.database.write(
		build.insertInto("statement_version").values({
			brand_id: brand.id,
			number,
			locale: "nl",
			kind: "generated",
			change: "editorial",
			hash,
			previous_hash: null,
			tree_json: JSON.stringify(tree),
			facts_json: "null",
			tilt_json: "null",
			changes_json: "null",
			pdf: null,
			published_at: at,
			effective_at: at,
		}),
		build.insertInto("registry").values({ ...encoded, created_at: at }),
		build.updateTable("registry_pointer").set({ revision: encoded.revision, updated_at: at }).where("id", "=", 1),
	);
	await world.restartWorker();
}
