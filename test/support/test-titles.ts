import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

/** A test as its file declares it. A title with placeholders (`%s`, `${…}`) stands as it is written. */
export type TestTitle = {
	file: string;
	/** Titles of the groups around it and its own, joined by " > ". */
	title: string;
	/** Its own title. */
	name: string;
};

/** The titles of all tests in a folder of test files, at whatever depth. */
export function testTitles(directory: string): TestTitle[] {
	return readdirSync(directory, { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".test.ts"))
		.sort()
		.flatMap((file) => titlesIn(file, readFileSync(join(directory, file), "utf8")));
}

/** The titles of one test file, from its syntax tree: comments and strings that look like tests are none. */
export function titlesIn(file: string, text: string): TestTitle[] {
	const { program, errors } = parseSync(file, text);
	if (errors.length > 0) throw new Error(`${file} does not parse`);
	return [...declared(program, [])].map((titles) => ({ file, title: titles.join(" > "), name: titles.at(-1) ?? "" }));

	function* declared(value: unknown, groups: string[]): Generator<string[]> {
		if (Array.isArray(value)) for (const entry of value) yield* declared(entry, groups);
		if (!isNode(value)) return;
		const kind = value.type === "CallExpression" ? kindOf(value.callee) : undefined;
		const title = kind && titleOf(Array.isArray(value.arguments) ? value.arguments[0] : undefined);
		if (kind && title !== undefined) {
			if (kind !== "describe") yield [...groups, title];
			else yield* declared(value.arguments, [...groups, title]);
			return;
		}
		for (const child of Object.values(value)) yield* declared(child, groups);
	}

	function titleOf(node: unknown): string | undefined {
		if (!isNode(node)) return undefined;
		if (node.type === "Literal" && typeof node.value === "string") return node.value;
		return node.type === "TemplateLiteral" ? text.slice(node.start + 1, node.end - 1) : undefined;
	}
}

type Node = { type: string; start: number; end: number; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
	typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;

/** `it(…)`, `it.each(…)(…)`, `it.each`…`(…)`, `describe.runIf(…)(…)`: the name that the call begins with. */
function kindOf(callee: unknown): "describe" | "test" | undefined {
	if (!isNode(callee)) return undefined;
	if (callee.type === "Identifier") {
		if (callee.name === "describe") return "describe";
		return callee.name === "it" || callee.name === "test" ? "test" : undefined;
	}
	if (callee.type === "MemberExpression") return kindOf(callee.object);
	if (callee.type === "CallExpression") return kindOf(callee.callee);
	return callee.type === "TaggedTemplateExpression" ? kindOf(callee.tag) : undefined;
}
