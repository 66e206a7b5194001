import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandError } from "#cli/command.ts";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { brand } from "#cli/commands/brand/brand.ts";
import { main } from "#cli/main.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { quietIo, startWorld, type World } from "../support/world.ts";

let world: World;
/** The operator's checkout: tenant files of its own, the project's migrations. */
let project: string;
/** The operator's clock, moved by the tests. The Worker's is the real one. */
let clock = new Date();

const DAY = 24 * 60 * 60 * 1000;

beforeAll(async () => {
	world = await startWorld();
	project = mkdtempSync(join(tmpdir(), "livery-operator-"));
	cpSync("tenants", join(project, "tenants"), { recursive: true });
	symlinkSync(join(process.cwd(), "migrations"), join(project, "migrations"));
	process.env.DATABASE_URL = world.server.url;
});
afterAll(async () => {
	delete process.env.DATABASE_URL;
	rmSync(project, { recursive: true, force: true });
	await world.stop();
});

async function run(...argv: string[]): Promise<string> {
	const io = quietIo(project, () => clock);
	expect(await brand(argv, io)).toBe(0);
	return io.said();
}

function editFile(file: string, from: string | RegExp, to: string): void {
	const path = join(project, "tenants", file);
	const text = readFileSync(path, "utf8");
	const changed = text.replace(from, to);
	expect(changed).not.toBe(text);
	writeFileSync(path, changed);
}

/** Puts a file of the operator's back as it was before, whatever came of what was done meanwhile. */
async function restoring<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
	const path = join(project, "tenants", file);
	const before = readFileSync(path);
	try {
		return await act();
	} finally {
		writeFileSync(path, before);
	}
}

/** Asks until the Worker has seen the publication: an unknown host makes it look at once. */
async function seen(path: string, host = "twero.com") {
	await sleep(1_100);
	await world.get("/", { host: "nobody.example" });
	return world.get(path, { host });
}

describe("brand apply", () => {
	it("says that there is nothing to publish when nothing changed", async () => {
		expect(await run("apply")).toMatch(/unchanged: .*twero[\s\S]*nothing to publish/);
	});

	it("shows a change of copy in words, and publishes nothing in a dry run", async () => {
		editFile(
			"twero.toml",
			'tagline = "Dating for adults, at your own pace"',
			'tagline = "Meet adults at your own pace"',
		);
		const said = await run("apply", "--dry-run");
		expect(said).toMatch(
			/look\.copy\.en\.tagline: "Dating for adults, at your own pace" → "Meet adults at your own pace" {2}\(.*twero\.toml:\d+\)/,
		);
		expect(said).toContain("the statement stays as it is");
		expect(said).toContain("dry run: nothing was published");
		expect((await seen("/en")).text).not.toContain("Meet adults at your own pace");
	});

	it("shows what a file imitates before the difference (T45)", async () => {
		const said = await restoring("harbour.toml", () => {
			editFile("harbour.toml", 'name = "Harbour"', 'name = "Tvvero"');
			editFile("harbour.toml", "Find crew, swap advice", "Call 0900-1234, swap advice");
			return run("apply", "harbour", "--dry-run");
		});
		expect(said).toMatch(/harbour\.toml:\d+:\d+ {2}warning: name: "Tvvero" can be taken for "Twero"/);
		expect(said).toMatch(/warning: copy\.en\.seoDescription: This text holds a phone number/);
		expect(said.indexOf("warning:")).toBeLessThan(said.indexOf("~ harbour"));
	});

	it("changes look and copy at once, and makes no statement version of it", async () => {
		await run("apply");
		const page = await seen("/en");
		expect(page.text).toContain("Meet adults at your own pace");
		expect((await world.get("/privacy/versions")).text).not.toContain("/privacy/versions/2");
	});

	it("announces a change of the statement for 30 days before it counts (P30)", async () => {
		editFile("operators/jupiter-media.toml", /responseDays = 28/, "responseDays = 21");
		const said = await run("apply");
		expect(said).toMatch(/legal\.responseDays: 28 → 21/);
		expect(said).toMatch(/statement: version 2 \(information\), in force \d{4}-\d{2}-\d{2}, announced now/);
		expect(said).toMatch(/28[^\n]*21/);
		const statement = await seen("/en/privacy");
		expect(statement.text).toContain("28 days");
		expect(statement.text).not.toContain("21 days");
		expect(statement.text).toMatch(/href="\/en\/privacy\/versions\/2"/);
		const next = await world.get("/en/privacy/versions/2");
		expect(next.status).toBe(200);
		expect(next.text).toContain("21 days");
	});

	it("answers the difference in words and marked text, in one trip", async () => {
		const reply = await world.get("/en/privacy/versions/1..2");
		expect(reply.status).toBe(200);
		expect(reply.headers["server-timing"]).toMatch(/desc="1"/);
		expect(reply.text).toMatch(/<del>(<span[^>]*>[^<]*<\/span>)?28/);
		expect(reply.text).toMatch(/<ins>(<span[^>]*>[^<]*<\/span>)?21/);
		const turned = await world.get("/en/privacy/versions/2..1");
		expect(turned.status).toBe(308);
		expect(turned.headers.location).toBe("/en/privacy/versions/1..2");
		const chosen = await world.get("/en/privacy/versions?from=1&to=2");
		expect(chosen.status).toBe(303);
		expect(chosen.headers.location).toBe("/en/privacy/versions/1..2");
	});

	it("brings the announced statement into force on its day, without another publication", async () => {
		// The Worker's clock is real, so the past is made instead: a change that was announced 40 days ago.
		clock = new Date(Date.now() - 40 * DAY);
		editFile("operators/lage-kade.toml", /responseDays = 21/, "responseDays = 14");
		await run("apply", "harbour");
		clock = new Date();
		const statement = await seen("/privacy", "harbour.example");
		expect(statement.text).toContain("14 days");
		expect((await world.get("/privacy/statement.txt", { host: "harbour.example" })).text).toContain("14 days");
	});

	it("publishes nothing of an operator by halves when one file is wrong, and stops no other operator", async () => {
		const before = await readLiveState(world.database);
		await restoring("twero.toml", async () => {
			editFile("twero.toml", 'brand = "#5a2d82"', 'brand = "#ffd9f0"');
			editFile("geilesexsite.toml", /tagline = "[^"]*"/, 'tagline = "Een andere regel"');
			editFile("harbour.toml", /tagline = "[^"]*"/, 'tagline = "While another is wrong"');
			const io = quietIo(project, () => clock);
			expect(await brand(["apply"], io)).toBe(1);
			expect(io.said()).toMatch(/twero\.toml:\d+:\d+[\s\S]*4\.5/);
			expect(io.said()).toMatch(/left as they are, because of the above: (twero, geilesexsite|geilesexsite, twero)/);
			expect(io.said()).not.toMatch(/is live but has no file/);
			const after = await readLiveState(world.database);
			const changed = [...after.brands.keys()].filter((id) => after.revisions.get(id) !== before.revisions.get(id));
			expect(changed).toEqual(["harbour"]);
			// Named alone, a brand needs no other's file.
			expect(await run("apply", "harbour", "--dry-run")).toContain("nothing to publish");
			await expect(run("apply", "twero")).rejects.toThrow(/twero\.toml:\d+:\d+[\s\S]*4\.5/);
		});
	});

	it("takes a file that was never published, and is no TOML, for its operator's all the same", async () => {
		const file = join(project, "tenants", "newcomer.toml");
		editFile("geilesexsite.toml", /tagline = "[^"]*"/, 'tagline = "Nog een andere regel"');
		try {
			writeFileSync(file, "operator = 'jupiter-media'\nname = \n");
			const io = quietIo(project, () => clock);
			expect(await brand(["apply"], io)).toBe(1);
			expect(io.said()).toMatch(/left as they are, because of the above: .*geilesexsite/);
		} finally {
			rmSync(file);
		}
	});

	it("names file and line of an operator's fault, without a stack, and starts without its brands", async () => {
		await restoring("operators/lage-kade.toml", async () => {
			editFile("operators/lage-kade.toml", 'country = "NL"', 'country = "UK"');
			const io = quietIo(project, () => clock);
			const plan = await publishChangedFiles(world.database, io);
			expect(plan.brands.map(({ after }) => after.id)).not.toContain("harbour");
			expect(io.said()).toMatch(
				/operators\/lage-kade\.toml:\d+:\d+ {2}address\.country: "UK" is no country code.*Write "GB"/,
			);
			const twero = quietIo(project, () => clock);
			expect(await brand(["apply", "twero", "--dry-run"], twero)).toBe(0);
			const said = quietIo(project, () => clock);
			await expect(brand(["apply", "harbour"], said)).rejects.toThrow(/lage-kade\.toml:\d+:\d+ .*Write "GB"/);
		});
	});

	it("refuses when someone else publishes in between", async () => {
		const live = await readLiveState(world.database);
		const io = quietIo(project, () => clock);
		editFile("harbour.toml", /tagline = "[^"]*"/, 'tagline = "First of two"');
		await publishChangedFiles(world.database, io);
		const { planPublication } = await import("#cli/publish/publication.ts");
		const { publish } = await import("#cli/publish/publish.ts");
		const { compileTenants } = await import("#cli/commands/brand/compile-files.ts");
		const plan = await planPublication(await compileTenants(io), live, clock);
		await expect(publish(world.database, plan, live, { now: clock, note: "late" })).rejects.toThrow(CommandError);
	});
});

describe("brand history and rollback", () => {
	it("lists revisions and statements, newest first", async () => {
		const said = await run("history", "twero");
		expect(said).toMatch(/revision \d+ .*← live/);
		expect(said).toMatch(/statement 2 {2}information/);
	});

	it("publishes old settings as a new revision and the old words as a new statement", async () => {
		const said = await run("rollback", "twero", "1");
		expect(said).toMatch(/legal\.responseDays: 21 → 28/);
		expect(said).toMatch(/statement: version 3/);
		expect((await seen("/en")).text).toContain("Dating for adults, at your own pace");
	});

	it("is not undone by a restart, but by the next apply", async () => {
		const io = quietIo(project, () => clock);
		const plan = await publishChangedFiles(world.database, io);
		expect(plan.brands.map(({ after }) => after.id)).not.toContain("twero");
		expect(await run("apply", "twero", "--dry-run")).toContain("Meet adults at your own pace");
	});

	it.each([
		["an unknown brand", ["rollback", "nobody", "1"], /not published/],
		["an unknown revision", ["rollback", "twero", "99"], /no revision 99/],
		["a revision that is none", ["rollback", "twero", "x"], /usage/],
		["history of nobody", ["history", "nobody"], /never published/],
	])("refuses %s in one line", async (_name, argv, why) => {
		await expect(brand(argv, quietIo(project))).rejects.toThrow(why);
	});
});

describe("brand import-statement", () => {
	const old = join(tmpdir(), `livery-old-${process.pid}.txt`);
	const TEXT =
		"Privacy bij Voorbeeld\n\n1. Wat wij bewaren\n\nWij houden ons aan de Wbp.\n\nWij verzamelen:\n\nWijzigingen\n\nWij mogen dit beleid zonder voorafgaande kennisgeving wijzigen.\n";
	beforeAll(() => writeFileSync(old, TEXT));
	afterAll(() => rmSync(old, { force: true }));

	it("archives an older text word for word as version 0, with its findings", async () => {
		const argv = ["import-statement", "twero", old, "--effective", "2014-03-01"];
		// Shown first; without an answer, nothing is kept.
		await expect(run(...argv)).rejects.toThrow(/add --yes/);
		expect(await run(...argv, "--dry-run")).toMatch(
			/in force: {3}from 1 maart 2014\nheadings: {3}[1-9][\s\S]*nothing was kept/,
		);
		expect((await world.get("/privacy/versions")).text).not.toContain("/privacy/versions/0");
		const said = await run(...argv, "--yes");
		expect(said).toMatch(/[1-9]\d* finding\(s\)/);
		expect(said).toContain("kept as version 0 of twero");
		const page = await seen("/privacy/versions/0");
		expect(page.status).toBe(200);
		expect(page.text).toContain("Wij houden ons aan de Wbp.");
		expect(page.text).toContain("zonder voorafgaande kennisgeving");
		expect((await world.get("/privacy/versions")).text).toContain("/privacy/versions/0");
	});

	it("compares the archived text with a generated one", async () => {
		const reply = await world.get("/privacy/versions/0..1");
		expect(reply.status).toBe(200);
		expect(reply.text).toMatch(/<ins/);
	});

	it("has no PDF of it and never puts it in force", async () => {
		expect((await world.get("/privacy")).text).not.toContain("Wij houden ons aan de Wbp.");
	});

	it.each([
		["a second one", ["twero", old, "--effective", "2014-03-01"], /already/],
		["a day that is none", ["harbour", old, "--effective", "2014-02-30"], /yyyy-mm-dd/],
		["a year that cannot be", ["harbour", old, "--effective", "0988-12-31"], /look at the year/],
		["a day after version 1", ["harbour", old, "--effective", "2026-11-28"], /when version 1 did|future/],
		["a day to come", ["harbour", old, "--effective", "2999-01-01"], /future/],
		["a file that is not there", ["harbour", "/nowhere/x.txt", "--effective", "2014-03-01"], /cannot be read/],
		["a language that is none of ours", ["harbour", old, "--effective", "2014-03-01", "--locale", "fr"], /--locale/],
	])("refuses %s", async (_name, argv, why) => {
		await expect(brand(["import-statement", ...argv], quietIo(project))).rejects.toThrow(why);
	});
});

describe("brand apply --remove (T44)", () => {
	it("takes a brand offline, and holds its host back from others for 90 days", async () => {
		expect((await world.get("/", { host: "harbour.example" })).status).toBe(200);
		const file = join(project, "tenants", "harbour.toml");
		await expect(run("apply", "--remove", "harbour")).rejects.toThrow(/still exists/);
		const text = readFileSync(file, "utf8");
		rmSync(file);
		expect(await run("apply", "twero")).not.toContain("harbour is live");
		expect(await run("apply", "--dry-run")).toContain("harbour is live but has no file");
		await run("apply", "--remove", "harbour");
		expect((await seen("/", "harbour.example")).status).toBe(421);
		writeFileSync(join(project, "tenants", "stranger.toml"), text.replace('name = "Harbour"', 'name = "Stranger"'));
		await expect(run("apply")).rejects.toThrow(/harbour\.example was harbour's and is held back until/);
		rmSync(join(project, "tenants", "stranger.toml"));
		writeFileSync(file, text);
		await run("apply");
		expect((await seen("/", "harbour.example")).status).toBe(200);
	});
});

describe("a published statement", () => {
	it("cannot be changed or deleted in the database", async () => {
		const { build } = await import("#foundation/db/database.ts");
		const change = build.updateTable("statement_version").set({ tree_json: "{}" }).where("brand_id", "=", "twero");
		await expect(world.database.write(change)).rejects.toThrow(/never changed/);
		await expect(world.database.write(build.deleteFrom("statement_version"))).rejects.toThrow(/never deleted/);
		await expect(world.database.write(build.deleteFrom("terms_version"))).rejects.toThrow(/never deleted/);
	});
});

describe("a photo of the home page", () => {
	it("GET / shows it in the place of the drawing, with its words, and GET /assets serves each rendition", async () => {
		const noise = { type: "gaussian", mean: 120, sigma: 30 } as const;
		const grain = sharp({ create: { width: 1_300, height: 900, channels: 3, background: "#844", noise } });
		writeFileSync(join(project, "tenants", "kade.jpg"), await grain.blur(6).jpeg().toBuffer());
		const drawn = (await seen("/", "harbour.example")).text;
		expect(drawn).toMatch(/src="\/assets\/scene-[0-9a-f]{20}\.svg"/);
		await restoring("harbour.toml", async () => {
			editFile("harbour.toml", "[home]", '[home.photo]\nfile = "kade.jpg"\nfocus = [20, 60]\n\n[home]');
			editFile("harbour.toml", "[copy.en]", '[copy.en]\nphotoAlt = "A quay at dusk"');
			editFile("harbour.toml", "[copy.nl]", '[copy.nl]\nphotoAlt = "Een kade in de schemering"');
			expect(await run("apply", "harbour")).toContain("look.home.photo");
			const page = (await seen("/", "harbour.example")).text;
			expect(page).toContain('alt="A quay at dusk"');
			expect(page).not.toContain("scene-");
			const files = [...new Set(page.match(/\/assets\/[0-9a-f]{64}\.(?:avif|webp)/g))];
			expect(files.length).toBe(4);
			for (const file of files) {
				const reply = await world.get(file, { host: "harbour.example" });
				expect([reply.status, reply.headers["content-type"]]).toEqual([200, `image/${file.split(".")[1]}`]);
				expect(reply.body.length).toBeLessThanOrEqual(120_000);
				expect((await world.get(file)).status).toBe(404);
			}
			// Another publication makes no other renditions.
			editFile("harbour.toml", "focus = [20, 60]", "focus = [25, 60]");
			await run("apply", "harbour");
			const moved = (await seen("/", "harbour.example")).text;
			expect([...new Set(moved.match(/\/assets\/[0-9a-f]{64}\.(?:avif|webp)/g))]).toEqual(files);
		});
		await run("apply", "harbour");
		expect((await seen("/", "harbour.example")).text).toContain("scene-");
	});
});

describe("a statement whose PDF is left for later", () => {
	it("is served, its PDF with 503 until it is there", async () => {
		const { renderLaterPdfs } = await import("#cli/publish/later-pdfs.ts");
		const text = readFileSync(join(project, "tenants", "harbour.toml"), "utf8");
		const renamed = text.replaceAll("harbour.example", "quayside.example").replaceAll("Harbour", "Quayside");
		const words = ["Rowers on the quay, at six in the morning.", "Roeiers aan de kade, om zes uur 's ochtends."];
		const own = renamed.replace(/^tagline = .*$/gm, () => `tagline = "${words.shift()}"`);
		writeFileSync(join(project, "tenants", "quayside.toml"), own);
		await publishChangedFiles(
			world.database,
			quietIo(project, () => clock),
			{ pdfs: "later" },
		);
		expect((await seen("/privacy", "quayside.example")).status).toBe(200);
		const early = await world.get("/privacy/statement.pdf", { host: "quayside.example" });
		expect(early.status).toBe(503);
		expect(early.headers).toMatchObject({ "retry-after": "30", "cache-control": "private, no-store" });
		expect(await renderLaterPdfs(world.database)).toBe(2);
		const then = await world.get("/privacy/statement.pdf", { host: "quayside.example" });
		expect([then.status, then.headers["content-type"]]).toEqual([200, "application/pdf"]);
		expect(then.body.subarray(0, 5).toString()).toBe("%PDF-");
	});
});

describe("an unknown command", () => {
	it("is one line and exit code 1", async () => {
		const io = quietIo(project);
		const errors: string[] = [];
		const write = process.stderr.write.bind(process.stderr);
		process.stderr.write = (text) => {
			errors.push(String(text));
			return true;
		};
		try {
			expect(await main(["frobnicate"])).toBe(1);
			expect(await main(["brand", "frobnicate"])).toBe(1);
		} finally {
			process.stderr.write = write;
		}
		expect(errors[0]).toMatch(/^livery: there is no command "frobnicate"/);
		expect(errors.join("")).toContain('there is no "brand frobnicate"');
		expect(io.said()).toBe("");
	});
});
