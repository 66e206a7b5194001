import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Reply } from "../support/ask.ts";

/** A folder of text files, one for each answer, that can be read and compared. */
export type Archive = { put(name: string, text: string): void; count(): number };

export function newArchive(folder: string): Archive {
	const names = new Set<string>();
	return {
		put(name, text) {
			if (names.has(name)) throw new Error(`two answers are named ${name}`);
			names.add(name);
			const file = join(folder, `${name}.txt`);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, text);
		},
		count: () => names.size,
	};
}

/** A label as a name of a file: what folders are made with stands for itself no more. */
export const fileName = (label: string) =>
	label === "/" ? "home" : label.replace(/^\//, "").replaceAll("/", "_").slice(0, 180);

const TEXT = /^(text\/|application\/(\w+\+)?(json|xml)|image\/svg)/;

/** The whole answer but for its date: what is no text stands as its SHA-256. */
export function answerText(asked: string, { status, headers, body, text }: Reply): string {
	const lines = Object.entries(headers)
		.filter(([name]) => name !== "date")
		.map(([name, value]) => `${name}: ${value}`)
		.sort();
	const isText = TEXT.test(headers["content-type"] ?? "text/") && !headers["content-encoding"];
	const shown = isText ? text : `${body.length} bytes, SHA-256 ${sha256(body)}`;
	return [asked, String(status), ...lines, "", shown].join("\n");
}

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
