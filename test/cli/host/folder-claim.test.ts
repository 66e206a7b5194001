import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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
const lockOf = (pid: number | undefined) => {
	const namespace = process.platform === "linux" ? /[0-9]+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] : "0";
	return `lock.${pid}.${namespace}`;
};
const own = lockOf(process.pid);

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
		expect(locks()).toEqual([lockOf(child.pid)]);
		child.kill("SIGKILL");
		await once(child, "exit");
		expect(locks()).toEqual([lockOf(child.pid)]);
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
		const file = join(folder, lockOf(child.pid));
		const text = readFileSync(file, "utf8");
		writeFileSync(file, text.replace(/ [0-9]+ /, " 1 "));
		claimFolder(folder)();
		expect(locks()).toEqual([]);
		// A lock that does not say when its process began counts by the id alone.
		writeFileSync(file, `${child.pid} \n`);
		expect(() => claimFolder(folder)).toThrow(FolderClaimed);
		child.kill("SIGKILL");
		await once(child, "exit");
	});

	const ZEROS = "0".repeat(36);
	it.runIf(process.platform === "linux").each([
		["container", `lock.1.4026539999`, (line: string) => line.replace(/[0-9]+\n$/, "4026539999\n")],
		["machine", own, (line: string) => line.replace(/ [0-9a-f-]{36} /, ` ${ZEROS} `)],
	])(
		"is refused while a process of another %s gives signs of life, whatever its id means here",
		(_what, name, elsewhere) => {
			const giveUp = claimFolder(folder);
			const line = readFileSync(join(folder, own), "utf8");
			giveUp();
			const file = join(folder, name);
			writeFileSync(file, elsewhere(line));
			expect(() => claimFolder(folder)).toThrow(FolderClaimed);
			expect(locks()).toEqual([name]);
			const halfAMinuteAgo = statSync(file).mtimeMs / 1_000 - 31;
			utimesSync(file, halfAMinuteAgo, halfAMinuteAgo);
			claimFolder(folder)();
			expect(locks()).toEqual([]);
		},
	);

	it("gives a sign of life every few seconds, and none once it is given up", () => {
		vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
		try {
			const giveUp = claimFolder(folder);
			const file = join(folder, own);
			utimesSync(file, 1, 1);
			vi.advanceTimersByTime(6_000);
			expect(statSync(file).mtimeMs).toBeGreaterThan(1_000);
			giveUp();
			vi.advanceTimersByTime(60_000);
			expect(locks()).toEqual([]);
		} finally {
			vi.useRealTimers();
		}
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
