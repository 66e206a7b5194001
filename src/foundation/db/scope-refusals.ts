import { type OperationNode, ReferenceNode, TableNode } from "kysely";
import { nodesOf } from "./scope-names.ts";

/** A table that a query uses, under which name, and the column that keeps it to one brand or realm. */
export type PinnedUse = { table: string; name: string; column: "brand_id" | "realm_id" };

const ownerOf = (column: PinnedUse["column"]) => (column === "brand_id" ? "brand" : "realm");
/** Of what a query brought, enough to find it. */
const quoted = (text: string) => `"${text.slice(0, 60)}"`;

/** Which query it is, by its verb and its tables: the values that it binds are nobody's business. */
export function subjectOf(root: OperationNode): string {
	const nodes = nodesOf(root);
	// A column is written with its source, whose name may be an alias.
	const named = new Set(nodes.map((node) => (ReferenceNode.is(node) ? node.table : undefined)));
	const sources = nodes.filter((node) => TableNode.is(node)).filter((node) => !named.has(node));
	const tables = sources.map(({ table }) => table.identifier.name);
	const verb = root.kind.replace(/(Query)?Node$/, "").toLowerCase();
	return `${verb} of ${[...new Set(tables)].join(", ") || "no table"}`;
}

/** A query that the scope rule refuses to send. */
export class ScopeError extends Error {}

/** What the scope rule says when it refuses a query: what it met, and the idiom that passes instead. */
export const REFUSAL = {
	notAQuery: (kind: string) =>
		`${kind} is not a query that this database sends: use selectFrom, insertInto, updateTable or deleteFrom of build, and a file in migrations/ to change the schema`,
	withOrMerge: () =>
		'common table expressions and MERGE are not understood by the scope rule: put the inner query where its name stands, as selectFrom(inner.as("t")) or .where("id", "in", inner)',
	rawSql: (text: string) =>
		`raw SQL is not sent (${quoted(text)}): use the builder's own eb.and, eb.or, eb.fn, eb.val and orderBy(column, "desc"); only changes() may be written as SQL`,
	unknownFunction: (name: string, known: ReadonlySet<string>) =>
		`a function that is not on the list is not sent (${quoted(name)}): use ${[...known].join(", ")}, or compute the value in code and bind it`,
	schemaNamed: (table: string) => `a table is named without its schema: write "${table}" alone`,
	unknownTable: (table: string) =>
		`${table} is not a table that this database knows: a new table takes a migration, its declaration in a personal-data.ts, and npm run generate`,
	notATable: (kind: string) =>
		`${kind} is not a table that this database knows: select from a table or from a subquery with an alias, as in inner.as("t")`,
	nameless: () => 'a source of a query has no plain name: give it an alias, as in "member as m" or inner.as("t")',
	sameName: (name: string) =>
		`two sources of a query have one name, "${name}": give each an alias of its own, as in "member as first"`,
	unpinned: ({ table, name, column }: PinnedUse) =>
		`${table} is used without ${column} = this ${ownerOf(column)}: add .where("${name}.${column}", "=", ${ownerOf(column)}), or in a join .on("${name}.${column}", "=", ${ownerOf(column)}), with the id as a value and outside of any "or" (whereRef and onRef prove nothing)`,
	join: (type: string, table: string) =>
		`${type} is not understood by the scope rule: use innerJoin or leftJoin with "${table}"`,
	deleteUsing: (table: string) =>
		`DELETE … USING is not understood by the scope rule: use deleteFrom("${table}").where("id", "in", inner), where inner selects the ids under its own condition`,
	keyChanged: ({ table, column }: Omit<PinnedUse, "name">) =>
		`${column} is never changed: leave it out of the columns of ${table} that are set`,
	replace: ({ table, column }: PinnedUse) =>
		`REPLACE may remove another ${ownerOf(column)}'s row: use insertInto("${table}").values(…).onConflict((conflict) => conflict.columns(["${column}", …]).doUpdateSet(…))`,
	insertFrom: ({ table, column }: PinnedUse) =>
		`${table} takes rows of this ${ownerOf(column)} only, and INSERT … SELECT FROM is not understood by the scope rule: read first, then .values([{ ${column}: ${ownerOf(column)}, … }]); or insert one row on a condition, as .expression(build.selectNoFrom((eb) => [eb.val(${ownerOf(column)}).as("${column}"), …]).where((eb) => eb.exists(inner)))`,
	insertElsewhere: ({ table, column }: PinnedUse) =>
		`${table} takes rows of this ${ownerOf(column)} only: name ${column} among the columns, with its id as a value, as in .values({ ${column}: ${ownerOf(column)}, … })`,
	duplicateKey: ({ table, column }: PinnedUse) =>
		`ON DUPLICATE KEY is not SQLite: use insertInto("${table}").values(…).onConflict((conflict) => conflict.columns(["${column}", …]).doUpdateSet(…))`,
	conflictElsewhere: ({ table, column }: PinnedUse) =>
		`ON CONFLICT DO UPDATE names ${column} among its columns: use .onConflict((conflict) => conflict.columns(["${column}", …]).doUpdateSet(…)) with the key of ${table}`,
	restricted: (table: string, use: string, view: string) =>
		`${table} is read for "${use}", and restricted rows are not used for that: select from "${view}"`,
	noPurpose: (table: string, use: string) =>
		`${table} holds nothing that is used for "${use}": declare the purpose at its columns in the personal-data.ts, or say another use with database.for(…)`,
	otherPurpose: (view: string, use: string) => `${view} is not what may be used for "${use}": select from its own view`,
	ofOthers: (table: string, column: string, views: readonly string[]) =>
		`${table} is read without ${column} = one member: that is no member's own data, so select from ${views.map((view) => `"${view}"`).join(" or ")}, or say which use of db/use.ts it is, with database.for(…)`,
	viewWritten: (view: string) => `${view} is read only: write to its table`,
} as const;
