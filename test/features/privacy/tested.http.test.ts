import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { compileTenants } from "#cli/commands/brand/compile-files.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { embeddedIn, writeEmbedded } from "#cli/tested/embed.ts";
import { reportOfRun } from "#cli/tested/report-file.ts";
import { sentencesOf } from "#cli/tested/sentences.ts";
import { passagesOf } from "#features/privacy/tested/passages.ts";
import type { TestReport } from "#features/privacy/tested/report.ts";
import { type FindingsDocument, findingsSchema } from "#features/privacy/tested/schema.ts";
import { titlesOf } from "#features/privacy/tested/standing.ts";
import { build } from "#foundation/db/database.ts";
import type { DocumentTree } from "#foundation/documents/tree.ts";
import { PROMISE_IDS, PROMISES } from "#foundation/register/promises.ts";
import { blocksOf } from "../../support/approved/plain.ts";
import { putInForce } from "../../support/texts/other-version.ts";
import { quietIo, type Reply, startWorld, type World } from "../../support/world.ts";

const SOURCE = "5".repeat(64);
const BRANDS = [
	{ id: "geilesexsite", host: "geilesexsite.nl", prefix: "", locale: "nl" },
	{ id: "geilesexsite", host: "geilesexsite.nl", prefix: "/en", locale: "en" },
	{ id: "twero", host: "twero.com", prefix: "", locale: "nl" },
	{ id: "harbour", host: "harbour.example", prefix: "/nl", locale: "nl" },
] as const;

let folder: string;
let untested: World;
let tested: World;
let foreign: World;

/** All tests of all promises passed, but for those that each standing needs. */
async function fabricated(): Promise<TestReport> {
	const counts = PROMISE_IDS.flatMap((id) => titlesOf(PROMISES[id].status)).map((title) => ({
		...{ title, passed: title.includes("P23") ? 3 : 1, flaky: 0, failed: 0, broken: 0 },
	}));
	const one = (id: keyof typeof PROMISES) => titlesOf(PROMISES[id].status)[0];
	for (const count of counts) {
		if (count.title === one("P56")) Object.assign(count, { passed: 0, failed: 1 });
		if (count.title === one("P31")) Object.assign(count, { flaky: 1 });
	}
	const sentences = await sentencesOf(await compileTenants(quietIo(process.cwd())));
	const report = reportOfRun({
		...{ source: SOURCE, finishedAt: new Date("2026-11-30T20:00:00Z"), passed: 4812, failed: 1 },
		titles: counts.filter(({ title }) => title !== one("P62")),
		// Another statement was in force when it ran.
		sentences: new Map([...sentences, ["P47", ["0".repeat(32)]]]),
	});
	return report;
}

async function bundled(name: string, embedded: { source: string | undefined; report: TestReport | undefined }) {
	const out = join(folder, name);
	return bundleWorker(process.cwd(), out, writeEmbedded(embeddedIn(join(folder, `${name}-tested`)), embedded));
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-tested-"));
	const report = await fabricated();
	const bundle = await bundled("own", { source: SOURCE, report });
	// Nothing that embeds does this; the page does not trust it either.
	const other = await bundled("other", { source: "6".repeat(64), report });
	untested = await startWorld({ bundle: inject("bundle") });
	tested = await startWorld({ bundle });
	foreign = await startWorld({ bundle: other });
});
afterAll(async () => {
	for (const world of [untested, tested, foreign]) await world?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const plainOf = (html: string) => blocksOf(html).join(" ");
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1] ?? 0);
const page = (world: World, { host, prefix }: (typeof BRANDS)[number]) =>
	world.get(`${prefix}/privacy/proof`, { host });

async function json(world: World, { host, prefix }: (typeof BRANDS)[number]): Promise<FindingsDocument> {
	const reply = await world.get(`${prefix}/privacy/proof.json`, { host });
	expect([reply.status, reply.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
	return findingsSchema.parse(JSON.parse(reply.text));
}

async function statementOf(world: World, { id, locale }: (typeof BRANDS)[number]): Promise<DocumentTree> {
	const [[row]] = await world.database.read(
		build
			.selectFrom("statement_version")
			.select("tree_json")
			.where("brand_id", "=", id)
			.where("locale", "=", locale)
			.orderBy("number", "desc"),
	);
	return JSON.parse(row?.tree_json ?? "");
}

describe.each(BRANDS)("the promises of $id in $locale", (brand) => {
	it("GET /privacy/proof gives each sentence as it stands in the statement, with the part that it stands in", async () => {
		const reply = await page(tested, brand);
		expect(reply.status).toBe(200);
		expect(reply.text).toContain(`lang="${brand.locale}"`);
		const statement = await tested.get(`${brand.prefix}/privacy`, { host: brand.host });
		const passages = passagesOf(await statementOf(tested, brand));
		expect(passages.length).toBeGreaterThan(35);
		const said = plainOf(reply.text);
		for (const { text = "", section, id } of passages) {
			expect(said, id).toContain(text);
			const link = `href="${brand.prefix}/privacy#${section}"`;
			expect(reply.text, id).toContain(link);
			expect(statement.text, id).toContain(`id="${section}"`);
		}
	});

	it("GET /privacy/proof has no word of the ledger, which is for those who build", async () => {
		for (const world of [tested, untested]) {
			const { text } = await page(world, brand);
			for (const id of PROMISE_IDS) expect(plainOf(text)).not.toContain(PROMISES[id].text);
		}
	});

	it("GET /privacy/proof says of a version that was not tested that it was not, and of no promise that it is proven", async () => {
		for (const world of [untested, foreign]) {
			const reply = await page(world, brand);
			expect(reply.text).toMatch(/Deze versie is niet getest|This version was not tested/);
			expect(reply.text).not.toMatch(/id="(passed|failed|not_run|other_wording)"/);
			expect(reply.text).toMatch(/<p class="lead">0 (van de|of the) \d\d /);
			const { run, promises } = await json(world, brand);
			expect(run).toBeNull();
			expect(new Set(promises.map(({ standing }) => standing))).toEqual(new Set(["untested", "open"]));
			expect(promises.flatMap(({ tests }) => tests)).toEqual([]);
		}
		expect((await json(untested, brand)).source).toBeNull();
	});

	it("GET /privacy/proof.json says of each promise what the report says, and the page counts the same", async () => {
		const found = await json(tested, brand);
		expect(found).toMatchObject({ brand: brand.id, locale: brand.locale, source: SOURCE });
		expect(found.run).toEqual({ finished_at: "2026-11-30T20:00:00.000Z", passed: 4812, failed: 1 });
		const standing = (id: string) => found.promises.find((one) => one.id === id)?.standing;
		expect(standing("P56")).toBe("failed");
		expect(standing("P47")).toBe("other_wording");
		expect(standing("P62")).toBe(brand.id === "geilesexsite" ? "not_run" : undefined);
		expect(standing("P61")).toBe("open");
		expect(standing("P31")).toBe("passed");
		for (const { id, standing: is, sentence_hash } of found.promises) {
			const names = titlesOf(PROMISES[id as keyof typeof PROMISES].status).length > 0;
			if (!names) expect([id, is]).toEqual([id, "open"]);
			expect(sentence_hash).toMatch(/^[0-9a-f]{32}$/);
		}
		const passed = found.promises.filter((one) => one.standing === "passed").length;
		expect(passed).toBeGreaterThan(20);
		const { text } = await page(tested, brand);
		expect(text).toMatch(new RegExp(`<p class="lead">${passed} (van de|of the) ${found.promises.length} `));
		for (const is of ["failed", "other_wording", "open", "passed"]) expect(text).toContain(`<section id="${is}">`);
		expect(text.indexOf('id="failed"')).toBeLessThan(text.indexOf('id="passed"'));
		expect(text).not.toContain('id="untested"');
		expect(plainOf(text)).toMatch(/4[.,]812 (geslaagd|passed), 1 (mislukt|failed)/);
	});

	it("GET /privacy/proof names the tests in the language of those who wrote them, with how each ended", async () => {
		const { text } = await page(tested, brand);
		expect(text.includes('<span lang="en">')).toBe(brand.locale !== "en");
		const outcome = (title: string) => {
			const line = blocksOf(text).find((one) => one.startsWith(`${title}: `));
			return line?.slice(title.length + 2);
		};
		const words =
			brand.locale === "en" ? ["failed", "passed on the second attempt"] : ["mislukt", "geslaagd bij de tweede poging"];
		expect(outcome(titlesOf(PROMISES.P56.status)[0] ?? "")).toBe(words[0]);
		expect(outcome(titlesOf(PROMISES.P31.status)[0] ?? "")).toBe(words[1]);
		expect(outcome("carry no byte of the other brand, in %s (P23)")).toMatch(
			/^(geslaagd|passed) \(3 (gevallen|cases)\)$/,
		);
	});

	it("costs what the statement costs: no trip once it is warm, kept, revalidated", async () => {
		for (const path of ["/privacy/proof", "/privacy/proof.json"]) {
			const at = `${brand.prefix}${path}`;
			// A request now and then reads the registry; the page itself reads nothing.
			const reply = await vi.waitFor(
				async () => {
					const one = await tested.get(at, { host: brand.host });
					expect([path, trips(one)]).toEqual([path, 0]);
					return one;
				},
				{ timeout: 15_000 },
			);
			const statement = await tested.get(`${brand.prefix}/privacy`, { host: brand.host });
			expect(reply.headers["cache-control"]).toBe(statement.headers["cache-control"]);
			const again = await tested.get(at, { host: brand.host, headers: { "If-None-Match": reply.headers.etag ?? "" } });
			expect([path, again.status]).toEqual([path, 304]);
		}
	});
});

describe("a reader of the statement", () => {
	it("finds the page from the versions and from the rights, and from it the statement and the file for programs", async () => {
		const [host] = ["geilesexsite.nl"];
		for (const path of ["/privacy/versions", "/privacy/rights"])
			expect((await untested.get(path, { host })).text).toContain('href="/privacy/proof"');
		const { text } = await untested.get("/privacy/proof", { host });
		for (const path of ["/privacy", "/privacy/proof.json"]) expect(text).toContain(`href="${path}"`);
		// Its first view has bytes to spare for nothing.
		expect((await untested.get("/privacy", { host })).text).not.toContain("/privacy/proof");
	});
});

describe("a statement that the code does not derive any more", () => {
	it("GET /privacy/proof quotes the text in force, and says that another was tested where its words are others", async () => {
		const [brand] = BRANDS;
		const published = (await readLiveState(tested.database)).brands.get(brand.id);
		if (!published) throw new Error("not published");
		const text = JSON.stringify(await statementOf(tested, brand));
		const said = "met één klik uitschrijft.";
		expect(text).toContain(said);
		const before = await json(tested, brand);
		await putInForce(
			tested,
			published,
			9,
			JSON.parse(text.replace(said, "met één klik uitschrijft, ook zonder account.")),
		);
		const after = await json(tested, brand);
		expect(after.statement.version).toBe(9);
		const [mail, ...others] = after.promises.filter((one, at) => one.standing !== before.promises[at]?.standing);
		expect(others).toEqual([]);
		expect([mail?.id, mail?.standing]).toEqual(["P16", "other_wording"]);
		expect(mail?.sentence).toContain("ook zonder account");
		expect(plainOf((await page(tested, brand)).text)).toContain(mail?.sentence);
	});
});
