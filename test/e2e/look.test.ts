import { gzipSync } from "node:zlib";
import { wcagContrast } from "culori";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleInTurn } from "../support/run/sample.ts";
import { BRANDS, type BrandId, publishHistory, type Sites, SLOW, startSites } from "./browser.ts";
import { delayFonts, layoutShift, loadedFonts, systemFamilies } from "./font-arrival.ts";
import { TEST_FAMILIES } from "./fonts.ts";

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
}, SLOW);
afterAll(() => sites.stop());

/** Of these cases, another one for each brand in turn, from a drawn first one; with `--all`, all of them for each. */
function casesOf<Case>(name: string, id: BrandId, cases: readonly Case[]): readonly Case[] {
	return sampleInTurn(
		name,
		BRANDS.findIndex((brand) => brand.id === id),
		cases,
	);
}

async function open(id: BrandId, path: string, options: BrowserContextOptions = {}): Promise<Page> {
	const page = await (await sites.visitor(options)).newPage();
	await page.goto(sites.address(id, path));
	return page;
}

describe("a first view", () => {
	it.each(BRANDS)("of $id moves nothing when its own font comes after the text", async ({ id }) => {
		for (const viewport of casesOf("a view that moves", id, [WIDE, PHONE])) {
			const page = await (await sites.visitor({ viewport })).newPage();
			await delayFonts(page);
			for (const path of ["/", "/privacy/rights"]) {
				await page.goto(sites.address(id, path));
				expect(await layoutShift(page), `${viewport.width} ${path}`).toBe(0);
				expect((await loadedFonts(page)).length, path).toBeGreaterThanOrEqual(1);
			}
			await page.context().close();
		}
	});

	it.each(BRANDS)(
		"of $id is set in its own font and the tests' own, whatever fonts the machine has",
		async ({ id }) => {
			const page = await open(id, "/privacy/rights");
			const families = await systemFamilies(page);
			expect(families.filter((family) => !TEST_FAMILIES.includes(family))).toEqual([]);
			expect(families.length).toBeGreaterThan(0);
			await page.context().close();
		},
	);

	it.each(BRANDS)("of $id weighs at most 40 KiB, the home page 60, and waits for one stylesheet", async ({ id }) => {
		for (const path of casesOf("a view that is weighed", id, ["/", "/privacy", "/terms"])) {
			const page = await (await sites.visitor()).newPage();
			const weights: Record<string, number> = {};
			const bodies: Promise<void>[] = [];
			page.on("response", (response) => {
				const kind = response.request().resourceType();
				if (response.headers()["content-type"]?.startsWith("image/")) return;
				const weigh = async () => {
					const body = await response.body();
					// A font is compressed already; the rest goes over the wire compressed by the platform.
					weights[kind] = (weights[kind] ?? 0) + (kind === "font" ? body : gzipSync(body)).length;
				};
				bodies.push(weigh());
			});
			await page.goto(sites.address(id, path));
			await page.evaluate(() => document.fonts.ready.then(() => undefined));
			await Promise.all(bodies);
			// The bar of age brings the script that leaves.
			const leaves = path === "/" && BRANDS.some((brand) => brand.id === id && brand.adult);
			const kinds = ["document", "font", ...(leaves ? ["script"] : []), "stylesheet"];
			expect(Object.keys(weights).sort(), path).toEqual(kinds);
			expect(
				Object.values(weights).reduce((sum, weight) => sum + weight, 0),
				path,
			).toBeLessThanOrEqual((path === "/" ? 60 : 40) * 1024);
			const blocking = await page.evaluate(() =>
				performance
					.getEntriesByType("resource")
					.filter((entry) => "renderBlockingStatus" in entry && entry.renderBlockingStatus === "blocking")
					.map(({ name }) => new URL(name).pathname),
			);
			expect(blocking, path).toEqual([expect.stringMatching(/^\/assets\/(document|site)-.*\.css$/)]);
			await page.context().close();
		}
	});
});

describe("side by side", () => {
	it("brands differ in typeface, colours, corners and picture, by day and by night", async () => {
		for (const colorScheme of ["light", "dark"] as const) {
			const looks: Record<string, string[]> = {};
			for (const { id } of BRANDS) {
				const page = await open(id, "/", { colorScheme });
				const look = await page.evaluate(() => {
					const style = (selector: string) => {
						const element = document.querySelector(selector);
						if (element === null) throw new Error(`no ${selector}`);
						return getComputedStyle(element);
					};
					return {
						typeface: style("h1").fontFamily,
						ground: style("body").backgroundColor,
						hero:
							style(".button-hero").backgroundColor +
							style(".hero-inner").backgroundColor +
							style(".hero").backgroundColor,
						link: style(".actions a").color,
						corners: style(".button-hero").borderRadius,
						picture: document.querySelector(".hero-picture img")?.getAttribute("src") ?? "",
					};
				});
				for (const [part, value] of Object.entries(look)) looks[part] = [...(looks[part] ?? []), value];
				await page.context().close();
			}
			for (const [part, values] of Object.entries(looks))
				expect(new Set(values).size, `${colorScheme} ${part}: ${values.join(" | ").slice(0, 300)}`).toBe(BRANDS.length);
		}
	});
});

describe("keyboard focus", () => {
	/** The outline of what has the focus and the colour it lies on; undefined once Tab has left the page. */
	const focusRing = () => {
		const element = document.activeElement;
		if (element === null || element === document.body || element === document.documentElement) return undefined;
		const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
		let behind = Number.parseFloat(outlineOffset) < 0 ? element : element.parentElement;
		while (behind && /, 0\)$|^transparent$|\/ 0\)$/.test(getComputedStyle(behind).backgroundColor))
			behind = behind.parentElement;
		const { top, bottom } = element.getBoundingClientRect();
		return {
			name: `${element.tagName} ${element.textContent?.trim().slice(0, 30)}`,
			drawn: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
			color: outlineColor,
			ground: behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)",
			inView: bottom > 0 && top < innerHeight,
		};
	};

	const TABBED = [
		["light", "/"],
		["dark", "/"],
		["light", "/privacy/rights"],
	] as const;

	it.each(BRANDS)("is drawn in a colour that can be seen, wherever Tab goes on $id", async ({ id }) => {
		for (const [colorScheme, path] of casesOf("keyboard focus", id, TABBED)) {
			const page = await open(id, path, { colorScheme, reducedMotion: "reduce" });
			let stops = 0;
			for (; stops < 60; stops += 1) {
				await page.keyboard.press("Tab");
				const ring = await page.evaluate(focusRing);
				if (ring === undefined) break;
				const { name, drawn, inView, color, ground } = ring;
				const where = `${colorScheme} ${path} ${name}: ${color} on ${ground}`;
				expect({ drawn, inView }, where).toEqual({ drawn: true, inView: true });
				// WCAG 2.2, 1.4.11.
				expect(wcagContrast(color, ground), where).toBeGreaterThanOrEqual(3);
			}
			expect(stops, path).toBeGreaterThan(15);
			expect(stops, path).toBeLessThan(60);
			await page.context().close();
		}
	});
});

describe("colours of the reader's own", () => {
	// What is announced stands in a notice.
	beforeAll(() => publishHistory(sites), SLOW);

	it.each(BRANDS)("leave buttons their borders and the notices theirs on $id", async ({ id }) => {
		const page = await open(id, "/", { forcedColors: "active" });
		const bordered = async (selector: string) =>
			page.locator(selector).evaluateAll((elements) =>
				elements
					.filter((element) => {
						const { borderTopStyle, borderTopWidth } = getComputedStyle(element);
						return borderTopStyle === "none" || Number.parseFloat(borderTopWidth) < 1;
					})
					.map(({ textContent }) => textContent),
			);
		expect(await page.locator(".button").count()).toBeGreaterThan(0);
		expect(await bordered(".button, .language button")).toEqual([]);
		await page.goto(sites.address(id, "/privacy"));
		expect(await page.locator(".notice").count()).toBeGreaterThan(0);
		expect(await bordered(".notice")).toEqual([]);
		await page.goto(sites.address(id, "/privacy/versions"));
		// Which version is in force is said in words, not by the colour of a card alone.
		expect(await page.locator(".version-in_force .version-state").textContent()).toMatch(/Geldt nu|In force/);
		await page.context().close();
	});
});

describe("text at twice its size", () => {
	it.each(BRANDS)("is whole and needs no sideways scrolling on $id", async ({ id }) => {
		// The reader's own font size, not the zoom of the window (WCAG 1.4.4); Dutch has the longer words.
		const page = await (await sites.visitor({ viewport: { width: 640, height: 800 } })).newPage();
		for (const path of casesOf("text at twice its size", id, ["/", "/privacy", "/privacy/rights"])) {
			await page.goto(sites.address(id, path, "nl"));
			const beyond = await page.evaluate(() => {
				document.documentElement.style.fontSize = "200%";
				const width = document.documentElement.clientWidth;
				return [...document.querySelectorAll("main *, header *, footer *")]
					.filter((element) => element.closest(".aloud, .skip, .contents-folded, thead") === null)
					.filter((element) => element.getBoundingClientRect().right > width + 1)
					.map(({ tagName, className }) => `${tagName}.${className}`);
			});
			expect(beyond, path).toEqual([]);
		}
		await page.context().close();
	});
});
