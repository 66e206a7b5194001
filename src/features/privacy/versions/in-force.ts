import type { DocumentVersion } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import { withoutDeadLinks } from "#foundation/documents/linked-pages.ts";
import { type DocumentTree, hashTree } from "#foundation/documents/tree.ts";
import { AppError } from "#foundation/errors.ts";
import { statementVersion } from "#foundation/ledgers/queries.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { deriveStatement } from "../statement/statement.ts";
import type { StatementFacts } from "./statement-facts.ts";

/**
 * The tree of the statement in force. The Worker's own derivation is served only where its hash is the published
 * one; otherwise (other code than published it) the stored tree is what the brand said (DECISIONS 7). As it is shown.
 */
export async function treeInForce(context: Context): Promise<DocumentTree> {
	const { edition } = context;
	const derived = await derivedTree(context);
	return derived === undefined ? storedTree(context, edition.statement) : withoutDeadLinks(derived);
}

async function derivedTree({ edition, locale, running }: Context): Promise<DocumentTree | undefined> {
	const { legal, statement: version } = edition;
	if (version.hash[locale] === undefined) return undefined;
	const tree = deriveStatement(legal, locale, running);
	return (await hashTree(tree)) === version.hash[locale] ? tree : undefined;
}

/** A stored statement, with the facts that it was derived from (none for an archived text). */
export type StoredStatement = { tree: DocumentTree; facts: StatementFacts | undefined };

/**
 * A published tree as it is shown, in the language of the page where it was published in that, else in one that it
 * has: never in that of another brand (threat T45).
 */
export async function storedTree(context: Context, version: DocumentVersion): Promise<DocumentTree> {
	const [stored] = await storedStatements(context, [version], textLocale([version], context.locale));
	return withoutDeadLinks(stored.tree);
}

/** Two statements in one language and one round trip. @throws AppError not_found when they share no language */
export function storedPair(
	context: Context,
	before: DocumentVersion,
	after: DocumentVersion,
): Promise<StoredStatement[]> {
	return storedStatements(context, [before, after], textLocale([before, after], context.locale));
}

async function storedStatements(
	context: Context,
	versions: readonly DocumentVersion[],
	locale: Locale,
): Promise<[StoredStatement, ...StoredStatement[]]> {
	const { brand } = context.edition;
	const results = await context
		.published()
		.read(...versions.map(({ number }) => statementVersion(brand.id, number, locale)));
	const stored: StoredStatement[] = [];
	for (const [row] of results) {
		const tree: DocumentTree | undefined = row && JSON.parse(row.tree_json);
		if (!row || !tree || (await hashTree(tree)) !== row.hash)
			throw new AppError("internal", "a listed version is not stored whole");
		stored.push({ tree, facts: JSON.parse(row.facts_json) ?? undefined });
	}
	const [first, ...rest] = stored;
	if (!first) throw new AppError("internal", "no version was asked for");
	return [first, ...rest];
}

function textLocale(versions: readonly DocumentVersion[], wanted: Locale): Locale {
	const shared = LOCALES.filter((locale) => versions.every(({ hash }) => hash[locale] !== undefined));
	const locale = shared.includes(wanted) ? wanted : shared[0];
	if (locale === undefined) throw new AppError("not_found", "no language in which both texts exist");
	return locale;
}

/** @throws AppError not_found when the brand has no such version */
export function requireVersion(context: Context, number: number): DocumentVersion {
	const version = context.edition.brand.statements.find((one) => one.number === number);
	if (version === undefined) throw new AppError("not_found", "no such version");
	return version;
}
