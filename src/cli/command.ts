import type { Readable, Writable } from "node:stream";
import { nearestWord } from "#foundation/brand/config/problem.ts";

/** What a command may touch of the outside. */
export type CommandIo = {
	stdout: Writable;
	stderr: Writable;
	stdin: Readable & { isTTY?: boolean };
	/** The project's folder. */
	directory: string;
	now(): Date;
};

/** A failure with a message for the person at the terminal: what is wrong, and what to do. Exit code 1. */
export class CommandError extends Error {}

/** `--name value`, `--name=value` and `--switch`; the rest in order. Unknown options are refused. */
export function parseOptions(
	argv: readonly string[],
	known: { values?: readonly string[]; switches?: readonly string[] },
): { values: Map<string, string>; switches: Set<string>; rest: string[] } {
	const values = new Map<string, string>();
	const switches = new Set<string>();
	const rest: string[] = [];
	const queue = [...argv];
	for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
		const match = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(argument);
		const name = match?.[1];
		if (name === undefined) rest.push(argument);
		else if (known.switches?.includes(name)) switches.add(name);
		else if (known.values?.includes(name)) {
			const value = match?.[2] ?? queue.shift();
			if (value === undefined) throw new CommandError(`--${name} needs a value`);
			values.set(name, value);
		} else {
			const all = [...(known.values ?? []), ...(known.switches ?? [])];
			const nearest = nearestWord(name, all);
			const meant = nearest === undefined ? "." : `; did you mean --${nearest}?`;
			const listed = all.map((one) => `--${one}`).join(", ");
			throw new CommandError(`there is no option --${name}${meant}${all.length > 0 ? ` There are ${listed}` : ""}`);
		}
	}
	return { values, switches, rest };
}
