import { type Compilable, type OperationNode, SelectQueryNode, sql, type TableExpression } from "kysely";
import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import type { REFUSAL } from "#foundation/db/scope-refusals.ts";
import { ScopeError } from "#foundation/db/scope-refusals.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { Use } from "#foundation/db/use.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { TABLE_RULES } from "../../../src/register.ts";

const brand = brandIdSchema.parse("twero");
const realm = realmIdSchema.parse("jupiter-media");
const check = (root: OperationNode, use: Use = "storage") =>
	checkScope(root, TABLE_RULES, { kind: "brand", brand, realm }, use);

const choice = { realm_id: realm, member_id: "m", brand_id: brand, class: "service", wanted: 1, changed_at: "now" };
const profile = { brand_id: brand, member_id: "m", display_name_sealed: new Uint8Array(1), updated_at: "now" };
const profiles = build.selectFrom("profile").select("member_id").where("brand_id", "=", brand);
const insertProfile = build.insertInto("profile");
const text = { updated_at: "now" };

type Case = {
	refused: Compilable<unknown> | OperationNode;
	/** Parts that the refusal names: query, table, column, and what to write. */
	says: readonly string[];
	/** The same wish in the idiom that the refusal names. Absent where no query is one. */
	passes?: Compilable<unknown>;
	/** What the rows are read for. */
	use?: Use;
};

/** Per refusal, a query that meets it and what a reader is told to write instead. */
const CASES: Record<keyof typeof REFUSAL, Case> = {
	notAQuery: {
		refused: build.schema.dropTable("profile"),
		says: ["droptable of ", "DropTableNode is not a query", "migrations/"],
	},
	withOrMerge: {
		refused: build
			.with("p", () => profiles)
			.selectFrom("p")
			.selectAll(),
		says: ["select of p, profile: ", "common table expressions", 'selectFrom(inner.as("t"))'],
		passes: build.selectFrom(profiles.as("p")).selectAll(),
	},
	rawSql: {
		refused: profiles.where(sql<boolean>`length(member_id) > 1`),
		says: ["select of profile: ", '"length(member_id) > 1"', "eb.fn"],
		passes: profiles.where((eb) => eb(eb.fn<number>("length", ["member_id"]), ">", 1)),
	},
	unknownFunction: {
		refused: build
			.selectFrom("profile")
			.select((eb) => eb.fn<string>("upper", ["member_id"]).as("id"))
			.where("brand_id", "=", brand),
		says: ["select of profile: ", '"upper"', "lower"],
		passes: build
			.selectFrom("profile")
			.select((eb) => eb.fn<string>("lower", ["member_id"]).as("id"))
			.where("brand_id", "=", brand),
	},
	schemaNamed: {
		refused: build.withSchema("main").selectFrom("profile").select("member_id"),
		says: ["select of profile: ", 'write "profile" alone'],
		passes: profiles,
	},
	unknownTable: {
		refused: build.selectFrom("favourite" as "profile").select("member_id"),
		says: ["favourite is not a table that this database knows", "migration", "personal-data.ts", "npm run generate"],
	},
	notATable: {
		refused: build.selectFrom((eb) => eb.fn<{ id: string }>("lower", [eb.val("x")]).as("t")).selectAll(),
		says: ["FunctionNode is not a table", 'inner.as("t")'],
		passes: build.selectFrom(profiles.as("t")).selectAll(),
	},
	nameless: {
		refused: SelectQueryNode.createFrom([profiles.toOperationNode()]),
		says: ["select of profile: ", "no plain name", 'inner.as("t")'],
		passes: build.selectFrom(profiles.as("t")).selectAll(),
	},
	sameName: {
		refused: build
			.selectFrom(["profile as p", "membership as p"] as TableExpression<Tables, never>[])
			.select("p.member_id" as never),
		says: ["select of profile, membership: ", 'one name, "p"', 'as in "member as first"'],
		passes: build
			.selectFrom(["profile as p", "membership as m"])
			.select("p.member_id")
			.where("p.brand_id", "=", brand)
			.where("m.brand_id", "=", brand),
	},
	unpinned: {
		refused: build
			.selectFrom("membership as m")
			.innerJoin("member as who", "who.id", "m.member_id")
			.select("who.id")
			.where("m.brand_id", "=", brand),
		says: ["select of membership, member: ", "member is used without realm_id", '.on("who.realm_id", "=", realm)'],
		passes: build
			.selectFrom("membership as m")
			.innerJoin("member as who", (join) => join.onRef("who.id", "=", "m.member_id").on("who.realm_id", "=", realm))
			.select("who.id")
			.where("m.brand_id", "=", brand),
	},
	join: {
		refused: build
			.selectFrom("membership as m")
			.fullJoin("profile as p", "p.member_id", "m.member_id")
			.select("m.member_id")
			.where("m.brand_id", "=", brand)
			.where("p.brand_id", "=", brand),
		says: ["FullJoin is not understood", 'innerJoin or leftJoin with "p"'],
		passes: build
			.selectFrom("membership as m")
			.leftJoin("profile as p", (join) => join.onRef("p.member_id", "=", "m.member_id").on("p.brand_id", "=", brand))
			.select("m.member_id")
			.where("m.brand_id", "=", brand),
	},
	deleteUsing: {
		refused: build.deleteFrom("profile").using("membership").where("profile.brand_id", "=", brand),
		says: ["delete of profile, membership: ", 'deleteFrom("profile").where("id", "in", inner)'],
		passes: build.deleteFrom("profile").where("brand_id", "=", brand).where("member_id", "in", profiles),
	},
	keyChanged: {
		refused: build.updateTable("profile").set({ brand_id: "other" }).where("brand_id", "=", brand),
		says: ["update of profile: ", "brand_id is never changed", "the columns of profile"],
		passes: build.updateTable("profile").set(text).where("brand_id", "=", brand),
	},
	replace: {
		refused: build.replaceInto("profile").values(profile),
		says: ["insert of profile: ", 'insertInto("profile")', '.columns(["brand_id", …]).doUpdateSet(…)'],
		passes: insertProfile
			.values(profile)
			.onConflict((conflict) => conflict.columns(["brand_id", "member_id"]).doUpdateSet(text)),
	},
	insertFrom: {
		refused: insertProfile
			.columns(["brand_id", "member_id"])
			.expression(build.selectFrom("membership").select(["brand_id", "member_id"]).where("brand_id", "=", brand)),
		says: [
			"insert of profile, membership: ",
			"INSERT … SELECT FROM is not understood",
			".values([{ brand_id: brand, … }])",
			'eb.val(brand).as("brand_id")',
			"eb.exists(inner)",
		],
		passes: insertProfile
			.columns(["brand_id", "member_id"])
			.expression(
				build
					.selectNoFrom((eb) => [eb.val(brand).as("brand_id"), eb.val("m").as("member_id")])
					.where((eb) => eb.exists(profiles)),
			),
	},
	insertElsewhere: {
		refused: build.insertInto("mail_limit").values({ realm_id: "other", member_id: "m" } as never),
		says: ["insert of mail_limit: ", "rows of this realm only", ".values({ realm_id: realm, … })"],
		passes: build.insertInto("mail_choice").values(choice as never),
	},
	duplicateKey: {
		refused: insertProfile.values(profile).onDuplicateKeyUpdate(text),
		says: ["insert of profile: ", "is not SQLite", '.columns(["brand_id", …])'],
		passes: insertProfile.values(profile).onConflict((conflict) => conflict.doNothing()),
	},
	conflictElsewhere: {
		refused: insertProfile.values(profile).onConflict((conflict) => conflict.column("member_id").doUpdateSet(text)),
		says: ["insert of profile: ", '.columns(["brand_id", …])', "with the key of profile"],
		passes: insertProfile
			.values(profile)
			.onConflict((conflict) => conflict.columns(["brand_id", "member_id"]).doUpdateSet(text)),
	},
	restricted: {
		use: "profiles",
		refused: profiles,
		says: ["select of profile: ", 'read for "profiles"', 'select from "profile_usable_for_profiles"'],
		passes: build.selectFrom("profile_usable_for_profiles").select("member_id").where("brand_id", "=", brand),
	},
	noPurpose: {
		use: "moderation",
		refused: build.selectFrom("profile_visibility").select("field").where("brand_id", "=", brand),
		says: ["select of profile_visibility: ", 'used for "moderation"', "personal-data.ts", "database.for("],
	},
	otherPurpose: {
		use: "profiles",
		refused: build.selectFrom("photo_usable_for_moderation").select("id").where("brand_id", "=", brand),
		says: ["select of photo_usable_for_moderation: ", 'used for "profiles"', "its own view"],
		passes: build.selectFrom("photo_usable_for_profiles").select("id").where("brand_id", "=", brand),
	},
	ofOthers: {
		use: "own access",
		refused: profiles,
		says: ["select of profile: ", "member_id = one member", '"profile_usable_for_profiles"', "database.for("],
		passes: profiles.where("member_id", "=", "m"),
	},
	viewWritten: {
		refused: build.deleteFrom("profile_usable_for_profiles").where("brand_id", "=", brand),
		says: ["profile_usable_for_profiles is read only"],
	},
};

const treeOf = (query: Case["refused"]): OperationNode => ("kind" in query ? query : query.compile().query);
const refusalOf = (query: Case["refused"], use?: Use): string => {
	try {
		check(treeOf(query), use);
	} catch (error) {
		if (error instanceof ScopeError) return error.message;
		throw error;
	}
	return "it was let through";
};

describe("a query that the scope rule refuses", () => {
	it.each(Object.entries(CASES))(
		"says for %s which table and what to write instead",
		(_name, { refused, says, use }) => {
			const message = refusalOf(refused, use);
			for (const part of says) expect(message).toContain(part);
			expect(message).not.toContain("undefined");
		},
	);

	it.each(Object.entries(CASES).filter(([, { passes }]) => passes))("passes once %s is mended so", (_name, row) => {
		expect(row.passes && refusalOf(row.passes, row.use)).toBe("it was let through");
	});
});
