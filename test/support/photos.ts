import { readFileSync } from "node:fs";
import type { Reply } from "./ask.ts";
import type { Visitor } from "./member.ts";
import type { World } from "./world.ts";

/** Pictures as people send them, and as nobody should. */
export const plainPhoto = (type: "jpg" | "png" | "webp" = "jpg"): Buffer =>
	readFileSync(`test/support/fixtures/photos/plain.${type}`);

const u16 = (value: number) => [value & 0xff, value >> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const entry = (tag: number, type: number, count: number, value: number[]) => [
	...[...u16(tag), ...u16(type), ...u32(count)],
	...[...value, 0, 0, 0, 0].slice(0, 4),
];
const ascii = (text: string) => [...Buffer.from(`${text}\0`, "latin1")];

/** A TIFF block (Exif 3.0, 4.6): a camera with its serial number, turned, at 52.5 N 4.8 E. */
function exif({ orientation, serial }: { orientation: number; serial: string }): Buffer {
	const main = 8;
	const mainEnd = main + 2 + 4 * 12 + 4;
	const make = ascii(serial);
	const exifPart = mainEnd + make.length;
	const exifEnd = exifPart + 2 + 12 + 4;
	const gps = exifEnd + make.length;
	const gpsEnd = gps + 2 + 4 * 12 + 4;
	const degrees = (whole: number, minutes: number) => [
		...[...u32(whole), ...u32(1)],
		...[...u32(minutes), ...u32(1)],
		...[...u32(0), ...u32(1)],
	];
	return Buffer.from([
		...[...ascii("II").slice(0, 2), ...u16(42), ...u32(main)],
		...u16(4),
		...entry(0x010f, 2, make.length, u32(mainEnd)),
		...entry(0x0112, 3, 1, u16(orientation)),
		...entry(0x8769, 4, 1, u32(exifPart)),
		...entry(0x8825, 4, 1, u32(gps)),
		...[...u32(0), ...make],
		...[...u16(1), ...entry(0xa431, 2, make.length, u32(exifEnd)), ...u32(0), ...make],
		...u16(4),
		...entry(1, 2, 2, ascii("N")),
		...entry(2, 5, 3, u32(gpsEnd)),
		...entry(3, 2, 2, ascii("E")),
		...entry(4, 5, 3, u32(gpsEnd + 24)),
		...u32(0),
		...degrees(52, 30),
		...degrees(4, 48),
	]);
}

const segment = (marker: number, data: Buffer) =>
	Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]), data]);

/** The plain JPEG as a telephone writes it: EXIF with a place and a serial number, XMP, IPTC and a comment. */
export function photoWithMetadata(mark: string, orientation = 6): Buffer {
	const photo = plainPhoto("jpg");
	const block = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), exif({ orientation, serial: mark })]);
	const xmp = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>${mark}</rdf></x:xmpmeta>`;
	return Buffer.concat([
		photo.subarray(0, 2),
		segment(0xe1, block),
		segment(0xe1, Buffer.from(xmp, "latin1")),
		segment(0xed, Buffer.from(`Photoshop 3.0\0${mark}`, "latin1")),
		segment(0xfe, Buffer.from(mark, "latin1")),
		photo.subarray(2),
	]);
}

/** A PNG of some fifty bytes that claims to be so wide and high. */
export function pngBomb(width: number, height: number): Buffer {
	const photo = Buffer.from(plainPhoto("png"));
	photo.writeUInt32BE(width, 16);
	photo.writeUInt32BE(height, 20);
	return photo;
}

/** Sends a form with a file from the page of a brand's profile, as a browser does. */
export async function uploadPhoto(
	world: World,
	visitor: Visitor,
	brand: string,
	file: Uint8Array,
	fields: Record<string, string> = {},
): Promise<Reply> {
	const boundary = "livery-test-boundary-7c1f";
	const part = (head: string, body: Uint8Array) =>
		Buffer.concat([
			Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
			body,
			Buffer.from("\r\n"),
		]);
	const body = Buffer.concat([
		...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, Buffer.from(value))),
		part('name="photo"; filename="../../photo.html"\r\nContent-Type: text/html', file),
		Buffer.from(`--${boundary}--\r\n`),
	]);
	const to = new URL(visitor.address("account", `/profile/${brand}/photos?brand=${brand}`));
	const cookie = [...(visitor.cookies.get(to.host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
	return world.get(to.pathname + to.search, {
		host: to.host,
		method: "POST",
		headers: {
			"Content-Type": `multipart/form-data; boundary=${boundary}`,
			"Sec-Fetch-Site": "same-origin",
			Cookie: cookie,
		},
		body,
	});
}
