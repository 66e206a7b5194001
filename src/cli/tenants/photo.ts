import { createHash } from "node:crypto";
import sharp from "sharp";
import type { HeroPhoto, PhotoFile } from "#foundation/brand/home.ts";
import { UnfitImage } from "./svg-values.ts";

export const MAX_PHOTO_BYTES = 12 * 1024 * 1024;
const MIN_WIDTH = 1_200;
/** Beyond that a file unpacks to more than it is worth. */
const MAX_PIXELS = 60_000_000;
/** What a visitor loads for it, at most. */
const MAX_RENDITION_BYTES = 120_000;
const WIDTHS = [720, 1_440] as const;
const QUALITIES = [62, 52, 44, 36, 28, 20] as const;
const FORMATS = ["jpeg", "png", "webp", "heif"];

export type Rendition = PhotoFile & { bytes: Uint8Array };

/** Of a photo whose bytes are these. */
export const photoSource = (bytes: Uint8Array): HeroPhoto["source"] => createHash("sha256").update(bytes).digest("hex");

/** Looks at what a file says of itself, without unpacking it. @throws UnfitImage */
export async function checkPhoto(bytes: Uint8Array): Promise<void> {
	if (bytes.length > MAX_PHOTO_BYTES)
		throw new UnfitImage(
			`The photo has ${Math.ceil(bytes.length / 1024 / 1024)} MiB.`,
			`At most ${MAX_PHOTO_BYTES / 1024 / 1024} MiB.`,
		);
	const {
		format,
		width,
		height,
		pages = 1,
		orientation = 1,
	} = await opened(bytes)
		.metadata()
		.catch(() => {
			throw new UnfitImage("The file is no photo that can be read.", "Save it as JPEG, PNG, WebP or AVIF.");
		});
	if (!FORMATS.includes(format)) throw new UnfitImage(`The file is ${format}.`, "Save it as JPEG, PNG, WebP or AVIF.");
	if (pages > 1) throw new UnfitImage("The photo moves.", "Save one picture of it.");
	if (width * height > MAX_PIXELS)
		throw new UnfitImage(`The photo is ${width} by ${height} pixels.`, "At most 60 million pixels.");
	// A photo on its side says so in its metadata (Exif 3.0, orientation 5 to 8).
	if ((orientation >= 5 ? height : width) < MIN_WIDTH)
		throw new UnfitImage(`The photo is ${width} by ${height} pixels.`, `At least ${MIN_WIDTH} pixels wide.`);
}

/**
 * The photo as visitors load it: AVIF and WebP in two widths, each of at most 120 kB, turned upright, with its pixels
 * alone: no place, camera or date (threat T14). The same bytes give the same renditions.
 * @throws UnfitImage
 */
export async function renderPhoto(bytes: Uint8Array): Promise<Rendition[]> {
	await checkPhoto(bytes);
	try {
		const upright = await opened(bytes).rotate().png().toBuffer({ resolveWithObject: true });
		const widths = [...new Set(WIDTHS.map((width) => Math.min(width, upright.info.width)))];
		const renditions: Rendition[] = [];
		for (const format of ["avif", "webp"] as const)
			for (const width of widths) renditions.push(await rendition(upright.data, width, format));
		return renditions;
	} catch (error) {
		if (error instanceof UnfitImage) throw error;
		throw new UnfitImage("The photo is damaged.", "Save it again, as JPEG.");
	}
}

const opened = (bytes: Uint8Array) => sharp(bytes, { failOn: "error", limitInputPixels: MAX_PIXELS });

/** The best quality that keeps within the size. */
async function rendition(upright: Uint8Array, width: number, format: "avif" | "webp"): Promise<Rendition> {
	const resized = sharp(upright).resize({ width });
	for (const quality of QUALITIES) {
		const encoded =
			format === "avif" ? resized.clone().avif({ quality, effort: 4 }) : resized.clone().webp({ quality });
		const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
		if (data.length > MAX_RENDITION_BYTES) continue;
		const bytes = new Uint8Array(data);
		return { sha256: photoSource(bytes), type: `image/${format}`, width: info.width, height: info.height, bytes };
	}
	throw new UnfitImage("The photo does not fit into 120 kB.", "Choose one with fewer details, or blur its background.");
}
