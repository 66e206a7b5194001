import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, quote } from "#foundation/brand/config/problem.ts";
import { THEME_PRESETS, TYPEFACES } from "#foundation/brand/settings.ts";
import { type BrandAnswers, brandFileText } from "#foundation/brand-file/brand-file.ts";
import { LOCALES } from "#locales/locales.ts";
import { CommandError, parseOptions } from "../../command.ts";
import { compileTenants } from "../../tenants/compile-running.ts";
import { readPlatformZone, readTenantTexts } from "../../tenants/files.ts";
import { type Usage, usageText } from "../../usage.ts";
import { asking } from "./ask.ts";
import { type BrandIo, brandCheck } from "./check.ts";
import { type Answering, type Given, gather, operatorsOf, withoutFaults } from "./new-answers.ts";
import { brandOf, problemLine } from "./problems.ts";

export const USAGE: Usage = {
	does: "writes a brand's file, from a host and at most five answers",
	forms: ["npm run brand -- new <host> [options]"],
	options: {
		"--name <text>": "of the brand; made from the host",
		"--tagline <text>": "one line that says what it is; a greeting",
		"--intro <text>": "the first paragraph of the home page; one to write over",
		"--preset <preset>": `${THEME_PRESETS.join(", ")}; ink`,
		"--typeface <typeface>": `${TYPEFACES.join(", ")}; grotesque`,
		"--color <hex>": 'the main colour, like "#1f5f6b"; one of the host\'s own',
		"--accent <hex>": "the second colour; one that goes with the first",
		"--language <language>": `${LOCALES.join(" or ")}; that of the domain, else of the operator's other brands`,
		"--operator <id>": "whose brand it is; asked where there are several",
		"--id <id>": "the name of the file; made from the host",
	},
	more: `<host> may be a whole address. What no option says is asked; an answer that cannot be is asked again, and the others
are kept. An empty answer takes what stands in brackets; so does a run without a terminal, which asks nothing.`,
	example: 'npm run brand -- new sea-side.nl --name "Sea Side" --operator jupiter-media',
};

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
	if (typed === undefined || extra !== undefined) throw new CommandError(usageText(USAGE).trimEnd());
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

const SILENT: Answering = { ask: async (_question, otherwise) => otherwise, say: () => {}, isPerson: false };

/**
 * What the options say, as far as it can be, before the first question: a host or a name that is taken is said at once,
 * and not after five answers.
 */
async function checkedFirst(given: Given, files: Files, answering: Answering, io: BrandIo): Promise<Given> {
	const known = withoutFaults(given, files.texts, answering);
	if (!answering.isPerson || known.host === undefined) return known;
	const [first = ""] = operatorsOf(files.texts);
	const asDefaults = await gather({ operator: first, ...known }, files.texts, SILENT);
	const problems = await problemsOf(asDefaults, files, io);
	return withoutWrong(known, asDefaults, problems, { answering, io });
}

/** The answers without those that the problems are about, which are said. An id that is taken is asked at once. */
async function withoutWrong(
	known: Given,
	answers: BrandAnswers,
	problems: readonly Problem[],
	{ answering, io }: { answering: Answering; io: BrandIo },
): Promise<Given> {
	const isAsked = (answer: keyof BrandAnswers) => answer === "id" || known[answer] !== undefined;
	const about = problems.flatMap((problem) => {
		const answer = answerOf(problem, answers);
		return answer !== undefined && isAsked(answer) ? [{ problem, answer }] : [];
	});
	for (const { problem } of about) io.stderr.write(problemLine(problem));
	const wrong = new Set(about.map(({ answer }) => answer));
	const kept: Given = Object.fromEntries(
		Object.entries(known).filter(([answer]) => !wrong.has(answer as keyof BrandAnswers)),
	);
	if (wrong.has("id")) return { ...kept, id: await answering.ask("Id, the name of the file", `${answers.id}-2`) };
	return kept;
}

/** Answers whose file is right as it stands; a person is asked again for each that is not, and keeps the others. */
async function settled(
	given: Given,
	files: Files,
	answering: Answering,
	io: BrandIo,
): Promise<BrandAnswers | undefined> {
	for (let known = await checkedFirst(given, files, answering, io); ; ) {
		const answers = await gather(known, files.texts, answering);
		const problems = await problemsOf(answers, files, io);
		if (problems.length === 0) return answers;
		const isHopeless = problems.every((problem) => answerOf(problem, answers) === undefined);
		if (!answering.isPerson || isHopeless) {
			for (const problem of problems) io.stderr.write(problemLine(problem));
			return undefined;
		}
		const kept = await withoutWrong(answers, answers, problems, { answering, io });
		// What was made up from a host goes with it.
		known = kept.host === undefined && given.id === undefined ? { ...kept, id: undefined } : kept;
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
		: await settled(given, files, { ...SILENT, say }, io);
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
