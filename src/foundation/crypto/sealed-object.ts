import { SealBroken, type SealedLocation, type UnitKey } from "./sealed.ts";

/**
 * An object of the object store, sealed in frames so that a range opens only the frames that it touches
 * (DECISIONS 15). Head: format and a random prefix. Then one AES-256-GCM ciphertext with tag per frame of 64 KiB;
 * frame number and a mark of the last one are in nonce and associated data, so that frames can be neither moved,
 * left out, repeated nor cut off (the STREAM construction, Hoang et al. 2015).
 */
const FORMAT = 1;
const PREFIX_BYTES = 7;
const HEAD_BYTES = 1 + PREFIX_BYTES;
const TAG_BYTES = 16;
const FRAME_BYTES = 64 * 1024;
const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES;
/** What the four bytes of the nonce can count. */
const MAX_FRAMES = 2 ** 32;

/** Sealed bytes, for one `put`. Its length tells the object's to the byte. */
export async function sealObject(unit: UnitKey, location: SealedLocation, bytes: Uint8Array): Promise<Uint8Array> {
	const frames = Math.max(1, Math.ceil(bytes.length / FRAME_BYTES));
	if (frames > MAX_FRAMES) throw new RangeError("an object of more than 2^32 frames");
	const prefix = crypto.getRandomValues(new Uint8Array(PREFIX_BYTES));
	const sealed = new Uint8Array(HEAD_BYTES + bytes.length + frames * TAG_BYTES);
	sealed[0] = FORMAT;
	sealed.set(prefix, 1);
	for (let frame = 0; frame < frames; frame++) {
		const parameters = frameParameters({ unit, location, prefix }, frame, frame === frames - 1);
		const part = new Uint8Array(bytes.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES));
		const closed = await crypto.subtle.encrypt(parameters, unit.key, part);
		sealed.set(new Uint8Array(closed), HEAD_BYTES + frame * SEALED_FRAME_BYTES);
	}
	return sealed;
}

/** @throws SealBroken */
export async function openObject(unit: UnitKey, location: SealedLocation, sealed: Uint8Array): Promise<Uint8Array> {
	const length = openedLength(sealed.length);
	return openRange(unit, location, { length: sealed.length, read: async (from, to) => sealed.subarray(from, to) }, [
		0,
		length,
	]);
}

/** A sealed object that is read in pieces; `read` gives the bytes from one offset up to another, without it. */
export type SealedSource = { length: number; read(from: number, to: number): Promise<Uint8Array> };

/**
 * Bytes `from` up to but not including `to` of the object; reads and opens only the frames that hold them.
 * @throws SealBroken when a frame was changed, or the length is not the object's
 * @throws RangeError when the range does not lie within the object
 */
export async function openRange(
	unit: UnitKey,
	location: SealedLocation,
	source: SealedSource,
	[from, to]: readonly [from: number, to: number],
): Promise<Uint8Array> {
	const length = openedLength(source.length);
	if (from < 0 || to > length || from > to) throw new RangeError("a range outside the object");
	const frames = Math.max(1, Math.ceil(length / FRAME_BYTES));
	const head = await source.read(0, HEAD_BYTES);
	if (head[0] !== FORMAT || head.length !== HEAD_BYTES) throw new SealBroken("no sealed object of this format");
	const prefix = new Uint8Array(head.subarray(1));
	const first = Math.min(Math.floor(from / FRAME_BYTES), frames - 1);
	const last = to === from ? first : Math.floor((to - 1) / FRAME_BYTES);
	const closed = await source.read(
		HEAD_BYTES + first * SEALED_FRAME_BYTES,
		Math.min(HEAD_BYTES + (last + 1) * SEALED_FRAME_BYTES, source.length),
	);
	const opened = new Uint8Array(to - from);
	for (let frame = first; frame <= last; frame++) {
		const parameters = frameParameters({ unit, location, prefix }, frame, frame === frames - 1);
		const part = closed.subarray((frame - first) * SEALED_FRAME_BYTES, (frame - first + 1) * SEALED_FRAME_BYTES);
		const bytes = await openFrame(unit, parameters, part);
		const start = frame * FRAME_BYTES;
		const piece = bytes.subarray(Math.max(from - start, 0), Math.min(to - start, bytes.length));
		opened.set(piece, Math.max(start - from, 0));
	}
	return opened;
}

/** How many bytes an object has whose sealed form has this many. @throws SealBroken when none has */
export function openedLength(sealedLength: number): number {
	const body = sealedLength - HEAD_BYTES;
	const frames = Math.ceil(body / SEALED_FRAME_BYTES);
	const lastFrame = body - (frames - 1) * SEALED_FRAME_BYTES;
	// Only an empty object has an empty frame.
	if (frames < 1 || lastFrame < TAG_BYTES || (frames > 1 && lastFrame === TAG_BYTES))
		throw new SealBroken("not a sealed length");
	return body - frames * TAG_BYTES;
}

async function openFrame(unit: UnitKey, parameters: AesGcmParams, part: Uint8Array): Promise<Uint8Array> {
	try {
		return new Uint8Array(await crypto.subtle.decrypt(parameters, unit.key, new Uint8Array(part)));
	} catch {
		throw new SealBroken("a frame does not open under this key");
	}
}

type Sealing = { unit: UnitKey; location: SealedLocation; prefix: Uint8Array };

function frameParameters({ unit, location, prefix }: Sealing, frame: number, isLast: boolean): AesGcmParams {
	const iv = new Uint8Array(12);
	iv.set(prefix);
	new DataView(iv.buffer).setUint32(PREFIX_BYTES, frame);
	iv[11] = isLast ? 1 : 0;
	const { table, column, row } = location;
	const data = [...["livery object", FORMAT, table, column, row], ...[unit.owner, unit.unit, unit.id, frame, isLast]];
	return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(JSON.stringify(data)) };
}
