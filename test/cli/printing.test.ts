import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { printer } from "#cli/host/print.ts";
import { run } from "#cli/main.ts";
import { printable, printableLine } from "#foundation/printable.ts";

let directory = "";
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), "livery-"));
	const fixtures = new URL("../support/fixtures/tenants/", import.meta.url);
	cpSync(fixtures, join(directory, "tenants"), { recursive: true, filter: (path) => !path.endsWith(".ts") });
});
afterEach(() => rmSync(directory, { recursive: true }));

/** All that a command prints, on both streams, as bytes would reach a terminal. */
async function printed(...argv: string[]): Promise<string> {
	let text = "";
	const collect = () =>
		new Writable({
			write(data: Buffer, _encoding, done) {
				text += data.toString();
				done();
			},
		});
	const io = { stdin: new PassThrough(), stdout: collect(), stderr: collect(), directory, now: () => new Date(0) };
	await run(argv, io);
	return text;
}

const CONTROL = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/u;
const FORGED = "9 brands checked: 0 errors, 0 warnings.";
const ERASE = "\u001b[1A\u001b[2K\r";

describe("what commands print", () => {
	const hostile: Record<string, [file: string, text: string]> = {
		"an unknown key": ["plum.toml", `"x\\u001b[2J\\u0007" = 1`],
		"a key with a line feed": ["plum.toml", `"x\\n${FORGED}" = 1`],
		"a table's name": ["plum.toml", `[hosts."a\\u009b2J\\n${FORGED}"]\nb = 1`],
		"a value": ["plum.toml", `operator = "guild\\u001b]0;title\\u0007\\n${FORGED}"`],
		"what is no TOML": ["plum.toml", `name = "a\u001b[2J`],
		"a turned reading direction": ["plum.toml", `"a\\u202egnirts" = 1`],
		"the name of a file": [`plum${ERASE}\n${FORGED}\n.toml`, "x = 1"],
		"the name of an operator's file": [`operators/a\u001b[2J\n${FORGED}.toml`, "x = 1"],
		"the id of a recipient": [
			"operators/hedge.toml",
			`[recipient."a\\u001b[2J\\n${FORGED}"]\nname = "x"\nrole = "processor"\n`,
		],
	};
	const commands: string[][] = [
		["brand", "check"],
		["brand", "check", "apple", "--all"],
		["brand", "new", "sea.example"],
		["deploy", "--dry-run"],
	];
	for (const [what, [file, text]] of Object.entries(hostile))
		it(`shows the control signs of ${what}, and lets none forge a line`, async () => {
			writeFileSync(join(directory, "tenants", file), text);
			for (const argv of commands) {
				const said = await printed(...argv);
				expect(said).not.toBe("");
				expect(said).not.toMatch(CONTROL);
				expect(said.split("\n").filter((line) => line.startsWith(FORGED))).toEqual([]);
			}
			// A parser says of a raw control sign only that it may not be there.
			if (what !== "what is no TOML") expect(await printed("brand", "check")).toMatch(/\\u(001b|009b|202e|000a)/);
		});

	it.each([
		["a command", [`${ERASE}x`]],
		["a brand's command", ["brand", `${ERASE}x`]],
		["a brand", ["brand", "check", `${ERASE}x`]],
		["a host", ["brand", "new", `${ERASE}x`]],
		["a name", ["brand", "new", "sea.example", "--name", `${ERASE}x`]],
		["a colour", ["brand", "new", "sea.example", "--color", ERASE]],
		["a statement's file", ["brand", "import-statement", "apple", `${ERASE}x`, "--lint"]],
		["a revision", ["brand", "rollback", "apple", `${ERASE}`]],
		["an option of staff", ["staff", `--${ERASE}`]],
		["an option of keys", ["keys", `--a${ERASE}`]],
		["an option of retention", ["retention", `x${ERASE}`]],
		["an option of restore", ["restore", `--a${ERASE}`]],
	])("lets through no control sign of %s that is refused", async (_what, argv) => {
		const said = await printed(...argv);
		expect(said).not.toBe("");
		expect(said).not.toMatch(CONTROL);
	});

	it("shows no stack for an operator's file that lacks what it must hold, in a check or a dry run", async () => {
		writeFileSync(join(directory, "tenants", "operators", "hedge.toml"), 'name = "x"\ncountry = "ZZ"\n');
		for (const argv of commands) expect(await printed(...argv)).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
	});
});

describe("the printer", () => {
	it("lets through what people read, in whatever pieces it comes", async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 5 }), async (text, size) => {
				const target = new PassThrough();
				const stream = printer(target);
				const bytes = Buffer.from(text);
				for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size));
				stream.end();
				await new Promise((resolve) => stream.on("finish", resolve));
				target.end();
				let said = "";
				for await (const data of target) said += String(data);
				expect(said).toBe(printable(text));
				expect(said).not.toMatch(CONTROL);
			}),
		);
	});

	it("writes an escape as TOML and JSON do", () => {
		expect(printableLine("a\u001b\n\t\u{e0001}é😀\u2028")).toBe("a\\u001b\\u000a\\u0009\\U000e0001é😀\\u2028");
		expect(printable("a\r\nb\tc\rd")).toBe("a\nb\tc\\u000dd");
	});
});
