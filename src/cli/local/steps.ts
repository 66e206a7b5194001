import type { Writable } from "node:stream";

/** Says each step of a command, as it ends, with the seconds that it took. */
export class Steps {
	readonly #stdout: Writable;
	readonly #fromMs: number;
	#saidAtMs = performance.now();

	/** @param fromMs of a step that took less than these milliseconds nothing is said */
	constructor(stdout: Writable, { fromMs = 0 }: { fromMs?: number } = {}) {
		this.#stdout = stdout;
		this.#fromMs = fromMs;
	}

	/** Runs a step. @param what its line; undefined: nothing was done, and nothing is said */
	async run<Result>(what: (result: Result) => string | undefined, work: () => Promise<Result>): Promise<Result> {
		const beganAtMs = performance.now();
		this.#saidAtMs = beganAtMs;
		const result = await work();
		const line = what(result);
		const elapsedMs = performance.now() - beganAtMs;
		if (line !== undefined && elapsedMs >= this.#fromMs) this.#write(line, elapsedMs);
		return result;
	}

	/** How far a step is: said when nothing was for two seconds. */
	reached(done: number, total: number): void {
		if (done === total || performance.now() - this.#saidAtMs < 2_000) return;
		this.#saidAtMs = performance.now();
		this.#stdout.write(`  ${done} of ${total} …\n`);
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

/** For commands whose output is read by others too: on stderr, and of a step of a second and more. */
export const slowSteps = ({ stderr }: { stderr: Writable }): Steps => new Steps(stderr, { fromMs: 1_000 });
