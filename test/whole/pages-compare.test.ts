import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileName } from "../pages/archive.ts";
import { compareFolders, report } from "../pages/compare.ts";
import { dateOf, fixed } from "../pages/fixed.ts";
import { quietIo } from "../support/world.ts";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "livery-compare-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, files: Record<string, string>): string {
	const own = join(folder, name);
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(join(own, file, ".."), { recursive: true });
		writeFileSync(join(own, file), text);
	}
	return own;
}

const page = (own: { word?: string; token?: string; other?: string; timing?: string; rows?: string }) => {
	const {
		word = "Hallo",
		token = "AbCdEfGhIjKlMnOpQrStU1",
		timing = 'db;desc="1"',
		rows = "<li>a</li><li>b</li>",
	} = own;
	const head = `GET twero /\n200\nserver-timing: ${timing}\nset-cookie: a=${token}\n`;
	return `${head}\n<p>${word}</p>${rows}<a href="/${token}">x</a><a href="/${own.other ?? token}">y</a>`;
};

describe("npm run pages -- compare", () => {
	it.each([
		["a word", { word: "Dag" }, "- <p>Hallo</p>"],
		["a header", { timing: 'db;desc="2"' }, '- server-timing: db;desc="1"'],
		["the order of rows", { rows: "<li>b</li><li>a</li>" }, "- <li>a</li>"],
		["one of two tokens", { other: "ZbCdEfGhIjKlMnOpQrStU2" }, '- <a href="/AbCdEfGhIjKlMnOpQrStU1">y</a>'],
		["a token of another length", { token: "AbCdEfGhIjKlMnOpQrStU12" }, "- set-cookie: a=AbCdEfGhIjKlMnOpQrStU1"],
	])("reports a change of %s", (name, own, line) => {
		const before = write(`before ${name}`, { "answers/home.txt": page({}), "same.txt": "x" });
		const after = write(`after ${name}`, { "answers/home.txt": page(own), "same.txt": "x" });
		const { answers, differences } = compareFolders(before, after, false);
		expect([answers, differences.map((one) => one.name)]).toEqual([2, ["answers/home.txt"]]);
		expect(differences[0]?.lines).toContain(line);
	});

	it("takes other random values for alike, unless it compares exactly", () => {
		const before = write("before chance", { "a.txt": page({}) });
		const after = write("after chance", { "a.txt": page({ token: "ZbCdEfGhIjKlMnOpQrStU2" }) });
		const io = quietIo(folder);
		expect(report(compareFolders(before, after, false), io)).toBe(0);
		expect(io.said()).toBe("1 answers, 0 differences (1 alike but for random values; --exact counts them)\n");
		expect(report(compareFolders(before, after, true), io)).toBe(1);
	});

	it("reports an answer that names another thing than before, by what the other answers call it", () => {
		const [one, other] = ["01a278f3-8150-73b9-89fb-716444056338", "01a278f3-98c0-796b-bc89-b2288cbc3a32"];
		const rest = { "list.txt": `${one} ${other}` };
		const before = write("before things", { ...rest, "a.txt": `location: /photos/${one}` });
		const after = write("after things", { ...rest, "a.txt": `location: /photos/${other}` });
		expect(compareFolders(before, after, false).differences.map(({ name }) => name)).toEqual(["a.txt"]);
	});

	it("reports hashes and long words that differ, answers that are gone and those that are new", () => {
		const hash = (digit: string) => digit.repeat(64);
		const before = write("before rest", { "a.txt": hash("a"), "b.txt": "verwerkingsverantwoordelijke", "c.txt": "x" });
		const after = write("after rest", { "a.txt": hash("b"), "b.txt": "verwerkingsverantwoordelijken", "d.txt": "x" });
		const io = quietIo(folder);
		expect(report(compareFolders(before, after, false), io)).toBe(1);
		expect(io.said()).toMatch(/^a\.txt\n.*^b\.txt\n.*^c\.txt\n {4}is gone\nd\.txt\n {4}is new\n4 answers, 4 diff/ms);
	});
});

describe("a fixed source", () => {
	it("gives the same numbers for the same seed, others for another, and its own present", () => {
		const draw = (seed: string) => {
			const source = fixed(0);
			source.seed(seed);
			return Buffer.from(source.fill(new Uint8Array(16))).toString("hex");
		};
		expect(draw("a")).toBe(draw("a"));
		expect(new Set(["a", "b", "step 1", "step 2", "step 12"].map(draw)).size).toBe(5);
		const source = fixed(Date.UTC(2026, 11, 15));
		const Fixed = dateOf(source);
		source.now += 1_000;
		expect([new Fixed().toISOString(), Fixed.now(), new Fixed(0).toISOString()]).toEqual([
			"2026-12-15T00:00:01.000Z",
			source.now,
			"1970-01-01T00:00:00.000Z",
		]);
	});

	it("has a file's name for each label", () => {
		expect(["/", "/profile/{brand twero}", "/privacy?x=/y"].map(fileName)).toEqual([
			"home",
			"profile_{brand twero}",
			"privacy?x=_y",
		]);
	});
});
