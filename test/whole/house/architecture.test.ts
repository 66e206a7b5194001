import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { type TestTitle, testTitles, titlesIn } from "../../support/test-titles.ts";
import { specifiersOf } from "./specifiers.ts";

/** The house rules of DECISIONS 1 and 8, checked on the source as text and as a syntax tree. */

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

const isGenerated = (path: string) => path.endsWith(".generated.ts") || path === "src/foundation/db/tables.ts";
const sources = filesBelow("src").map((path) => {
	const text = readFileSync(path, "utf8");
	return { path, text, imports: specifiersOf(path, text).map((name) => name ?? "computed") };
});
const tests = filesBelow("test").map((path) => ({ path, text: readFileSync(path, "utf8") }));
/** Words are read from top to bottom, one area of one language to a file. */
const maxLines = (path: string) => (path.startsWith("src/locales/") ? 400 : 250);

/** Files that read the register's tables: the compiler of editions, the register's check, and the bases of a declaration. */
const READ_TABLES: Readonly<Record<string, RegExp>> = {
	"src/foundation/register/check/check.ts": /^(RETENTION|PURPOSES)$/,
	"src/foundation/register/compile-terms.ts": /^(RETENTION|PURPOSES)$/,
	"src/foundation/register/declare.ts": /^PURPOSES$/,
	"src/foundation/register/terms.ts": /^FROZEN_/,
};

/** The entries of the runtimes of one's own machine; what only they run stands in src/cli/host. */
const NODE_ENTRIES = ["src/node.ts", "src/deno.ts"];
const ENTRIES = ["src/index.ts", ...NODE_ENTRIES];

const worker = sources.filter(({ path }) => !path.startsWith("src/cli/") && !NODE_ENTRIES.includes(path));

type Node = { type: string; start: number; end: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
	typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;

function* nodes(value: unknown): Generator<Node> {
	if (Array.isArray(value)) for (const entry of value) yield* nodes(entry);
	else if (isNode(value)) {
		yield value;
		for (const child of Object.values(value)) yield* nodes(child);
	}
}

function program(path: string, text: string): Node {
	const parsed = parseSync(path, text);
	const tree: unknown = parsed.program;
	if (!isNode(tree) || parsed.errors.length > 0) throw new Error(`${path} does not parse`);
	return tree;
}

const lines = (text: string) => text.replace(/\n$/, "").split("\n").length;

function longFiles(files: readonly { path: string; text: string }[]): string[] {
	return files
		.filter(({ path, text }) => !isGenerated(path) && lines(text) > maxLines(path))
		.map(({ path, text }) => `${path}: ${lines(text)}`);
}

function longFunctions(path: string, text: string): string[] {
	const limit = path.endsWith(".tsx") ? 80 : 50;
	return [...nodes(program(path, text))]
		.filter(({ type }) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type))
		.map(({ start, end }) => ({ line: lines(text.slice(0, start)), length: lines(text.slice(start, end)) }))
		.filter(({ length }) => length > limit)
		.map(({ line, length }) => `${path}:${line} has ${length} lines`);
}

/** Module-level `let`, and module-level collections that something may fill. */
function mutableState(path: string, text: string): string[] {
	const { body } = program(path, text);
	return (Array.isArray(body) ? body : [])
		.map((statement: Node) => (statement.type === "ExportNamedDeclaration" ? statement.declaration : statement))
		.filter((statement): statement is Node => isNode(statement) && statement.type === "VariableDeclaration")
		.flatMap((declaration) => {
			const code = text.slice(declaration.start, declaration.end);
			const mutable =
				declaration.kind === "let" ||
				declaration.kind === "var" ||
				/=\s*new (Weak)?(Map|Set)(<[^=]*>)?\(\s*\)/.test(code);
			return mutable ? [`${path}: ${code.split("\n")[0]}`] : [];
		});
}

/** Calls that reach out of the Worker. `app.fetch(request)` and a handler's own name go nowhere. */
function connections(text: string): string[] {
	return [
		...text.matchAll(
			/(?<![.\w])fetch\s*\(\s*(?!request:)|\bnew (?:WebSocket|EventSource)\b|\bconnect\s*\(|globalThis\.fetch/g,
		),
	].map(([found]) => found);
}

/** Or randomness; called or handed on. */
const readsClock = (text: string) =>
	/\bDate\.now\b|\bnew Date(\(\s*\)|\s*[;,)])|\bMath\.random\b|\bperformance\.now\b/.test(text);

/** Past the streams of a command, or straight to a descriptor. */
const printsRaw = (text: string) =>
	/\bconsole[.](log|error|warn|info|debug|dir|table|trace)\b|\bprocess[.](stdout|stderr)\b|\b(stdout|stderr)\b[^;]*[}]\s*=\s*process\b|\bwriteSync\(\s*[12]\b/.test(
		text,
	);

/** What wraps the streams, and what another process of this project reads. */
const PRINTERS = ["src/cli/host/print.ts", "src/cli/main.ts", "src/cli/generate/served.ts", "src/cli/run.mjs"];

/** Who connects to the outside, and what leaves there of a person by whose leave. */
const CONNECTED: Readonly<Record<string, string>> = {
	"src/foundation/db/database.ts": "The operator's own database, which the statement names as a host.",
	"src/foundation/mail/delivery/transport.ts":
		"The carrier of the mail that a member is sent, by the class of the letter.",
	"src/foundation/recipients/https-port.ts":
		"Notices of the law (GDPR Art. 19), by references that the recipient was given.",
	"src/foundation/recipients/outbound/send.ts": "Events of visits, by a grant.",
};
const GRANTED = {
	maker: "src/foundation/recipients/outbound/grant.ts",
	sender: "src/foundation/recipients/outbound/send.ts",
};

const STATEFUL = [
	"src/foundation/brand/registry.ts",
	"src/foundation/http/page-cache.ts",
	// What is published, by the snapshot that it was read from: nothing of a person, and gone with the snapshot.
	"src/features/console/drafts/fleet.ts",
	"src/foundation/crypto/keys.ts",
	"src/foundation/crypto/password.ts",
	"src/foundation/crypto/tokens.ts",
	"src/foundation/outages.ts",
	// What is on its way to a recipient, for seconds, and which events of ledgers were lately seen to stand.
	"src/foundation/recipients/outbound/send.ts",
	"src/foundation/recipients/outbound/visit.ts",
];

describe("the source", () => {
	it("leaves the register's tables to the compiler: what runs asks the edition in force", () => {
		const offenders = (files: readonly { path: string; text: string }[]) =>
			files.flatMap(({ path, text }) =>
				[...text.matchAll(/import \{([^}]*)\} from "[^"]*\/(?:retention|purposes|frozen-terms)\.ts"/g)]
					.flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()))
					.filter((name) => /^(RETENTION|PURPOSES|FROZEN_\w+)( as |$)/.test(name) && !READ_TABLES[path]?.test(name))
					.map((name) => `${path} imports ${name}`),
			);
		expect(offenders(sources)).toEqual([]);
		const planted = { path: "src/features/mail/x.ts", text: 'import { RETENTION } from "../register/retention.ts";' };
		expect(offenders([planted])).toEqual(["src/features/mail/x.ts imports RETENTION"]);
	});

	it("prints in one place, which shows control signs as such", () => {
		const commands = sources.filter(({ path }) => path.startsWith("src/cli/") && !isGenerated(path));
		const offenders = commands.filter(({ path, text }) => printsRaw(text) && !PRINTERS.includes(path));
		expect(offenders.map(({ path }) => path)).toEqual([]);
		const raw = ["console.log(x)", "process.stdout.write(x)", "const { stderr } = process;", "writeSync(1, x)"];
		expect(raw.filter((text) => !printsRaw(text))).toEqual([]);
		expect(printsRaw("io.stdout.write(x); words.console.title")).toBe(false);
	});

	it("keeps files within 250 lines, those of words within 400", () => {
		expect(longFiles(sources)).toEqual([]);
	});

	it("keeps functions within 50 lines, 80 where they hold JSX", () => {
		const checked = sources.filter(({ path }) => !isGenerated(path));
		expect(checked.flatMap(({ path, text }) => longFunctions(path, text))).toEqual([]);
	});

	it("keeps Node out of what the Worker runs", () => {
		const offenders = worker.filter(
			({ text, imports }) =>
				imports.some((name) => /^node:|^#cli\/|\/cli\//.test(name)) || /\bBuffer\b|\bprocess\./.test(text),
		);
		expect(offenders.map(({ path }) => path)).toEqual([]);
	});

	it("imports no entry anywhere", () => {
		const names = ENTRIES.map((path) => `/${path.replace("src/", "")}`);
		const importers = sources.filter(({ imports }) =>
			imports.some((name) => /^\.{1,2}\//.test(name) && names.some((entry) => name.endsWith(entry))),
		);
		expect(importers.map(({ path }) => path)).toEqual([]);
	});

	it("keeps JSX out of what Node runs unbundled", () => {
		const offenders = sources.filter(
			({ path, imports }) => path.startsWith("src/cli/") && imports.some((name) => /\.tsx$/.test(name)),
		);
		expect(offenders.map(({ path }) => path)).toEqual([]);
	});

	it("imports no tenant file into the Worker (DECISIONS 5)", () => {
		expect(
			worker.filter(({ imports }) => imports.some((name) => /tenants|\.toml$/.test(name))).map(({ path }) => path),
		).toEqual([]);
	});

	it("uses no sql.raw, no caches, no unscoped execution and no inserted HTML (T2, T14, T33)", () => {
		const offenders = sources.flatMap(({ path, text }) =>
			[
				...text.matchAll(
					/\bsql\.raw\b|\bcaches\.|executeQuery|CompiledQuery\.raw|withoutPlugins|dangerouslySetInnerHTML|\braw\(/g,
				),
			].map(([found]) => `${path}: ${found}`),
		);
		// The doctype and JSON-LD of the shell are the one place where a constant string is inserted.
		expect(offenders.filter((one) => !one.startsWith("src/foundation/ui/page.tsx: raw("))).toEqual([]);
	});

	it("evaluates no text, starts no shell, and builds no expression from input", () => {
		const offenders = sources.flatMap(({ path, text }) =>
			[...text.matchAll(/\beval\(|new Function\b|shell:\s*true|\bexecSync\b|\bexec\(["'`]|new RegExp\(/g)].map(
				([found]) => `${path}: ${found}`,
			),
		);
		// From the list of locales, and from the id of a promise: constants both.
		expect(offenders.sort()).toEqual([
			"src/cli/commands/promises.ts: new RegExp(",
			"src/foundation/brand/host.ts: new RegExp(",
		]);
	});

	it("names the columns that it reads", () => {
		expect(sources.filter(({ text }) => /\.selectAll\(|select \*/i.test(text)).map(({ path }) => path)).toEqual([]);
	});

	it("opens connections to the database, the mail server, recipients of notices and recipients of visits, and to nothing else (P17, T18)", () => {
		// What a page runs in its reader's browser is not the Worker; the policy of every page binds it.
		const own = worker.filter(({ path }) => !path.endsWith("-client.ts") && !isGenerated(path));
		const senders = own.filter(({ text }) => connections(text).length > 0);
		expect(senders.map(({ path }) => path)).toEqual(Object.keys(CONNECTED));
	});

	it("lets nothing of a visit leave but through a grant, which one file makes (P17)", () => {
		const sender = sources.find(({ path }) => path === GRANTED.sender)?.text ?? "";
		// The one function that connects is called by the one function that asks for a grant first.
		expect(sender.match(/\bdeliver\b/g)).toHaveLength(2);
		expect(sender).toMatch(/sendEvent\(grant: RecipientGrant,.*Promise<void> \{\n\tif \(!isGrant\(grant\)\) throw /);
		const makers = sources.filter(({ text }) => /\bnew Grant\(|\bclass \w*Grant\b/.test(text));
		expect(makers.map(({ path }) => path)).toEqual([GRANTED.maker]);
		const maker = makers[0]?.text ?? "";
		expect(maker).not.toMatch(/export (default )?(abstract )?class|export \{[^}]*\bGrant\b/);
		// Nobody turns another value into one.
		const casts = sources.filter(({ text }) => /\bas (unknown as )?(RecipientGrant|Grant)\b/.test(text));
		expect(casts.map(({ path }) => path)).toEqual([]);
	});

	it("holds module state in files of a list only (T3)", () => {
		const found = worker
			.filter(({ path }) => !STATEFUL.includes(path) && !isGenerated(path))
			.flatMap(({ path, text }) => mutableState(path, text));
		expect(found).toEqual([]);
	});

	it("reads no clock and no randomness below the entry (DECISIONS 20)", () => {
		const offenders = worker.filter(({ path, text }) => path !== "src/index.ts" && readsClock(text));
		expect(offenders.map(({ path }) => path)).toEqual([]);
	});

	it("calls no file utils, helpers, common, types or constants", () => {
		const offenders = sources.filter(
			({ path }) =>
				/(^|\/)(utils?|helpers?|common|misc|types|constants|index)(\.[a-z]+)?(\/|$)/.test(path) &&
				path !== "src/index.ts",
		);
		expect(offenders.map(({ path }) => path)).toEqual([]);
	});

	it("has no default export but the Worker's", () => {
		expect(
			sources
				.filter(({ path, text }) => path !== "src/index.ts" && /^export default/m.test(text))
				.map(({ path }) => path),
		).toEqual([]);
	});

	it("ignores no type error and leaves no debt; Biome refuses any", () => {
		const offenders = [...sources, ...tests].filter(
			({ path, text }) =>
				path !== "test/whole/house/architecture.test.ts" &&
				/@ts-(ignore|expect-error|nocheck)|(\/\/|\/\*|^\s*\*).*\b(TODO|FIXME|XXX|HACK)\b/m.test(text),
		);
		expect(offenders.map(({ path }) => path)).toEqual([]);
	});
});

/** Tests that a report could not tell apart. */
function sharedTitles(titles: readonly TestTitle[]): string[] {
	const groups = Map.groupBy(titles, ({ title }) => title);
	return [...groups]
		.filter(([, same]) => same.length > 1)
		.map(([title, same]) => `${title} (${same.map(({ file }) => file).join(", ")})`);
}

describe("the tests", () => {
	it("are neither focused nor skipped", () => {
		const offenders = tests.filter(
			({ path, text }) =>
				path !== "test/whole/house/architecture.test.ts" && /\b(it|test|describe)\.(only|skip|todo|fails)\b/.test(text),
		);
		expect(offenders.map(({ path }) => path)).toEqual([]);
	});

	it("have titles of their own", () => {
		expect(sharedTitles(testTitles("test"))).toEqual([]);
	});

	it("never begin with should", () => {
		expect(testTitles("test").filter(({ name }) => /^should\b/.test(name))).toEqual([]);
	});
});

describe("the rules themselves", () => {
	it("see a long file, a long function, module state and a clash of titles", () => {
		const file = (path: string, count: number) => ({ path, text: "x\n".repeat(count) });
		const allowed = [file("src/x.ts", 250), file("src/locales/en/x.ts", 400)];
		expect(longFiles([...allowed, file("src/y.ts", 251), file("src/locales/en/y.ts", 401)])).toEqual([
			"src/y.ts: 251",
			"src/locales/en/y.ts: 401",
		]);
		const long = `export function tall() {\n${"\tf();\n".repeat(60)}}\n`;
		expect(longFunctions("src/x.ts", long)).toHaveLength(1);
		expect(longFunctions("src/x.tsx", long)).toHaveLength(0);
		expect(
			mutableState(
				"src/x.ts",
				"let count = 0;\nexport const seen = new Map<string, number>();\nconst fixed = new Set([1]);",
			),
		).toHaveLength(2);
		expect(connections("await fetch(url); const { fetch: f } = globalThis.fetch; new WebSocket(x)")).toHaveLength(3);
		expect(connections("app.fetch(request, env)")).toEqual([]);
		for (const clock of ["Date.now()", "openSystem({ now: Date.now })", "new Date()", "f(new Date)", "Math.random"])
			expect(readsClock(clock)).toBe(true);
		expect(readsClock("new Date(now); new DateFormat()")).toBe(false);
		const twice = titlesIn("x.test.ts", 'describe("a", () => {\n\tit("b", f);\n\tit("b", f);\n});');
		expect(sharedTitles(twice)).toEqual(["a > b (x.test.ts, x.test.ts)"]);
	});
});
