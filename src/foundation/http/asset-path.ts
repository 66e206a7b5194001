import type { PhotoFile } from "../brand/home.ts";
import type { Asset } from "../brand/settings.ts";

const ENDINGS: Record<(Asset | PhotoFile)["type"], string> = {
	"image/svg+xml": "svg",
	"image/png": "png",
	"image/avif": "avif",
	"image/webp": "webp",
};

/** The address of a logo, an icon or a photo of the brand. */
export function assetPath({ sha256, type }: Pick<Asset | PhotoFile, "sha256" | "type">): string {
	return `/assets/${sha256}.${ENDINGS[type]}`;
}
