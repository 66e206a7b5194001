import { readFileSync, statSync } from "node:fs";
import { lintStatement } from "#features/privacy/lint/lint.ts";
import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { treeFromPlainText } from "#foundation/documents/plain-text.ts";
import { canonicalJson, hashTree } from "#foundation/documents/tree.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { readLiveState } from "../../publish/live-state.ts";
import { withDatabase } from "../../run-state.ts";

const MAX_BYTES = 512 * 1024;

/**
 * `brand import-statement <id> <file> --effective <date> [--locale nl] [--title <text>] [--lint]`: keeps an older
 * statement word for word as version 0. `--lint` only reports what is wrong with it.
 */
export async function brandImport(argv: string[], io: CommandIo): Promise<number> {
	const { values, switches, rest } = parseOptions(argv, {
		values: ["effective", "locale", "title"],
		switches: ["lint"],
	});
	const [id, file] = rest;
	if (id === undefined || file === undefined)
		throw new CommandError("usage: npm run brand -- import-statement <id> <file> --effective <yyyy-mm-dd>");
	const text = readStatement(file);
	reportFindings(text, io);
	if (switches.has("lint")) return 0;
	const effectiveAt = parseDay(values.get("effective"), io.now());
	return withDatabase(io, "import-statement", (database) =>
		archive(database, { id, text, effectiveAt, locale: values.get("locale"), title: values.get("title") }, io),
	);
}

type Archive = { id: string; text: string; effectiveAt: string; locale: string | undefined; title: string | undefined };

async function archive(
	database: Database,
	{ id, text, effectiveAt, ...wanted }: Archive,
	io: CommandIo,
): Promise<number> {
	const live = await readLiveState(database);
	const brand = live.brands.get(id);
	if (!brand) throw new CommandError(`${id} is not published; apply it first`);
	if (brand.statements.some(({ number }) => number === 0))
		throw new CommandError(`${id} has an archived statement already`);
	const locale = parseLocale(wanted.locale, brand);
	const tree = treeFromPlainText(text, locale, wanted.title ?? words(locale).statement.archiveTitle);
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

function readStatement(file: string): string {
	let bytes: Uint8Array;
	try {
		if (statSync(file).size > MAX_BYTES) throw new CommandError(`${file} is larger than ${MAX_BYTES / 1024} KiB`);
		bytes = readFileSync(file);
	} catch (error) {
		if (error instanceof CommandError) throw error;
		throw new CommandError(`${file} cannot be read`);
	}
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		if (text.trim() === "") throw new CommandError(`${file} is empty`);
		return text;
	} catch (error) {
		if (error instanceof CommandError) throw error;
		throw new CommandError(`${file} is not UTF-8 text`);
	}
}

function reportFindings(text: string, io: CommandIo): void {
	const findings = lintStatement(text);
	for (const { rule, line, excerpt, why } of findings)
		io.stdout.write(`line ${line}  ${rule}: ${why}\n    “${excerpt}”\n`);
	io.stdout.write(`${findings.length} finding(s)\n`);
}

function parseDay(text: string | undefined, now: Date): string {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
	if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
		throw new CommandError("--effective wants the day from which the text counted, as yyyy-mm-dd");
	if (time > now.getTime()) throw new CommandError("an archived statement cannot come into force in the future");
	return new Date(time).toISOString();
}

function parseLocale(text: string | undefined, brand: PublishedBrand): Locale {
	const locale = text === undefined ? brand.look.locales.default : LOCALES.find((one) => one === text);
	if (locale === undefined) throw new CommandError(`--locale is one of ${LOCALES.join(", ")}`);
	return locale;
}
