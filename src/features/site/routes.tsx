import { Hono } from "hono";
import { keySources } from "#foundation/acts/key-sources.ts";
import type { PhotoFile } from "#foundation/brand/home.ts";
import { brandAsset } from "#foundation/brand/queries.ts";
import { registryHealth } from "#foundation/brand/registry.ts";
import type { Asset } from "#foundation/brand/settings.ts";
import { keyProblem } from "#foundation/crypto/keys.ts";
import { AppError } from "#foundation/errors.ts";
import { assetPath } from "#foundation/http/asset-path.ts";
import { fontAt, lookFiles, sceneAt, sheetOf, stylesheetAt } from "#foundation/http/brand-look.ts";
import { FOR_A_DAY, IMMUTABLE, INERT_IMAGE, REVALIDATE } from "#foundation/http/headers.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { type Answer, JSON_TYPE, respondCached, TEXT } from "#foundation/http/respond-cached.ts";
import { validateParams } from "#foundation/http/validate.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { absoluteUrl } from "#foundation/i18n/path.ts";
import { workHealth } from "#foundation/jobs/health.ts";
import { mailtoHref } from "#foundation/names/mail-address.ts";
import { outages } from "#foundation/outages.ts";
import { recipientsHealth } from "#foundation/recipients/outbound/health.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { scriptAt } from "#foundation/ui/scripts/scripts.ts";
import { OBEYS_GPC } from "./gpc.ts";
import { fileParam } from "./schema.ts";

/** Milliseconds of the trip that asks when jobs ended. */
const JOBS_LIMIT_MS = 1_000;

/** What every host has: the files of its pages, and its health. */
export const assetRoutes = new Hono<App>()
	.get("/assets/:file", validateParams(fileParam), async (c) => {
		const { file } = c.req.valid("param");
		// A page from just before a change of look names the old sheet: the new one serves it, under no name of its own.
		const { hrefs } = await lookFiles(c.var.edition.brand);
		const sheet = sheetOf(file.replace(/^style-/, "site-"));
		const current = sheet ? hrefs.stylesheets[sheet] : outdatedScene(file, hrefs);
		if (current !== undefined && current !== `/assets/${file}`) return c.redirect(current, 307);
		return respondCached(c, () => asset(c, file));
	})
	// Browsers ask for these by themselves, a viewer of a PDF among them.
	.get("/favicon.ico", (c) => toIcon(c, "icon"))
	.get("/apple-touch-icon.png", (c) => toIcon(c, "appleIcon"))
	.get("/apple-touch-icon-precomposed.png", (c) => toIcon(c, "appleIcon"))
	.get("/healthz", async (c) => {
		const { settings, sources, edition } = c.var;
		const registry = registryHealth(sources.now());
		const database = sources.openDatabase(JOBS_LIMIT_MS, false).as({ kind: "system", reason: "jobs" });
		const [keys, { jobs, drill }] = await Promise.all([
			keyProblem(keySources(settings, sources.now, sources)),
			workHealth(database, c.var.jobs, sources.now()),
		]);
		const problems = [...(keys === undefined ? [] : [`keys: ${keys}`]), ...outages(sources.now())];
		const status = registry && registry.problems.length + problems.length === 0 ? "ok" : "degraded";
		// One that does not answer harms no page, so it is no problem of the service.
		const recipients = recipientsHealth(c.var, sources.now());
		return c.json({ status, brand: edition.brand.id, registry: registry ?? null, problems, jobs, drill, recipients });
	});

/** The drawing of today, for a page that names another. */
function outdatedScene(file: string, { scene }: PageContext["hrefs"]): string | undefined {
	const isCurrent = Object.values(scene ?? {}).includes(`/assets/${file}`);
	return /^scene-[0-9a-f]{20}[.]svg$/.test(file) && !isCurrent ? scene?.light : undefined;
}

/** What machines ask a brand for: its files, its icons, its well-known addresses, its health. */
export const brandRoutes = new Hono<App>()
	.get("/robots.txt", (c) => respondCached(c, () => ({ body: robots(c), type: TEXT, cache: REVALIDATE })))
	.get("/sitemap.xml", (c) =>
		respondCached(c, () => ({ body: sitemap(c), type: "application/xml; charset=utf-8", cache: REVALIDATE })),
	)
	.get("/manifest.webmanifest", (c) => respondCached(c, () => manifest(c)))
	.get("/.well-known/gpc.json", (c) =>
		// W3C Global Privacy Control: lastUpdate is the day from which the statement in force counts.
		respondCached(c, () => json({ gpc: OBEYS_GPC, lastUpdate: calendarDay(c.var.edition.statement.effectiveAt) })),
	)
	.get("/.well-known/security.txt", (c) => {
		// The expiry must move (RFC 9116 2.5.5), so the month is part of what the bytes depend on.
		const expires = monthsAhead(c.var.now, 6);
		return respondCached(c, () => ({ body: securityTxt(c, expires), type: TEXT, cache: REVALIDATE }), {
			variant: expires,
		});
	});

/** Kept a day: the icon itself stands under the hash of its bytes, and may change with the look. */
async function toIcon(c: AppContext, icon: "icon" | "appleIcon"): Promise<Response> {
	const { hrefs } = await lookFiles(c.var.edition.brand);
	c.header("Cache-Control", FOR_A_DAY);
	return c.redirect(hrefs[icon], 308);
}

async function asset(c: AppContext, file: string): Promise<Answer> {
	const { brand } = c.var.edition;
	const files = await lookFiles(brand);
	const { hrefs, icon } = files;
	const path = `/assets/${file}`;
	const stylesheet = stylesheetAt(brand, files, path);
	if (stylesheet !== undefined) return { body: stylesheet, type: "text/css; charset=utf-8", cache: IMMUTABLE };
	const scene = sceneAt(brand, files, path);
	if (scene !== undefined) return image(scene, "image/svg+xml");
	if (path === hrefs.icon) return image(icon, "image/svg+xml");
	const script = scriptAt(path);
	if (script !== undefined) return { body: script, type: "text/javascript; charset=utf-8", cache: IMMUTABLE };
	const font = fontAt(file);
	if (font !== undefined) return { body: font, type: "font/woff2", cache: IMMUTABLE };
	const known = assetsOf(c).find((one) => assetPath(one) === path);
	if (known === undefined) throw new AppError("not_found", "no such asset");
	const [[row]] = await c.var.published().read(brandAsset(brand.id, known.sha256));
	if (!row) throw new AppError("internal", "a listed asset is not stored");
	return image(row.bytes, known.type);
}

/** Opened by itself, a brand's image runs and loads nothing (threat T15). */
function image(body: string | Uint8Array, type: string): Answer {
	return { body, type, cache: IMMUTABLE, headers: { "Content-Security-Policy": INERT_IMAGE } };
}

function assetsOf(c: AppContext): (Asset | PhotoFile)[] {
	const { icons, theme, home } = c.var.edition.brand.look;
	return [...icons, ...(theme.logo ? [theme.logo] : []), ...(home?.photo?.files ?? [])];
}

/** Legal texts stay out of search engines: they repeat over brands. Only production is for crawlers at all. */
function robots(c: AppContext): string {
	const { look } = c.var.edition.brand;
	if (c.var.settings.stage !== "production" || look.state !== "live") return "User-agent: *\nDisallow: /\n";
	return `User-agent: *\nAllow: /\nSitemap: ${absoluteUrl({ look, locale: look.locales.default }, "/sitemap.xml")}\n`;
}

function sitemap(c: AppContext): string {
	const { look } = c.var.edition.brand;
	const brandLocale = { look, locale: look.locales.default };
	const alternates = look.locales.available.map(
		(locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${absoluteUrl(brandLocale, "/", locale)}"/>`,
	);
	const urls = look.locales.available.map(
		(locale) => `<url><loc>${absoluteUrl(brandLocale, "/", locale)}</loc>${alternates.join("")}</url>`,
	);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
		...urls,
		"</urlset>",
		"",
	].join("\n");
}

async function manifest(c: AppContext): Promise<Answer> {
	const { brand } = c.var.edition;
	const { look } = brand;
	const { hrefs, colors } = await lookFiles(brand);
	const icons = look.icons
		.filter(({ width }) => width >= 192)
		.map((icon) => ({
			src: assetPath(icon),
			sizes: `${icon.width}x${icon.height}`,
			type: icon.type,
			purpose: icon.width === 512 ? "maskable" : "any",
		}));
	const body = {
		id: "/",
		name: look.name,
		short_name: look.name.slice(0, 12),
		description: look.copy[c.var.locale]?.tagline ?? look.name,
		lang: c.var.locale,
		dir: "ltr",
		start_url: "/",
		scope: "/",
		display: "minimal-ui",
		theme_color: colors.theme,
		background_color: colors.background,
		icons: [{ src: hrefs.icon, sizes: "any", type: "image/svg+xml", purpose: "any" }, ...icons],
	};
	return { ...json(body), type: "application/manifest+json; charset=utf-8" };
}

/** RFC 9116. */
function securityTxt(c: AppContext, expires: string): string {
	const { look } = c.var.edition.brand;
	const { contacts } = c.var.edition.legal;
	const brandLocale = { look, locale: look.locales.default };
	return [
		`Contact: ${mailtoHref(contacts.security)}`,
		`Expires: ${expires}`,
		`Preferred-Languages: ${look.locales.available.join(", ")}`,
		`Canonical: ${absoluteUrl(brandLocale, "/.well-known/security.txt")}`,
		"",
	].join("\n");
}

function monthsAhead(now: number, months: number): string {
	const at = new Date(now);
	return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)).toISOString();
}

function json(body: unknown): Answer {
	return { body: `${JSON.stringify(body, null, "\t")}\n`, type: JSON_TYPE, cache: REVALIDATE };
}
