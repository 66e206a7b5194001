import { z } from "zod";
import { termsSchema } from "./operator.ts";
import { nearestWord, type Path, type Problem, problemAt, quote, type Source, suggest, valueAt } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** Removes what only wraps: optional, default. */
function bare(schema: unknown): unknown {
	return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}

function childOf(schema: unknown, key: string | number): unknown {
	const inner = bare(schema);
	if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, key) ? inner.shape[key] : undefined;
	if (inner instanceof z.ZodArray) return inner.element;
	if (inner instanceof z.ZodRecord) return inner.valueType;
	return undefined;
}

function schemaAt(schema: unknown, path: Path): unknown {
	return path.reduce<unknown>((current, key) => childOf(current, key), schema);
}

function descriptionAt(schema: unknown, path: Path): string {
	let current: unknown = schemaAt(schema, path);
	while (current instanceof z.ZodType) {
		if (current.description !== undefined) return current.description;
		const inner: unknown = bare(current);
		if (inner === current) break;
		current = inner;
	}
	return path.length > 0 ? descriptionAt(schema, path.slice(0, -1)) : "";
}

function nameOf(value: unknown): string {
	if (typeof value === "number" && !Number.isFinite(value)) return quote(value);
	if (Array.isArray(value)) return "a list";
	if (value instanceof Date) return "a date";
	return (
		{ string: "a text", number: "a number", boolean: "true or false", object: "a table" }[String(typeof value)] ?? "it"
	);
}

const EXPECTED: Record<string, string> = {
	string: "a text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	object: "a table",
	record: "a table",
	date: "a date",
};

function sizeOf(issue: Extract<Issue, { code: "too_small" | "too_big" }>, value: unknown): string {
	const limit = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
	if (typeof value === "string") return value === "" ? "is empty" : `has ${value.length} characters; ${limit}`;
	if (Array.isArray(value)) return value.length === 0 ? "is an empty list" : `has ${value.length} entries; ${limit}`;
	return `is ${quote(value)}; ${limit}`;
}

function unknownKey(source: Source, path: Path, schema: z.ZodType, key: string, role: "brand" | "operator"): Problem {
	const at = [...path, key];
	const parent = bare(schemaAt(schema, path));
	const known = parent instanceof z.ZodObject ? Object.keys(parent.shape) : [];
	if (role === "brand" && isTerm(at)) {
		const operator = valueAt(source.value, ["operator"]);
		const file = typeof operator === "string" && /^[a-z0-9-]{1,40}$/.test(operator) ? operator : "<operator>";
		const why = `${quote(key)} carries law or money, so it is the operator's to set, not the brand's.`;
		return problemAt(source, at, why, `Remove it here; it belongs in operators/${file}.toml, under [brand.<id>].`);
	}
	return problemAt(source, at, `${quote(key)} is no setting here.`, suggest(key, known));
}

/** Whether a key of a brand's file is one that operators set: at the top, or under a table that both files know. */
function isTerm(path: Path): boolean {
	const [first, ...rest] = path;
	if (first === undefined) return false;
	const wanted = ["legal", "payments", "recipient", "limits", "defaults"].includes(String(first)) && rest.length === 0;
	if (wanted) return true;
	if (rest.length > 0) return schemaAt(termsSchema, path) !== undefined;
	const nearest = nearestWord(String(first), Object.keys(termsSchema.shape));
	return nearest === first && first !== "features" && first !== "mail";
}

/** What a setting is called in a message: its key; in a list, its place in it. */
function settingName(path: Path): string {
	const last = path.at(-1);
	if (typeof last === "number") return `entry ${last + 1} of ${quote(path.at(-2) ?? "the list")}`;
	return last === undefined ? "The file" : quote(last);
}

function explain(source: Source, schema: z.ZodType, issue: Issue, role: "brand" | "operator"): Problem[] {
	const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
	const value = valueAt(source.value, path);
	const name = settingName(path);
	const about = descriptionAt(schema, path);
	const one = (why: string, fix: string) => [problemAt(source, path, why, fix)];
	switch (issue.code) {
		case "unrecognized_keys":
			return issue.keys.map((key) => unknownKey(source, path, schema, key, role));
		case "invalid_type":
			if (value === undefined) return one(`${name} is missing.`, `Add it. ${about}`);
			return one(`${name} is ${nameOf(value)}, not ${EXPECTED[issue.expected] ?? issue.expected}.`, about);
		case "invalid_value":
			if (value === undefined) return one(`${name} is missing.`, `One of ${issue.values.join(", ")}. ${about}`);
			return one(
				`${quote(value)} is not possible here.`,
				suggest(typeof value === "string" ? value : "", issue.values.map(String)),
			);
		case "too_small":
		case "too_big":
			return one(`${name} ${sizeOf(issue, value)}.`, about);
		case "invalid_format":
			return one(`${quote(value)} does not have the right form.`, about);
		case "custom":
			return one(
				`${typeof value === "string" ? quote(value) : name} ${issue.message}.`,
				String(issue.params?.fix ?? about),
			);
		default:
			return one(`${name} is not right.`, about);
	}
}

/** What the schema finds wrong, in words of our own, each with its line. */
export function explainIssues(
	source: Source,
	schema: z.ZodType,
	issues: readonly Issue[],
	role: "brand" | "operator",
): Problem[] {
	return issues.flatMap((issue) => explain(source, schema, issue, role));
}
