import { setTimeout as sleep } from "node:timers/promises";
import { holdName } from "#features/accounts/name-holds/name-hold.ts";
import { newestKeyRing } from "#foundation/crypto/keys.ts";
import { hashPassword } from "#foundation/crypto/password.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { emailOf, fillMembers, nameOf } from "../bench/synthetic-members.ts";
import type { Reply } from "./ask.ts";
import type { Visitor } from "./member.ts";
import type { World } from "./world.ts";

/** What anybody may ask about an address or a name, and what may be the matter with it (T9, T25). */

export const REALM = realmIdSchema.parse("jupiter-media");
export const STATES = ["unknown", "member", "waiting", "closed", "suspended"] as const;
export type State = (typeof STATES)[number];

/** Of whom is asked: `name` and `email` are used by that person where the state says so. */
export type Subject = { name: string; email: string };
/** A part of the Worker's world that a bench has as well. */
export type Site = Pick<World, "worker" | "secrets" | "database">;

export const OWN_PASSWORD = "vier blauwe paarden";
export const PLANTED_PASSWORD = "negen groene fietsen";
export const WRONG_PASSWORD = "iets heel anders";

/** Numbers whose names and addresses have one length, so that answers that repeat them have too. */
const [FIRST, BEYOND] = [1_000, 10_000];
/** Milliseconds for each hash, from one question to the next: an isolate admits twenty a second. */
const PAUSE = 60;
/** Milliseconds after which it admits as many again. */
const SECOND = 1_000;

/** `took`: milliseconds until the whole answer was there; of a question that was asked again, until its last answer. */
export type TimedReply = Reply & { took: number };

export type Enumeration = {
	/** Somebody new, in that state. */
	subject(state: State): Promise<Subject>;
	/** A name that nobody has. */
	name(): string;
	/** A name that is kept from everybody for a while. */
	heldName(): Promise<string>;
	/** From a browser and a place of its own unless one is given; waits until there is room for more hashes. */
	join(email: string, name: string, password?: string, visitor?: Visitor): Promise<TimedReply>;
	ask(path: string, fields: Record<string, string>, visitor?: Visitor): Promise<TimedReply>;
	/** Of the member with that address, or of somebody's newest registration with it. */
	idOf(email: string): Promise<string>;
};

export async function enumeration(site: Site, newVisitor: () => Visitor): Promise<Enumeration> {
	const { worker, secrets, database } = site;
	const root = fromBase64(secrets.KEK_ROOT);
	if (root === undefined) throw new Error("a secret of this test is no base64");
	const salts = await worker.bucket("SALTS");
	const ring = await newestKeyRing({ root, salts, openDatabase: () => database, now: () => Date.now() });
	const filling = { database, ring, realm: REALM, brand: "twero", password: await hashPassword(OWN_PASSWORD) };
	let next = FIRST;
	const number = () => {
		next += 1;
		if (next >= BEYOND) throw new RangeError("no name of this length is left");
		return next;
	};
	const paced = async (
		visitor: Visitor,
		to: string,
		fields: Record<string, string>,
		isAskedAgain = false,
	): Promise<TimedReply> => {
		const started = performance.now();
		const reply = await visitor.post(to, fields);
		const took = performance.now() - started;
		if (lacksHashes(reply) && !isAskedAgain) {
			await sleep(SECOND);
			return paced(visitor, to, fields, true);
		}
		await sleep(Math.max(PAUSE * costOf(reply).hashes - took, 0));
		return { ...reply, took };
	};
	const it: Enumeration = {
		async subject(state) {
			const own = number();
			const subject = { name: nameOf(own), email: emailOf(own) };
			if (state === "waiting") await it.join(subject.email, subject.name, OWN_PASSWORD);
			else if (state !== "unknown") {
				await fillMembers(filling, { from: own, to: own + 1 }, () => undefined);
				await putState(database, state, await ring.index("email", REALM, subject.email));
			}
			return subject;
		},
		name: () => nameOf(number()),
		async heldName() {
			const name = it.name();
			const at = new Date().toISOString();
			await database.write(...(await holdName({ keys: async () => ring }, { realm: REALM, userName: name, at })));
			return name;
		},
		async join(email, user_name, password = PLANTED_PASSWORD, visitor = newVisitor()) {
			await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
			const agreed = { gender: "other", adult: "yes", terms: "yes", membership: "yes" };
			return paced(visitor, visitor.at.href, { user_name, email, password, ...agreed });
		},
		ask: (path, fields, visitor = newVisitor()) => paced(visitor, visitor.address("account", path), fields),
		async idOf(email) {
			const index = await ring.index("email", REALM, email);
			const [[member], [registration]] = await database.read(
				build.selectFrom("member").select("id").where("realm_id", "=", REALM).where("email_index", "=", index),
				build
					.selectFrom("registration")
					.select("id")
					.where("realm_id", "=", REALM)
					.where("email_index", "=", index)
					.orderBy("created_at", "desc"),
			);
			return (member ?? registration)?.id ?? "";
		},
	};
	return it;
}

const LATER = "2030-01-01T00:00:00.000Z";

async function putState(database: Database, state: State, index: Uint8Array): Promise<void> {
	if (state === "member") return;
	const closed = state === "closed" ? { closed_at: LATER, purge_at: LATER } : {};
	await database.write(
		build
			.updateTable("member")
			.set({ state: state === "closed" ? "closed" : "suspended", ...closed })
			.where("realm_id", "=", REALM)
			.where("email_index", "=", index),
	);
}

/** What an answer cost: round trips to the database, rows that it wrote, and passwords hashed. */
export function costOf({ headers }: Reply): { trips: number; rows: number; hashes: number } {
	const of = (metric: string) =>
		Number(new RegExp(`${metric};desc="?(\\d+)`).exec(headers["server-timing"] ?? "")?.[1] ?? 0);
	return { trips: of("db"), rows: of("rows"), hashes: of("hash") };
}

/**
 * Whether an isolate that has spent its hashes of a second refuses one more, whatever is asked: before the first hash of
 * an answer or, of a sign-in, before the second. After a second there is room for both, so what refuses again says more.
 */
function lacksHashes(reply: Reply): boolean {
	return reply.status === 503 && reply.headers["retry-after"] === "30" && costOf(reply).hashes < 2;
}

/**
 * An answer without what differs from one request to the next: the date and how long the database took, the tokens of
 * the way back, the values of cookies (not their names, lengths and attributes), and what the asker wrote.
 */
export function plainOf(reply: Reply, written: readonly string[]) {
	const plain = (text: string) =>
		// An address before the name that it begins with.
		[...written]
			.sort((a, b) => b.length - a.length)
			.reduce((left, one) => left.replaceAll(one, "?"), text)
			.replaceAll(/(state|challenge)=[\w-]+/g, "$1");
	const { date: _date, "server-timing": _timing, "set-cookie": cookies = "", ...headers } = reply.headers;
	return {
		status: reply.status,
		length: reply.body.length,
		text: plain(reply.text),
		headers: plain(JSON.stringify(headers)),
		cookies: cookies.replaceAll(/=([\w.-]{16,})/g, (_, value: string) => `=${value.length} characters`),
	};
}
