import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import { editionAt } from "#foundation/brand/edition.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { build } from "#foundation/db/database.ts";
import { headFacts } from "#foundation/documents/head.ts";
import { withoutDeadLinks } from "#foundation/documents/linked-pages.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { hashTree, sentencesOf } from "#foundation/documents/tree.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { type Locale, words } from "#locales/locales.ts";
import { blocksOf } from "../../support/approved/plain.ts";
import { readPdf } from "../../support/fixtures/read-pdf.ts";
import { putInForce } from "../../support/texts/other-version.ts";
import { startWorld, type World } from "../../support/world.ts";

let world: World;
let brands: PublishedBrand[];
beforeAll(async () => {
	world = await startWorld();
	brands = [...(await readLiveState(world.database)).brands.values()];
});
afterAll(() => world.stop());

const bare = (text: string): string => text.replace(/\s+/g, "");
const prefixOf = ({ look }: PublishedBrand, locale: Locale) => (locale === look.locales.default ? "" : `/${locale}`);

async function stored(brand: PublishedBrand, number: number, locale: Locale) {
	const [[row]] = await world.database.read(
		build
			.selectFrom("statement_version")
			.select(["hash", "tree_json", "pdf"])
			.where("brand_id", "=", brand.id)
			.where("number", "=", number)
			.where("locale", "=", locale),
	);
	if (!row) throw new Error(`${brand.id} ${number} ${locale} is not stored`);
	return row;
}

describe("the statement that a visitor reads (T45)", () => {
	it("is the stored one of that brand and language, in every form", async () => {
		const texts = new Set<string>();
		for (const brand of brands)
			for (const locale of brand.look.locales.available) {
				const host = brand.look.hosts.primary;
				const prefix = prefixOf(brand, locale);
				const { statement } = editionAt(brand, Date.now());
				const row = await stored(brand, statement.number, locale);
				const tree = JSON.parse(row.tree_json);
				expect(await hashTree(tree)).toBe(row.hash);
				expect(statement.hash[locale]).toBe(row.hash);
				const text = await world.get(`${prefix}/privacy/statement.txt`, { host });
				const { inForceSince, inForceFrom, versionLabel } = words(locale).documents;
				const head = { facts: headFacts(statement, locale, inForceSince) };
				expect(text.text).toBe(renderText(withoutDeadLinks(tree), `https://${host}${prefix}`, head));
				const day = dayInWords(statement.effectiveAt, locale);
				expect(text.text).toContain(`${versionLabel}: ${statement.number}\n${inForceSince}: ${day}\n`);
				const pdf = await readPdf(new Uint8Array(row.pdf ?? []));
				expect(pdf.text.replace(/\s+/g, " ")).toContain(`${inForceFrom}: ${day}`);
				expect((await world.get(`${prefix}/privacy/statement.json`, { host })).text).toContain(row.hash);
				expect(
					(await world.get(`${prefix}/privacy/statement.pdf`, { host })).body.equals(row.pdf ?? new Uint8Array()),
				).toBe(true);
				const page = await world.get(`${prefix}/privacy`, { host });
				expect(page.headers["content-language"]).toBe(locale);
				expect(page.text).toMatch(new RegExp(`<html[^>]* lang="${locale}"`));
				texts.add(text.text);
			}
		expect(texts.size).toBe(brands.reduce((sum, { look }) => sum + look.locales.available.length, 0));
		expect(texts.size).toBeGreaterThanOrEqual(6);
	});

	it("GET /privacy/statement.pdf gives each brand's text in each language, and the version that it is (P31)", async () => {
		for (const brand of brands)
			for (const locale of brand.look.locales.available) {
				const host = brand.look.hosts.primary;
				const prefix = prefixOf(brand, locale);
				const { statement } = editionAt(brand, Date.now());
				const reply = await world.get(`${prefix}/privacy/statement.pdf`, { host });
				expect([reply.status, reply.headers["content-type"]]).toEqual([200, "application/pdf"]);
				const pdf = await readPdf(new Uint8Array(reply.body));
				// What the page says, sentence by sentence.
				const page = await world.get(`${prefix}/privacy`, { host });
				const shown = bare(blocksOf(page.text).join(" "));
				const tree = withoutDeadLinks(JSON.parse((await stored(brand, statement.number, locale)).tree_json));
				let from = 0;
				for (const sentence of sentencesOf(tree)) {
					const at = bare(pdf.text).indexOf(bare(sentence), from);
					expect([`${brand.id} ${locale}`, sentence, at >= 0, shown.includes(bare(sentence))]).toEqual([
						...[`${brand.id} ${locale}`, sentence, true, true],
					]);
					from = at;
				}
				expect(pdf.title).toBe(tree.title);
				expect(pdf.language?.slice(0, 2)).toBe(locale);
				// On the foot of each page: which version it is, told by its hash.
				expect(pdf.artifacts.split(statement.hash[locale]?.slice(0, 16) ?? "no hash").length - 1).toBe(pdf.pages);
				// The page leads to it.
				expect(page.text).toContain(`href="${prefix}/privacy/statement.pdf"`);
			}
	}, 60_000);

	it("never falls to another brand in a language that is none of ours", async () => {
		for (const brand of brands) {
			const host = brand.look.hosts.primary;
			const others = brands.filter(({ id }) => id !== brand.id).map(({ look }) => look.hosts.primary);
			for (const path of ["/de/privacy", "/xx/privacy", "/DE/privacy", "/nl-BE/privacy"]) {
				const reply = await world.get(path, { host });
				expect(reply.status, path).toBe(404);
				for (const other of others) expect(reply.text).not.toContain(other);
			}
			const accepted = await world.get("/privacy", { host, headers: { "Accept-Language": "de, fr;q=0.5" } });
			expect(accepted.headers["content-language"]).toBe(brand.look.locales.default);
		}
	});

	it("is the stored text, word for word, where the code would derive another", async () => {
		const [brand] = brands;
		if (!brand) throw new Error("no brand");
		const old = { ...JSON.parse((await stored(brand, 1, "nl")).tree_json), title: "Een oudere tekst, zoals zij was" };
		const host = brand.look.hosts.primary;
		await putInForce(world, brand, 9, old);
		const path = `${prefixOf(brand, "nl")}/privacy`;
		const page = await world.get(path, { host });
		expect(page.status).toBe(200);
		expect(page.text).toContain("Een oudere tekst, zoals zij was");
	});
});
