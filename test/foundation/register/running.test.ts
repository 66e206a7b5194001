import { describe, expect, it } from "vitest";
import { SERVED } from "#cli/publish/served.generated.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { declare } from "#foundation/register/declare.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { promiseNeeds, promisesMade } from "#foundation/register/promise-needs.ts";
import { PROMISE_IDS } from "#foundation/register/promises.ts";
import { asIfAllRan, type Need, type Running, runs } from "#foundation/register/running.ts";
import { FEATURE_NEEDS, recipientNeeds, SENTENCES, SWITCH_NEEDS } from "#foundation/register/sentences.ts";
import { runningWith } from "../../../src/app.tsx";
import { REGISTER } from "../../../src/register.ts";
import { ALL } from "../../support/fixtures/running.ts";

const { brands } = await loadTenants("tenants");
const RUNNING: Running = { register: REGISTER, ...SERVED };
const table = (planned: boolean) =>
	declare({ feature: "t", planned, tables: { letter: { class: "owned", columns: {} } } });
const SMALL: Running = {
	register: [table(false)],
	routes: ["brand GET /a"],
	jobs: ["sweep"],
	mail: ["service"],
	adapters: ["mail"],
};

/** Every need there is, with the place that names it. */
const NEEDS: [string, Need][] = [
	...Object.entries({ ...FEATURE_NEEDS, ...SENTENCES, ...SWITCH_NEEDS }),
	...PROMISE_IDS.map((id) => [id, promiseNeeds(id)] as const),
	...brands.flatMap(({ legal }) => legal.recipients.map((one) => [one.id, recipientNeeds(one)] as const)),
].flatMap(([place, needs]) => needs.map((need): [string, Need] => [place, need]));

describe("what runs", () => {
	it("is a live table, a mounted route, a registered job, a class of mail and an adapter, all of them or nothing", () => {
		const needs: Need[] = [
			{ table: "letter" },
			{ route: "brand GET /a" },
			{ job: "sweep" },
			{ mail: "service" },
			{ adapter: "mail" },
		];
		expect(runs(SMALL, needs)).toBe(true);
		expect(runs(SMALL, [])).toBe(true);
		expect(runs({ ...SMALL, register: [table(true)] }, needs)).toBe(false);
		expect(runs({ ...SMALL, routes: ["account GET /a"] }, needs)).toBe(false);
		expect(runs({ ...SMALL, jobs: [] }, needs)).toBe(false);
		expect(runs({ ...SMALL, mail: [] }, needs)).toBe(false);
		expect(runs({ ...SMALL, adapters: [] }, needs)).toBe(false);
		expect(runs(asIfAllRan({ register: [table(true)] }), [...needs, { route: "brand GET /b" }])).toBe(true);
	});

	it("is the same for the Worker, by its tables, and for the commands, by the list that was made of them", () => {
		const worker = runningWith(REGISTER);
		for (const names of ["routes", "jobs", "mail", "adapters"] as const)
			expect([...new Set(worker[names])].sort(), names).toEqual([...SERVED[names]].sort());
	});

	it("knows every table that a sentence needs, planned or live, so that no sentence waits for a misspelling", () => {
		const declared = new Set(REGISTER.flatMap(({ tables }) => Object.keys(tables)));
		expect(NEEDS.filter(([, need]) => "table" in need && !declared.has(need.table))).toEqual([]);
	});

	it("is everything that sentences need but what is still to be built, which stands here", () => {
		const names = NEEDS.filter(([, need]) => !("table" in need) && !runs(RUNNING, [need]));
		const missing = new Set(names.flatMap(([, need]) => Object.entries(need).map(([kind, name]) => `${kind} ${name}`)));
		expect([...missing].sort()).toEqual([
			"mail newsletter",
			"route account GET /payments",
			"route account POST /console/members/:member/erase",
			"route brand GET /messages",
			"route brand GET /report",
			"route brand GET /suggestions",
		]);
	});
});

const MEASURING: Readonly<Record<string, readonly string[]>> = {
	geilesexsite: ["google-analytics", "24metrics"],
	harbour: [],
	twero: ["google-analytics"],
};

describe("what a brand offers", () => {
	it.each(brands.map((brand) => [brand.id, brand] as const))(
		"on %s is what runs, and what waits is told",
		(id, brand) => {
			expect(brand.legal.features).toEqual([...["profiles", "helpdesk", ...(id === "harbour" ? [] : ["statistics"])]]);
			const asked = brand.legal.recipients.filter(({ requiresConsent }) => requiresConsent).map((one) => one.id);
			expect(asked).toEqual(MEASURING[id]);
			expect(asked.every((one) => SERVED.adapters.some((adapter) => adapter === one))).toBe(true);
			expect(brand.legal.recipients.map(({ kind }) => kind)).not.toContain("payment_provider");
			expect(brand.legal.contacts.rights.by).toBe(id === "geilesexsite" ? "helpdesk" : "email");
			expect(brand.waiting?.features).toContain("messages");
			expect(brand.waiting?.recipients).not.toContain("google-analytics");
			expect(offerOf(brand.legal, RUNNING).legal).toEqual(brand.legal);
		},
	);

	it("is no recipient of visits for which there is no code, whatever kind it is of", () => {
		const other = brands.map(({ legal }) => ({
			...legal,
			recipients: legal.recipients.map((one) => (one.id === "google-analytics" ? { ...one, id: "plausible" } : one)),
		}));
		for (const legal of other) {
			const { waiting } = offerOf(legal, RUNNING);
			expect(waiting.recipients).toEqual(legal.recipients.flatMap(({ id }) => (id === "plausible" ? [id] : [])));
		}
	});

	it("is all that its files ask for once everything runs", async () => {
		const all = await loadTenants("tenants", { running: ALL });
		for (const { legal, waiting } of all.brands) {
			expect(waiting).toEqual({ features: [], recipients: [] });
			expect(legal.features).toContain("messages");
		}
		expect(all.brands.find(({ id }) => id === "geilesexsite")?.legal.contacts.rights.by).toBe("helpdesk");
	});
});

describe("a promise", () => {
	it("is made where what it needs runs: all of them once everything does", () => {
		expect(promisesMade(ALL)).toEqual(PROMISE_IDS);
		const made = promisesMade(RUNNING);
		for (const id of ["P01", "P14", "P16", "P18", "P21", "P22", "P30", "P31", "P34", "P36", "P37", "P38"])
			expect(made).toContain(id);
		for (const id of ["P15", "P44", "P45", "P54", "P57", "P60"]) expect(made).toContain(id);
		for (const id of ["P06", "P07", "P11", "P43", "P59"]) expect(made).not.toContain(id);
	});
});
