import {
	AliasNode,
	AndNode,
	BinaryOperationNode,
	ColumnNode,
	DeleteQueryNode,
	IdentifierNode,
	InsertQueryNode,
	type JoinNode,
	type OperationNode,
	OperatorNode,
	ParensNode,
	PrimitiveValueListNode,
	ReferenceNode,
	SelectQueryNode,
	TableNode,
	UpdateQueryNode,
	ValueNode,
} from "kysely";
import { REFUSAL, ScopeError } from "./scope-refusals.ts";

export type QueryNode = SelectQueryNode | InsertQueryNode | UpdateQueryNode | DeleteQueryNode;
/** A source of a query by the name that it has there, and one of its columns. */
type PinnedColumn = { name: string; column: string };
type Accepts = (values: readonly unknown[]) => boolean;

export function isQuery(node: OperationNode): node is QueryNode {
	return SelectQueryNode.is(node) || InsertQueryNode.is(node) || UpdateQueryNode.is(node) || DeleteQueryNode.is(node);
}

/**
 * Tells whether a query keeps the column of a source, at its own level, to values that are accepted: by `= value` or
 * `in (value, …)` in its WHERE or in the ON of a join. Proof never travels over equalities between columns.
 */
export function isPinned(node: Exclude<QueryNode, InsertQueryNode>, to: PinnedColumn, accepts: Accepts): boolean {
	const joins = node.joins ?? [];
	const only = sourcesOf(node).length + joins.length === 1;
	return (
		joins.some((join) => joinPins(join, to, accepts)) ||
		conjuncts(node.where?.where).some((part) => pins(part, to, { only, accepts }))
	);
}

/** The tables and subqueries that a level reads, but for its joins; the first of a write is the one that is written. */
export function sourcesOf(node: Exclude<QueryNode, InsertQueryNode>): readonly OperationNode[] {
	if (!UpdateQueryNode.is(node)) return node.from?.froms ?? [];
	return [...(node.table ? [node.table] : []), ...(node.from?.froms ?? [])];
}

/** @throws ScopeError for a source that has no name */
export function nameOf(item: OperationNode): string {
	if (TableNode.is(item)) return item.table.identifier.name;
	if (AliasNode.is(item) && IdentifierNode.is(item.alias)) return item.alias.name;
	throw new ScopeError(REFUSAL.nameless());
}

/** An ON clause pins its own table; that of an inner join pins any. */
function joinPins(join: JoinNode, to: PinnedColumn, accepts: Accepts): boolean {
	const own = nameOf(join.table) === to.name;
	if (join.joinType !== "InnerJoin" && !(join.joinType === "LeftJoin" && own)) return false;
	return conjuncts(join.on?.on).some((part) => pins(part, to, { only: false, accepts }));
}

/** The parts that must all hold: an OR contributes nothing. */
function conjuncts(node: OperationNode | undefined): OperationNode[] {
	if (node === undefined) return [];
	if (ParensNode.is(node)) return conjuncts(node.node);
	return AndNode.is(node) ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node];
}

function pins(node: OperationNode, to: PinnedColumn, { only, accepts }: { only: boolean; accepts: Accepts }): boolean {
	if (!BinaryOperationNode.is(node) || !OperatorNode.is(node.operator)) return false;
	const { leftOperand: left, rightOperand: right } = node;
	if (!ReferenceNode.is(left) || !ColumnNode.is(left.column)) return false;
	const named = left.table ? left.table.table.identifier.name === to.name : only;
	if (!named || left.column.column.name !== to.column) return false;
	const values = comparedWith(node.operator.operator, right);
	return values.length > 0 && accepts(values);
}

/**
 * The values that `= value` or `in (value, …)` names, or an inner query of one table that selects the very column that
 * it keeps to them; none where it names anything else.
 */
function comparedWith(operator: string, right: OperationNode): readonly unknown[] {
	if (operator === "=" && ValueNode.is(right)) return [right.value];
	if (operator !== "in") return [];
	return PrimitiveValueListNode.is(right) ? right.values : SelectQueryNode.is(right) ? ownValues(right) : [];
}

function ownValues(node: SelectQueryNode): readonly unknown[] {
	const [source, ...others] = sourcesOf(node);
	const [selected, ...further] = node.selections ?? [];
	const isPlain = others.length + further.length + (node.joins ?? []).length === 0 && !node.setOperations;
	if (!isPlain || !source || !TableNode.is(source) || !selected || !ReferenceNode.is(selected.selection)) return [];
	const { column } = selected.selection;
	if (!ColumnNode.is(column)) return [];
	let found: readonly unknown[] = [];
	isPinned(node, { name: nameOf(source), column: column.column.name }, (values) => {
		found = values;
		return true;
	});
	return found;
}
