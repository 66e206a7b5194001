import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { argon2 as native } from "#foundation/crypto/argon2-native.ts";
import { hashPassword, strength, verifyPassword } from "#foundation/crypto/password.ts";
import { type CryptoWorker, startCryptoWorker } from "../../support/crypto-worker/start.ts";
import { usageOf } from "../../support/crypto-worker/usage.ts";

/** The same two functions on workerd (WebAssembly) and on Node (native) must make and accept the same hashes. */
let crypto: CryptoWorker;
beforeAll(async () => {
	crypto = await startCryptoWorker();
});
afterAll(() => crypto.stop());

const SALT = new Uint8Array(16).fill(7);
const COST = { memory: 19_456, passes: 2, lanes: 1, length: 32 };
const bytes = (text: string) => new TextEncoder().encode(text);
const wasmHash = (password: Uint8Array) => crypto.ask("/argon2/hash", password);
const wasmVerify = (password: Uint8Array, phc: string) =>
	crypto.ask(`/argon2/verify?phc=${encodeURIComponent(phc)}`, password);

describe("argon2id in workerd", () => {
	it.each([
		["nothing", ""],
		["a NUL", "\0"],
		["NULs within", "een\0twee\0"],
		["Cyrillic", "пароль12"],
		["emoji", "🦑🦞🏳️‍🌈"],
		["a combination", "e\u0301e\u0301"],
		["1,000 characters", "ж".repeat(1_000)],
	])("makes the hash that the native one makes, and verifies it, of %s", async (_what, text) => {
		const password = bytes(text);
		const phc = await native.hash(password, SALT, COST);
		expect(await wasmHash(password)).toBe(phc);
		expect(await wasmVerify(password, phc)).toBe(true);
		expect(await native.verify(password, phc)).toBe(true);
		for (const other of [bytes(`${text}x`), bytes(`${text}\0`), password.slice(0, -1)])
			if (other.length !== password.length) expect(await wasmVerify(other, phc)).toBe(false);
	});

	it("looks at every byte: the tail of a password in another script counts", async () => {
		const phc = String(await wasmHash(bytes("пароль12")));
		expect(await wasmVerify(bytes("парольXX"), phc)).toBe(false);
		expect(await wasmVerify(bytes("пароль13"), phc)).toBe(false);
	});

	it("agrees with the native one on any bytes", async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (password) => {
				expect(await wasmHash(password)).toBe(await native.hash(password, SALT, COST));
			}),
			{ numRuns: 25 },
		);
	});

	it("refuses a malformed hash and still works afterwards", async () => {
		await expect(wasmVerify(bytes("x"), "$argon2id$v=19$m=19456,t=2,p=1$nonsense")).rejects.toThrow(/argon2/);
		expect(await wasmHash(bytes("x"))).toMatch(/^\$argon2id\$/);
	});

	it("lets a member move between runtimes", async () => {
		const here = await hashPassword("een wachtzin met é");
		const ask = (password: string, phc: string) =>
			crypto.ask(`/password/verify?phc=${encodeURIComponent(phc)}`, bytes(password));
		expect(await ask("een wachtzin met é", here)).toBe(true);
		expect(await ask("een wachtzin met e", here)).toBe(false);
		const there = String(await crypto.ask("/password/hash", bytes("een wachtzin met é")));
		expect(await verifyPassword("een wachtzin met é", there)).toBe(true);
	});

	it("judges the strength of passwords as Node does", async () => {
		for (const text of ["password", "zeemeermin1", "kade zwemt langs de stad", "abcdefghijkl", "kort"])
			expect(await crypto.ask("/strength", bytes(text))).toEqual(await strength(text, ["zeemeermin"], "nl"));
	});

	it("adds at most 64 MB of resident memory for ten hashes at once (T26)", async () => {
		const fresh = await startCryptoWorker();
		try {
			await fresh.ask("/ring");
			const before = usageOf(fresh.worker).megabytes;
			await Promise.all(Array.from({ length: 10 }, () => fresh.ask("/argon2/hash", bytes("geheim"))));
			expect(usageOf(fresh.worker).megabytes - before).toBeLessThan(64);
		} finally {
			await fresh.stop();
		}
	});
});
