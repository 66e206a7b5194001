import { spawnSync } from "node:child_process";
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
		const answers = ["Sea", "hedge-guild", "en", "", "#12507b"];
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
		"no host": [[], /usage: npm run brand -- new <host>/],
		"a word for a host": [["seaside"], /is no hostname/],
		"an option that does not exist": [
			["sea.example", "--colour", "#000000"],
			/no option --colour; did you mean --color[?]/,
		],
		"a colour that is none": [
			["sea.example", "--color", "blue"],
			/is no colour: .* for blue something like "#[0-9a-f]{6}"/,
		],
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

/** Types the answers, one after each question, as a person would. */
function person(answers: readonly string[]) {
	const { io, stdin, stdout, said } = terminal({ isTTY: true });
	const left = [...answers];
	const questions: string[] = [];
	stdout.on("data", (bytes) => {
		if (!/: $/.test(String(bytes))) return;
		questions.push(String(bytes).split("\n").at(-1) ?? "");
		const answer = left.shift();
		if (answer === undefined) stdin.end();
		else stdin.write(`${answer}\n`);
	});
	return { io, said, questions };
}

describe("brand new on a terminal", () => {
	it("asks again for an answer that cannot be, and keeps the others", async () => {
		const answers = ["Sea", "klingon", "NL", "Zout en zand", "groen", "#0a5"];
		const { io, said, questions } = person(answers);
		expect([await brandNew(["sea.example"], io), said()]).toEqual([0, expect.stringContaining("0 errors")]);
		expect(said()).toMatch(
			/no language "klingon": choose nl or en[\s\S]*"groen" is no colour: .* for groen something like "#[0-9a-f]{6}"/,
		);
		expect(questions.map((question) => question.split(/ [[(]|:/)[0])).toEqual([
			...["Name of the brand", "Language", "Language", "One line that says what it is", "Main colour", "Main colour"],
		]);
		expect(written("sea")).toMatch(/name = "Sea"\n[\s\S]*default = "nl"[\s\S]*tagline = "Zout en zand"/);
	});

	it("asks again for what the check refuses: a long name, a host of another, an unknown operator, an id that is taken", async () => {
		const long = "Sea ".repeat(12).trim();
		const [name, host] = [person([long, "en", "", "", "Short"]), person(["sea.example", "Sea", "en", "", ""])];
		expect(await brandNew(["sea.example"], name.io)).toBe(0);
		expect(name.said()).toMatch(/47 characters; at most 40/);
		expect(written("sea")).toContain('name = "Short"');
		rmSync(join(directory, "tenants/sea.toml"));
		expect(await brandNew(["apple-club.example", "--id", "sea"], host.io)).toBe(0);
		expect(host.said()).toMatch(/also a host of brand "apple"/);
		const operator = person(["Pier", "en", "", ""]);
		expect(await brandNew(["pier.example", "--operator", "orchardguild"], operator.io)).toBe(0);
		expect(operator.said()).toContain('Did you mean "orchard-guild"?');
		const id = person(["fruit", "Apple two", "en", "", ""]);
		expect(await brandNew(["apple.example", "--id", "apple"], id.io)).toBe(0);
		expect(written("fruit")).toContain('name = "Apple two"');
	});

	it("says what is wrong with the options before the first question, and asks that again alone", async () => {
		const { io, said, questions } = person(["sea.example", "en", "", "#12507b"]);
		const argv = ["apple-club.example", "--name", "Sea", "--language", "klingon", "--color", "rood"];
		expect([await brandNew([...argv, "--id", "sea"], io), said()]).toEqual([0, expect.stringContaining("0 errors")]);
		const before = said().slice(0, said().indexOf("Host: "));
		for (const wrong of ["klingon", "for rood something like", "also a host of brand"]) expect(before).toContain(wrong);
		expect(questions.map((question) => question.split(/ [[(]|:/)[0])).toEqual([
			...["Host", "Language", "One line that says what it is", "Main colour"],
		]);
	});

	it("ends without a file when the answers end, however often it asked", async () => {
		const before = files();
		const { io } = person(["Sea", "klingon"]);
		await expect(brandNew(["sea.example"], io)).rejects.toThrow(/nothing was written/);
		expect(files()).toEqual(before);
	});

	it("proposes the language of the operator's brands, where the domain names none", async () => {
		for (const id of ["apple", "pear"]) {
			const text = written(id).replace('default = "en"', 'default = "nl"').replaceAll("[copy.en]", "[copy.nl]");
			writeFileSync(join(directory, `tenants/${id}.toml`), text);
		}
		const { io } = terminal();
		expect(await brandNew(["sea.example"], io)).toBe(0);
		expect(written("sea")).toContain('default = "nl"');
	});
});

describe("brand new's own answers", () => {
	it.each([
		["https://Sea-View.example/join?utm_source=card#top", "sea-view"],
		["sea.example:8443/", "sea"],
		["a-very-long-word-that-goes-on-and-on-and-on-for-a-whole-label.example", "a-very-long-word-that-goes-on-a"],
		["mail.club.example", "site-mail"],
		["x.example", "site-x"],
		["7seas.example", "site-7seas"],
		["überfahrt.example", "uberfahrt"],
		["水.example", "site"],
		["www.club.nl", "club"],
		["www.com.au.example", "com"],
		[`${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(50)}.example`, "a".repeat(31)],
	])("from %s pass the check", async (typed, id) => {
		const { io, said } = terminal();
		expect([await brandNew([typed], io), said()]).toEqual([0, expect.stringContaining("0 errors, 0 warnings")]);
		expect(files()).toContain(`${id}.toml`);
	});
});

describe("hosts that are nobody's own", () => {
	it.each(["org.nz", "co.jp", "com.br", "netlify.app", "workers.dev"])(
		"%s is refused, a name below it is taken",
		async (suffix) => {
			const before = files();
			const { io, said } = terminal();
			expect(await brandNew([suffix, "--id", "mine"], io)).toBe(1);
			expect(said()).toMatch(/is a public suffix: .*→ Write the whole name, like "club[.]/);
			expect(files()).toEqual(before);
			expect(await brandNew([`sea.${suffix}`, "--id", "mine", "--name", "Sea"], terminal().io)).toBe(0);
		},
	);

	it("are refused as an account host and as an alias, and names with an underscore too", async () => {
		const operator = join(directory, "tenants/operators/orchard-guild.toml");
		writeFileSync(operator, readFileSync(operator, "utf8").replace('"account.orchard.example"', '"me.uk"'));
		writeFileSync(
			join(directory, "tenants/pear.toml"),
			written("pear").replace(/primary = .*/, 'primary = "_dmarc.pear.example"'),
		);
		const { io, said } = terminal();
		expect(await brandCheck([], io)).toBe(1);
		expect(said()).toMatch(/accountHost: "me[.]uk" is a public suffix/);
		expect(said()).toMatch(/"_dmarc[.]pear[.]example" holds an underscore/);
	});
});

describe("files that other systems leave behind", () => {
	it("are passed over with a word, and counted as nothing", async () => {
		for (const path of ["._pear.toml", ".#apple.toml", ".plum.toml.swp", "operators/._orchard-guild.toml", "Thumbs.db"])
			writeFileSync(join(directory, "tenants", path), Buffer.from([0, 5, 22, 7, 255]));
		writeFileSync(join(directory, "tenants/Plum.TOML"), "x = 1");
		const { io, said } = terminal();
		expect(await brandCheck([], io)).toBe(0);
		expect(said()).toMatch(/^tenants\/[.]_pear[.]toml:1:1 {2}warning: A hidden file/m);
		expect(said()).toMatch(/^tenants\/operators\/[.]_orchard-guild[.]toml:1:1 {2}warning: A hidden file/m);
		expect(said()).toMatch(/^tenants\/Plum[.]TOML:1:1 {2}warning: .* passed over/m);
		expect(said()).toMatch(/\n2 brands checked: 0 errors, 4 warnings[.]\n$/);
		const { brands } = await loadTenants(join(directory, "tenants"));
		expect(brands.map(({ id }) => id)).toEqual(["apple", "pear"]);
	});
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

	it("of two brands that want a host blames the file that the repository does not have yet", async () => {
		const git = (...argv: string[]) => spawnSync("git", argv, { cwd: directory }).status;
		expect([git("init", "-q"), git("add", "tenants/apple.toml")]).toEqual([0, 0]);
		writeFileSync(
			join(directory, "tenants/pear.toml"),
			written("pear").replace(/primary = .*/, 'primary = "apple-club.example"'),
		);
		const { io, said } = terminal();
		expect(await brandCheck([], io)).toBe(1);
		expect(said()).toMatch(/^tenants\/pear[.]toml:.* is also a host of brand "apple"/m);
		expect(said()).not.toMatch(/^tenants\/apple[.]toml/m);
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
