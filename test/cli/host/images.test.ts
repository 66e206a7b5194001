import { beforeAll, describe, expect, it } from "vitest";
import { loadImages } from "#cli/host/images.ts";
import { encodePhoto } from "#features/profiles/photos/photo-encoding.ts";
import { readImageHeader, webpChunks } from "#foundation/objects/image-header.ts";
import type { ImageService } from "#foundation/objects/images.ts";
import { photoWithMetadata, plainPhoto, pngBomb } from "../../support/photos.ts";

let images: ImageService;
beforeAll(async () => {
	images = (await loadImages()) ?? expect.fail("sharp does not load on this machine");
});

async function encoded(bytes: Uint8Array) {
	const photo = await encodePhoto(images, bytes, Date.now);
	return "files" in photo ? photo : expect.fail(photo.problem);
}

describe("photos by sharp", () => {
	it.each(["jpg", "png", "webp"] as const)("are made of a %s in both sizes, scaled down only", async (type) => {
		const { files, width, height } = await encoded(plainPhoto(type));
		expect([width, height]).toEqual([480, 300]);
		expect(readImageHeader(files["320"])).toEqual({ type: "image/webp", width: 320, height: 200, animated: false });
		expect(readImageHeader(files["1080"])).toMatchObject({ width: 480, height: 300 });
	});

	it("are turned as their metadata say, and carry none (T16)", async () => {
		const { files, width, height } = await encoded(photoWithMetadata("SERIAL-1"));
		expect([width, height]).toEqual([300, 480]);
		for (const bytes of Object.values(files)) {
			expect(Buffer.from(bytes).includes("SERIAL-1")).toBe(false);
			const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			expect(webpChunks(view).map(({ name }) => name)).toEqual(["VP8 "]);
		}
	});

	it("are unreadable where the file does not bear its header out, and the service goes on working", async () => {
		const cut = plainPhoto("jpg").subarray(0, 400);
		expect(await encodePhoto(images, cut, Date.now)).toEqual({ problem: "unreadable" });
		expect(await encodePhoto(images, pngBomb(7_000, 7_000), Date.now)).toEqual({ problem: "unreadable" });
		await encoded(plainPhoto());
	});

	it.each([
		["SVG", '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="9" height="9"/></svg>'],
		["GIF", Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAIBRAA7", "base64")],
	])("are made of no other format, even past the first check: %s", async (_format, bytes) => {
		const input = images.input(new Blob([bytes]).stream());
		await expect(input.output({ format: "image/webp", quality: 82, anim: false })).rejects.toThrow("unsupported");
	});

	it("are not taken at all where sharp does not load", async () => {
		expect(await loadImages(() => Promise.reject(new Error("no build for this platform")))).toBeUndefined();
	});
});
