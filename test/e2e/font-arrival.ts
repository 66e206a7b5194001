import type { Page } from "playwright-core";

/** Fonts of a page's own come after its text is painted. */
export async function delayFonts(page: Page): Promise<void> {
	await page.route("**/*.woff2", async (route) => {
		await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
		await route.continue();
	});
}

/** Sum of all layout shifts since the page began, with its fonts in. */
export function layoutShift(page: Page): Promise<number> {
	return page.evaluate(async () => {
		await document.fonts.ready;
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		return new Promise<number>((resolve) => {
			let sum = 0;
			const observer = new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) sum += "value" in entry ? Number(entry.value) : 0;
			});
			observer.observe({ type: "layout-shift", buffered: true });
			setTimeout(() => resolve(sum), 100);
		});
	});
}

/** Fonts that came over the network; stretched local ones stand in for them. */
export function loadedFonts(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.fonts]
			.filter(({ status, family }) => status === "loaded" && !family.includes("Fallback"))
			.map(({ family }) => family),
	);
}

/** Families of the machine that the text of a page is set in. */
export async function systemFamilies(page: Page): Promise<string[]> {
	await page.evaluate(() => document.fonts.ready.then(() => undefined));
	const protocol = await page.context().newCDPSession(page);
	await protocol.send("DOM.enable");
	await protocol.send("CSS.enable");
	const { root } = await protocol.send("DOM.getDocument");
	const { nodeIds } = await protocol.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "body *" });
	const families = new Set<string>();
	for (const nodeId of nodeIds)
		for (const font of (await protocol.send("CSS.getPlatformFontsForNode", { nodeId })).fonts)
			if (!font.isCustomFont) families.add(font.familyName);
	await protocol.detach();
	return [...families];
}
