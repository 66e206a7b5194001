import { describe, expect, test } from "vitest";
import { TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS } from "#foundation/db/tables.ts";
import { checkPaths } from "#foundation/register/check/check-paths.ts";
import type {
	Declaration,
	ObjectDeclaration,
	Path,
	Register,
	Subject,
	TableDeclaration,
} from "#foundation/register/declaration.ts";
import { BRAND_ID, declare, foundBy, MEMBER_CLOSED, none, personal, ROW_ID } from "#foundation/register/declare.ts";
import { TablesDisagree, tableRules } from "#foundation/register/table-rules.ts";
import { REGISTER } from "../../../src/register.ts";

const given = personal({
	item: "photos",
	category: "voluntary",
	mayHoldSpecial: true,
	purposes: ["profiles", "moderation"],
	retention: "brand",
	erase: { by: "shred", unit: "special" },
});

/** Tables that are right, to be made wrong: of an owner, of a realm, and of the platform. */
const PHOTO: TableDeclaration = {
	class: "owned",
	subjects: foundBy("member_id", "member"),
	clocks: { brand: MEMBER_CLOSED },
	rowOnErase: "delete",
	columns: { brand_id: BRAND_ID, id: ROW_ID, member_id: none("An id."), object_key: given },
};
const MEMBER: TableDeclaration = {
	class: "shared",
	columns: { realm_id: none("A realm."), id: ROW_ID, closed_at: none("A time.") },
};
const HOST: TableDeclaration = { class: "platform", columns: { hostname: none("A name."), since: none("A time.") } };
const OBJECTS: ObjectDeclaration = { prefix: "photos/", key: "photo.object_key", ...given };

/** What the check says of a live feature with these tables; the database has the columns of the right ones. */
function problemsOf(photo: TableDeclaration, objects: ObjectDeclaration[] = [], planned = false): string[] {
	const tables = { member: MEMBER, host: HOST };
	const others = declare({ feature: "t", planned: false, tables });
	const own: Declaration = declare({ feature: "p", planned, tables: { photo }, objects });
	const database = new Map(
		Object.entries({ ...tables, photo: PHOTO }).map(([name, { columns }]) => [name, new Set(Object.keys(columns))]),
	);
	return checkPaths([others, own], (table) => database.get(table));
}

const without = (field: "subjects" | "clocks" | "rowOnErase"): TableDeclaration => {
	const { [field]: _, ...rest } = PHOTO;
	return rest;
};
const bySubject = (subject: Partial<Subject>): TableDeclaration => ({
	...PHOTO,
	subjects: [{ as: "member", column: "member_id", ...subject }],
});
const byClock = (clock: Path): TableDeclaration => ({ ...PHOTO, clocks: { brand: clock } });
const PLANNED: TableDeclaration = { class: "owned", subjects: "later", columns: PHOTO.columns };

describe("how people, clocks and objects are found", () => {
	test("is right in a register that says it of everything", () => {
		expect(problemsOf(PHOTO, [OBJECTS])).toEqual([]);
		expect(problemsOf(bySubject({ columns: ["object_key"] }))).toEqual([]);
		expect(problemsOf({ ...PHOTO, subjects: { none: "A reason." } })).toEqual([]);
		expect(problemsOf(PLANNED, [{ ...OBJECTS, key: "later" }], true)).toEqual([]);
		expect(problemsOf({ class: "owned", columns: { id: ROW_ID } })).toEqual([]);
		expect(problemsOf({ class: "owned", columns: { id: ROW_ID } }, [], true)).toEqual([]);
	});

	test.each<[string, TableDeclaration, string]>([
		[
			"personal data without subjects",
			without("subjects"),
			"photo: holds personal data, but says not how a row is found from a person",
		],
		[
			"a live table whose subjects come later",
			{ ...PHOTO, subjects: "later" },
			"photo: its feature is live, but its subjects are to be declared later",
		],
		[
			"nobody to be found, without a reason",
			{ ...PHOTO, subjects: { none: " " } },
			"photo: nobody can be found in it, but without a reason",
		],
		[
			"a table that says not what becomes of its row",
			without("rowOnErase"),
			"photo: says not whether a row goes once its personal columns are erased",
		],
		["a rule without a clock", without("clocks"), "photo: the rule brand has no clock"],
		[
			"the statutory rule of a kept column without a clock",
			{ ...PHOTO, columns: { ...PHOTO.columns, object_key: { ...given, erase: { by: "retain", until: "fiscal" } } } },
			"photo: the rule fiscal has no clock",
		],
		[
			"a clock for a rule that no column uses",
			{ ...PHOTO, clocks: { brand: MEMBER_CLOSED, mail: "member_id" } },
			"photo: a clock for the rule mail, which no column uses",
		],
		[
			"a subject in a column that the table lacks",
			bySubject({ column: "owner_id" }),
			"photo: subject member: the database has no photo.owner_id",
		],
		[
			"a key of a row by a column that the table lacks",
			{ ...PHOTO, rowKey: { owner: "member_id", unit: "core:photo:", by: "name_index" } },
			"photo: key of a row: the database has no photo.name_index",
		],
		[
			"a subject behind a join from a column that the table lacks",
			bySubject({ column: "id", via: [{ from: "owner_id", table: "member", to: "id" }] }),
			"photo: subject member: the database has no photo.owner_id",
		],
		[
			"a subject behind a join to a column that the other table lacks",
			bySubject({ column: "id", via: [{ from: "member_id", table: "member", to: "owner_id" }] }),
			"photo: subject member: the database has no member.owner_id",
		],
		[
			"a subject behind a join to a table that the database lacks",
			bySubject({ column: "id", via: [{ from: "member_id", table: "staff", to: "id" }] }),
			"photo: subject member: the database has no table staff",
		],
		[
			"a subject in a column that only the table before the join has",
			bySubject({ column: "object_key", via: [{ from: "member_id", table: "member", to: "id" }] }),
			"photo: subject member: the database has no member.object_key",
		],
		[
			"a second join that leads nowhere",
			bySubject({
				column: "id",
				via: [
					{ from: "member_id", table: "member", to: "id" },
					{ from: "member_id", table: "photo", to: "id" },
				],
			}),
			"photo: subject member: the database has no member.member_id",
		],
		[
			"a clock in a column that the table lacks",
			byClock({ column: "decided_at" }),
			"photo: clock of brand: the database has no photo.decided_at",
		],
		[
			"a clock in a column of the table that the joined one lacks",
			byClock({ column: "object_key", via: [{ from: "member_id", table: "member", to: "id" }] }),
			"photo: clock of brand: the database has no member.object_key",
		],
		[
			"a join to a table of the platform",
			byClock({ column: "since", via: [{ from: "brand_id", table: "host", to: "hostname" }] }),
			"photo: clock of brand: host belongs to no realm, so nothing joins it",
		],
		[
			"a join from a table of the platform",
			{ ...byClock(MEMBER_CLOSED), class: "platform" },
			"photo: clock of brand: photo belongs to no realm, so nothing joins it",
		],
		[
			"an erasure that touches a column that is not personal",
			bySubject({ columns: ["member_id"] }),
			"photo: subject member: touches photo.member_id, which is not personal",
		],
		[
			"an erasure that touches a column that is not there",
			bySubject({ columns: ["state"] }),
			"photo: subject member: touches photo.state, which is not there",
		],
		[
			"an erasure that touches a declared column that the database lacks",
			{ ...bySubject({ columns: ["state"] }), columns: { ...PHOTO.columns, state: given } },
			"photo: subject member: touches photo.state, which is not there",
		],
	])("is refused with %s", (_what, photo, problem) => {
		expect(problemsOf(photo)).toEqual([problem]);
	});

	test("is refused of rows about a person without a personal column, unless they say what becomes of them", () => {
		const keys: TableDeclaration = {
			class: "owned",
			subjects: foundBy("member_id", "member"),
			columns: { id: ROW_ID },
		};
		expect(problemsOf(keys)).toEqual(["photo: says not whether a row goes once its personal columns are erased"]);
		expect(problemsOf({ ...keys, rowOnErase: "delete" })).toEqual([]);
	});

	test.each<[string, TableDeclaration, string]>([
		["subjects already", { ...PLANNED, subjects: foundBy("member_id", "member") }, "says of its subjects: later"],
		["nobody to be found", { ...PLANNED, subjects: { none: "A reason." } }, "says of its subjects: later"],
		["no word of subjects", { class: "owned", columns: PHOTO.columns }, "says of its subjects: later"],
		["clocks already", { ...PLANNED, clocks: { brand: MEMBER_CLOSED } }, "has no clocks"],
	])("is refused of a planned table with %s", (_what, photo, problem) => {
		expect(problemsOf(photo, [], true)).toEqual([`photo: a planned table ${problem}`]);
	});

	test.each<[string, ObjectDeclaration["key"], string]>([
		["a key that the database lacks", "photo.state", "objects photos/: key: the database has no photo.state"],
		["a key in a table that the database lacks", "staff.id", "objects photos/: key: the database has no table staff"],
		[
			"a key that is not personal",
			"photo.member_id",
			"objects photos/: hold personal data, but their key photo.member_id is not personal",
		],
		["a key that comes later", "later", "objects photos/: its feature is live, but its key is to be declared later"],
		["no key and no reason", { none: "" }, "objects photos/: no row names them, but without a reason"],
	])("is refused of objects with %s", (_what, key, problem) => {
		expect(problemsOf(PHOTO, [{ ...OBJECTS, key }])).toEqual([problem]);
	});

	test("is refused of planned objects whose key is named, and allowed of impersonal ones with any key", () => {
		expect(problemsOf(PLANNED, [OBJECTS], true)).toEqual(["objects photos/: a planned feature says of its key: later"]);
		expect(problemsOf(PHOTO, [{ prefix: "x/", key: "photo.id", ...none("A reason.") }])).toEqual([]);
	});
});

describe("the start", () => {
	test("is refused with a path that leads nowhere, by the columns of the migrations", () => {
		const register: Register = REGISTER.map((declaration) => {
			const { photo, ...rest } = declaration.tables;
			return photo
				? { ...declaration, tables: { ...rest, photo: { ...photo, clocks: { brand: "settled_at" } } } }
				: declaration;
		});
		const start = () => tableRules(register, TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS);
		expect(start).toThrow(TablesDisagree);
		expect(start).toThrow(/\n {2}photo: clock of brand: the database has no photo\.settled_at$/);
	});

	test("is refused when a column of a path is dropped", () => {
		const columns = { ...TABLE_COLUMNS, mail_code: TABLE_COLUMNS.mail_code.filter((name) => name !== "issued_at") };
		expect(() => tableRules(REGISTER, TABLE_CLASSES, columns, USABLE_VIEWS)).toThrow(
			/\n {2}mail_code: clock of one_time_code: the database has no mail_code\.issued_at$/,
		);
	});
});

/** Whether a value of one type is one of the other: told by the compiler, so that a wrong answer below is an error. */
type Fits<Value, Wanted> = [Value] extends [Wanted] ? true : false;
type MemberJoin = { from: "member_id"; table: "member"; to: "id" };
type Via<Joins> = Fits<{ column: "closed_at"; via: Joins }, Path>;
type Found<Column> = Fits<{ as: "member"; column: Column }, Subject>;
type Counted<Clock> = Fits<{ brand: Clock }, NonNullable<TableDeclaration["clocks"]>>;
type OfTable<Subjects> = Fits<{ class: "owned"; columns: Record<string, never>; subjects: Subjects }, TableDeclaration>;
type Touched<Column> = Fits<{ as: "member"; column: "id"; columns: [Column] }, Subject>;
type Field<Name> = Fits<Name, keyof TableDeclaration>;
type RuleOfClock<Rule> = Fits<Rule, keyof NonNullable<TableDeclaration["clocks"]>>;
type KeyOfObjects<Key> = Fits<Key, ObjectDeclaration["key"]>;

test("prose is no declaration: it does not compile", () => {
	const names: [
		Found<"member_id">,
		Via<[MemberJoin]>,
		Via<[MemberJoin, MemberJoin]>,
		Counted<"closed_at">,
		Counted<{ column: "closed_at"; via: [MemberJoin] }>,
		RuleOfClock<"brand">,
		KeyOfObjects<"photo.object_key">,
		OfTable<[{ as: "member"; column: "member_id" }]>,
		OfTable<"later">,
		OfTable<{ none: "A reason." }>,
		Touched<"object_key">,
		Field<"subjects">,
	] = [true, true, true, true, true, true, true, true, true, true, true, true];
	const prose: [
		Found<"member_id; after erasure by the person's own receipt">,
		Via<[{ from: "payer_id through payer"; table: "member"; to: "id" }]>,
		Via<[{ from: "member_id"; table: "member"; to: "their id" }]>,
		Via<[{ from: "member_id"; table: "the member's account"; to: "id" }]>,
		Via<[MemberJoin, MemberJoin, MemberJoin]>,
		Counted<"when the account was closed">,
		Counted<{ column: "when the account was closed" }>,
		RuleOfClock<"after closing">,
		KeyOfObjects<"photo, by its object key">,
		OfTable<"member_id">,
		OfTable<[]>,
		Touched<"what the member wrote">,
		Field<"subject">,
	] = [false, false, false, false, false, false, false, false, false, false, false, false, false];
	expect(names).not.toContain(false);
	expect(prose).not.toContain(true);
});
