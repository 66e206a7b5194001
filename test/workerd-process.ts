import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The id of the workerd that listens on this port, a child of this process. */
export function workerdProcess(port: string): number {
	const found = readdirSync("/proc").find((name) => {
		if (!/^\d+$/.test(name)) return false;
		try {
			const [, after = ""] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ");
			const parent = Number(after.split(" ")[1]);
			const command = readFileSync(`/proc/${name}/cmdline`, "latin1");
			return parent === process.pid && command.includes("workerd") && listens(name, port);
		} catch {
			return false;
		}
	});
	if (found === undefined) throw new Error("no workerd among the children");
	return Number(found);
}

/** Resident memory in MiB. */
export function residentMegabytes(port: string): number {
	const pages = Number(readFileSync(`/proc/${workerdProcess(port)}/statm`, "utf8").split(" ")[1]);
	return (pages * 4096) / 2 ** 20;
}

/** CPU time that it has used, in milliseconds. */
export function processorMilliseconds(port: string): number {
	const [, after = ""] = readFileSync(`/proc/${workerdProcess(port)}/stat`, "utf8").split(") ");
	const fields = after.split(" ");
	// User and system time, in hundredths of a second (proc(5), fields 14 and 15).
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

function listens(pid: string, port: string): boolean {
	const inodes = readFileSync("/proc/net/tcp", "utf8")
		.split("\n")
		.filter((line) => line.includes(`:${Number(port).toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`))
		.map((line) => line.trim().split(/\s+/)[9]);
	return readdirSync(`/proc/${pid}/fd`).some((fd) => {
		try {
			return inodes.includes(/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? "");
		} catch {
			return false;
		}
	});
}
