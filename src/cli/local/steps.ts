import type { Writable } from "node:stream";

/** Says each step of a start, as it ends, with the seconds that it took. */
export class Steps {
	readonly #stdout: Writable;

	constructor(stdout: Writable) {
		this.#stdout = stdout;
	}

	/** Runs a step. @param what its line; undefined: nothing was done, and nothing is said */
	async run<Result>(what: (result: Result) => string | undefined, work: () => Promise<Result>): Promise<Result> {
		const beganAtMs = performance.now();
		const result = await work();
		const line = what(result);
		if (line !== undefined) this.#write(line, performance.now() - beganAtMs);
		return result;
	}

	/** With the time since the process began: less than the sum of its steps, where they ran beside each other. */
	total(what: string): void {
		// The clock of `performance` begins with the process, before its modules are loaded.
		this.#write(what, performance.now());
	}

	#write(line: string, elapsedMs: number): void {
		this.#stdout.write(`${line} (${(elapsedMs / 1000).toFixed(1)} s)\n`);
	}
}
