import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build } from "#foundation/db/database.ts";
import { FORM, type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

/** What must never be repeated: an address, a token, a message and a file name, each where a visitor may put it. */
const CANARY = "kanarie";
const EMAIL = "kanarie.persoon@example.org";
const TOKEN = "kanarie-token-8f1c";
const MESSAGE = "kanarie: dit is prive";
const FILE = "kanarie-paspoort.jpg";

const headers = {
	Cookie: `__Host-session=${TOKEN}; __Host-language=${TOKEN}; mail=${EMAIL}`,
	Authorization: `Bearer ${TOKEN}`,
	Referer: `https://twero.com/messages?to=${EMAIL}`,
	"User-Agent": `Mozilla/5.0 (${CANARY})`,
	"X-Forwarded-For": "192.0.2.77",
	"CF-Connecting-IP": "192.0.2.77",
	"If-None-Match": `"${TOKEN}"`,
	"Accept-Language": CANARY,
};

const query = `?email=${encodeURIComponent(EMAIL)}&token=${TOKEN}&text=${encodeURIComponent(MESSAGE)}`;
const PATHS = [
	...["/", "/en", "/privacy", "/privacy/statement.pdf", "/privacy/statement.txt", "/privacy/statement.json"],
	...["/privacy/versions", "/privacy/versions/1", `/privacy/versions/${TOKEN}`, "/privacy/cookies", "/privacy/rights"],
	...["/terms", "/terms/versions", `/terms/versions/${TOKEN}`, "/healthz", "/robots.txt", "/sitemap.xml"],
	...["/manifest.webmanifest", "/.well-known/security.txt", "/.well-known/gpc.json", `/assets/${FILE}`, `/${EMAIL}`],
];

/** Every request that a visitor could make with the canaries in it. */
async function askEverything(): Promise<[name: string, reply: Reply][]> {
	const replies: [string, Reply][] = [];
	for (const path of PATHS)
		for (const accept of ["text/html", "application/json"])
			replies.push([path, await world.get(path + query, { headers: { ...headers, Accept: accept } })]);
	const language = { ...headers, ...FORM };
	replies.push([
		"POST /language, rightly",
		await world.get("/language", { method: "POST", headers: language, body: `locale=nl&path=/${FILE}` }),
	]);
	const body = `email=${EMAIL}&locale=${TOKEN}&path=/${FILE}&message=${encodeURIComponent(MESSAGE)}`;
	for (const path of ["/age", "/language"]) {
		const form = { ...headers, ...FORM };
		replies.push([`POST ${path}`, await world.get(path, { method: "POST", headers: form, body })]);
		replies.push([
			`POST ${path} from elsewhere`,
			await world.get(path, { method: "POST", headers: { ...form, "Sec-Fetch-Site": "cross-site" }, body }),
		]);
		replies.push([
			`POST ${path} as JSON`,
			await world.get(path, { method: "POST", headers: { ...form, "Content-Type": "application/json" }, body }),
		]);
		const type = `multipart/form-data; boundary=${TOKEN}`;
		const part = `--${TOKEN}\r\nContent-Disposition: form-data; name="a"; filename="${FILE}"\r\n\r\n${MESSAGE}`;
		replies.push([
			`POST ${path} cut off`,
			await world.get(path, { method: "POST", headers: { ...form, "Content-Type": type }, body: part }),
		]);
	}
	replies.push(["unknown host", await world.get(`/${query}`, { host: `${CANARY}.example`, headers })]);
	return replies;
}

function expectSilence(replies: readonly [string, Reply][]): void {
	for (const [name, reply] of replies) {
		// A redirect after a form leads back to the path that the form named; nothing else repeats what was sent.
		const { location: _location, ...others } = reply.headers;
		expect(`${JSON.stringify(others)}${reply.text}`.toLowerCase(), name).not.toContain(CANARY);
		expect(reply.text, name).not.toMatch(/\bat \S+ \(|\.tsx?:\d+|node_modules|127\.0\.0\.1|sqlite|libsql/i);
	}
	const logged = world.logs.join("\n");
	expect(logged.toLowerCase()).not.toContain(CANARY);
	expect(logged).not.toContain("192.0.2.77");
}

describe("what a visitor sends (T31)", () => {
	it("comes back in no answer and stands in no log", async () => {
		const replies = await askEverything();
		expectSilence(replies);
		expect(world.logs).toEqual([]);
		expect(new Set(replies.map(([, { status }]) => status))).toEqual(new Set([200, 303, 400, 403, 404, 421]));
	});

	it("stands in no log when the program fails, which says its kind of failure and nothing else", async () => {
		const live = await readLiveState(world.database);
		const [model] = live.brands.values();
		if (!model) throw new Error("no brand");
		// A listed version that nobody stored, with settings that no longer derive it: every text fails.
		const ghost = { ...model.statements[0], number: 77, hash: { nl: "0".repeat(64), en: "0".repeat(64) } };
		const broken = [...live.brands.values()].map((brand) => ({
			...brand,
			statements: [{ ...ghost, publishedAt: brand.publishedAt, effectiveAt: brand.publishedAt } as typeof ghost],
			legal: brand.legal.map((entry) => ({ ...entry, statement: 77 })),
		}));
		const at = new Date().toISOString();
		const encoded = await encodeSnapshot(broken as (typeof model)[], live.registryRevision + 1, at);
		await world.database.write(
			build.insertInto("registry").values({ ...encoded, created_at: at }),
			build.updateTable("registry_pointer").set({ revision: encoded.revision, updated_at: at }).where("id", "=", 1),
		);
		await world.restartWorker();
		const replies = await askEverything();
		expect(replies.filter(([, { status }]) => status === 500).map(([path]) => path)).toEqual(
			expect.arrayContaining(["/privacy", "/privacy/statement.txt"]),
		);
		expectSilence(replies);
		expect(world.logs.length).toBeGreaterThan(0);
		expect(new Set(world.logs)).toEqual(new Set(["error internal Error"]));
	});

	it("stands in no log when the database is away", async () => {
		world.logs.length = 0;
		await world.stopDatabase();
		const replies = await askEverything();
		expect(replies.some(([, { status }]) => status === 503)).toBe(true);
		expectSilence(replies);
	});
});

describe("production", () => {
	it("names no brand by localhost, times no query, and shows nothing of its parts", async () => {
		const live = await startWorld({ stage: "production" });
		expect((await live.get("/", { host: "twero.localhost" })).status).toBe(421);
		const reply = await live.get("/privacy");
		expect(reply.status).toBe(200);
		expect(reply.headers["server-timing"]).toBeUndefined();
		expect(Object.keys(reply.headers).join()).not.toMatch(/server|powered|version|debug/);
		await live.stop();
	});
});
