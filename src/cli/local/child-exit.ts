import type { ChildProcess } from "node:child_process";

/** Whether it ended, by itself or by a signal: a crash has no exit code. */
export function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
	return exitCode !== null || signalCode !== null;
}

export function exitOf(child: ChildProcess): Promise<"exited"> {
	return new Promise((resolve) => (hasExited(child) ? resolve("exited") : child.once("exit", () => resolve("exited"))));
}
