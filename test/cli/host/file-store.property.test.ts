import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	existsSync,
	linkSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileStore, openFileStore, removeUnfinished } from "#cli/host/file-store.ts";
import { keyPartOf, ObjectDamaged, pathOfKey } from "#cli/host/object-file.ts";

let parent: string;
let folder: string;
let clock = 0;
const now = () => ++clock;
beforeEach(() => {
	parent = mkdtempSync(join(tmpdir(), "livery-store-"));
	folder = join(parent, "store");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = (overwrites = false) => openFileStore(folder, { now, overwrites });
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function textAt(store: FileStore, key: string): Promise<string | undefined> {
	const object = await store.get(key);
	return object === null ? undefined : new TextDecoder().decode(await object.arrayBuffer());
}

/** Names that lie near each other in a folder, that a file system reads in a way of its own, or that lead out of it. */
const KEYS = [
	...["a", "a/", "a//", "a/b", "a/b/c", "a.b", "a!b", "a0", "/a", "/", "//", "A", "%41", "%", "a/%", "aux", "CON"],
	...["..", ".", "../a", "../../../../../../tmp/livery-hostile", "a/../../b", "./a", "a/.", "a/..", "..\\a", "C:\\a"],
	...[".unfinished", ".unfinished/1", "a.object", "a/b.object", "%2e%2e/a", "~", "~/.ssh/x", "lock.1", "*", "a?b"],
	...[
		"salts/range",
		"salts/1",
		"salts/holds",
		"salts/hold/2026-Q4",
		"photos/AbC_-9/320",
		"photos/aBc_-9/320",
		"acts/jupiter-media/00000000001",
	],
];
const key = fc.constantFrom(...KEYS);
const value = fc.string({ maxLength: 8 });
const metadata = fc.option(fc.dictionary(fc.constantFrom("id", "version"), fc.string({ maxLength: 5 })), {
	nil: undefined,
});
const operation = fc.oneof(
	fc.record({ kind: fc.constant("put" as const), key, value, metadata }),
	fc.record({ kind: fc.constant("create" as const), key, value, metadata }),
	fc.record({ kind: fc.constant("change" as const), key, value, isCurrent: fc.boolean() }),
	fc.record({ kind: fc.constant("delete" as const), keys: fc.array(key, { minLength: 1, maxLength: 3 }) }),
	fc.record({ kind: fc.constant("get" as const), key }),
	fc.record({
		kind: fc.constant("list" as const),
		prefix: fc.constantFrom("", "a", "a/", "photos/", "acts/", "..", "/", "s"),
		startAfter: fc.oneof(fc.constant(""), key, fc.constantFrom("a0", "photos/aB", "zz")),
		limit: fc.integer({ min: 1, max: 40 }),
		delimiter: fc.constantFrom("/", "b", "\x7f"),
	}),
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

type Kept = { text: string; metadata: Record<string, string> | undefined };

/** What R2 promises, on a map. */
async function apply(store: FileStore, model: Map<string, Kept>, one: Operation): Promise<void> {
	if (one.kind === "put" || one.kind === "create") {
		const isFree = one.kind === "put" || !model.has(one.key);
		const onlyIf = one.kind === "put" ? {} : { onlyIf: { etagDoesNotMatch: "*" } };
		const custom = one.metadata === undefined ? {} : { customMetadata: one.metadata };
		const done = await store.put(one.key, bytesOf(one.value), { ...onlyIf, ...custom });
		expect(done !== null).toBe(isFree);
		if (isFree) model.set(one.key, { text: one.value, metadata: one.metadata });
	} else if (one.kind === "change") {
		const etag = (await store.get(one.key))?.etag ?? "none";
		const onlyIf = { etagMatches: one.isCurrent ? etag : `${etag}x` };
		const isDone = one.isCurrent && model.has(one.key);
		expect((await store.put(one.key, bytesOf(one.value), { onlyIf })) !== null).toBe(isDone);
		if (isDone) model.set(one.key, { text: one.value, metadata: undefined });
	} else if (one.kind === "delete") {
		await store.delete(one.keys);
		for (const gone of one.keys) model.delete(gone);
	} else if (one.kind === "get") {
		expect(await textAt(store, one.key)).toBe(model.get(one.key)?.text);
		expect((await store.get(one.key))?.customMetadata).toEqual(model.get(one.key)?.metadata);
	} else expect(withoutTimes(await store.list(one))).toEqual(listed(model, one));
}

function listed(model: Map<string, Kept>, wanted: Extract<Operation, { kind: "list" }>) {
	const { prefix, startAfter, limit, delimiter } = wanted;
	const objects: { key: string; customMetadata: Kept["metadata"] }[] = [];
	const delimitedPrefixes: string[] = [];
	for (const name of [...model.keys()].sort()) {
		if (!name.startsWith(prefix) || name <= startAfter) continue;
		if (delimitedPrefixes.some((group) => name.startsWith(group))) continue;
		if (objects.length + delimitedPrefixes.length === limit) break;
		const end = name.indexOf(delimiter, prefix.length);
		if (end < 0) objects.push({ key: name, customMetadata: model.get(name)?.metadata });
		else delimitedPrefixes.push(name.slice(0, end + 1));
	}
	return { objects, delimitedPrefixes };
}

const withoutTimes = ({ objects, delimitedPrefixes }: Awaited<ReturnType<FileStore["list"]>>) => ({
	objects: objects.map(({ key: name, customMetadata }) => ({ key: name, customMetadata })),
	delimitedPrefixes,
});

describe("a store of files", () => {
	it("does what a bucket does, whatever is put, changed, deleted and listed, and also after it is opened again", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(operation, { maxLength: 40 }), async (operations) => {
				rmSync(folder, { recursive: true, force: true });
				const model = new Map<string, Kept>();
				const store = await open();
				for (const one of operations) await apply(store, model, one);
				const again = await open();
				for (const [name, { text }] of model) expect(await textAt(again, name)).toBe(text);
				expect((await again.list()).objects.map((one) => one.key)).toEqual([...model.keys()].sort());
				for (const startAfter of model.keys()) {
					const wanted = { kind: "list", prefix: "", startAfter, limit: 1_000, delimiter: "\x7f" } as const;
					expect(withoutTimes(await again.list(wanted))).toEqual(listed(model, wanted));
				}
				// Whatever the keys were, all that was written lies in the folder, and none of it is a part of a name.
				expect(readdirSync(parent)).toEqual(["store"]);
				expect(readdirSync(join(folder, ".unfinished"))).toEqual([]);
				expect(existsSync("/tmp/livery-hostile")).toBe(false);
			}),
			{ numRuns: 150 },
		);
	});

	it("deletes several keys at once whose folders go with one another", async () => {
		const store = await open();
		await store.put("a/../../b", bytesOf("x"));
		await store.delete(["a/b.object", "a/../../b", "a"]);
		expect((await store.list()).objects).toEqual([]);
	});

	it("lets one of many at once create an object, and one of many change it", async () => {
		const store = await open();
		const tries = Array.from({ length: 20 }, (_, index) => String(index));
		const created = await Promise.all(
			tries.map((text) => store.put("k", bytesOf(text), { onlyIf: { etagDoesNotMatch: "*" } })),
		);
		expect(created.filter((one) => one !== null)).toHaveLength(1);
		const etag = (await store.get("k"))?.etag ?? "";
		const changed = await Promise.all(
			tries.map((text) => store.put("k", bytesOf(`new ${text}`), { onlyIf: { etagMatches: etag } })),
		);
		expect(changed.filter((one) => one !== null)).toHaveLength(1);
	});

	it("gives every key a path of its own below its folder, and reads the key back from it", () => {
		const anyKey = fc.oneof(key, fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 }));
		fc.assert(
			fc.property(anyKey, (name) => {
				if (/[^\x21-\x7e]/.test(name)) {
					expect(() => pathOfKey(name)).toThrow(RangeError);
					return;
				}
				const path = pathOfKey(name);
				for (const part of path) expect(part).toMatch(/^[a-z0-9_%A-F-]+(\.object)?$/);
				const parts = path.map((part, index) => keyPartOf(part, index < path.length - 1));
				expect(parts.join("")).toBe(name);
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		["nothing", ""],
		["a NUL", "a\0b"],
		["a line", "a\nb"],
		["more than ASCII", "é"],
		["too much", "a".repeat(1_025)],
		["too long a part", "A".repeat(90)],
	])("refuses a key of %s", async (_what, name) => {
		const store = await open();
		await expect(store.put(name, bytesOf("x"))).rejects.toThrow(RangeError);
		await expect(store.get(name)).rejects.toThrow(RangeError);
		await expect(store.delete(name)).rejects.toThrow(RangeError);
	});

	it("says when each object was put", async () => {
		const store = await open();
		clock = 1_700_000_000_000;
		await store.put("k", bytesOf("x"));
		const { objects } = await store.list();
		expect(objects[0]?.uploaded.toISOString()).toBe("2023-11-14T22:13:20.001Z");
	});

	it("throws where a file is damaged or the folder is away: that is not an object that is not there", async () => {
		const store = await open();
		await store.put("k", bytesOf("whole"));
		const file = join(folder, "k.object");
		writeFileSync(file, readFileSync(file, "latin1").slice(0, -1), "latin1");
		await expect(store.get("k")).rejects.toThrow(ObjectDamaged);
		writeFileSync(file, "");
		await expect(store.get("k")).rejects.toThrow(ObjectDamaged);
		await expect(store.list()).rejects.toThrow(ObjectDamaged);
		renameSync(folder, `${folder}-away`);
		await expect(store.get("other")).rejects.toThrow("ENOENT");
		await expect(store.list()).rejects.toThrow("ENOENT");
		await expect(store.delete("k")).rejects.toThrow("ENOENT");
		await expect(store.put("k", bytesOf("x"))).rejects.toThrow("ENOENT");
	});

	it("leaves no byte of a key that was deleted in its file", async () => {
		const store = await open(true);
		await store.put("salts/1", bytesOf("secret-salt"));
		// A second name of the same file shows what became of its bytes.
		linkSync(join(folder, "salts/1.object"), join(parent, "other-name"));
		await store.delete("salts/1");
		expect(await store.get("salts/1")).toBeNull();
		const left = readFileSync(join(parent, "other-name"));
		expect(left.length).toBeGreaterThan(10);
		expect(left.every((byte) => byte === 0)).toBe(true);
	});

	it("leaves none either where a crash came between taking the object away and overwriting it", async () => {
		await open(true);
		const taken = join(folder, ".unfinished/7-1");
		writeFileSync(taken, "secret-salt");
		linkSync(taken, join(parent, "other-name"));
		await removeUnfinished(folder);
		expect(existsSync(taken)).toBe(false);
		expect(readFileSync(join(parent, "other-name"))).toEqual(Buffer.alloc(11));
	});
});

const MODULE = join(process.cwd(), "src/cli/host/file-store.ts");
const SIZE = 16_000_000;
/** Puts objects of one byte after the other under one key, and says after each which it was. */
const WRITER = `
	import { openFileStore } from ${JSON.stringify(MODULE)};
	const store = await openFileStore(process.argv[1], { now: Date.now });
	for (let byte = 1; ; byte++) {
		await store.put("k", new Uint8Array(${SIZE}).fill(byte));
		process.stdout.write("\\n" + byte);
	}`;

/** The byte that the whole object consists of. */
async function uniformByte(store: FileStore): Promise<number | undefined> {
	const bytes = new Uint8Array((await (await store.get("k"))?.arrayBuffer()) ?? expect.fail("no object"));
	expect(bytes).toHaveLength(SIZE);
	expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
	return bytes[0];
}

/** Ends when a file has appeared in a folder so many times. */
async function appearances(path: string, count: number): Promise<void> {
	let seen = 0;
	for await (const { eventType, filename } of watch(path))
		if (eventType === "rename" && existsSync(join(path, filename ?? "")) && ++seen === count) return;
}

describe("an object that is being written", () => {
	it("is read as it was before, or whole", async () => {
		const store = await open();
		await store.put("k", new Uint8Array(SIZE));
		const written = (async () => {
			for (let byte = 1; byte <= 4; byte++) await store.put("k", new Uint8Array(SIZE).fill(byte));
			return "written" as const;
		})();
		for (let last = 0; (await Promise.race([written, Promise.resolve()])) !== "written"; ) {
			const byte = await uniformByte(await open());
			expect(byte).toBeGreaterThanOrEqual(last);
			last = byte ?? 0;
		}
	});

	it("is the old one, whole, when the process is killed, and nothing else is left once the folder is opened", async () => {
		for (const writes of [1, 2, 3]) {
			await (await open()).put("k", new Uint8Array(SIZE));
			const begun = appearances(join(folder, ".unfinished"), writes);
			const child = spawn(process.execPath, ["--input-type=module", "-e", WRITER, folder], {
				stdio: ["ignore", "pipe", "inherit"],
			});
			let said = "0";
			child.stdout.on("data", (data: Buffer) => {
				said += data.toString();
			});
			await begun;
			child.kill("SIGKILL");
			await once(child, "close");
			// What it said is there; what it was writing may have been renamed just before the end.
			const last = Number(said.trim().split("\n").at(-1));
			expect([last, last + 1]).toContain(await uniformByte(await open()));
			await removeUnfinished(folder);
			await open();
			expect(readdirSync(join(folder, ".unfinished"))).toEqual([]);
		}
	});

	it("leaves what it had not renamed where no reader looks, until it is removed", async () => {
		const store = await open();
		await store.put("k", bytesOf("before"));
		writeFileSync(join(folder, ".unfinished/123-1"), '{"etag":"');
		expect(await textAt(store, "k")).toBe("before");
		expect((await store.list()).objects.map((one) => one.key)).toEqual(["k"]);
		await removeUnfinished(folder);
		await open();
		expect(readdirSync(join(folder, ".unfinished"))).toEqual([]);
	});
});
