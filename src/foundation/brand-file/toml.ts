import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import { type Path, type Position, type Problem, positionKey, type Source } from "#foundation/brand/config/problem.ts";

/** A brand or operator file is a page of text; nothing longer is even parsed. */
export const MAX_BYTES = 64 * 1024;
const MAX_DEPTH = 8;
/** Names that mean something to JavaScript objects and nothing here. */
const RESERVED_KEYS = new Set(["__proto__", "constructor", "prototype"]);

type Table = Record<string, unknown>;

class Refused extends Error {
	readonly position: Position;
	readonly fix: string;

	constructor(why: string, fix: string, position: Position) {
		super(why);
		this.position = position;
		this.fix = fix;
	}
}

function positionOf(node: AST.TOMLNode): Position {
	return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}

function emptyTable(): Table {
	return Object.create(null);
}

function keysOf(key: AST.TOMLKey): string[] {
	return key.keys.map((part) => {
		const name = part.type === "TOMLBare" ? part.name : part.value;
		if (RESERVED_KEYS.has(name)) throw new Refused(`"${name}" cannot be a key.`, "Use another name.", positionOf(part));
		return name;
	});
}

function isTable(value: unknown): value is Table {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/**
 * The value of a text, number, date or switch. Texts in one form (NFC), so that a letter is the same however it was
 * typed; a whole number that JavaScript would round is refused, not rounded.
 */
function plain(node: AST.TOMLValue): unknown {
	const { value } = node;
	if (typeof value === "string") return value.normalize("NFC");
	if (node.kind === "integer" && !Number.isSafeInteger(value))
		throw new Refused(
			`${node.number.slice(0, 40)} is too large a number.`,
			`Write one of at most ${Number.MAX_SAFE_INTEGER}.`,
			positionOf(node),
		);
	return value;
}

class Reader {
	readonly positions = new Map<string, Position>();

	value(node: AST.TOMLContentNode, path: Path): unknown {
		if (path.length > MAX_DEPTH) {
			throw new Refused("The file nests too deeply.", `At most ${MAX_DEPTH} levels.`, positionOf(node));
		}
		if (node.type === "TOMLArray") {
			return node.elements.map((element, index) => {
				this.positions.set(positionKey([...path, index]), positionOf(element));
				return this.value(element, [...path, index]);
			});
		}
		if (node.type === "TOMLInlineTable") {
			const table = emptyTable();
			for (const entry of node.body) this.entry(entry, table, path);
			return table;
		}
		return plain(node);
	}

	/** Walks to the table that a key names, making the tables on the way. */
	private descend(start: Table, base: Path, keys: Path, position: Position): Table {
		let table = start;
		keys.forEach((key, index) => {
			const path = [...base, ...keys.slice(0, index + 1)];
			if (path.length > MAX_DEPTH) {
				throw new Refused("The file nests too deeply.", `At most ${MAX_DEPTH} levels.`, position);
			}
			const known = positionKey(path);
			if (!this.positions.has(known)) this.positions.set(known, position);
			const existing: unknown = Object.hasOwn(table, key) ? Reflect.get(table, key) : undefined;
			const next = isTable(existing) ? existing : emptyTable();
			if (existing === undefined) Reflect.set(table, key, next);
			table = next;
		});
		return table;
	}

	entry(node: AST.TOMLKeyValue, table: Table, base: Path): void {
		const keys = keysOf(node.key);
		const last = keys.at(-1);
		if (last === undefined) return;
		const position = positionOf(node.key);
		const target = this.descend(table, base, keys.slice(0, -1), position);
		const path = [...base, ...keys];
		this.positions.set(positionKey(path), position);
		target[last] = this.value(node.value, path);
	}

	table(node: AST.TOMLTable, root: Table): void {
		const position = positionOf(node);
		if (node.kind === "array") {
			throw new Refused("Lists of tables ([[...]]) are not used here.", "Write [table.<id>].", position);
		}
		const keys = keysOf(node.key);
		const target = this.descend(root, [], keys, position);
		this.positions.set(positionKey(keys), position);
		for (const entry of node.body) this.entry(entry, target, keys);
	}
}

/** Reads TOML into plain data and positions. Never throws on what the text holds. */
export function readToml(file: string, text: string): { source: Source } | { problem: Problem } {
	const refuse = (why: string, fix: string, position: Position = { line: 1, column: 1 }) => ({
		problem: { file, ...position, path: "", why, fix, level: "error" as const },
	});
	const bytes = new TextEncoder().encode(text).length;
	if (bytes > MAX_BYTES) {
		return refuse(
			`The file has ${Math.ceil(bytes / 1024)} KiB.`,
			`At most ${MAX_BYTES / 1024} KiB: a brand is a page of text.`,
		);
	}
	try {
		const reader = new Reader();
		const root = emptyTable();
		for (const node of parseTOML(text, { tomlVersion: "1.0" }).body[0].body) {
			if (node.type === "TOMLTable") reader.table(node, root);
			else reader.entry(node, root, []);
		}
		return { source: { file, value: root, positions: reader.positions } };
	} catch (error) {
		if (error instanceof Refused) return refuse(error.message, error.fix, error.position);
		if (error instanceof ParseError) {
			const position = { line: error.lineNumber, column: error.column + 1 };
			return refuse(`This is not TOML: ${error.message}.`, "Look at this line: quotes, brackets, = signs.", position);
		}
		if (error instanceof RangeError) return refuse("The file nests too deeply.", `At most ${MAX_DEPTH} levels.`);
		throw error;
	}
}
