import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLogo } from "#cli/tenants/images.ts";
import { UnfitImage } from "#cli/tenants/svg-values.ts";
import { editDistance } from "#foundation/brand/config/problem.ts";
import { leavesOf } from "#foundation/brand/config/resolve.ts";
import { legalSchema, lookSchema } from "#foundation/brand/settings.ts";
import { lchOf } from "#foundation/brand/theme/color.ts";
import { contrastRatio, LIGHT_SURFACE, nearestReadable } from "#foundation/brand/theme/contrast.ts";
import { brandFileText } from "#foundation/brand-file/brand-file.ts";
import { APPLE, brandText, compile, lineOf, OPERATOR } from "../../support/fixtures/tenants/texts.ts";

/** Pieces that TOML files are made of, well and badly put together. */
const piece = fc.oneof(
	fc.constantFrom(
		"[",
		"]",
		"[[",
		"]]",
		"=",
		" = ",
		"\n",
		'"',
		"'",
		'"""',
		".",
		",",
		"{",
		"}",
		"#",
		"true",
		"1e9",
		"-1",
		"1979-05-27",
	),
	fc.constantFrom(
		"name",
		"hosts",
		"primary",
		"copy.nl",
		"theme.colors",
		"operator",
		"__proto__",
		"recipient",
		"defaults",
		"brand",
	),
	fc.string({ unit: "binary", maxLength: 12 }),
);
const tomlish = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

/** A good file in which some stretches are cut out, doubled or replaced. */
function damaged(text: string): fc.Arbitrary<string> {
	const change = fc.record({ at: fc.nat(text.length), length: fc.nat(30), put: fc.oneof(fc.constant(""), piece) });
	return fc
		.array(change, { minLength: 1, maxLength: 4 })
		.map((changes) =>
			changes.reduce((current, { at, length, put }) => current.slice(0, at) + put + current.slice(at + length), text),
		);
}

/** What holds for whatever is compiled. */
function checkOutcome(texts: Parameters<typeof compile>[0]): void {
	const { drafts, problems } = compile(texts);
	for (const { look, legal, provenance } of drafts) {
		expect(lookSchema.safeParse(look).error).toBeUndefined();
		expect(legalSchema.safeParse(legal).error).toBeUndefined();
		// The register's terms come from the product itself, and from no file.
		const { recipients, register, ...rest } = legal;
		expect(register).toBeDefined();
		const paths = [
			...leavesOf(look).map((path) => ["look", ...path]),
			...leavesOf(rest).map((path) => ["legal", ...path]),
			...recipients.flatMap(({ id, ...fields }) => leavesOf(fields).map((path) => ["legal.recipients", id, ...path])),
		].map((path) => path.join("."));
		expect(paths.filter((path) => provenance[path] === undefined)).toEqual([]);
	}
	for (const { file, line, column, why } of problems) {
		expect(file).toMatch(/^tenants\//);
		expect(line).toBeGreaterThanOrEqual(1);
		expect(column).toBeGreaterThanOrEqual(1);
		expect(why).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
	}
	if (drafts.length < 2) expect(problems.some(({ level }) => level === "error")).toBe(true);
}

describe("whatever text stands in a tenant file", () => {
	it("never throws, and what compiles satisfies its schemas with a source for every value", () => {
		fc.assert(
			fc.property(tomlish, (text) => checkOutcome({ apple: text })),
			{ numRuns: 300 },
		);
		fc.assert(
			fc.property(tomlish, (text) => checkOutcome({ operator: text })),
			{ numRuns: 100 },
		);
	});

	it("does so when a good brand file is damaged", () => {
		fc.assert(
			fc.property(damaged(APPLE), (text) => checkOutcome({ apple: text })),
			{ numRuns: 500 },
		);
	});

	it("does so when a good operator file is damaged", () => {
		fc.assert(
			fc.property(damaged(OPERATOR), (text) => checkOutcome({ operator: text })),
			{ numRuns: 300 },
		);
	});

	it("does so for any values of the right keys", () => {
		const value = fc
			.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: "binary", maxLength: 20 }))
			.map((one) => JSON.stringify(one));
		const keys = [
			"name",
			"state",
			"theme.radius",
			"features.shop",
			"mail.senderName",
			"responseDays",
			"copy.en.tagline",
		];
		const lines = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3 });
		fc.assert(
			fc.property(lines, (entries) => {
				const head = Object.entries(entries).map(([key, text]) => `${key} = ${text}\n`);
				checkOutcome({ apple: head.join("") + APPLE });
			}),
			{ numRuns: 120 },
		);
	});
});

describe("an unknown key", () => {
	const key = fc.stringMatching(/^[a-z]{1,12}$/).map((word) => `zz${word}`);

	it("at any level of a brand's file is reported with its line", () => {
		const tables = ["", "[hosts]", "[locales]", "[theme.colors]", "[copy.en]"];
		fc.assert(
			fc.property(key, fc.constantFrom(...tables), (name, table) => {
				const text = table === "" ? `${name} = 1\n${APPLE}` : APPLE.replace(table, `${table}\n${name} = 1`);
				const { problems } = compile({ apple: text });
				expect(problems).toMatchObject([
					{ file: "tenants/apple.toml", line: lineOf(text, `${name} = 1`), level: "error" },
				]);
				expect(problems[0]?.why).toContain(`"${name}" is no setting here`);
			}),
		);
	});

	it("at any level of an operator's file is reported with its line", () => {
		const tables = ["[address]", "[limits]", "[recipient.host]", "[defaults]", "[defaults.contacts]", "[brand.apple]"];
		fc.assert(
			fc.property(key, fc.constantFrom(...tables), (name, table) => {
				const operator = OPERATOR.replace(table, `${table}\n${name} = 1`);
				const [problem] = compile({ operator }).problems.filter(({ file }) => file.includes("/operators/"));
				expect(problem).toMatchObject({ line: lineOf(operator, `${name} = 1`), level: "error" });
			}),
		);
	});
});

describe("for any", () => {
	const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

	it("colour, the nearest passing one passes, and is itself when it passes already", () => {
		fc.assert(
			fc.property(color, (one) => {
				const nearest = nearestReadable(one);
				expect(contrastRatio(nearest, LIGHT_SURFACE)).toBeGreaterThanOrEqual(4.5);
				if (contrastRatio(one, LIGHT_SURFACE) >= 4.5) expect(nearest).toBe(one);
				else expect(contrastRatio(nearest, LIGHT_SURFACE)).toBeLessThan(4.7);
			}),
		);
	});

	it("pale colour, the nearest passing one keeps its hue and is not muddy", () => {
		for (const pale of ["#ffd0d8", "#ffe9ec", "#e3f2fd", "#e8f5e9"]) {
			const [before, after] = [lchOf(pale), lchOf(nearestReadable(pale))];
			expect(Math.abs(before.h - after.h)).toBeLessThan(4);
			expect(after.c / before.c).toBeGreaterThan(1.25);
		}
		expect(lchOf(nearestReadable("#cccccc")).c).toBeLessThan(0.001);
	});

	it("answers that pass the checks, the file of a new brand says what was answered", () => {
		const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(word, word, (name, tagline) => {
				const answers = {
					id: "sea",
					host: "sea.example",
					operator: "orchard-guild",
					name,
					tagline,
					color: "#12507b",
					accent: "#9c4a07",
					language: "en",
				} as const;
				const { drafts, problems } = compile({ more: [brandText("sea", brandFileText(answers))] });
				const sea = drafts.find(({ id }) => id === "sea");
				expect(sea !== undefined || problems.some(({ file }) => file === "tenants/sea.toml")).toBe(true);
				if (sea !== undefined)
					expect([sea.look.name, sea.look.copy.en?.tagline]).toEqual(
						[name, tagline].map((text) => text.normalize("NFC")),
					);
			}),
		);
	});

	it("two words, the edit distance is a distance", () => {
		const word = fc.string({ maxLength: 8 });
		fc.assert(
			fc.property(word, word, (a, b) => {
				expect(editDistance(a, b)).toBe(editDistance(b, a));
				expect(editDistance(a, b) === 0).toBe(a === b);
				expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
			}),
		);
	});

	it("bytes, a logo is clean or refused", () => {
		const markup = fc.array(
			fc.constantFrom(
				"<svg",
				' xmlns="http://www.w3.org/2000/svg"',
				' viewBox="0 0 9 9"',
				">",
				"</svg>",
				"<path",
				' d="M0 0"',
				"/>",
				"<script>",
				' onload="x"',
				"&lt;",
				"<!--",
				"-->",
				"<g>",
				"</g>",
			),
			{ maxLength: 14 },
		);
		const bytes = fc.oneof(
			fc.uint8Array({ maxLength: 200 }),
			markup.map((parts) => new TextEncoder().encode(parts.join(""))),
		);
		fc.assert(
			fc.property(fc.constantFrom("a.svg", "a.png"), bytes, (name, one) => {
				try {
					expect(new TextDecoder().decode(readLogo(name, one).bytes)).not.toMatch(/script|onload/);
				} catch (error) {
					expect(error).toBeInstanceOf(UnfitImage);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
