import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PdfMeta } from "#cli/pdf/pdf.ts";
import { requireLanguages } from "#cli/publish/languages.ts";
import { lacksPdfs, renderLaterPdfs } from "#cli/publish/later-pdfs.ts";
import { type LiveState, readLiveState } from "#cli/publish/live-state.ts";
import { planPublication, sourceSha256 } from "#cli/publish/publication.ts";
import { HOST_HOLD_DAYS, hostConflicts, publish } from "#cli/publish/publish.ts";
import { RUNNING } from "#cli/publish/running.ts";
import type { CompiledBrand } from "#cli/tenants/files.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { editionAt } from "#foundation/brand/edition.ts";
import type { Legal, Look, PublishedBrand } from "#foundation/brand/settings.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import { type DocumentTree, hashTree } from "#foundation/documents/tree.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import type { Running } from "#foundation/register/running.ts";
import { type Locale, words } from "#locales/locales.ts";
import { brandId, DAY, legalOf, lookOf } from "../support/fixtures/published.ts";
import { ALL } from "../support/fixtures/running.ts";
import { memoryDatabase } from "../support/stores/memory-database.ts";

/** A PDF takes a second and has tests of its own; here it matters which tree and which facts it is made of. */
vi.mock("#cli/pdf/pdf.ts", () => ({
	renderPdf: async (tree: DocumentTree, meta: PdfMeta) => new TextEncoder().encode(JSON.stringify([tree.title, meta])),
}));

const START = Date.parse("2026-03-01T08:00:00.000Z");
const iso = (day: number) => new Date(START + day * DAY).toISOString();

let database: Database;
beforeEach(() => {
	database = memoryDatabase();
});

type Files = { id: string; look?: Partial<Look>; legal?: Partial<Legal> };

const compiled = ({ id, look, legal }: Files): CompiledBrand => {
	const settings = legalOf(id, legal);
	return {
		id: brandId(id),
		realm: settings.operator.id,
		look: lookOf(id, look),
		legal: settings,
		provenance: {},
		assets: [],
		source: { file: `${id}.toml`, sha256: "" },
	};
};

/** What `brand apply` does on a day, with these files. */
async function apply(day: number, files: Files[], removed: string[] = []) {
	const now = new Date(START + day * DAY);
	const live = await readLiveState(database);
	const plan = await planPublication(files.map(compiled), live, now, ALL);
	const conflicts = hostConflicts(plan, live, now, removed);
	if (conflicts.length === 0 && plan.brands.length + removed.length > 0)
		await publish(database, plan, live, { now, note: "test", removed });
	return { plan, conflicts };
}

async function published(id: string): Promise<PublishedBrand> {
	const brand = (await readLiveState(database)).brands.get(id);
	if (!brand) throw new Error(`${id} is not live`);
	return brand;
}

const editionOn = async (id: string, day: number) => editionAt(await published(id), START + day * DAY);

const alfa: Files = { id: "alfa" };
const bravo: Files = { id: "bravo" };

describe("a brand's first publication", () => {
	it("counts now, with statement and terms 1", async () => {
		const { plan } = await apply(0, [alfa]);
		expect(plan.brands[0]?.statement?.version).toMatchObject({ number: 1, change: "first", kind: "generated" });
		expect(plan.brands[0]?.statement).toMatchObject({ previous: undefined, words: { nl: [], en: [] } });
		const brand = await published("alfa");
		expect(brand).toMatchObject({ revision: 1, publishedAt: iso(0), look: lookOf("alfa") });
		expect(brand.legal).toEqual([{ effectiveAt: iso(0), statement: 1, settings: legalOf("alfa") }]);
		expect(brand.statements).toEqual(plan.brands[0]?.after.statements);
		expect(brand.terms).toMatchObject([{ number: 1, change: "first", effectiveAt: iso(0), publishedAt: iso(0) }]);
	});

	it("stores tree, hash and PDF of each language that the brand speaks", async () => {
		await apply(0, [{ id: "alfa", look: { locales: { default: "nl", available: ["nl"] } } }, bravo]);
		const [rows, terms] = await database.read(
			build.selectFrom("statement_version").selectAll().orderBy("brand_id").orderBy("locale"),
			build.selectFrom("terms_version").selectAll().orderBy("locale"),
		);
		expect(rows.map((row) => `${row.brand_id} ${row.locale}`)).toEqual(["alfa nl", "bravo en", "bravo nl"]);
		for (const row of rows) {
			expect(await hashTree(JSON.parse(row.tree_json))).toBe(row.hash);
			const prefix = row.locale === "en" ? "/en" : "";
			const tilt = JSON.parse(row.tilt_json ?? "");
			const { documents, statement, ui } = words(row.locale as Locale);
			expect(JSON.stringify(tilt)).toContain(row.hash);
			expect(JSON.stringify(tilt)).toContain(`https://${row.brand_id}.example${prefix}/privacy`);
			expect(JSON.parse(new TextDecoder().decode(row.pdf ?? undefined))).toEqual([
				JSON.parse(row.tree_json).title,
				{
					author: "Voorbeeld Media B.V.",
					origin: `https://${row.brand_id}.example${prefix}`,
					publishedAt: iso(0),
					head: {
						banner: ui.review,
						facts: [
							{ term: documents.versionLabel, text: "1" },
							{ term: documents.inForceFrom, text: dayInWords(iso(0), row.locale as Locale), at: iso(0) },
							{ term: documents.change, text: documents.changes.first },
						],
					},
					footer: `${statement.forReview} ${row.brand_id} · 1 · 2026-03-01 · ${row.hash.slice(0, 16)}`,
				},
			]);
			expect(row).toMatchObject({ previous_hash: null, effective_at: iso(0), published_at: iso(0), change: "first" });
		}
		expect(terms.map((row) => `${row.realm_id} ${row.locale} ${row.number}`)).toEqual([
			"voorbeeld-media en 1",
			"voorbeeld-media nl 1",
		]);
		for (const row of terms) expect(await hashTree(JSON.parse(row.tree_json))).toBe(row.hash);
	});

	it("shows the hash of the very text that it derives (T45)", async () => {
		await apply(0, [alfa, bravo]);
		for (const id of ["alfa", "bravo"])
			for (const locale of ["nl", "en"] as const)
				expect((await editionOn(id, 0)).statement.hash[locale]).toBe(
					await hashTree(deriveStatement(legalOf(id), locale, ALL)),
				);
	});
});

describe("a feature that goes live (DECISIONS 98)", () => {
	const now: Running = RUNNING;
	const later: Running = {
		...now,
		register: now.register.map((one) => (one.feature === "messages" ? { ...one, planned: false } : one)),
		routes: [...now.routes, "brand GET /messages"],
	};
	const publishOn = async (day: number, running: Running) => {
		const at = new Date(START + day * DAY);
		const live = await readLiveState(database);
		const plan = await planPublication([compiled(alfa)], live, at, running);
		await publish(database, plan, live, { now: at, note: "test" });
		return plan;
	};

	it("is in no edition before, and gives its brands a new version that counts from its day", async () => {
		await publishOn(0, now);
		expect((await editionOn("alfa", 1)).legal.features).toEqual(["profiles", "helpdesk", "statistics"]);
		const plan = await publishOn(2, later);
		expect(plan.brands[0]?.statement).toMatchObject({
			version: { number: 2, change: "consent", effectiveAt: iso(33) },
			words: { en: expect.arrayContaining(["New on this site: messages."]) },
		});
		expect((await editionOn("alfa", 32)).legal.features).toEqual(["profiles", "helpdesk", "statistics"]);
		expect((await editionOn("alfa", 33)).legal.features).toEqual(["profiles", "messages", "helpdesk", "statistics"]);
		expect((await publishOn(3, later)).brands).toEqual([]);
	});

	it("is never mere wording, also where it brings a sentence and no data", async () => {
		await publishOn(0, now);
		const plan = await publishOn(1, { ...now, jobs: [...now.jobs].filter((job) => job !== "key-rotation") });
		expect(plan.brands[0]?.statement?.version).toMatchObject({ number: 2, change: "information" });
	});
});

describe("the two clocks of a brand (DECISIONS 6)", () => {
	it("leave everything as it is when nothing changed", async () => {
		await apply(0, [alfa]);
		const { plan } = await apply(1, [alfa]);
		expect(plan).toMatchObject({ brands: [], unchanged: ["alfa"] });
		expect(plan.terms.size).toBe(0);
		expect((await readLiveState(database)).registryRevision).toBe(1);
	});

	it("let look and copy count at once, without a new statement", async () => {
		await apply(0, [alfa]);
		const { plan } = await apply(1, [{ ...alfa, look: { name: "Alfa anders" } }]);
		expect(plan.brands[0]?.statement).toBeUndefined();
		const edition = await editionOn("alfa", 1);
		expect(edition.brand).toMatchObject({ revision: 2, publishedAt: iso(1), look: { name: "Alfa anders" } });
		expect(edition.statement).toMatchObject({ number: 1, effectiveAt: iso(0) });
		expect(edition.brand.legal).toHaveLength(1);
	});

	it("let information wait for its thirty days, settings and statement together", async () => {
		await apply(0, [alfa]);
		const { plan } = await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		expect(plan.brands[0]?.statement?.version).toMatchObject({
			number: 2,
			change: "information",
			publishedAt: iso(1),
			effectiveAt: iso(32),
		});
		expect(plan.brands[0]?.statement?.words.en.length).toBeGreaterThan(0);
		const before = await editionOn("alfa", 31.9);
		expect([before.statement.number, before.legal.responseDays]).toEqual([1, 28]);
		expect(before.announced.map(({ number }) => number)).toEqual([2]);
		const after = await editionOn("alfa", 32);
		expect([after.statement.number, after.legal.responseDays]).toEqual([2, 14]);
	});

	it("let settings that no sentence names count at once", async () => {
		await apply(0, [alfa]);
		const contacts = { ...legalOf("alfa").contacts, security: "elders@alfa.example" };
		const { plan } = await apply(1, [{ ...alfa, legal: { contacts } }]);
		expect(plan.brands[0]?.statement).toBeUndefined();
		const edition = await editionOn("alfa", 1);
		expect(edition.legal.contacts.security).toBe("elders@alfa.example");
		expect(edition.brand.legal).toEqual([
			{ effectiveAt: iso(0), statement: 1, settings: legalOf("alfa", { contacts }) },
		]);
	});

	it("add a language as a version that counts at once", async () => {
		const dutch = { locales: { default: "nl" as const, available: ["nl" as const] } };
		await apply(0, [{ ...alfa, look: dutch }]);
		const { plan } = await apply(1, [alfa]);
		expect(plan.brands[0]?.statement?.version).toMatchObject({ number: 2, change: "editorial", effectiveAt: iso(1) });
		expect(Object.keys((await editionOn("alfa", 1)).statement.hash)).toEqual(["nl", "en"]);
		expect((await apply(2, [{ ...alfa, look: dutch }])).plan.brands[0]?.statement).toBeUndefined();
	});

	it("keep an announced change while another is announced after it", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		await apply(5, [{ ...alfa, legal: { responseDays: 7 } }]);
		const days = await Promise.all([6, 31.9, 32, 35.9, 36].map(async (day) => (await editionOn("alfa", day)).legal));
		expect(days.map((legal) => legal.responseDays)).toEqual([28, 28, 14, 14, 7]);
		expect((await editionOn("alfa", 6)).announced.map(({ number }) => number)).toEqual([2, 3]);
		const [rows] = await database.read(
			build.selectFrom("statement_version").select(["number", "hash", "previous_hash"]).where("locale", "=", "nl"),
		);
		expect(rows[2]?.previous_hash).toBe(rows[1]?.hash);
	});

	it("bring a change to an announced look into both, and leave the statement waiting", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		const { plan } = await apply(2, [{ ...alfa, look: { name: "Anders" }, legal: { responseDays: 14 } }]);
		expect(plan.brands[0]?.statement).toBeUndefined();
		expect(
			(await published("alfa")).legal.map(({ statement, settings }) => [statement, settings.responseDays]),
		).toEqual([
			[1, 28],
			[2, 14],
		]);
	});

	it("forget settings that are long out of force", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		await apply(40, [{ ...alfa, look: { name: "Anders" }, legal: { responseDays: 14 } }]);
		expect((await published("alfa")).legal.map(({ statement }) => statement)).toEqual([2]);
		await apply(41, [{ ...alfa, legal: { responseDays: 7 } }]);
		expect((await published("alfa")).legal.map(({ statement }) => statement)).toEqual([2, 3]);
		expect((await published("alfa")).statements.map(({ number }) => number)).toEqual([1, 2, 3]);
	});

	it("let a changed text of the same facts amend the announced version on its day", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		const live = await readLiveState(database);
		// The words change with the code: the hash that was published is then another.
		const [first, second] = live.statements.get("alfa") ?? [];
		if (!first || !second) throw new Error("two statements were published");
		live.statements.set("alfa", [first, { ...second, hash: { nl: "0", en: "0" } }]);
		const files = [compiled({ ...alfa, legal: { responseDays: 14 } })];
		const plan = await planPublication(files, live, new Date(START + 2 * DAY), ALL);
		expect(plan.brands[0]?.statement?.version).toMatchObject({ number: 3, change: "editorial", effectiveAt: iso(32) });
		expect(plan.brands[0]?.after.legal.map(({ statement, effectiveAt }) => [statement, effectiveAt])).toEqual([
			[1, iso(0)],
			[3, iso(32)],
		]);
		live.statements.set("alfa", [first, { ...second, hash: { nl: "0", en: "0" } }]);
		const later = await planPublication(files, live, new Date(START + 50 * DAY), ALL);
		expect(later.brands[0]?.after.legal.map(({ statement, effectiveAt }) => [statement, effectiveAt])).toEqual([
			[3, iso(50)],
		]);
	});
});

describe("an announcement", () => {
	it("is taken back by publishing what is in force once more, at once", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		const { plan } = await apply(5, [alfa]);
		expect(plan.brands[0]?.statement?.version).toMatchObject({ number: 3, change: "editorial", effectiveAt: iso(5) });
		for (const day of [5, 32, 90]) {
			const edition = await editionOn("alfa", day);
			expect([edition.statement.number, edition.legal.responseDays, edition.announced]).toEqual([3, 28, []]);
		}
	});

	it("leaves the contact for security free to change at once", async () => {
		await apply(0, [alfa]);
		const contacts = { ...legalOf("alfa").contacts, security: "nieuw@alfa.example" };
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		await apply(2, [{ ...alfa, legal: { responseDays: 14, contacts } }]);
		const now = (await editionOn("alfa", 2)).legal;
		expect([now.responseDays, now.contacts]).toEqual([28, contacts]);
		const later = (await editionOn("alfa", 32)).legal;
		expect([later.responseDays, later.contacts]).toEqual([14, contacts]);
	});

	it("of another text holds a new language back until it is in force", async () => {
		const dutch = { locales: { default: "nl" as const, available: ["nl" as const] } };
		await apply(0, [{ ...alfa, look: dutch }]);
		const both = { ...alfa, legal: { responseDays: 14 } };
		await expect(apply(1, [both])).rejects.toThrow(
			`alfa: the statement in force has no text in "en"; add the language once the announced version is in force (${iso(32).slice(0, 10)})`,
		);
		await apply(1, [{ ...both, look: dutch }]);
		await apply(32, [both]);
		expect(Object.keys((await editionOn("alfa", 32)).statement.hash)).toEqual(["nl", "en"]);
	});
});

describe("a rollback", () => {
	it("publishes the old settings as a new revision, and a changed statement as the next version", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		await apply(40, [alfa]);
		const brand = await published("alfa");
		expect(brand.revision).toBe(3);
		expect(brand.statements.map(({ number }) => number)).toEqual([1, 2, 3]);
		const [first, second, third] = brand.statements;
		expect(third?.hash).toEqual(first?.hash);
		expect(third?.hash).not.toEqual(second?.hash);
		expect((await editionOn("alfa", 40)).statement.number).toBe(2);
		expect((await editionOn("alfa", 71)).statement.number).toBe(3);
	});

	it("of the look alone makes no version", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, look: { name: "Anders" } }]);
		await apply(2, [alfa]);
		const brand = await published("alfa");
		expect([brand.revision, brand.look.name, brand.statements.length]).toEqual([3, "alfa", 1]);
	});
});

describe("the terms of an operator", () => {
	const renamed = { operator: { ...legalOf("alfa").operator, phone: "+31 20 111 1111" } };

	it("are one series for its brands, and wait thirty days", async () => {
		await apply(0, [alfa, bravo]);
		const { plan } = await apply(1, [
			{ ...alfa, legal: renamed },
			{ ...bravo, legal: renamed },
		]);
		expect([...plan.terms.keys()]).toEqual(["voorbeeld-media"]);
		for (const id of ["alfa", "bravo"]) {
			expect((await editionOn(id, 31.9)).terms.number).toBe(1);
			expect((await editionOn(id, 1)).announcedTerms.map(({ number }) => number)).toEqual([2]);
			expect((await editionOn(id, 32)).terms).toMatchObject({ number: 2, change: "information" });
		}
		const [rows] = await database.read(build.selectFrom("terms_version").selectAll().where("locale", "=", "en"));
		expect(rows.map(({ number, previous_hash }) => [number, previous_hash])).toEqual([
			[1, null],
			[2, rows[0]?.hash],
		]);
	});

	it("reach its other brands too when one brand alone is published", async () => {
		await apply(0, [alfa, bravo]);
		await apply(1, [{ ...alfa, legal: renamed }]);
		for (const id of ["alfa", "bravo"])
			expect(
				(await published(id)).terms.map(({ number }) => number),
				id,
			).toEqual([1, 2]);
	});

	it("speak the languages of its brands, and a language more announces nothing", async () => {
		const dutch = { locales: { default: "nl" as const, available: ["nl" as const] } };
		await apply(0, [{ id: "alfa", look: dutch }]);
		expect((await published("alfa")).terms.map(({ hash }) => Object.keys(hash))).toEqual([["nl"]]);
		await apply(1, [alfa]);
		const [, second] = (await published("alfa")).terms;
		expect(second).toMatchObject({ number: 2, change: "editorial", effectiveAt: iso(1) });
		expect(Object.keys(second?.hash ?? {})).toEqual(["nl", "en"]);
		expect((await editionOn("alfa", 1)).terms.number).toBe(2);
	});

	it("hold a new language back until they are in force in it", async () => {
		await apply(0, [alfa]);
		const brand = await published("alfa");
		const terms = brand.terms.map(({ hash: { en: _, ...hash }, ...version }) => ({ ...version, hash }));
		expect(() => requireLanguages({ ...brand, terms })).toThrow('alfa: the terms in force have no text in "en"');
		expect(() => requireLanguages(brand)).not.toThrow();
	});

	it("that a new brand joins stay as they are", async () => {
		await apply(0, [alfa]);
		const { plan } = await apply(1, [alfa, bravo]);
		expect(plan.terms.size).toBe(0);
		expect(plan.unchanged).toEqual(["alfa"]);
		expect((await published("bravo")).terms).toEqual((await published("alfa")).terms);
	});
});

describe("a PDF that is left for later", () => {
	const publishAt = async (day: number, files: Files[], pdfs: "with-version" | "later") => {
		const now = new Date(START + day * DAY);
		const live = await readLiveState(database);
		const plan = await planPublication(files.map(compiled), live, now, ALL);
		// Publishing takes a moment, and its revisions are dated after the versions.
		await publish(database, plan, live, { now: new Date(now.getTime() + 40), note: "test", pdfs });
	};
	const stored = async () => {
		const [rows] = await database.read(
			build.selectFrom("statement_version").selectAll().orderBy("brand_id").orderBy("number").orderBy("locale"),
		);
		return rows;
	};

	it("is the one that the version would have had, of the settings that were published with it", async () => {
		const changed = { ...alfa, look: { name: "Anders" }, legal: { responseDays: 14 } };
		await publishAt(0, [alfa, bravo], "with-version");
		await publishAt(1, [changed], "with-version");
		const whole = await stored();
		database = memoryDatabase();
		await publishAt(0, [alfa, bravo], "later");
		await publishAt(1, [changed], "later");
		expect((await stored()).map(({ pdf }) => pdf)).toEqual(whole.map(() => null));
		expect(await lacksPdfs(database)).toBe(true);
		expect(await renderLaterPdfs(database)).toBe(whole.length);
		expect(await stored()).toEqual(whole);
		expect(await lacksPdfs(database)).toBe(false);
		expect(await renderLaterPdfs(database)).toBe(0);
	});

	it("is left so by a local start alone: whatever else publishes stores it with its version", () => {
		const sources = readdirSync("src/cli", { recursive: true, encoding: "utf8" }).filter((file) =>
			file.endsWith(".ts"),
		);
		const leaving = sources.filter((file) => /\bpdfs: "later"/.test(readFileSync(`src/cli/${file}`, "utf8")));
		expect(leaving).toEqual(["local/services.ts"]);
	});

	it("comes once, changes nothing else, and is for no archived text", async () => {
		await publishAt(0, [alfa], "later");
		const [row] = await stored();
		if (!row) throw new Error("there is no statement");
		const set = (values: Partial<typeof row>) =>
			database.write(build.updateTable("statement_version").set(values).where("locale", "=", row.locale));
		const pdf = new Uint8Array([1]);
		for (const [name, value] of Object.entries(row))
			if (name !== "pdf")
				await expect(set({ pdf, [name]: typeof value === "number" ? 9 : "consent" }), name).rejects.toThrow();
		await expect(set({ pdf: null })).rejects.toThrow(/never changed/);
		await set({ pdf });
		await expect(set({ pdf: new Uint8Array([2]) })).rejects.toThrow(/never changed/);
		await database.write(
			build
				.insertInto("statement_version")
				.values({ ...row, number: 0, kind: "archived", change: "archived", pdf: null }),
		);
		const archived = build.updateTable("statement_version").set({ pdf }).where("kind", "=", "archived");
		await expect(database.write(archived)).rejects.toThrow(/never changed/);
		// The other language alone: the archived text waits for none.
		expect(await renderLaterPdfs(database)).toBe(1);
	});
});

describe("a publication", () => {
	it("keeps the brands that it does not touch, in the order of their ids", async () => {
		await apply(0, [bravo]);
		await apply(1, [alfa]);
		const live = await readLiveState(database);
		expect([...live.brands.keys()]).toEqual(["alfa", "bravo"]);
		expect(live.registryRevision).toBe(2);
		expect(live.sources.get("alfa")).toBe(await sourceSha256(compiled(alfa)));
	});

	it("records who published what, with the words of its statement", async () => {
		await apply(0, [alfa]);
		await apply(1, [{ ...alfa, legal: { responseDays: 14 } }]);
		const [revisions, statements, registry, pointer] = await database.read(
			build.selectFrom("brand_revision").selectAll().orderBy("revision"),
			build.selectFrom("statement_version").selectAll().where("number", "=", 2).where("locale", "=", "nl"),
			build.selectFrom("registry").select(["revision", "created_at"]).orderBy("revision"),
			build.selectFrom("registry_pointer").selectAll(),
		);
		expect(revisions.map(({ revision, note, published_at }) => [revision, note, published_at])).toEqual([
			[1, "test", iso(0)],
			[2, "test", iso(1)],
		]);
		expect(JSON.parse(revisions[1]?.settings_json ?? "")).toMatchObject({ legal: { responseDays: 14 } });
		expect(JSON.parse(statements[0]?.changes_json ?? "").nl.length).toBeGreaterThan(0);
		expect(JSON.parse(statements[0]?.facts_json ?? "")).toMatchObject({ values: { responseDays: 14 } });
		expect(registry).toEqual([
			{ revision: 1, created_at: iso(0) },
			{ revision: 2, created_at: iso(1) },
		]);
		expect(pointer).toEqual([{ id: 1, revision: 2, updated_at: iso(1) }]);
	});

	it("writes nothing at all when someone else published meanwhile", async () => {
		await apply(0, [alfa]);
		const stale: LiveState = await readLiveState(database);
		await apply(1, [{ ...alfa, look: { name: "Van een ander" } }]);
		const now = new Date(START + 2 * DAY);
		const plan = await planPublication([compiled(bravo)], stale, now, ALL);
		await expect(publish(database, plan, stale, { now, note: "late" })).rejects.toThrow(
			"someone else published in the meantime; nothing was published. Look at the difference again",
		);
		const live = await readLiveState(database);
		expect([...live.brands.keys()]).toEqual(["alfa"]);
		expect(live.statements.has("bravo")).toBe(false);
		expect(live.hosts.map(({ hostname }) => hostname)).not.toContain("bravo.example");
	});

	it("says that nothing was published when the database refuses, and why", async () => {
		const live = await readLiveState(database);
		const now = new Date(START);
		const plan = await planPublication([compiled(alfa)], live, now, ALL);
		const failing = (error: Error) => ({ ...database, write: () => Promise.reject(error) });
		await expect(publish(failing(new Error("disk is full")), plan, live, { now, note: "x" })).rejects.toThrow(
			"nothing was published: disk is full",
		);
		await expect(publish(failing(new DatabaseUnavailable("away")), plan, live, { now, note: "x" })).rejects.toThrow(
			"the database did not answer, so it is not known whether this was published; look with brand history",
		);
	});

	it("stores a brand's images once", async () => {
		const asset = {
			sha256: "a".repeat(64),
			type: "image/png" as const,
			width: 1,
			height: 1,
			bytes: new Uint8Array([1]),
		};
		for (const day of [0, 1]) {
			const now = new Date(START + day * DAY);
			const live = await readLiveState(database);
			const brand = { ...compiled({ ...alfa, look: { name: `dag ${day}` } }), assets: [asset] };
			await publish(database, await planPublication([brand], live, now, ALL), live, { now, note: "images" });
		}
		const [rows] = await database.read(build.selectFrom("brand_asset").selectAll());
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ brand_id: "alfa", sha256: asset.sha256, type: "image/png" });
	});
});

describe("the hosts of a publication (T44)", () => {
	const hosts = async () =>
		Object.fromEntries(
			(await readLiveState(database)).hosts.map((row) => [row.hostname, `${row.brand_id} ${row.state} ${row.since}`]),
		);
	const on = (id: string, primary: string, aliases: string[] = []): Files => ({
		id,
		look: { hosts: { primary, aliases } },
	});

	it("belong to the brand, primary and aliases", async () => {
		await apply(0, [on("alfa", "een.example", ["twee.example"])]);
		const [rows] = await database.read(build.selectFrom("host").selectAll().orderBy("hostname"));
		expect(rows).toEqual([
			{
				hostname: "een.example",
				brand_id: "alfa",
				realm_id: "voorbeeld-media",
				role: "primary",
				state: "active",
				since: iso(0),
			},
			{
				hostname: "twee.example",
				brand_id: "alfa",
				realm_id: "voorbeeld-media",
				role: "alias",
				state: "active",
				since: iso(0),
			},
		]);
	});

	it("that a brand gives up are held back, and it may take them again", async () => {
		await apply(0, [on("alfa", "een.example", ["twee.example"])]);
		await apply(3, [on("alfa", "twee.example")]);
		expect(await hosts()).toEqual({
			"een.example": `alfa held ${iso(3)}`,
			"twee.example": `alfa active ${iso(3)}`,
		});
		expect((await apply(4, [on("alfa", "een.example")])).conflicts).toEqual([]);
		expect(await hosts()).toMatchObject({
			"een.example": `alfa active ${iso(4)}`,
			"twee.example": `alfa held ${iso(4)}`,
		});
	});

	it("of another brand are refused, whether primary or alias", async () => {
		await apply(0, [on("alfa", "een.example", ["twee.example"])]);
		expect((await apply(1, [on("bravo", "een.example")])).conflicts).toEqual(["een.example belongs to alfa"]);
		expect((await apply(1, [on("bravo", "drie.example", ["twee.example"])])).conflicts).toEqual([
			"twee.example belongs to alfa",
		]);
		expect((await readLiveState(database)).brands.has("bravo")).toBe(false);
	});

	it("of a removed brand are held back for ninety days, and then are free", async () => {
		await apply(0, [alfa, bravo]);
		await apply(10, [], ["bravo"]);
		expect((await readLiveState(database)).brands.has("bravo")).toBe(false);
		expect(await hosts()).toMatchObject({
			"bravo.example": `bravo held ${iso(10)}`,
			"alfa.example": `alfa active ${iso(0)}`,
		});
		expect(HOST_HOLD_DAYS).toBe(90);
		const taker = on("charlie", "bravo.example");
		expect((await apply(99.9, [taker])).conflicts).toEqual([
			`bravo.example was bravo's and is held back until ${iso(100).slice(0, 10)}`,
		]);
		expect((await apply(100, [taker])).conflicts).toEqual([]);
		expect(await hosts()).toMatchObject({ "bravo.example": `charlie active ${iso(100)}` });
	});

	it("of a removed brand are its own again when it comes back, with its versions counted on", async () => {
		await apply(0, [alfa, bravo]);
		await apply(10, [], ["bravo"]);
		expect((await apply(20, [bravo])).conflicts).toEqual([]);
		const same = await published("bravo");
		expect([same.revision, same.statements.length]).toEqual([2, 1]);
		expect(same.legal).toEqual([{ effectiveAt: iso(0), statement: 1, settings: legalOf("bravo") }]);
	});

	it("move between two brands of one publication", async () => {
		await apply(0, [on("alfa", "een.example"), on("bravo", "twee.example")]);
		expect((await apply(1, [on("alfa", "twee.example"), on("bravo", "een.example")])).conflicts).toEqual([]);
		expect(await hosts()).toEqual({
			"een.example": `bravo active ${iso(1)}`,
			"twee.example": `alfa active ${iso(1)}`,
		});
	});

	it("never move to another operator's brand in one publication", async () => {
		await apply(0, [on("alfa", "een.example")]);
		const { operator } = legalOf("delta");
		const stranger = { ...operator, id: realmIdSchema.parse("vreemde") };
		const taker: Files = { ...on("delta", "een.example"), legal: { operator: stranger } };
		const { conflicts } = await apply(1, [on("alfa", "twee.example"), taker]);
		expect(conflicts).toEqual(["een.example belongs to alfa"]);
	});

	it("go to a new brand when the old one leaves in the same publication", async () => {
		await apply(0, [alfa, on("bravo", "twee.example")]);
		expect((await apply(1, [on("charlie", "twee.example")], ["bravo"])).conflicts).toEqual([]);
		expect(await hosts()).toMatchObject({ "twee.example": `charlie active ${iso(1)}` });
	});
});

describe("a brand that comes back with another statement", () => {
	it("shows it at once and announces nothing, as a new brand does", async () => {
		await apply(0, [alfa, bravo]);
		await apply(10, [], ["bravo"]);
		await apply(20, [{ ...bravo, legal: { responseDays: 14 } }]);
		const edition = await editionOn("bravo", 20);
		expect(edition.statement).toMatchObject({ number: 2, effectiveAt: iso(20) });
		expect(edition.legal.responseDays).toBe(14);
		expect(edition.announced).toEqual([]);
	});
});
