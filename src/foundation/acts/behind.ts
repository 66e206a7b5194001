import { type CompanionCheck, KeysDoNotFit } from "../crypto/fit.ts";
import type { Database } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import type { ActStore } from "../objects/store.ts";
import { type KnownAct, knownActs } from "./queries.ts";
import { askedRestore, type RestoreRow } from "./queries-restore.ts";
import { actsAfter, PAGE_SIZE, realmsWithActs, type StoredAct } from "./store.ts";

export const knownActQueries = [knownActs(), askedRestore()] as const;

/** What the database answers to those. */
export type KnownActs = { known: readonly KnownAct[]; asked: readonly RestoreRow[] };

/** Of each realm, acts in the bucket that the database does not know. */
export type ActsAhead = ReadonlyMap<RealmId, readonly StoredAct[]>;

/**
 * The database is a copy from before acts that stand in their bucket, or is being brought up to them (DECISIONS 73).
 * `ahead`: those acts, by realm, as far as one look shows.
 */
export class DatabaseBehind extends KeysDoNotFit {
	readonly ahead: ActsAhead;
	constructor(problem: string, ahead: ActsAhead = new Map()) {
		super("DATABASE_URL", problem);
		this.ahead = ahead;
	}
}

/** Before the keys of a database are used: that it knows every act in this bucket. */
export const actsCheck = (store: ActStore): CompanionCheck => ({
	queries: knownActQueries,
	requireCurrent: (database, [known, asked]) =>
		requireNotBehind(database, store, {
			known: known as readonly KnownAct[],
			asked: asked as readonly RestoreRow[],
		}),
});

/**
 * Asks whether the database knows every act that stands in the bucket (DECISIONS 73): one look into the bucket for
 * each realm, and none at the database where nothing is ahead of what was read already.
 * @throws DatabaseBehind, ActStoreUnavailable, DatabaseUnavailable
 */
export async function requireNotBehind(
	database: Database,
	store: ActStore,
	{ known, asked }: KnownActs,
): Promise<void> {
	refuseAsked(asked);
	const listed = await actsAhead(store, known);
	if (listed.size === 0) return;
	// An act that was written since, or that a replica does not have yet: the primary says. An act stands in the database
	// before it stands in the bucket, so what is judged is the very list that was made before.
	const [newest, askedSince] = await database.write(...knownActQueries);
	refuseAsked(askedSince);
	const ahead = unknownOf(listed, newest);
	if (ahead.size > 0) throw new DatabaseBehind(`this database is a copy from before ${describe(ahead)}`, ahead);
}

function refuseAsked(asked: readonly RestoreRow[]): void {
	if (asked.length > 0)
		throw new DatabaseBehind("this database is a copy, and what was done since it was made is being replayed");
}

function describe(ahead: ActsAhead): string {
	const counts = [...ahead].map(([realm, acts]) => `${countOf(acts.length)} of ${realm}`);
	return `${counts.join(" and ")} that must not be undone: run \`npm run restore -- --finish\``;
}

export const countOf = (count: number) =>
	count === 1 ? "1 act" : `${count}${count >= PAGE_SIZE ? " or more" : ""} acts`;

/** Of each realm, a page of the acts in the bucket that the database does not know. @throws ActStoreUnavailable */
export async function actsAhead(store: ActStore, known: readonly KnownAct[]): Promise<ActsAhead> {
	const realms = await realmsWithActs(store);
	const found = await Promise.all(
		realms.map(async (realm) => {
			const own = ofRealm(known, realm);
			return [realm, await actsAfter(store, realm, newestPut(own))] as const;
		}),
	);
	return unknownOf(new Map(found), known);
}

/** Those of a listing that the database does not know. */
function unknownOf(listed: ActsAhead, known: readonly KnownAct[]): ActsAhead {
	const unknown = [...listed].map(([realm, acts]) => {
		const own = ofRealm(known, realm);
		return [realm, acts.filter((act) => !isKnown(act, own))] as const;
	});
	return new Map(unknown.filter(([, acts]) => acts.length > 0));
}

const ofRealm = (known: readonly KnownAct[], realm: RealmId) => known.filter(({ realm_id }) => realm_id === realm);

/** Objects are put in the order of their numbers: up to this one, the database knows them all. */
const newestPut = (own: readonly KnownAct[]) =>
	Math.max(0, ...own.flatMap(({ number, put_at }) => (put_at === null ? [] : [number])));

/** The newest act that was put stands for those before it. */
const isKnown = ({ number, id }: StoredAct, own: readonly KnownAct[]) =>
	number <= newestPut(own) || own.some((act) => act.number === number && act.id === id);
