import type { Compilable } from "kysely";
import { detailRows } from "#features/profiles/details/member-detail.ts";
import { hashesOfWords } from "#features/statistics/consent.ts";
import { statisticsJob } from "#features/statistics/job.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import { encodeSnapshot, openSnapshot, type Snapshot } from "#foundation/brand/snapshot.ts";
import type { JobContext } from "#foundation/context.ts";
import { type KeyRing, keyRing } from "#foundation/crypto/keys.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import { type ConsentEvent, consentRows } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { openSystem } from "#foundation/system.ts";
import { TABLE_RULES } from "../../../src/register.ts";
import { REALM } from "../fixtures/keyed-members.ts";
import { accountRows, insertRows } from "../fixtures/person-rows.ts";
import { brandId, legalOf, publishedBrand } from "../fixtures/published.ts";
import { inRealm } from "../fixtures/retention-world.ts";
import { someSettings } from "../fixtures/settings.ts";
import { databaseOn, migrated } from "../stores/memory-database.ts";
import { memorySalts } from "../stores/salt-store.ts";

/** A Monday morning, an hour after the week that is counted has ended. */
export const MONDAY = Date.parse("2026-11-30T08:00:00.000Z");
export const WEEK = 7 * 24 * 60 * 60 * 1_000;
export const BRAND = brandId("gewoon");

export type Person = { id: string; birthDate?: string; town?: string; joinedAt?: string };

/** The weekly count on the project's own tables, with a clock that the test sets and a process that dies when it says. */
export type StatisticsWorld = {
	/** Epoch milliseconds. */
	time: number;
	database: Database;
	sqlite: ReturnType<typeof migrated>;
	/** Trips of all runs. */
	trips: number;
	/** The trip at which the process dies, counted from the next; `after`: once the database has done it. */
	dies: { at: number; after: boolean } | undefined;
	/** What others do right before a trip of a run. */
	before: (trip: number) => Promise<unknown> | undefined;
	/** Milliseconds that each trip takes. */
	tripTakes: number;
	/** Every query that a run sent, with the reason of its scope. */
	sent: { reason: string; query: Compilable<unknown> }[];
	addPeople(people: readonly Person[]): Promise<void>;
	answer(member: string, kind: "given" | "withdrawn", textHash?: string): Promise<void>;
	/** @returns whether the process lived */
	tick(): Promise<boolean>;
	/** What is published, by week: `measure cell` and number. */
	tables(brand?: string): Record<string, Record<string, number>>;
};

/** `salts`: of the world whose database this one opens. */
export async function statisticsWorld(salts = memorySalts()): Promise<StatisticsWorld> {
	const sqlite = migrated();
	const database = databaseOn(sqlite);
	const brand = inRealm(REALM, publishedBrand({ id: BRAND, legal: [LEGAL] }));
	const snapshot = await openSnapshot(await encodeSnapshot([brand], 1, new Date(MONDAY).toISOString()));
	const keys = () =>
		keyRing({ root: new Uint8Array(32).fill(3), salts, openDatabase: () => database, now: () => world.time });
	const [words = ""] = await hashesOfWords(currentEdition(brand, MONDAY));
	const world: StatisticsWorld = {
		...{ time: MONDAY, database, sqlite, trips: 0, dies: undefined, sent: [], tripTakes: 0, before: () => undefined },
		async addPeople(people) {
			const ring = await keys();
			const rows = await Promise.all(people.map((person) => rowsOf(ring, person)));
			for (const one of rows) await database.write(...one);
		},
		async answer(member, kind, textHash = words) {
			const [events] = await database.read(consentEvents([BRAND], member));
			const at = new Date(world.time).toISOString();
			const answer = { purpose: "statistics", recipient: "", textHash, kind, id: uuidv7(world.time) } as const;
			const consent = { brand: BRAND, member, method: "settings", at } as const;
			const added = await consentRows(consent, [answer], events as readonly ConsentEvent[]);
			await database.write(...added.map((row) => addConsent(row)));
		},
		async tick() {
			try {
				await statisticsJob(processOf(world, { snapshot, keys }));
				return true;
			} catch (error) {
				if (error instanceof DatabaseUnavailable) return false;
				throw error;
			}
		},
		tables(of = BRAND) {
			const rows = sqlite.prepare("SELECT week, measure, cell, count FROM statistics_cell WHERE brand_id = ?").all(of);
			const weeks = sqlite.prepare("SELECT week FROM statistics_week WHERE brand_id = ? ORDER BY week").all(of);
			return Object.fromEntries(
				weeks.map(({ week }) => [
					week,
					Object.fromEntries(
						rows.filter((row) => row.week === week).map((row) => [`${row.measure} ${row.cell}`, row.count]),
					),
				]),
			);
		},
	};
	return world;
}

const LEGAL = {
	...{ effectiveAt: "2020-01-01T00:00:00.000Z", statement: 1 },
	settings: legalOf(BRAND, { features: ["profiles", "statistics"] }),
};

async function rowsOf(ring: KeyRing, { id, birthDate = "", town = "", joinedAt }: Person): Promise<Compilable[]> {
	const at = joinedAt ?? "2026-01-05T10:00:00.000Z";
	const { member, membership } = accountRows({ id, at, realm: REALM, brands: [BRAND, "volwassen"] });
	const own = membership?.filter(({ brand_id }) => brand_id === BRAND) ?? [];
	return [
		...insertRows({ ...(member ? { member } : {}), membership: own }),
		...(await detailRows(ring, { realm: REALM, member: id, at }, { birth_date: birthDate, town, phone: "" })),
	];
}

/** A process of its own: once dead it reaches no database any more. */
function processOf(world: StatisticsWorld, own: { snapshot: Snapshot; keys: () => Promise<KeyRing> }): JobContext {
	let isAlive = true;
	const trip = async <Rows>(send: () => Promise<Rows>): Promise<Rows> => {
		const { dies } = world;
		if (!isAlive) throw new DatabaseUnavailable("this process is dead");
		await world.before(world.trips);
		world.trips += 1;
		world.time += world.tripTakes;
		if (dies) dies.at -= 1;
		const isLast = dies !== undefined && dies.at < 0;
		isAlive = !isLast;
		if (isLast && !dies.after) throw new DatabaseUnavailable("this process died before its trip");
		const rows = await send();
		if (isLast) throw new DatabaseUnavailable("this process died after its trip");
		return rows;
	};
	const databaseOf = (reason: string): Database => {
		const noted = <Queries extends readonly Compilable<unknown>[]>(queries: Queries): Queries => {
			for (const query of queries) {
				checkScope(query.compile().query, TABLE_RULES, { kind: "system", reason });
				world.sent.push({ reason, query });
			}
			return queries;
		};
		return {
			...world.database,
			read: (...queries) => trip(() => world.database.read(...noted(queries))),
			write: (...queries) => trip(() => world.database.write(...noted(queries))),
		};
	};
	const platform = { now: () => world.time, wait: () => Promise.resolve() };
	const start = { settings: someSettings(), platform, keepAlive: () => undefined };
	const system = openSystem(start, { database: databaseOf, snapshot: () => own.snapshot });
	return { ...system, keys: own.keys };
}

/** Who restricts everything that is kept of them, or one item, for one purpose or for all. */
export const restriction = (member: string, { item = "", purpose = "" }) =>
	build.insertInto("restriction").values({
		...{ realm_id: REALM, id: `r ${member} ${item} ${purpose}`, member_id: member, brand_id: "", purpose, item },
		...{ row_id: "", ground: "unlawful", since: "2026-11-20T08:00:00.000Z" },
	});
