import { parseSync } from "vite";
import { VALIDATES } from "#foundation/http/validate.ts";
import type { SourceFile } from "./layer-rules.ts";

type Node = { type: string; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
	typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** The name of a property in a member expression or a pattern, quoted or not; undefined where it is computed. */
function nameOf({ computed, ...node }: Node): string | undefined {
	const key = node.property ?? node.key;
	if (!isNode(key)) return undefined;
	if (key.type === "Literal") return String(key.value);
	return computed === true || key.type !== "Identifier" ? undefined : String(key.name);
}

const isRequest = (value: unknown): boolean =>
	isNode(value) && value.type === "MemberExpression" && nameOf(value) === "req";

/**
 * What a file takes of a request by itself: the members of `c.req` but `valid`, sorted. "req" is the request as a whole,
 * under another name or handed on, and "?" a computed member.
 */
export function takenOfRequest(path: string, text: string): string[] {
	const found = new Set<string>();
	const visit = (value: unknown): void => {
		if (Array.isArray(value)) for (const entry of value) visit(entry);
		if (!isNode(value)) return;
		if (value.type === "MemberExpression" && isRequest(value.object)) {
			found.add(nameOf(value) ?? "?");
			if (isNode(value.object)) visit(value.object.object);
			if (value.computed === true) visit(value.property);
			return;
		}
		if (isRequest(value)) found.add("req");
		if (value.type === "ObjectPattern" && Array.isArray(value.properties))
			for (const property of value.properties) if (isNode(property) && nameOf(property) === "req") found.add("req");
		for (const child of Object.values(value)) visit(child);
	};
	visit(parseSync(path, text).program);
	found.delete("valid");
	return [...found].sort();
}

/** Rule 10. A request is read by the validators alone, and by middleware for what it needs. */
export function handReaders(
	files: readonly Pick<SourceFile, "path" | "text">[],
	middleware: Readonly<Record<string, readonly string[]>>,
): string[] {
	const takers = files
		.filter(({ path }) => !path.startsWith("src/cli/"))
		.map(({ path, text }) => ({ path, taken: takenOfRequest(path, text) }))
		.filter(({ path, taken }) => taken.join() !== (middleware[path] ?? []).join());
	return takers.map(({ path, taken }) => `${path}: ${taken.join(", ") || "less than it is listed with"}`);
}

type Row = {
	site: string;
	routes: { routes: readonly { method: string; path: string; handler: object }[] };
};

/** Rule 11. Every route that writes has a validator of its form, or says why its body is not read. */
export function unvalidatedForms(rows: readonly Row[], bodiless: Readonly<Record<string, string>>): string[] {
	const writes = rows.flatMap(({ site, routes }) =>
		routes.routes
			.filter(({ method }) => method !== "GET")
			.map(({ method, path, handler }) => ({ route: `${site} ${method} ${path}`, handler })),
	);
	const validated = new Set(
		writes.filter(({ handler }) => Reflect.get(handler, VALIDATES) === "form").map(({ route }) => route),
	);
	const routes = new Set(writes.map(({ route }) => route));
	return [
		...[...routes].filter((route) => !validated.has(route) && !Object.hasOwn(bodiless, route)),
		...Object.keys(bodiless)
			.filter((route) => !routes.has(route) || validated.has(route))
			.map((route) => `${route} is listed in vain`),
	];
}
