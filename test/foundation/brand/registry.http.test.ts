import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { type EncodedSnapshot, encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { startWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

async function liveBrands(): Promise<{ revision: number; brands: PublishedBrand[] }> {
	const live = await readLiveState(world.database);
	return { revision: live.registryRevision, brands: [...live.brands.values()] };
}

/** Puts a registry in place as a publication does, with the brands changed. */
async function publishBrands(change: (brands: PublishedBrand[]) => PublishedBrand[]): Promise<number> {
	const { revision, brands } = await liveBrands();
	const encoded = await encodeSnapshot(change(brands), revision + 1, new Date().toISOString());
	await writeRegistry(encoded);
	return encoded.revision;
}

async function writeRegistry(encoded: EncodedSnapshot): Promise<void> {
	const at = new Date().toISOString();
	await world.database.write(
		build.insertInto("registry").values({ ...encoded, created_at: at }),
		build.updateTable("registry_pointer").set({ revision: encoded.revision, updated_at: at }).where("id", "=", 1),
	);
}

function edit(id: string, change: (brand: PublishedBrand) => PublishedBrand) {
	return (brands: PublishedBrand[]) => brands.map((brand) => (brand.id === id ? change(brand) : brand));
}

const withTagline = (tagline: string) => (brand: PublishedBrand) =>
	({
		...brand,
		revision: brand.revision + 1,
		look: { ...brand.look, copy: { ...brand.look.copy, nl: { ...brand.look.copy.nl, tagline } } },
	}) as PublishedBrand;

const health = async () => JSON.parse((await world.get("/healthz")).text);

describe("the registry of a warm Worker", () => {
	it("serves home and statement without a database trip", async () => {
		for (const path of [
			"/",
			"/privacy",
			"/privacy/versions",
			"/privacy/cookies",
			"/privacy/rights",
			"/terms",
			"/robots.txt",
		]) {
			await world.get(path);
			const reply = await world.get(path);
			expect(reply.status, path).toBe(200);
			expect(reply.headers["server-timing"], path).toMatch(/^db;desc="0"/);
		}
	});

	it("shows a new brand at the first request after its publication", async () => {
		await world.get("/");
		await publishBrands((brands) => [
			...brands,
			...brands
				.filter(({ id }) => id === "harbour")
				.map((brand) => ({
					...brand,
					id: brandIdSchema.parse("newcomer"),
					look: { ...brand.look, hosts: { primary: "newcomer.example", aliases: [] } },
				})),
		]);
		await sleep(1_100);
		const reply = await world.get("/", { host: "newcomer.example" });
		expect(reply.status).toBe(200);
	});

	it("shows a change within 15 seconds of its publication", async () => {
		await world.get("/");
		await publishBrands(edit("twero", withTagline("Een nieuwe regel voor de proef")));
		const started = Date.now();
		let text = "";
		while (!text.includes("Een nieuwe regel voor de proef") && Date.now() - started < 20_000) {
			await sleep(250);
			text = (await world.get("/", { headers: { Cookie: "__Host-age=yes" } })).text;
		}
		expect(Date.now() - started).toBeLessThan(15_000);
	});

	it("keeps the old registry when the new row is corrupt, and health says so", async () => {
		const { revision, brands } = await liveBrands();
		const encoded = await encodeSnapshot(brands, revision + 1, new Date().toISOString());
		const broken = encoded.body.slice();
		broken[broken.length - 9] = (broken[broken.length - 9] ?? 0) ^ 0xff;
		await writeRegistry({ ...encoded, body: broken });
		// An unknown host makes the Worker look now instead of in ten seconds.
		await sleep(1_100);
		expect((await world.get("/", { host: "nobody.example" })).status).toBe(421);
		expect((await world.get("/")).status).toBe(200);
		expect(await health()).toMatchObject({
			status: "degraded",
			registry: { problems: [expect.stringContaining("corrupt")] },
		});
		// A good revision heals it.
		await writeRegistry(await encodeSnapshot(brands, revision + 2, new Date().toISOString()));
		await sleep(1_100);
		await world.get("/", { host: "nobody.example" });
		expect(await health()).toMatchObject({ status: "ok", registry: { revision: revision + 2 } });
	});
});

describe("a brand that is paused or closed", () => {
	it("answers 503 and 410, and still shows its statement and rights", async () => {
		await publishBrands((brands) =>
			edit("geilesexsite", (brand) => ({ ...brand, look: { ...brand.look, state: "closed" } }))(
				edit("harbour", (brand) => ({ ...brand, look: { ...brand.look, state: "paused" } }))(brands),
			),
		);
		await world.restartWorker();
		const { brands } = await liveBrands();
		const harbour = brands.find(({ id }) => id === "harbour")?.look.hosts.primary ?? "";
		const paused = await world.get("/", { host: harbour });
		expect(paused.status).toBe(503);
		expect(paused.headers["retry-after"]).toBe("3600");
		expect((await world.get("/", { host: "geilesexsite.nl" })).status).toBe(410);
		for (const host of [harbour, "geilesexsite.nl"])
			for (const path of ["/privacy", "/privacy/rights", "/terms", "/.well-known/security.txt"])
				expect((await world.get(path, { host })).status, `${host}${path}`).toBe(200);
	});
});

describe("a Worker without its database", () => {
	it("serves home and statement from memory when warm, and 503 for what needs a trip", async () => {
		await world.restartWorker();
		await world.get("/");
		await world.stopDatabase();
		expect((await world.get("/")).status).toBe(200);
		expect((await world.get("/privacy")).status).toBe(200);
		const started = Date.now();
		const reply = await world.get("/privacy/statement.pdf");
		expect(reply.status).toBe(503);
		expect(reply.headers["retry-after"]).toBe("30");
		expect(Date.now() - started).toBeLessThan(3_000);
		expect(reply.text).not.toMatch(/127\.0\.0\.1|ECONN|libsql|sqlite/i);
	});

	it("serves home and statement from the copy when cold, and health says so", async () => {
		await world.restartWorker();
		const started = Date.now();
		expect((await world.get("/")).status).toBe(200);
		expect(Date.now() - started).toBeLessThan(3_000);
		expect((await world.get("/privacy")).status).toBe(200);
		expect(await health()).toMatchObject({ status: "degraded", registry: { source: "copy" } });
		await world.startDatabase();
	});

	it("comes back by itself when the database does", async () => {
		await sleep(6_000);
		await world.get("/", { host: "nobody.example" });
		expect(await health()).toMatchObject({ status: "ok", registry: { source: "database" } });
	});
});

describe("a Worker with neither database nor copy", () => {
	it("answers 503 within 3 seconds, without a brand", async () => {
		const bare = await startWorld({ bindings: { DATABASE_URL: "http://127.0.0.1:9" } });
		const started = Date.now();
		const reply = await bare.get("/");
		expect(reply.status).toBe(503);
		expect(reply.headers["retry-after"]).toBe("30");
		expect(Date.now() - started).toBeLessThan(3_000);
		expect(reply.text).not.toMatch(/twero/i);
		await bare.stop();
	});
});

describe("5,000 brands", () => {
	it("are one registry, each on its own host", async () => {
		const { brands } = await liveBrands();
		const [model] = brands.filter(({ id }) => id === "twero");
		if (!model) throw new Error("no model brand");
		const many = Array.from({ length: 5_000 }, (_, index) => ({
			...model,
			id: brandIdSchema.parse(`brand-${index}`),
			look: {
				...model.look,
				name: `Brand ${index}`,
				hosts: { primary: `brand-${index}.example`, aliases: [`www.brand-${index}.example`] },
			},
		}));
		await publishBrands(() => [model, ...many]);
		await world.restartWorker();
		for (const index of [0, 17, 2_499, 4_999]) {
			const reply = await world.get("/", { host: `brand-${index}.example` });
			expect(reply.status).toBe(200);
			expect(reply.text).toContain(`Brand ${index}`);
		}
		expect((await world.get("/", { host: "www.brand-17.example" })).headers.location).toBe("https://brand-17.example/");
		expect((await world.get("/", { host: "brand-5000.example" })).status).toBe(421);
	});
});
