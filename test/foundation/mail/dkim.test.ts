import fc from "fast-check";
import DKIM from "nodemailer/lib/dkim";
import { beforeAll, describe, expect, it } from "vitest";
import { RSA, type Signer, signDkim } from "#foundation/mail/signing/dkim.ts";
import { textMail } from "../../support/mail/raw-mail.ts";
import { verifyDkim } from "../../support/mail/verify-dkim.ts";

let signer: Signer;
let publicKey: string;
let pem: string;
beforeAll(async () => {
	const parameters = { ...RSA, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
	const pair = await crypto.subtle.generateKey(parameters, true, ["sign", "verify"]);
	const exported = async (format: "spki" | "pkcs8", key: CryptoKey) =>
		Buffer.from((await crypto.subtle.exportKey(format, key)) as ArrayBuffer).toString("base64");
	signer = { domain: "harbour.example", selector: "livery-2026-11", key: pair.privateKey };
	publicKey = await exported("spki", pair.publicKey);
	pem = `-----BEGIN PRIVATE KEY-----\n${await exported("pkcs8", pair.privateKey)}\n-----END PRIVATE KEY-----`;
});

const HEADERS = [
	"List-Unsubscribe: <https://harbour.example/unsubscribe/x>",
	"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
];
const text = (raw: Uint8Array) => Buffer.from(raw).toString("latin1");
const mailOf = (own: Partial<Parameters<typeof textMail>[0]> = {}) =>
	textMail({ from: "Harbour <no-reply@harbour.example>", to: "ada@voorbeeld.test", headers: HEADERS, ...own });

describe("the signature of a mail (RFC 6376)", () => {
	it("holds before whoever verifies one, as that of another signer does", async () => {
		const raw = mailOf();
		const ours = verifyDkim(text(await signDkim(raw, signer)), publicKey);
		expect(ours).toMatchObject({
			isBodyRight: true,
			isSignatureRight: true,
			domain: "harbour.example",
			selector: "livery-2026-11",
		});
		const chunks: Buffer[] = [];
		const options = { domainName: "harbour.example", keySelector: "s", privateKey: pem };
		for await (const chunk of new DKIM(options).sign(Buffer.from(raw))) chunks.push(chunk as Buffer);
		expect(verifyDkim(Buffer.concat(chunks).toString("latin1"), publicKey)).toMatchObject({
			isBodyRight: true,
			isSignatureRight: true,
		});
	});

	it("covers what one click stops, and that nobody adds another author or reader (RFC 8058)", async () => {
		const signed = text(await signDkim(mailOf(), signer));
		const { names } = verifyDkim(signed, publicKey);
		for (const name of ["list-unsubscribe", "list-unsubscribe-post", "from", "to", "subject", "reply-to"])
			expect(names).toContain(name);
		for (const added of [
			"From: eve@evil.test",
			"List-Unsubscribe: <https://evil.test>",
			"Reply-To: eve@evil.test",
			"Subject: x",
		]) {
			const forged = signed.replace("\r\nMIME-Version:", `\r\n${added}\r\nMIME-Version:`);
			expect([added, forged === signed, verifyDkim(forged, publicKey).isSignatureRight]).toEqual([added, false, false]);
		}
		expect(verifyDkim(signed.replace("Dank je.", "Dank jou."), publicKey).isBodyRight).toBe(false);
	});

	it("holds for any text, with white space and empty lines at its end", async () => {
		const line = fc.string({ maxLength: 60 }).map((one) => one.replace(/[\r\n]/g, " "));
		await fc.assert(
			fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.string({ maxLength: 30 }), async (lines, subject) => {
				const own = { text: lines.join("\n"), subject: subject.replace(/[\r\n]/g, " ") };
				const { isBodyRight, isSignatureRight } = verifyDkim(text(await signDkim(mailOf(own), signer)), publicKey);
				expect([isBodyRight, isSignatureRight]).toEqual([true, true]);
			}),
			{ numRuns: 100 },
		);
	});

	it("stands in lines that a server takes", async () => {
		const signed = text(await signDkim(mailOf(), signer));
		for (const line of signed.split("\r\n")) expect(line.length).toBeLessThan(300);
	});
});
