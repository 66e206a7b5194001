import { createHash, verify } from "node:crypto";

/** What a receiver finds of a signature (RFC 6376, 6.1), written from the RFC and of nothing that signs. */
export type Verified = {
	isBodyRight: boolean;
	isSignatureRight: boolean;
	names: string[];
	domain: string;
	selector: string;
};

/** @param publicKey base64 of a SubjectPublicKeyInfo */
export function verifyDkim(raw: string, publicKey: string): Verified {
	const [head = "", ...rest] = raw.split("\r\n\r\n");
	const fields = head.split(/\r\n(?![ \t])/).map((line) => {
		const at = line.indexOf(":");
		return { name: line.slice(0, at).toLowerCase().trim(), value: line.slice(at + 1) };
	});
	const signature = fields.find(({ name }) => name === "dkim-signature")?.value ?? "";
	const tags = new Map(
		signature.split(";").map((tag) => {
			const at = tag.indexOf("=");
			return [tag.slice(0, at).trim(), tag.slice(at + 1).replace(/\s+/g, "")] as const;
		}),
	);
	const names = (tags.get("h") ?? "").split(":").map((name) => name.toLowerCase());
	const left = [...fields].reverse();
	const signed = names.map((name) => {
		const at = left.findIndex((field) => field.name === name);
		const [found] = at === -1 ? [] : left.splice(at, 1);
		return found === undefined ? "" : `${name}:${relaxed(found.value)}\r\n`;
	});
	const unsigned = signature.replace(/(;\s*b=)[^;]*/, "$1");
	const data = `${signed.join("")}dkim-signature:${relaxed(unsigned)}`;
	const key = `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----`;
	return {
		isBodyRight: bodyHash(rest.join("\r\n\r\n")) === tags.get("bh"),
		isSignatureRight: verify("sha256", Buffer.from(data, "latin1"), key, Buffer.from(tags.get("b") ?? "", "base64")),
		...{ names, domain: tags.get("d") ?? "", selector: tags.get("s") ?? "" },
	};
}

const relaxed = (value: string) =>
	value
		.replace(/\r\n/g, "")
		.replace(/[ \t]+/g, " ")
		.trim();

function bodyHash(body: string): string {
	const canonical = body
		.replace(/[ \t]+\r\n/g, "\r\n")
		.replace(/[ \t]+/g, " ")
		.replace(/(\r\n)*$/, "");
	return createHash("sha256")
		.update(canonical === "" ? "" : `${canonical}\r\n`, "latin1")
		.digest("base64");
}
