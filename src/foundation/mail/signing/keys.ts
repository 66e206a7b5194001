import type { Snapshot } from "../../brand/snapshot.ts";
import type { JobContext } from "../../context.ts";
import { type KeyRing, KeyUnavailable } from "../../crypto/keys.ts";
import { addUnitKey } from "../../crypto/queries.ts";
import { fromBase64 } from "../../crypto/random.ts";
import { open, SealBroken, seal } from "../../crypto/sealed.ts";
import type { Database } from "../../db/database.ts";
import type { RealmId } from "../../ids.ts";
import { DAY } from "../../time.ts";
import { RSA, type Signer } from "./dkim.ts";
import { addMailKey, mailKeys, signingKey } from "./queries-signing.ts";

/** After so many days another key is made; it signs once DNS has it. */
const KEY_DAYS = 365;
/** Of one run: each takes a good part of a second. */
const MAX_MADE = 3;
const BITS = 2048;

/** A domain that mail of a realm comes from. */
type Sending = { realm: RealmId; domain: string };

export const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** The domains of the senders of brands whose operator has a mail domain: the others sign where their mail goes out. */
export function sendingDomains(known: Pick<Snapshot, "realms" | "findBrand">): Sending[] {
	return known.realms().flatMap(({ id: realm, brands }) => {
		const looks = brands.flatMap((brand) => known.findBrand(brand)?.look ?? []);
		const domains = looks.filter(({ mail }) => mail.domain !== undefined).map(({ mail }) => domainOf(mail.from));
		return [...new Set(domains)].map((domain) => ({ realm, domain }));
	});
}

/** Makes a key for each domain that has none, or an old one. */
export async function mailKeysJob(job: JobContext): Promise<void> {
	const wanted = sendingDomains(job.snapshot());
	if (wanted.length === 0) return;
	const database = job.database("mail keys");
	const [known] = await database.read(mailKeys());
	const since = new Date(job.now - KEY_DAYS * DAY).toISOString();
	const missing = wanted.filter(
		({ realm, domain }) => !known.some((key) => key.realm_id === realm && key.domain === domain && key.made_at > since),
	);
	for (const sending of missing.slice(0, MAX_MADE)) await database.write(...(await newKey(job, sending)));
}

async function newKey(job: JobContext, { realm, domain }: Sending) {
	const ring = await job.keys();
	const selector = `livery-${job.at.slice(0, 7)}`;
	const { unit, row } = await ring.newUnit({ realm, owner: `mail ${domain}`, unit: `mail:${selector}` });
	const parameters = { ...RSA, modulusLength: BITS, publicExponent: new Uint8Array([1, 0, 1]) };
	const pair = (await crypto.subtle.generateKey(parameters, true, ["sign", "verify"])) as CryptoKeyPair;
	const exported = async (format: "spki" | "pkcs8", key: CryptoKey) =>
		btoa(String.fromCharCode(...new Uint8Array((await crypto.subtle.exportKey(format, key)) as ArrayBuffer)));
	const location = locationOf({ realm, domain }, selector);
	return [
		addUnitKey(row),
		addMailKey({
			...{ realm_id: realm, domain, selector, public_key: await exported("spki", pair.publicKey) },
			private_sealed: await seal(unit, location, await exported("pkcs8", pair.privateKey)),
			...{ key_id: unit.id, made_at: job.at, checked_at: null },
		}),
	];
}

const locationOf = ({ realm, domain }: Sending, selector: string) => ({
	...{ table: "mail_key", column: "private_sealed", row: `${realm} ${domain} ${selector}` },
});

/** What signs the mail of a domain; undefined where nothing does: then the server that sends it may, or nobody. */
export async function signerOf(database: Database, ring: KeyRing, sending: Sending): Promise<Signer | undefined> {
	const [[found]] = await database.read(signingKey(sending.realm, sending.domain));
	if (found === undefined) return undefined;
	const { selector, private_sealed, ...key } = found;
	try {
		const text = await open(await ring.openUnit(key), locationOf(sending, selector), private_sealed);
		const bytes = fromBase64(text);
		if (bytes === undefined) return undefined;
		const imported = await crypto.subtle.importKey("pkcs8", bytes, RSA, false, ["sign"]);
		return { domain: sending.domain, selector, key: imported };
	} catch (error) {
		// A mail that nobody signed arrives more often than one that never goes out.
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return undefined;
		throw error;
	}
}
