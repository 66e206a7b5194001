import { AliasNode, ColumnNode, IdentifierNode, InsertQueryNode, type OperationNode, ReferenceNode } from "kysely";
import type { TableRules } from "./table-rules.ts";

/**
 * SQLite compares names without regard to ASCII case and knows further ones for a row's number and for what an upsert
 * wanted to insert. Names of small letters compare for it as they do here.
 */
const PLAIN = /^[a-z][a-z0-9_]{0,62}$/;
/** What SQLite itself calls a row's number; a column of the schema has none of these names. */
const ROW_NUMBERS = new Set(["rowid", "oid"]);
/** Names that stand for the row of an upsert, or that the server's schemas and tables have. */
const TAKEN = /^(excluded|old|new|main|temp|sqlite_.*|pragma_.*|libsql_.*)$/;

/** Why one of the names of a query could mean another thing to SQLite than to the scope rule; undefined: none can. */
export function ambiguousName(nodes: readonly OperationNode[], rules: TableRules): string | undefined {
	for (const node of nodes) {
		const why =
			(IdentifierNode.is(node) ? oddName(node.name) : undefined) ??
			(AliasNode.is(node) ? takenAlias(node, rules) : undefined) ??
			(InsertQueryNode.is(node) ? repeatedColumn(node) : undefined);
		if (why !== undefined) return why;
	}
	return undefined;
}

function oddName(name: string): string | undefined {
	if (!PLAIN.test(name))
		return `"${name.slice(0, 40)}" is not spelled as in tables.ts: names are small letters, digits and underscores`;
	return ROW_NUMBERS.has(name) ? `"${name}" is SQLite's own number of a row: name the key's columns` : undefined;
}

/** The name of a source that is not the table of this name would let a proof for one stand for the other. */
function takenAlias({ node, alias }: AliasNode, rules: TableRules): string | undefined {
	if (!IdentifierNode.is(alias) || ReferenceNode.is(node) || ColumnNode.is(node)) return undefined;
	const isTaken = TAKEN.test(alias.name) || rules.has(alias.name);
	return isTaken ? `"${alias.name}" is the name of a table: give the alias another` : undefined;
}

/** Of two columns of one name SQLite takes the first. */
function repeatedColumn({ columns = [] }: InsertQueryNode): string | undefined {
	const names = columns.map(({ column }) => column.name);
	const twice = names.find((name, index) => names.indexOf(name) < index);
	return twice === undefined ? undefined : `the column ${twice} is named twice: name each column of an insert once`;
}

/** Every node of a tree, the outer before the inner. */
export function nodesOf(root: unknown): OperationNode[] {
	const nodes: OperationNode[] = [];
	addNodes(root, nodes);
	return nodes;
}

/** Every query of every request passes here: a generator took three times as long (DECISIONS 108). */
function addNodes(value: unknown, nodes: OperationNode[]): void {
	if (typeof value !== "object" || value === null) return;
	if (Array.isArray(value)) {
		for (const entry of value) addNodes(entry, nodes);
	} else if ("kind" in value && typeof value.kind === "string") {
		nodes.push(value as OperationNode);
		for (const key in value) addNodes((value as Record<string, unknown>)[key], nodes);
	}
}
