import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sample } from "../support/run/sample.ts";
import { addAxe, COLOR_RULES, examine, type View } from "./axe.ts";
import { BRANDS, PAGES, publishHistory, SITES, type Sites, SLOW, startSites, watch } from "./browser.ts";

/** What makes a page one that can be found one's way in, as the browser sees it. */
const outline = () => ({
	lang: document.documentElement.lang,
	h1: document.querySelectorAll("h1").length,
	landmarks: ["header.site-header", "main", "footer.site-footer", "nav"].filter(
		(selector) => document.querySelectorAll(selector).length === 0,
	),
	mains: document.querySelectorAll("main").length,
	unnamedNavigation: [...document.querySelectorAll("nav")].filter(
		(nav) => !nav.hasAttribute("aria-label") && !nav.hasAttribute("aria-labelledby"),
	).length,
	skippedHeadings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
		.map(({ tagName }) => Number(tagName.slice(1)))
		.filter((level, index, levels) => level > (levels[index - 1] ?? level) + 1),
	// But for the one that leaves, which links do without.
	otherScripts: [...document.scripts].filter(({ src }) => !/\/assets\/leave-[0-9a-f]+\.js$/.test(src)).length,
	inlineStyles: document.querySelectorAll("style, [style]").length,
});

const WELL_BUILT = {
	h1: 1,
	landmarks: [],
	mains: 1,
	unnamedNavigation: 0,
	skippedHeadings: [],
	otherScripts: 0,
	inlineStyles: 0,
};

const WIDE = { width: 1280, height: 800 };
/** What a window of 1280 shows at 400 %, and one of 640 at 200 % (WCAG 1.4.4, 1.4.10). */
const NARROW = { width: 320, height: 640 };

const ADULT_SITES = SITES.filter(({ adult }) => adult);

let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
	await publishHistory(sites);
}, SLOW);
afterAll(() => sites.stop());

/** Its text is the statement's, made by the same parts; what stands around it is its own. */
const REPEATED: Record<string, string[]> = { "an announced version": [".prose section > *"] };

/**
 * What a rule looks at is the document, which is the same in every view, or its colours and sizes. So each page is
 * examined whole in two views; the third adds the colours of what only wide windows show, beside the text.
 */
const VIEWS: View[] = [
	{ viewport: WIDE, colorScheme: "light" },
	{ viewport: WIDE, colorScheme: "dark", exclude: [".prose"], only: COLOR_RULES },
	{ viewport: NARROW, colorScheme: "dark" },
];

const examineIn = (page: Page, repeated: readonly string[] = []) =>
	examine(
		page,
		VIEWS.map((view) => ({ ...view, exclude: [...(view.exclude ?? []), ...repeated] })),
	);

/** On every brand, in a drawn language: what most readers see, in all of a brand's colours. */
const EVERYWHERE = ["home", "statement"];
/** What only brands have that ask the age. */
const ANSWERED = "front page once the age is answered";

/** Where a page is examined: on a drawn site, or on a drawn one of each brand; with `--all`, on every site. */
function sitesOf(name: string) {
	if (name === ANSWERED) return sample(name, ADULT_SITES);
	if (!EVERYWHERE.includes(name)) return sample(name, SITES);
	return BRANDS.flatMap(({ id }) =>
		sample(
			`${name} of ${id}`,
			SITES.filter((site) => site.id === id),
		),
	);
}

const isDrawn = (name: string, site: (typeof SITES)[number]) => sitesOf(name).includes(site);

const VISITED = SITES.filter((site) => [...Object.keys(PAGES), ANSWERED].some((name) => isDrawn(name, site)));

describe.each(VISITED)("accessibility of $id in $locale", (site) => {
	const { id, locale } = site;
	const pages = Object.entries(PAGES).filter(([name]) => isDrawn(name, site));
	let page: Page;
	beforeAll(async () => {
		// A colour on its way to another one has no contrast of its own, so nothing moves.
		const context = await sites.visitor({ viewport: WIDE, reducedMotion: "reduce" });
		await addAxe(context);
		page = await context.newPage();
	});
	afterAll(() => page.context().close());

	it.each(pages)("axe finds nothing on %s, light and dark, wide and at 320 px", async (name, path) => {
		const complaints = watch(page);
		await page.goto(sites.address(id, path, locale));
		expect(await page.evaluate(outline)).toEqual({ ...WELL_BUILT, lang: locale });
		expect(await examineIn(page, REPEATED[name])).toEqual([]);
		expect(complaints()).toEqual([]);
	});

	if (!isDrawn(ANSWERED, site)) return;

	it("axe finds nothing on the front page once the age is answered", async () => {
		await page.goto(sites.address(id, "/", locale));
		await page.locator(".age-form button").click();
		await page.locator(".age").waitFor({ state: "detached" });
		expect(await examineIn(page)).toEqual([]);
	});
});
