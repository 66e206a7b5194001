import {
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { printError } from "./print.ts";

/** Another process has the folder. */
export class FolderClaimed extends Error {}

/** `lock.<process id>.<number of its namespace of processes>` */
const NAME = /^lock\.([0-9]+)\.[0-9]+$/;
/** Milliseconds between two signs of life, and without one after which a process that cannot be asked is dead. */
const SIGN_INTERVAL_MS = 5_000;
const DEAD_AFTER_MS = 30_000;

/**
 * Claims a folder for this process: its lock file says which process that is. Every process writes its own file before
 * it looks for others', so of two that start at once at least one sees the other and gives way. A process of another
 * container or machine cannot be asked whether it lives; its file is rewritten while it does.
 * @returns what gives the folder up
 * @throws FolderClaimed while another process has it; the claim of a process that is dead is removed
 */
export function claimFolder(folder: string): () => void {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const { pid } = process;
	const own = join(folder, `lock.${pid}.${namespace()}`);
	const line = `${pid} ${beginning(pid)}\n`;
	writeFileSync(`${own}.new`, line, { mode: 0o600 });
	// By the clock of the file system, which may be another machine's.
	const now = statSync(`${own}.new`).mtimeMs;
	if (isHeld(own, pid, now)) {
		rmSync(`${own}.new`);
		throw refusal(folder, pid);
	}
	renameSync(`${own}.new`, own);
	for (const name of readdirSync(folder)) {
		const other = Number(NAME.exec(name)?.[1]);
		if (Number.isNaN(other) || join(folder, name) === own) continue;
		if (isHeld(join(folder, name), other, now)) {
			rmSync(own);
			throw refusal(folder, other);
		}
		rmSync(join(folder, name), { force: true });
	}
	const signs = setInterval(() => giveSign(own, line), SIGN_INTERVAL_MS).unref();
	return () => {
		clearInterval(signs);
		rmSync(own, { force: true });
	};
}

/** Makes no file where there is none any more. */
function giveSign(own: string, line: string): void {
	try {
		writeFileSync(own, line, { flag: "r+" });
	} catch {
		printError("livery: the lock file of the data folder cannot be written");
	}
}

const refusal = (folder: string, pid: number) =>
	new FolderClaimed(`process ${pid} uses ${folder}; its files are for one process, so end that one first`);

/** Whether the process that wrote this lock file still runs. @param now milliseconds, of the file system */
function isHeld(file: string, pid: number, now: number): boolean {
	const lock = readLock(file);
	if (lock === undefined) return false;
	const [, boot, , written] = /^[0-9]+ (\S+) (\S+) (\S+)$/m.exec(lock.text) ?? [];
	// Its process id says nothing here.
	if (boot !== undefined && `${boot} ${written}` !== here()) return now - lock.signAt < DEAD_AFTER_MS;
	if (!isAlive(pid)) return false;
	const known = beginning(pid);
	// Where either does not say when it began, the id alone decides.
	return boot === undefined || known === "" || lock.text.trimEnd() === `${pid} ${known}`;
}

function readLock(file: string): { text: string; signAt: number } | undefined {
	try {
		return { text: readFileSync(file, "utf8"), signAt: statSync(file).mtimeMs };
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
		throw error;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// A process of another user, or one that this one may not ask about, lives.
		return !(error instanceof Error && "code" in error && error.code === "ESRCH");
	}
}

/**
 * When a process began, and where, as far as the system tells (Linux): after a restart of the machine or of a
 * container, and in another container, another process may have the same id.
 */
function beginning(pid: number): string {
	try {
		// The name of the program, in parentheses, may hold anything.
		const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1) ?? "";
		return `${bootId()} ${afterName.trim().split(" ")[19] ?? ""} ${namespace()}`;
	} catch {
		return "";
	}
}

const bootId = () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();

/** 0 where the system does not tell. */
function namespace(): string {
	try {
		return /[0-9]+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0";
	} catch {
		return "0";
	}
}

function here(): string {
	try {
		return `${bootId()} ${namespace()}`;
	} catch {
		return "";
	}
}
