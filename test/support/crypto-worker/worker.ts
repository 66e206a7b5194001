import { argon2 } from "#argon2";
import { type KeySources, keyRing } from "#foundation/crypto/keys.ts";
import { hashPassword, strength, verifyPassword } from "#foundation/crypto/password.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { putFirstRange, putNewSalt, type SaltStore } from "#foundation/crypto/salts.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import type { Database } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";

/** The project's own cryptography on workerd, reached by HTTP: what a test asks and a bench measures. */
type Bindings = { KEK_ROOT: string; SALTS: SaltStore };

const REALM = realmIdSchema.parse("realm");
const COST = { memory: 19_456, passes: 2, lanes: 1, length: 32 };
const FIELDS = ["display_name_sealed", "about_me_sealed", "town_sealed", "hobbies_sealed"];

/** This Worker has no database: one that names a first salt, and no more of it. */
const FITTING: Database = {
	read: async () => [[{ number: 1, state: "finished", salt_sha256: null, key_check: null }], [], []] as never,
	write: () => Promise.reject(new Error("nothing is written here")),
	as: () => FITTING,
	for: () => FITTING,
	trips: { count: 0, milliseconds: 0, rowsWritten: 0 },
};

const answers: Record<string, (body: Uint8Array, url: URL, sources: KeySources) => Promise<unknown>> = {
	"/argon2/hash": async (body) => argon2.hash(body, new Uint8Array(16).fill(7), COST),
	"/argon2/verify": async (body, url) => argon2.verify(body, url.searchParams.get("phc") ?? ""),
	"/password/hash": async (body) => hashPassword(new TextDecoder().decode(body)),
	"/password/verify": async (body, url) =>
		verifyPassword(new TextDecoder().decode(body), url.searchParams.get("phc") ?? ""),
	"/strength": async (body) => strength(new TextDecoder().decode(body), ["zeemeermin"], "nl"),
	"/ring": async (_body, _url, sources) => (await keyRing(sources)).version,
	"/page": openPage,
	"/bare": openBare,
};

/** Opens the sealed fields of a page with so many members, as often as asked. */
async function openPage(_body: Uint8Array, url: URL, sources: KeySources): Promise<number> {
	const ring = await keyRing(sources);
	const members = await Promise.all(
		Array.from({ length: Number(url.searchParams.get("members")) }, async (_, index) => {
			const { unit, row } = await ring.newUnit({ realm: REALM, owner: `member-${index}`, unit: "core" });
			const fields = FIELDS.map((column) => ({ table: "profile", column, row: row.owner_id }));
			return { row, fields: await Promise.all(fields.map(async (at) => ({ at, value: await seal(unit, at, TEXT) }))) };
		}),
	);
	let length = 0;
	for (let time = 0; time < Number(url.searchParams.get("times")); time++)
		for (const { row, fields } of members) {
			const unit = await ring.openUnit(row);
			for (const { at, value } of fields) length += (await open(unit, at, value)).length;
		}
	return length;
}

/** The same number of operations of the platform with nothing around them: what cannot be saved. */
async function openBare(_body: Uint8Array, url: URL): Promise<number> {
	const parameters = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: new Uint8Array(130) };
	const import_ = (bytes: BufferSource) =>
		crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
	const kek = await import_(new Uint8Array(32));
	const wrapped = await crypto.subtle.encrypt(parameters, kek, new Uint8Array(32));
	const value = await crypto.subtle.encrypt(parameters, kek, new Uint8Array(96));
	let length = 0;
	const units = Number(url.searchParams.get("members")) * Number(url.searchParams.get("times"));
	for (let unit = 0; unit < units; unit++) {
		const key = await import_(await crypto.subtle.decrypt(parameters, kek, wrapped));
		for (const _field of FIELDS) length += (await crypto.subtle.decrypt(parameters, kek, value)).byteLength;
		if (key.extractable) throw new Error("a key that can be taken out");
	}
	return length;
}

const TEXT = "Woont aan de kade, houdt van zwemmen en van lange wandelingen langs de Schelde.";

export default {
	async fetch(request: Request, env: Bindings): Promise<Response> {
		const url = new URL(request.url);
		const answer = answers[url.pathname];
		const root = fromBase64(env.KEK_ROOT);
		if (answer === undefined || root === undefined) return new Response("no such thing", { status: 404 });
		try {
			await putNewSalt(env.SALTS, 1);
			await putFirstRange(env.SALTS);
			const sources = { root, salts: env.SALTS, openDatabase: () => FITTING, now: () => Date.now() };
			return Response.json(await answer(new Uint8Array(await request.arrayBuffer()), url, sources));
		} catch (error) {
			return new Response(error instanceof Error ? `${error.name}: ${error.message}` : "error", { status: 500 });
		}
	},
};
