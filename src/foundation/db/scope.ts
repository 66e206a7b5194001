import {
	AggregateFunctionNode,
	AliasNode,
	ColumnNode,
	DeleteQueryNode,
	FunctionNode,
	InsertQueryNode,
	type OperationNode,
	OrderByItemNode,
	PrimitiveValueListNode,
	RawNode,
	SelectQueryNode,
	TableNode,
	UpdateQueryNode,
	ValueListNode,
	ValueNode,
	ValuesNode,
} from "kysely";
import type { BrandId, RealmId } from "../ids.ts";
import { ambiguousName, nodesOf } from "./scope-names.ts";
import { isPinned, isQuery, nameOf, type QueryNode, sourcesOf } from "./scope-pins.ts";
import { beyondReach, columnBeyondReach } from "./scope-reach.ts";
import { type PinnedUse, REFUSAL, ScopeError, subjectOf } from "./scope-refusals.ts";
import { requireUse } from "./scope-use.ts";
import type { TableRules } from "./table-rules.ts";
import { type Use, usedBy } from "./use.ts";

/**
 * On whose behalf a query runs. `realm` is the account host: it may name any brand of its realm, each as a value.
 * `system` (cron, operator's tools) reads every brand and says why.
 */
export type Scope =
	| { kind: "brand"; brand: BrandId; realm: RealmId }
	| { kind: "realm"; realm: RealmId; brands: ReadonlySet<string> }
	| { kind: "system"; reason: string };

/** The only raw SQL that may stand beside the builder, each one harmless wherever it stands. */
const ALLOWED_RAW = new Set(["changes()", "changes() = 1"]);
const SORT_RAW = new Set(["asc", "desc"]);

/** Kysely prints a function's name as it is, so a name could be any SQL. */
const ALLOWED_FUNCTIONS = new Set(["count", "sum", "min", "max", "avg", "coalesce", "lower", "length", "changes"]);

/** Which values the column that pins this use may have. */
type TableUse = PinnedUse & { values: ReadonlySet<unknown> };
/**
 * Refuses a query that could read or write rows of another brand or realm (DECISIONS 8).
 *
 * Every use of an owned table must be pinned, at its own level of the query, by `brand_id = <this brand>` as a
 * value, and of a shared table by `realm_id = <this realm>`. Proof never travels over equalities between columns:
 * that is where hand-written rules were seen to break. What the rule does not understand, it refuses.
 *
 * It also refuses a query that could use what a member had restricted, for others or for a purpose (DECISIONS 110).
 *
 * @param use what the rows are read for; a scope of the system has its own
 * @throws ScopeError
 */
export function checkScope(root: OperationNode, rules: TableRules, scope: Scope, use: Use = usedBy(scope)): void {
	try {
		checkTree(root, rules, scope, use);
	} catch (error) {
		throw error instanceof ScopeError ? new ScopeError(`${subjectOf(root)}: ${error.message}`) : error;
	}
}

function checkTree(root: OperationNode, rules: TableRules, scope: Scope, use: Use): void {
	if (!isQuery(root)) throw new ScopeError(REFUSAL.notAQuery(root.kind));
	const nodes = nodesOf(root);
	const sorted = new Set<OperationNode>();
	for (const node of nodes) {
		if (OrderByItemNode.is(node) && node.direction && RawNode.is(node.direction)) sorted.add(node.direction);
		if (RawNode.is(node)) requireAllowedRaw(node, sorted.has(node) ? SORT_RAW : ALLOWED_RAW);
		if ((FunctionNode.is(node) || AggregateFunctionNode.is(node)) && !ALLOWED_FUNCTIONS.has(node.func))
			throw new ScopeError(REFUSAL.unknownFunction(node.func, ALLOWED_FUNCTIONS));
		if (TableNode.is(node) && node.table.schema) throw new ScopeError(REFUSAL.schemaNamed(node.table.identifier.name));
	}
	if (nodes.some((node) => node.kind === "WithNode" || node.kind === "MergeQueryNode"))
		throw new ScopeError(REFUSAL.withOrMerge());
	const odd = ambiguousName(nodes, rules);
	if (odd !== undefined) throw new ScopeError(odd);
	const levels = nodes.filter(isQuery);
	for (const level of levels) checkLevel(level, rules, scope);
	if (scope.kind === "system") {
		for (const level of levels) requireReach(level, scope.reason);
		const column = columnBeyondReach(scope.reason, nodes);
		if (column !== undefined) throw new ScopeError(column);
	}
	for (const level of levels) requireUse(level, rules, use);
}

/** A raw fragment carries text that nothing here can read, so only the listed ones pass. */
function requireAllowedRaw(node: RawNode, allowed: ReadonlySet<string>): void {
	const text = node.sqlFragments.join("?").trim().toLowerCase();
	if (node.parameters.length > 0 || !allowed.has(text)) throw new ScopeError(REFUSAL.rawSql(text));
}

function checkLevel(node: QueryNode, rules: TableRules, scope: Scope): void {
	if (InsertQueryNode.is(node)) {
		checkInsert(node, rules, scope);
		return;
	}
	const joins = node.joins ?? [];
	const tables = [...sourcesOf(node), ...joins.map((join) => join.table)];
	const uses = tables.flatMap((table) => useOf(table, rules, scope) ?? []);
	requireOwnNames(tables);
	if (DeleteQueryNode.is(node) && node.using) throw new ScopeError(REFUSAL.deleteUsing(tables.map(nameOf).join()));
	for (const use of uses)
		if (!isPinned(node, use, (values) => values.every((value) => use.values.has(value))))
			throw new ScopeError(REFUSAL.unpinned(use));
	for (const join of joins) {
		if (uses.length > 0 && join.joinType !== "InnerJoin" && join.joinType !== "LeftJoin")
			throw new ScopeError(REFUSAL.join(join.joinType, nameOf(join.table)));
	}
	const written = UpdateQueryNode.is(node) && node.table ? useOf(node.table, rules, scope) : undefined;
	if (UpdateQueryNode.is(node) && written) requireKeyUntouched(node.updates ?? [], written);
}

/** Every table of a level, which the rule above knows by now; the first of a write is the one that is written. */
function requireReach(node: QueryNode, reason: string): void {
	const sources = InsertQueryNode.is(node)
		? [node.into]
		: [...sourcesOf(node), ...(node.joins ?? []).map((join) => join.table)];
	for (const [at, source] of sources.entries()) {
		const table = source && AliasNode.is(source) ? source.node : source;
		if (!table || !TableNode.is(table)) continue;
		const use = SelectQueryNode.is(node) || at > 0 ? "reads" : "writes";
		const why = beyondReach(reason, table.table.identifier.name, use);
		if (why !== undefined) throw new ScopeError(why);
	}
}

/** Two sources of one name would let the proof for one stand for the other. SQLite compares names without case. */
function requireOwnNames(tables: readonly OperationNode[]): void {
	const names = tables.map((item) => nameOf(item).toLowerCase());
	const twice = names.find((name, index) => names.indexOf(name) < index);
	if (twice !== undefined) throw new ScopeError(REFUSAL.sameName(twice));
}

/** The scoped use that a FROM or JOIN item makes of a table; undefined for a subquery or a platform table. */
function useOf(item: OperationNode, rules: TableRules, scope: Scope): TableUse | undefined {
	const inner = AliasNode.is(item) ? item.node : item;
	if (SelectQueryNode.is(inner)) return undefined;
	if (!TableNode.is(inner)) throw new ScopeError(REFUSAL.notATable(inner.kind));
	const table = inner.table.identifier.name;
	const tableClass = rules.get(table)?.class;
	if (tableClass === undefined) throw new ScopeError(REFUSAL.unknownTable(table));
	if (scope.kind === "system" || tableClass === "platform") return undefined;
	return { table, name: nameOf(item), ...keyOf(tableClass, scope) };
}

function keyOf(
	tableClass: "owned" | "shared",
	scope: Exclude<Scope, { kind: "system" }>,
): Pick<TableUse, "column" | "values"> {
	if (tableClass === "shared") return { column: "realm_id", values: new Set([scope.realm]) };
	return { column: "brand_id", values: scope.kind === "realm" ? scope.brands : new Set([scope.brand]) };
}

function requireKeyUntouched(updates: readonly OperationNode[], use: TableUse): void {
	for (const update of updates)
		for (const node of nodesOf("column" in update ? update.column : update))
			if (ColumnNode.is(node) && node.column.name.toLowerCase() === use.column)
				throw new ScopeError(REFUSAL.keyChanged(use));
}

function checkInsert(node: InsertQueryNode, rules: TableRules, scope: Scope): void {
	const use = node.into ? useOf(node.into, rules, scope) : undefined;
	if (use === undefined) return;
	if (node.replace || node.orAction?.action === "replace") throw new ScopeError(REFUSAL.replace(use));
	const position = (node.columns ?? []).findIndex((column) => column.column.name === use.column);
	const rows = insertedRows(node.values);
	if (rows === undefined) throw new ScopeError(REFUSAL.insertFrom(use));
	if (position < 0 || rows.length === 0 || rows.some((row) => !use.values.has(row[position])))
		throw new ScopeError(REFUSAL.insertElsewhere(use));
	if (node.onDuplicateKey) throw new ScopeError(REFUSAL.duplicateKey(use));
	if (node.onConflict && !node.onConflict.doNothing) {
		const target = node.onConflict.columns ?? [];
		if (!target.some((column) => column.column.name === use.column))
			throw new ScopeError(REFUSAL.conflictElsewhere(use));
		requireKeyUntouched(node.onConflict.updates ?? [], use);
	}
}

/** Literal rows, or the one row of a SELECT without FROM (a conditional insert). Undefined: they come from elsewhere. */
function insertedRows(values: OperationNode | undefined): unknown[][] | undefined {
	if (values === undefined) return [];
	if (ValuesNode.is(values))
		return values.values.map((row) =>
			PrimitiveValueListNode.is(row) ? [...row.values] : ValueListNode.is(row) ? row.values.map(boundValue) : [],
		);
	if (!SelectQueryNode.is(values) || values.from || values.joins || values.setOperations) return undefined;
	return [
		(values.selections ?? []).map(({ selection }) => boundValue(AliasNode.is(selection) ? selection.node : selection)),
	];
}

/** A value that the query binds; an expression has none. */
function boundValue(node: OperationNode): unknown {
	return ValueNode.is(node) ? node.value : undefined;
}
