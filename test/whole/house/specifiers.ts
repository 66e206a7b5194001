import { parseSync } from "vite";

type Node = { type: string; [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
	typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** By the kind of node, where its specifier stands. */
const PLACES: Readonly<Record<string, string>> = {
	ImportDeclaration: "source",
	ExportAllDeclaration: "source",
	ExportNamedDeclaration: "source",
	ImportExpression: "source",
	TSImportType: "source",
	TSExternalModuleReference: "expression",
};

/**
 * Every specifier of a file, as the parser sees it: imports and re-exports, of types and at run time too, and
 * `require`. Undefined for one that is computed: nobody can say what it names.
 * @throws Error for text that does not parse
 */
export function specifiersOf(path: string, text: string): (string | undefined)[] {
	const found: (string | undefined)[] = [];
	const visit = (value: unknown): void => {
		if (Array.isArray(value)) for (const entry of value) visit(entry);
		else if (isNode(value)) {
			const place = PLACES[value.type];
			if (place !== undefined && value[place] != null) found.push(textOf(value[place]));
			if (value.type === "CallExpression" && isNode(value.callee) && value.callee.name === "require")
				found.push(textOf(Array.isArray(value.arguments) ? value.arguments[0] : undefined));
			for (const child of Object.values(value)) visit(child);
		}
	};
	const { program, errors } = parseSync(path, text);
	if (errors.length > 0) throw new Error(`${path} does not parse`);
	visit(program);
	return found;
}

const textOf = (node: unknown): string | undefined =>
	isNode(node) && node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
