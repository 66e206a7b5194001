import { inflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import { PNG } from "pngjs";
import type { Look } from "#foundation/brand/settings.ts";
import { paleTint } from "#foundation/brand/theme/contrast.ts";
import { iconSvg } from "#foundation/ui/icons/icon.ts";
import { type CleanImage, sanitizeSvg } from "./svg.ts";
import { UnfitImage } from "./svg-values.ts";

export const MAX_LOGO_BYTES = 32 * 1024;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_SIDE = { minimum: 16, maximum: 1024 };
export const ICON_SIZES = [180, 192, 512] as const;

/** Samples per pixel, by colour type. */
const PNG_CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Header = { width: number; height: number; interlaced: boolean; rowBytes: number };

function damaged(): UnfitImage {
	return new UnfitImage("The PNG is damaged.", "Save it again as PNG.");
}

function readHeader(chunk: DataView): Header {
	if (chunk.byteLength !== 13) throw damaged();
	const [width, height] = [chunk.getUint32(0), chunk.getUint32(4)];
	const channels = PNG_CHANNELS[chunk.getUint8(9)];
	if (channels === undefined) throw damaged();
	// Each row begins with a byte that names its filter.
	const rowBytes = 1 + Math.ceil((width * channels * chunk.getUint8(8)) / 8);
	return { width, height, interlaced: chunk.getUint8(12) !== 0, rowBytes };
}

/** Walks the chunks without unpacking anything: a bomb shows in its header, a polyglot behind its end. */
function readPng(bytes: Uint8Array): { header: Header; packed: Uint8Array[] } {
	if (!PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) {
		throw new UnfitImage("The file is not a PNG.", "Save it as PNG, or name it after what it is.");
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const packed: Uint8Array[] = [];
	let header: Header | undefined;
	for (let offset = 8; offset + 12 <= bytes.length; ) {
		const length = view.getUint32(offset);
		const kind = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
		const end = offset + 12 + length;
		if (end > bytes.length || (header === undefined) !== (kind === "IHDR")) throw damaged();
		if (kind === "IHDR") header = readHeader(new DataView(bytes.buffer, bytes.byteOffset + offset + 8, length));
		if (kind === "IDAT") packed.push(bytes.subarray(offset + 8, end - 4));
		if (kind === "IEND") {
			if (header === undefined) throw damaged();
			if (end !== bytes.length) throw new UnfitImage("The file goes on behind the image.", "Save it again as PNG.");
			return { header, packed };
		}
		offset = end;
	}
	throw damaged();
}

/** The decoder takes an image that unpacks to less than its header says, and would leave the rest to chance. */
function checkLength(packed: readonly Uint8Array[], expected: number): void {
	try {
		if (inflateSync(Buffer.concat(packed), { maxOutputLength: expected }).length === expected) return;
	} catch {
		// More than expected, or no compressed data at all.
	}
	throw damaged();
}

/** Decodes and re-encodes a PNG, so that only its pixels are left. Throws `UnfitImage`. */
export function sanitizePng(bytes: Uint8Array): CleanImage {
	const { header, packed } = readPng(bytes);
	const { width, height } = header;
	const { minimum, maximum } = PNG_SIDE;
	if (Math.min(width, height) < minimum || Math.max(width, height) > maximum) {
		throw new UnfitImage(`The PNG is ${width} by ${height} pixels.`, `Each side from ${minimum} to ${maximum} pixels.`);
	}
	if (width / height > 8 || height / width > 4)
		throw new UnfitImage("The logo is too long and thin.", "At most 8 by 1 or 1 by 4.");
	if (header.interlaced) throw new UnfitImage("The PNG is interlaced.", "Save it without interlacing.");
	checkLength(packed, header.rowBytes * height);
	try {
		const image = PNG.sync.read(Buffer.from(bytes));
		const clean = new PNG({ width, height });
		image.data.copy(clean.data);
		return { type: "image/png", bytes: new Uint8Array(PNG.sync.write(clean)), width, height };
	} catch {
		throw damaged();
	}
}

/** Reads a logo by what its name says it is. Throws `UnfitImage`. */
export function readLogo(name: string, bytes: Uint8Array): CleanImage {
	if (bytes.length > MAX_LOGO_BYTES) {
		const size = `${Math.ceil(bytes.length / 1024)} KiB`;
		throw new UnfitImage(`The logo has ${size}.`, `At most ${MAX_LOGO_BYTES / 1024} KiB.`);
	}
	return name.endsWith(".svg") ? sanitizeSvg(bytes) : sanitizePng(bytes);
}

function centered(logo: CleanImage, size: number, share: number): string {
	const scale = (size * share) / Math.max(logo.width, logo.height);
	const [width, height] = [logo.width * scale, logo.height * scale];
	const box = `x="${(size - width) / 2}" y="${(size - height) / 2}" width="${width}" height="${height}"`;
	if (logo.type === "image/png") {
		return `<image ${box} href="data:image/png;base64,${Buffer.from(logo.bytes).toString("base64")}"/>`;
	}
	const drawing = new TextDecoder().decode(logo.bytes);
	return drawing.replace(/ width="[\d.]+" height="[\d.]+"/, ` ${box}`);
}

/** The drawing of an icon: the logo on a pale ground, or the same initial on the brand's colour as in a browser's tab. */
export function iconDrawing(look: Pick<Look, "name" | "theme">, logo: CleanImage | undefined, size: number): string {
	const square = `width="${size}" height="${size}"`;
	if (logo === undefined) return iconSvg(look, { maskable: true }).replace('width="100" height="100"', square);
	// A mask may cut the large icon to a circle of 80 %: the square inside that has 56 % of the side.
	const mark = centered(logo, size, size >= 512 ? 0.56 : 0.7);
	const ground = paleTint(look.theme.colors.brand);
	return `<svg xmlns="http://www.w3.org/2000/svg" ${square}><rect ${square} fill="${ground}"/>${mark}</svg>`;
}

/** The icons for home screens and manifests: 180, 192 and 512 pixels; the last is safe to be masked. */
export function renderIcons(
	look: Pick<Look, "name" | "theme">,
	logo?: CleanImage,
	sizes: readonly number[] = ICON_SIZES,
): CleanImage[] {
	return sizes.map((size) => {
		const drawing = new Resvg(iconDrawing(look, logo, size), { font: { loadSystemFonts: false } });
		return { type: "image/png", bytes: new Uint8Array(drawing.render().asPng()), width: size, height: size };
	});
}
