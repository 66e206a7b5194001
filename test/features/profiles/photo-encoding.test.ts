import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePhoto, onlyPixels, photoProblem } from "#features/profiles/photos/photo-encoding.ts";
import { Unavailable } from "#foundation/errors.ts";
import { readImageHeader, webpChunks } from "#foundation/objects/image-header.ts";
import type { ImageService } from "#foundation/objects/images.ts";
import { photoWithMetadata, plainPhoto, pngBomb } from "../../support/photos.ts";

const chunk = (name: string, data: Uint8Array) => {
	const length = Buffer.alloc(4);
	length.writeUInt32LE(data.length);
	return Buffer.concat([Buffer.from(name), length, data, Buffer.alloc(data.length % 2)]);
};
const riff = (...parts: Buffer[]) => chunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...parts]));
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const namesOf = (bytes: Uint8Array) => webpChunks(viewOf(bytes)).map(({ name }) => name);

function canvas(width: number, height: number, flags = 0): Buffer {
	const data = Buffer.alloc(10);
	data.writeUInt8(flags, 0);
	data.writeUIntLE(width - 1, 4, 3);
	data.writeUIntLE(height - 1, 7, 3);
	return chunk("VP8X", data);
}

/** What an image service makes of whatever it is given. */
function answering(response: Response): ReturnType<ImageService["input"]> {
	const pipeline: ReturnType<ImageService["input"]> = {
		transform: () => pipeline,
		output: async () => ({ response: () => response.clone() }),
	};
	return pipeline;
}

const pixelsOf = (bytes: Buffer) => bytes.subarray(12);

describe("the first bytes of a picture", () => {
	it("name its type and size, before any rotation", () => {
		expect(readImageHeader(plainPhoto("jpg"))).toEqual({
			type: "image/jpeg",
			width: 480,
			height: 300,
			animated: false,
		});
		expect(readImageHeader(plainPhoto("png"))).toEqual({ type: "image/png", width: 480, height: 300, animated: false });
		expect(readImageHeader(plainPhoto("webp"))).toEqual({
			type: "image/webp",
			width: 480,
			height: 300,
			animated: false,
		});
		expect(readImageHeader(photoWithMetadata("x"))).toMatchObject({ width: 480, height: 300 });
	});

	it("give away an animation", () => {
		const png = plainPhoto("png");
		const control = Buffer.from("00000008 6163544c 00000002 00000000 00000000".replaceAll(" ", ""), "hex");
		expect(readImageHeader(Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]))?.animated).toBe(true);
		const webp = riff(canvas(480, 300, 2), chunk("ANIM", Buffer.alloc(6)), pixelsOf(plainPhoto("webp")));
		expect(photoProblem(webp)).toBe("animated");
	});

	it("are believed at their largest where two places name a size (T17)", () => {
		expect(readImageHeader(riff(canvas(16_000, 9), pixelsOf(plainPhoto("webp"))))).toMatchObject({
			width: 16_000,
			height: 300,
		});
	});

	it("never throw and never name a size of nothing, whatever a file holds (T15)", () => {
		const beginnings = [...(["jpg", "png", "webp"] as const).map((type) => plainPhoto(type)), Buffer.alloc(0)];
		fc.assert(
			fc.property(
				fc.constantFrom(...beginnings),
				fc.nat(120),
				fc.uint8Array({ maxLength: 200 }),
				(begin, cut, rest) => {
					const header = readImageHeader(Buffer.concat([begin.subarray(0, cut), rest]));
					if (header) expect(Math.min(header.width, header.height)).toBeGreaterThan(0);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		["nothing", Buffer.alloc(0), "missing"],
		["text", Buffer.from("<svg onload=alert(1)>"), "type"],
		["a GIF", Buffer.from("GIF89a............"), "type"],
		["too many pixels", pngBomb(7_100, 7_100), "too_many_pixels"],
		["a side that is too long", pngBomb(12_001, 100), "too_long"],
		["both, of which the side is said", pngBomb(100, 600_000), "too_long"],
		["a byte too many", new Uint8Array(8 * 1024 * 1024 + 1), "too_heavy"],
		["too few", pngBomb(99, 4_000), "too_small"],
		["just enough", pngBomb(100, 100), undefined],
		["as many as may be", pngBomb(10_000, 5_000), undefined],
	])("of %s decide before decoding (T17)", (_what, bytes, problem) => {
		expect(photoProblem(bytes)).toBe(problem);
	});
});

describe("a picture that was made anew", () => {
	const mark = Buffer.from("SERIAL-1");

	it("keeps its pixels and loses every other chunk, and what stands behind the end (T16)", () => {
		const full = Buffer.concat([
			riff(
				canvas(480, 300, 0x2c),
				chunk("ICCP", mark),
				pixelsOf(plainPhoto("webp")),
				chunk("EXIF", mark),
				chunk("XMP ", mark),
				chunk("odd!", mark),
			),
			mark,
		]);
		const { bytes, size } = onlyPixels(full);
		expect(size).toEqual([480, 300]);
		expect(namesOf(bytes)).toEqual(["VP8 "]);
		expect(Buffer.from(bytes).includes(mark)).toBe(false);
		expect(Buffer.from(bytes).equals(plainPhoto("webp"))).toBe(true);
	});

	it("keeps what is transparent in it", () => {
		const { bytes } = onlyPixels(
			riff(canvas(480, 300, 0x18), chunk("ALPH", Buffer.from([1, 2, 3])), pixelsOf(plainPhoto("webp"))),
		);
		expect(namesOf(bytes)).toEqual(["VP8X", "ALPH", "VP8 "]);
		expect(readImageHeader(bytes)).toEqual({ type: "image/webp", width: 480, height: 300, animated: false });
		expect(bytes[20]).toBe(0x10);
	});

	it.each([
		["a JPEG", plainPhoto("jpg")],
		["an animation without a still", riff(canvas(10, 10, 2), chunk("ANMF", Buffer.alloc(16)))],
		["nothing", Buffer.alloc(0)],
	])("is refused when the service gives %s", (_what, bytes) => {
		expect(() => onlyPixels(bytes)).toThrow("no still WebP");
	});

	it("is unreadable when the service refuses it, and the service never sees what the header refuses", async () => {
		let asked = 0;
		const refusing: ImageService = {
			input() {
				asked += 1;
				throw new Error("9412");
			},
		};
		expect(await encodePhoto(refusing, plainPhoto("jpg"), Date.now)).toEqual({ problem: "unreadable" });
		expect(asked).toBe(1);
		expect(await encodePhoto(refusing, pngBomb(50_000, 50_000), Date.now)).toEqual({ problem: "too_long" });
		expect(asked).toBe(1);
	});

	it.each<[string, () => ReturnType<ImageService["input"]>]>([
		["throws", () => expect.fail("the service is away")],
		["answers garbage", () => answering(new Response("<html>no</html>"))],
		["answers 500", () => answering(new Response("no", { status: 500 }))],
	])("is not called unreadable by a service that %s: that is unavailable", async (_how, input) => {
		await expect(encodePhoto({ input }, plainPhoto("jpg"), Date.now)).rejects.toThrow(Unavailable);
	});

	it("is unreadable when the service fails at it alone", async () => {
		let asked = 0;
		const whole = onlyPixels(plainPhoto("webp")).bytes;
		const input = () => {
			asked += 1;
			return answering(asked === 1 ? new Response("no", { status: 500 }) : new Response(new Uint8Array(whole)));
		};
		expect(await encodePhoto({ input }, plainPhoto("jpg"), Date.now)).toEqual({ problem: "unreadable" });
		expect(asked).toBe(2);
	});
});
