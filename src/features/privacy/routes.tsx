import { Hono } from "hono";
import { toAccount } from "#foundation/account-host/links.ts";
import { withdrawnBy } from "#foundation/brand/withdrawn.ts";
import { compareTrees } from "#foundation/documents/difference.ts";
import { type DocumentHead, headFacts } from "#foundation/documents/head.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { AppError, Unavailable } from "#foundation/errors.ts";
import { REVALIDATE } from "#foundation/http/headers.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import {
	type Answer,
	HTML,
	JSON_TYPE,
	respondCached,
	respondCachedPage,
	TEXT,
} from "#foundation/http/respond-cached.ts";
import { validateParams, validateQuery } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { statementPdf, statementTilt } from "#foundation/ledgers/queries.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { words } from "#locales/locales.ts";
import { comparisonQuery, versionsParam } from "./schema.ts";
import { classifyChange } from "./versions/change.ts";
import { requireVersion, storedPair, storedTree, treeInForce } from "./versions/in-force.ts";
import { DifferencePage, RightsPage, StatementPage, VersionPage, VersionsPage } from "./views.tsx";

export const privacyRoutes = new Hono<App>()
	.get("/privacy", (c) =>
		respondCachedPage(c, async (context) => {
			const { statement, announced } = c.var.edition;
			const tree = await treeInForce(c.var);
			const [next] = announced;
			return html(
				<StatementPage
					context={context}
					tree={tree}
					version={statement}
					{...(next ? { announced: { version: next } } : {})}
				/>,
			);
		}),
	)
	.get("/privacy/statement.txt", (c) =>
		respondCached(c, async () => ({
			body: renderText(await treeInForce(c.var), origin(c), headOfText(c)),
			type: TEXT,
			cache: REVALIDATE,
		})),
	)
	.get("/privacy/statement.json", (c) =>
		respondCached(c, async () => {
			const { brand, statement } = c.var.edition;
			const [[row]] = await c.var.published().read(statementTilt(brand.id, statement.number, c.var.locale));
			if (!row) throw new AppError("not_found", "no such text of this version");
			return { body: row.tilt_json, type: JSON_TYPE, cache: REVALIDATE };
		}),
	)
	.get("/privacy/statement.pdf", (c) =>
		respondCached(c, async () => {
			const { brand, statement } = c.var.edition;
			const [[row]] = await c.var.published().read(statementPdf(brand.id, statement.number, c.var.locale));
			if (row?.kind === "generated" && !row.pdf) throw new Unavailable("PDF pending");
			if (!row?.pdf) throw new AppError("not_found", "no PDF of this version");
			const name = `${brand.id}-privacy-${statement.number}-${c.var.locale}.pdf`;
			const headers = { "Content-Disposition": `inline; filename="${name}"` };
			return { body: row.pdf, type: "application/pdf", cache: REVALIDATE, headers };
		}),
	)
	.get("/privacy/versions", validateQuery(comparisonQuery), async (c) => {
		const { from, to } = c.req.valid("query");
		if (from !== undefined && to !== undefined) return c.redirect(comparisonPath(c, from, to), 303);
		return respondCachedPage(c, async (context) => {
			const { brand, statement } = c.var.edition;
			return html(
				<VersionsPage
					context={context}
					versions={brand.statements}
					inForce={statement.number}
					now={nowIso(c)}
					compared
				/>,
			);
		});
	})
	.get("/privacy/versions/:version", validateParams(versionsParam), async (c) => {
		const [number, other] = c.req.valid("param").version;
		if (other !== undefined) return difference(c, number, other);
		const version = requireVersion(c.var, number);
		return respondCachedPage(c, async (context) => {
			const tree = await storedTree(c.var, version);
			const { brand, statement } = c.var.edition;
			const props = {
				context,
				tree,
				version,
				versions: brand.statements,
				inForce: statement.number,
			};
			return html(<VersionPage {...props} now={nowIso(c)} />);
		});
	})
	.get("/privacy/rights", (c) =>
		respondCachedPage(c, async (context) => {
			const { legal } = offerOf(c.var.edition.legal, c.var.running);
			const ask = toAccount(c.var, "/privacy/ask");
			return html(<RightsPage context={{ ...context, legal }} running={c.var.running} ask={ask} />);
		}),
	);

async function difference(c: AppContext, from: number, to: number): Promise<Response> {
	const [before, after] = [requireVersion(c.var, from), requireVersion(c.var, to)];
	if (before === after) throw new AppError("bad_request", "a version compared with itself");
	if (before.number > after.number) return c.redirect(comparisonPath(c, to, from), 308);
	return respondCachedPage(c, async (context) => {
		const [older, newer] = await storedPair(c.var, before, after);
		if (!older || !newer) throw new AppError("internal", "a version is missing");
		const takenBack = [before, after].flatMap((version) => {
			const by = withdrawnBy(version, c.var.edition.brand.statements);
			return by ? [{ version, by }] : [];
		});
		// An archived text has no facts, only words.
		const changes = older.facts && newer.facts && classifyChange(older.facts, newer.facts, true).words;
		return html(
			<DifferencePage
				context={context}
				from={before}
				to={after}
				words={changes?.[c.var.locale] ?? []}
				sections={compareTrees(older.tree, newer.tree)}
				takenBack={takenBack}
			/>,
		);
	});
}

function comparisonPath(c: AppContext, from: number, to: number): string {
	const brandLocale = { look: c.var.edition.brand.look, locale: c.var.locale };
	return localePath(brandLocale, `/privacy/versions/${from}..${to}`);
}

function html(page: unknown): Answer {
	return { body: `<!DOCTYPE html>${page}`, type: HTML, cache: REVALIDATE };
}

const nowIso = (c: AppContext) => c.var.at;

/** The head that the page has too. */
function headOfText(c: AppContext): DocumentHead {
	const { locale, edition, settings } = c.var;
	const { documents, ui } = words(locale);
	const { stage } = settings;
	return {
		...(stage === "preview" || stage === "review" ? { banner: ui[stage] } : {}),
		facts: headFacts(edition.statement, locale, documents.inForceSince),
	};
}

/** `https://twero.com`, with the locale's prefix. */
function origin(c: AppContext): string {
	const { look } = c.var.edition.brand;
	return `https://${look.hosts.primary}${localePath({ look, locale: c.var.locale }, "/").replace(/\/$/, "")}`;
}
