import { lintStatement } from "#features/privacy/lint/lint.ts";
import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { treeFromPlainText } from "#foundation/documents/plain-text.ts";
import { canonicalJson, hashTree } from "#foundation/documents/tree.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { slowSteps } from "../../local/steps.ts";
import { readLiveState } from "../../publish/live-state.ts";
import { withDatabase } from "../../run-state.ts";
import { DATABASE, type Usage, usageText } from "../../usage.ts";
import { asking } from "./ask.ts";
import { parseDay, previewOf, readStatement } from "./older-statement.ts";

export const USAGE: Usage = {
	does: "keeps an older statement, word for word, as version 0 of a brand",
	forms: [
		"npm run brand -- import-statement <id> <file> --effective <yyyy-mm-dd> [--locale <language>] [--title <text>]",
		"npm run brand -- import-statement <id> <file> --lint",
	],
	options: {
		"--effective <date>": "the day from which the text counted; it must be given",
		"--locale <language>": "of the text; the brand's own",
		"--title <text>": "of the page; that of every older statement",
		"--lint": "only reports what is wrong with the text",
		"--dry-run": "only shows what would stand there",
		"--yes": "keeps it without asking; nothing takes it back",
	},
	variables: DATABASE,
	example: "npm run brand -- import-statement twero old.txt --effective 2014-03-01 --dry-run",
};

/**
 * `brand import-statement <id> <file> --effective <date> [--locale nl] [--title <text>] [--lint] [--dry-run] [--yes]`:
 * keeps an older statement word for word as version 0. Nothing takes it back, so it first shows what will stand there,
 * and asks; `--yes` answers. `--lint` only reports what is wrong with the text.
 */
export async function brandImport(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, {
		values: ["effective", "locale", "title"],
		switches: ["lint", "dry-run", "yes"],
	});
	const [id, file] = rest;
	if (id === undefined || file === undefined) throw new CommandError(usageText(USAGE).trimEnd());
	const text = readStatement(file);
	reportFindings(text, io);
	if (switches.has("lint")) return 0;
	const effectiveAt = parseDay(values.get("effective"), io.now());
	return withDatabase(io, "import-statement", (database) =>
		archive(
			database,
			{
				...{ id, text, effectiveAt, locale: values.get("locale"), title: values.get("title") },
				consent: switches.has("dry-run") ? "none" : switches.has("yes") ? "given" : "asked",
			},
			io,
		),
	);
}

type Archive = {
	id: string;
	text: string;
	effectiveAt: string;
	locale: string | undefined;
	title: string | undefined;
	/** `none`: only shown. */
	consent: "none" | "given" | "asked";
};

/** @throws CommandError without an answer, also where nobody can give one */
async function isAgreed(consent: Archive["consent"], io: CommandIo): Promise<boolean> {
	if (consent === "none") return false;
	if (consent === "given") return true;
	if (io.stdin.isTTY !== true)
		throw new CommandError("nothing was kept: a statement is kept for good, so look at the above, then add --yes");
	const answer = await asking(io, (ask) => ask("Keep this for good? (yes or no)", "no"));
	return /^(y|yes|j|ja)$/i.test(answer);
}

async function archive(
	database: Database,
	{ id, text, effectiveAt, ...wanted }: Archive,
	io: CommandIo,
): Promise<number> {
	const live = await slowSteps(io).run(
		() => "what is published was read",
		() => readLiveState(database),
	);
	const brand = live.brands.get(id);
	if (!brand) throw new CommandError(`${id} is not published; apply it first`);
	if (brand.statements.some(({ number }) => number === 0))
		throw new CommandError(`${id} has an archived statement already`);
	const locale = parseLocale(wanted.locale, brand);
	const tree = treeFromPlainText(text, locale, wanted.title ?? words(locale).statement.archiveTitle);
	const generated = brand.statements.map((one) => one.effectiveAt).sort()[0];
	if (generated !== undefined && effectiveAt >= generated)
		throw new CommandError(
			`--effective: an older statement came into force before ${generated.slice(0, 10)}, when version 1 did`,
		);
	io.stdout.write(previewOf(tree, effectiveAt));
	if (!(await isAgreed(wanted.consent, io))) {
		io.stdout.write("nothing was kept\n");
		return wanted.consent === "none" ? 0 : 1;
	}
	const hash = await hashTree(tree);
	const at = io.now().toISOString();
	const version: DocumentVersion = {
		...{ number: 0, publishedAt: at, effectiveAt },
		...{ kind: "archived", change: "archived", hash: { [locale]: hash } },
	};
	const revision = (live.revisions.get(id) ?? 0) + 1;
	const after = { ...brand, revision, publishedAt: at, statements: [version, ...brand.statements] };
	const brands = [...live.brands.values()].map((one) => (one.id === brand.id ? after : one));
	const encoded = await encodeSnapshot(brands, live.registryRevision + 1, at);
	await database.write(
		build.insertInto("statement_version").values({
			...{ brand_id: brand.id, number: 0, locale, kind: "archived", change: "archived", hash, previous_hash: null },
			...{ tree_json: canonicalJson(tree), facts_json: "null", changes_json: "{}", tilt_json: "null", pdf: null },
			...{ published_at: at, effective_at: effectiveAt },
		}),
		build.insertInto("brand_revision").values(revisionRow(after, live.sources.get(id) ?? "", at)),
		build.insertInto("registry").values({ ...encoded, created_at: at }),
		build.updateTable("registry_pointer").set({ revision: encoded.revision, updated_at: at }).where("id", "=", 1),
	);
	io.stdout.write(`kept as version 0 of ${id}, in force from ${effectiveAt.slice(0, 10)}: /privacy/versions/0\n`);
	return 0;
}

function revisionRow(after: PublishedBrand, source: string, at: string) {
	return {
		brand_id: after.id,
		revision: after.revision,
		realm_id: after.realm,
		source_sha256: source,
		settings_json: canonicalJson({ look: after.look, legal: after.legal.at(-1)?.settings }),
		provenance_json: "{}",
		note: "archived an older statement",
		published_at: at,
	};
}

function reportFindings(text: string, io: CommandIo): void {
	const findings = lintStatement(text);
	for (const { rule, line, excerpt, why } of findings)
		io.stdout.write(`line ${line}  ${rule}: ${why}\n    “${excerpt}”\n`);
	io.stdout.write(`${findings.length} finding(s)\n`);
}

function parseLocale(text: string | undefined, brand: PublishedBrand): Locale {
	const locale = text === undefined ? brand.look.locales.default : LOCALES.find((one) => one === text);
	if (locale === undefined) throw new CommandError(`--locale is one of ${LOCALES.join(", ")}`);
	return locale;
}
