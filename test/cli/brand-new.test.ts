import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brandCheck } from "#cli/commands/brand/check.ts";
import { brandNew } from "#cli/commands/brand/new.ts";
import { loadTenants } from "#cli/tenants/files.ts";

let directory = "";

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), "livery-"));
	const fixtures = new URL("../support/fixtures/tenants/", import.meta.url);
	cpSync(fixtures, join(directory, "tenants"), { recursive: true, filter: (path) => !path.endsWith(".ts") });
});
afterEach(() => rmSync(directory, { recursive: true }));

function terminal({ isTTY = false } = {}) {
	const stdin = Object.assign(new PassThrough(), { isTTY });
	const [stdout, stderr] = [new PassThrough(), new PassThrough()];
	const said: string[] = [];
	for (const stream of [stdout, stderr]) stream.on("data", (bytes) => said.push(String(bytes)));
	return { io: { stdin, stdout, stderr, directory }, said: () => said.join(""), stdin, stdout };
}

const files = () => readdirSync(join(directory, "tenants")).sort();
const written = (id: string) => readFileSync(join(directory, "tenants", `${id}.toml`), "utf8");

describe("brand new", () => {
	it("writes a file that passes the check as it is, from the host alone", async () => {
		const { io, said } = terminal();
		expect(await brandNew(["Sea-Side.nl"], io)).toBe(0);
		expect(said()).toContain("1 brand checked: 0 errors, 0 warnings.");
		expect(said()).toContain("brand -- preview sea-side");
		const { brands, problems } = await loadTenants(join(directory, "tenants"));
		expect(problems).toEqual([]);
		const brand = brands.find(({ id }) => id === "sea-side");
		expect(brand?.look).toMatchObject({
			name: "Sea Side",
			hosts: { primary: "sea-side.nl", aliases: ["www.sea-side.nl"] },
			locales: { default: "nl" },
		});
		expect(written("sea-side").startsWith("#:schema ./brand.schema.json\n")).toBe(true);
	});

	it("takes everything from flags", async () => {
		const flags = ["--name", "Sea", "--tagline", 'Salt & "sand"', "--language", "en", "--operator=orchard-guild"];
		const { io, said } = terminal();
		expect(
			await brandNew(["sea.example", "--color", "#ffcc00", "--accent", "#12507b", "--id", "salt", ...flags], io),
		).toBe(0);
		const { brands } = await loadTenants(join(directory, "tenants"));
		const look = brands.find(({ id }) => id === "salt")?.look;
		expect(look?.copy.en?.tagline).toBe('Salt & "sand"');
		expect(look?.theme.colors.accent).toBe("#12507b");
		expect(said()).toMatch(/#ffcc00 cannot be read .*#[0-9a-f]{6} is the nearest/);
	});

	it("asks at most five questions on a terminal", async () => {
		cpSync(
			join(directory, "tenants/operators/orchard-guild.toml"),
			join(directory, "tenants/operators/hedge-guild.toml"),
		);
		const hedge = join(directory, "tenants/operators/hedge-guild.toml");
		writeFileSync(
			hedge,
			readFileSync(hedge, "utf8")
				.replaceAll("orchard.ex", "hedge.ex")
				.replace(/\n\[brand[.][\s\S]*$/, "\n"),
		);
		const { io, stdin, stdout, said } = terminal({ isTTY: true });
		const answers = ["Sea", "en", "", "#12507b", "hedge-guild"];
		const questions: string[] = [];
		stdout.on("data", (bytes) => {
			if (!String(bytes).endsWith(": ")) return;
			questions.push(String(bytes));
			stdin.write(`${answers.shift() ?? "too many"}\n`);
		});
		expect([await brandNew(["sea.example"], io), said()]).toEqual([
			0,
			expect.stringContaining("Wrote tenants/sea.toml"),
		]);
		expect(questions).toHaveLength(5);
		expect(written("sea")).toContain('operator = "hedge-guild"');
		expect(written("sea")).toContain('tagline = "Welcome to Sea"');
	});

	it("writes nothing when the answers end early", async () => {
		const before = files();
		const { io, stdin } = terminal({ isTTY: true });
		const outcome = brandNew(["sea.example"], io);
		stdin.end("Sea\n");
		await expect(outcome).rejects.toThrow(/nothing was written/);
		expect(files()).toEqual(before);
	});

	it("is quick: well under a second of machine time", async () => {
		const { io } = terminal();
		const start = performance.now();
		await brandNew(["sea.example"], io);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	const refusals: Record<string, [argv: string[], says: RegExp]> = {
		"a host that is taken": [["apple-club.example", "--id", "mine"], /also a host of brand "apple"/],
		"an alias that is taken": [["www.apple-club.example", "--id", "mine"], /also a host of brand "apple"/],
		"a host like another": [["app1e-club.example", "--id", "mine"], /can be taken for/],
		"a reserved host": [["sea.localhost"], /not a public domain/],
		"a file that exists": [["other.example", "--id", "apple"], /is a brand "apple" already/],
		"a path as an id": [["other.example", "--id", "../../x"], /is no brand id/],
		"no host": [[], /usage: brand new/],
		"a word for a host": [["seaside"], /is no hostname/],
		"an option that does not exist": [["sea.example", "--colour", "#000000"], /no option --colour/],
		"a colour that is none": [["sea.example", "--color", "blue"], /is no colour/],
		"a language that is none": [["sea.example", "--language", "fr"], /choose nl or en/],
		"an operator that does not exist": [["sea.example", "--operator", "orchard-gild"], /Did you mean "orchard-guild"/],
		"markup in the name": [["sea.example", "--name", "<b>Sea</b>"], /HTML/],
		"a quotation that ends the text": [["sea.example", "--name", 'x"\nadult = true #'], /line break/],
	};
	for (const [what, [argv, says]] of Object.entries(refusals)) {
		it(`refuses ${what}, and writes nothing`, async () => {
			const before = files();
			const { io, said } = terminal();
			const outcome = await brandNew(argv, io).catch((error: unknown) => String(error));
			expect(outcome).not.toBe(0);
			expect(`${said()} ${outcome}`).toMatch(says);
			expect(files()).toEqual(before);
		});
	}
});

describe("brand check", () => {
	it("says file, line, column, why and the fix, counts, and answers 1", async () => {
		writeFileSync(join(directory, "tenants/pear.toml"), written("pear").replace("#12507b", "#ff7ab0"));
		const { io, said } = terminal();
		expect(await brandCheck(["--all"], io)).toBe(1);
		expect(said()).toMatch(
			/^tenants\/pear[.]toml:12:1 {2}theme[.]colors[.]brand: #ff7ab0 on white .* {2}→ Nearest passing/,
		);
		expect(said().endsWith("2 brands checked: 1 error, 0 warnings.\n")).toBe(true);
	});

	it("warns once of what the statement says is not yet named, and answers 0", async () => {
		const operator = join(directory, "tenants/operators/orchard-guild.toml");
		const text = readFileSync(operator, "utf8");
		writeFileSync(
			operator,
			text
				.replace('name = "Post Ltd"', 'group = { nl = "Mailverzender", en = "Mail carrier" }')
				.replace('relation = "own"', 'relation = "partner"')
				.replace('helpKept = "P12M"\n', ""),
		);
		const { io, said } = terminal();
		expect(await brandCheck(["apple"], io)).toBe(0);
		expect(said()).toMatch(
			/warning: .*Brand "apple": the statement says "not yet named" of recipient post: its name; the partner's legal name; the partner's role; how long mail/,
		);
		expect(said().endsWith("1 brand checked: 0 errors, 1 warning.\n")).toBe(true);
	});

	it("of one brand leaves the others' problems out", async () => {
		writeFileSync(join(directory, "tenants/pear.toml"), "nonsense");
		const { io, said } = terminal();
		expect(await brandCheck(["apple"], io)).toBe(0);
		expect(said()).toBe("1 brand checked: 0 errors, 0 warnings.\n");
	});

	it("of one brand shows its own, also where the operator wrote it", async () => {
		const operator = join(directory, "tenants/operators/orchard-guild.toml");
		writeFileSync(operator, readFileSync(operator, "utf8").replace("responseDays = 21", 'eraseAfterClosing = "P9Y"'));
		writeFileSync(join(directory, "tenants/pear.toml"), "nonsense");
		const [apple, pear] = [terminal(), terminal()];
		expect([await brandCheck(["apple"], apple.io), await brandCheck(["pear"], pear.io)]).toEqual([1, 1]);
		expect(apple.said()).toMatch(
			/^tenants\/operators\/orchard-guild[.]toml:\d+:1 {2}legal[.]eraseAfterClosing: Brand "apple"/,
		);
		expect(pear.said()).toMatch(/^tenants\/pear[.]toml:1:\d+ {2}This is not TOML/);
	});

	it("of one brand shows what is wrong with its operator", async () => {
		writeFileSync(join(directory, "tenants/operators/orchard-guild.toml"), "nonsense");
		const { io, said } = terminal();
		expect(await brandCheck(["apple"], io)).toBe(1);
		expect(said()).toContain("tenants/operators/orchard-guild.toml:1:");
		expect(said()).not.toContain("pear.toml");
	});

	it("of a brand that does not exist names the near one", async () => {
		await expect(brandCheck(["aple"], terminal().io)).rejects.toThrow('Did you mean "apple"?');
	});

	it("reads no file of over 64 KiB, none that is not text, and no logo that is not there", async () => {
		writeFileSync(join(directory, "tenants/pear.toml"), Buffer.alloc(1_000_000, "a"));
		writeFileSync(join(directory, "tenants/plum.toml"), Buffer.from([0xff, 0xfe, 0x00]));
		writeFileSync(
			join(directory, "tenants/apple.toml"),
			written("apple").replace("[theme.colors]", '[theme]\nlogo = "a.svg"\n[theme.colors]'),
		);
		const { io, said } = terminal();
		expect(await brandCheck([], io)).toBe(1);
		expect(said()).toMatch(/pear[.]toml:1:1 {2}The file has 977 KiB/);
		expect(said()).toMatch(/plum[.]toml:1:1 {2}The file is not UTF-8/);
		expect(said()).toMatch(/apple[.]toml:12:1 {2}theme[.]logo: There is no file "a[.]svg"/);
		expect(said()).toContain("3 brands checked: 3 errors");
	});

	it("follows no link to a logo, and no link to a brand's file", async () => {
		writeFileSync(join(directory, "outside.svg"), "<svg/>");
		symlinkSync(join(directory, "outside.svg"), join(directory, "tenants/a.svg"));
		symlinkSync(join(directory, "tenants/pear.toml"), join(directory, "tenants/plum.toml"));
		const logo = written("apple").replace("[theme.colors]", '[theme]\nlogo = "a.svg"\n[theme.colors]');
		writeFileSync(join(directory, "tenants/apple.toml"), logo);
		const { io, said } = terminal();
		expect(await brandCheck([], io)).toBe(1);
		expect(said()).toContain('"a.svg" is not a plain file.');
		expect(said()).toContain("2 brands checked: 1 error");
	});
});
