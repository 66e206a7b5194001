import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { LocalWorker } from "#cli/local/worker.ts";

/** Of `sysconf(_SC_CLK_TCK)` and of a page, on Linux. */
const TICKS_PER_SECOND = 100;
const PAGE = 4096;

/** The id of the workerd that listens where this Worker does. */
export function processOf({ url }: Pick<LocalWorker, "url">): number {
	const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && isWorkerd(name) && listens(name, url.port));
	if (pid === undefined) throw new Error("no workerd listens there");
	return Number(pid);
}

/** Resident memory, and CPU time so far in milliseconds, of the workerd that listens where this Worker does. */
export function usageOf({ url }: Pick<LocalWorker, "url">): { megabytes: number; milliseconds: number } {
	const pid = processOf({ url });
	const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
	// The fields after the name: state is the 3rd, user and system time are the 14th and 15th (proc(5)).
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
	const ticks = Number(fields[11]) + Number(fields[12]);
	return { megabytes: (pages * PAGE) / 2 ** 20, milliseconds: (ticks * 1000) / TICKS_PER_SECOND };
}

function isWorkerd(pid: string): boolean {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("workerd");
	} catch {
		return false;
	}
}

function listens(pid: string, port: string): boolean {
	const address = `:${Number(port).toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`;
	const inodes = readFileSync("/proc/net/tcp", "utf8")
		.split("\n")
		.filter((line) => line.includes(address))
		.map((line) => line.trim().split(/\s+/)[9]);
	return descriptorsOf(pid).some((target) => inodes.includes(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? ""));
}

function descriptorsOf(pid: string): string[] {
	try {
		return readdirSync(`/proc/${pid}/fd`).map((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`);
			} catch {
				return "";
			}
		});
	} catch {
		return [];
	}
}
