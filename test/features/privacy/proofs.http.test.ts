import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { addProofKey, PROOF_KEYS_PATH, PROOF_TYPES, signingKey, signProof } from "#foundation/proof/signing-key.ts";
import { signedReceipt, someReceipt } from "../../support/fixtures/receipt.ts";
import { FORM, type Reply, startWorld, type World } from "../../support/world.ts";

const VERIFY = "/privacy/receipts/verify";
const HOSTS = ["twero.com", "account.localhost"] as const;
const EMAIL = "Anna.de.Vries@Voorbeeld.test";

let world: World;
let key: Uint8Array;
beforeAll(async () => {
	world = await startWorld();
	key = fromBase64(world.secrets.RECEIPT_KEY) ?? expect.fail("no key");
	// The first request to a fresh worker also reads the brands: round trips are counted from the second on.
	for (const host of HOSTS) await world.get(VERIFY, { host });
});
afterAll(() => world.stop());

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);

const judge = (fields: Record<string, string>, host: string = HOSTS[0], path = VERIFY) =>
	world.get(path, {
		...{ host, method: "POST", headers: FORM },
		body: new URLSearchParams(fields).toString(),
	});

function upload(content: string | Buffer, host: string = HOSTS[0], email = ""): Promise<Reply> {
	const part = (name: string, value: string) =>
		`--grens\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
	const head = `--grens\r\nContent-Disposition: form-data; name="file"; filename="bewijs.json"\r\nContent-Type: application/json\r\n\r\n`;
	const body = Buffer.concat([
		Buffer.from(part("receipt", "") + part("email", email) + head),
		Buffer.from(content),
		Buffer.from("\r\n--grens--\r\n"),
	]);
	const headers = { "Content-Type": "multipart/form-data; boundary=grens", "Sec-Fetch-Site": "same-origin" };
	return world.get(VERIFY, { host, method: "POST", headers, body });
}

const verdictOf = ({ text }: Reply) => /<p class="notice-title">([^<]*)/.exec(text)?.[1];

describe.each(HOSTS)("on %s", (host) => {
	it(`GET ${PROOF_KEYS_PATH} gives the present key and every one that signed before`, async () => {
		const old = await signingKey(new Uint8Array(32).fill(5));
		await world.database.write(addProofKey(old, "2026-01-01T00:00:00.000Z"));
		const reply = await world.get(PROOF_KEYS_PATH, { host });
		expect([reply.status, trips(reply)]).toEqual([200, 1]);
		const { keys } = JSON.parse(reply.text);
		expect(keys[0]).toEqual({
			...{ kty: "OKP", crv: "Ed25519", x: (await signingKey(key)).x },
			...{ kid: (await signingKey(key)).kid, alg: "EdDSA", use: "sig" },
		});
		expect(keys).toContainEqual(expect.objectContaining({ kid: old.kid, x: old.x }));
		expect(reply.text).not.toContain('"d"');
	});

	it("GET /privacy/log-head shows the newest head once its day is closed, for people and for programs", async () => {
		await world.worker.tick();
		const reply = await world.get("/privacy/log-head", { host });
		expect([reply.status, trips(reply)]).toEqual([200, 1]);
		const json = await world.get("/privacy/log-head.json", { host });
		expect([json.status, trips(json)]).toEqual([200, 1]);
		const { realm, heads } = JSON.parse(json.text);
		expect(realm).toBe("jupiter-media");
		const [, payload = ""] = String(heads[0].jws).split(".");
		const head = JSON.parse(Buffer.from(payload, "base64url").toString());
		expect(head).toMatchObject({ version: 1, realm, day: heads[0].day, number: 1 });
		expect(reply.text).toContain(`<code>${head.hash}</code>`);
		expect(reply.text).toContain(`<time datetime="${head.day}">`);
	});

	it(`GET ${VERIFY} asks for a receipt, and POST says what one says, without keeping anything`, async () => {
		expect((await world.get(VERIFY, { host })).status).toBe(200);
		const { receipt } = await signedReceipt(key, EMAIL);
		const reply = await judge({ receipt: `\n ${receipt} \n` }, host);
		expect([reply.status, trips(reply), verdictOf(reply)]).toEqual([200, 2, "Dit bewijs is echt"]);
		expect(/rows;desc=(\d+)/.exec(reply.headers["server-timing"] ?? "")?.[1]).toBe("0");
		expect(reply.text).toContain((await signingKey(key)).kid);
		for (const said of [
			"29 november 2026, 11:00",
			"1 januari 2027",
			"twero: versie 4",
			"Lijst van inzage",
			"na regel 12",
		])
			expect(reply.text).toContain(said);
		expect(reply.text).toContain("Vervoerder &lt;b&gt;BV&lt;/b&gt;: hoort het van een medewerker");
	});

	it(`POST ${VERIFY} says of a file whether it is about an address, whatever its case`, async () => {
		const { file, receipt } = await signedReceipt(key, EMAIL);
		const about = async (reply: Promise<Reply>) =>
			/Het gaat (over|niet over)|Wil je zien/.exec((await reply).text)?.[0];
		expect(await about(upload(file, host, EMAIL.toLowerCase()))).toBe("Het gaat over");
		expect(await about(judge({ receipt: file, email: EMAIL }, host))).toBe("Het gaat over");
		expect(await about(upload(file, host, "bert@voorbeeld.test"))).toBe("Het gaat niet over");
		expect(await about(upload(receipt, host, EMAIL))).toBe("Wil je zien");
		expect(await about(upload(file, host))).toBeUndefined();
	});
});

describe(`POST ${VERIFY} refuses`, () => {
	it("a receipt that was altered, forged, of an unknown key, of another operator, unknown, or none at all", async () => {
		const { receipt, file } = await signedReceipt(key, EMAIL);
		const [header, payload, signature] = receipt.split(".");
		const other = Buffer.from(JSON.stringify(someReceipt({ keys: 999 }))).toString("base64url");
		const head = await signProof({ receiptKey: key }, PROOF_TYPES.head, someReceipt());
		const unknown = await signProof({ receiptKey: key }, PROOF_TYPES.receipt, { ...someReceipt(), extra: 1 });
		const foreign = await signedReceipt(key, EMAIL, { realm: "elders" as never });
		const stranger = await signedReceipt(new Uint8Array(randomBytes(32)), EMAIL);
		const cases: [string, string][] = [
			[`${header}.${other}.${signature}`, "Dit bewijs is vervalst of veranderd"],
			[`${header}.${payload}.${"A".repeat(86)}`, "Dit bewijs is vervalst of veranderd"],
			[file.replace(receipt, `${header}.${other}.${signature}`), "Dit bewijs is vervalst of veranderd"],
			[stranger.receipt, "Dit bewijs is ondertekend met een sleutel die we niet kennen"],
			[foreign.receipt, "Dit bewijs is niet van deze exploitant"],
			[unknown, "Dit bewijs is door ons ondertekend, maar we kunnen het niet lezen"],
			[head, "Dit is geen bewijs van wissen"],
			["{", "Dit is geen bewijs van wissen"],
			["{}", "Dit is geen bewijs van wissen"],
			[`${receipt}x`, "Dit is geen bewijs van wissen"],
			["\u0000\u202e", "Dit is geen bewijs van wissen"],
			["<script>alert(1)</script>", "Dit is geen bewijs van wissen"],
		];
		for (const [text, said] of cases) {
			const reply = await judge({ receipt: text });
			expect([reply.status, verdictOf(reply)], text.slice(0, 40)).toEqual([200, said]);
			expect(reply.text).not.toContain("<script>alert");
			expect(reply.text).not.toContain("Wat er in het bewijs staat");
		}
	});

	it("what is empty, twice given, too long or no text, with what was typed, and more than its body takes", async () => {
		const { receipt } = await signedReceipt(key, EMAIL);
		expect((await judge({ receipt: " " })).text).toContain("Plak het bewijs of kies het bestand ervan.");
		const long = await judge({ receipt: "x".repeat(16 * 1024 + 1) });
		expect([long.status, long.text.includes("zo lang is geen bewijs")]).toEqual([422, true]);
		const large = await upload("x".repeat(16 * 1024 + 1));
		expect([large.status, large.text.includes("zo lang is geen bewijs")]).toEqual([422, true]);
		const binary = await upload(Buffer.from([0xff, 0xfe, 0x00]));
		expect([binary.status, binary.text.includes("In dit bestand staat geen tekst.")]).toEqual([422, true]);
		const wrong = await judge({ receipt, email: "geen adres" });
		expect([wrong.status, wrong.text.includes(receipt)]).toEqual([422, true]);
		expect((await judge({ receipt, other: "x" })).status).toBe(400);
		expect((await judge({ receipt: "x".repeat(60_000) })).status).toBe(413);
	});

	it("a write from another site, and answers in English on its own address", async () => {
		const headers = { ...FORM, "Sec-Fetch-Site": "cross-site" };
		expect((await world.get(VERIFY, { host: HOSTS[0], method: "POST", headers, body: "receipt=x" })).status).toBe(403);
		expect(verdictOf(await judge({ receipt: "x" }, HOSTS[0], `/en${VERIFY}`))).toBe("This is not a receipt");
	});
});
