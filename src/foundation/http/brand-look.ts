import type { PublishedBrand } from "../brand/settings.ts";
import { sha256Hex } from "../brand/snapshot.ts";
import { themeTokens } from "../brand/theme/theme.ts";
import { openQuestions } from "../choice/agreed.ts";
import { COOKIES_PATH } from "../ui/choice-bar.tsx";
import { webFont } from "../ui/fonts.ts";
import { iconSvg } from "../ui/icons/icon.ts";
import type { PageContext } from "../ui/page-context.ts";
import { stylesheet } from "../ui/styles/stylesheet.ts";
import { cachedLook, keepLook, type LookFiles } from "./page-cache.ts";
import type { AppContext } from "./resolve-site.ts";

const FILE_HASH = 20;

/** The stylesheet, icon and addresses of a brand's look, made once per revision and isolate. */
export async function lookFiles({ id, revision, look }: PublishedBrand): Promise<LookFiles> {
	const known = cachedLook(id, revision);
	if (known) return known;
	const font = webFont(look.theme.typeface);
	const fontHref = font && `/assets/font-${font.sha256.slice(0, FILE_HASH)}.woff2`;
	const css = stylesheet(look.theme, fontHref);
	const icon = iconSvg(look);
	const { light, dark } = themeTokens(look.theme);
	const apple = look.icons.find(({ width }) => width === 180);
	const iconHref = await hashedPath("icon", icon, "svg");
	const files: LookFiles = {
		stylesheet: css,
		icon,
		colors: { theme: light.brand, background: light.surface },
		grounds: { light: light.ground, dark: dark.ground },
		hrefs: {
			stylesheet: await hashedPath("style", css, "css"),
			icon: iconHref,
			appleIcon: apple ? assetPath(apple) : iconHref,
			manifest: "/manifest.webmanifest",
			...(look.theme.logo ? { logo: assetPath(look.theme.logo) } : {}),
			...(fontHref ? { font: fontHref } : {}),
		},
	};
	keepLook(id, revision, files);
	return files;
}

/** The address of a logo or icon of the brand. */
export function assetPath(asset: { sha256: string; type: string }): string {
	return `/assets/${asset.sha256}.${asset.type === "image/png" ? "png" : "svg"}`;
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
