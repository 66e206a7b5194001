import { dirname, join, normalize } from "node:path";
import { FEATURES, FOUNDATION, KNOWS_HTTP, MAX_FILES_IN_FOLDER, ROOT } from "./layers.ts";
import { specifiersOf } from "./specifiers.ts";

/** A file of the source with the files that it imports, as paths from the project's root. Type imports count. */
export type SourceFile = { path: string; text: string; imports: readonly string[] };

export type RuleName =
	| "order"
	| "features"
	| "private"
	| "circles"
	| "folders"
	| "http"
	| "words"
	| "three files"
	| "requests"
	| "forms";

/** What mends an offence, for the message of the test. */
export const REMEDIES: Readonly<Record<RuleName | "lists", string>> = {
	order:
		"An area of the foundation imports itself and those before it in FOUNDATION (test/whole/house/layers.ts). Move down what both need, or take it as an argument.",
	features:
		"Each feature has a line in FEATURES (test/whole/house/layers.ts) that names the features it calls. A new pair needs a reason there, and makes no circle.",
	private:
		"Routes, views and queries are their feature's own. Let the other feature offer a rule in a file with another name, or write a query of your own.",
	circles: "Files import each other in a circle. Move what both need into a file of its own.",
	folders: `A folder holds ${MAX_FILES_IN_FOLDER} files at most. Make a folder inside for those that belong together.`,
	http: "Only routes, views and what writes a cookie name Hono or AppContext. A rule takes Context or RequestContext of #foundation/context.ts.",
	lists:
		"Name it in src/register.ts, src/routes.tsx, src/jobs.ts or src/letters.ts; a letter is declared in its feature's letters.ts.",
	words:
		"Texts of three words or more stand in src/locales, one file per area in each language: move them there and read them with words(locale). Only the reasons in a personal-data.ts have an entry here, with how many there are: enter or correct it. Code names no language: what differs by language is a word, and a loop goes over LOCALES.",
	"three files":
		"Within two imports, a file of routes reaches the queries of its own feature and of one other. Ask the other features for a rule.",
	requests:
		"Forms, queries and parameters come from c.req.valid, by validateForm, validateQuery and validateParams of #foundation/http/validate.ts with a schema of the feature's schema.ts. What middleware takes of a request stands in TAKEN_OF_REQUEST (test/whole/house/layers.ts).",
	forms:
		"A route that writes takes validateForm with its schema, NO_FIELDS for a form of one button. A route that reads no body stands in BODILESS (test/whole/house/layers.ts) with its reason.",
};

const isOwn = (specifier: string) => /^[.#]/.test(specifier);
const targetOf = (path: string, specifier: string) =>
	specifier.startsWith("#")
		? `src/${specifier.slice(1)}`
		: normalize(join(dirname(path), specifier)).replaceAll("\\", "/");
/** Of package.json; each runtime has its own file. */
const BY_RUNTIME = "#argon2";

/** Files that `path` imports. Package names are left out. */
export function importsOf(path: string, text: string): string[] {
	const targets = specifiersOf(path, text).flatMap((name) => (name && isOwn(name) ? [targetOf(path, name)] : []));
	return [...new Set(targets)].filter((target) => /^src\/.*\.(ts|tsx|mjs)$/.test(target));
}

/** Imports that no rule can follow: computed ones, files without their ending, and tests, but by commands. */
export function hiddenImports({ path, text }: Pick<SourceFile, "path" | "text">): string[] {
	const isFollowed = (name: string) =>
		!isOwn(name) ||
		name === BY_RUNTIME ||
		(path.startsWith("src/cli/") ? /\.(ts|tsx|mjs)$/ : /^src\/.*\.(ts|tsx|mjs)$/).test(targetOf(path, name));
	return specifiersOf(path, text).flatMap((name) =>
		name !== undefined && isFollowed(name) ? [] : [`${path} -> ${name ?? "what is computed"}`],
	);
}

/** Position in the order `locales < foundation < features < root tables < entries`; `cli` sees all. */
export function rankOf(path: string): number {
	const [, top = "", area = ""] = /^src\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
	if (top === "locales") return 0;
	if (top === "foundation") {
		// A declaration belongs to the register wherever it stands.
		const own = path.endsWith("/personal-data.ts") ? "register" : area.replace(/\.tsx?$/, "");
		const index = FOUNDATION.indexOf(own);
		return index < 0 ? Number.NaN : 1 + index / 100;
	}
	if (top === "features") return 2;
	if (top === "cli") return area === "host" ? 4 : 6;
	const root = ROOT.findIndex((names) => names.includes(top));
	return root < 0 ? Number.NaN : 3 + root;
}

export const featureOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1];

function* arrows(files: readonly SourceFile[]): Generator<[SourceFile, string]> {
	for (const file of files) for (const target of file.imports) yield [file, target];
}

/** Rule 1. An area that the plan does not name is an offence too. */
export function againstOrder(files: readonly SourceFile[]): string[] {
	const upward = [...arrows(files)].filter(([{ path }, target]) => !(rankOf(target) <= rankOf(path)));
	return upward.map(([{ path }, target]) => `${path} -> ${target}`);
}

/** Rule 2. */
export function againstFeatureTable(files: readonly SourceFile[], table = FEATURES): string[] {
	const crossing = [...arrows(files)].flatMap(([{ path }, target]) => {
		const [from, to] = [featureOf(path), featureOf(target)];
		if (from === undefined || to === undefined || from === to || table[from]?.includes(to)) return [];
		return [`${path} -> ${target}`];
	});
	const unknown = files.flatMap(({ path }) => {
		const feature = featureOf(path);
		return feature === undefined || feature in table ? [] : [`${feature} is not in the table`];
	});
	return [...crossing, ...new Set(unknown), ...circlesOf(table).map((circle) => `circle: ${circle}`)];
}

/** A pair of the table that no import uses: who may call whom is said of today's house only. */
export function unusedPairs(files: readonly SourceFile[], table = FEATURES): string[] {
	const used = new Set([...arrows(files)].map(([{ path }, target]) => `${featureOf(path)} -> ${featureOf(target)}`));
	const pairs = Object.entries(table).flatMap(([from, others]) => others.map((to) => `${from} -> ${to}`));
	return pairs.filter((pair) => !used.has(pair)).map((pair) => `${pair} is used nowhere`);
}

/** Rule 3. Routes, views and queries are their feature's own; the CLI and the root table of routes see them. */
export function againstPrivacy(files: readonly SourceFile[]): string[] {
	return [...arrows(files)]
		.filter(([{ path }, target]) => {
			const [from, to] = [featureOf(path), featureOf(target)];
			return from !== undefined && to !== undefined && from !== to && /\/(routes|views|queries)[^/]*$/.test(target);
		})
		.map(([{ path }, target]) => `${path} -> ${target}`);
}

/** Strongly connected components of more than one node, each as its sorted members (Tarjan 1972). */
export function circlesOf(graph: Readonly<Record<string, readonly string[]>>): string[] {
	const index = new Map<string, number>();
	const low = new Map<string, number>();
	const stack: string[] = [];
	const found: string[] = [];
	const visit = (node: string): void => {
		index.set(node, index.size);
		low.set(node, index.get(node) ?? 0);
		stack.push(node);
		for (const next of graph[node] ?? []) {
			if (!index.has(next)) visit(next);
			if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
		}
		if (low.get(node) !== index.get(node)) return;
		const members = stack.splice(stack.indexOf(node));
		if (members.length > 1) found.push(members.sort().join(" <-> "));
	};
	for (const node of Object.keys(graph)) if (!index.has(node)) visit(node);
	return found.sort();
}

/** Rule 4. Each file of a circle, so that a circle that grows is a new offence. */
export function fileCircles(files: readonly SourceFile[]): string[] {
	return circlesOf(Object.fromEntries(files.map(({ path, imports }) => [path, imports]))).flatMap((circle) =>
		circle.split(" <-> "),
	);
}

/** Rule 5. */
export function crowdedFolders(paths: readonly string[]): string[] {
	const folders = Map.groupBy(paths, (path) => dirname(path));
	return [...folders]
		.filter(([, files]) => files.length > MAX_FILES_IN_FOLDER)
		.map(([folder, files]) => `${folder} has ${files.length} files`);
}

/** Whatever name Hono's context has there, a rule that imports nothing of it takes none. */
const SPEAKS_HTTP = /^src\/(app\.tsx|foundation\/http\/(?!headers\.ts$)|features\/.*\/routes[^/]*\.tsx$)/;

/** Rule 6. `hono/jsx` is the language of views, not HTTP; so are not the values of headers. */
export function knowsHttp({ path, text }: Pick<SourceFile, "path" | "text">): boolean {
	if (KNOWS_HTTP.test(path) || path.startsWith("src/cli/")) return false;
	const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
	const isRule = /^src\/(features|foundation)\//.test(path);
	return (
		specifiersOf(path, text).some((name) => name !== undefined && /^hono(?!\/jsx$)(\/|$)/.test(name)) ||
		(isRule && importsOf(path, text).some((file) => SPEAKS_HTTP.test(file))) ||
		/\b(AppContext|HonoContext)\b/.test(code)
	);
}

/** What readers get to see is made here. */
const FOR_READERS =
	/^src\/(features\/|cli\/pdf\/|foundation\/(account-host|documents|http|i18n|ledgers|mail|ui(?!\/styles))\/)/;
/** An alias in a query, a command that staff type, the name of a job's work, and the status texts of RFC 9110 and 6585. */
const FOR_MACHINES =
	/^[a-z_]+ as [a-z_]+$|^npm run |^files of photos$|^(Method Not Allowed|Content Too Large|Too Many Requests|Internal Server Error)$/;

/** Rule 8. Texts of three words or more in the code: in quotes, templates and JSX. */
export function wordsIn(path: string, strings: readonly string[]): string[] {
	if (!FOR_READERS.test(path)) return [];
	return strings.filter(
		(text) => !FOR_MACHINES.test(text) && /(?:^|[\s>])\p{L}[\p{L}’'-]*,? \p{L}[\p{L}’'-]*,? \p{L}/u.test(text),
	);
}

/** Rule 8. Where code names a language of the product, a new one would need more than its folder. */
export function languagesIn(path: string, names: readonly string[], languages: readonly string[]): string[] {
	if (/^src\/locales\//.test(path)) return [];
	return names.filter((name) => languages.includes(name));
}

/** Rule 8. Words import their own language, its shape in English as types, and what every letter is made of. */
export function wordsImports(files: readonly SourceFile[]): string[] {
	return [...arrows(files)]
		.filter(([{ path, text }, target]) => {
			const [, own] = /^src\/locales\/([^/]+)\//.exec(path) ?? [];
			if (own === undefined || target.startsWith(`src/locales/${own}/`)) return false;
			if (target === "src/locales/letter.ts") return false;
			return !typesOnly(text, target.split("/").at(-1) ?? "") || !target.startsWith("src/locales/en/");
		})
		.map(([{ path }, target]) => `${path} -> ${target}`);
}

const typesOnly = (text: string, name: string) =>
	text.split("\n").every((line) => !line.includes(`/${name}"`) || line.startsWith("import type "));

/**
 * Rule 9, "three files explain any URL": within two imports of a file of routes lie all of its queries, and they are
 * its own feature's, the foundation's, or one other feature's.
 */
export function farQueries(files: readonly SourceFile[]): string[] {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const isRoutes = (path: string) => /\/routes[^/]*\.tsx$/.test(path);
	return files
		.filter(({ path }) => isRoutes(path))
		.flatMap(({ path, imports }) => {
			const near = [
				...imports,
				...imports.flatMap((next) => (isRoutes(next) ? [] : (byPath.get(next)?.imports ?? []))),
			];
			const others = near.filter((file) => /\/queries[^/]*\.ts$/.test(file)).map(featureOf);
			const foreign = new Set(others.filter((feature) => feature !== undefined && feature !== featureOf(path)));
			return foreign.size > 1 ? [`${path} reaches queries of ${[...foreign].sort().join(", ")}`] : [];
		});
}
