import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { argon2 as native } from "../../src/crypto/argon2-native.ts";
import { hashPassword, verifyPassword } from "../../src/crypto/password.ts";
import { type CryptoWorker, startCryptoWorker } from "../crypto-worker/start.ts";

/** The same two functions on workerd (WebAssembly) and on Node (native) must make and accept the same hashes. */
let crypto: CryptoWorker;
beforeAll(async () => {
	crypto = await startCryptoWorker();
}, 120_000);
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

	it("adds at most 64 MB of resident memory for ten hashes at once (T26)", async () => {
		const fresh = await startCryptoWorker();
		try {
			await fresh.ask("/ring");
			const before = residentMegabytes(fresh);
			await Promise.all(Array.from({ length: 10 }, () => fresh.ask("/argon2/hash", bytes("geheim"))));
			expect(residentMegabytes(fresh) - before).toBeLessThan(64);
		} finally {
			await fresh.stop();
		}
	});
});

/** Of the workerd that listens where this Worker does. */
function residentMegabytes({ worker }: CryptoWorker): number {
	const pid = readdirSync("/proc").find((name) => {
		if (!/^\d+$/.test(name)) return false;
		try {
			const parent = / (\d+) /.exec(readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.slice(1) ?? "")?.[1];
			const command = readFileSync(`/proc/${name}/cmdline`, "latin1");
			return Number(parent) === process.pid && command.includes("workerd") && listens(name, worker.url.port);
		} catch {
			return false;
		}
	});
	if (pid === undefined) throw new Error("no workerd among the children");
	const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
	return (pages * 4096) / 2 ** 20;
}

function listens(pid: string, port: string): boolean {
	const inodes = readFileSync("/proc/net/tcp", "utf8")
		.split("\n")
		.filter((line) => line.includes(`:${Number(port).toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`))
		.map((line) => line.trim().split(/\s+/)[9]);
	return readdirSync(`/proc/${pid}/fd`).some((fd) => {
		try {
			return inodes.includes(/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? "");
		} catch {
			return false;
		}
	});
}
