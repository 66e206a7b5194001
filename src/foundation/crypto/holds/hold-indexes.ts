import type { RealmId } from "../../ids.ts";
import { deriveHoldKey } from "../key-wrap.ts";
import { SaltsUnavailable } from "../salts.ts";
import type { HoldSalt } from "./hold-salts.ts";

/** What is held. Another kind is another key. */
export type HoldKind = "user_name" | "user_name_likeness" | "mail_address";

/** The part of the key ring that makes imprints which a rotation does not end (DECISIONS 94). */
export type HoldIndexes = {
	/**
	 * HMAC-SHA-256 of the text, which the caller has normalised, under the hold salt that is written now; two from one
	 * ring are under the same.
	 * @throws SaltsUnavailable when there is none
	 */
	holdIndex(kind: HoldKind, realm: RealmId, text: string): Promise<{ salt: string; index: Uint8Array }>;
	/** The same under every hold salt alive: look up with `in`. */
	holdIndexes(kind: HoldKind, realm: RealmId, text: string): Promise<Uint8Array[]>;
};

export function holdIndexes({
	root,
	holds,
	now,
}: {
	root: Uint8Array;
	/** Oldest first. */
	holds: readonly HoldSalt[];
	now: number;
}): HoldIndexes {
	// Before the first begins, where clocks differ, it is written under all the same.
	const writing = holds.findLast(({ from }) => Date.parse(from) <= now) ?? holds[0];
	const under = async (hold: HoldSalt, kind: HoldKind, realm: RealmId, text: string): Promise<Uint8Array> => {
		const name = `${realm} ${kind}`;
		const key = hold.keys.get(name) ?? (await deriveHoldKey(root, hold.salt, { kind, realm, name: hold.name }));
		hold.keys.set(name, key);
		return new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
	};
	return {
		async holdIndex(kind, realm, text) {
			if (writing === undefined) throw new SaltsUnavailable("there is no hold salt");
			return { salt: writing.name, index: await under(writing, kind, realm, text) };
		},
		holdIndexes: (kind, realm, text) => Promise.all(holds.map((hold) => under(hold, kind, realm, text))),
	};
}
