import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import * as formats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderPdf } from "#cli/pdf/pdf.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { toTilt } from "#features/privacy/statement/tilt.ts";
import { statementFacts } from "#features/privacy/versions/change.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { hashTree } from "#foundation/documents/tree.ts";
import type { Register } from "#foundation/register/declaration.ts";
import { isPersonal, type PersonalColumn } from "#foundation/register/declaration.ts";
import { REGISTER } from "../../../src/register.ts";
import { BRANDS, CLUB, OWN, PARTNER } from "../../support/fixtures/legal.ts";
import { readPdf } from "../../support/fixtures/read-pdf.ts";
import { allOf } from "../../support/fixtures/running.ts";

const VERSION = {
	number: 3,
	publishedAt: "2026-01-02T03:04:05.000Z",
	effectiveAt: "2026-02-01T03:04:05.000Z",
	hash: "0".repeat(64),
	url: "https://alfa.example/privacy",
};
const META = {
	author: "Voorbeeld Media B.V.",
	origin: "https://alfa.example",
	publishedAt: VERSION.publishedAt,
	head: { facts: [{ term: "Versie", text: "3" }] },
	footer: "Alfa",
};

/** A short statement, so that it can be typeset for each change. */
const SMALL: Legal = {
	...CLUB,
	features: ["profiles"],
	recipients: OWN.recipients.filter(({ id }) => ["wolk", "google-analytics"].includes(id)),
};

type Input = { legal: Legal; register: Register };

async function outputs({ legal, register }: Input): Promise<Record<string, string>> {
	const running = allOf(register);
	const tree = deriveStatement(legal, "nl", running);
	return {
		hash: await hashTree(tree),
		text: renderText(tree),
		tilt: JSON.stringify(toTilt(legal, "nl", VERSION, running)),
		facts: JSON.stringify(statementFacts(legal, running)),
		...(legal.brandName === SMALL.brandName ? { pdf: (await readPdf(await renderPdf(tree, META))).text } : {}),
	};
}

/** The register with every column of an item changed, or left out. */
function withItem(item: string, change: (column: PersonalColumn) => PersonalColumn | undefined): Register {
	return REGISTER.map((declaration) => ({
		...declaration,
		tables: Object.fromEntries(
			Object.entries(declaration.tables).map(([table, declared]) => [
				table,
				{
					...declared,
					columns: Object.fromEntries(
						Object.entries(declared.columns).flatMap(([name, column]) => {
							if (!isPersonal(column) || column.item !== item) return [[name, column]];
							const changed = change(column);
							return changed ? [[name, changed]] : [];
						}),
					),
				},
			]),
		),
	}));
}

const recipient =
	(id: string, change: object) =>
	(legal: Legal): Legal => ({
		...legal,
		recipients: legal.recipients.map((one) => (one.id === id ? { ...one, ...change } : one)),
	});
const MUTATIONS: Record<string, (legal: Legal) => Input> = {
	"retention term of the brand": (legal) => ({ legal: { ...legal, eraseAfterClosing: "P9M" }, register: REGISTER }),
	"retention of visits": (legal) => ({ legal: { ...legal, visitLogRetention: "P7D" }, register: REGISTER }),
	"answer term": (legal) => ({ legal: { ...legal, responseDays: 14 }, register: REGISTER }),
	"name of a recipient": (legal) => ({
		legal: recipient("google-analytics", { name: "Other Analytics" })(legal),
		register: REGISTER,
	}),
	"country of a recipient": (legal) => ({
		legal: recipient("google-analytics", { country: "FR" })(legal),
		register: REGISTER,
	}),
	"field of a recipient": (legal) => ({
		legal: recipient("google-analytics", { fields: ["browser"] })(legal),
		register: REGISTER,
	}),
	"recipient taken away": (legal) => ({
		legal: { ...legal, recipients: legal.recipients.filter(({ id }) => id !== "google-analytics") },
		register: REGISTER,
	}),
	"rights contact": (legal) => ({
		legal: { ...legal, contacts: { ...legal.contacts, rights: { by: "email", email: "other@alfa.example" } } },
		register: REGISTER,
	}),
	"item taken away": (legal) => ({ legal, register: withItem("phone", () => undefined) }),
	"purpose of an item": (legal) => ({
		legal,
		register: withItem("phone", (column) => ({ ...column, purposes: ["use_of_site"] })),
	}),
	"retention of an item": (legal) => ({
		legal,
		register: withItem("phone", (column) => ({ ...column, retention: "ticket" })),
	}),
};

test("a change in the register or in a brand reaches every output", async () => {
	for (const legal of [SMALL, OWN, PARTNER]) {
		const before = await outputs({ legal, register: REGISTER });
		expect(await outputs({ legal: structuredClone(legal), register: structuredClone(REGISTER) })).toEqual(before);
		for (const [name, mutate] of Object.entries(MUTATIONS)) {
			const after = await outputs(mutate(legal));
			expect(Object.keys(after)).toHaveLength(legal === SMALL ? 5 : 4);
			const unchanged = Object.keys(before).filter((output) => after[output] === before[output]);
			expect({ brand: legal.brandName, name, unchanged }).toEqual({ brand: legal.brandName, name, unchanged: [] });
		}
	}
}, 240_000);

test("any terms that settings may hold appear in the statement and its facts", () => {
	const term = fc.record({ days: fc.integer({ min: 1, max: 30 }), months: fc.integer({ min: 2, max: 60 }) });
	fc.assert(
		fc.property(term, ({ days, months }) => {
			const legal: Legal = { ...OWN, responseDays: days, eraseAfterClosing: `P${months}M` };
			const text = renderText(deriveStatement(legal, "en", allOf(REGISTER))).replace(/\s+/g, " ");
			expect(text).toMatch(new RegExp(`within ${days} ${days === 1 ? "day" : "days"}\\b`));
			expect(text).toContain(`erase your data ${months} months later at the latest`);
			expect(statementFacts(legal, allOf(REGISTER)).values).toMatchObject({
				responseDays: days,
				eraseAfterClosing: `P${months}M`,
			});
		}),
		{ numRuns: 25 },
	);
});

test("the machine-readable statement validates against the TILT schema, whose own invalid example does not", () => {
	const read = (name: string) =>
		JSON.parse(readFileSync(new URL(`../../support/fixtures/tilt/${name}.json`, import.meta.url), "utf8"));
	const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
	formats.default.default(ajv);
	const validate = ajv.compile(read("tilt-schema"));
	expect(validate(read("tilt"))).toBe(true);
	expect(validate(read("tilt-NOT-valid"))).toBe(false);
	for (const legal of Object.values(BRANDS)) {
		const document = toTilt(legal, "en", VERSION, allOf(REGISTER));
		expect({ valid: validate(document), errors: validate.errors ?? [] }).toEqual({ valid: true, errors: [] });
		expect(validate({ ...document, controller: {} })).toBe(false);
	}
});
