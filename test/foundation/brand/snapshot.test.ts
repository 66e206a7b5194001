import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeSnapshot, openSnapshot, sha256Hex } from "#foundation/brand/snapshot.ts";
import { FIRST_DAY, publishedBrand, versionOf } from "../../support/fixtures/published.ts";

const alfa = publishedBrand({ id: "alfa", revision: 3 });
const bravo = publishedBrand({ id: "bravo", look: { hosts: { primary: "bravo.example", aliases: [] } } });

async function unzip(body: Uint8Array): Promise<string> {
	const stream = new Blob([body.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Response(stream).text();
}

async function zip(text: string): Promise<{ sha256: string; body: Uint8Array }> {
	const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
	const body = new Uint8Array(await new Response(stream).arrayBuffer());
	return { sha256: await sha256Hex(body), body };
}

describe("a registry snapshot", () => {
	it("gives back what went in", async () => {
		const snapshot = await openSnapshot(await encodeSnapshot([alfa, bravo], 12, FIRST_DAY));
		expect(snapshot).toMatchObject({ revision: 12, createdAt: FIRST_DAY, size: 2 });
		expect(snapshot.brandIds()).toEqual(["alfa", "bravo"]);
		expect(snapshot.findBrand("alfa")).toEqual(alfa);
		expect(snapshot.findBrand("bravo")).toEqual(bravo);
		expect(snapshot.findBrand("charlie")).toBeUndefined();
		expect(snapshot.findBrand("toString")).toBeUndefined();
	});

	it("finds a brand by each of its hosts, and by no other", async () => {
		const snapshot = await openSnapshot(await encodeSnapshot([alfa, bravo], 1, FIRST_DAY));
		expect(snapshot.findHost("alfa.example")).toEqual({ brand: "alfa", role: "primary" });
		expect(snapshot.findHost("www.alfa.example")).toEqual({ brand: "alfa", role: "alias" });
		expect(snapshot.findHost("bravo.example")).toEqual({ brand: "bravo", role: "primary" });
		for (const host of ["www.bravo.example", "example", "", "__proto__", "ALFA.example"])
			expect(snapshot.findHost(host), host).toBeUndefined();
	});

	it("parses a brand once and keeps it", async () => {
		const snapshot = await openSnapshot(await encodeSnapshot([alfa, bravo], 1, FIRST_DAY));
		expect(snapshot.findBrand("alfa")).toBe(snapshot.findBrand("alfa"));
	});

	it("forgets parsed brands beyond five hundred, and parses them again the same", async () => {
		const many = Array.from({ length: 502 }, (_, index) => publishedBrand({ id: `brand-${index}` }));
		const snapshot = await openSnapshot(await encodeSnapshot(many, 1, FIRST_DAY));
		const first = snapshot.findBrand("brand-0");
		for (let index = 0; index < 500; index++) snapshot.findBrand(`brand-${index}`);
		expect(snapshot.findBrand("brand-0")).toBe(first);
		snapshot.findBrand("brand-500");
		expect(snapshot.findBrand("brand-0")).not.toBe(first);
		expect(snapshot.findBrand("brand-0")).toEqual(first);
	});

	it("writes what brands share once, and one line a brand", async () => {
		const terms = [versionOf(1, FIRST_DAY, { hash: { nl: "a".repeat(64) } })];
		const brands = ["alfa", "bravo", "charlie"].map((id) => publishedBrand({ id, terms }));
		const text = await unzip((await encodeSnapshot(brands, 1, FIRST_DAY)).body);
		expect(text.split("\n")).toHaveLength(4);
		expect(text.split("Voorbeeld Media B.V.")).toHaveLength(2);
		expect(text.split("a".repeat(64))).toHaveLength(2);
		expect(text.split('"24metrics"').length + text.split("google-analytics").length).toBe(3);
		const snapshot = await openSnapshot(await encodeSnapshot(brands, 1, FIRST_DAY));
		expect(brands.map(({ id }) => snapshot.findBrand(id))).toEqual(brands);
	});

	it("is empty without brands", async () => {
		const snapshot = await openSnapshot(await encodeSnapshot([], 1, FIRST_DAY));
		expect(snapshot.size).toBe(0);
		expect(snapshot.findHost("alfa.example")).toBeUndefined();
	});

	it("keeps any text of a brand, line ends and references included", async () => {
		const words = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("\n", "\u2028", '{"$shared":0}', "\u0000"));
		await fc.assert(
			fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 4 }), async (texts) => {
				const brands = texts.map((name, index) => publishedBrand({ id: `brand-${index}`, look: { name } }));
				const snapshot = await openSnapshot(await encodeSnapshot(brands, 5, FIRST_DAY));
				expect(brands.map(({ id }) => snapshot.findBrand(id))).toEqual(brands);
			}),
			{ numRuns: 50 },
		);
	});
});

describe("a broken snapshot", () => {
	it("is refused for any byte that differs", async () => {
		const encoded = await encodeSnapshot([alfa], 1, FIRST_DAY);
		for (const position of [0, 20, encoded.body.length - 1]) {
			const body = encoded.body.slice();
			body[position] = (body[position] ?? 0) ^ 1;
			await expect(openSnapshot({ ...encoded, body })).rejects.toThrow("the hash does not match");
		}
	});

	it("is refused under another revision", async () => {
		const encoded = await encodeSnapshot([alfa], 4, FIRST_DAY);
		await expect(openSnapshot({ ...encoded, revision: 5 })).rejects.toThrow("the revision does not match");
	});

	it.each([
		["a revision of none", { revision: 0 }],
		["a host with another role", { hosts: [["alfa.example", 0, "owner"]] }],
		["an id that is none", { ids: ["Not An Id"] }],
		["a key too many", { more: 1 }],
	])("is refused with %s", async (_name, own) => {
		const header = { revision: 1, createdAt: FIRST_DAY, hosts: [], ids: [], shared: [], ...own };
		const { sha256, body } = await zip(JSON.stringify(header));
		await expect(openSnapshot({ revision: header.revision, sha256, body })).rejects.toThrow();
	});

	it("fails at the one brand whose line has another shape, and serves the others", async () => {
		const encoded = await encodeSnapshot([alfa, bravo], 1, FIRST_DAY);
		const lines = (await unzip(encoded.body)).split("\n");
		const [header, first] = lines;
		const { sha256, body } = await zip([header, first, '{"id":"bravo"}'].join("\n"));
		const snapshot = await openSnapshot({ revision: 1, sha256, body });
		expect(() => snapshot.findBrand("bravo")).toThrow();
		expect(snapshot.findBrand("alfa")).toEqual(alfa);
	});

	it("is refused whole when already the first line has a shape that this code does not read", async () => {
		const encoded = await encodeSnapshot([alfa, bravo], 1, FIRST_DAY);
		const [header, , second] = (await unzip(encoded.body)).split("\n");
		await expect(
			openSnapshot({ revision: 1, ...(await zip([header, '{"id":"alfa"}', second].join("\n"))) }),
		).rejects.toThrow();
	});

	it("passes over keys of a newer version, so that a code rollback keeps every brand", async () => {
		const newer = { ...alfa, look: { ...alfa.look, aura: "bright" }, motto: "new" };
		const snapshot = await openSnapshot(await encodeSnapshot([newer], 1, FIRST_DAY));
		expect(snapshot.findBrand("alfa")).toEqual(alfa);
	});
});

describe("a sha256", () => {
	it("is 64 hexadecimal digits, small bytes padded", async () => {
		expect(await sha256Hex(new TextEncoder().encode("abc"))).toBe(
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		);
	});
});
