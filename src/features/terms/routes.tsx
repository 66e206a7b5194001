import { Hono } from "hono";
import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { withoutDeadLinks } from "#foundation/documents/linked-pages.ts";
import { type DocumentTree, hashTree } from "#foundation/documents/tree.ts";
import { AppError } from "#foundation/errors.ts";
import { REVALIDATE } from "#foundation/http/headers.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { type Answer, HTML, respondCachedPage } from "#foundation/http/respond-cached.ts";
import { validateParams } from "#foundation/http/validate.ts";
import { termsVersion } from "./queries.ts";
import { versionParam } from "./schema.ts";
import { TermsPage, TermsVersionPage, TermsVersionsPage } from "./views.tsx";

export const termsRoutes = new Hono<App>()
	.get("/terms", (c) =>
		respondCachedPage(c, async (context) => {
			const { terms } = c.var.edition;
			const tree = await storedTree(c, terms);
			return html(<TermsPage context={context} tree={tree} version={terms} versionsListed />);
		}),
	)
	.get("/terms/versions", (c) =>
		respondCachedPage(c, async (context) => {
			const { brand, terms } = c.var.edition;
			const props = { context, versions: brand.terms, inForce: terms.number, now: nowIso(c) };
			return html(<TermsVersionsPage {...props} compared={false} />);
		}),
	)
	.get("/terms/versions/:number", validateParams(versionParam), (c) => {
		const { number } = c.req.valid("param");
		const version = c.var.edition.brand.terms.find((one) => one.number === number);
		if (version === undefined) throw new AppError("not_found", "no such version of the terms");
		return respondCachedPage(c, async (context) => {
			const tree = await storedTree(c, version);
			const { brand, terms } = c.var.edition;
			const props = { context, tree, version, versions: brand.terms, inForce: terms.number };
			return html(<TermsVersionPage {...props} now={nowIso(c)} />);
		});
	});

/** What was published, as it is shown. The terms say what all of the operator's sites offer, which no single brand knows. */
async function storedTree(c: AppContext, { number }: DocumentVersion): Promise<DocumentTree> {
	const { realm } = c.var.edition.brand;
	const [[row]] = await c.var.published().read(termsVersion(realm, number, c.var.locale));
	const tree: DocumentTree | undefined = row && JSON.parse(row.tree_json);
	if (!row || !tree || (await hashTree(tree)) !== row.hash)
		throw new AppError("internal", "a listed version is not stored whole");
	return withoutDeadLinks(tree);
}

function html(page: unknown): Answer {
	return { body: `<!DOCTYPE html>${page}`, type: HTML, cache: REVALIDATE };
}

const nowIso = (c: AppContext) => c.var.at;
