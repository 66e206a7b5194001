import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { quote } from "#foundation/brand/config/problem.ts";
import { parseHostname } from "#foundation/brand/host.ts";
import { LOCALES, words } from "#locales/locales.ts";
import { CommandError, parseOptions } from "../../command.ts";
import { compileTenants, type TenantText } from "../../tenants/compile.ts";
import { readPlatformZone, readTenantTexts } from "../../tenants/files.ts";
import { type BrandIo, brandCheck } from "./check.ts";
import { answersFor, type BrandAnswers, type BrandFlags, idOf } from "./new-answers.ts";
import { problemLine } from "./problems.ts";

const USAGE = `usage: brand new <host> [--name "..."] [--tagline "..."] [--color "#1f5f6b"] [--accent "#..."]
                 [--language ${LOCALES.join("|")}] [--operator <id>] [--id <id>]`;

/** A TOML basic string: JSON's escapes are among TOML's. */
function quoted(text: string): string {
	return JSON.stringify(text);
}

/** The text of a new brand's file: short, and explained line by line. */
export function brandFileText({ operator, host, name, tagline, color, accent, language }: BrandAnswers): string {
	const { intro, description } = words(language).newBrand;
	const title = `${name}: ${tagline}`;
	const aliases = host.startsWith("www.") ? [host.slice(4)] : [`www.${host}`];
	return `#:schema ./brand.schema.json
# Everything you can set is explained as you type, in an editor that knows TOML schemas (Even Better TOML).
# Check it with: npm run brand -- check

# Who is responsible for the members' data. Prices, recipients and legal terms are the operator's.
operator = ${quoted(operator)}
name = ${quoted(name)}

[hosts]
primary = ${quoted(host)}
# These lead to the primary host.
aliases = [${aliases.map(quoted).join(", ")}]

[locales]
default = ${quoted(language)}
# For more languages: available = [${LOCALES.map(quoted).join(", ")}], and a [copy.<language>] block for each.

[theme]
# ink, dusk, ember or harbour
preset = "ink"
# none, small, medium or large
radius = "small"
# grotesque, serif, rounded or system
typeface = "grotesque"
# logo = "logo.svg"    (SVG or PNG beside this file, at most 32 KiB)

[theme.colors]
# Both must be readable as text on white (4.5:1).
brand = ${quoted(color)}
accent = ${quoted(accent)}

[copy.${language}]
tagline = ${quoted(tagline)}
# The first paragraph of the home page: write your own.
intro = ${quoted(intro(name))}
seoTitle = ${quoted(title.length <= 70 ? title : name)}
seoDescription = ${quoted(description(name))}
`;
}

function folderOf(io: BrandIo): string {
	return join(io.directory, "tenants");
}

/** The host of what someone typed: a name, or a whole address. */
function hostOf(typed: string): string | undefined {
	const bare = typed.replace(/^https?:\/\//i, "").replace(/\/$/, "");
	const host = parseHostname(bare);
	return host?.includes(".") ? host : undefined;
}

const FLAGS = ["id", "operator", "name", "tagline", "color", "accent", "language"] as const;

function readArguments(argv: readonly string[]): { host: string; flags: BrandFlags } {
	const { values, rest } = parseOptions(argv, { values: FLAGS });
	const [typed, extra] = rest;
	if (typed === undefined || extra !== undefined) throw new CommandError(USAGE);
	const host = hostOf(typed);
	if (host === undefined) throw new CommandError(`${quote(typed)} is no hostname: write a name like "example.com"`);
	const flags: BrandFlags = {};
	for (const name of FLAGS) {
		const value = values.get(name);
		if (value !== undefined) flags[name] = value;
	}
	return { host, flags };
}

/** Writes the file if, and only if, it is right as it stands. */
async function writeBrand(answers: BrandAnswers, texts: readonly TenantText[], io: BrandIo): Promise<boolean> {
	const file = `tenants/${answers.id}.toml`;
	const text = brandFileText(answers);
	const platformZone = await readPlatformZone(folderOf(io));
	const { problems } = compileTenants(
		[...texts, { id: answers.id, role: "brand", file, text }],
		platformZone === undefined ? {} : { platformZone },
	);
	const own = problems.filter((problem) => problem.file === file || problem.why.startsWith(`Brand "${answers.id}": `));
	if (own.some(({ level }) => level === "error")) {
		for (const problem of own) io.stderr.write(problemLine(problem));
		io.stderr.write("Nothing was written.\n");
		return false;
	}
	await writeFile(join(folderOf(io), `${answers.id}.toml`), text, { flag: "wx" });
	io.stdout.write(`Wrote ${file}.\n`);
	return true;
}

/**
 * `brand new <host>`: writes a brand's file that passes `brand check` as it is.
 * @throws CommandError when the host is none, is taken by a file, or an answer is missing
 */
export async function brandNew(argv: readonly string[], io: BrandIo): Promise<number> {
	const { host, flags } = readArguments(argv);
	const { texts, problems } = await readTenantTexts(folderOf(io));
	const id = flags.id ?? idOf(host);
	if ([...texts, ...problems].some(({ file }) => file === `tenants/${id}.toml`)) {
		throw new CommandError(`there is a brand ${quote(id)} already; name the new file otherwise: --id <id>`);
	}
	const operators = texts.filter(({ role }) => role === "operator").map((text) => text.id);
	const answers = await answersFor(host, { ...flags, id }, operators, io);
	if (!(await writeBrand(answers, texts, io))) return 1;
	const code = await brandCheck([id], io);
	io.stdout.write(`Next: npm run brand -- preview ${id}    then the operator: npm run brand -- apply ${id}\n`);
	return code;
}
