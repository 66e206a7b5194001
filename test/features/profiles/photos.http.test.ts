import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { readImageHeader, webpChunks } from "#foundation/objects/image-header.ts";
import { enterBrand, type Member, newMember, type Visitor } from "../../support/member.ts";
import { photoWithMetadata, plainPhoto, pngBomb, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
let viewer: Visitor;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	viewer = (await memberOn("twero")).visitor;
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const YES = { photo_consent: "yes" };

async function memberOn(...brands: string[]): Promise<Member & { id: string }> {
	const member = await newMember(world, mail, brands[0]);
	for (const brand of brands) await enterBrand(member.visitor, brand);
	const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
	return { ...member, id: row?.id ?? "" };
}

const rowsOf = async (member: string) => {
	const [rows] = await world.database.read(
		build.selectFrom("photo").select(["id", "object_key", "width", "height", "state"]).where("member_id", "=", member),
	);
	return rows;
};

/** As a moderator does in the console. */
function approve(id: string) {
	const at = new Date().toISOString();
	const approved = { state: "approved", approved_at: at, decided_at: at, decided_by: "moderator" };
	return world.database.write(build.updateTable("photo").set(approved).where("id", "=", id));
}

const chunksOf = (bytes: Buffer) => webpChunks(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
const onBrand = (visitor: Visitor, id: string, size = "1080") =>
	visitor.get(visitor.address("twero", `/photos/${id}/${size}`));
const own = (visitor: Visitor, path: string) => visitor.address("account", `/profile/twero${path}`);

/** Every file of the object store and of the database, as one text. */
function everythingStored(): string {
	const files = readdirSync(world.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join("\n");
}

async function added(member: Member & { id: string }, file: Buffer = plainPhoto(), fields = {}): Promise<string> {
	const reply = await uploadPhoto(world, member.visitor, "twero", file, { ...YES, ...fields });
	expect([reply.status, reply.headers.location]).toEqual([303, "/profile/twero?brand=twero&done=photo-added"]);
	return (await rowsOf(member.id)).at(-1)?.id ?? expect.fail("no photo");
}

describe("a photo", () => {
	it("POST /profile/:brand/photos makes it anew: no place, camera, serial number or comment is left (T16)", async () => {
		const member = await memberOn("twero");
		const mark = "SERIAL-7f3a91";
		const file = photoWithMetadata(mark);
		expect(file.toString("latin1")).toContain(mark);
		const id = await added(member, file);
		for (const size of ["320", "1080"]) {
			const { status, headers, body } = await member.visitor.get(own(member.visitor, `/photos/${id}/${size}`));
			expect([status, headers["content-type"]]).toEqual([200, "image/webp"]);
			expect(body.toString("latin1")).not.toMatch(/SERIAL|Exif|EXIF|XMP|xmpmeta|Photoshop/);
			expect(chunksOf(body).map(({ name }) => name)).toEqual(["VP8 "]);
			// Sent lying on its side, and turned upright.
			const header = readImageHeader(body);
			expect(header && header.height > header.width, size).toBe(true);
		}
		const [row] = await rowsOf(member.id);
		expect([row?.width, row?.height]).toEqual([300, 480]);
	});

	it.each(["jpg", "png", "webp"] as const)("comes as %s and goes as WebP, no larger than it came", async (type) => {
		const member = await memberOn("twero");
		const id = await added(member, plainPhoto(type));
		const small = await member.visitor.get(own(member.visitor, `/photos/${id}/320`));
		expect(readImageHeader(small.body)).toMatchObject({ type: "image/webp", width: 320, height: 200 });
		const large = await member.visitor.get(own(member.visitor, `/photos/${id}/1080`));
		expect(readImageHeader(large.body)).toMatchObject({ width: 480, height: 300 });
	});

	it("is seen by nobody but its owner until a moderator approves it", async () => {
		const member = await memberOn("twero");
		const id = await added(member, plainPhoto(), { description: "Aan het water" });
		const place = /href="(\/members\/[^"]+)"/.exec(
			(await member.visitor.get(member.visitor.address("twero", "/me"))).text,
		)?.[1];
		const page = (visitor: Visitor) => visitor.get(visitor.address("twero", place ?? ""));
		expect((await page(member.visitor)).text).toContain(`/photos/${id}/320`);
		expect((await page(viewer)).text).not.toContain(id);
		const missing = await onBrand(viewer, "0190a0a0-0000-7000-8000-000000000000");
		expect(missing.status).toBe(404);
		const pending = await onBrand(viewer, id);
		expect([pending.status, pending.text]).toEqual([404, missing.text]);
		expect((await onBrand(member.visitor, id)).status).toBe(200);
		await approve(id);
		expect((await page(viewer)).text).toMatch(/alt="Aan het water"/);
		const served = await onBrand(viewer, id);
		expect([served.status, trips(served)]).toEqual([200, 1]);
		expect((await onBrand(viewer, id, "5000")).text).toBe(missing.text);
	});

	it("GET /photos/:photo/:size serves it inert and kept by no cache (T15)", async () => {
		const member = await memberOn("twero");
		const id = await added(member);
		const { headers } = await onBrand(member.visitor, id);
		expect(headers).toMatchObject({
			"cache-control": "private, no-store",
			"content-security-policy": "default-src 'none'; sandbox",
			"content-type": "image/webp",
			"x-content-type-options": "nosniff",
			"cross-origin-resource-policy": "same-origin",
		});
		expect(headers["content-disposition"]).toMatch(/^attachment/);
		expect(headers.etag).toBeUndefined();
	});

	it("is of one brand: on another it is missing, and its owner alone edits it (T7, T8)", async () => {
		const member = await memberOn("twero", "geilesexsite");
		const id = await added(member);
		await approve(id);
		const { visitor } = member;
		const missing = await visitor.get(visitor.address("geilesexsite", "/photos/none/320"));
		for (const one of [
			await visitor.get(visitor.address("geilesexsite", `/photos/${id}/320`)),
			await visitor.get(visitor.address("account", `/profile/geilesexsite/photos/${id}/320`)),
			await viewer.get(own(viewer, `/photos/${id}/320`)),
			await viewer.post(own(viewer, `/photos/${id}/remove`)),
			await visitor.post(visitor.address("account", `/profile/geilesexsite/photos/${id}/remove`)),
		])
			expect(one.status).toBe(missing.status);
		expect(await rowsOf(member.id)).toHaveLength(1);
		const anonymous = await world.get(`/photos/${id}/320`, { host: "twero.com" });
		expect([anonymous.status, anonymous.headers.location]).toEqual([303, "/login"]);
	});
});

describe("what is no photo", () => {
	it("POST /profile/:brand/photos refuses every other kind of file, whatever it is called (T15)", async () => {
		const { visitor, id } = await memberOn("twero");
		const jpeg = plainPhoto("jpg");
		const refused: Record<string, Buffer> = {
			nothing: Buffer.alloc(0),
			svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
			html: Buffer.from("<!DOCTYPE html><script>alert(1)</script>"),
			"gif with script": Buffer.from("GIF89a/*\x01\x00*/=1;alert(1)//", "latin1"),
			pdf: Buffer.from("%PDF-1.4 <script>"),
			zip: Buffer.from("PK\x03\x04", "latin1"),
			"jpeg that ends": jpeg.subarray(0, 20),
			"html in a jpeg's first bytes": Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from("<script>")]),
			"broken pixels": Buffer.concat([pngBomb(400, 400).subarray(0, 60), Buffer.alloc(200, 7)]),
		};
		for (const [name, file] of Object.entries(refused)) {
			const reply = await uploadPhoto(world, visitor, "twero", file, YES);
			expect([reply.status, name]).toEqual([422, name]);
			expect(reply.text, name).toContain('id="photo-error"');
		}
		expect(await rowsOf(id)).toEqual([]);
	});

	it("POST /profile/:brand/photos says at once what is wrong with the file and with its description", async () => {
		const { visitor, id } = await memberOn("twero");
		const fields = { ...YES, description: "Aan\u202e het water" };
		const reply = await uploadPhoto(world, visitor, "twero", Buffer.from("no photo"), fields);
		expect(reply.status).toBe(422);
		for (const name of ["photo", "description"]) expect(reply.text).toContain(`id="${name}-error"`);
		expect(reply.text).toContain("het water");
		expect(await rowsOf(id)).toEqual([]);
		visitor.cookies.clear();
		const visited = await uploadPhoto(world, visitor, "twero", Buffer.from("no photo"), fields);
		expect([visited.status, visited.headers.location]).toEqual([303, "/sign-in?brand=twero&to=%2Fprofile"]);
	});

	it("a file that is two things at once comes out as pixels alone (T15)", async () => {
		const member = await memberOn("twero");
		const polyglot = Buffer.concat([plainPhoto("jpg"), Buffer.from("<script>alert('polyglot')</script>PK\x03\x04")]);
		const id = await added(member, polyglot);
		const { body } = await onBrand(member.visitor, id);
		expect(body.toString("latin1")).not.toMatch(/script|polyglot/);
	});

	it("a small file that claims to be huge is refused before anything decodes it (T17)", async () => {
		const { visitor } = await memberOn("twero");
		const started = performance.now();
		for (const [width, height] of [
			[50_000, 50_000],
			[0x7fffffff, 0x7fffffff],
			[12_001, 200],
			[8_000, 8_000],
			[20, 20],
		] as const) {
			const reply = await uploadPhoto(world, visitor, "twero", pngBomb(width, height), YES);
			expect(reply.status).toBe(422);
			const [error, ...others] = [...reply.text.matchAll(/<p class="field-error" id="photo-error">([^<]*)/g)];
			expect(others).toEqual([]);
			expect(error?.[1]).toMatch(
				width <= 100 ? /te klein/ : Math.max(width, height) > 12_000 ? /12\.000/ : /50 miljoen/,
			);
			expect(error?.[1]).not.toMatch(/8 MB/);
		}
		expect(performance.now() - started).toBeLessThan(10_000);
	});

	it("POST /profile/:brand/photos says of a short description only which sign it refuses, and where", async () => {
		const { visitor } = await memberOn("twero");
		const reply = await uploadPhoto(world, visitor, "twero", plainPhoto(), { ...YES, description: "ab\u202bc" });
		expect(reply.status).toBe(422);
		const errors = [...reply.text.matchAll(/<p class="field-error"[^>]*>([^<]*)/g)].map(([, said]) => said);
		expect(errors).toEqual([expect.stringMatching(/^Na “ab” staat een onzichtbaar teken [^0-9]*\(U\+202B\)/)]);
		expect(reply.text).not.toContain("Dit is te lang");
	});

	it("a body beyond eight megabytes is refused, and other forms keep their small limit (T17)", async () => {
		const { visitor } = await memberOn("twero");
		// Answered by its announced length, before a byte of it is taken.
		const head = [
			"POST /profile/twero/photos HTTP/1.1",
			`Host: ${new URL(visitor.address("account", "/")).host}`,
			"Sec-Fetch-Site: same-origin",
			"Content-Type: multipart/form-data; boundary=x",
			`Content-Length: ${8 * 1024 * 1024 + 20_000}`,
			"Connection: close",
		];
		expect(await world.raw(`${head.join("\r\n")}\r\n\r\n--x`)).toMatch(/^HTTP\/1\.1 413 /);
		const large = await uploadPhoto(world, visitor, "twero", Buffer.alloc(8 * 1024 * 1024 + 20_000), YES);
		expect(large.status).toBe(413);
		expect(large.text).toContain('id="photo-error"');
		expect(large.text).toContain("hooguit 8 MB");
		const page = await visitor.post(visitor.address("account", "/profile"), { town: "x".repeat(20_000) });
		expect(page.status).toBe(413);
		const long = await visitor.post(own(visitor, ""), { about_me: "😀".repeat(2_000), consent: "yes" });
		expect(long.status).toBe(303);
	});

	it("a thirteenth is refused, also when two come at once", async () => {
		const member = await memberOn("twero");
		for (let count = 0; count < 11; count++) await added(member);
		const both = await Promise.all([1, 2].map(() => uploadPhoto(world, member.visitor, "twero", plainPhoto(), YES)));
		expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
		expect(await rowsOf(member.id)).toHaveLength(12);
		const reply = await uploadPhoto(world, member.visitor, "twero", plainPhoto(), YES);
		expect(reply.status).toBe(422);
	});
});

describe("photos under consent and at rest", () => {
	it("POST /profile/:brand/photos on an adult brand asks for consent first (P05, P52)", async () => {
		const { visitor, id } = await memberOn("twero");
		const reply = await uploadPhoto(world, visitor, "twero", plainPhoto());
		expect(reply.status).toBe(422);
		expect(reply.text).toContain('id="photo_consent-error"');
		expect(await rowsOf(id)).toEqual([]);
	});

	it("POST /profile/:brand/withdraw takes photos, keys and files along (P34)", async () => {
		const member = await memberOn("twero");
		await added(member);
		const [photo] = await rowsOf(member.id);
		await member.visitor.post(own(member.visitor, "/withdraw"), { purpose: "profiles" });
		expect(await rowsOf(member.id)).toEqual([]);
		const [keys] = await world.database.read(
			build.selectFrom("unit_key").select("unit").where("owner_id", "=", member.id),
		);
		expect(keys.map(({ unit }) => unit).filter((unit) => unit.includes("photo"))).toEqual([]);
		await expectGone(photo?.object_key ?? "");
		expect((await onBrand(member.visitor, photo?.id ?? "")).status).toBe(404);
	});

	it("POST /profile/:brand/photos/:photo/remove deletes row and key at once, and the files after it", async () => {
		const member = await memberOn("twero");
		await added(member);
		await added(member);
		const [first, second] = await rowsOf(member.id);
		const removed = await member.visitor.post(own(member.visitor, `/photos/${first?.id}/remove`));
		expect([removed.status, trips(removed)]).toEqual([303, 2]);
		await expectGone(first?.object_key ?? "");
		expect((await onBrand(member.visitor, second?.id ?? "")).status).toBe(200);
		expect((await member.visitor.post(own(member.visitor, `/photos/${first?.id}/remove`))).status).toBe(404);
	});

	it("POST /brands/:brand/leave takes the files of its photos along (P37)", async () => {
		const member = await memberOn("twero", "geilesexsite");
		await added(member);
		await uploadPhoto(world, member.visitor, "geilesexsite", plainPhoto(), { ...YES, photo_same: "yes" });
		const [here, there] = await rowsOf(member.id);
		await member.visitor.post(member.visitor.address("account", "/brands/twero/leave"));
		await expectGone(here?.object_key ?? "");
		expect(await rowsOf(member.id)).toEqual([there]);
	});

	it("lie sealed: no picture, description or text stands readable in any file", async () => {
		const member = await memberOn("twero");
		const mark = "zeldzaamwoord-5b1c";
		await added(member, photoWithMetadata("CAMERA-5b1c"), { description: mark });
		await member.visitor.post(own(member.visitor, ""), { about_me: `over ${mark}`, hobbies: mark });
		await member.visitor.post(member.visitor.address("account", "/profile"), {
			gender: "man",
			town: mark,
			phone: "+31699887766",
		});
		expect((await member.visitor.get(own(member.visitor, ""))).text).toContain(mark);
		const stored = everythingStored();
		expect(stored.length).toBeGreaterThan(100_000);
		for (const clear of [mark, "CAMERA-5b1c", "31699887766", "VP8 ", "WEBPVP8"])
			expect(stored.includes(clear), clear).toBe(false);
		expect(world.logs.join("\n")).not.toContain(mark);
	});
});

/** The removal runs after the response; the store then has the files no more, and the list is empty. */
async function expectGone(key: string): Promise<void> {
	expect(key).toMatch(/^photos\//);
	await vi.waitFor(
		async () => {
			const [waiting] = await world.database.read(build.selectFrom("object_removal").select("object_key"));
			expect(waiting).toEqual([]);
		},
		{ timeout: 10_000, interval: 50 },
	);
	expect((await storedNames()).filter((name) => name.startsWith(key))).toEqual([]);
}

/** The names that the object store knows. */
async function storedNames(): Promise<string[]> {
	const { objects } = await (await world.worker.bucket("OBJECTS")).list({ prefix: "photos/" });
	const names = objects.map(({ key }) => key);
	expect(names.length).toBeGreaterThan(0);
	return names;
}
