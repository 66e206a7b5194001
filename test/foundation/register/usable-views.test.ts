import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TABLE_CLASSES, TABLE_COLUMNS, type Tables, USABLE_VIEWS } from "#foundation/db/tables.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import { CONTESTABLE, RESTRICTABLE, usableViews } from "#foundation/register/usable/usable-views.ts";
import { REGISTER } from "../../../src/register.ts";
import { rawQuery, wholeReads } from "../../support/query-plan.ts";
import { migrated } from "../../support/stores/memory-database.ts";

const views = usableViews(REGISTER, TABLE_COLUMNS);
const tables = [...new Set(views.map(({ table }) => table as keyof Tables))];
const columnsOf = (table: keyof Tables) =>
	REGISTER.find(({ planned, tables: own }) => !planned && Object.hasOwn(own, table))?.tables[table]?.columns ?? {};

describe("views without restricted rows", () => {
	it("stand in the migrations as the register asks for them, each of them and no other (P41)", () => {
		const sql = (text: string) => text.replace(/^-- class: \w+\n/, "").replace(/;$/, "");
		const found = migrated().prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY name").all();
		const wanted = usableViews(REGISTER, TABLE_COLUMNS).map((view) => ({ name: view.name, sql: sql(view.sql) }));
		expect(found.map((row) => ({ ...row }))).toEqual(wanted.sort((one, other) => (one.name < other.name ? -1 : 1)));
		expect(Object.keys(USABLE_VIEWS).sort()).toEqual(wanted.map(({ name }) => name));
	});

	it("are there for every purpose of every table that members' data serve, and for no record", () => {
		expect(tables).toEqual(
			expect.arrayContaining(["member", "membership", "member_detail", "profile", "photo", "special_detail"]),
		);
		for (const table of tables) {
			const served = Object.values(columnsOf(table)).flatMap((one) => (isPersonal(one) ? one.purposes : []));
			const own = views.filter((view) => view.table === table).map(({ purpose }) => purpose);
			expect(new Set(own)).toEqual(new Set(served.filter((purpose) => RESTRICTABLE.includes(purpose))));
		}
		expect(RESTRICTABLE).not.toContain("accountability");
		expect(RESTRICTABLE).not.toContain("decisions");
	});

	it.each(views.map(({ name, table, subject }) => [name, table as keyof Tables, subject] as const))(
		"%s finds one member's rows, and their restrictions, by an index",
		(name, table, subject) => {
			const key = TABLE_CLASSES[table] === "owned" ? "brand_id" : "realm_id";
			const query = `SELECT * FROM ${name} WHERE ${key} = 'x' AND ${subject} = 'm'`;
			expect(wholeReads(rawQuery(query))).toEqual([]);
			const plan = migrated()
				.prepare(`EXPLAIN QUERY PLAN ${query}`)
				.all()
				.map(({ detail }) => String(detail));
			const looks = plan.filter((step) => / r /.test(step));
			expect(looks.length).toBeGreaterThan(0);
			for (const look of looks) expect(look).toMatch(/^SEARCH r USING INDEX restriction_in_force \(member_id=\?/);
			// As the table itself: nothing is gone through once more for the view.
			expect(plan.some((step) => /^(SCAN|MATERIALIZE|CO-ROUTINE)/.test(step))).toBe(false);
		},
	);
});

const MEMBERS = ["m1", "m2"] as const;
const BRANDS = ["b1", "b2"] as const;
const IDS = ["p1", "p2"] as const;
const restriction = fc.record({
	member: fc.constantFrom(...MEMBERS),
	brand: fc.constantFrom("", ...BRANDS),
	purpose: fc.constantFrom("", ...RESTRICTABLE),
	item: fc.constantFrom("", ...CONTESTABLE),
	row: fc.constantFrom("", ...IDS),
	isLifted: fc.boolean(),
});
type Planted = typeof restriction extends fc.Arbitrary<infer One> ? One : never;

/** Two members on two brands, with rows in every table; no check, key or trigger stands in the way. */
function world(restrictions: readonly Planted[]) {
	const sqlite = migrated();
	sqlite.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
	for (const { name } of sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
		sqlite.exec(`DROP TRIGGER ${name}`);
	for (const table of tables) {
		const own = sqlite.prepare(`PRAGMA table_info(${table})`).all();
		const subject = views.find((view) => view.table === table)?.subject ?? "";
		for (const member of MEMBERS)
			for (const brand of BRANDS)
				for (const id of IDS) {
					const values = own.map(({ name, type }) => {
						const known: Record<string, string> = { id, brand_id: brand, [subject]: member };
						if (known[String(name)] !== undefined) return known[String(name)] ?? "";
						return type === "BLOB" ? new Uint8Array([1]) : type === "INTEGER" ? 1 : `${member}${brand}${id}${name}`;
					});
					sqlite.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${values.map(() => "?").join(", ")})`).run(...values);
				}
	}
	const add = sqlite.prepare(
		"INSERT OR IGNORE INTO restriction VALUES ('r', ?, ?, ?, ?, ?, ?, 'claim', 's', NULL, ?, NULL, NULL, NULL, NULL)",
	);
	for (const [at, { member, brand, purpose, item, row, isLifted }] of restrictions.entries())
		add.run(`${at}`, member, brand, purpose, item, row, isLifted ? "l" : null);
	return sqlite;
}

/** The same by the register, row by row and column by column. */
function shownOf(
	view: (typeof views)[number],
	row: Record<string, unknown>,
	restrictions: readonly Planted[],
): Record<string, unknown> | undefined {
	const columns = columnsOf(view.table as keyof Tables);
	const standing = restrictions.filter(
		({ member, brand, purpose, isLifted }) =>
			!isLifted &&
			member === row[view.subject] &&
			(purpose === "" || purpose === view.purpose) &&
			(brand === "" || brand === row.brand_id),
	);
	if (standing.some(({ item }) => item === "")) return undefined;
	if (view.table === "photo")
		return standing.some((one) => one.row === "" || one.row === row.id) ? hiddenPhoto(standing, row) : row;
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => {
			const column = columns[name];
			const isHidden = column && isPersonal(column) && standing.some(({ item }) => item === column.item);
			return [name, isHidden && value instanceof Uint8Array ? null : value];
		}),
	);
}

const hiddenPhoto = (standing: readonly Planted[], row: Record<string, unknown>) =>
	standing.some((one) => one.item === "photos" && (one.row === "" || one.row === row.id)) ? undefined : row;

describe("what a view shows", () => {
	it("is what no restriction of the member, brand, purpose, item and photo hides, for any of them", () => {
		fc.assert(
			fc.property(fc.array(restriction, { maxLength: 4 }), (restrictions) => {
				const sqlite = world(restrictions);
				for (const view of views) {
					const rows = sqlite.prepare(`SELECT * FROM ${view.table}`).all();
					const shown = sqlite.prepare(`SELECT * FROM ${view.name}`).all();
					const wanted = rows.flatMap((row) => shownOf(view, row, restrictions) ?? []);
					expect(JSON.stringify(shown)).toBe(JSON.stringify(wanted));
				}
			}),
			{ numRuns: 60 },
		);
	});
});
