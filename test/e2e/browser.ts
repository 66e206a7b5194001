import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type ConsoleMessage,
	chromium,
	type Page,
	type Request,
	type Response,
} from "playwright-core";
import { expect } from "vitest";
import { brand as brandCommand } from "#cli/commands/brand/brand.ts";
import { findChromium } from "#cli/local/chromium.ts";
import { quietIo, startWorld, type World, type WorldOptions } from "../support/world.ts";
import { type FontSet, TEST_FONTS, writeFontConfig } from "./fonts.ts";

export type BrandId = "twero" | "geilesexsite" | "harbour";
export type Locale = "nl" | "en";

type Brand = { id: BrandId; standard: Locale; adult: boolean };

export const BRANDS: readonly Brand[] = [
	{ id: "twero", standard: "nl", adult: true },
	{ id: "geilesexsite", standard: "nl", adult: true },
	{ id: "harbour", standard: "en", adult: false },
];
export const LOCALES: readonly Locale[] = ["nl", "en"];

/** Every brand in every language. */
export const SITES = BRANDS.flatMap((brand) => LOCALES.map((locale) => ({ ...brand, locale })));

/** Every kind of page of a brand that has two statements. */
export const PAGES: Record<string, string> = {
	home: "/",
	statement: "/privacy",
	versions: "/privacy/versions",
	"an announced version": "/privacy/versions/2",
	difference: "/privacy/versions/1..2",
	cookies: "/privacy/cookies",
	rights: "/privacy/rights",
	"what tests prove": "/privacy/proof",
	terms: "/terms",
	"versions of the terms": "/terms/versions",
	"a page that is not there": "/no-such-page",
};

export function pathIn(brand: BrandId, locale: Locale, path: string): string {
	const standard = BRANDS.find(({ id }) => id === brand)?.standard;
	if (locale === standard) return path;
	return path === "/" ? `/${locale}` : `/${locale}${path}`;
}

/** For what starts and publishes, on a machine that is busy with other tests. */
export const SLOW = 180_000;

export type Sites = {
	world: World;
	browser: Browser;
	/** Chromium resolves every name below localhost itself, and trusts it as it trusts https. */
	address(brand: BrandId, path: string, locale?: Locale): string;
	/** A visitor with nothing remembered, whose browser asks for no language that a brand speaks. */
	visitor(options?: BrowserContextOptions): Promise<BrowserContext>;
	stop(): Promise<void>;
};

/** A browser on a machine that has these fonts and no others. */
export async function startBrowser(fonts: FontSet): Promise<Browser> {
	const found = findChromium();
	if (found === undefined) throw new Error("the browser tests need Chromium: install it, or set CHROMIUM to its path");
	const folder = mkdtempSync(join(tmpdir(), "livery-fonts-"));
	const browser = await chromium.launch({
		executablePath: join(import.meta.dirname, "chromium.sh"),
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
		env: { ...process.env, CHROMIUM: found, FONTCONFIG_FILE: writeFontConfig(folder, fonts) },
	});
	browser.on("disconnected", () => rmSync(folder, { recursive: true, force: true }));
	return browser;
}

/** The published brands on workerd and a browser before them. */
export async function startSites(options: WorldOptions = {}): Promise<Sites> {
	const [world, browser] = await Promise.all([startWorld(options), startBrowser(TEST_FONTS)]);
	return {
		world,
		browser,
		address(brand, path, locale) {
			const local = locale === undefined ? path : pathIn(brand, locale, path);
			return `http://${brand}.localhost:${world.worker.url.port}${local}`;
		},
		visitor: (options = {}) =>
			browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "fr-FR", ...options }),
		async stop() {
			await browser.close();
			await world.stop();
		},
	};
}

/** By keyboard. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
	await page.getByRole("button", { name }).first().press("Enter");
}

/** What to expect of the title of a page, once the whole of that page is there. */
export const heading = (page: Page) =>
	expect.poll(async () => {
		const text = await page.getByRole("heading", { level: 1 }).textContent();
		await page.waitForLoadState();
		return text;
	});

/**
 * Collects whatever goes wrong on a page that nobody clicked wrong: messages on the console, a broken policy, something
 * thrown, a file that does not come. The answer ends the watch.
 */
export function watch(page: Page): () => string[] {
	const complaints: string[] = [];
	const onConsole = (message: ConsoleMessage) => {
		// A page that is not there is answered with 404 on purpose, and Chromium says so.
		const expected = /status of 404/.test(message.text()) && message.location().url === page.url();
		if (["error", "warning"].includes(message.type()) && !expected) complaints.push(`console: ${message.text()}`);
	};
	const onThrown = (error: Error) => complaints.push(`thrown: ${error.message}`);
	const onFailed = (request: Request) => {
		const why = request.failure()?.errorText ?? "";
		// The next page was asked for before this one's icon came.
		if (why !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} ${why}`);
	};
	const onResponse = (response: Response) => {
		if (response.status() >= 400 && response.request().resourceType() !== "document")
			complaints.push(`${response.status()}: ${response.url()}`);
	};
	page.on("console", onConsole).on("pageerror", onThrown).on("requestfailed", onFailed).on("response", onResponse);
	return () => {
		page
			.off("console", onConsole)
			.off("pageerror", onThrown)
			.off("requestfailed", onFailed)
			.off("response", onResponse);
		return complaints;
	};
}

const OLDER_TEXT = [
	"Privacy bij de voorganger",
	"1. Wat er bewaard werd",
	"De voorganger bewaarde een naam en een adres, en hield zich aan de Wbp.",
	"2. Wijzigingen",
	"Een wijziging gold zodra die hier stond.",
].join("\n\n");

/**
 * Gives brands a second statement, announced and not yet in force, and Twero an archived one before the first; then
 * waits until the Worker knows them.
 */
export async function publishHistory({ world }: Sites, brands = BRANDS.map(({ id }) => id)): Promise<void> {
	const project = mkdtempSync(join(tmpdir(), "livery-history-"));
	try {
		cpSync("tenants", join(project, "tenants"), { recursive: true });
		symlinkSync(join(process.cwd(), "migrations"), join(project, "migrations"));
		for (const operator of ["jupiter-media", "lage-kade"]) {
			const file = join(project, "tenants/operators", `${operator}.toml`);
			writeFileSync(file, readFileSync(file, "utf8").replace(/responseDays = \d+/, "responseDays = 7"));
		}
		const older = join(project, "older.txt");
		writeFileSync(older, OLDER_TEXT);
		process.env.DATABASE_URL = world.server.url;
		for (const id of brands) await brandCommand(["apply", id], quietIo(project));
		await brandCommand(["import-statement", "twero", older, "--effective", "2014-03-01", "--yes"], quietIo(project));
	} finally {
		delete process.env.DATABASE_URL;
		rmSync(project, { recursive: true, force: true });
	}
	// An isolate that has seen no registry yet reads the newest one.
	await world.restartWorker();
}
