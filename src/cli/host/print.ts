import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { printable, printableLine } from "#foundation/printable.ts";

/**
 * The one place that prints. What commands write may hold names, keys, notes and messages of others: control signs
 * reach a terminal as their escapes, so that no file of an affiliate can clear a line, forge one or ring the bell.
 */
export function printer(target: Writable): Writable {
	const decoder = new StringDecoder("utf8");
	return new Writable({
		decodeStrings: false,
		write(chunk: string | Buffer, _encoding, done) {
			const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
			// Handed on at once: two streams of one terminal keep their order.
			target.write(printable(text));
			done();
		},
	});
}

/** A line of a process that serves. */
export function printLine(line: string): void {
	console.log(printableLine(line));
}

/** A line of a process that serves, about what went wrong. */
export function printError(line: string): void {
	console.error(printableLine(line));
}
