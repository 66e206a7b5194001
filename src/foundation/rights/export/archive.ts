import type { UnitKey } from "../../crypto/sealed.ts";
import { openObject, openRange } from "../../crypto/sealed-object.ts";
import { Unavailable } from "../../errors.ts";
import type { ObjectBucket } from "../../objects/store.ts";
import type { CopyPart } from "./progress.ts";

export const EXPORTS = "exports/";
/** Where the parts of a copy stand. */
export const folderOf = (id: string): string => `exports/${id}/`;
/** Bytes of one object of the archive. */
const PART_BYTES = 8 * 1024 * 1024;

/** Where a part stands, and what its seal is bound to. */
export const partLocation = (key: string) => ({ table: "export", column: "part", row: key });

/** Cuts the bytes of a step into what one object takes. */
export function* partsOf(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
	let part = new Uint8Array(PART_BYTES);
	let filled = 0;
	for (const piece of pieces)
		for (let at = 0; at < piece.length; ) {
			const taken = piece.subarray(at, at + PART_BYTES - filled);
			part.set(taken, filled);
			filled += taken.length;
			at += taken.length;
			if (filled < PART_BYTES) continue;
			yield part;
			part = new Uint8Array(PART_BYTES);
			filled = 0;
		}
	if (filled > 0) yield part.subarray(0, filled);
}

/** Bytes `from` up to but not including `to` of the archive, part after part, each opened as it is wanted. */
export function archiveStream(
	objects: ObjectBucket,
	unit: UnitKey,
	parts: readonly CopyPart[],
	[from, to]: readonly [from: number, to: number],
): ReadableStream<Uint8Array> {
	const wanted = piecesOf(parts, from, to);
	const stream = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const next = wanted.next();
			if (next.done) return controller.close();
			const { key, bytes, start, end } = next.value;
			const object = await objects.get(key);
			if (object === null) throw new Unavailable("a part of a copy is missing (OBJECTS)");
			const sealed = new Uint8Array(await object.arrayBuffer());
			const location = partLocation(key);
			if (start === 0 && end === bytes) return controller.enqueue(await openObject(unit, location, sealed));
			const source = { length: sealed.length, read: async (a: number, b: number) => sealed.subarray(a, b) };
			controller.enqueue(await openRange(unit, location, source, [start, end]));
		},
	});
	return ofLength(stream, to - from);
}

/** workerd sends the length of a stream only where it knows it (Workers: FixedLengthStream); the others take our word. */
function ofLength(stream: ReadableStream<Uint8Array>, length: number): ReadableStream<Uint8Array> {
	type Fixed = new (length: number) => TransformStream<Uint8Array, Uint8Array>;
	const { FixedLengthStream } = globalThis as { FixedLengthStream?: Fixed };
	return FixedLengthStream === undefined ? stream : stream.pipeThrough(new FixedLengthStream(length));
}

/** Which bytes of which parts make up a range. */
function* piecesOf(parts: readonly CopyPart[], from: number, to: number) {
	let begin = 0;
	for (const part of parts) {
		const [start, end] = [Math.max(from - begin, 0), Math.min(to - begin, part.bytes)];
		if (start < end) yield { ...part, start, end };
		begin += part.bytes;
	}
}
