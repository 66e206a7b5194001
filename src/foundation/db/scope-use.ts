import { AliasNode, InsertQueryNode, type OperationNode, SelectQueryNode, TableNode } from "kysely";
import { isPinned, nameOf, type QueryNode, sourcesOf } from "./scope-pins.ts";
import { REFUSAL, ScopeError } from "./scope-refusals.ts";
import type { TableRule, TableRules } from "./table-rules.ts";
import { isExempt, type Use } from "./use.ts";

/** Whether an account stands, and on which brands, is asked for every purpose: that is the site itself. */
const OF_THE_SITE = "use_of_site";

/**
 * Refuses a level of a query that could use restricted rows (DECISIONS 110). Under a purpose it names the view without
 * them; as a member's own access it names that one member by a value; every other use is one of the exempt ones.
 * What a write reads is in its subqueries, which are levels of their own.
 *
 * @throws ScopeError
 */
export function requireUse(node: QueryNode, rules: TableRules, use: Use): void {
	if (!SelectQueryNode.is(node)) {
		requireTable(node, rules);
		return;
	}
	for (const source of [...sourcesOf(node), ...(node.joins ?? []).map((join) => join.table)]) {
		const name = tableOf(source);
		const rule = name === undefined ? undefined : rules.get(name);
		if (name === undefined || rule === undefined) continue;
		if (rule.viewFor !== undefined) requirePurpose(name, rule.viewFor, use);
		else if (use === "own access") requireOne(node, source, { name, rule });
		else if (!isExempt(use)) requireView(name, rule, use);
	}
}

function tableOf(source: OperationNode): string | undefined {
	const inner = AliasNode.is(source) ? source.node : source;
	return TableNode.is(inner) ? inner.table.identifier.name : undefined;
}

function requireTable(node: Exclude<QueryNode, SelectQueryNode>, rules: TableRules): void {
	const targets = InsertQueryNode.is(node) ? [node.into] : sourcesOf(node);
	for (const target of targets) {
		const name = target && tableOf(target);
		if (name !== undefined && rules.get(name)?.viewFor !== undefined) throw new ScopeError(REFUSAL.viewWritten(name));
	}
}

function requirePurpose(view: string, purpose: string, use: Use): void {
	if (!isExempt(use) && purpose !== use && purpose !== OF_THE_SITE)
		throw new ScopeError(REFUSAL.otherPurpose(view, use));
}

/** A table that only carries others, as keys and measures do, has no views and is read under every use. */
function requireView(table: string, { usable, isForSelf }: TableRule, use: Use): void {
	if (isForSelf) throw new ScopeError(REFUSAL.noPurpose(table, use));
	if (usable === undefined) return;
	const view = usable.views[use] ?? usable.views[OF_THE_SITE];
	throw new ScopeError(view === undefined ? REFUSAL.noPurpose(table, use) : REFUSAL.restricted(table, use, view));
}

function requireOne(
	node: SelectQueryNode,
	source: OperationNode,
	{ name, rule: { usable } }: { name: string; rule: TableRule },
): void {
	if (usable === undefined) return;
	const column = usable.subject;
	if (!isPinned(node, { name: nameOf(source), column }, ({ length }) => length === 1))
		throw new ScopeError(REFUSAL.ofOthers(name, column, Object.values(usable.views)));
}
