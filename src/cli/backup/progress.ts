import type { CommandIo } from "../command.ts";

/** Milliseconds between two lines of work that takes long. */
const INTERVAL_MS = 2_000;

/** Says how far a long work is, at most every two seconds. */
export type Progress = (line: () => string) => void;

export function progressOn({ stdout, now }: Pick<CommandIo, "stdout" | "now">): Progress {
	let saidAt = now().getTime();
	return (line) => {
		const time = now().getTime();
		if (time - saidAt < INTERVAL_MS) return;
		saidAt = time;
		stdout.write(`  ${line()}\n`);
	};
}
