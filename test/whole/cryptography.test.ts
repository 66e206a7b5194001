import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Every cryptographic algorithm that the Worker asks for, by file, with the key that it works under and what it may
 * protect. A file that asks for another, or stops asking, fails.
 */
const INVENTORY: Record<string, { algorithms: readonly string[]; key: string; protects: string }> = {
	"src/foundation/brand/snapshot.ts": {
		algorithms: ["SHA-256"],
		key: "none",
		protects: "The published registry, from being taken when it is damaged.",
	},
	"src/foundation/documents/tree.ts": {
		algorithms: ["SHA-256"],
		key: "none",
		protects: "Which words a statement had when somebody read it.",
	},
	"src/foundation/crypto/random.ts": {
		algorithms: ["SHA-256"],
		key: "none",
		protects: "Codes and tokens of 128 bits or more, of which the database holds the hash alone.",
	},
	"src/foundation/crypto/salts.ts": {
		algorithms: ["SHA-256"],
		key: "none",
		protects: "Which bucket of salts a database belongs to.",
	},
	"src/foundation/crypto/key-wrap.ts": {
		algorithms: ["AES-GCM", "HKDF", "HMAC", "SHA-256"],
		key: "Key-encryption and index keys, 256 bits, derived from KEK_ROOT and a salt; replaced each month. Keys of holds, each quarter.",
		protects: "Unit keys, and nothing else; equality of what is sealed, by realm and kind.",
	},
	"src/foundation/crypto/keys.ts": {
		algorithms: ["HMAC"],
		key: "Index keys and the day's key, derived (key-wrap.ts).",
		protects: "Equality of what is sealed, by realm and kind; how often something was tried, for a day.",
	},
	"src/foundation/crypto/holds/hold-indexes.ts": {
		algorithms: ["HMAC"],
		key: "Keys of a quarter's hold salt, 256 bits, derived from KEK_ROOT and that salt (key-wrap.ts).",
		protects: "Names of erased accounts, which nobody else takes for a term, by realm and kind.",
	},
	"src/foundation/crypto/new-unit.ts": {
		algorithms: ["AES-GCM"],
		key: "Unit keys, 256 random bits, one for each unit of erasure; stored wrapped.",
		protects: "Values of one person, of one unit.",
	},
	"src/foundation/crypto/sealed.ts": {
		algorithms: ["AES-GCM"],
		key: "A unit key.",
		protects: "Every value about a person, in its table, column and row.",
	},
	"src/foundation/crypto/sealed-object.ts": {
		algorithms: ["AES-GCM"],
		key: "A unit key.",
		protects: "Photos in the object store.",
	},
	"src/foundation/crypto/chain.ts": {
		algorithms: ["HKDF", "HMAC", "SHA-256"],
		key: "256 bits, derived from KEK_ROOT by realm.",
		protects:
			"The record of what staff looked at, from being altered unseen; whose chains grew on a day, from being guessed.",
	},
	"src/foundation/proof/signing-key.ts": {
		algorithms: ["Ed25519", "EdDSA"],
		key: "RECEIPT_KEY, a seed of 256 random bits; the public halves of all that ever signed stay published.",
		protects: "Receipts of erasures and heads of logs, from being forged or altered; anybody can verify them.",
	},
	"src/foundation/crypto/tokens.ts": {
		algorithms: ["A256GCM", "AES-GCM", "HKDF", "HMAC", "HS256", "SHA-256", "dir"],
		key: "256 bits, derived from TOKEN_ROOT by purpose and month.",
		protects: "Sessions and what travels through a form; no token carries a value about a person beyond an id.",
	},
	"src/foundation/recipients/https-port.ts": {
		algorithms: ["HMAC", "SHA-256"],
		key: "256 bits, agreed with each recipient; in RECIPIENT_ENDPOINTS alone.",
		protects: "Notices to recipients, from being forged or altered on the way.",
	},
	"src/foundation/mail/incoming/address-token.ts": {
		algorithms: ["HKDF", "HMAC", "SHA-256"],
		key: "256 bits, derived from KEK_ROOT.",
		protects: "Addresses that answers and reports come to, from being made up; they stand in mails that were sent.",
	},
	"src/foundation/mail/signing/dkim.ts": {
		algorithms: ["RSASSA-PKCS1-v1_5", "SHA-256"],
		key: "A key pair of 2048 bits for each domain that mail comes from (keys.ts).",
		protects: "Outgoing mail, from being changed or sent in the name of a brand (RFC 6376, RFC 8301).",
	},
	"src/foundation/mail/signing/keys.ts": {
		algorithms: [],
		key: "RSA pairs of 2048 bits, made with the parameters of dkim.ts; the private part sealed (sealed.ts), another each year.",
		protects: "Nothing of itself: it makes and opens what dkim.ts signs with.",
	},
	"src/foundation/mail/unsubscribe-token.ts": {
		algorithms: ["HKDF", "HS256", "SHA-256"],
		key: "256 bits, derived from TOKEN_ROOT by month.",
		protects: "The right to stop one class of mail.",
	},
	"src/foundation/crypto/password.ts": {
		algorithms: ["argon2id"],
		key: "A salt of 128 random bits.",
		protects: "Passwords, sealed besides.",
	},
	"src/features/accounts/credentials/authenticator/totp.ts": {
		algorithms: ["SHA1"],
		key: "160 random bits for each member, sealed.",
		protects: "The second step, by HMAC: what every authenticator app knows (RFC 6238).",
	},
	"src/features/accounts/credentials/passkeys/passkey.ts": {
		algorithms: ["ES256", "EdDSA", "RS256"],
		key: "The public key of a passkey, sealed; the private one never leaves its device.",
		protects: "Signing in by passkey.",
	},
};

/** Of WebCrypto, JOSE and COSE; the names of what nobody asks for here are among them, so that they would be seen. */
const NAMES =
	/"(AES-[A-Z]+|HMAC|HKDF|PBKDF2|SHA-?(?:1|224|256|384|512)|MD5|ECDSA|ECDH|Ed25519|X25519|RSA[\w-]*|HS\d+|[REP]S\d+|EdDSA|A\d+(?:GCM|CBC-HS\d+|KW|GCMKW)|PBES2[\w+-]*|ECDH-ES[\w+]*|dir|none)"/g;

/** COSE's numbers (RFC 9053), as a list of them stands in the code. */
const COSE: Record<string, string> = { "-7": "ES256", "-8": "EdDSA", "-257": "RS256" };

function algorithmsOf(text: string): string[] {
	// A passkey comes without attestation, which is no algorithm.
	const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|attestationType: "none"/gm, "");
	const named = [...code.matchAll(NAMES)].map(([, name = ""]) => name);
	const numbered = [...code.matchAll(/ALGORITHMS = \[([^\]]*)\]/g)].flatMap(([, list = ""]) =>
		list.split(",").map((one) => COSE[one.trim()] ?? `COSE ${one.trim()}`),
	);
	const hashed = [...code.matchAll(/\$(argon2\w*)\$/g)].map(([, name = ""]) => name);
	return [...new Set([...named, ...numbered, ...hashed])].sort();
}

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
	.filter((file) => /\.tsx?$/.test(file) && !file.startsWith("cli/") && !file.endsWith(".generated.ts"))
	.map((file) => ({ path: join("src", file), text: readFileSync(join("src", file), "utf8") }));

describe("the inventory of cryptography", () => {
	it("names every algorithm that the Worker asks for, file by file, and no other (V11.1.2)", () => {
		const used = sources
			.filter(({ text }) => /crypto\.subtle|"jose"|"otpauth"|"#argon2"|@simplewebauthn\/server/.test(text))
			.map(({ path, text }) => [path, algorithmsOf(text)]);
		const listed = Object.entries(INVENTORY).map(([path, { algorithms }]) => [path, algorithms]);
		expect(Object.fromEntries(used)).toEqual(Object.fromEntries(listed));
	});

	it("sees an algorithm that is weak or new", () => {
		const text =
			'sign({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" }); const ALGORITHMS = [-7, -65535]; ["none", "AES-CBC"]';
		expect(algorithmsOf(text)).toEqual(["AES-CBC", "COSE -65535", "ES256", "RSASSA-PKCS1-v1_5", "SHA-1", "none"]);
		expect(algorithmsOf('// "MD5"\n/* "AES-CBC" */\nconst PREFIX = `$argon2i$`;')).toEqual(["argon2i"]);
	});

	it("has one source of randomness, in src/foundation/crypto alone (V11.5.1)", () => {
		const random = /getRandomValues|randomUUID|Math\.random/;
		const users = sources.filter(({ text }) => random.test(text)).map(({ path }) => path);
		expect(users.filter((path) => !path.startsWith("src/foundation/crypto/"))).toEqual([]);
		expect(sources.filter(({ text }) => /Math\.random|randomUUID/.test(text)).map(({ path }) => path)).toEqual([]);
		expect(users.length).toBeGreaterThan(3);
	});
});
