import { Hono } from "hono";
import { EMBEDDED } from "#features/privacy/tested/embedded.ts";
import { REVALIDATE } from "#foundation/http/headers.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { HTML, JSON_TYPE, respondCached, respondCachedPage } from "#foundation/http/respond-cached.ts";
import { type Findings, findingsOf } from "./findings.ts";
import type { FindingsDocument } from "./schema.ts";
import { TestedPage } from "./views.tsx";

/** What the tests of this version prove of the statement in force (DECISIONS 128): it costs what the statement costs. */
export const testedRoutes = new Hono<App>()
	.get("/privacy/proof", (c) =>
		respondCachedPage(c, async (context) => {
			const findings = await findingsOf(c.var, EMBEDDED);
			const { statement } = c.var.edition;
			const page = <TestedPage context={context} version={statement} findings={findings} source={EMBEDDED.source} />;
			return { body: `<!DOCTYPE html>${page}`, type: HTML, cache: REVALIDATE };
		}),
	)
	.get("/privacy/proof.json", (c) =>
		respondCached(c, async () => ({
			body: JSON.stringify(documentOf(c, await findingsOf(c.var, EMBEDDED))),
			type: JSON_TYPE,
			cache: REVALIDATE,
		})),
	);

/** As docs/proof.md describes it. */
function documentOf(c: AppContext, { report, findings }: Findings): FindingsDocument {
	const { edition, locale } = c.var;
	const { number, hash } = edition.statement;
	return {
		format: 1,
		brand: edition.brand.id,
		locale,
		statement: { version: number, hash: hash[locale] ?? null },
		source: EMBEDDED.source ?? null,
		run: report ? { finished_at: report.finishedAt, passed: report.passed, failed: report.failed } : null,
		promises: findings.map(({ id, standing, section, text, sentence, tests }) => ({
			...{ id, standing, section },
			sentence: text ?? null,
			sentence_hash: sentence ?? null,
			tests: [...tests],
		})),
	};
}
