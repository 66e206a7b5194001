import { type Answer, all, none, test } from "./asvs-answer.ts";

/** OWASP ASVS 5.0.0, chapters 11 and 12: keys, algorithms and connections (DECISIONS 15, 16, 35, 48 and 49). */

const INVENTORY =
	"the inventory of cryptography > names every algorithm that the Worker asks for, file by file, and no other (V11.1.2)";
const RANDOMNESS =
	"the inventory of cryptography > has one source of randomness, in src/foundation/crypto alone (V11.5.1)";
const TOKEN_BITS = "identifiers > are tokens of 256 bits in letters that a link may carry";
const ROTATION =
	"a rotation of keys > leaves every member found and readable, and the copy from before unreadable with any key that is left";
const UNDER_LOAD =
	"keys on real parts > rotate under load without losing or hiding anybody, and then no copy from before can be read (P55)";
const MONTHS = "a token > that is %s is taken under the key of its month and of the next, and under no other (T40)";
const SEALED = "a sealed value > is refused after a change of any of its bytes, or when it is cut or lengthened";
const SETTINGS = "the Worker's settings > refuse %s in %s, naming the variable and not its value";
const SMTP = "the SMTP transport > says nothing over a connection without TLS, but on this very machine";

export const EDGE = none(
	"TLS to visitors ends at Cloudflare's edge, with its certificates and the minimum version set there.",
);

export const CRYPTOGRAPHY: Record<string, Answer> = {
	"11.1.1": {
		test: [ROTATION, UNDER_LOAD, MONTHS],
		weaker:
			"DECISIONS 15, 16, 48 and 49 are the policy; KEK_ROOT and TOKEN_ROOT themselves have no date to be replaced by.",
	},
	"11.1.2": test(INVENTORY),
	"11.2.1": test(
		INVENTORY,
		"a password's hash > is made by the WebAssembly that was examined (T46)",
		"argon2id in workerd > agrees with the native one on any bytes",
	),
	"11.2.2": {
		test: [ROTATION, "the key ring > serves two versions while a rotation runs, and forgets the old one with its salt"],
		weaker:
			"Keys are replaced while all goes on, and sealed values name their format. Another cost of passwords, or another algorithm, needs code that still reads the old beside it.",
	},
	"11.2.3": {
		test: [INVENTORY],
		weaker: "A passkey may sign with RS256, and RSA keys of 2,048 bits are worth 112.",
	},
	"11.3.1": {
		test: [INVENTORY],
		weaker: "None to encrypt; a passkey may sign with PKCS #1 v1.5 (RS256), which some devices know alone.",
	},
	"11.3.2": test(INVENTORY),
	"11.3.3": test(
		SEALED,
		"a sealed value > is refused in another table, column or row, whatever their names",
		"a sealed object > is refused with frames changed, swapped, repeated, left out or cut off",
		"the key ring > opens what it wrapped, and nothing whose row was tampered with",
	),
	"11.4.1": {
		test: [INVENTORY],
		weaker: "Codes of an authenticator app are HMAC-SHA-1, the one that every app knows (RFC 6238).",
	},
	"11.4.2": test(
		"a password's hash > verifies the password and nothing near it (P56)",
		"a password's hash > verifies nothing when it is %s",
		"argon2id in workerd > makes the hash that the native one makes, and verifies it, of %s",
	),
	"11.4.3": test(
		"the hash covers every word that a reader sees and no note to ourselves",
		"identifiers > are kept as SHA-256 (FIPS 180-4)",
		"the record of access by staff > is seen to be broken when any column of any row is altered (T30)",
	),
	"11.4.4": none("No key is derived from a password."),
	"11.5.1": {
		test: [RANDOMNESS, TOKEN_BITS],
		weaker: "Recovery codes have 120 bits, and are of use only after the password.",
	},
	"11.6.1": test(INVENTORY, RANDOMNESS),
	...all("12.1.1 12.1.2 12.2.1 12.2.2", EDGE),
	"12.1.3": none("No client certificates."),
	...all("12.3.1 12.3.3", test(SETTINGS, SMTP)),
	"12.3.2": {
		test: [SMTP],
		weaker: "For the database no test: the fetch of workerd verifies certificates and has no way to switch that off.",
	},
	"12.3.4": none(
		"The two inner connections, to the database and to the mail server, use publicly trusted certificates.",
	),
};
