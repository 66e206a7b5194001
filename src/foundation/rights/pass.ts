import type { JobContext } from "../context.ts";
import type { Database } from "../db/database.ts";
import { calendarDay, startOfNextDay } from "../i18n/duration.ts";
import { cutoffOf, endsWithAccount } from "../register/terms.ts";
import {
	announcedBefore,
	beginPass,
	brandsOfMembers,
	type ClosedAccount,
	closedBefore,
	endOfAccount,
	endPass,
	movePass,
	type PassRow,
	passOf,
	takeAccounts,
	takenAccounts,
} from "./closed-accounts.ts";
import { type Erased, erasureQueries } from "./erase.ts";
import { noteKept } from "./evidence.ts";
import type { RetentionParts } from "./job.ts";
import { countHeld } from "./plan.ts";
import { erasurePlan } from "./steps.ts";
import type { RealmInForce } from "./sweep.ts";

/** Accounts that one batch erases. */
const MAX_ACCOUNTS = 50;

export type PassRun = RetentionParts & {
	context: JobContext;
	database: Database;
	realm: RealmInForce;
	/** Epoch milliseconds: no batch begins later. */
	until: number;
};

/**
 * The day's look at the closed accounts of a realm: erases those whose day has come. It goes on where the run before
 * stopped, beginning with accounts that were taken and not erased; a new day begins at the front.
 */
export async function runPass(run: PassRun): Promise<void> {
	const { context, database, realm, until } = run;
	while (context.clock() < until) {
		const { now, at } = context.step();
		const day = calendarDay(new Date(now));
		const tomorrow = startOfNextDay(new Date(now));
		const [taken, [pass]] = await database.read(takenAccounts(realm.realm, MAX_ACCOUNTS), passOf(realm.realm, day));
		if (taken.length > 0) {
			await eraseAccounts(run, taken.map(({ id }) => id), { day, at });
			continue;
		}
		if (pass?.ended_at != null) return;
		if (pass === undefined) {
			await database.write(beginPass(realm.realm, day, at));
			continue;
		}
		const { due, last, examined } = await nextAccounts(run, pass, tomorrow);
		if (examined === 0) {
			await database.write(endPass(realm.realm, day, at));
			return;
		}
		await database.write(
			...(due.length > 0 ? [takeAccounts(realm.realm, due, at)] : []),
			movePass(realm.realm, day, last ?? { id: pass.after_id, closed_at: pass.after_closed_at }, examined),
		);
	}
}

/** The next closed accounts that may be due, and those that are. */
async function nextAccounts({ database, realm }: PassRun, pass: PassRow, tomorrow: Date) {
	const dated = cutoffOf(realm.terms, "account", tomorrow);
	const [announced, closed = []] = await database.read(
		announcedBefore(realm.realm, tomorrow.toISOString(), MAX_ACCOUNTS),
		...(dated === undefined ? [] : [closedBefore(realm.realm, dated, pass, MAX_ACCOUNTS)]),
	);
	const accounts = closed.map(closedAccount);
	const brandsOf = await membershipsOf(database, realm, accounts);
	const early = accounts.filter((account) => {
		const own = brandsOf.get(account.id) ?? [];
		const terms = own.length > 0 ? own.flatMap((brand) => realm.termsOf(brand)) : realm.terms;
		return endOfAccount(account, terms) < tomorrow.toISOString();
	});
	const due = new Map([...announced.map(closedAccount), ...early].map((account) => [account.id, account]));
	const all = new Set([...announced, ...closed].map(({ id }) => id));
	return { due: [...due.values()], last: accounts.at(-1), examined: all.size };
}

const closedAccount = ({ id, closed_at, purge_at }: Record<"id", string> & Record<"closed_at" | "purge_at", string | null>) =>
	({ id, closed_at: closed_at ?? "", purge_at: purge_at ?? "" }) satisfies ClosedAccount;

async function membershipsOf(
	database: Database,
	{ brands }: RealmInForce,
	accounts: readonly ClosedAccount[],
): Promise<Map<string, string[]>> {
	if (accounts.length === 0) return new Map();
	const [rows] = await database.read(brandsOfMembers(brands, accounts.map(({ id }) => id)));
	const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
	return new Map([...byMember].map(([member, own]) => [member, own.map(({ brand_id }) => brand_id)]));
}

/** Erases accounts that were taken, in one batch with what must stay of them and with the evidence. */
async function eraseAccounts(
	{ context, database, realm, register, hooks }: PassRun,
	subjects: readonly string[],
	evidence: { day: string; at: string },
): Promise<void> {
	const plan = erasurePlan(register, "member", (rule) => endsWithAccount(realm.terms, rule));
	const erased: Erased = { realm: realm.realm, brands: realm.brands, subjects, evidence };
	const held = await database.read(...plan.holds.map((hold) => countHeld(hold, erased)));
	const kept = plan.holds.flatMap(({ table, rules: [rule] }, at) => {
		const rows = Number(held[at]?.[0]?.rows ?? 0);
		return rows > 0 && rule ? [noteKept({ ...evidence, realm: realm.realm, rule, table }, rows)] : [];
	});
	const about = { realm: realm.realm, brands: realm.brands, members: subjects, at: evidence.at };
	const own = { ...context, database };
	const stays = await Promise.all(hooks.map((hook) => hook(own, about)));
	await database.write(...stays.flat(), ...kept, ...erasureQueries(plan, erased, "account"));
}
