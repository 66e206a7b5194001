import { existsSync, readdirSync, readFileSync } from "node:fs";

const MEBIBYTE_IN_KIBIBYTES = 1_024;
const SAMPLE_INTERVAL_MS = 250;

/** The text of a file of the kernel; empty where its process has ended. */
function read(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}

/** A process and all that it started, directly or not (proc(5)). */
function processTree(root: number): number[] {
	const children = new Map<number, number[]>();
	for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger)) {
		const parent = Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]);
		children.set(parent, [...(children.get(parent) ?? []), pid]);
	}
	const tree = [root];
	for (const pid of tree) tree.push(...(children.get(pid) ?? []));
	return tree;
}

/** What these processes take of the machine, each shared page counted once: the sum of their proportional set sizes. */
function memoryOf(pids: readonly number[]): number {
	const kibibytes = pids.map((pid) => Number(/^Pss: +(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
	return kibibytes.reduce((sum, size) => sum + size, 0) / MEBIBYTE_IN_KIBIBYTES;
}

/**
 * Watches what a process and its children take, on Linux.
 * @returns ends the watch and gives the most that was taken at one time, in MiB; undefined on other systems
 */
export function watchMemory(root: number): () => number | undefined {
	if (!existsSync("/proc/self/smaps_rollup")) return () => undefined;
	let peak = 0;
	const sample = () => {
		peak = Math.max(peak, memoryOf(processTree(root)));
	};
	const timer = setInterval(sample, SAMPLE_INTERVAL_MS);
	return () => {
		clearInterval(timer);
		sample();
		return peak;
	};
}
