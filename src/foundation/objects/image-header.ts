/**
 * What a file says of itself in its first bytes, read without decoding a pixel: a kilobyte may claim to be a picture
 * of fifty thousand by fifty thousand (threat T17), and a name or type that came along says nothing (T15).
 */
export type ImageHeader = {
	type: "image/jpeg" | "image/png" | "image/webp";
	/** In pixels, before any rotation. */
	width: number;
	height: number;
	animated: boolean;
};

/** Undefined for anything but a JPEG, PNG or WebP whose size stands where it must. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		return readJpeg(view) ?? readPng(view) ?? readWebp(view);
	} catch (error) {
		// The file ends before its header does.
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

/** ITU-T T.81 annex B: segments up to the start of frame. */
function readJpeg(view: DataView): ImageHeader | undefined {
	if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
	for (let at = 2; ; ) {
		if (view.getUint8(at) !== 0xff) return undefined;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return sized("image/jpeg", view.getUint16(at + 7), view.getUint16(at + 5));
		const length = view.getUint16(at + 2);
		// Entropy-coded data or the end before any frame.
		if (marker === 0xda || marker === 0xd9 || length < 2) return undefined;
		at += 2 + length;
	}
}

const PNG = [0x89504e47, 0x0d0a1a0a, 13, 0x49484452];
const PNG_ANIMATION = 0x6163544c;
const PNG_DATA = 0x49444154;

/** ISO/IEC 15948: the header is the first chunk; an animation announces itself before the data. */
function readPng(view: DataView): ImageHeader | undefined {
	if (view.byteLength < 33 || PNG.some((word, index) => view.getUint32(index * 4) !== word)) return undefined;
	let animated = false;
	for (let at = 33; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
		const type = view.getUint32(at + 4);
		if (type === PNG_ANIMATION) animated = true;
		if (type === PNG_DATA) break;
	}
	return sized("image/png", view.getUint32(16), view.getUint32(20), animated);
}

/** RFC 9649. The canvas and the picture in it both name a size; the larger counts. */
function readWebp(view: DataView): ImageHeader | undefined {
	const chunks = webpChunks(view);
	const sizes = chunks.map(({ name, at }) => webpSize(view, name, at)).filter((size) => size !== undefined);
	if (sizes.length === 0) return undefined;
	const animated = chunks.some(({ name }) => name === "ANIM" || name === "ANMF");
	const width = Math.max(...sizes.map(([one]) => one));
	const height = Math.max(...sizes.map(([, other]) => other));
	return sized("image/webp", width, height, animated);
}

export type WebpChunk = { name: string; at: number; length: number };

/** The chunks of a WebP file; none of anything else. `at`: where the data of a chunk begins. */
export function webpChunks(view: DataView): WebpChunk[] {
	if (view.byteLength < 20 || nameAt(view, 0) !== "RIFF" || nameAt(view, 8) !== "WEBP") return [];
	const chunks: WebpChunk[] = [];
	const end = Math.min(view.byteLength, 8 + view.getUint32(4, true));
	for (let at = 12; at + 8 <= end; ) {
		const length = view.getUint32(at + 4, true);
		chunks.push({ name: nameAt(view, at), at: at + 8, length });
		at += 8 + length + (length % 2);
	}
	return chunks;
}

/** The size that a chunk of pixels or canvas names. */
export function webpSize(view: DataView, name: string, at: number): [width: number, height: number] | undefined {
	if (name === "VP8X") return [1 + uint24(view, at + 4), 1 + uint24(view, at + 7)];
	if (name === "VP8 ") return [view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff];
	if (name !== "VP8L" || view.getUint8(at) !== 0x2f) return undefined;
	const bits = view.getUint32(at + 1, true);
	return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
}

const nameAt = (view: DataView, at: number) =>
	String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

function sized(type: ImageHeader["type"], width: number, height: number, animated = false): ImageHeader | undefined {
	return width > 0 && height > 0 ? { type, width, height, animated } : undefined;
}
