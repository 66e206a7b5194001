import Ajv from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { open } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { copiedTables } from "#foundation/rights/export/columns.ts";
import { commonKeys, pageOfRows } from "#foundation/rights/export/rows.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import { idOf } from "../../support/factors.ts";
import { copyPath, fetchCopy, filePath, makeCopy, readCopy, readCsv, ready } from "../../support/fixtures/copy.ts";
import { ringOf } from "../../support/fixtures/sealed-evidence.ts";
import { enterBrand, letterTo, type Member, newMember, newVisitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

/** The copy of a member's own data, asked for and fetched as a browser does. */

const REALM = realmIdSchema.parse("jupiter-media");
const BRANDS = ["twero", "geilesexsite"];
const SEALED = 0x01;

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const TEXTS = {
	display_name: "Roos",
	about_me: '=HYPERLINK("x")\nmet "aanhalingstekens", komma en 🌷',
	hobbies: "'s Avonds schaatsen",
	sexual_preferences: "+Lezen",
};

type Own = Member & { id: string };

/** A member of both sites with a profile and a photo on one. */
async function filledMember(texts: Partial<typeof TEXTS> = {}): Promise<Own> {
	const own = await newMember(world, mail);
	for (const brand of BRANDS) await enterBrand(own.visitor, brand);
	const form = own.visitor.address("account", "/profile/twero");
	expect((await own.visitor.post(form, { ...TEXTS, ...texts, consent: "yes" })).status).toBe(303);
	const fields = { photo_consent: "yes", photo_same: "yes" };
	expect((await uploadPhoto(world, own.visitor, "twero", plainPhoto(), fields)).status).toBe(303);
	return { ...own, id: idOf(own) };
}

const rowOf = async ({ id }: Pick<Own, "id">) => {
	const [[row]] = await world.database.read(build.selectFrom("export").selectAll().where("member_id", "=", id));
	return row;
};

/** Longer ago than a quarter of an hour. */
const signedInLongAgo = ({ id }: Own) =>
	world.database.write(
		build
			.updateTable("session")
			.set({ created_at: new Date(Date.now() - 16 * MINUTE).toISOString() })
			.where("member_id", "=", id),
	);

const parts = async ({ id }: { id: string }) => {
	const { objects } = await (await world.worker.bucket("OBJECTS")).list({ prefix: `exports/${id}/` });
	return objects.map(({ key }) => key);
};

/** What the database holds of a member in one table, each sealed value opened by the first key that opens it. */
async function storedRows(own: Own, table: ReturnType<typeof copiedTables>[number]) {
	const owner = { realm: REALM, brands: BRANDS, subject: own.id, at: new Date().toISOString() };
	const [rows, keys] = await world.database.read(pageOfRows(table, owner, [], 1_000), commonKeys(owner, []));
	const ring = await ringOf(world);
	const units = await Promise.all((keys as never[]).map((key) => ring.openUnit(key)));
	const opened = async (value: unknown, column: string, row: Record<string, unknown>): Promise<unknown> => {
		if (!(value instanceof Uint8Array)) return value;
		if (value[0] !== SEALED || !column.endsWith("_sealed")) return Buffer.from(value).toString("hex");
		for (const unit of units) {
			const location = { table: table.table, column, row: String(row.id ?? own.id) };
			const text = await open(unit, location, value).catch(() => undefined);
			if (text !== undefined) return text;
		}
		return expect.fail(`${table.name}.${column} opens under none of the member's keys`);
	};
	return Promise.all(
		rows.map(async (row) => {
			const values = table.columns.map(async ({ name, column }) => [name, await opened(row[column], column, row)]);
			return Object.fromEntries(await Promise.all(values));
		}),
	);
}

describe("POST /privacy/export", () => {
	it("makes a copy in which every value is what the database holds, in JSON and in CSV, by its schema (P40, P43)", async () => {
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		const { files, manifest, json } = await fetchCopy(own);
		const ajv = new Ajv({ strict: true, keywords: ["x-portable"] });
		// The copy is no part of what it was made from: its own row went on.
		for (const table of copiedTables(REGISTER, "member").filter(({ name }) => name !== "export" && name !== "outbox")) {
			const listed = manifest.tables.find(({ name }) => name === table.name) ?? expect.fail(table.name);
			const stored = await storedRows(own, table);
			expect([table.name, listed.rows, listed.unreadable, listed.missingFiles]).toEqual([
				table.name,
				stored.length,
				0,
				0,
			]);
			if (stored.length === 0) continue;
			const rows = json(`data/${table.name}.json`) as Record<string, unknown>[];
			const byText = (one: unknown, other: unknown) => JSON.stringify(one).localeCompare(JSON.stringify(other));
			expect([...rows].sort(byText)).toEqual([...stored].sort(byText));
			const csv = readCsv(String(files.get(`data/${table.name}.csv`)));
			const asText = (value: unknown) => (value === null ? null : String(value));
			expect(csv.rows).toEqual(rows.map((row) => csv.columns.map((column) => asText(row[column]))));
			expect(csv.columns).toEqual(Object.keys(rows[0] ?? {}));
			const validate = ajv.compile(json(`schemas/${table.name}.json`) as object);
			expect([table.name, validate(rows), validate.errors]).toEqual([table.name, true, null]);
			expect(validate(rows.map((row) => ({ ...row, more: 1 })))).toBe(false);
		}
		expect(json("data/member.json")).toMatchObject([{ email: own.email, user_name: own.name, language: "nl" }]);
		expect(json("data/special_detail.json")).toMatchObject(
			[{ ...TEXTS, display_name: undefined }].map(({ display_name: _, ...rest }) => rest),
		);
	});

	it("puts in the photos, the statements that were shown, what Article 15 asks, and pages to read", async () => {
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		const { files, manifest, json } = await fetchCopy(own);
		const [photo] = json("data/photo.json") as { id: string }[];
		for (const size of ["320", "1080"])
			expect(files.get(`files/photo/${photo?.id}-${size}.webp`)?.subarray(8, 12).toString()).toBe("WEBP");
		const [versions] = await world.database.read(
			build
				.selectFrom("statement_version")
				.select(["brand_id", "number", "locale", "pdf"])
				.where("brand_id", "in", BRANDS)
				.where("locale", "=", "nl"),
		);
		for (const brand of BRANDS) {
			const pdf = versions.find(({ brand_id, number }) => brand_id === brand && number === 1)?.pdf;
			expect(files.get(`statements/${brand}-privacy-1-nl.pdf`)).toEqual(Buffer.from(pdf ?? []));
		}
		const sheet = json("sheet.json") as {
			site: string;
			data: { item: string; kept: string[] }[];
			recipients: unknown[];
		}[];
		expect(sheet.map(({ site }) => site)).toEqual(["Twero", "Geilesexsite"]);
		for (const { data, recipients } of sheet) {
			expect(data.every(({ kept }) => kept.length > 0)).toBe(true);
			expect(recipients.length).toBeGreaterThan(0);
		}
		const index = String(files.get("index.html"));
		expect(index).toContain('<html lang="nl">');
		const pages = [...files].filter(([name]) => name.endsWith(".html"));
		for (const [name, page] of pages)
			for (const [, to = ""] of String(page).matchAll(/(?:href|src)="([^"]*)"/g)) {
				if (to.startsWith("https://")) continue;
				const path = new URL(to, `https://copy.example/${name}`).pathname.slice(1);
				expect([name, to, files.has(path)]).toEqual([name, to, true]);
			}
		// Nothing is fetched from elsewhere, and no script runs.
		for (const [, page] of pages)
			expect(String(page)).not.toMatch(/<script|src="http|stylesheet" href="http|@import|url\(/);
		const withheld = manifest.tables.flatMap(({ fields }) => fields.filter(({ given }) => !given));
		expect(withheld.map(({ name }) => name)).toEqual(expect.arrayContaining(["password", "email_index"]));
		expect(withheld.every(({ why }) => why !== undefined && why.length > 10)).toBe(true);
	});

	it("holds nothing of another member's (T29)", async () => {
		const other = await filledMember({ about_me: "kanarie van een ander", display_name: "Kanarie" });
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		const { files } = await fetchCopy(own);
		const all = [...files.values()].map(String).join("\n");
		expect(all).toContain(own.id);
		for (const word of [other.id, other.email, other.name, "kanarie", "Kanarie"]) expect(all).not.toContain(word);
	});

	it("tells the owner at once and again when it is ready, by links that open nothing (T27, T28)", async () => {
		const own = await filledMember();
		const before = mail.taken.filter(({ to }) => to.includes(own.email)).length;
		await makeCopy(world, own, own.id);
		const last = await letterTo(mail, own.email, before + 2);
		const subjects = [(await rowOf(own))?.state, last.subject];
		expect(subjects).toEqual(["ready", "Je kopie staat klaar"]);
		const link = last.links.find((one) => one.includes("/privacy/export")) ?? expect.fail("no link");
		const reply = await newVisitor(world).get(link);
		expect([reply.status, reply.headers.location]).toEqual([303, expect.stringContaining("/sign-in")]);
	});

	it("asks for the password of a sign-in of longer ago, and writes nothing until it is right", async () => {
		const own = await filledMember();
		await signedInLongAgo(own);
		const page = await own.visitor.get(copyPath(own.visitor));
		expect([page.status, page.headers["server-timing"]?.includes('desc="1"')]).toEqual([200, true]);
		expect(page.text).toContain('name="current_password"');
		for (const current_password of ["", "een ander wachtwoord"]) {
			const refused = await own.visitor.post(copyPath(own.visitor), { current_password });
			expect([refused.status, refused.text.includes('aria-invalid="true"'), await rowOf(own)]).toEqual([
				422,
				true,
				undefined,
			]);
		}
		const asked = await own.visitor.post(copyPath(own.visitor), { current_password: own.password });
		expect([asked.status, asked.headers["server-timing"]?.includes('desc="2"')]).toEqual([303, true]);
		await ready(world, own.id);
	});

	it("makes one copy when it is asked for twice at once, and a new one takes the place of the one before", async () => {
		const own = await filledMember();
		const replies = await Promise.all([
			own.visitor.post(copyPath(own.visitor)),
			own.visitor.post(copyPath(own.visitor)),
		]);
		expect(replies.map(({ status }) => status)).toEqual([303, 303]);
		await ready(world, own.id);
		const first = (await rowOf(own)) ?? expect.fail();
		expect((await parts(first)).length).toBeGreaterThan(0);
		await makeCopy(world, own, own.id);
		const second = (await rowOf(own)) ?? expect.fail();
		expect(second.id).not.toBe(first.id);
		await world.worker.tick();
		expect(await parts(first)).toEqual([]);
		const [keys] = await world.database.read(
			build.selectFrom("unit_key").select("unit").where("owner_id", "=", own.id).where("unit", "like", "core:export:%"),
		);
		expect(keys).toEqual([{ unit: `core:export:${second.id}` }]);
		await fetchCopy(own);
	});
});

describe("GET /privacy/export/copy.zip", () => {
	it("is fetched as often as the member likes, whole or in ranges that make it up", async () => {
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		const whole = await own.visitor.get(filePath(own.visitor));
		expect(whole.headers).toMatchObject({
			...{ "accept-ranges": "bytes", "cache-control": "private, no-store" },
			"content-disposition": expect.stringMatching(
				/^attachment; filename="kopie-van-je-gegevens-\d{4}-\d\d-\d\d\.zip"$/,
			),
		});
		const length = whole.body.length;
		const half = Math.floor(length / 2);
		const pieces = await Promise.all(
			[`bytes=0-${half - 1}`, `bytes=${half}-`].map((Range) => own.visitor.get(filePath(own.visitor), { Range })),
		);
		expect(pieces.map(({ status, headers }) => [status, headers["content-range"]])).toEqual([
			[206, `bytes 0-${half - 1}/${length}`],
			[206, `bytes ${half}-${length - 1}/${length}`],
		]);
		readCopy(Buffer.concat(pieces.map(({ body }) => body)));
		const tail = await own.visitor.get(filePath(own.visitor), { Range: "bytes=-10" });
		expect(tail.body).toEqual(whole.body.subarray(-10));
		const beyond = await own.visitor.get(filePath(own.visitor), { Range: `bytes=${length}-` });
		expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, `bytes */${length}`]);
		const changed = await own.visitor.get(filePath(own.visitor), { Range: "bytes=0-1", "If-Range": '"another"' });
		expect([changed.status, changed.body.length]).toEqual([200, length]);
	});

	it("takes the password after a quarter of an hour, and no wrong one", async () => {
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		await signedInLongAgo(own);
		const asks = await own.visitor.get(filePath(own.visitor));
		expect([asks.status, asks.text.includes('name="current_password"')]).toEqual([403, true]);
		const wrong = await own.visitor.post(filePath(own.visitor), { current_password: "een ander wachtwoord" });
		expect([wrong.status, wrong.headers["content-type"]]).toEqual([422, expect.stringContaining("text/html")]);
		const right = await own.visitor.post(filePath(own.visitor), { current_password: own.password });
		expect([right.status, right.headers["content-type"]]).toEqual([200, "application/zip"]);
		readCopy(right.body);
	});

	it("gives it to nobody else: a visitor signs in, another member finds nothing (T28)", async () => {
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		const visitor = await newVisitor(world).get(filePath(own.visitor));
		expect([visitor.status, visitor.headers.location]).toEqual([303, expect.stringContaining("/sign-in")]);
		const other = await newMember(world, mail);
		for (const reply of [
			await other.visitor.get(filePath(other.visitor)),
			await other.visitor.post(filePath(other.visitor), { current_password: other.password }),
		])
			expect([reply.status, reply.headers.location, reply.body.length]).toEqual([303, "/privacy/export", 0]);
	});

	it("ends seven days after the copy was made, and nothing of it is left (P40)", async () => {
		const own = await filledMember();
		await makeCopy(world, own, own.id);
		const { id } = (await rowOf(own)) ?? expect.fail();
		const made_at = new Date(Date.now() - 7 * DAY - MINUTE).toISOString();
		await world.database.write(build.updateTable("export").set({ made_at }).where("id", "=", id));
		const late = await own.visitor.get(filePath(own.visitor));
		expect([late.status, late.headers.location]).toEqual([303, "/privacy/export"]);
		const page = await own.visitor.get(copyPath(own.visitor));
		expect([page.status, page.text.includes("Maak een kopie"), page.text.includes("copy.zip")]).toEqual([
			200,
			true,
			false,
		]);
		// One tick ends the row and its key; the next one removes what the row named.
		await world.worker.tick();
		await world.worker.tick();
		const [rows, keys] = await world.database.read(
			build.selectFrom("export").select("id").where("id", "=", id),
			build.selectFrom("unit_key").select("id").where("unit", "=", `core:export:${id}`),
		);
		expect([rows, keys, await parts({ id })]).toEqual([[], [], []]);
	});
});

describe("GET /privacy on the account host", () => {
	it("says what is kept, what for, how long and for whom, and leads to every right in one click and one trip (P26, P40)", async () => {
		const own = await filledMember();
		const reply = await own.visitor.get(own.visitor.address("account", "/privacy"));
		expect([reply.status, reply.headers["server-timing"]?.includes('desc="1"')]).toEqual([200, true]);
		for (const brand of ["Twero", "Geilesexsite"]) expect(reply.text).toContain(`<summary>Op ${brand}</summary>`);
		for (const words of ["E-mailadres", "60 maanden nadat je je account hebt gesloten", "Cloudflare"])
			expect(reply.text).toContain(words);
		const [section = ""] = /<section aria-labelledby="rights-title">.*?<\/section>/s.exec(reply.text) ?? [];
		const base = own.visitor.at;
		const links = [...section.matchAll(/href="([^"]*)"/g)].map(([, to = ""]) => to);
		expect(links).toHaveLength(11);
		for (const to of links) {
			if (to.startsWith("#")) expect(reply.text).toContain(`id="${to.slice(1)}"`);
			else if (!to.startsWith("https://autoriteit")) {
				const page = await own.visitor.get(new URL(to, base).href);
				const [, anchor = ""] = to.split("#");
				expect([to, page.status, page.text.includes(`id="${anchor}"`) || anchor === ""]).toEqual([to, 200, true]);
			}
		}
	});
});
