import type { KeyRing } from "../crypto/keys.ts";
import { open, seal } from "../crypto/sealed.ts";
import { Unavailable } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import type { ActStore } from "../objects/store.ts";
import { within } from "../outages.ts";
import { type Act, actName, actsOf, numberOf, readAct } from "./act.ts";

/** The bucket of the acts did not answer. */
export class ActStoreUnavailable extends Unavailable {}

/** `putAt`: ISO 8601. */
export type StoredAct = { number: number; id: string; version: number; putAt: string };

/** Objects of one look into the bucket. */
export const PAGE_SIZE = 500;

/** Milliseconds that the bucket has for one answer. */
const ANSWER_LIMIT_MS = 2_000;

async function asked<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await within(ANSWER_LIMIT_MS, work);
	} catch {
		throw new ActStoreUnavailable("the bucket of the acts does not answer (OBJECTS)");
	}
}

/**
 * Puts an act, once: what stands there is never replaced.
 * @returns false when another act has this number
 * @throws ActStoreUnavailable
 */
export async function putAct(
	store: ActStore,
	ring: KeyRing,
	realm: RealmId,
	act: { number: number; id: string; json: string },
): Promise<boolean> {
	const name = actName(realm, act.number);
	const sealed = await seal(await ring.actKey(realm, ring.version), locationOf(act.number), act.json);
	const customMetadata = { id: act.id, version: String(ring.version) };
	return asked(async () => {
		if ((await store.put(name, sealed, { onlyIf: { etagDoesNotMatch: "*" }, customMetadata })) !== null) return true;
		return (await store.get(name))?.customMetadata?.id === act.id;
	});
}

/** A page of a realm's acts after a number, the lowest first. @throws ActStoreUnavailable */
export async function actsAfter(
	store: ActStore,
	realm: RealmId,
	number: number,
	limit = PAGE_SIZE,
): Promise<StoredAct[]> {
	const options = {
		prefix: actsOf(realm),
		startAfter: actName(realm, number),
		limit,
		include: ["customMetadata" as const],
	};
	const { objects } = await asked(() => store.list(options));
	return objects.map(({ key, uploaded, customMetadata }) => ({
		number: numberOf(key),
		id: customMetadata?.id ?? "",
		version: Number(customMetadata?.version ?? 0),
		putAt: uploaded.toISOString(),
	}));
}

/**
 * @throws KeyUnavailable, SealBroken when it does not open; UnknownAct; ActStoreUnavailable
 */
export async function getAct(store: ActStore, ring: KeyRing, realm: RealmId, act: StoredAct): Promise<Act> {
	const name = actName(realm, act.number);
	const bytes = await asked(async () => (await store.get(name))?.arrayBuffer());
	if (bytes === undefined) throw new ActStoreUnavailable("an act that was listed is not there");
	return readAct(await open(await ring.actKey(realm, act.version), locationOf(act.number), new Uint8Array(bytes)));
}

/** Every realm that has an object. @throws ActStoreUnavailable */
export async function realmsWithActs(store: ActStore): Promise<RealmId[]> {
	const { delimitedPrefixes } = await asked(() => store.list({ prefix: "acts/", delimiter: "/" }));
	return delimitedPrefixes.map((prefix) => prefix.split("/")[1] as RealmId);
}

/**
 * Deletes acts that were sealed under a version whose salt is gone: every copy that can still be read was made after
 * them, and they open no more.
 * @returns how many
 */
export async function deleteOldActs(store: ActStore, ring: KeyRing, realm: RealmId): Promise<number> {
	const [oldest = 0] = ring.versions;
	const old = (await actsAfter(store, realm, 0)).filter(({ version }) => version < oldest);
	if (old.length > 0) await asked(() => store.delete(old.map(({ number }) => actName(realm, number))));
	return old.length;
}

const locationOf = (number: number) => ({ table: "act", column: "object", row: String(number) });
