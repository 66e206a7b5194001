import type { AppContext } from "./resolve-site.ts";

/** Bytes of a body that are read to find them. */
const HEAD_BYTES = 64 * 1024;
const FILE = /\r\ncontent-disposition:[^\r\n]*;\s*filename/i;

/**
 * The texts with which a form begins whose body is too large to be read (RFC 7578): a browser sends fields in the order
 * of the page, so that what was typed before the files can be given back. None of a body of another kind.
 */
export async function firstFields(c: AppContext): Promise<Record<string, string>> {
	const { headers, body } = c.req.raw;
	const type = headers.get("Content-Type") ?? "";
	const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(type)?.[1];
	if (boundary === undefined || body === null) return {};
	const head = await readHead(body);
	// One character for each byte, so that places in the text are places in the bytes.
	const text = Array.from(head, (byte) => String.fromCharCode(byte)).join("");
	const file = FILE.exec(text)?.index ?? text.length;
	const end = text.lastIndexOf(`--${boundary}`, file);
	if (end <= 0) return {};
	const closed = new Blob([head.slice(0, end), `--${boundary}--\r\n`]);
	try {
		const fields = await new Response(closed, { headers: { "Content-Type": type } }).formData();
		const texts = [...fields].filter((entry): entry is [string, string] => typeof entry[1] === "string");
		return Object.fromEntries(texts);
	} catch {
		return {};
	}
}

async function readHead(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
	const head = new Uint8Array(HEAD_BYTES);
	const reader = body.getReader();
	let length = 0;
	try {
		while (length < HEAD_BYTES) {
			const { value, done } = await reader.read();
			if (done) break;
			const part = value.subarray(0, HEAD_BYTES - length);
			head.set(part, length);
			length += part.length;
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
	return head.slice(0, length);
}
