import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTACHMENT_TYPES, checkFile, MAX_ATTACHMENT_BYTES, safeName } from "#features/helpdesk/attachment.ts";
import { plainPhoto } from "../../support/photos.ts";

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const PDF = "%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
const checked = (name: string, bytes: Uint8Array, announced = "") => checkFile({ name, announced, bytes });
const problemOf = (...args: Parameters<typeof checked>) => {
	const found = checked(...args);
	return "problem" in found ? found.problem : found.type;
};
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** An empty archive, and one with an entry whose directory stands before its end. */
const EMPTY_ZIP = joined(bytesOf("PK\x05\x06"), new Uint8Array(18));
function zipEnd(): Uint8Array {
	const directory = joined(bytesOf("PK\x01\x02"), new Uint8Array(42));
	const end = new Uint8Array(22);
	const view = new DataView(end.buffer);
	view.setUint32(0, 0x06054b50, true);
	view.setUint32(12, directory.length, true);
	return joined(directory, end);
}

describe("files of questions", () => {
	it.each([
		["jpg", plainPhoto("jpg"), "image/jpeg"],
		["png", plainPhoto("png"), "image/png"],
		["webp", plainPhoto("webp"), "image/webp"],
		["pdf", bytesOf(PDF), "application/pdf"],
		["txt", new TextEncoder().encode("Eén regel tekst\n"), "text/plain"],
	] as const)("takes a %s by its bytes, whatever its name leaves open", (extension, bytes, type) => {
		for (const name of [`bestand.${extension}`, `Bestand.${extension.toUpperCase()}`, "bestand"])
			for (const announced of ["", "application/octet-stream", type, `${type}; charset=utf-8`])
				expect(checked(name, new Uint8Array(bytes), announced)).toMatchObject({ type });
	});

	it("refuses what calls itself something else, by its name or by its type (T15)", () => {
		const png = new Uint8Array(plainPhoto("png"));
		for (const [name, announced] of [
			...[
				["a.jpg", ""],
				["a.pdf", ""],
				["a.html", ""],
				["a.svg", ""],
				["a.png", "text/html"],
			],
			...[
				["a.png", "image/jpeg"],
				["a.png.exe", ""],
			],
		] as const)
			expect([name, announced, problemOf(String(name), png, announced)]).toEqual([name, announced, "lies"]);
		expect(problemOf("a.png", bytesOf("<html><script>1</script>"))).toBe("lies");
		expect(problemOf("a.txt", bytesOf(PDF))).toBe("lies");
	});

	it("refuses archives, also one behind a picture, a PDF or a text, and unpacks none (T17)", () => {
		for (const signature of ["PK\x03\x04", "\x1f\x8b\x08", "Rar!\x1a", "7z\xbc\xaf\x27", "\xfd7zXZ", "BZh9"])
			expect(problemOf("a.png", bytesOf(`${signature}0123456789`))).toBe("archive");
		expect(problemOf("a.txt", EMPTY_ZIP)).toBe("archive");
		for (const carrier of [plainPhoto("jpg"), plainPhoto("png"), bytesOf(PDF), bytesOf("tekst\n")])
			expect(problemOf("a", joined(new Uint8Array(carrier), zipEnd()))).toBe("archive");
	});

	it("refuses 0 bytes, one too many, a picture of too many pixels, and what has no end", () => {
		expect(problemOf("a.txt", new Uint8Array())).toBe("empty");
		expect(problemOf("a.txt", new Uint8Array(MAX_ATTACHMENT_BYTES).fill(97))).toBe("text/plain");
		expect(problemOf("a.txt", new Uint8Array(MAX_ATTACHMENT_BYTES + 1).fill(97))).toBe("too_large");
		const bomb = new Uint8Array(plainPhoto("png"));
		const view = new DataView(bomb.buffer);
		view.setUint32(16, 50_000);
		view.setUint32(20, 50_000);
		expect(problemOf("a.png", bomb)).toBe("too_many_pixels");
		const png = new Uint8Array(plainPhoto("png"));
		expect(problemOf("a.png", png.subarray(0, png.length - 8))).toBe("broken");
		expect(problemOf("a.png", joined(png, bytesOf("<script>")))).toBe("broken");
		expect(problemOf("a.pdf", bytesOf("%PDF-1.7\nzonder einde"))).toBe("broken");
		const jpg = new Uint8Array(plainPhoto("jpg"));
		expect(problemOf("a.jpg", jpg.subarray(0, Math.floor(jpg.length / 2)))).toBe("broken");
		for (const bytes of [[0], [104, 105, 0], [0xff, 0xfe, 104, 0], [27, 91]])
			expect(problemOf("a.txt", new Uint8Array(bytes))).toBe("unknown");
	});

	it("says of any bytes that they are one of these or what is wrong, and never throws", () => {
		const start = fc.constantFrom(
			...["", "PK\x05\x06", "%PDF-", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "RIFF\x04\0\0\0WEBP"],
		);
		fc.assert(
			fc.property(start, fc.uint8Array({ maxLength: 200 }), fc.string(), fc.string(), (head, tail, name, announced) => {
				const found = checkFile({ name, announced, bytes: joined(bytesOf(head), tail) });
				if (!("problem" in found)) expect(Object.keys(ATTACHMENT_TYPES)).toContain(found.type);
			}),
		);
	});

	it("gives a name that steers neither a header nor a path", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
				const safe = safeName(name, "txt");
				expect(safe).toMatch(/^[\p{L}\p{M}\p{N} _.()-]+\.[a-z0-9]{1,10}$/u);
				expect(safe).not.toMatch(/^\.|[\r\n"\\/;]/);
			}),
		);
		expect(safeName("../../etc/pass\r\nwd.txt", "txt")).toBe("passwd.txt");
		expect(safeName('a"; filename="b.exe.txt', "txt")).toBe("a filenameb.exe.txt");
		expect(safeName(".", "pdf")).toBe("file.pdf");
	});
});
