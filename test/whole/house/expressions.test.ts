import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { LOCALE_PREFIX } from "#foundation/brand/host.ts";

type Expression = { place: string; pattern: string; flags: string };

/** Where bytes of a request meet expressions; elsewhere they meet settings, which the check has capped. */
const ON_THE_WAY =
	/^src\/(app\.tsx|features\/.*\/routes[^/]*\.tsx|foundation\/(brand\/host\.ts|i18n\/path\.ts|http\/.*\.tsx?))$/;

/** Every regular expression that is written on a request's way. */
function expressions(): Expression[] {
	const found: Expression[] = [];
	for (const entry of readdirSync("src", { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name);
		if (!entry.isFile() || !ON_THE_WAY.test(path)) continue;
		const { program } = parseSync(path, readFileSync(path, "utf8"));
		JSON.stringify(program, (key, value: unknown) => {
			if (key === "regex" && typeof value === "object" && value !== null && "pattern" in value && "flags" in value)
				found.push({ place: path, pattern: String(value.pattern), flags: String(value.flags) });
			return value;
		});
	}
	return found;
}

const LENGTH = 100_000;
/** Milliseconds. */
const LIMIT = 50;

/** Repetitions of what an expression itself is about, each ended so that a match fails at the last moment. */
function inputsFor({ pattern }: Expression, length: number): string[] {
	const own = pattern.replace(/\\[a-zA-Z]|[[\](){}?*+^$|\\]/g, "").slice(0, 12) || "a";
	const seeds = [
		"a",
		" ",
		"\t",
		"0",
		"/",
		".",
		"-",
		"\\",
		",",
		"\n",
		"a.",
		"a-",
		"/en",
		"1..",
		"aA0",
		" a",
		"\n\n",
		own,
	];
	return seeds.flatMap((seed) => ["", "!", "\u0000", "\n#"].map((end) => seed.repeat(length / seed.length) + end));
}

/** The longest time that an expression takes on any of its inputs, in milliseconds. */
function slowest(expression: Expression, length = LENGTH): number {
	const regex = new RegExp(expression.pattern, expression.flags.replace("g", ""));
	let worst = 0;
	for (const input of inputsFor(expression, length)) {
		const started = process.cpuUsage();
		regex.test(input);
		worst = Math.max(worst, process.cpuUsage(started).user / 1_000);
		if (worst > LIMIT) return worst;
	}
	return worst;
}

/** A machine that does other things too must not make an expression look slow: the best of three counts. */
const time = (expression: Expression, length = LENGTH) => Math.min(...[1, 2, 3].map(() => slowest(expression, length)));

describe("expressions on 100 kB (T34)", () => {
	it("take less than 50 ms each", () => {
		const all = [
			...expressions(),
			{ place: "src/foundation/brand/host.ts", pattern: LOCALE_PREFIX.source, flags: LOCALE_PREFIX.flags },
		];
		expect(new Set(all.map(({ place }) => place)).size).toBeGreaterThanOrEqual(6);
		const slow = all
			.filter((expression) => slowest(expression) > LIMIT && time(expression) > LIMIT)
			.map(({ place, pattern }) => `${place}: /${pattern}/`);
		expect(slow).toEqual([]);
	});

	it("would be found slow when they are", () => {
		// Quadratic: at the full length it would take many seconds.
		expect(slowest({ place: "", pattern: "\\s+$", flags: "" }, 25_000)).toBeGreaterThan(LIMIT);
		expect(slowest({ place: "", pattern: "^(a+)+$", flags: "" }, 25)).toBeGreaterThan(LIMIT);
	});
});
