import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { oddComments, replacedNames } from "./names.ts";

const files = ["src", "test"].flatMap((folder) =>
	readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		// The list itself.
		.filter((path) => path !== "test/whole/house/names.ts")
		.sort()
		.map((path) => ({ path, text: readFileSync(path, "utf8") })),
);

describe("the names of the source and the tests", () => {
	it("are the field's own", () => {
		expect(files.length).toBeGreaterThan(600);
		expect(files.flatMap(({ path, text }) => replacedNames(path, text))).toEqual([]);
	});

	it.each([
		["a function", "export async function readProven() {}", ["readProven: say requireRecentAuth"]],
		["a local", "const going = 1;", ["going: say pkce"]],
		["a name taken from an object", "const { cameFrom } = context;", ["cameFrom: say originBrand"]],
		["a member", "context.database().imprint();", ["imprint: say keyedHash"]],
		["an import", 'import { giveBackTry } from "./x.ts";', ["giveBackTry: say refundAttempt"]],
		["an element", "const x = <SecretByHand />;", ["SecretByHand: say ManualSetupKey"]],
		["a type", "type Entering = string;", ["Entering: say SignInGrant"]],
		["a limit", "const MOST_ROWS = 4;", ["MOST_ROWS: say MAX_"]],
		["a length", "const NAME_LONGEST = 4;", ["NAME_LONGEST: say MAX_…_LENGTH"]],
		["a least", "const LEAST = 4;", ["LEAST: say MIN_"]],
		["a constant without a unit", "const IDLE = 4;", ["IDLE: say IDLE_LIMIT_MS"]],
		["two spellings", "const backColour = 4;", ["backColour: say color, as in CSS"]],
		["a member of a context", "type JobContext = { after: (work: unknown) => void };", ["JobContext.after"]],
		["a method of a context", "type RegistryContext = { after(work: unknown): void };", ["RegistryContext.after"]],
		["an export", "export const look = 1;", ["export look"]],
		["another export", "export function page() {}", ["export page"]],
	])("would be seen when they are not: %s", (_, text, seen) => {
		expect(replacedNames("x.tsx", text)).toEqual(seen.map((one) => `x.tsx ${one}`));
	});

	it("may stand in a string, in a comment and in longer names", () => {
		const text = 'const looked = "goOn"; // imprint, cameFrom\nconst look = { until: 1 };\nconst place = look;';
		expect(replacedNames("x.ts", text)).toEqual([]);
	});
});

describe("the comments of the source and the tests", () => {
	it("are in plain technical English", () => {
		expect(files.flatMap(({ path, text }) => oddComments(path, text))).toEqual([]);
	});

	it.each([
		["// Whoever asks.", "Whoever"],
		["/** For whomever. */", "whomever"],
		["/**\n * It is sealed\n * anew. */", "anew"],
		["/** In the language of\n * now. */", "of now"],
	])("would be seen when they are not: %j", (text, word) => {
		expect(oddComments("x.ts", `const a = 1;\n${text}`)).toEqual([`x.ts:2 ${word}`]);
	});

	it("may say of nowhere, renewed and whoever in a string", () => {
		expect(oddComments("x.ts", 'const a = "whoever"; // of nowhere, renewed')).toEqual([]);
	});
});
