import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimFolder, FolderClaimed } from "#cli/host/claim.ts";

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "livery-claim-"));
});
afterEach(() => {
	for (const child of started.splice(0)) child.kill("SIGKILL");
	rmSync(folder, { recursive: true, force: true });
});

const MODULE = join(process.cwd(), "src/cli/host/claim.ts");
/** Claims the folder, says so, and lives until it is killed. */
const HOLDER = `
	import { claimFolder } from ${JSON.stringify(MODULE)};
	claimFolder(process.argv[1]);
	process.stdout.write("claimed");
	setInterval(() => {}, 60_000);`;

function startHolder() {
	const child = spawn(process.execPath, ["--input-type=module", "-e", HOLDER, folder], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	started.push(child);
	return child;
}

async function holder() {
	const child = startHolder();
	await once(child.stdout, "data");
	return child;
}

const locks = () => readdirSync(folder).sort();
const own = `lock.${process.pid}`;

describe("the claim on a folder", () => {
	it("is a file with the id of its process, until it is given up", () => {
		const giveUp = claimFolder(join(folder, "made/with/it"));
		expect(readFileSync(join(folder, "made/with/it", own), "utf8")).toMatch(new RegExp(`^${process.pid} `));
		giveUp();
		expect(readdirSync(join(folder, "made/with/it"))).toEqual([]);
	});

	it("is refused in one line while another process has it, and taken over once that is dead", async () => {
		const child = await holder();
		expect(() => claimFolder(folder)).toThrow(FolderClaimed);
		expect(() => claimFolder(folder)).toThrow(
			`process ${child.pid} uses ${folder}; its files are for one process, so end that one first`,
		);
		expect(locks()).toEqual([`lock.${child.pid}`]);
		child.kill("SIGKILL");
		await once(child, "exit");
		expect(locks()).toEqual([`lock.${child.pid}`]);
		const giveUp = claimFolder(folder);
		expect(locks()).toEqual([own]);
		giveUp();
	});

	it("is refused to the process that has it already", () => {
		const giveUp = claimFolder(folder);
		expect(() => claimFolder(folder)).toThrow(FolderClaimed);
		expect(locks()).toEqual([own]);
		giveUp();
		claimFolder(folder)();
	});

	it.runIf(process.platform === "linux")("is no claim when another process has the same id by now", async () => {
		const child = await holder();
		const file = join(folder, `lock.${child.pid}`);
		const text = readFileSync(file, "utf8");
		for (const other of [text.replace(/[0-9]+\n$/, "1\n"), text.replace(/ [0-9a-f-]+ /, ` ${"0".repeat(36)} `)]) {
			writeFileSync(file, other);
			claimFolder(folder)();
			expect(locks()).toEqual([]);
		}
		// A lock that does not say when its process began counts by the id alone.
		writeFileSync(file, `${child.pid} \n`);
		expect(() => claimFolder(folder)).toThrow(FolderClaimed);
		child.kill("SIGKILL");
		await once(child, "exit");
	});

	it("goes to one of many that ask at once, or to none", async () => {
		const children = Array.from({ length: 6 }, startHolder);
		const answers = await Promise.all(
			children.map((child) =>
				Promise.race([once(child.stdout, "data").then(() => "claimed"), once(child, "exit").then(() => "refused")]),
			),
		);
		expect(answers.filter((answer) => answer === "claimed").length).toBeLessThanOrEqual(1);
	});
});
