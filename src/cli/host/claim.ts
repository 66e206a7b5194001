import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Another process has the folder. */
export class FolderClaimed extends Error {}

const NAME = /^lock\.([0-9]+)$/;

/**
 * Claims a folder for this process: its lock file holds the process id. Every process writes its own file before it
 * looks for others', so of two that start at once at least one sees the other and gives way.
 * @returns what gives the folder up
 * @throws FolderClaimed while another process has it; the claim of a process that is dead is removed
 */
export function claimFolder(folder: string): () => void {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const own = join(folder, `lock.${process.pid}`);
	if (isHeld(own, process.pid)) throw refusal(folder, process.pid);
	writeFileSync(`${own}.new`, `${process.pid} ${beginning(process.pid)}\n`, { mode: 0o600 });
	renameSync(`${own}.new`, own);
	for (const name of readdirSync(folder)) {
		const pid = Number(NAME.exec(name)?.[1]);
		if (Number.isNaN(pid) || pid === process.pid) continue;
		if (isHeld(join(folder, name), pid)) {
			rmSync(own);
			throw refusal(folder, pid);
		}
		rmSync(join(folder, name), { force: true });
	}
	return () => rmSync(own, { force: true });
}

const refusal = (folder: string, pid: number) =>
	new FolderClaimed(`process ${pid} uses ${folder}; its files are for one process, so end that one first`);

/** Whether the process that wrote this lock file still runs. */
function isHeld(file: string, pid: number): boolean {
	if (!existsSync(file) || !isAlive(pid)) return false;
	const [, written] = /^[0-9]+ (.+)$/m.exec(readFileSync(file, "utf8")) ?? [];
	const known = beginning(pid);
	// Where either does not say when it began, the id alone decides.
	return written === undefined || known === "" || written === known;
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
 * When a process began, where the system tells (Linux): after a restart of the machine or of a container, another
 * process may have the same id.
 */
function beginning(pid: number): string {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
		// The name of the program, in parentheses, may hold anything.
		const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1) ?? "";
		return `${boot} ${afterName.trim().split(" ")[19] ?? ""}`;
	} catch {
		return "";
	}
}
