import { everPublished } from "#foundation/brand/queries.ts";
import type { Database } from "#foundation/db/database.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { startOfNextDay } from "#foundation/i18n/duration.ts";
import { AGREEMENT_TABLES } from "#foundation/ledgers/queries-evidence.ts";
import { countDue, type RealmDue, type RuleRows } from "#foundation/rights/dry-run.ts";
import { resumePasses } from "#foundation/rights/due-subjects.ts";
import { DAY } from "#foundation/time.ts";
import { REGISTER } from "../../register.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { readSnapshot } from "../publish/live-state.ts";
import { withDatabase } from "../run-state.ts";
import { DATABASE, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "What retention would erase, per realm, rule and table. It writes nothing and needs no keys.",
	forms: ["npm run retention [-- --at <yyyy-mm-dd>]", "npm run retention -- --resume"],
	options: {
		"--at <yyyy-mm-dd>": "of today's data by the end of that day; now",
		"--resume": "says that the clock is right, so that retention goes on after a long standstill",
	},
	variables: DATABASE,
	example: "npm run retention -- --at 2031-11-29",
};

/**
 * `npm run retention [-- --at <day> | --resume]`: a dry run of retention (DECISIONS 96), which writes nothing and needs
 * no keys; or the word of the operator that the clock is right.
 */
export async function retention(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, { values: ["at"], switches: ["resume"] });
	if (rest.length > 0) throw new CommandError(`this takes no words\n${usageText(USAGE).trimEnd()}`);
	if (switches.has("resume")) return resume(io);
	const day = values.get("at");
	const at = day === undefined ? io.now() : endOfDay(day, io.now());
	await withDatabase(io, "retention", async (database) => {
		io.stdout.write(await describe(database, at, day));
	});
	return 0;
}

/** Retention that stands still because its last pass was so long ago goes on with the next run. */
async function resume(io: CommandIo): Promise<number> {
	const now = io.now();
	await withDatabase(io, "retention", async (database) => {
		const [published] = await database.read(everPublished());
		const realms = new Set(published.map(({ realm_id }) => realm_id));
		const yesterday = calendarDay(new Date(now.getTime() - DAY).toISOString());
		const queries = resumePasses([...realms], yesterday, now.toISOString());
		if (queries.length > 0) await database.write(...queries);
	});
	io.stdout.write("retention goes on with the next run\n");
	return 0;
}

/** The last moment of a day by the calendar that terms count in. @throws CommandError */
function endOfDay(day: string, now: Date): Date {
	const noon = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T12:00:00Z`) : Number.NaN;
	if (Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== day)
		throw new CommandError("--at wants a day, as yyyy-mm-dd");
	if (day < calendarDay(now.toISOString())) throw new CommandError("--at wants today or a day to come");
	return new Date(startOfNextDay(new Date(noon)).getTime() - 1);
}

async function describe(database: Database, at: Date, day: string | undefined): Promise<string> {
	const snapshot = await readSnapshot(database);
	if (snapshot === undefined) return "no brand is published: there is nothing to erase\n";
	const data = { register: REGISTER, snapshot, sealedTables: AGREEMENT_TABLES };
	const realms = await countDue(database, { ...data, now: at.getTime() });
	const lines = [
		day === undefined
			? "What retention would erase now. Nothing was erased."
			: `What retention would erase by the end of ${day}, by the editions in force then. Nothing was erased.`,
		...realms.filter(({ realm, erased }) => realm !== "" || erased.length > 0).flatMap(describeRealm),
	];
	return `${lines.join("\n")}\n`;
}

function describeRealm({ realm, accounts, erased, kept, sealed }: RealmDue): string[] {
	if (realm === "") return ["", "counters of the platform", ...table(erased)];
	return [
		...["", realm, `  closed accounts: ${accounts.due} due, ${accounts.stay} not yet`],
		...(erased.length > 0 ? table(erased) : ["  nothing is due"]),
		...(accounts.due > 0 ? ["  of the accounts that are due, this stays for a term of its own:"] : []),
		...table([
			...kept,
			// A hook makes these: no row of today is one.
			...(accounts.due > 0 ? [{ rule: "name_hold" as const, table: "user_name_hold", rows: accounts.due }] : []),
		]),
		...(sealed.length > 0 ? ["  and this is sealed as evidence, until the term of its rule ends:"] : []),
		...table(sealed),
	];
}

/** By rule and table, numbers at the right. */
function table(rows: readonly RuleRows[]): string[] {
	const width = (cells: readonly string[]) => Math.max(...cells.map(({ length }) => length));
	const rules = width(rows.map(({ rule }) => rule));
	const tables = width(rows.map((row) => row.table));
	const numbers = width(rows.map((row) => `${row.rows}`));
	return rows.map(
		(row) => `  ${row.rule.padEnd(rules)}  ${row.table.padEnd(tables)}  ${`${row.rows}`.padStart(numbers)} row(s)`,
	);
}
