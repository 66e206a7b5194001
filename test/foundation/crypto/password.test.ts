import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import {
	computed,
	type HashRequest,
	hashPassword,
	reserveHashSlot,
	strength,
	verifyNoPassword,
	verifyPassword,
} from "#foundation/crypto/password.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { words } from "#locales/locales.ts";

/** Milliseconds of CPU of this process, all threads: other processes of a busy machine are not in it. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

describe("a password's hash", () => {
	it("verifies the password and nothing near it (P56)", async () => {
		const phc = await hashPassword("kade-zwemt-langs-пароль");
		expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
		expect(await verifyPassword("kade-zwemt-langs-пароль", phc)).toBe(true);
		for (const near of ["kade-zwemt-langs-парол", "kade-zwemt-langs-парольХ", "Kade-zwemt-langs-пароль", "", "\0"])
			expect(await verifyPassword(near, phc)).toBe(false);
		expect(await hashPassword("kade-zwemt-langs-пароль")).not.toBe(phc);
	});

	it("is the same for two spellings of one character", async () => {
		const phc = await hashPassword("caf\u00e9 aan zee");
		expect(await verifyPassword("cafe\u0301 aan zee", phc)).toBe(true);
	});

	it.each([
		["nothing", ""],
		["another algorithm", "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"],
		["a cost that would fill the memory", "$argon2id$v=19$m=4194304,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"],
		["a cheap hash", "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"],
	])("verifies nothing when it is %s", async (_what, phc) => {
		expect(await verifyPassword("x", phc)).toBe(false);
	});

	it("is worked out for nobody too, so that an unknown account takes as long (T25)", async () => {
		expect(await verifyNoPassword("geheim")).toBe(false);
		const phc = await hashPassword("geheim");
		const somebody = () => verifyPassword("fout", phc);
		const nobody = () => verifyNoPassword("fout");
		const pairs: [number, number][] = [];
		for (let round = 0; round < 15; round++) pairs.push([await cpuOf(somebody), await cpuOf(nobody)]);
		const median = (values: number[]) => values.sort((a, b) => a - b)[7] ?? 0;
		const ratio = median(pairs.map(([, one]) => one)) / median(pairs.map(([one]) => one));
		expect(ratio).toBeGreaterThan(0.5);
		expect(ratio).toBeLessThan(2);
		const hashes = computed.hashes;
		await somebody();
		expect(computed.hashes - hashes).toBe(1);
		await nobody();
		expect(computed.hashes - hashes).toBe(2);
	});

	it("is made by the WebAssembly that was examined (T46)", () => {
		const path = createRequire(import.meta.url).resolve("@phi-ag/argon2/argon2.wasm");
		const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
		expect(sha256).toBe("38f461d188b5dc980881ed92f9ecc12473e9206a588625e3ef0c4c5125dc85b1");
	});
});

describe("hashing under load", () => {
	const at = (now: number, isKnown = false) => ({
		clock: () => now,
		realm: realmIdSchema.parse("lage-kade"),
		action: "sign_in",
		isKnown,
	});
	const busy = expect.objectContaining({ code: "unavailable" });

	it("is refused beyond 20 in a second, and goes on in the next (T26)", () => {
		const second = 1_000_000;
		for (let hash = 0; hash < 20; hash++) reserveHashSlot(at(second + hash));
		expect(() => reserveHashSlot(at(second + 999))).toThrow(busy);
		for (let hash = 0; hash < 10; hash++) reserveHashSlot(at(second + 999, true));
		expect(() => reserveHashSlot(at(second + 999, true))).toThrow(busy);
		expect(() => reserveHashSlot(at(second + 1_000))).not.toThrow();
	});

	it("is not refused for good by a clock that was set back", () => {
		for (let hash = 0; hash < 20; hash++) reserveHashSlot(at(9_000_000));
		expect(() => reserveHashSlot(at(9_000_000))).toThrow(busy);
		expect(() => reserveHashSlot(at(5_000))).not.toThrow();
	});

	it("is counted in the second in which it is made, in whatever order its requests came (T26)", () => {
		const clock = () => 50_000_000;
		let admitted = 0;
		for (let waited = 0; waited < 200; waited++) {
			const request = { ...at(0), now: clock() - waited, clock };
			try {
				reserveHashSlot(request);
				admitted++;
			} catch (error) {
				expect(error).toEqual(busy);
			}
		}
		expect(admitted).toBe(20);
	});

	/** Everything that this request gets when it comes again and again, over and above what went before. */
	const flood = (request: HashRequest, most = 60): number => {
		for (let taken = 0; taken < most; taken++) {
			try {
				reserveHashSlot(request);
			} catch {
				return taken;
			}
		}
		return most;
	};

	it.each([
		["operator", 20_000_000, { realm: realmIdSchema.parse("jupiter-media") }],
		["action", 30_000_000, { action: "join" }],
	])("leaves a share to each %s, whatever another takes (T26)", (_which, second, other) => {
		const flooded = { ...at(second), ...other };
		expect(flood(flooded)).toBe(20);
		// The first second in which somebody else comes along, and those after it.
		for (const now of [second, second + 1_000, second + 2_000]) {
			flood({ ...flooded, clock: () => now });
			expect(flood(at(now))).toBe(10);
			expect(flood({ ...at(now), isKnown: true })).toBe(5);
		}
	});

	it("never takes much more than its time, however many realms and actions ask (T26)", () => {
		const second = 40_000_000;
		const ids = ["a-een", "b-twee", "c-drie"].map((id) => realmIdSchema.parse(id));
		const all = (now: number) =>
			ids.flatMap((realm) => ["sign_in", "join", "reset"].map((action) => flood({ clock: () => now, realm, action })));
		all(second);
		expect(all(second + 1_000).reduce((sum, count) => sum + count)).toBeLessThanOrEqual(20);
	});
});

describe("the strength of a password", () => {
	const context = ["zeemeermin", "jantje.jansen@voorbeeld.example", "Twero"];

	it.each([
		["correct horse battery staple"],
		["kade zwemt langs de stad"],
		["x7#kQ9!mZ2"],
		["пароль-которого-нет"],
		["水がきれいな川の町"],
		["🦑🦞🪸🐙🦀🐚🦐🐠🐬"],
		["k".concat(" lange zin met veel woorden en cijfers 42".repeat(20))],
	])("suffices: %s", async (password) => {
		expect(await strength(password, context, "nl")).toEqual({ accepted: true, score: expect.any(Number) });
	});

	it.each([
		["", "short"],
		["x7#kQ9!", "short"],
		["🦑🦞🪸🐙🦀🐚🦐", "short"],
		["x7#kQ9!mZ2".repeat(101), "long"],
		["zeemeermin", "context"],
		["ZEEMEERMIN12", "context"],
		["jantje.jansen", "context"],
		["jantje.jansen@voorbeeld.example", "context"],
		["twero!zeemeermin", "context"],
		["password", "common"],
		["iloveyou1", "common"],
		["qwertyuiop", "common"],
		["zxcvbnm,./", "keyboard"],
		["kkkkkkkkkkkk", "repeat"],
		["hophophophophop", "repeat"],
		["abcdefghijklmnop", "sequence"],
		["19840512", "date"],
	] as const)("does not suffice: %s (%s)", async (password, fault) => {
		const { accepted, score, warning } = await strength(password, context, "nl");
		const { short, long, ...others } = words("nl").passwords;
		const all = { ...others, short: short(8), long: long(1_000) };
		expect({ accepted, warning }).toEqual({ accepted: false, warning: all[fault] });
		expect(score).toBeLessThan(3);
	});

	it("asks for no kinds of characters (V6.2.5)", async () => {
		expect((await strength("alleen kleine letters volstaan", [], "en")).accepted).toBe(true);
		expect((await strength("937 4402 8815 6290 3317", [], "en")).accepted).toBe(true);
	});

	it("refuses every one of the 3,000 passwords of enough length that are used most (V6.2.4)", async () => {
		const { dictionary } = await import("@zxcvbn-ts/language-common");
		const most = dictionary["passwords-common"].map(String).filter((one) => [...one].length >= 8);
		const accepted: string[] = [];
		for (const password of most.slice(0, 3_000))
			if ((await strength(password, [], "en")).accepted) accepted.push(password);
		expect(accepted).toEqual([]);
		expect(most.length).toBeGreaterThan(17_000);
	});

	it("is told in the reader's language", async () => {
		expect((await strength("password", [], "en")).warning).toBe(words("en").passwords.common);
	});

	it("costs no more for a long password than for its beginning", async () => {
		await strength("warm-up warm-up", [], "en");
		const long = () => strength("4@8({[<369&#!1|0$5+7%2".repeat(40), context, "en");
		expect(await cpuOf(long)).toBeLessThan(1_000);
	});
});
