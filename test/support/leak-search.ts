import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every way in which a text may stand in bytes unsealed: what a person, a decoder or a search tool would find. */
export function formsOf(marker: string): Map<string, Buffer> {
	const forms = new Map<string, Buffer>();
	for (const text of new Set([marker, marker.toLowerCase(), marker.toUpperCase()])) {
		const utf8 = Buffer.from(text, "utf8");
		const utf16 = Buffer.from(text, "utf16le");
		forms.set(`${text} utf-8`, utf8);
		forms.set(`${text} utf-16le`, utf16);
		forms.set(`${text} utf-16be`, Buffer.from(utf16).swap16());
		forms.set(`${text} hex`, Buffer.from(utf8.toString("hex")));
		forms.set(`${text} HEX`, Buffer.from(utf8.toString("hex").toUpperCase()));
		for (const shift of [0, 1, 2])
			for (const encoding of ["base64", "base64url"] as const)
				forms.set(`${text} ${encoding} ${shift}`, Buffer.from(innerBase64(utf8, shift, encoding)));
	}
	return forms;
}

/** The characters that depend on the text alone, when it begins `shift` bytes into a group of three. */
function innerBase64(bytes: Buffer, shift: number, encoding: "base64" | "base64url"): string {
	const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
		.toString(encoding)
		.replaceAll("=", "");
	const first = Math.ceil((shift * 8) / 6);
	const last = Math.floor(((shift + bytes.length) * 8) / 6);
	return encoded.slice(first, last);
}

/** What of the markers stands in these bytes, and in which form. */
export function findIn(bytes: Buffer, markers: readonly string[]): string[] {
	return markers.flatMap((marker) =>
		[...formsOf(marker)].filter(([, form]) => bytes.includes(form)).map(([name]) => name),
	);
}

/** The same in every file below a folder. */
export function findBelow(folder: string, markers: readonly string[]): { hits: string[]; bytes: number } {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	let bytes = 0;
	const hits = files.flatMap((entry) => {
		const content = contentOf(join(entry.parentPath, entry.name));
		bytes += content.length;
		return findIn(content, markers).map((hit) => `${entry.name}: ${hit}`);
	});
	return { hits, bytes };
}

/** A server that is running takes away files of its own between the listing and the reading. */
function contentOf(file: string): Buffer {
	try {
		return readFileSync(file);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
		throw error;
	}
}
