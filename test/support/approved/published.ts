import { join } from "node:path";
import { CommandError } from "#cli/command.ts";
import type { LiveState } from "#cli/publish/live-state.ts";
import { planPublication } from "#cli/publish/publication.ts";
import { compileTenants } from "#cli/tenants/compile-running.ts";
import { readTenantTexts } from "#cli/tenants/files.ts";
import { type Edition, editionAt } from "#foundation/brand/edition.ts";
import { withoutDeadLinks } from "#foundation/documents/linked-pages.ts";
import type { DocumentTree } from "#foundation/documents/tree.ts";
import type { Locale } from "#locales/locales.ts";

/** When it is published, and when its mails are sent. */
export const MOMENT = new Date("2026-11-22T12:00:00.000Z");

/** A brand in one of its languages, as the first publication of `tenants/` would make it. */
export type PublishedText = { edition: Edition; locale: Locale; statement: DocumentTree; terms: DocumentTree };

const nothingLive = (): LiveState => ({
	registryRevision: 0,
	brands: new Map(),
	sources: new Map(),
	revisions: new Map(),
	facts: new Map(),
	statements: new Map(),
	terms: new Map(),
	hosts: [],
});

/** @throws CommandError when a tenant file is wrong */
export async function publishedTexts(directory: string): Promise<PublishedText[]> {
	const { texts, problems } = await readTenantTexts(join(directory, "tenants"));
	const { drafts, problems: found } = compileTenants(texts);
	const wrong = [...problems, ...found].find(({ level }) => level === "error");
	if (wrong) throw new CommandError(`${wrong.file}:${wrong.line}: ${wrong.why} ${wrong.fix}`);
	// Pictures say nothing.
	const compiled = drafts.map(({ logo: _logo, ...draft }) => ({
		...draft,
		assets: [],
		source: { file: `tenants/${draft.id}.toml`, sha256: "" },
	}));
	const plan = await planPublication(compiled, nothingLive(), MOMENT);
	return plan.brands.flatMap(({ after, statement }) =>
		after.look.locales.available.map((locale) => {
			const trees = { statement: statement?.trees[locale], terms: plan.terms.get(after.realm)?.trees[locale] };
			if (!trees.statement || !trees.terms) throw new Error(`${after.id} is published without its ${locale} texts`);
			return {
				edition: editionAt(after, MOMENT.getTime()),
				locale,
				statement: withoutDeadLinks(trees.statement),
				terms: withoutDeadLinks(trees.terms),
			};
		}),
	);
}
