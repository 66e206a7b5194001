import type { DocumentVersion, Legal, Look } from "#foundation/brand/settings.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { headFacts } from "#foundation/documents/head.ts";
import { withoutDeadLinks } from "#foundation/documents/linked-pages.ts";
import { type DocumentTree, inlineText } from "#foundation/documents/tree.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { absoluteUrl } from "#foundation/i18n/path.ts";
import { words } from "#locales/locales.ts";
import { CommandError } from "../command.ts";

export type StatementInLocale = Pick<DocumentVersion, "kind" | "number" | "change" | "publishedAt" | "effectiveAt"> & {
	tree: DocumentTree;
	hash: string;
};

/** The PDF of a published statement: the same for the same text and settings, whenever it is rendered. */
export async function statementPdf(
	settings: { look: Look; legal: Legal },
	{ tree, hash, ...version }: StatementInLocale,
	{ preview = false }: { preview?: boolean } = {},
): Promise<Uint8Array> {
	const { look, legal } = settings;
	const { number, publishedAt, effectiveAt } = version;
	const { statement, ui, documents } = words(tree.locale);
	const isMarked = inlineText(tree.lead).includes(statement.forReview);
	const mark = isMarked ? `${statement.forReview} ` : "";
	const banner = isMarked ? { banner: ui.review } : preview ? { banner: ui.preview } : {};
	// Loaded here: most commands and most starts render none.
	const { renderPdf } = await import("../pdf/pdf.ts");
	return renderPdf(withoutDeadLinks(tree), {
		author: legal.operator.name,
		origin: absoluteUrl({ look, locale: tree.locale }, "/").replace(/\/$/, ""),
		publishedAt,
		head: { ...banner, facts: headFacts(version, tree.locale, documents.inForceFrom) },
		footer: `${mark}${look.name} · ${number} · ${calendarDay(effectiveAt)} · ${hash.slice(0, 16)}`,
	});
}

/** Generated statements whose PDF was left for later. */
const withoutPdf = () =>
	build
		.selectFrom("statement_version")
		.select(["brand_id", "number", "locale", "hash", "tree_json", "change", "published_at", "effective_at"])
		.where("kind", "=", "generated")
		.where("pdf", "is", null)
		.orderBy("brand_id")
		.orderBy("number")
		.orderBy("locale");

/** Whether a PDF was left for later and is not there yet. */
export async function lacksPdfs(database: Database): Promise<boolean> {
	const [rows] = await database.read(withoutPdf().limit(1));
	return rows.length > 0;
}

/**
 * Renders the PDFs that were left for later, each written as it is ready. Cut off anywhere, the next run goes on.
 * @returns how many
 * @throws CommandError with those that cannot be rendered, after the others are
 */
export async function renderLaterPdfs(database: Database): Promise<number> {
	const [rows, revisions] = await database.read(
		withoutPdf(),
		build.selectFrom("brand_revision").select(["brand_id", "settings_json", "published_at"]).orderBy("revision"),
	);
	const failed: string[] = [];
	for (const row of rows) {
		// A version is dated when it is planned, and its revision when that is published, a moment later.
		const revision = revisions.find((one) => one.brand_id === row.brand_id && one.published_at >= row.published_at);
		if (revision === undefined)
			throw new CommandError(`${row.brand_id}: no revision belongs to statement ${row.number}`);
		const settings: { look: Look; legal: Legal } = JSON.parse(revision.settings_json);
		const tree: DocumentTree = JSON.parse(row.tree_json);
		const change = row.change as DocumentVersion["change"];
		const version = {
			...{ kind: "generated" as const, number: row.number, change },
			...{ publishedAt: row.published_at, effectiveAt: row.effective_at },
		};
		const pdf = await statementPdf(settings, { ...version, tree, hash: row.hash }).catch((error: unknown) => {
			if (!(error instanceof CommandError)) throw error;
			failed.push(`${row.brand_id}, statement ${row.number} (${row.locale}): ${error.message}`);
			return undefined;
		});
		if (pdf === undefined) continue;
		await database.write(
			build
				.updateTable("statement_version")
				.set({ pdf })
				.where("brand_id", "=", row.brand_id)
				.where("number", "=", row.number)
				.where("locale", "=", row.locale)
				.where("pdf", "is", null),
		);
	}
	if (failed.length > 0) throw new CommandError(failed.join("\n"));
	return rows.length;
}
