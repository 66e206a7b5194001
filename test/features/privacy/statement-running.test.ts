import { describe, expect, it } from "vitest";
import { RUNNING } from "#cli/publish/running.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { toTilt } from "#features/privacy/statement/tilt.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { walkSections } from "#foundation/documents/tree.ts";
import { compileTerms } from "#foundation/register/compile-terms.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { promisesMade } from "#foundation/register/promise-needs.ts";
import { PROMISES } from "#foundation/register/promises.ts";
import type { Running } from "#foundation/register/running.ts";
import { LOCALES, words } from "#locales/locales.ts";
import { BRANDS, OWN } from "../../support/fixtures/legal.ts";
import { ALL } from "../../support/fixtures/running.ts";

const { brands } = await loadTenants("tenants");
/** With the terms that a publication of today fixes. */
const asPublished = (legal: Legal): Legal => ({ ...legal, register: compileTerms(legal, RUNNING.register) });
const VERSION = {
	...{ number: 1, publishedAt: "2026-01-02T03:04:05.000Z", effectiveAt: "2026-01-02T03:04:05.000Z" },
	...{ hash: "0".repeat(64), url: "https://alfa.example/privacy" },
};
const EVERY = [
	...brands.map(({ id, legal }) => ({ id, legal })),
	...Object.entries(BRANDS).map(([id, legal]) => ({ id, legal: asPublished(legal) })),
];
const CASES = EVERY.flatMap((brand) => LOCALES.map((locale) => ({ ...brand, locale })));
const flat = (text: string) => text.replace(/\s+/g, " ");

/** Items that planned declarations alone hold. */
const PLANNED = (() => {
	const held = (planned: boolean) =>
		RUNNING.register
			.filter((one) => one.planned === planned)
			.flatMap(({ tables, cookies }) => [
				...Object.values(tables).flatMap(({ columns }) => Object.values(columns).filter(isPersonal)),
				...cookies,
			])
			.map(({ item }) => item);
	const live = new Set(held(false));
	return [...new Set(held(true))].filter((item) => !live.has(item));
})();

/** With the tables and addresses of one feature, as the version of the code that brings it would have. */
const withLive = (feature: string, routes: string[] = []): Running => ({
	...RUNNING,
	register: RUNNING.register.map((one) => (one.feature === feature ? { ...one, planned: false } : one)),
	routes: [...RUNNING.routes, ...routes],
});

describe("a statement of what runs", () => {
	it.each(CASES)("names on $id in $locale no item that nothing holds yet, as text or data", ({ legal, locale }) => {
		const tree = deriveStatement(legal, locale, RUNNING);
		const names = words(locale).register.items;
		const rows = [...walkSections(tree.sections)].flatMap(({ section }) =>
			section.blocks.flatMap((block) => (block.kind === "table" ? block.rows.map(([cell]) => String(cell)) : [])),
		);
		const data = JSON.stringify(toTilt(legal, locale, VERSION, RUNNING));
		expect(PLANNED.length).toBeGreaterThan(10);
		for (const item of PLANNED) {
			expect(rows, item).not.toContain(names[item].name);
			expect(data, item).not.toContain(`.${item}"`);
		}
	});

	it.each(CASES)(
		"links on $id in $locale to pages that are there, and sends requests to a form or a mailbox",
		({ legal, locale }) => {
			const tree = deriveStatement(legal, locale, RUNNING);
			const links = [...JSON.stringify(tree).matchAll(/"href":"(\/[^"]*)"/g)].map(([, path]) => `brand GET ${path}`);
			expect(links.filter((route) => !RUNNING.routes.includes(route))).toEqual([]);
			expect(links.length).toBeGreaterThan(3);
			const rights = tree.sections.find(({ id }) => id === "rights");
			// A brand that sends requests to the form of the help desk first names the officer beside it.
			expect(JSON.stringify(rights)).toMatch(/mailto:/);
			expect(links.includes("brand GET /helpdesk")).toBe(legal.features.includes("helpdesk"));
		},
	);

	it.each(brands.map((brand) => [brand.id, brand] as const))(
		"of %s states the promises that can be made, and no other",
		(id, { legal }) => {
			const made: readonly string[] = promisesMade(RUNNING);
			for (const locale of LOCALES) {
				const stated = [...walkSections(deriveStatement(legal, locale, RUNNING).sections)].flatMap(
					({ section }) => section.promises,
				);
				const wanted = Object.entries(PROMISES).filter(
					([promise, { scope }]) => [id, "both"].includes(scope) && made.includes(promise),
				);
				const missing = wanted.map(([promise]) => promise).filter((promise) => !stated.includes(promise));
				// A site that is not for adults holds no special data.
				expect(missing).toEqual(legal.adult ? [] : ["P05"]);
				expect(stated.filter((promise) => !made.includes(promise))).toEqual([]);
			}
		},
	);

	it("gives each right its own way where that runs, and otherwise the address", () => {
		const cell = (running: Running, right: string) =>
			JSON.stringify(deriveStatement(asPublished(OWN), "en", running).sections.find(({ id }) => id === "rights")).match(
				new RegExp(`\\[\\["${right}[^"]*"\\],\\["([^"]*)"\\]`),
			)?.[1];
		const without = { ...RUNNING, routes: [] };
		expect(cell(without, "Taking them")).toBe("Ask us.");
		for (const running of [RUNNING, ALL]) expect(cell(running, "Taking them")).toMatch(/^Download a copy/);
		expect(cell(RUNNING, "Withdrawing")).toMatch(/^At any time/);
		expect(cell(without, "Withdrawing")).toBe("Ask us.");
		expect(cell(without, "Closing")).toBe("Ask us.");
	});

	it("says of erasure, notice and keys what the jobs do, and nothing without them", () => {
		const text = (running: Running) => flat(renderText(deriveStatement(asPublished(OWN), "en", running)));
		const said = [
			...[/erase your data 60 months later/, /you hear of it at least 30 days/, /replaced regularly/],
			...[/ask for erasure at once/, /confirmation of what was erased/],
		];
		for (const sentence of said) {
			expect(text(RUNNING)).toMatch(sentence);
			expect(text({ ...RUNNING, jobs: [] })).not.toMatch(sentence);
		}
	});

	it("speaks of messages from the day on that they exist", () => {
		const text = (running: Running) => flat(renderText(deriveStatement(asPublished(OWN), "nl", running)));
		expect(text(RUNNING)).not.toMatch(/aan andere leden schrijft|[Bb]erichten versturen/);
		expect(text(withLive("messages"))).not.toMatch(/aan andere leden schrijft/);
		expect(text(withLive("messages", ["brand GET /messages"]))).toMatch(
			/Berichten versturen.*aan andere leden schrijft/,
		);
	});

	it("is marked in every form where it holds what is planned, and not otherwise", () => {
		for (const locale of LOCALES) {
			const { forReview } = words(locale).statement;
			const forms = (running: Running) => [
				flat(renderText(deriveStatement(asPublished(OWN), locale, running))),
				JSON.stringify(toTilt(asPublished(OWN), locale, VERSION, running)),
			];
			for (const form of forms(ALL)) expect(form).toContain(forReview);
			for (const form of forms(RUNNING)) expect(form).not.toContain(forReview);
		}
	});
});
