import { buffer } from "node:stream/consumers";
import type { ImageService } from "#foundation/objects/images.ts";
import { inTurn } from "./in-turn.ts";

type Sharp = typeof import("sharp").default;
type Size = { width: number; height: number };

/** As many pixels as a file may claim in its header; a second line behind that check. */
const MAX_PIXELS = 50_000_000;
/** What decodes the three formats that are taken; every other decoder of the library is switched off. */
const DECODERS = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"];

/**
 * Sharp behind the port that Cloudflare's Images binding has otherwise. Undefined where it does not load: it is
 * native code, and not every platform has a build of it.
 * @param load for tests
 */
export async function loadImages(
	load: () => Promise<{ default: Sharp }> = () => import("sharp"),
): Promise<ImageService | undefined> {
	try {
		return imagesBy((await load()).default);
	} catch {
		return undefined;
	}
}

function imagesBy(sharp: Sharp): ImageService {
	sharp.block({ operation: ["VipsForeignLoad"] });
	sharp.unblock({ operation: DECODERS });
	// What is decoded belongs to members: nothing of it stays.
	sharp.cache(false);
	// One picture at a time: fifty million pixels are 200 MB.
	const one = inTurn();
	return {
		input(stream) {
			let size: Size | undefined;
			const pipeline: ReturnType<ImageService["input"]> = {
				transform({ width, height }) {
					size = { width, height };
					return pipeline;
				},
				async output({ quality }) {
					const bytes = await buffer(stream);
					const made = await one(() => encode(sharp, bytes, { size, quality }));
					return { response: () => new Response(made) };
				},
			};
			return pipeline;
		},
	};
}

/** Turned as its metadata say, scaled down to fit, in sRGB, without metadata. */
async function encode(
	sharp: Sharp,
	bytes: Uint8Array,
	{ size, quality }: { size: Size | undefined; quality: number },
): Promise<Uint8Array<ArrayBuffer>> {
	const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
	const scaled = size ? picture.resize({ ...size, fit: "inside", withoutEnlargement: true }) : picture;
	return new Uint8Array(await scaled.webp({ quality }).toBuffer());
}
