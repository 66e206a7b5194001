import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build } from "#foundation/db/database.ts";
import { startWorld, type World } from "../support/world.ts";

const BRANDS = [
	{ id: "twero", host: "twero.com", canary: "canary-aardbei" },
	{ id: "geilesexsite", host: "geilesexsite.nl", canary: "canary-bosbes" },
] as const;

let world: World;
beforeAll(async () => {
	world = await startWorld();
	await plantCanaries(world);
});
afterAll(() => world.stop());

/** A word of its own in every text that a brand brings. */
async function plantCanaries({ database }: World): Promise<void> {
	const live = await readLiveState(database);
	const marked = [...live.brands.values()].map((brand): PublishedBrand => {
		const canary = BRANDS.find(({ id }) => id === brand.id)?.canary;
		if (canary === undefined) return brand;
		const copy = Object.fromEntries(
			Object.entries(brand.look.copy).map(([locale, words]) => [
				locale,
				{ ...words, tagline: canary, intro: canary, seoTitle: canary, seoDescription: canary },
			]),
		);
		const legal = brand.legal.map((entry) => ({ ...entry, settings: { ...entry.settings, brandName: canary } }));
		return { ...brand, revision: brand.revision + 1, legal, look: { ...brand.look, name: canary, copy } };
	});
	const at = new Date().toISOString();
	const encoded = await encodeSnapshot(marked, live.registryRevision + 1, at);
	await database.write(
		build.insertInto("registry").values({ ...encoded, created_at: at }),
		build.updateTable("registry_pointer").set({ revision: encoded.revision, updated_at: at }).where("id", "=", 1),
	);
}

const PATHS = [
	"/",
	"/en",
	"/privacy",
	"/en/privacy",
	"/privacy/statement.txt",
	"/privacy/statement.json",
	"/privacy/versions",
	"/privacy/cookies",
	"/privacy/rights",
	"/privacy/proof",
	"/terms",
	"/manifest.webmanifest",
	"/sitemap.xml",
	"/.well-known/security.txt",
	"/nothing-here",
];

describe("2,000 interleaved requests to two brands (T2, T3)", () => {
	it.each([
		["one order", BRANDS],
		["the other", [...BRANDS].reverse()],
	])("carry no byte of the other brand, in %s (P23)", async (_name, order) => {
		await world.restartWorker();
		let seen = 0;
		const next = Array.from({ length: 1_000 }, (_, index) => ({
			brand: order[index % 2] ?? BRANDS[0],
			path: PATHS[Math.floor(index / 2) % PATHS.length] ?? "/",
		}));
		await Promise.all(
			Array.from({ length: 16 }, async () => {
				for (let job = next.pop(); job !== undefined; job = next.pop()) {
					const { host, canary } = job.brand;
					const reply = await world.get(job.path, { host });
					const foreign = BRANDS.filter((one) => one.host !== host);
					// The operator's data protection officer has one address for all its brands.
					const everything = `${JSON.stringify(reply.headers)}${reply.text}`.replaceAll("compliance@twero.com", "");
					for (const other of foreign) {
						expect(everything.includes(other.canary), `${host}${job.path}`).toBe(false);
						expect(everything.toLowerCase().includes(other.host), `${host}${job.path}`).toBe(false);
					}
					if (reply.text.includes(canary)) seen += 1;
				}
			}),
		);
		// The canary must be there to be missed elsewhere.
		expect(seen).toBeGreaterThan(700);
	});
});
