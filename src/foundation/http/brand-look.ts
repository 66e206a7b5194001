import { sceneOf } from "../brand/home-defaults.ts";
import type { Look, PublishedBrand } from "../brand/settings.ts";
import { sha256Hex } from "../brand/snapshot.ts";
import { type Scheme, themeTokens } from "../brand/theme/theme.ts";
import { openQuestions } from "../choice/agreed.ts";
import { COOKIES_PATH } from "../ui/choice-bar.tsx";
import { fontBytes, textFont, type WebFont, webFont } from "../ui/fonts.ts";
import { iconSvg } from "../ui/icons/icon.ts";
import type { PageContext } from "../ui/page-context.ts";
import { sceneSvg } from "../ui/scenes/scene.tsx";
import { type FontHrefs, SHEETS, type Sheet, stylesheet } from "../ui/styles/stylesheet.ts";
import { assetPath } from "./asset-path.ts";
import { cachedLook, keepLook, type LookFiles } from "./page-cache.ts";
import type { AppContext } from "./resolve-site.ts";

const FILE_HASH = 20;

/** The icon and addresses of a brand's look, made once per revision and isolate. */
export async function lookFiles({ id, revision, look }: PublishedBrand): Promise<LookFiles> {
	const known = cachedLook(id, revision);
	if (known) return known;
	const fonts = fontPaths(look.theme);
	const sheetPath = (sheet: Sheet) => hashedPath(sheet, stylesheet(look, sheet, fonts), "css");
	const scenePath = (scheme: Scheme) => hashedPath("scene", drawingOf(look, id, scheme), "svg");
	const icon = iconSvg(look);
	const { light, dark } = themeTokens(look.theme);
	const apple = look.icons.find(({ width }) => width === 180);
	const iconHref = await hashedPath("icon", icon, "svg");
	const files: LookFiles = {
		icon,
		colors: { theme: light.brand, background: light.surface },
		grounds: { light: light.ground, dark: dark.ground },
		hrefs: {
			stylesheets: {
				document: await sheetPath("document"),
				site: await sheetPath("site"),
				console: await sheetPath("console"),
			},
			icon: iconHref,
			appleIcon: apple ? assetPath(apple) : iconHref,
			...(look.home?.photo ? {} : { scene: { light: await scenePath("light"), dark: await scenePath("dark") } }),
			manifest: "/manifest.webmanifest",
			...(look.theme.logo ? { logo: assetPath(look.theme.logo) } : {}),
			...(fonts.font ? { font: fonts.font } : {}),
			...(fonts.textFont ? { textFont: fonts.textFont } : {}),
		},
	};
	keepLook(id, revision, files);
	return files;
}

/** A stylesheet by its address: made at each call, as 500 brands' sheets would fill an isolate. */
export function stylesheetAt({ look }: PublishedBrand, { hrefs }: LookFiles, path: string): string | undefined {
	const sheet = SHEETS.find((one) => hrefs.stylesheets[one] === path);
	return sheet && stylesheet(look, sheet, fontPaths(look.theme));
}

/** The drawing of the hero by its address, made at each call. */
export function sceneAt({ id, look }: PublishedBrand, { hrefs }: LookFiles, path: string): string | undefined {
	const scheme = (["light", "dark"] as const).find((one) => hrefs.scene?.[one] === path);
	return scheme && drawingOf(look, id, scheme);
}

/** What stands in the hero of a brand without a photo, published or not. */
export const drawingOf = (look: Look, id: string, scheme: Scheme): string =>
	sceneSvg(sceneOf(look, id), look.theme, scheme);

/** Which stylesheet an address names, of whatever revision. */
export const sheetOf = (file: string): Sheet | undefined =>
	SHEETS.find((sheet) => file.startsWith(`${sheet}-`) && /^[a-z]+-[0-9a-f]{20}[.]css$/.test(file));

/** The addresses of the files of a look's typefaces; absent where it loads none. */
function fontPaths(theme: Look["theme"]): FontHrefs {
	const pathOf = (font: WebFont | undefined) => font && `/assets/font-${font.sha256.slice(0, FILE_HASH)}.woff2`;
	return { font: pathOf(webFont(theme.typeface)), textFont: pathOf(textFont(theme)) };
}

/** A font's file by its name under /assets. */
export function fontAt(file: string): Uint8Array<ArrayBuffer> | undefined {
	const hash = /^font-([0-9a-f]{20})[.]woff2$/.exec(file)?.[1];
	return hash === undefined ? undefined : fontBytes(hash);
}

async function hashedPath(kind: string, content: string, extension: string): Promise<string> {
	const hash = await sha256Hex(new TextEncoder().encode(content));
	return `/assets/${kind}-${hash.slice(0, FILE_HASH)}.${extension}`;
}

/**
 * What the page shell needs to know of brand and request. `isMember`: the page's own trip has found a live session;
 * else a brand's page goes by the session's token.
 */
export async function pageContext(c: AppContext, isMember = false): Promise<PageContext> {
	const { site, edition, locale, path, settings } = c.var;
	const { hrefs, grounds } = await lookFiles(edition.brand);
	const signedIn = isMember || (site === "brand" && (await c.var.sessionScope()) !== undefined);
	const asksAbout = path === COOKIES_PATH ? [] : await openQuestions(c.var);
	return {
		...(signedIn ? { signedIn } : {}),
		...(asksAbout.length > 0 ? { asksAbout } : {}),
		brandId: edition.brand.id,
		look: edition.brand.look,
		legal: edition.legal,
		locale,
		path,
		stage: settings.stage,
		hrefs,
		grounds,
		version: `${edition.brand.revision}`,
	};
}

/**
 * The same of a look that nobody published: none of it is kept, and its stylesheet stands at `sheet`. Icons are those of
 * the host.
 */
export function unpublishedFiles(
	look: Look,
	{ sheet, scene }: { sheet: string; scene: Record<Scheme, string> },
): Pick<PageContext, "hrefs" | "grounds"> {
	const { font, textFont: text } = fontPaths(look.theme);
	const { light, dark } = themeTokens(look.theme);
	return {
		grounds: { light: light.ground, dark: dark.ground },
		hrefs: {
			stylesheets: { document: sheet, site: sheet, console: sheet },
			...{ icon: "/favicon.ico", appleIcon: "/apple-touch-icon.png", scene },
			...(font ? { font } : {}),
			...(text ? { textFont: text } : {}),
		},
	};
}

export const unpublishedSheet = (look: Look): string => stylesheet(look, "site", fontPaths(look.theme));
