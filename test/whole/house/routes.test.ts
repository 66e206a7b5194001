import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTES, routesOf } from "../../../src/routes.tsx";
import { importsOf } from "./layer-rules.ts";
import { SEGMENTS } from "./layers.ts";

/** The route table says of every address whose it is (rule 7): it is read to find the code of a URL. */

type Row = { site: "brand" | "account"; paths: readonly string[]; feature: string; serves: readonly string[] };

const table: readonly Row[] = ROUTES.map(({ site, paths, feature, routes }) => ({
	...{ site, paths, feature },
	serves: routes.routes.map(({ method, path }) => `${method} ${path}`),
}));

const pathOf = (route: string) => route.slice(route.indexOf(" ") + 1);

/** The first segment; below `.well-known`, and where both are claimed, the first two. */
function segmentOf(path: string, claimed: Readonly<Record<string, string>> = {}): string {
	const [first = "", second = ""] = path.slice(1).split("/");
	const both = `${first}/${second}`;
	return first === ".well-known" || Object.hasOwn(claimed, both) ? both : first;
}

/** Segments that nobody claimed, that another feature claimed, or that are claimed and serve nothing. */
function segmentProblems(
	rows: readonly Row[],
	segments: Record<Row["site"], Readonly<Record<string, string>>>,
): string[] {
	const served = rows.flatMap(({ site, feature, serves }) =>
		serves.map((route) => ({ site, feature, segment: segmentOf(pathOf(route), segments[site]) })),
	);
	const strays = served.flatMap(({ site, feature, segment }) => {
		const owner = segments[site][segment];
		return owner === feature
			? []
			: [`${site} /${segment} of ${feature} is ${owner === undefined ? "nobody" : owner}'s`];
	});
	const empty = (["account", "brand"] as const).flatMap((site) =>
		Object.keys(segments[site])
			.filter((segment) => !served.some((one) => one.site === site && one.segment === segment))
			.map((segment) => `${site} /${segment} serves nothing`),
	);
	return [...new Set([...strays, ...empty])];
}

const isBelow = (path: string, prefix: string) => path === prefix || (prefix !== "/" && path.startsWith(`${prefix}/`));

/** Routes that stand in another row than the longest path above them, and paths of a row that serve nothing. */
function rowProblems(rows: readonly Row[]): string[] {
	return rows.flatMap((row) => {
		const rivals = rows.filter(({ site }) => site === row.site).flatMap(({ paths }) => paths);
		const nearest = (path: string) =>
			rivals.filter((prefix) => isBelow(path, prefix)).sort((a, b) => b.length - a.length)[0];
		const owned = row.serves.map((route) => ({ route, prefix: nearest(pathOf(route)) }));
		return [
			...owned
				.filter(({ prefix }) => prefix === undefined || !row.paths.includes(prefix))
				.map(({ route, prefix }) => `${row.site} ${route} stands under ${prefix}`),
			...row.paths
				.filter((path) => !owned.some(({ prefix }) => prefix === path))
				.map((path) => `${row.site} ${path} serves nothing`),
		];
	});
}

/** Whether some address matches both patterns. */
function overlap(one: string, other: string): boolean {
	const [a, b] = [one.split(/[ /]/), other.split(/[ /]/)];
	return (
		a.length === b.length &&
		a.every((part, index) => part.startsWith(":") || b[index]?.startsWith(":") || part === b[index])
	);
}

/** Routes of two rows of a site that answer the same address: then the order of the rows would decide. */
function overlaps(rows: readonly Row[]): string[] {
	return rows.flatMap((row, index) =>
		rows
			.slice(index + 1)
			.filter(({ site }) => site === row.site)
			.flatMap(({ serves }) =>
				serves.flatMap((other) =>
					row.serves.filter((route) => overlap(route, other)).map((route) => `${route} = ${other}`),
				),
			),
	);
}

/** Rows whose routes are imported from another feature than they name. */
function misnamed(source: string): string[] {
	const from = new Map(
		[...source.matchAll(/^import \{ ([^}]*) \} from "([^"]*)";$/gm)].flatMap(([, names = "", specifier = ""]) =>
			names
				.split(", ")
				.map((name): [string, string | undefined] => [
					name,
					/^src\/features\/([^/]+)\//.exec(importsOf("src/routes.tsx", `import "${specifier}";`)[0] ?? "")?.[1],
				]),
		),
	);
	return [...source.matchAll(/feature: "([^"]*)", routes: (\w+)/g)]
		.filter(([, feature, routes = ""]) => from.get(routes) !== feature)
		.map(([, feature, routes]) => `${routes} is not of ${feature}`);
}

describe("the route table", () => {
	it("gives each first segment to one feature, which claimed it", () => {
		const message = "SEGMENTS in test/whole/house/layers.ts says which feature has each first segment";
		expect(segmentProblems(table, SEGMENTS), message).toEqual([]);
	});

	it("has each route under the path of its row, and no path without a route", () => {
		const message = "a route stands in the row of src/routes.tsx with the longest path above it";
		expect(rowProblems(table), message).toEqual([]);
		expect(routesOf("brand").length + routesOf("account").length).toBeGreaterThan(100);
	});

	it("is sorted, names the feature that each row comes from, and does not hang on the order of its rows", () => {
		const keys = table.map(({ site, paths }) => `${site} ${paths[0]}`);
		expect(keys).toEqual([...keys].sort());
		expect(table.map(({ paths }) => paths)).toEqual(table.map(({ paths }) => [...paths].sort()));
		const source = readFileSync("src/routes.tsx", "utf8");
		expect(misnamed(source)).toEqual([]);
		expect(source.match(/feature: "/g)).toHaveLength(table.length);
		expect(overlaps(table)).toEqual([]);
	});
});

const row = (feature: string, path: string, ...serves: string[]): Row => ({
	site: "brand",
	paths: [path],
	feature,
	serves,
});

describe("each check of the route table", () => {
	it("sees a segment of nobody, of another feature, and one that is claimed in vain", () => {
		const rows = [row("shop", "/cart", "GET /cart"), row("shop", "/members", "POST /members/:member/gift")];
		const segments = { account: {}, brand: { members: "profiles", photos: "profiles" } };
		expect(segmentProblems(rows, segments)).toEqual([
			"brand /cart of shop is nobody's",
			"brand /members of shop is profiles's",
			"brand /photos serves nothing",
		]);
		const known = { account: {}, brand: { cart: "shop", members: "shop" } };
		expect(segmentProblems(rows, known)).toEqual([]);
		expect(segmentOf("/.well-known/gpc.json")).toBe(".well-known/gpc.json");
		expect(segmentOf("/members/top/ten", { "members/top": "shop" })).toBe("members/top");
		expect(segmentOf("/members/new", { "members/top": "shop" })).toBe("members");
	});

	it("sees a route that is not where it is looked for, and a path that serves nothing", () => {
		const security = row("accounts", "/security", "GET /security", "GET /security/email/new");
		const email = row("accounts", "/security/email", "GET /security/email");
		expect(rowProblems([security, email])).toEqual(["brand GET /security/email/new stands under /security/email"]);
		expect(rowProblems([row("home", "/", "GET /", "GET /about")])).toEqual(["brand GET /about stands under undefined"]);
		expect(rowProblems([row("home", "/about")])).toEqual(["brand /about serves nothing"]);
	});

	it("sees two rows that answer one address, and a row under the name of another feature", () => {
		const one = row("profiles", "/a", "GET /a/:id/b");
		expect(overlaps([one, row("shop", "/a/c", "GET /a/c/:what")])).toEqual(["GET /a/:id/b = GET /a/c/:what"]);
		expect(overlaps([one, row("shop", "/a/c", "POST /a/c/b", "GET /a/c")])).toEqual([]);
		const source = 'import { cartRoutes } from "./features/shop/routes.tsx";\n{ feature: "home", routes: cartRoutes }';
		expect(misnamed(source)).toEqual(["cartRoutes is not of home"]);
		expect(misnamed(source.replace("home", "shop"))).toEqual([]);
	});
});
