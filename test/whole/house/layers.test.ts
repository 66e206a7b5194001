import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { VALIDATES } from "#foundation/http/validate.ts";
import { LOCALES } from "#locales/locales.ts";
import { ROUTES } from "../../../src/routes.tsx";
import {
	againstFeatureTable,
	againstOrder,
	againstPrivacy,
	circlesOf,
	crowdedFolders,
	farQueries,
	featureOf,
	fileCircles,
	hiddenImports,
	importsOf,
	knowsHttp,
	languagesIn,
	REMEDIES,
	type SourceFile,
	unusedPairs,
	wordsImports,
	wordsIn,
} from "./layer-rules.ts";
import { BODILESS, FEATURES, TAKEN_OF_REQUEST } from "./layers.ts";
import { handReaders, takenOfRequest, unvalidatedForms } from "./request-rules.ts";

/** The eleven rules of the house (DECISIONS 79, 87). What offends today is listed, and the list can only become shorter. */

const OFFENDERS = "test/whole/house/layer-offenders.json";

const isGenerated = (path: string) => /\.generated\./.test(path);

function filesBelow(folder: string): SourceFile[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort()
		.map((path) => {
			const text = readFileSync(path, "utf8");
			return { path, text, imports: importsOf(path, text) };
		});
}

const sources = filesBelow("src");
const tests = filesBelow("test");
const written = sources.filter(({ path }) => !isGenerated(path));

/** `throw new AppError("not_found", "no such brand")`, `super(…)` of an error, `console.error(…)`: for logs only. */
function isForLogs(node: object): boolean {
	const { type, argument, callee } = node as { type?: string; argument?: { type?: string }; callee?: Callee };
	if (type === "ThrowStatement") return argument?.type === "NewExpression";
	if (type === "NewExpression") return /Error$|^Unavailable$/.test(callee?.name ?? "");
	return type === "CallExpression" && (callee?.type === "Super" || callee?.object?.name === "console");
}
type Callee = { type?: string; name?: string; object?: { name?: string } };

/** Texts in the code of a file: string literals, templates and JSX text, as the parser sees them, but those of logs. */
function stringsIn(path: string, text: string): string[] {
	const found: string[] = [];
	const visit = (value: unknown): void => {
		if (Array.isArray(value)) for (const entry of value) visit(entry);
		else if (typeof value === "object" && value !== null) {
			const type = "type" in value ? value.type : undefined;
			if (isForLogs(value)) return;
			if ((type === "Literal" || type === "JSXText") && "value" in value && typeof value.value === "string")
				found.push(value.value);
			if (type === "TemplateElement" && "value" in value && typeof value.value === "object" && value.value !== null)
				found.push("cooked" in value.value ? String(value.value.cooked) : "");
			for (const child of Object.values(value)) visit(child);
		}
	};
	visit(parseSync(path, text).program);
	return found;
}

/** Literals and the keys of objects: where code can name a language. A comparison of texts by a collation names none. */
function namesIn(path: string, text: string): string[] {
	const found: string[] = [];
	const visit = (value: unknown): void => {
		if (Array.isArray(value)) for (const entry of value) visit(entry);
		else if (typeof value === "object" && value !== null) {
			const node = value as {
				type?: string;
				value?: unknown;
				name?: unknown;
				key?: unknown;
				property?: unknown;
				callee?: { property?: { name?: string } };
			};
			if (node.type === "CallExpression" && node.callee?.property?.name === "localeCompare") return;
			if (node.type === "Literal" && typeof node.value === "string") found.push(node.value);
			if (node.type === "Identifier" && typeof node.name === "string") found.push(node.name);
			for (const child of Object.values(value)) visit(child);
		}
	};
	visit(parseSync(path, text).program);
	return found;
}

/**
 * Rule 7: what a feature stores stands in the register, what it serves in the route table, its job in the
 * table of jobs, and its letters in their list.
 */
function unlisted(files: readonly SourceFile[]): string[] {
	const importedBy = (name: RegExp) =>
		new Set(files.filter(({ path }) => name.test(path)).flatMap((file) => file.imports));
	const inRegister = importedBy(/^src\/register\.ts$/);
	const mounted = importedBy(/^src\/routes\.tsx$/);
	const inJobs = importedBy(/^src\/jobs\.ts$/);
	const inLetters = importedBy(/^src\/letters\.ts$/);
	const isMounted = (path: string) =>
		mounted.has(path) ||
		files.some(
			(file) =>
				/\/routes[^/]*\.tsx$/.test(file.path) &&
				featureOf(file.path) === featureOf(path) &&
				file.imports.includes(path),
		);
	return files.flatMap(({ path, text }) => {
		if (/\/personal-data\.ts$/.test(path) && !inRegister.has(path)) return [`${path} is not in the register`];
		if (/^src\/features\/.*\/routes[^/]*\.tsx$/.test(path) && !isMounted(path)) return [`${path} is not mounted`];
		if (/\/job\.ts$/.test(path) && !inJobs.has(path)) return [`${path} is not in the table of jobs`];
		if (/^src\/features\/.*\/letters\.ts$/.test(path) && !inLetters.has(path))
			return [`${path} is not in the list of letters`];
		if (/\bletter\(\n?\s*"/.test(text) && !/\/letters\.ts$/.test(path)) return [`${path} declares a letter`];
		return [];
	});
}

const RULES: Readonly<Record<keyof typeof REMEDIES, () => string[]>> = {
	order: () => againstOrder(sources),
	features: () => againstFeatureTable(sources),
	private: () => againstPrivacy(sources),
	circles: () => fileCircles(sources),
	folders: () => crowdedFolders([...written, ...tests].map(({ path }) => path)),
	http: () => sources.filter(knowsHttp).map(({ path }) => path),
	lists: () => unlisted(sources),
	words: () => [
		...written.flatMap((file) => {
			const words = wordsIn(file.path, stringsIn(file.path, file.text));
			return words.length === 0 ? [] : [`${file.path}: ${words.length}`];
		}),
		...written.flatMap((file) =>
			languagesIn(file.path, namesIn(file.path, file.text), LOCALES).map((name) => `${file.path} names ${name}`),
		),
		...wordsImports(written),
	],
	"three files": () => farQueries(sources),
	requests: () => handReaders(sources, TAKEN_OF_REQUEST),
	forms: () => unvalidatedForms(ROUTES, BODILESS),
};

const listed: Record<string, string[]> = JSON.parse(readFileSync(OFFENDERS, "utf8"));

describe("the house", () => {
	for (const [rule, remedy] of Object.entries(REMEDIES) as [keyof typeof REMEDIES, string][])
		it(`offends the rule of ${rule} nowhere but where it is listed, and the list holds nothing else`, () => {
			const message = `${remedy} "${rule}" of ${OFFENDERS} lists what offends today, and loses what no longer does`;
			expect([...new Set(RULES[rule]())].sort(), message).toEqual(listed[rule] ?? []);
		});

	it("has no import that the rules cannot follow", () => {
		expect(sources.flatMap(hiddenImports)).toEqual([]);
	});

	it("lists offenders of known rules only", () => {
		expect(Object.keys(listed).filter((rule) => !(rule in RULES))).toEqual([]);
	});

	it("has features that form no circle, and names no pair that is not used", () => {
		expect(circlesOf(FEATURES)).toEqual([]);
		expect(unusedPairs(sources), "remove the pair from FEATURES in test/whole/house/layers.ts").toEqual([]);
	});
});

const file = (path: string, ...imports: string[]): SourceFile => ({ path, text: "", imports });

describe("each rule of the house", () => {
	it("sees an import that goes up, of a type as well, and an area that the plan does not name", () => {
		const up = importsOf("src/foundation/db/a.ts", 'import type { B } from "../brand/b.ts";\nimport x from "kysely";');
		expect(up).toEqual(["src/foundation/brand/b.ts"]);
		expect(importsOf("src/foundation/db/a.ts", 'type T = import("#features/home/text.ts").T;')).toEqual([
			"src/features/home/text.ts",
		]);
		expect(againstOrder([file("src/foundation/db/a.ts", ...up)])).toHaveLength(1);
		expect(againstOrder([file("src/foundation/brand/b.ts", "src/foundation/db/a.ts")])).toEqual([]);
		expect(againstOrder([file("src/foundation/mail/a.ts", "src/features/home/text.ts")])).toHaveLength(1);
		expect(againstOrder([file("src/features/home/text.ts", "src/app.tsx")])).toHaveLength(1);
		expect(againstOrder([file("src/app.tsx", "src/index.ts")])).toHaveLength(1);
		expect(againstOrder([file("src/node.ts", "src/cli/host/claim.ts")])).toEqual([]);
		expect(againstOrder([file("src/cli/host/claim.ts", "src/cli/ports.ts")])).toHaveLength(1);
		expect(againstOrder([file("src/app.tsx", "src/cli/host/claim.ts")])).toHaveLength(1);
		expect(againstOrder([file("src/foundation/attic/a.ts", "src/foundation/db/a.ts")])).toHaveLength(1);
	});

	it("sees an import in whatever form it comes, and one that nobody can follow", () => {
		const of = (text: string) => importsOf("src/foundation/db/a.ts", text);
		for (const text of [
			"import type { B } from '../brand/b.ts';",
			'export * from "../brand/b.ts";',
			'const b = import(/* later */ "../brand/b.ts");',
			'import b = require("../brand/b.ts");',
			'const b = require("../brand/b.ts");',
		])
			expect(of(text)).toEqual(["src/foundation/brand/b.ts"]);
		expect(of('// from "../brand/b.ts"')).toEqual([]);
		const hidden = (text: string, path = "src/foundation/db/a.ts") => hiddenImports({ path, text });
		for (const name of [
			"`../brand/b.ts`",
			'"../brand/" + name',
			'"../brand/b"',
			'"../../../test/b.ts"',
			'"#features/b"',
		])
			expect(hidden(`const b = import(${name});`)).toHaveLength(1);
		expect(hidden('import x from "kysely"; import y from "../brand/b.ts"; import z from "#argon2";')).toEqual([]);
		expect(hidden('import("../../test/bench/bench.ts")', "src/cli/main.ts")).toEqual([]);
	});

	it("ranks a declaration with the register, wherever it stands", () => {
		const declaration = "src/foundation/crypto/personal-data.ts";
		expect(againstOrder([file(declaration, "src/foundation/register/declare.ts")])).toEqual([]);
		expect(againstOrder([file("src/register.ts", declaration)])).toEqual([]);
		expect(againstOrder([file("src/foundation/crypto/keys.ts", declaration)])).toHaveLength(1);
		expect(againstOrder([file(declaration, "src/foundation/mail/outbox.ts")])).toHaveLength(1);
		expect(againstOrder([file("src/foundation/crypto/data.ts", "src/foundation/register/declare.ts")])).toHaveLength(1);
		expect(againstOrder([file("src/foundation/register/views.ts", "src/register.ts")])).toHaveLength(1);
	});

	it("sees a pair of features that the table lacks, a feature outside it and a circle in it", () => {
		const pair = [file("src/features/accounts/a.ts", "src/features/profiles/b.ts")];
		expect(againstFeatureTable(pair, { accounts: [] })).toHaveLength(1);
		expect(againstFeatureTable(pair, { accounts: ["profiles"] })).toEqual([]);
		expect(againstFeatureTable([file("src/features/casino/a.ts")])).toEqual(["casino is not in the table"]);
		expect(unusedPairs(pair, { accounts: ["profiles", "privacy"] })).toEqual(["accounts -> privacy is used nowhere"]);
		expect(againstFeatureTable([], { a: ["b"], b: ["c"], c: ["a"] })).toEqual(["circle: a <-> b <-> c"]);
	});

	it("sees another feature's queries, views and routes", () => {
		for (const name of ["queries.ts", "queries-photo.ts", "views.tsx", "details/routes.tsx"])
			expect(againstPrivacy([file("src/features/console/a.ts", `src/features/profiles/${name}`)])).toHaveLength(1);
		expect(againstPrivacy([file("src/features/console/a.ts", "src/features/profiles/photo.ts")])).toEqual([]);
		expect(againstPrivacy([file("src/features/console/a.ts", "src/features/console/queries.ts")])).toEqual([]);
	});

	it("sees a circle of files of any length", () => {
		expect(fileCircles([file("a", "b"), file("b", "c"), file("c", "a"), file("d", "a")])).toEqual(["a", "b", "c"]);
		expect(fileCircles([file("a", "b", "c"), file("b", "c"), file("c")])).toEqual([]);
	});

	it("sees a crowded folder", () => {
		const names = Array.from({ length: 21 }, (_, index) => `src/features/home/${index}.ts`);
		expect(crowdedFolders(names)).toEqual(["src/features/home has 21 files"]);
		expect(crowdedFolders(names.slice(1))).toEqual([]);
	});

	it("sees HTTP below a route, under whatever import it comes", () => {
		const rule = "src/features/accounts/leaving.ts";
		expect(knowsHttp({ path: rule, text: 'import type { AppContext } from "../x.ts";' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'import type { Context } from "hono";' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'import { raw } from "hono/html";' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'type C = import("hono").Context;' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'import { jsxRenderer } from "hono/jsx-renderer";' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'import type { App } from "#foundation/http/resolve-site.ts";' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'import { toSignIn } from "./routes-confirm.tsx";' })).toBe(true);
		expect(knowsHttp({ path: rule, text: 'import { IMMUTABLE } from "#foundation/http/headers.ts";' })).toBe(false);
		expect(knowsHttp({ path: rule, text: "/** An AppContext is no matter of rules. */" })).toBe(false);
		expect(knowsHttp({ path: "src/features/home/feature-icon.tsx", text: 'import { jsx } from "hono/jsx";' })).toBe(
			false,
		);
		expect(knowsHttp({ path: "src/features/home/routes.tsx", text: 'import { Hono } from "hono";' })).toBe(false);
	});

	it("sees a feature that is in no list", () => {
		const files = [
			...[file("src/features/a/personal-data.ts"), file("src/features/a/routes.tsx")],
			...[file("src/features/a/room/job.ts"), file("src/foundation/acts/job.ts"), file("src/features/a/letters.ts")],
		];
		const tables = ["src/register.ts", "src/routes.tsx", "src/jobs.ts", "src/letters.ts"];
		expect(unlisted([...files, ...tables.map((path) => file(path))])).toHaveLength(5);
		const hidden = { ...file("src/features/a/leaving.ts"), text: 'const LEFT = letter(\n\t"left", schema' };
		expect(unlisted([hidden])).toHaveLength(1);
		const lists = [
			file("src/register.ts", "src/features/a/personal-data.ts"),
			file("src/routes.tsx", "src/features/a/routes.tsx"),
			file("src/jobs.ts", "src/features/a/room/job.ts", "src/foundation/acts/job.ts"),
			file("src/letters.ts", "src/features/a/letters.ts"),
		];
		expect(unlisted([...files, ...lists])).toEqual([]);
		const room = file("src/features/a/b/routes-c.tsx");
		expect(unlisted([room, ...files, ...lists])).toEqual(["src/features/a/b/routes-c.tsx is not mounted"]);
		const own = file("src/features/a/routes.tsx", room.path);
		expect(unlisted([room, own, ...lists])).toEqual([]);
		const others = file("src/features/z/routes.tsx", room.path);
		expect(unlisted([room, others, ...lists])).toContain("src/features/a/b/routes-c.tsx is not mounted");
	});

	it("sees words of a page in code, and takes no class, path or query for words", () => {
		const path = "src/features/home/views.tsx";
		const words = (text: string) => wordsIn(path, stringsIn("a.tsx", text));
		expect(words("const a = <p>You have no favourites</p>;")).toHaveLength(1);
		expect(words("const a = `Je hebt nog geen foto`;")).toHaveLength(1);
		expect(words('const a = "button-row wide tall-one";')).toHaveLength(1);
		expect(
			words(
				'const a = "/profile/photos"; const b = "max-age=60, private"; const c = "Save it"; throw new AppError("gone", "it is not there");',
			),
		).toEqual([]);
		expect(wordsIn("src/foundation/db/scope.ts", ["a query without brand"])).toEqual([]);
	});

	it("takes no log for words", () => {
		const path = "src/features/home/job.ts";
		const words = (text: string) => wordsIn(path, stringsIn("a.ts", text));
		expect(words("console.error(`none of them opens`);")).toEqual([]);
		expect(words('throw new UnfitMail("there is no such mail");')).toEqual([]);
		expect(words('throw say("there is no such mail");')).toHaveLength(1);
		expect(wordsIn("src/locales/en/home.ts", ["You have no favourites"])).toEqual([]);
	});

	it("sees a language that code names", () => {
		const languages = (text: string) => languagesIn("src/features/a/b.ts", namesIn("b.ts", text), ["nl", "en"]);
		expect(languages('const a = locale === "nl" ? 1 : 2;')).toEqual(["nl"]);
		expect(languages('const WORDS = { nl: "een", en: "one" };')).toEqual(["nl", "en"]);
		expect(languages("const one = words.en;")).toEqual(["en"]);
		expect(languages('a.localeCompare(b, "en"); const end = "end";')).toEqual([]);
		expect(languagesIn("src/locales/locales.ts", ["nl"], ["nl"])).toEqual([]);
	});

	it("sees words that import code, or another language", () => {
		const of = (text: string, path = "src/locales/nl/a.ts") =>
			wordsImports([{ path, text, imports: importsOf(path, text) }]);
		expect(of('import { dayInWords } from "#foundation/i18n/date.ts";')).toHaveLength(1);
		expect(of('import type { PurposeId } from "#foundation/register/purposes.ts";')).toHaveLength(1);
		expect(of('import { a } from "../en/a.ts";')).toHaveLength(1);
		expect(of('import type * as de from "../de/a.ts";')).toHaveLength(1);
		expect(of('import type * as en from "../en/a.ts";\nimport { language } from "./language.ts";')).toEqual([]);
		expect(of('import type { LetterBody } from "../letter.ts";', "src/locales/en/letters.ts")).toEqual([]);
		expect(of('import { en } from "./en/words.ts";', "src/locales/locales.ts")).toEqual([]);
	});

	it("sees routes that reach the queries of two other features", () => {
		const files = [
			file("src/features/home/routes.tsx", "src/features/home/a.ts", "src/features/profiles/queries.ts"),
			file("src/features/home/a.ts", "src/features/accounts/queries.ts", "src/features/home/queries.ts"),
		];
		expect(farQueries(files)).toHaveLength(1);
		expect(farQueries([file("src/features/home/routes.tsx", "src/features/accounts/queries.ts")])).toEqual([]);
	});

	it("sees a request that is read by hand, under whatever name", () => {
		const taken = (text: string) => takenOfRequest("src/features/home/routes.tsx", text);
		expect(taken('const a = c.req.query("done");')).toEqual(["query"]);
		expect(taken("const f = async (c) => [await c?.req.formData(), c.req.param()];")).toEqual(["formData", "param"]);
		expect(taken("const f = async (x) => (await x.req.parseBody()).a;")).toEqual(["parseBody"]);
		expect(taken('const a = c["req"]["json"]();')).toEqual(["json"]);
		expect(taken("const a = c.req[how]();")).toEqual(["?"]);
		expect(taken("const a = new URL(c.req.raw.url).searchParams;")).toEqual(["raw"]);
		for (const text of ["const { req } = c;", "const { query } = c.req;", "read(c.req);", "({ req: r }) => r.text();"])
			expect(taken(text), text).toEqual(["req"]);
		expect(taken('const { a } = c.req.valid("form"); // c.req.query("a")')).toEqual([]);
		const reader = { path: "src/features/home/a.ts", text: "c.req.text();" };
		expect(handReaders([reader], {})).toEqual(["src/features/home/a.ts: text"]);
		expect(handReaders([reader], { [reader.path]: ["text"] })).toEqual([]);
		expect(handReaders([{ ...reader, text: "" }], { [reader.path]: ["text"] })).toHaveLength(1);
	});

	it("sees a form that nothing validates, and a reason for none", () => {
		const route = (method: string, path: string, of?: string) => ({
			...{ method, path },
			handler: Object.assign(() => undefined, of === undefined ? {} : { [VALIDATES]: of }),
		});
		const rows = (...routes: ReturnType<typeof route>[]) => [{ site: "brand", routes: { routes } }];
		expect(unvalidatedForms(rows(route("GET", "/a"), route("POST", "/a")), {})).toEqual(["brand POST /a"]);
		expect(unvalidatedForms(rows(route("POST", "/a", "form"), route("POST", "/a")), {})).toEqual([]);
		expect(unvalidatedForms(rows(route("POST", "/a", "param"), route("POST", "/b", "form")), {})).toHaveLength(1);
		expect(unvalidatedForms(rows(route("PUT", "/a")), { "brand PUT /a": "no body" })).toEqual([]);
		expect(unvalidatedForms(rows(route("POST", "/a", "form")), { "brand POST /a": "no body" })).toHaveLength(1);
	});
});
