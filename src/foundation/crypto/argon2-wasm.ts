import compiled from "@phi-ag/argon2/argon2.wasm";
import type { Argon2 } from "./password.ts";

/** What the module of @phi-ag/argon2 exports: the reference C code, with pointers as numbers. */
type Exports = {
	memory: WebAssembly.Memory;
	_initialize(): void;
	malloc(length: number): number;
	free(pointer: number): void;
	/** Passes, memory in KiB, lanes, lengths of salt and hash, type. */
	argon2_encodedlen(...numbers: number[]): number;
	/** Passes, memory in KiB, lanes, password, salt, hash and encoded text (each where and how long), type, version. */
	argon2_hash(...numbers: number[]): number;
	argon2_verify(encoded: number, password: number, passwordLength: number, type: number): number;
};

const ARGON2ID = 2;
const VERSION_13 = 0x13;
const VERIFY_MISMATCH = -35;

/** One instance for the isolate: its memory grows to the cost of one hash and is used again for the next. */
const exports = new WebAssembly.Instance(compiled).exports as Exports;
exports._initialize();

/**
 * Argon2id in workerd. The wrapper that comes with the package passes the number of UTF-16 units as the number of
 * bytes, so that much of a password in another script is not looked at; here bytes go in with their own number.
 */
export const argon2: Argon2 = {
	hash: async (password, salt, cost) => {
		const length = exports.argon2_encodedlen(
			...[cost.passes, cost.memory, cost.lanes, salt.length, cost.length, ARGON2ID],
		);
		return withMemory([password, salt, new Uint8Array(cost.length), new Uint8Array(length)], (pointers) => {
			const [passwordAt, saltAt, hashAt, encodedAt] = pointers;
			const code = exports.argon2_hash(
				...[cost.passes, cost.memory, cost.lanes, passwordAt, password.length, saltAt, salt.length],
				...[hashAt, cost.length, encodedAt, length, ARGON2ID, VERSION_13],
			);
			if (code !== 0) throw new Error(`argon2 answered ${code}`);
			// The text ends with a NUL.
			return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, encodedAt, length - 1));
		});
	},
	verify: async (password, phc) =>
		withMemory([password, new TextEncoder().encode(`${phc}\0`)], ([passwordAt, encodedAt]) => {
			const code = exports.argon2_verify(encodedAt, passwordAt, password.length, ARGON2ID);
			if (code !== 0 && code !== VERIFY_MISMATCH) throw new Error(`argon2 answered ${code}`);
			return code === 0;
		}),
};

/** Copies the buffers in, wipes and frees them afterwards. The memory may move while C allocates. */
function withMemory<const Buffers extends readonly Uint8Array[], Result>(
	buffers: Buffers,
	use: (pointers: { [Index in keyof Buffers]: number }) => Result,
): Result {
	const pointers = buffers.map((bytes) => {
		// One byte more: C need not answer a pointer for nothing.
		const pointer = exports.malloc(bytes.length + 1);
		if (pointer === 0) throw new Error("argon2 has no memory left");
		new Uint8Array(exports.memory.buffer).set(bytes, pointer);
		return pointer;
	});
	try {
		return use(pointers as { [Index in keyof Buffers]: number });
	} finally {
		for (const [index, pointer] of pointers.entries()) {
			new Uint8Array(exports.memory.buffer).fill(0, pointer, pointer + (buffers[index]?.length ?? 0));
			exports.free(pointer);
		}
	}
}
