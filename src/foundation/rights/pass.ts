import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import { calendarDay } from "../i18n/date.ts";
import { startOfNextDay } from "../i18n/duration.ts";
import type { RetentionId } from "../register/retention.ts";
import { cutoffOf } from "../register/terms.ts";
import { DAY } from "../time.ts";
import {
	announcedBefore,
	beginPass,
	brandsOfMembers,
	type ClosedAccount,
	closedBefore,
	duePersons,
	dueRegistrations,
	dueStaff,
	endOfAccount,
	endPass,
	movePass,
	type PassRow,
	passOf,
	takeAccounts,
	takenAccounts,
} from "./due-subjects.ts";
import { type ErasureRun, eraseAllThatCan, type Refused } from "./erase-subjects.ts";
import { personOf, personsOf } from "./persons.ts";
import type { RealmInForce } from "./realms.ts";

/** Subjects that one batch erases. */
const MAX_SUBJECTS = 50;

/**
 * Counted back from 29 March, a month begins at 28 February; added to any hour of 28 February, it ends before. Months
 * differ by three days, and a day by an hour.
 */
const MONTHS_DIFFER_MS = 4 * DAY;

export type PassRun = ErasureRun & {
	context: JobContext;
	realm: RealmInForce;
	/** Epoch milliseconds: no batch begins later. */
	until: number;
};

/**
 * The day's pass over the closed accounts of a realm: erases those whose day has come. It goes on where the run before
 * stopped, beginning with accounts that were taken and not erased; a new day begins at the front.
 * @returns accounts that could not be erased
 */
export async function runPass(run: PassRun): Promise<Refused[]> {
	const { context, database, realm, until } = run;
	const refused: Refused[] = [];
	while (context.clock() < until) {
		const { now, at } = context.step();
		const day = calendarDay(at);
		const tomorrow = startOfNextDay(new Date(now));
		const [taken, [pass]] = await database.read(
			takenAccounts(
				realm.realm,
				refused.map(({ id }) => id),
				MAX_SUBJECTS,
			),
			passOf(realm.realm, day),
		);
		if (taken.length > 0) {
			refused.push(...(await eraseTaken(run, taken, { day, at })));
			continue;
		}
		if (pass?.ended_at != null) break;
		if (pass === undefined) {
			await database.write(...beginPass(realm.realm, day, at));
			continue;
		}
		const { due, last, examined } = await nextAccounts(run, pass, tomorrow);
		if (examined === 0) {
			await database.write(endPass(realm.realm, day, at));
			break;
		}
		await database.write(
			...(due.length > 0 ? [takeAccounts(realm.realm, due, at)] : []),
			movePass(realm.realm, day, last, examined),
		);
	}
	return refused;
}

/** The next closed accounts that may be due, and those that are. */
async function nextAccounts({ database, realm }: PassRun, pass: PassRow, tomorrow: Date) {
	const dated = cutoffOf(realm.terms, "account", new Date(tomorrow.getTime() + MONTHS_DIFFER_MS));
	const [announced, closed = []] = await database.read(
		announcedBefore(realm.realm, tomorrow.toISOString(), MAX_SUBJECTS),
		...(dated === undefined ? [] : [closedBefore(realm.realm, dated, pass, MAX_SUBJECTS)]),
	);
	const accounts = closed.map(closedAccount);
	const early = await endedAccounts(database, realm, accounts, tomorrow);
	const due = new Map([...announced.map(closedAccount), ...early].map((account) => [account.id, account]));
	const all = new Set([...announced, ...closed].map(({ id }) => id));
	return { due: [...due.values()], last: accounts.at(-1), examined: all.size };
}

/** Those of the closed accounts whose day, announced or by the terms in force, comes before `tomorrow`. */
export async function endedAccounts(
	database: Database,
	realm: RealmInForce,
	accounts: readonly ClosedAccount[],
	tomorrow: Date,
): Promise<ClosedAccount[]> {
	const brandsOf = await membershipsOf(database, realm, accounts);
	return accounts.filter((account) => {
		const own = brandsOf.get(account.id) ?? [];
		const terms = own.length > 0 ? own.flatMap((brand) => realm.termsOf(brand)) : realm.terms;
		return endOfAccount(account, terms) < tomorrow.toISOString();
	});
}

type AccountRow = { id: string; closed_at: string | null; purge_at: string | null };
export const closedAccount = ({ id, closed_at, purge_at }: AccountRow): ClosedAccount => ({
	...{ id, closed_at: closed_at ?? "", purge_at: purge_at ?? "" },
});

async function membershipsOf(
	database: Database,
	{ brands }: RealmInForce,
	accounts: readonly ClosedAccount[],
): Promise<Map<string, string[]>> {
	if (accounts.length === 0) return new Map();
	const [rows] = await database.read(
		brandsOfMembers(
			brands,
			accounts.map(({ id }) => id),
		),
	);
	const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
	return new Map([...byMember].map(([member, own]) => [member, own.map(({ brand_id }) => brand_id)]));
}

/** Erases accounts that were taken. */
async function eraseTaken(
	run: PassRun,
	taken: readonly { id: string; erasing_at: string | null; closed_at: string | null }[],
	evidence: { day: string; at: string },
): Promise<Refused[]> {
	const { realm, brands } = run.realm;
	const known = new Map(
		taken.map(({ id, erasing_at, closed_at }) => {
			const at = erasing_at ?? evidence.at;
			return [id, { id, at, endedAt: closed_at ?? at }];
		}),
	);
	return eraseAllThatCan(run, { kind: "member", realm, brands, subjects: [...known.keys()], evidence }, known);
}

/** Kinds that end by more than a clock of their own table. */
const ENDED_HERE = ["member", "registration", "staff"];

/**
 * Registrations that nobody confirmed, staff whose account ended so long ago, and persons of the kinds that features
 * declare: they are sought each minute.
 * @returns those that could not be erased
 */
export async function eraseDueOthers(run: PassRun): Promise<Refused[]> {
	const refused: Refused[] = [];
	const { context, database, realm, register, until } = run;
	const others = personsOf(register).filter(({ as }) => !ENDED_HERE.includes(as));
	while (context.clock() < until) {
		const { now, at } = context.step();
		const before = (rule: RetentionId) => cutoffOf(run.terms, rule, new Date(now)) ?? "";
		const [expired, older, staff, ...declared] = await database.read(
			...dueRegistrations(realm.realm, at, before(personOf(register, "registration").endedBy), MAX_SUBJECTS),
			dueStaff(realm.realm, { before: before(personOf(register, "staff").endedBy), after: "" }, MAX_SUBJECTS),
			...others.map((person) => duePersons(person, realm, before(person.endedBy), MAX_SUBJECTS)),
		);
		const evidence = { day: calendarDay(at), at };
		for (const [kind, rows] of [
			["registration", [...expired, ...older]],
			["staff", staff],
			...others.map(({ as }, index) => [as, declared[index] ?? []] as const),
		] as const) {
			if (rows.length === 0) continue;
			const subjects = [...new Set(rows.map(({ id }) => String(id)))];
			const erased = { kind, realm: realm.realm, brands: realm.brands, subjects, evidence };
			refused.push(...(await eraseAllThatCan(run, erased)));
		}
		if (refused.length > 0 || [expired, older, staff, ...declared].every((rows) => rows.length < MAX_SUBJECTS)) break;
	}
	return refused;
}
