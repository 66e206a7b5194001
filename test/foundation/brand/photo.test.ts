import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileWithImages, type LoadOptions } from "#cli/tenants/files.ts";
import { photoSource, renderPhoto } from "#cli/tenants/photo.ts";
import type { TenantText } from "#foundation/brand-file/compile.ts";
import { stylesheet } from "#foundation/ui/styles/stylesheet.ts";

const folder = mkdtempSync(join(tmpdir(), "livery-photo-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A picture with as much detail as a photo has: soft colours, and coarse grain. */
async function picture(width: number, height: number): Promise<Buffer> {
	const noise = { type: "gaussian", mean: 128, sigma: 28 } as const;
	const grain = sharp({ create: { width, height, channels: 3, background: "#885533", noise } });
	return grain.blur(6).png().toBuffer();
}

let photo: Buffer;
beforeAll(async () => {
	const picked = sharp(await picture(1_500, 1_250)).jpeg({ quality: 85 });
	photo = await picked
		.withExif({ IFD0: { Make: "Camera-7731" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 30/1 0/1" } })
		.toBuffer();
});

const files: TenantText[] = (["operators/lage-kade", "harbour"] as const).map((name) => ({
	id: name.replace("operators/", ""),
	role: name === "harbour" ? "brand" : "operator",
	file: `tenants/${name}.toml`,
	text: readFileSync(`tenants/${name}.toml`, "utf8").replace('logo = "harbour.svg"\n', ""),
}));

/** The tenant files of a folder with this photo, as the brand's file names it. */
async function compiled(
	bytes: Uint8Array | undefined,
	{ alt = true, ...options }: LoadOptions & { alt?: boolean } = {},
) {
	const name = "kade.jpg";
	rmSync(join(folder, name), { force: true });
	if (bytes !== undefined) writeFileSync(join(folder, name), bytes);
	const texts = files.map((one) =>
		one.role === "operator"
			? one
			: {
					...one,
					text: one.text
						.replace("[home]", `[home.photo]\nfile = "${name}"\nfocus = [30, 70.5]\n\n[home]`)
						.replace(/(\[copy[.](?:en|nl)\])/g, alt ? '$1\nphotoAlt = "Een kade in de avond"' : "$1"),
				},
	);
	return compileWithImages(folder, texts, options);
}
const problemsOf = async (bytes: Uint8Array | undefined, own: { alt?: boolean; isCheck?: boolean } = {}) =>
	(await compiled(bytes, own)).problems
		.filter(({ level }) => level === "error")
		.map(({ path, why, fix }) => `${path}: ${why} ${fix}`);

describe("a photo of a brand", () => {
	it("becomes AVIF and WebP in two widths, each of at most 120 kB, and the same each time", async () => {
		const renditions = await renderPhoto(photo);
		expect(renditions.map(({ type, width }) => `${type} ${width}`)).toEqual([
			...["image/avif 720", "image/avif 1440", "image/webp 720", "image/webp 1440"],
		]);
		for (const { bytes, type, width, height, sha256 } of renditions) {
			expect(bytes.length).toBeLessThanOrEqual(120_000);
			const read = await sharp(bytes).metadata();
			expect([read.width, read.height]).toEqual([width, height]);
			expect(read.format === "heif" ? "image/avif" : `image/${read.format}`).toBe(type);
			expect(sha256).toBe(photoSource(bytes));
		}
		expect((await renderPhoto(photo)).map(({ sha256 }) => sha256)).toEqual(renditions.map(({ sha256 }) => sha256));
	});

	it("loses where, when and with what it was taken, and stands upright (T14)", async () => {
		const turned = await sharp(photo)
			.withExif({ IFD0: { Make: "Camera-7731" } })
			.withMetadata({ orientation: 6 })
			.toBuffer();
		expect(turned.includes("Camera-7731")).toBe(true);
		for (const { bytes, width, height } of await renderPhoto(turned)) {
			expect(Buffer.from(bytes).includes("Camera")).toBe(false);
			expect((await sharp(bytes).metadata()).exif).toBeUndefined();
			expect(height).toBeGreaterThan(width);
		}
	});

	it("stands in the look with its words and its focal point, which the stylesheet keeps in view", async () => {
		const { brands } = await compiled(photo);
		const home = brands[0]?.look.home;
		expect(home?.photo).toMatchObject({ focus: [30, 70.5], alt: { en: "Een kade in de avond" } });
		expect(home?.photo?.files).toHaveLength(4);
		expect(brands[0]?.assets.filter(({ type }) => /avif|webp/.test(type))).toHaveLength(4);
		expect(brands[0]?.provenance["look.home.photo"]).toMatchObject({ from: "brand" });
		if (brands[0] === undefined) return;
		expect(stylesheet(brands[0].look, "site")).toContain(".hero-photo{object-position:30% 70.5%}");
		expect(stylesheet(brands[0].look, "document")).not.toContain("hero-photo");
	});

	it("that is published already keeps its renditions, and a check makes none", async () => {
		const [first] = (await compiled(photo)).brands;
		const files = first?.look.home?.photo?.files ?? [];
		const marked = files.map((file) => ({ ...file, sha256: "f".repeat(64) }));
		const [again] = (await compiled(photo, { photos: new Map([[`harbour ${photoSource(photo)}`, marked]]) })).brands;
		expect(again?.look.home?.photo?.files).toEqual(marked);
		// What another brand published is not this one's to name.
		const [other] = (await compiled(photo, { photos: new Map([[`twero ${photoSource(photo)}`, marked]]) })).brands;
		expect(other?.assets.filter(({ type }) => /avif|webp/.test(type))).toHaveLength(4);
		expect(again?.assets.filter(({ type }) => /avif|webp/.test(type))).toEqual([]);
		const [checked] = (await compiled(photo, { isCheck: true })).brands;
		expect(checked?.look.home?.photo).toBeUndefined();
		expect(await problemsOf(photo, { isCheck: true })).toEqual([]);
	});

	it.each([true, false])("is refused with what is wrong and what to do (check: %s)", async (isCheck) => {
		const said = (bytes: Uint8Array | undefined) => problemsOf(bytes, { isCheck });
		const small = await sharp(await picture(600, 400))
			.jpeg()
			.toBuffer();
		const tall = await sharp(await picture(700, 1_400))
			.jpeg()
			.toBuffer();
		expect(await said(tall)).toEqual(["home.photo: The photo is 700 by 1400 pixels. At least 1200 pixels wide."]);
		const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="900"/>');
		expect(await said(undefined)).toEqual([
			'home.photo: There is no file "kade.jpg". Put it beside the brand\'s file.',
		]);
		expect(await said(Buffer.from("no photo at all"))).toEqual([
			"home.photo: The file is no photo that can be read. Save it as JPEG, PNG, WebP or AVIF.",
		]);
		expect(await said(svg)).toEqual(["home.photo: The file is svg. Save it as JPEG, PNG, WebP or AVIF."]);
		expect(await said(small)).toEqual(["home.photo: The photo is 600 by 400 pixels. At least 1200 pixels wide."]);
		expect(await said(Buffer.alloc(13 * 1024 * 1024))).toEqual([
			"home.photo: The photo has 13312 KiB. At most 12288 KiB.",
		]);
		expect(await problemsOf(photo, { isCheck, alt: false })).toHaveLength(2);
	});

	it("that was cut off, or unpacks to more than a photo is, is refused when it is published", async () => {
		expect(await problemsOf(photo.subarray(0, 40_000))).toEqual([
			"home.photo: The photo is damaged. Save it again, as JPEG.",
		]);
		const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: "#000" } })
			.png({ compressionLevel: 9 })
			.toBuffer();
		expect((await problemsOf(bomb)).join()).toMatch(
			/home\.photo: The (photo is 12000 by 9000 pixels|file is no photo)/,
		);
	});
});
