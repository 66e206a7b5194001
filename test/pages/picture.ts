import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import sharp from "sharp";
import { type CommandIo, parseOptions } from "#cli/command.ts";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { findChromium, installTestTools } from "#cli/local/chromium.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { freePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "#cli/secrets.ts";
import type { Usage } from "#cli/usage.ts";

/** Pixels of a window, and of the picture that README shows. */
const WIDE = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };
const SCREEN = { width: 480, height: 300 };
const HANDSET = { width: 139, height: 300 };
const GAP = 12;
const TILE = { width: SCREEN.width + GAP / 2 + HANDSET.width, height: SCREEN.height };

export const USAGE: Usage = {
	does: "makes the picture of the brands in README (brands.png) from their pages as they are",
	forms: ["npm run picture [-- <id>...]"],
	more: "Each brand on a screen and on a phone, light above dark. Without an id: Twero, Geilesexsite, Harbour.",
	example: "npm run picture -- twero harbour",
};

type Scheme = "light" | "dark";

/** A visitor who shares nothing (Global Privacy Control) is not asked, so no bar stands above the page. */
const REFUSES = { "Sec-GPC": "1" };

async function shot(browser: Browser, address: string, viewport: typeof WIDE, scheme: Scheme): Promise<Buffer> {
	const context = await browser.newContext({ viewport, colorScheme: scheme, locale: "fr", extraHTTPHeaders: REFUSES });
	const page = await context.newPage();
	await page.goto(address, { waitUntil: "load" });
	// On an adult brand the bar of age stands above the page until it is answered.
	const answer = page.locator(".age-form button");
	if ((await answer.count()) > 0) await Promise.all([page.waitForURL(address), answer.click()]);
	await page.waitForLoadState("load");
	await page.evaluate(() => document.fonts.ready.then(() => undefined));
	const bytes = await page.screenshot();
	await context.close();
	return bytes;
}

/** A brand in one scheme: its home page on a screen, and on a phone beside it. */
async function tile(browser: Browser, address: string, scheme: Scheme): Promise<Buffer> {
	const screen = await sharp(await shot(browser, address, WIDE, scheme))
		.resize(SCREEN)
		.toBuffer();
	const handset = await sharp(await shot(browser, address, PHONE, scheme))
		.resize(HANDSET)
		.toBuffer();
	const ground = sharp({ create: { ...TILE, channels: 3, background: "#ffffff" } });
	return ground
		.composite([
			{ input: screen, left: 0, top: 0 },
			{ input: handset, left: TILE.width - HANDSET.width, top: 0 },
		])
		.png()
		.toBuffer();
}

/** Brands beside each other, light above dark. */
async function together(rows: readonly Buffer[][]): Promise<Buffer> {
	const columns = Math.max(...rows.map((row) => row.length));
	const size = {
		width: columns * TILE.width + (columns - 1) * GAP,
		height: rows.length * TILE.height + (rows.length - 1) * GAP,
	};
	const at = (row: number, column: number) => ({ top: row * (TILE.height + GAP), left: column * (TILE.width + GAP) });
	const tiles = rows.flatMap((row, index) => row.map((input, column) => ({ input, ...at(index, column) })));
	const ground = sharp({ create: { ...size, channels: 3, background: "#ffffff" } });
	return ground.composite(tiles).png({ palette: true, dither: 0 }).toBuffer();
}

/** `npm run picture [<id>…]`: the picture of the brands in README (`brands.png`), from their pages as they are. */
export async function picture(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	const ids = rest.length > 0 ? rest : ["twero", "geilesexsite", "harbour"];
	installTestTools(io.stdout);
	const folder = mkdtempSync(join(tmpdir(), "livery-picture-"));
	const database = await startDatabase(join(folder, "sqld"), await freePort());
	try {
		await migrate(database.url, undefined, io.directory, io.now());
		await publishChangedFiles(operatorDatabase(database.url, undefined, "picture"), io, { pdfs: "later" });
		const bundle = await bundleWorker(io.directory, join(folder, "worker"));
		const bindings = { STAGE: "test", DATABASE_URL: database.url, SMTP_URL: NO_MAIL_SERVER, ...newSecrets() };
		const worker = await startWorker({ directory: io.directory, bundle, bindings, port: await freePort() });
		const options = { executablePath: findChromium() ?? "", args: ["--no-sandbox", "--disable-gpu"] };
		const browser = await chromium.launch(options);
		const rows: Buffer[][] = [];
		try {
			for (const scheme of ["light", "dark"] as const) {
				const row: Buffer[] = [];
				for (const id of ids) row.push(await tile(browser, `http://${id}.localhost:${worker.url.port}/`, scheme));
				rows.push(row);
			}
		} finally {
			await browser.close();
			await worker.stop();
		}
		writeFileSync(join(io.directory, "brands.png"), await together(rows));
		io.stdout.write(`wrote brands.png: ${ids.join(", ")}\n`);
		return 0;
	} finally {
		await database.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}
