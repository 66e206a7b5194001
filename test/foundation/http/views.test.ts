import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { generateFonts, generateGlyphs, generateTextFonts } from "#cli/generate/fonts.ts";
import { RUNNING } from "#cli/publish/running.ts";
import { type ChoiceShown, CookiesPage } from "#features/consent/views-cookies.tsx";
import { HomePage } from "#features/home/views.tsx";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { DifferencePage, RightsPage, StatementPage, VersionPage, VersionsPage } from "#features/privacy/views.tsx";
import { TermsPage, TermsVersionPage, TermsVersionsPage } from "#features/terms/views.tsx";
import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { compareTrees } from "#foundation/documents/difference.ts";
import type { Running } from "#foundation/register/running.ts";
import { cookiesOf } from "#foundation/register/views.ts";
import { versionState } from "#foundation/ui/document/views-versions.tsx";
import { ErrorPage } from "#foundation/ui/error-page.tsx";
import { ERROR_STATUSES } from "#foundation/ui/error-status.ts";
import { FONTS, fontBytes, textFont, webFont } from "#foundation/ui/fonts.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { unbrandedErrorPage } from "#foundation/ui/plain-error.ts";
import { SHEETS, type Sheet, stylesheet } from "#foundation/ui/styles/stylesheet.ts";
import type { Locale } from "#locales/locales.ts";
import { contextOf, PAGE_BRANDS, type PageBrand } from "../../support/fixtures/page-context.ts";
import { ALL } from "../../support/fixtures/running.ts";
import { htmlProblems } from "../../support/html-rules.ts";

const NOW = "2026-11-21T10:00:00.000Z";
const hash = { nl: "a".repeat(64), en: "b".repeat(64) };

function version(number: number, day: string, own: Partial<DocumentVersion> = {}): DocumentVersion {
	return { number, publishedAt: day, effectiveAt: day, kind: "generated", change: "information", hash, ...own };
}

const OLD = version(0, "2015-03-01T00:00:00.000Z", { kind: "archived", change: "archived" });
const FIRST = version(1, "2026-01-05T00:00:00.000Z", { change: "first" });
const CURRENT = version(2, "2026-07-05T00:00:00.000Z");
const NEXT = version(3, "2026-12-20T00:00:00.000Z", { change: "consent" });
const VERSIONS = [OLD, FIRST, CURRENT, NEXT];

function statementTree({ legal, locale }: PageContext, running: Running) {
	return deriveStatement(legal, locale, running);
}

const offerIn = ({ legal }: PageContext) => ({ features: legal.features, recipients: legal.recipients.length });

const NOBODY: ChoiceShown = {
	...{ recipients: [], refusesSharing: false, from: "/", notice: undefined, account: undefined },
};
const asked = { words: "Ja, dat mag.", textHash: "c".repeat(64) };
const SOMEBODY: ChoiceShown = {
	recipients: [
		{ ...asked, id: "meter", name: "Meter BV", answer: undefined, isOverruled: false },
		{ ...asked, id: "checker", name: "Checker BV", answer: { kind: "given", at: NOW }, isOverruled: true },
	],
	...{ refusesSharing: true, from: "/terms", notice: { text: "Bewaard.", isGood: true } },
	account: "https://account.example/privacy/recipients?brand=apple",
};
const cookies = (legal: PageContext["legal"]) => cookiesOf(legal, ALL.register);

const PAGES: Record<string, (context: PageContext, running: Running) => unknown> = {
	"/": (context) => HomePage({ context, ageConfirmed: false, offer: offerIn(context) }),
	"/?answered": (context) => HomePage({ context, ageConfirmed: true, offer: offerIn(context) }),
	"/privacy": (context, running) =>
		StatementPage({
			context,
			tree: statementTree(context, running),
			version: CURRENT,
			announced: { version: NEXT },
		}),
	"/privacy/versions": (context) => VersionsPage({ context, versions: VERSIONS, inForce: 2, now: NOW, compared: true }),
	"/privacy/versions/0": (context, running) =>
		VersionPage({
			context,
			tree: statementTree(context, running),
			version: OLD,
			versions: VERSIONS,
			inForce: 2,
			now: NOW,
		}),
	"/privacy/versions/1..2": (context, running) =>
		DifferencePage({
			context,
			from: FIRST,
			to: CURRENT,
			words: ["Eén zin."],
			sections: compareTrees(
				deriveStatement({ ...context.legal, responseDays: 14 }, context.locale, running),
				statementTree(context, running),
			),
			takenBack: [{ version: FIRST, by: CURRENT }],
		}),
	"/privacy/cookies": (context) => CookiesPage({ context, cookies: cookies(context.legal), choice: NOBODY }),
	"/privacy/cookies?asked": (context) => CookiesPage({ context, cookies: cookies(context.legal), choice: SOMEBODY }),
	"/privacy/rights?asking": (context) =>
		RightsPage({
			context: { ...context, asksAbout: ["Meter BV", "Checker BV"] },
			...{ running: ALL, ask: "https://account.example/privacy/ask?brand=apple" },
		}),
	"/privacy/rights": (context) =>
		RightsPage({ context, running: ALL, ask: "https://account.example/privacy/ask?brand=apple" }),
	"/terms": (context, running) =>
		TermsPage({ context, tree: statementTree(context, running), version: CURRENT, versionsListed: true }),
	"/terms/versions": (context) =>
		TermsVersionsPage({ context, versions: VERSIONS, inForce: 2, now: NOW, compared: false }),
	"/terms/versions/1": (context, running) =>
		TermsVersionPage({
			context,
			tree: statementTree(context, running),
			version: FIRST,
			versions: VERSIONS,
			inForce: 2,
			now: NOW,
		}),
	...Object.fromEntries(
		ERROR_STATUSES.map((status) => [`error ${status}`, (context: PageContext) => ErrorPage({ context, status })]),
	),
};

type Rendering = { own?: Partial<PageContext>; running?: Running };

function render(brand: PageBrand, locale: Locale, page: string, { own = {}, running = ALL }: Rendering = {}): string {
	const path = page.startsWith("/") ? page.replace(/\?.*/, "") : "/nowhere";
	return `<!DOCTYPE html>${PAGES[page]?.(contextOf(brand, locale, path, own), running)}`;
}

/** The stylesheet that a page names. */
function sheetIn(brand: PageBrand, html: string): string {
	const sheet = /<link rel="stylesheet" href="\/assets\/([a-z]+)\.css"/.exec(html)?.[1] as Sheet;
	return stylesheet(PAGE_BRANDS[brand].look, sheet, { font: "/f", textFont: "/t" });
}
const allSheets = (brand: PageBrand) =>
	SHEETS.map((sheet) => stylesheet(PAGE_BRANDS[brand].look, sheet, { font: "/f", textFont: "/t" })).join("\n");

const BRANDS = Object.keys(PAGE_BRANDS) as PageBrand[];
const EVERY = BRANDS.flatMap((brand) =>
	PAGE_BRANDS[brand].look.locales.available.flatMap((locale) =>
		Object.keys(PAGES).map((page) => ({ brand, locale, page, html: render(brand, locale, page) })),
	),
);

describe("every page of every brand in every language", () => {
	it.each(EVERY)("is valid HTML: $brand $locale $page", ({ html }) => {
		expect(htmlProblems(html)).toEqual([]);
	});

	it("sees invalid HTML", () => {
		const [page] = EVERY;
		const broken = page?.html.replace("</h1>", "</h2>").replace("<main", '<main style="color:red"') ?? "";
		expect(htmlProblems(broken).join()).toMatch(/close-order/);
		expect(htmlProblems(broken).join()).toMatch(/no-inline-style/);
	});

	it("has one h1, one main, its language and its title", () => {
		for (const { html, locale } of EVERY) {
			expect(html.match(/<h1[ >]/g)).toHaveLength(1);
			expect(html.match(/<main /g)).toHaveLength(1);
			expect(html).toContain(`<html lang="${locale}"`);
			expect(html).toMatch(/<title>[^<]{5,}<\/title>/);
			expect(html).toContain('href="#content"');
		}
	});

	it("holds nothing that the content security policy refuses", () => {
		// Files of our own are all that runs.
		const own = /<script src="\/assets\/leave-[0-9a-f]{20}\.js" defer/g;
		for (const { html } of EVERY)
			expect(html.replace(own, "")).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:|"data:/i);
	});

	it("has headings without gaps in their levels", () => {
		for (const { html, page } of EVERY) {
			const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map((match) => Number(match[1]));
			const jumps = levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1);
			expect({ page, jumps }).toEqual({ page, jumps: [] });
		}
	});

	it("leads inside the brand only to paths in its own language", () => {
		for (const { html, locale, brand, page } of EVERY) {
			const prefix = locale === PAGE_BRANDS[brand].look.locales.default ? "" : `/${locale}`;
			const links = [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map((match) => match[1] ?? "");
			const astray = links.filter((href) => (prefix === "" ? /^\/(nl|en)(\/|$)/.test(href) : !href.startsWith(prefix)));
			expect({ page, locale, astray }).toEqual({ page, locale, astray: [] });
		}
	});

	it("says nothing that is undefined, null or an object", () => {
		for (const { html } of EVERY) expect(html).not.toMatch(/undefined|\[object|>null<|NaN/);
	});

	it("uses only classes that its stylesheet knows", () => {
		for (const { html, brand, page } of EVERY) {
			const css = sheetIn(brand, html);
			const classes = new Set([...html.matchAll(/class="([^"]+)"/g)].flatMap((match) => (match[1] ?? "").split(" ")));
			const unknown = [...classes].filter((name) => !css.includes(`.${name}`) && !/^(band|version)-/.test(name));
			expect({ page, unknown }).toEqual({ page, unknown: [] });
		}
	});
});

describe("the first view", () => {
	const bytesOf = (brand: PageBrand, html: string): number => {
		const { theme } = PAGE_BRANDS[brand].look;
		const fonts = [webFont(theme.typeface), isSite(html) ? textFont(theme) : undefined];
		const bytes = fonts.map((font) => (font === undefined ? 0 : (fontBytes(font.sha256)?.length ?? Number.NaN)));
		return gzipSync(html).length + gzipSync(sheetIn(brand, html)).length + bytes.reduce((sum, one) => sum + one);
	};

	const isSite = (html: string) => html.includes("/assets/site.css");

	it("stays within 40 KiB compressed, a visitor's or member's page within 60: HTML, styles and fonts, with every sentence that is said", () => {
		for (const { locale, brand, page } of EVERY) {
			const html = render(brand, locale, page, { running: RUNNING });
			expect(bytesOf(brand, html), `${brand} ${page}`).toBeLessThan((isSite(html) ? 60 : 40) * 1024);
		}
	});

	it("stays within 44 KiB with everything that is planned, which no visitor is sent (DECISIONS 99)", () => {
		for (const { html, brand, page } of EVERY)
			expect(bytesOf(brand, html), `${brand} ${page}`).toBeLessThan((isSite(html) ? 60 : 44) * 1024);
	});

	it("names the fonts by the hash of their bytes", async () => {
		const presets = ["ink", "dusk", "ember", "harbour"] as const;
		const faces = presets.map((preset) => textFont({ preset, typeface: "serif" }));
		for (const font of [...Object.values(FONTS), ...faces]) {
			const bytes = fontBytes(font?.sha256 ?? "") ?? new Uint8Array();
			const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
			const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
			expect(hex).toBe(font?.sha256);
			expect(bytes.length).toBeLessThan((faces.includes(font) ? 28 : 20) * 1024);
		}
		expect(new Set(faces.map((font) => font?.family)).size).toBe(presets.length);
		expect(webFont("system")).toBeUndefined();
		expect(textFont({ preset: "ink", typeface: "system" })).toBeUndefined();
	});

	it("carries the fonts and initials that the generator makes today", () => {
		const file = (name: string) => readFileSync(new URL(`../../../src/foundation/ui/${name}`, import.meta.url), "utf8");
		expect(file("fonts.generated.ts")).toBe(generateFonts());
		expect(file("text-fonts.generated.ts")).toBe(generateTextFonts());
		expect(file("icons/glyphs.generated.ts")).toBe(generateGlyphs());
	});
});

describe("stylesheets", () => {
	it("use only custom properties that they define", () => {
		for (const brand of BRANDS) {
			const css = allSheets(brand);
			const defined = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]));
			const used = [...css.matchAll(/var\((--[a-z0-9-]+)\)/g)].map((match) => match[1]);
			expect(used.filter((name) => !defined.has(name))).toEqual([]);
		}
	});

	it("differ between brands and are the same for the same theme", () => {
		const sheets = BRANDS.map(allSheets);
		expect(new Set(sheets).size).toBe(BRANDS.length);
		expect(sheets).toEqual(BRANDS.map(allSheets));
	});

	it("load nothing from elsewhere", () => {
		for (const brand of BRANDS) expect(allSheets(brand)).not.toMatch(/@import|https?:|url\((?!"\/)/);
	});
});

describe("the head of a page", () => {
	it("takes canonical and language addresses from the settings", () => {
		const html = render("alfa", "en", "/privacy");
		expect(html).toContain('<link rel="canonical" href="https://alfa.example/en/privacy"/>');
		expect(html).toContain('hreflang="nl" href="https://alfa.example/privacy"');
		expect(html).toContain('hreflang="x-default" href="https://alfa.example/privacy"');
	});

	it("names no other language where the brand has one, and offers no choice", () => {
		const html = render("charlie", "en", "/privacy");
		expect(html).not.toContain("hreflang");
		expect(html).not.toContain('action="/language"');
	});

	it("keeps search engines away from previews and legal texts, and lets them in at home", () => {
		expect(render("alfa", "nl", "/")).not.toContain("noindex");
		expect(render("alfa", "nl", "/", { own: { stage: "preview" } })).toContain("noindex");
		expect(render("alfa", "nl", "/privacy")).toContain("noindex");
	});

	it("labels adult brands for parental filters, and only those", () => {
		expect(render("alfa", "nl", "/privacy")).toContain("RTA-5042-1996-1400-1577-RTA");
		expect(render("charlie", "en", "/privacy")).not.toContain("RTA-");
	});
});

describe("a brand without profiles", () => {
	it.each(BRANDS)("promises none on the home page of %s", (brand) => {
		const { default: locale } = PAGE_BRANDS[brand].look.locales;
		const home = (features: PageContext["legal"]["features"]) =>
			String(
				HomePage({ context: contextOf(brand, locale, "/"), ageConfirmed: true, offer: { features, recipients: 0 } }),
			);
		const promise = /profiel|profile|een foto|a photo|anders heten|another name/i;
		const sections = (html: string) => html.slice(html.indexOf("<main"), html.indexOf("</main>"));
		expect(sections(home(["profiles"]))).toMatch(promise);
		expect(sections(home([]))).not.toMatch(promise);
	});
});

describe("the notice of age", () => {
	it("is the first block of an adult brand's home until it is answered", () => {
		const main = /<main[^>]*>(.*)<\/main>/s;
		expect(main.exec(render("alfa", "nl", "/"))?.[1]).toMatch(/^<section class="age"/);
		expect(render("alfa", "nl", "/?answered")).not.toContain('class="age"');
	});

	it("never stands on another brand or another page", () => {
		expect(render("charlie", "en", "/")).not.toContain('class="age"');
		for (const { page, html } of EVERY) if (page !== "/") expect(html).not.toContain('action="/age"');
	});
});

describe("versions on the page", () => {
	it("tell in force, announced, replaced and archived apart by the calendar", () => {
		const html = render("alfa", "en", "/privacy/versions");
		const states = [...html.matchAll(/class="version version-([a-z_]+)"/g)].map((match) => match[1]);
		expect(states).toEqual(["announced", "in_force", "superseded", "archived"]);
	});

	it("announce on the statement what comes and when", () => {
		const html = render("alfa", "en", "/privacy");
		expect(html).toContain("Version 3 applies from 20 December 2026");
		expect(html).toContain('href="/en/privacy/versions/2..3"');
	});

	it("mark what came and went with elements and with words", () => {
		const html = render("alfa", "nl", "/privacy/versions/1..2");
		expect(html).toMatch(/<del><span class="aloud">\[vervallen: <\/span>14/);
		expect(html).toMatch(/<ins><span class="aloud">\[toegevoegd: <\/span>28/);
	});
});

describe("rights", () => {
	it("go to the address of the brand, or to the help desk first and then the officer", () => {
		expect(render("alfa", "nl", "/privacy/rights")).toContain("mailto:rechten@alfa.example");
		const partner = render("bravo", "nl", "/privacy/rights");
		expect(partner).toContain("helpdesk");
		expect(partner).toContain("mailto:fg@voorbeeld.example");
	});

	it("name the brand's own number of days and the authority", () => {
		const html = render("charlie", "en", "/privacy/rights");
		expect(html).toContain("within 21 days");
		expect(html).toContain("https://autoriteitpersoonsgegevens.nl/klacht");
	});
});

describe("errors without a brand", () => {
	it.each([421, 500, 503] as const)("are valid, in both languages, and load nothing: %i", (status) => {
		const html = unbrandedErrorPage(status);
		expect(htmlProblems(html)).toEqual([]);
		expect(html).toContain('lang="nl"');
		expect(html).toContain('lang="en"');
		expect(html).not.toMatch(/href=|src=|style/);
	});
});

describe("a version that a later one replaced before its day", () => {
	const later = { ...NEXT, number: NEXT.number + 1, effectiveAt: CURRENT.effectiveAt };
	it("was never in force, before and after the day for which it was announced", () => {
		const versions = [...VERSIONS, later];
		expect(versionState(NEXT, versions, later.number, NOW)).toBe("withdrawn");
		expect(versionState(NEXT, versions, later.number, "2099-01-01T00:00:00.000Z")).toBe("withdrawn");
		expect(versionState(NEXT, VERSIONS, CURRENT.number, NOW)).toBe("announced");
		expect(versionState(FIRST, VERSIONS, CURRENT.number, NOW)).toBe("superseded");
	});
});
