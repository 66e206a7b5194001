import { checkScope, type Scope } from "#foundation/db/scope.ts";
import { nodesOf } from "#foundation/db/scope-names.ts";
import { isQuery } from "#foundation/db/scope-pins.ts";
import { requireUse } from "#foundation/db/scope-use.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { accountOf, detailOf, profilesOf, visibilityOf } from "../../src/features/profiles/queries.ts";
import { TABLE_RULES } from "../../src/register.ts";
import { migrated } from "../support/stores/memory-database.ts";
import { median } from "./rank-test.ts";

const ROUNDS = 7;
const TIMES = 2_000;
/** Members of a page of others. */
const PAGE = 30;
/** From one member that is read to the next, so that they lie apart. */
const STRIDE = 7_919;
/** One of so many members had everything restricted. */
const RESTRICTED_EVERY = 100;

const REALM = realmIdSchema.parse("bench");
const BRAND = brandIdSchema.parse("bench-brand");
const SCOPE: Scope = { kind: "brand", brand: BRAND, realm: REALM };

/**
 * `npm run bench -- use [--members 100000]`: what it costs that every query says what it is for (DECISIONS 110), as
 * JSON. In the program: microseconds of a query's making, of the whole check of its scope, and of that part which
 * knows uses. In SQLite: microseconds of reading members by the table and by the view without restricted rows.
 */
export function benchUse(io: CommandIo, members: number): void {
	io.stdout.write(`${JSON.stringify({ program: program(), sqlite: sqlite(members) }, null, "  ")}\n`);
}

/** Of the four queries that a member's page makes of another member. */
function program() {
	const of = { brand: BRAND, pairwise: "other", me: "me" };
	const make = () => [accountOf(REALM, of), detailOf(REALM, of), profilesOf([BRAND], of), visibilityOf([BRAND], of)];
	const trees = make().map((query) => query.toOperationNode());
	const levels = trees.flatMap((tree) => nodesOf(tree).filter(isQuery));
	const rounds = Array.from({ length: ROUNDS }, () => ({
		compiled: microseconds(() => make().map((query) => query.compile())) / trees.length,
		checked: microseconds(() => trees.map((tree) => checkScope(tree, TABLE_RULES, SCOPE))) / trees.length,
		use: microseconds(() => levels.map((level) => requireUse(level, TABLE_RULES, "own access"))) / trees.length,
	}));
	return {
		...{ queries: trees.length, levels: levels.length },
		makingMicroseconds: rounded(rounds.map(({ compiled }) => compiled)),
		scopeCheckMicroseconds: rounded(rounds.map(({ checked }) => checked)),
		useCheckMicroseconds: rounded(rounds.map(({ use }) => use)),
		useToMaking: rounded(rounds.map(({ use, compiled }) => use / compiled)),
	};
}

/** One member and a page of them, by what stands in the table and by what may be shown. */
function sqlite(members: number) {
	const database = migrated();
	database.exec("PRAGMA foreign_keys = OFF; BEGIN");
	const add = database.prepare(
		"INSERT INTO profile (brand_id, member_id, display_name_sealed, updated_at) VALUES (?, ?, x'00', '2026-01-01')",
	);
	const restrict = database.prepare(
		"INSERT INTO restriction (realm_id, id, member_id, brand_id, purpose, item, row_id, ground, since) VALUES (?, ?, ?, '', '', '', '', 'claim', '2026-01-01')",
	);
	const idOf = (member: number) => `member-${member}`;
	for (let member = 0; member < members; member++) {
		add.run(BRAND, idOf(member));
		if (member % RESTRICTED_EVERY === 0) restrict.run(REALM, idOf(member), idOf(member));
	}
	database.exec("COMMIT");
	const reading = (from: string, count: number) => {
		const marks = Array.from({ length: count }, () => "?").join(", ");
		const query = database.prepare(`SELECT * FROM ${from} WHERE brand_id = ? AND member_id IN (${marks})`);
		let next = 0;
		return microseconds(() => {
			const ids = Array.from({ length: count }, (_, nth) => idOf(((next + nth) * STRIDE) % members));
			next += count;
			query.all(BRAND, ...ids);
		});
	};
	const sideBySide = (count: number) => {
		const rounds = Array.from({ length: ROUNDS }, () => {
			const table = reading("profile", count);
			return { table, view: reading("profile_usable_for_profiles", count) };
		});
		return {
			tableMicroseconds: rounded(rounds.map(({ table }) => table)),
			viewMicroseconds: rounded(rounds.map(({ view }) => view)),
			viewToTable: rounded(rounds.map(({ table, view }) => view / table)),
		};
	};
	return { members, oneMember: sideBySide(1), aPage: { members: PAGE, ...sideBySide(PAGE) } };
}

/** Of one time, among so many. */
function microseconds(work: () => unknown): number {
	const started = process.hrtime.bigint();
	for (let time = 0; time < TIMES; time++) work();
	return Number(process.hrtime.bigint() - started) / 1_000 / TIMES;
}

const rounded = (values: number[]) => Math.round(100 * median(values)) / 100;
