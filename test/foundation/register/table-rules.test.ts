import { describe, expect, it } from "vitest";
import { TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS } from "#foundation/db/tables.ts";
import type { Register } from "#foundation/register/declaration.ts";
import { TablesDisagree, tableRules } from "#foundation/register/table-rules.ts";
import { REGISTER, TABLE_RULES } from "../../../src/register.ts";

/** The register with one declared table taken out or changed. */
const changed = (table: string, other: "owned" | undefined): Register =>
	REGISTER.map((declaration) => {
		const { [table]: found, ...rest } = declaration.tables;
		if (found === undefined) return declaration;
		return { ...declaration, tables: other === undefined ? rest : { ...rest, [table]: { ...found, class: other } } };
	});

describe("the rules of tables", () => {
	it("give each generated table its class", () => {
		const tables = [...TABLE_RULES].filter(([, { viewFor }]) => viewFor === undefined);
		const classes = tables.map(([table, rule]) => [table, rule.class]);
		expect(Object.fromEntries(classes)).toEqual(TABLE_CLASSES);
	});

	it("are not made while the classes of a table differ, and the refusal names it", () => {
		const start = () => tableRules(changed("member", "owned"), TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS);
		expect(start).toThrow(TablesDisagree);
		expect(start).toThrow(/\n {2}member: its migration says class shared, its declaration owned$/);
	});

	it("are not made for a table that no feature declares, a planned declaration is none", () => {
		const why = /\n {2}member: the migrations create it, but no feature declares it\n/;
		expect(() => tableRules(changed("member", undefined), TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS)).toThrow(why);
		const planned = REGISTER.map((one) => (Object.hasOwn(one.tables, "member") ? { ...one, planned: true } : one));
		expect(() => tableRules(planned, TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS)).toThrow(
			/member: the migrations create it/,
		);
	});

	it("are not made for a declared table that no migration creates, and all that is wrong is said at once", () => {
		const { photo: _, ...fewer } = TABLE_CLASSES;
		expect(() => tableRules(changed("member", "owned"), fewer, TABLE_COLUMNS, USABLE_VIEWS)).toThrow(
			/\n {2}member: its migration says .*\n {2}photo: a feature declares it, but no migration creates it$/,
		);
	});
});
