import { sha256 } from "../../crypto/random.ts";

/** What signs the mail of one domain (RFC 6376): its key is published as `<selector>._domainkey.<domain>`. */
export type Signer = { domain: string; selector: string; key: CryptoKey };

export const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/** As far as a mail has them. What one click on a list of mails does is signed, too (RFC 8058, 4). */
const SIGNED = [
	...["from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"],
	...["content-transfer-encoding", "content-language", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post"],
];
/** Nobody may add a second one on the way (RFC 6376, 5.4.2 and 8.15). */
const ONCE = ["from", "to", "reply-to", "subject", "date", "list-unsubscribe", "list-unsubscribe-post"];

/** The mail with its signature before it: relaxed/relaxed, rsa-sha256. @param raw a whole mail (RFC 5322) */
export async function signDkim(raw: Uint8Array, { domain, selector, key }: Signer): Promise<Uint8Array> {
	// As it is sent: a server that gets bare line feeds may make lines of them, and another text.
	const text = latin1(raw).replace(/\r?\n/g, "\r\n");
	const end = text.indexOf("\r\n\r\n");
	if (end === -1) throw new RangeError("mail: no body to sign");
	const fields = fieldsOf(text.slice(0, end));
	const names = SIGNED.filter((name) => fields.has(name));
	const hash = base64(await sha256(bytesOf(relaxedBody(text.slice(end + 4)))));
	const tags = [
		...["v=1", "a=rsa-sha256", "c=relaxed/relaxed", `d=${domain}`, `s=${selector}`],
		...[`h=${[...names, ...ONCE].join(":")}`, `bh=${hash}`, "b="],
	].join("; ");
	const signed = [...names.map((name) => `${name}:${fields.get(name)}\r\n`), `dkim-signature:${relaxed(tags)}`].join(
		"",
	);
	const signature = base64(new Uint8Array(await crypto.subtle.sign(RSA.name, key, bytesOf(signed))));
	const field = `DKIM-Signature: ${folded(tags)}${signature.replace(/.{1,72}/g, "\r\n\t$&")}\r\n`;
	return bytesOf(field + text);
}

/** A line has 998 octets at most (RFC 5322, 2.1.1): broken where white space means nothing. */
const folded = (tags: string) => tags.replaceAll("; ", ";\r\n\t");

/** The last of each name, as it counts (RFC 6376, 3.4.2 and 5.4.2). */
function fieldsOf(head: string): ReadonlyMap<string, string> {
	const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
	return new Map(
		lines.map((line) => {
			const at = line.indexOf(":");
			return [line.slice(0, at).trim().toLowerCase(), relaxed(line.slice(at + 1))] as const;
		}),
	);
}

const relaxed = (value: string) => value.replace(/[ \t\r\n]+/g, " ").trim();

/** RFC 6376, 3.4.4. */
function relaxedBody(body: string): string {
	const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
	while (lines.at(-1) === "") lines.pop();
	return lines.length === 0 ? "" : `${lines.join("\r\n")}\r\n`;
}

const latin1 = (bytes: Uint8Array) => {
	const parts: string[] = [];
	for (let at = 0; at < bytes.length; at += 8_192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
	return parts.join("");
};
const bytesOf = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const base64 = (bytes: Uint8Array) => btoa(latin1(bytes));
