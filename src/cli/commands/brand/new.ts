import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, quote } from "#foundation/brand/config/problem.ts";
import { THEME_PRESETS, TYPEFACES } from "#foundation/brand/settings.ts";
import { type BrandAnswers, brandFileText } from "#foundation/brand-file/brand-file.ts";
import { LOCALES } from "#locales/locales.ts";
import { CommandError, parseOptions } from "../../command.ts";
import { compileTenants } from "../../tenants/compile-running.ts";
import { readPlatformZone, readTenantTexts } from "../../tenants/files.ts";
import { asking } from "./ask.ts";
import { type BrandIo, brandCheck } from "./check.ts";
import { type Answering, type Given, gather } from "./new-answers.ts";
import { brandOf, problemLine } from "./problems.ts";

export const USAGE = `usage: brand new <host> [--name "..."] [--tagline "..."] [--color "#1f5f6b"] [--accent "#..."]
                 [--language ${LOCALES.join("|")}] [--operator <id>] [--id <id>] [--intro "..."]
                 [--preset ${THEME_PRESETS.join("|")}] [--typeface ${TYPEFACES.join("|")}]

What no option says is asked, at most five questions; an answer that cannot be is asked again, the others are kept.
Without a terminal the answers in brackets are taken. <host> may be a whole address.`;

function folderOf(io: BrandIo): string {
	return join(io.directory, "tenants");
}

const FLAGS = [
	"id",
	"operator",
	"name",
	"tagline",
	"intro",
	"color",
	"accent",
	"preset",
	"typeface",
	"language",
] as const;

function readArguments(argv: readonly string[]): Given {
	const { values, rest } = parseOptions(argv, { values: FLAGS });
	const [typed, extra] = rest;
	if (typed === undefined || extra !== undefined) throw new CommandError(USAGE);
	return { host: typed, ...Object.fromEntries(values) };
}

/** Which answer a problem is about, by the setting that it names. */
function answerOf({ path, why }: Problem, answers: BrandAnswers): keyof BrandAnswers | undefined {
	if (path === "hosts.aliases.0" || path === "hosts.primary") return "host";
	if (path === "name" || path === "operator") return path;
	if (path === "theme.colors.brand") return "color";
	if (path === "theme.colors.accent") return "accent";
	if (/^copy[.].*[.](tagline|seoTitle)$/.test(path)) return "tagline";
	if (/^copy[.]/.test(path)) return "name";
	return path === "" && why.includes(quote(answers.id)) ? "id" : undefined;
}

/** What is wrong with the file that the answers would make. */
async function problemsOf(answers: BrandAnswers, { texts, problems }: Files, io: BrandIo): Promise<Problem[]> {
	const file = `tenants/${answers.id}.toml`;
	if ([...texts, ...problems].some((one) => one.file === file)) {
		const why = `There is a brand ${quote(answers.id)} already.`;
		const fix = "Name the new file otherwise: --id <id>.";
		return [{ file, line: 1, column: 1, path: "", why, fix, level: "error" }];
	}
	const platformZone = await readPlatformZone(folderOf(io));
	const compiled = compileTenants(
		[...texts, { id: answers.id, role: "brand", file, text: brandFileText(answers) }],
		platformZone === undefined ? {} : { platformZone },
	);
	const own = compiled.problems.filter((one) => one.file === file || brandOf(one) === answers.id);
	return own.some(({ level }) => level === "error") ? own : [];
}

type Files = Awaited<ReturnType<typeof readTenantTexts>>;

/** Answers whose file is right as it stands; a person is asked again for each that is not, and keeps the others. */
async function settled(
	given: Given,
	files: Files,
	answering: Answering,
	io: BrandIo,
): Promise<BrandAnswers | undefined> {
	for (let known = given; ; ) {
		const answers = await gather(known, files.texts, answering);
		const problems = await problemsOf(answers, files, io);
		if (problems.length === 0) return answers;
		for (const problem of problems) io.stderr.write(problemLine(problem));
		const wrong = new Set(problems.flatMap((problem) => answerOf(problem, answers) ?? []));
		if (!answering.isPerson || wrong.size === 0) return undefined;
		known = Object.fromEntries(Object.entries(answers).filter(([key]) => !wrong.has(key as keyof BrandAnswers)));
		if (wrong.has("id")) known = { ...known, id: await answering.ask("Id, the name of the file", `${answers.id}-2`) };
		// What was made up from a host goes with it.
		else if (wrong.has("host") && given.id === undefined) known = { ...known, id: undefined };
	}
}

/**
 * `brand new <host>`: writes a brand's file that passes `brand check` as it is.
 * @throws CommandError when the host is none, or an answer is missing
 */
export async function brandNew(argv: readonly string[], io: BrandIo): Promise<number> {
	const given = readArguments(argv);
	const files = await readTenantTexts(folderOf(io));
	const say = (line: string) => io.stdout.write(`${line}\n`);
	const isPerson = io.stdin.isTTY === true;
	const answers = isPerson
		? await asking(io, (ask) => settled(given, files, { ask, say, isPerson }, io))
		: await settled(given, files, { ask: async (_question, otherwise) => otherwise, say, isPerson }, io);
	if (answers === undefined) {
		io.stderr.write("Nothing was written.\n");
		return 1;
	}
	const { id } = answers;
	await writeFile(join(folderOf(io), `${id}.toml`), brandFileText(answers), { flag: "wx" });
	say(`Wrote tenants/${id}.toml.`);
	const code = await brandCheck([id], io);
	say(`Next: npm run brand -- preview ${id}    then the operator: npm run brand -- apply ${id}`);
	return code;
}
