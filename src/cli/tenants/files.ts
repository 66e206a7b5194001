import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Problem } from "#foundation/brand/config/problem.ts";
import type { Origin, Provenance } from "#foundation/brand/config/resolve.ts";
import type { HeroPhoto, PhotoFile } from "#foundation/brand/home.ts";
import type { Asset, Legal, Look, Operator } from "#foundation/brand/settings.ts";
import type { BrandDraft, TenantText } from "#foundation/brand-file/compile.ts";
import { inOrder } from "#foundation/brand-file/in-order.ts";
import { MAX_BYTES } from "#foundation/brand-file/toml.ts";
import { type CompileOptions, compileTenants } from "./compile-running.ts";
import { ICON_SIZES, MAX_LOGO_BYTES, readLogo, renderIcons } from "./images.ts";
import { checkPhoto, MAX_PHOTO_BYTES, photoSource, type Rendition, renderPhoto } from "./photo.ts";
import type { CleanImage } from "./svg.ts";
import { UnfitImage } from "./svg-values.ts";

export type CompiledBrand = {
	id: BrandDraft["id"];
	realm: Operator["id"];
	look: Look;
	legal: Legal;
	provenance: Provenance;
	/** What the files ask for and the edition leaves out. */
	waiting?: BrandDraft["waiting"];
	/** Logo, icons and renditions of the photo, by hash. */
	assets: ((Asset | PhotoFile) & { bytes: Uint8Array })[];
	source: { file: string; sha256: string };
};

export type Tenants = { operators: Operator[]; brands: CompiledBrand[]; problems: Problem[] };

/** Pixels of the side of an icon that is drawn to see that it can be. */
const SMALL_ICON = 48;

function sha256(bytes: Uint8Array | string): string {
	return createHash("sha256").update(bytes).digest("hex");
}

async function readText(
	folder: string,
	name: string,
	prefix: string,
	role: TenantText["role"],
): Promise<TenantText | Problem> {
	const file = `${prefix}/${name}`;
	const refuse = (why: string, fix: string): Problem => ({
		file,
		line: 1,
		column: 1,
		path: "",
		why,
		fix,
		level: "error",
	});
	const path = join(folder, name);
	const { size } = await stat(path);
	if (size > MAX_BYTES) {
		return refuse(
			`The file has ${Math.ceil(size / 1024)} KiB.`,
			`At most ${MAX_BYTES / 1024} KiB: a brand is a page of text.`,
		);
	}
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
		return { id: name.replace(/[.]toml$/, ""), role, file, text };
	} catch {
		return refuse("The file is not UTF-8 text.", "Save it as UTF-8.");
	}
}

/** What other systems leave beside a file, and names that only some of them take for a file of TOML. */
function passedOver(file: string): Problem | undefined {
	const name = basename(file);
	const warning = (why: string, fix: string): Problem => ({
		...{ file, line: 1, column: 1, path: "" },
		...{ why, fix, level: "warning" },
	});
	if (name.startsWith("."))
		return warning(
			"A hidden file, as macOS and editors leave behind, was passed over.",
			"Delete it, or name it without the dot.",
		);
	if (!name.endsWith(".toml"))
		return warning("A file whose name does not end in .toml was passed over.", "Write the ending in small letters.");
	return undefined;
}

async function readFolder(folder: string, prefix: string, role: TenantText["role"]): Promise<(TenantText | Problem)[]> {
	if (!existsSync(folder)) return [];
	const entries = await readdir(folder, { withFileTypes: true });
	// Links are not followed: a file of the folder is a file in the folder.
	const names = entries.filter((entry) => entry.isFile() && /[.]toml$/i.test(entry.name)).map(({ name }) => name);
	return Promise.all(
		names.sort().map(async (name) => passedOver(`${prefix}/${name}`) ?? (await readText(folder, name, prefix, role))),
	);
}

/** Every tenant file of a folder, as text; what cannot even be read, as a problem. */
export async function readTenantTexts(directory: string): Promise<{ texts: TenantText[]; problems: Problem[] }> {
	const name = basename(directory);
	const all = [
		...(await readFolder(join(directory, "operators"), `${name}/operators`, "operator")),
		...(await readFolder(directory, name, "brand")),
	];
	return {
		texts: all.flatMap((one) => ("text" in one ? [one] : [])),
		problems: all.flatMap((one) => ("text" in one ? [] : [one])),
	};
}

/** The zone on which the platform runs, from `wrangler.toml` beside the tenants folder. */
export async function readPlatformZone(directory: string): Promise<string | undefined> {
	const path = join(directory, "..", "wrangler.toml");
	if (!existsSync(path)) return undefined;
	return /zone_name\s*=\s*"([a-z0-9.-]+)"/.exec(await readFile(path, "utf8"))?.[1];
}

/** A file beside the brand's. @throws UnfitImage */
async function readBeside(directory: string, name: string, limit: { bytes: number; what: string }): Promise<Buffer> {
	const path = join(directory, name);
	const entries = await readdir(directory, { withFileTypes: true });
	const entry = entries.find((one) => one.name === name);
	if (entry === undefined) throw new UnfitImage(`There is no file "${name}".`, "Put it beside the brand's file.");
	if (!entry.isFile()) throw new UnfitImage(`"${name}" is not a plain file.`, "Put the file itself there.");
	const { size } = await stat(path);
	if (size > limit.bytes) {
		const kib = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`;
		throw new UnfitImage(`The ${limit.what} has ${kib(size)}.`, `At most ${kib(limit.bytes)}.`);
	}
	return readFile(path);
}

async function readBrandLogo(directory: string, { name }: NonNullable<BrandDraft["logo"]>): Promise<CleanImage> {
	return readLogo(name, await readBeside(directory, name, { bytes: MAX_LOGO_BYTES, what: "logo" }));
}

type Photo = { photo?: HeroPhoto; assets: Rendition[] };

/**
 * A photo as it is published. One that is published already keeps its renditions: to make them takes seconds.
 * @throws UnfitImage
 */
async function readBrandPhoto(
	directory: string,
	{ id, photo: { name, focus, alt } }: { id: string; photo: NonNullable<BrandDraft["photo"]> },
	how: How,
): Promise<Photo> {
	const bytes = await readBeside(directory, name, { bytes: MAX_PHOTO_BYTES, what: "photo" });
	const source = photoSource(bytes);
	if (how.isCheck) return checkPhoto(bytes).then(() => ({ assets: [] }));
	const published = how.photos.get(`${id} ${source}`);
	if (published !== undefined) return { photo: { source, focus, alt, files: [...published] }, assets: [] };
	const assets = await renderPhoto(bytes);
	return { photo: { source, focus, alt, files: assets.map(withoutBytes) }, assets };
}

function assetOf({ bytes, type, width, height }: CleanImage): Asset & { bytes: Uint8Array } {
	return { sha256: sha256(bytes), type, width, height, bytes };
}

function withoutBytes<One>({ bytes: _bytes, ...asset }: One & { bytes: Uint8Array }): Omit<One, "bytes"> {
	return asset;
}

/** `photos`: renditions that are published, by `<brand> <hash of the photo>`: each brand has its own. */
type How = { isCheck: boolean; photos: ReadonlyMap<string, readonly PhotoFile[]> };

async function finish(
	directory: string,
	draft: BrandDraft,
	text: TenantText,
	how: How,
): Promise<CompiledBrand | Problem> {
	const { logo, photo, ...rest } = draft;
	let reading = { path: "theme.logo", origin: logo?.origin };
	try {
		const image = logo === undefined ? undefined : await readBrandLogo(directory, logo);
		const logoAsset = image === undefined ? undefined : assetOf(image);
		// A logo shows in one icon, however small, that it can be drawn.
		const sizes = how.isCheck ? (image === undefined ? [] : [SMALL_ICON]) : ICON_SIZES;
		const icons = renderIcons(draft.look, image, sizes).map(assetOf);
		const theme = { ...draft.look.theme, ...(logoAsset === undefined ? {} : { logo: withoutBytes(logoAsset) }) };
		reading = { path: "home.photo", origin: photo?.origin };
		const shown = photo === undefined ? undefined : await readBrandPhoto(directory, { id: draft.id, photo }, how);
		const home = { ...draft.look.home, ...(shown?.photo === undefined ? {} : { photo: shown.photo }) };
		const origins = { "look.theme.logo": logo?.origin, "look.home.photo": photo?.origin };
		return {
			...rest,
			look: {
				...draft.look,
				...{ theme, icons: icons.map(withoutBytes) },
				...(Object.keys(home).length === 0 ? {} : { home }),
			},
			provenance: { ...draft.provenance, ...onlyKnown(origins) },
			assets: [...(logoAsset === undefined ? [] : [logoAsset]), ...icons, ...(shown?.assets ?? [])],
			source: { file: text.file, sha256: sha256(text.text) },
		};
	} catch (error) {
		const { path, origin } = reading;
		if (!(error instanceof UnfitImage) || origin === undefined) throw error;
		const position = origin.from === "platform" ? { line: 1, column: 1 } : { line: origin.line, column: origin.column };
		return { file: text.file, ...position, path, why: error.message, fix: error.fix, level: "error" };
	}
}

const onlyKnown = (origins: Record<string, Origin | undefined>): Provenance =>
	Object.fromEntries(
		Object.entries(origins).flatMap(([path, origin]) => (origin === undefined ? [] : [[path, origin]])),
	);

/** `ids`: of these brands alone. `isCheck`: to find what is wrong, not to publish, so without icons. */
export type LoadOptions = CompileOptions & Partial<How> & { ids?: readonly string[] };

/** Compiles tenant texts, with the images of `directory`. */
export async function compileWithImages(
	directory: string,
	texts: readonly TenantText[],
	{ ids = [], isCheck = false, photos = new Map(), ...options }: LoadOptions,
): Promise<Tenants> {
	const { operators, drafts, problems } = compileTenants(texts, options);
	const byId = new Map(texts.filter(({ role }) => role === "brand").map((text) => [text.id, text]));
	const brands: CompiledBrand[] = [];
	const found: Problem[] = [];
	for (const draft of drafts) {
		const text = byId.get(draft.id);
		if (text === undefined || (ids.length > 0 && !ids.includes(draft.id))) continue;
		const result = await finish(directory, draft, text, { isCheck, photos });
		if ("why" in result) found.push(result);
		else brands.push(result);
	}
	return { operators, brands, problems: inOrder([...problems, ...found]) };
}

/** Reads and compiles all brands and operators of a folder. What is wrong with a file is a problem, never an exception. */
export async function loadTenants(directory: string, options: LoadOptions = {}): Promise<Tenants> {
	const { texts, problems } = await readTenantTexts(directory);
	const platformZone = await readPlatformZone(directory);
	const zone = platformZone === undefined ? {} : { platformZone };
	const compiled = await compileWithImages(directory, texts, { ...zone, ...options });
	return { ...compiled, problems: inOrder([...problems, ...compiled.problems]) };
}
