import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { brandDrafts, waitingWords } from "#cli/commands/brand/drafts.ts";
import { brandNew } from "#cli/commands/brand/new.ts";
import type { Reply } from "../../../support/ask.ts";
import type { Visitor } from "../../../support/member.ts";
import { hidden, newStaff, type StaffMember } from "../../../support/staff.ts";
import { quietIo, startWorld, type World } from "../../../support/world.ts";

let world: World;
let author: StaffMember;
let other: StaffMember;
let operator: StaffMember;
beforeAll(async () => {
	world = await startWorld();
	author = await newStaff(world, "brand_author");
	other = await newStaff(world, "brand_author");
	operator = await newStaff(world, "operator");
});
afterAll(() => world.stop());

const NEW = "/console/brands/new";
const DRAFTS = "/console/brands/drafts";
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const get = ({ visitor }: StaffMember, path: string) => visitor.get(at(visitor, path));
const post = ({ visitor }: StaffMember, path: string, fields: Record<string, string>) =>
	visitor.post(at(visitor, path), fields);
const answers = (over: Record<string, string> = {}) => ({
	...{ version: "0", host: "rodekamer.example", id: "", name: "", tagline: "", intro: "", color: "", accent: "" },
	...{ preset: "ember", typeface: "serif", language: "nl" },
	...over,
});
const idOf = (reply: Reply) =>
	/drafts\/([0-9a-f-]{36})/.exec(reply.headers.location ?? "")?.[1] ?? expect.fail(reply.text);
const version = (reply: Reply) => ({ version: hidden(reply, "version") });

async function begun(over: Record<string, string> = {}, by = author): Promise<string> {
	return idOf(await post(by, NEW, answers(over)));
}

describe("POST /console/brands/new", () => {
	it.each([
		["host", { host: "" }, "Vul dit in."],
		["host", { host: "geen adres" }, "Dit is geen adres van een site"],
		["host", { host: "twero.com" }, "Dit adres kan niet"],
		["host", { host: "twer0.com" }, "Dit adres kan niet"],
		["host", { host: "club.localhost" }, "Dit adres kan niet"],
		["host", { host: "co.uk" }, "Onder dit adres"],
		["id", { id: "twero" }, "Er is al een merk met deze korte naam"],
		["id", { id: "Met Hoofdletters" }, "Gebruik 2 tot 31"],
		["id", { id: "console" }, "Gebruik 2 tot 31"],
		["color", { color: "rood" }, "Dit is geen kleur"],
		["color", { color: "#ffcc00" }, "De dichtstbijzijnde kleur die dat wel is: #"],
		["accent", { accent: "#eee" }, "De dichtstbijzijnde kleur die dat wel is: #"],
		["name", { name: "株式" }, "kan dit niet afdrukken: 株"],
		["name", { name: "x".repeat(41) }, "niet te lang"],
		["tagline", { tagline: "<b>vet</b>" }, "zonder code"],
		["intro", { intro: "x".repeat(601) }, "niet te lang"],
	])("says beside %s what is wrong with %j, keeps what was typed, and stores nothing", async (field, over, words) => {
		const before = (await get(author, DRAFTS)).text;
		const typed = answers({ name: "Kamer & Co", ...over });
		const reply = await post(author, NEW, typed);
		expect(reply.status).toBe(422);
		expect(reply.text).toMatch(new RegExp(`id="${field}-error">[^<]*(${words})`));
		if (!("name" in over)) expect(reply.text).toContain('value="Kamer &amp; Co"');
		expect((await get(author, DRAFTS)).text).toBe(before);
	});

	it("refuses what no form offers", async () => {
		expect((await post(author, NEW, answers({ operator: "venus" }))).status).toBe(400);
		expect((await post(author, NEW, answers({ preset: "neon" }))).status).toBe(422);
	});
});

describe("GET /console/brands/drafts/:draft/preview", () => {
	it("shows the draft's own front page and colours, in a frame of this site alone", async () => {
		const id = await begun({ name: "De Rode Kamer", color: "#8a1c2b", tagline: "Waar de avond begint" });
		const shown = await get(author, `${DRAFTS}/${id}`);
		expect(shown.headers["content-security-policy"]).toContain("frame-src 'self'; frame-ancestors 'none'");
		const preview = await get(author, `${DRAFTS}/${id}/preview`);
		expect(preview.status).toBe(200);
		expect(preview.text).toContain("<h1>Waar de avond begint</h1>");
		expect(preview.text).toContain('name="robots" content="noindex"');
		expect(preview.text).toContain("Voorbeeld: deze site is nog niet gepubliceerd.");
		expect(preview.headers["content-security-policy"]).toContain("frame-ancestors 'self'");
		expect(preview.headers["x-frame-options"]).toBe("SAMEORIGIN");
		for (const scheme of ["light", "dark"]) {
			const drawing =
				new RegExp(`src(?:set)?="([^"]+/scene[.]svg[^"]*scheme=${scheme})"`).exec(preview.text)?.[1] ?? "";
			const picture = await get(author, drawing.replaceAll("&amp;", "&"));
			expect([picture.status, picture.headers["content-type"]]).toEqual([200, "image/svg+xml"]);
			expect(picture.headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
			expect(picture.text).toMatch(/^<svg/);
		}
		const href = /rel="stylesheet" href="([^"]+)"/.exec(preview.text)?.[1] ?? "";
		const sheet = await get(author, href);
		expect(sheet.headers["content-type"]).toContain("text/css");
		expect(sheet.text).toContain("#8a1c2b");
	});
});

describe("POST /console/brands/drafts/:draft", () => {
	it("saves the next version, and keeps what was typed where the draft went on meanwhile", async () => {
		const id = await begun({ name: "Eerst" });
		const first = version(await get(author, `${DRAFTS}/${id}`));
		expect((await post(author, `${DRAFTS}/${id}`, answers({ ...first, name: "Daarna" }))).status).toBe(303);
		const late = await post(author, `${DRAFTS}/${id}`, answers({ ...first, name: "Te laat" }));
		expect(late.status).toBe(409);
		expect(late.text).toContain('value="Te laat"');
		expect((await get(author, `${DRAFTS}/${id}`)).text).toContain("<h1>Daarna</h1>");
	});
});

describe("drafts of others", () => {
	it("are not there: for another author never, for an operator before they are handed in", async () => {
		const id = await begun();
		for (const person of [other, operator])
			for (const more of ["", "/preview", "/site.css", "/scene.svg?scheme=dark"])
				expect((await get(person, `${DRAFTS}/${id}${more}`)).status).toBe(404);
		expect((await post(other, `${DRAFTS}/${id}/submit`, { version: "1" })).status).toBe(404);
		expect((await post(other, `${DRAFTS}/${id}`, answers({ version: "1" }))).status).toBe(404);
		expect((await get(other, DRAFTS)).text).not.toContain(id);
		expect((await post(author, `${DRAFTS}/${id}/approve`, { version: "1" })).status).toBe(403);
	});
});

describe("author, operator, command", () => {
	it("POST submit, approve, `brand drafts --apply`: the brand answers on its host, by the bytes that `brand new` writes", async () => {
		const flags = {
			name: "Zoute Haven",
			tagline: 'Zilt & "zacht"',
			color: "#12507b",
			preset: "harbour",
			intro: "Kom aan wal.",
		};
		const id = await begun({ ...flags, host: "zoutehaven.example", typeface: "rounded" });
		const page = await get(author, `${DRAFTS}/${id}`);
		const submitted = await post(author, `${DRAFTS}/${id}/submit`, version(page));
		expect(submitted.headers.location).toContain("done=submitted");
		// What was handed in stays as it is.
		expect((await post(author, `${DRAFTS}/${id}`, answers({ version: "2", host: "zoutehaven.example" }))).status).toBe(
			409,
		);
		const read = await get(operator, `${DRAFTS}/${id}`);
		expect(read.text).toContain("Een nieuw merk, Zoute Haven (zoutehaven), op zoutehaven.example.");
		expect(read.text).toContain("www.zoutehaven.example leidt daarheen.");
		expect((await get(operator, `${DRAFTS}/${id}/preview`)).status).toBe(200);
		const approved = await post(operator, `${DRAFTS}/${id}/approve`, version(read));
		expect(approved.headers.location).toContain("done=approved");
		expect(await waitingWords(world.database)).toContain("zoutehaven");

		const directory = mkdtempSync(join(tmpdir(), "livery-"));
		const folders = ["one", "two"].map((name) => join(directory, name));
		for (const folder of folders)
			for (const part of ["tenants", "migrations"])
				cpSync(new URL(`../../../../${part}`, import.meta.url), join(folder, part), { recursive: true });
		const [one = "", two = ""] = folders;
		vi.stubEnv("DATABASE_URL", world.server.url);
		try {
			expect(await brandDrafts(["--apply"], quietIo(one))).toBe(0);
			const argv = ["zoutehaven.example", ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value])];
			await brandNew(
				[...argv, "--typeface", "rounded", "--language", "nl", "--operator", "jupiter-media"],
				quietIo(two),
			);
			const bytesIn = (folder: string) => readFileSync(join(folder, "tenants", "zoutehaven.toml"));
			expect(bytesIn(one).equals(bytesIn(two))).toBe(true);
			expect(await waitingWords(world.database)).toBeUndefined();
		} finally {
			vi.unstubAllEnvs();
			rmSync(directory, { recursive: true });
		}
		await vi.waitFor(
			async () =>
				expect((await world.get("/", { host: "zoutehaven.example" })).text).toContain("Zilt &amp; &quot;zacht&quot;"),
			{ timeout: 30_000, interval: 250 },
		);
		expect((await get(author, DRAFTS)).text).toContain("Gepubliceerd");
	});

	it("POST reject: the author reads why, and nobody decides on it again", async () => {
		const id = await begun({ host: "anders.example" });
		await post(author, `${DRAFTS}/${id}/submit`, { version: "1" });
		const short = await post(operator, `${DRAFTS}/${id}/reject`, { version: "2", reason: "" });
		expect(short.status).toBe(422);
		const reason = "De naam is te algemeen";
		const rejected = await post(operator, `${DRAFTS}/${id}/reject`, { version: "2", reason });
		expect(rejected.headers.location).toContain("done=rejected");
		expect((await get(author, `${DRAFTS}/${id}`)).text).toContain(reason);
		const again = await post(operator, `${DRAFTS}/${id}/approve`, { version: "3" });
		expect(again.headers.location).toContain("done=unchanged");
	});

	it("POST withdraw: it is gone from what the operator sees", async () => {
		const id = await begun({ host: "weg.example" });
		await post(author, `${DRAFTS}/${id}/submit`, { version: "1" });
		const gone = await post(author, `${DRAFTS}/${id}/withdraw`, { version: "2" });
		expect(gone.headers.location).toContain("done=withdrawn");
		expect((await get(operator, `${DRAFTS}/${id}`)).status).toBe(404);
	});
});
