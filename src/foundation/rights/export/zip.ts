/*
 * A zip archive that is written in steps (PKWARE APPNOTE 6.3.10): every entry is whole when it is written, so that its
 * sizes stand before it, and what the directory at the end needs is a short list that a run can put down and take up.
 */

/** What the directory tells of an entry that has been written. Sizes in bytes. */
export type ZipEntry = {
	name: string;
	/** 0 stored, 8 deflated. */
	method: 0 | 8;
	crc: number;
	size: number;
	packed: number;
	/** Where its header begins in the archive. */
	offset: number;
};

/** What the fields of 32 bits hold, and how many entries those of 16 bits count: no copy comes near. */
const MAX_OFFSET = 0xffff_ffff;
const MAX_ENTRIES = 0xffff;
/** Version 2.0: deflate. */
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const encoder = new TextEncoder();

/** Header and content of one entry. `wall`: its time as a clock shows it, whose UTC fields are taken. */
export async function zipEntry(
	name: string,
	content: Uint8Array,
	{ offset, wall }: { offset: number; wall: Date },
): Promise<{ entry: ZipEntry; bytes: Uint8Array }> {
	const deflated = await deflate(content);
	const isSmaller = deflated.length < content.length;
	const body = isSmaller ? deflated : content;
	const entry: ZipEntry = {
		...{ name, method: isSmaller ? 8 : 0, crc: crc32(content) },
		...{ size: content.length, packed: body.length, offset },
	};
	return { entry, bytes: joined([localHeader(entry, wall), body]) };
}

/** What closes the archive. @throws RangeError when it is too large for this form */
export function zipDirectory(entries: readonly ZipEntry[], offset: number, wall: Date): Uint8Array {
	const records = entries.map((entry) => centralHeader(entry, wall));
	const length = records.reduce((sum, { length }) => sum + length, 0);
	if (offset + length > MAX_OFFSET || entries.length > MAX_ENTRIES) throw new RangeError("too large for a zip archive");
	const end = new DataView(new ArrayBuffer(22));
	end.setUint32(0, 0x0605_4b50, true);
	end.setUint16(8, entries.length, true);
	end.setUint16(10, entries.length, true);
	end.setUint32(12, length, true);
	end.setUint32(16, offset, true);
	return joined([...records, new Uint8Array(end.buffer)]);
}

function localHeader(entry: ZipEntry, wall: Date): Uint8Array {
	const name = encoder.encode(entry.name);
	const view = new DataView(new ArrayBuffer(30));
	view.setUint32(0, 0x0403_4b50, true);
	view.setUint16(4, VERSION, true);
	writeCommon(view, 6, entry, wall, name.length);
	return joined([new Uint8Array(view.buffer), name]);
}

function centralHeader(entry: ZipEntry, wall: Date): Uint8Array {
	const name = encoder.encode(entry.name);
	const view = new DataView(new ArrayBuffer(46));
	view.setUint32(0, 0x0201_4b50, true);
	view.setUint16(4, VERSION, true);
	view.setUint16(6, VERSION, true);
	writeCommon(view, 8, entry, wall, name.length);
	view.setUint32(42, entry.offset, true);
	return joined([new Uint8Array(view.buffer), name]);
}

/** The fields that both headers have in the same order, from the flags on. */
function writeCommon(view: DataView, at: number, entry: ZipEntry, wall: Date, nameLength: number): void {
	view.setUint16(at, FLAGS, true);
	view.setUint16(at + 2, entry.method, true);
	const time = (wall.getUTCHours() << 11) | (wall.getUTCMinutes() << 5) | (wall.getUTCSeconds() >> 1);
	const day = ((wall.getUTCFullYear() - 1980) << 9) | ((wall.getUTCMonth() + 1) << 5) | wall.getUTCDate();
	view.setUint16(at + 4, time, true);
	view.setUint16(at + 6, day, true);
	view.setUint32(at + 8, entry.crc, true);
	view.setUint32(at + 12, entry.packed, true);
	view.setUint32(at + 16, entry.size, true);
	view.setUint16(at + 20, nameLength, true);
}

async function deflate(content: Uint8Array): Promise<Uint8Array> {
	const stream = new Blob([new Uint8Array(content)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Of ISO 3309, polynomial 0xEDB88320. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
	return value;
});

export function crc32(bytes: Uint8Array): number {
	let crc = 0xffff_ffff;
	for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
	return (crc ^ 0xffff_ffff) >>> 0;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}
