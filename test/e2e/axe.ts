import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, ElementContext, RunOptions } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { sample } from "../support/run/sample.ts";

declare global {
	interface Window {
		axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
	}
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Makes axe known to every page of a context, past the page's own policy, which stays on. */
export async function addAxe(context: BrowserContext): Promise<void> {
	await context.addInitScript(axe);
}

export type View = {
	viewport: { width: number; height: number };
	colorScheme: "light" | "dark";
	/** Selectors that are passed over. */
	exclude?: string[];
	/** The rules that are asked; all where absent. */
	only?: string[];
};

/** Rules that look at colours: all that another colour scheme can change. */
export const COLOR_RULES = ["color-contrast", "link-in-text-block"];

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** Rules that look at colours or sizes: all that another window can change, but for what only one window shows. */
const VIEW_RULES = [...COLOR_RULES, "target-size"];

/** The window in which every rule is asked; with `--all`, both. */
const WHOLE = sample("the window in which axe asks every rule", [PHONE, DESK]);

/** A phone and a desk, by day and by night. By night the document is the same: its colours are examined. */
export const EVERY_VIEW: readonly View[] = [PHONE, DESK].flatMap((viewport) => [
	{ viewport, colorScheme: "light", ...(WHOLE.includes(viewport) ? {} : { only: VIEW_RULES }) },
	{ viewport, colorScheme: "dark", only: COLOR_RULES },
]);

/**
 * What axe finds on the page as it stands, and whether the page is wider than its window. What axe leaves for a human
 * to look at is a finding too. Target size, a rule of WCAG 2.2, is off unless asked for.
 */
export async function examine(page: Page, views: readonly View[] = EVERY_VIEW): Promise<string[]> {
	const found: string[] = [];
	for (const { viewport, colorScheme, exclude = [], only } of views) {
		await page.setViewportSize(viewport);
		await page.emulateMedia({ colorScheme });
		const { violations, incomplete } = await page.evaluate(
			(asked) =>
				window.axe.run(
					{ include: [["html"]], exclude: asked.exclude.map((selector) => [selector]) },
					{
						resultTypes: ["violations", "incomplete"],
						...(asked.only ? { runOnly: asked.only } : { rules: { "target-size": { enabled: true } } }),
					},
				),
			{ exclude, only },
		);
		const where = `${viewport.width} ${colorScheme}`;
		for (const { id, nodes } of [...violations, ...incomplete])
			found.push(...nodes.map(({ target }) => `${where}: ${id}: ${target.join(" ")}`));
		const overflow = await page.evaluate(
			() => (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth,
		);
		if (overflow > 0) found.push(`${where}: ${overflow} px wider than the window`);
	}
	return found;
}
