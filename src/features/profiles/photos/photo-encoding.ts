import { fromBase64 } from "#foundation/crypto/random.ts";
import { Unavailable } from "#foundation/errors.ts";
import { readImageHeader, webpChunks, webpSize } from "#foundation/objects/image-header.ts";
import type { ImageService } from "#foundation/objects/images.ts";
import { noteAnswer, noteFailure, within } from "#foundation/outages.ts";

/**
 * Photos are decoded and encoded again: what is served holds pixels and nothing of the file that came in, neither where
 * it was taken (T16) nor a second file inside it (T15). The pixels are worked on by the platform's image service,
 * outside the Worker's memory.
 */

/** Widest and highest, in pixels, by the name that an address uses. */
export const PHOTO_SIZES = { "320": [320, 480], "1080": [1_080, 1_620] } as const;
export type PhotoSize = keyof typeof PHOTO_SIZES;

/** Bytes that may be sent: what a telephone makes, and no more. */
export const MAX_PHOTO_BYTES = 8 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;
/** The image service takes no more; a telephone's panorama may be longer. */
export const MAX_SIDE_PIXELS = 12_000;
const MIN_SIDE_PIXELS = 100;
/** Milliseconds that the service has for one picture. */
const SERVICE_LIMIT_MS = 10_000;

export type PhotoProblem =
	| "missing"
	| "type"
	| "animated"
	| "too_heavy"
	| "too_long"
	| "too_many_pixels"
	| "too_small"
	| "unreadable";
export type EncodedPhoto = { files: Record<PhotoSize, Uint8Array>; width: number; height: number };

/** What is wrong with a file by its first bytes, before anything decodes it. */
export function photoProblem(bytes: Uint8Array): PhotoProblem | undefined {
	if (bytes.length === 0) return "missing";
	if (bytes.length > MAX_PHOTO_BYTES) return "too_heavy";
	const header = readImageHeader(bytes);
	if (header === undefined) return "type";
	if (header.animated) return "animated";
	const { width, height } = header;
	if (Math.max(width, height) > MAX_SIDE_PIXELS) return "too_long";
	if (width * height > MAX_PIXELS) return "too_many_pixels";
	return Math.min(width, height) < MIN_SIDE_PIXELS ? "too_small" : undefined;
}

/** The smallest PNG that there is, which every image service makes something of. */
const PROBE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/** What the service says of a file: no picture, too many pixels, a format that it does not know. */
const OF_THE_FILE = /\b(9412|9413|9520)\b/;

/**
 * The photo in each size, as WebP without metadata; or why there is none.
 * @throws Unavailable when not the file is at fault but the service
 */
export async function encodePhoto(
	images: ImageService,
	bytes: Uint8Array,
	now: () => number,
): Promise<EncodedPhoto | { problem: PhotoProblem }> {
	const problem = photoProblem(bytes);
	if (problem) return { problem };
	try {
		const small = await within(SERVICE_LIMIT_MS, () => encode(images, bytes, "320"));
		const large = await within(SERVICE_LIMIT_MS, () => encode(images, bytes, "1080"));
		const [width, height] = large.size;
		noteAnswer("image service");
		return { files: { "320": small.bytes, "1080": large.bytes }, width, height };
	} catch (error) {
		if (!(error instanceof Error && OF_THE_FILE.test(error.message))) await requireWorking(images, now);
		// A header that the rest of the file does not bear out.
		return { problem: "unreadable" };
	}
}

/** Its codes are not all known: what it does with a picture that is whole tells. @throws Unavailable */
async function requireWorking(images: ImageService, now: () => number): Promise<void> {
	try {
		await within(SERVICE_LIMIT_MS, () => encode(images, fromBase64(PROBE) ?? new Uint8Array(), "320"));
	} catch {
		const unavailable = new Unavailable("the image service does not work (IMAGES)");
		noteFailure("image service", unavailable.message, now());
		throw unavailable;
	}
}

async function encode(images: ImageService, bytes: Uint8Array, size: PhotoSize) {
	const [width, height] = PHOTO_SIZES[size];
	const result = await images
		.input(new Blob([new Uint8Array(bytes)]).stream())
		.transform({ width, height, fit: "scale-down" })
		.output({ format: "image/webp", quality: 82, anim: false });
	const response = result.response();
	if (!response.ok) throw new Error("the image service refused");
	return onlyPixels(new Uint8Array(await response.arrayBuffer()));
}

const ALPHA = 0x10;

/**
 * A WebP file with its pixels and nothing else, whatever the service left in it: no EXIF, no XMP, no colour profile,
 * nothing behind the end.
 * @throws Error when it is no still WebP
 */
export function onlyPixels(bytes: Uint8Array): { bytes: Uint8Array; size: [width: number, height: number] } {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const chunks = webpChunks(view);
	const pixels = chunks.find(({ name }) => name === "VP8 " || name === "VP8L");
	const size = pixels && webpSize(view, pixels.name, pixels.at);
	if (!pixels || !size) throw new Error("no still WebP");
	const alpha = pixels.name === "VP8 " ? chunks.find(({ name }) => name === "ALPH") : undefined;
	const kept = [...(alpha ? [alpha] : []), pixels].map(({ name, at, length }) =>
		chunk(name, bytes.subarray(at, at + length)),
	);
	const parts = alpha ? [chunk("VP8X", canvas(size)), ...kept] : kept;
	const body = concatenate([new TextEncoder().encode("WEBP"), ...parts]);
	return { bytes: chunk("RIFF", body), size };
}

function canvas([width, height]: readonly [number, number]): Uint8Array {
	const data = new Uint8Array(10);
	const view = new DataView(data.buffer);
	view.setUint8(0, ALPHA);
	view.setUint16(4, (width - 1) & 0xffff, true);
	view.setUint8(6, (width - 1) >> 16);
	view.setUint16(7, (height - 1) & 0xffff, true);
	view.setUint8(9, (height - 1) >> 16);
	return data;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
	const head = new Uint8Array(8);
	head.set(new TextEncoder().encode(name));
	new DataView(head.buffer).setUint32(4, data.length, true);
	return concatenate([head, data, new Uint8Array(data.length % 2)]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
