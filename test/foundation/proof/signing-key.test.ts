import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	allProofKeys,
	keySetOf,
	noteProofKey,
	PROOF_TYPES,
	proofKeys,
	signingKey,
	signProof,
	verifyProof,
} from "#foundation/proof/signing-key.ts";
import { databaseOn, migrated } from "../../support/stores/memory-database.ts";

/** RFC 8037, appendix A: seed, public key, thumbprint. */
const SEED = new Uint8Array(Buffer.from("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", "base64url"));
const X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const KID = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

const present = { receiptKey: SEED };
const other = { receiptKey: new Uint8Array(32).fill(9) };
const keysOf = (settings: typeof present) => allProofKeys(settings, []);
const { receipt, head } = PROOF_TYPES;

describe("the key of proofs", () => {
	it("is the one that RFC 8037 gives for its seed, under the thumbprint that it gives", async () => {
		expect(await signingKey(SEED)).toMatchObject({ kid: KID, x: X });
		expect(keySetOf(await keysOf(present))).toEqual({
			keys: [{ kty: "OKP", crv: "Ed25519", x: X, kid: KID, alg: "EdDSA", use: "sig" }],
		});
	});

	it("signs what another implementation verifies, and verifies what another signed", async () => {
		const jws = await signProof(present, receipt, { said: "ja" });
		const [header = "", payload = "", signature = ""] = jws.split(".");
		const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: X }, format: "jwk" });
		const signed = Buffer.from(`${header}.${payload}`);
		expect(verify(null, signed, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
		const d = Buffer.from(SEED).toString("base64url");
		const privateKey = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x: X, d }, format: "jwk" });
		const own = `${header}.${payload}.${sign(null, signed, privateKey).toString("base64url")}`;
		expect(own).toBe(jws);
		expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({ alg: "EdDSA", typ: receipt, kid: KID });
	});

	it("stays known after another took its place, and verifies what it signed", async () => {
		const database = databaseOn(migrated());
		const old = await signProof(present, receipt, { number: 1 });
		await database.write(await noteProofKey(present, "2026-11-30T10:00:00.000Z"));
		await database.write(await noteProofKey(present, "2026-12-01T10:00:00.000Z"));
		const [known] = await database.read(proofKeys());
		expect(known).toEqual([{ kid: KID, x: X, first_used_at: "2026-11-30T10:00:00.000Z" }]);
		const keys = await allProofKeys(other, known);
		expect(keys).toHaveLength(2);
		expect(await verifyProof(keys, old, receipt)).toMatchObject({ is: "genuine", kid: KID });
		expect(await verifyProof(await keysOf(other), old, receipt)).toEqual({ is: "unknown_key", kid: KID });
	});
});

describe("a proof", () => {
	it("is genuine for its own text alone: every other character makes it none", async () => {
		const keys = await keysOf(present);
		const jws = await signProof(present, receipt, { said: "ja", number: 12 });
		expect(await verifyProof(keys, jws, receipt)).toEqual({
			is: "genuine",
			kid: KID,
			payload: { said: "ja", number: 12 },
		});
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: jws.length - 1 }),
				fc.constantFrom(..."ABCDEFGHabcdefgh0189-_."),
				async (at, sign) => {
					const altered = `${jws.slice(0, at)}${sign}${jws.slice(at + 1)}`;
					if (altered !== jws) expect((await verifyProof(keys, altered, receipt)).is).not.toBe("genuine");
				},
			),
			{ numRuns: 400 },
		);
	});

	it("has one spelling of its last character", async () => {
		const keys = await keysOf(present);
		const jws = await signProof(present, receipt, {});
		for (const last of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
			const spelled = `${jws.slice(0, -1)}${last}`;
			expect((await verifyProof(keys, spelled, receipt)).is === "genuine", last).toBe(spelled === jws);
		}
	});

	it("is none of another type, by another algorithm, without a key, or under a key that is not its own", async () => {
		const keys = await keysOf(present);
		const jws = await signProof(present, receipt, { said: "ja" });
		const [, payload = "", signature = ""] = jws.split(".");
		const under = (header: object) =>
			verifyProof(
				keys,
				`${Buffer.from(JSON.stringify(header)).toString("base64url")}.${payload}.${signature}`,
				receipt,
			);
		expect(await verifyProof(keys, jws, head)).toEqual({ is: "malformed" });
		expect(await under({ alg: "none", typ: receipt, kid: KID })).toEqual({ is: "malformed" });
		expect(await under({ alg: "HS256", typ: receipt, kid: KID })).toEqual({ is: "malformed" });
		expect(await under({ alg: "EdDSA", typ: receipt })).toEqual({ is: "malformed" });
		expect(
			await under({ alg: "EdDSA", typ: receipt, kid: KID, jwk: { kty: "OKP", crv: "Ed25519", x: X } }),
		).toMatchObject({
			is: "forged",
		});
		expect(await under({ alg: "EdDSA", typ: receipt, kid: KID, crit: ["exp"], exp: 1 })).toMatchObject({
			is: "forged",
		});
		const { kid } = await signingKey(other.receiptKey);
		const stolen = (await signProof(other, receipt, { said: "ja" })).split(".");
		const relabelled = `${Buffer.from(JSON.stringify({ alg: "EdDSA", typ: receipt, kid: KID })).toString("base64url")}.${stolen[1]}.${stolen[2]}`;
		expect(await verifyProof(keys, relabelled, receipt)).toEqual({ is: "forged", kid: KID });
		expect(await verifyProof(keys, stolen.join("."), receipt)).toEqual({ is: "unknown_key", kid });
	});

	it("is never found in whatever else is given", async () => {
		const keys = await keysOf(present);
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.json()), async (text) => {
				expect((await verifyProof(keys, text, receipt)).is).toBe("malformed");
			}),
		);
		for (const text of ["", "..", "e30.e30.e30", "bnVsbA.e30.e30", "\u0000", "a.b.c.d"])
			expect((await verifyProof(keys, text, receipt)).is, text).toBe("malformed");
	});
});
