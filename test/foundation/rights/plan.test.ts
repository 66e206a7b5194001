import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addDuration } from "#foundation/i18n/duration.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { endsWithAccount, realmTermsAt, soonestEnd } from "#foundation/register/terms.ts";
import { eraseSubjects } from "#foundation/rights/erase-subjects.ts";
import { type CountedPlan, objectKeys, planOf } from "#foundation/rights/plan.ts";
import { BRANDS, insertRows, memberRows, REALM } from "../../support/fixtures/person-rows.ts";
import { PLANTED_REGISTER, PLANTED_SQL, plantTables } from "../../support/fixtures/planted-feature.ts";
import { type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";

const CLOSED = "2026-11-29T15:30:00.000Z";
const PURGE = addDuration(new Date(CLOSED), "P60M").toISOString();
const NOW = "2031-11-29T08:00:00.000Z";
const EVIDENCE = { day: "2031-11-29", at: NOW };
const OWNER = { kind: "member", realm: REALM, brands: BRANDS } as const;

beforeAll(plantTables);

async function plantedWorld(): Promise<RetentionWorld> {
	const world = await retentionWorld(Date.parse(NOW));
	world.sqlite.exec(PLANTED_SQL);
	return world;
}

const termsOf = (world: RetentionWorld) => {
	const realm = world.snapshot.findRealm({ id: REALM });
	return realm ? realmTermsAt(realm, NOW) : [];
};

function planned(world: RetentionWorld, subject: string): Promise<CountedPlan> {
	const terms = termsOf(world);
	const ends = (rule: RetentionId) => endsWithAccount(terms, rule);
	const endOf = (rule: RetentionId, from: string) => soonestEnd(terms, rule, new Date(from)).toISOString();
	return planOf(world.database, { ...OWNER, subject }, { register: PLANTED_REGISTER, ends, endOf, at: NOW });
}

async function erase(world: RetentionWorld, ...subjects: string[]): Promise<void> {
	const context = world.context(PLANTED_REGISTER);
	const run = { context, database: context.database("retention"), register: PLANTED_REGISTER, hooks: [] };
	await eraseSubjects({ ...run, terms: termsOf(world) }, { ...OWNER, subjects, evidence: EVIDENCE });
}

describe("the plan of an erasure", () => {
	it("says of a member with rows everywhere which rows, objects and keys go, and what stays until when", async () => {
		const world = await plantedWorld();
		const at = "2024-01-05T10:00:00.000Z";
		await world.database.write(
			...insertRows(memberRows({ id: "one", at, closedAt: CLOSED, purgeAt: PURGE })),
			...insertRows(memberRows({ id: "two", at })),
		);
		const [plain, adult] = BRANDS;
		const plan = await planned(world, "one");
		const gone = (table: string, rows = 1) => ({ table, rows, becomes: "gone" });
		expect([...plan.rows].sort((one, other) => one.table.localeCompare(other.table))).toEqual([
			...[
				"authenticator",
				"copy_link",
				"export",
				"mail_bounce",
				"mail_choice",
				"mail_code",
				"mail_limit",
				"mail_stop",
				"member",
			].map((name) => gone(name)),
			...[gone("member_detail"), gone("membership", 2), gone("outbox"), gone("passkey"), gone("password_guess")],
			...["photo", "profile", "profile_visibility"].map((name) => gone(name)),
			...["recovery_code", "reseal_due"].map((name) => gone(name)),
			...["session", "sign_in_code", "special_detail", "ticket", "ticket_attachment"].map((name) => gone(name)),
			...["ticket_message", "unsealed_agreement"].map((name) => gone(name)),
		]);
		expect(plan.rows.at(-1)?.table).toBe("member");
		expect(plan.objects).toEqual(
			expect.arrayContaining([
				{ prefix: "photos/", objects: 1 },
				{ prefix: "exports/", objects: 1 },
				{ prefix: "helpdesk/", objects: 1 },
			]),
		);
		expect(plan.objects).toHaveLength(3);
		expect(plan.keys).toEqual([
			...[
				`brand:${plain}:profile`,
				"core",
				"core:detail",
				"core:export:copy one",
				"core:ticket:ticket one",
				"message:m",
				`special:${adult}:profiles`,
			],
			`special:${adult}:profiles:photo:p`,
		]);
		expect(plan.holds).toEqual([
			{ table: "measure", rules: ["moderation_decision"], rows: 1, until: "2024-07-05T09:00:00.000Z" },
			{ table: "age_check", rules: ["moderation_decision"], rows: 1, until: "2024-07-05T09:00:00.000Z" },
			{ table: "consent_event", rules: ["consent_evidence"], rows: 3, until: "2029-01-05T10:00:00.000Z" },
			{ table: "acceptance", rules: ["acceptance"], rows: 1, until: undefined },
			{ table: "staff_access", rules: ["staff_access"], rows: 1, until: "2026-01-05T10:00:00.000Z" },
			{ table: "rights_request_event", rules: ["rights_request"], rows: 2, until: undefined },
			{ table: "rights_request", rules: ["rights_request"], rows: 1, until: "2029-01-05T10:00:00.000Z" },
			{ table: "disclosure", rules: ["disclosure"], rows: 1, until: "2029-01-05T10:00:00.000Z" },
			{ table: "legal_disclosure", rules: ["disclosure"], rows: 1, until: "2029-01-05T10:00:00.000Z" },
			...["restriction", "processing_choice"].map((table) => {
				return { table, rules: ["rights_request"], rows: 1, until: "2029-01-05T10:00:00.000Z" };
			}),
			{ table: "held_item", rules: ["rights_request"], rows: 1, until: undefined },
			{ table: "hold", rules: ["rights_request"], rows: 1, until: "2029-01-05T10:00:00.000Z" },
		]);
	});

	it("says of a feature that was planted what is emptied, and until when a row stays by its last rule", async () => {
		const world = await plantedWorld();
		const at = "2031-01-05T10:00:00.000Z";
		await world.database.write(...insertRows(memberRows({ id: "one", at, closedAt: CLOSED, purgeAt: PURGE })));
		world.sqlite.exec(`
			INSERT INTO gift VALUES ('${REALM}', '1', 'one', 'two', 'x', 'cards/1', 'x'), ('${REALM}', '2', 'one', 'two', 'x', NULL, 'x');
			INSERT INTO gift VALUES ('${REALM}', '3', 'two', 'one', 'x', 'cards/3', 'x');
			INSERT INTO invoice VALUES ('${REALM}', '1', 'one', 'x', 'x', 'x', '${at}', '2031-11-20T10:00:00.000Z');
			INSERT INTO invoice VALUES ('${REALM}', '2', 'one', 'x', 'x', 'x', '${at}', '2031-11-02T10:00:00.000Z');
		`);
		const plan = await planned(world, "one");
		expect(plan.rows).toContainEqual({ table: "gift", rows: 2, becomes: "emptied" });
		expect(plan.rows).toContainEqual({ table: "invoice", rows: 2, becomes: "emptied" });
		expect(plan.rows).toContainEqual({ table: "gift", rows: 1, becomes: "emptied" });
		expect(plan.objects.filter(({ prefix }) => prefix === "cards/")).toEqual([{ prefix: "cards/", objects: 1 }]);
		const [held] = plan.holds.filter(({ table }) => table === "invoice");
		expect(held).toEqual({
			...{ table: "invoice", rules: ["delivery_address", "fiscal"], rows: 2 },
			until: addDuration(new Date(at), "P7Y").toISOString(),
		});
	});

	it("is empty for somebody of whom there is nothing", async () => {
		const world = await plantedWorld();
		await world.database.write(...insertRows(memberRows({ id: "two", at: NOW })));
		expect(await planned(world, "one")).toEqual({ rows: [], objects: [], keys: [], holds: [], held: [] });
	});

	it("knows where the keys of personal objects stand, of live features alone", () => {
		expect(objectKeys(PLANTED_REGISTER)).toEqual([
			{ prefix: "photos/", table: "photo", column: "object_key" },
			{ prefix: "helpdesk/", table: "ticket_attachment", column: "object_key" },
			{ prefix: "exports/", table: "export", column: "id" },
			{ prefix: "holds/", table: "held_item", column: "object_key" },
			{ prefix: "cards/", table: "gift", column: "card_key" },
			{ prefix: "pictures/", table: "guest", column: "picture_key" },
		]);
	});
});

const OPTIONAL = [
	"profile",
	"photo",
	"special_detail",
	"session",
	"outbox",
	"staff_access",
	"disclosure",
	"acceptance",
	"unit_key",
] as const;
const names = ["ann", "bob", "cas"] as const;
const name = fc.constantFrom(...names);
const text = fc.option(fc.constant("x"));
const pair = fc.tuple(name, name).filter(([one, other]) => one !== other);

/** Rows of three people, and what they share. */
const people = fc.record({
	without: fc.record({ ann: fc.subarray([...OPTIONAL]), bob: fc.subarray([...OPTIONAL]) }),
	gifts: fc.array(fc.record({ pair, card: text, thanks: text, lines: fc.nat(2), stamps: fc.nat(2) }), { maxLength: 4 }),
	greetings: fc.array(fc.record({ pair, sent: text, answer: text }), { maxLength: 4 }),
	invoices: fc.array(name, { maxLength: 3 }),
});

async function inhabited({
	without,
	gifts,
	greetings,
	invoices,
}: typeof people extends fc.Arbitrary<infer T> ? T : never) {
	const world = await plantedWorld();
	for (const id of names) {
		const rows = memberRows({ id, at: "2024-01-05T10:00:00.000Z", closedAt: CLOSED, purgeAt: PURGE });
		for (const table of id === "cas" ? [] : without[id]) delete rows[table];
		await world.database.write(...insertRows(rows));
	}
	const insert = (table: string, ...values: (string | null)[]) =>
		world.sqlite.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join()})`).run(...values);
	const [plain, adult] = BRANDS;
	for (const [id, { pair, card, thanks, lines, stamps }] of gifts.entries()) {
		insert("gift", REALM, `${id}`, ...pair, "x", card && `cards/${id}`, thanks);
		for (let line = 0; line < lines; line++) {
			insert("gift_line", line === 0 ? plain : adult, `${id} ${line}`, `${id}`, "x");
			for (let stamp = 0; stamp < stamps; stamp++)
				insert("gift_stamp", REALM, `${id} ${line} ${stamp}`, `${id} ${line}`, "x", NOW);
		}
	}
	for (const [id, { pair, sent, answer }] of greetings.entries())
		insert("greeting", plain, `${id}`, ...pair, sent, answer);
	for (const [id, buyer] of invoices.entries()) insert("invoice", REALM, `${id}`, buyer, "x", "x", "x", NOW, NOW);
	return world;
}

const summed = (rows: readonly { table: string; rows: number }[]) => {
	const sums: Record<string, number> = {};
	for (const { table, rows: own } of rows) sums[table] = (sums[table] ?? 0) + own;
	return sums;
};
/** A number of memberships that ended is no row of anybody, and rises beside what goes. */
const isOfNobody = (row: string) => row.startsWith("ended_membership_count ");
const counted = (rows: readonly string[]) =>
	summed(rows.filter((row) => !isOfNobody(row)).map((row) => ({ table: row.slice(0, row.indexOf(" ")), rows: 1 })));

describe("the plan and its execution", () => {
	it("agree: what the plan counts is what the evidence counts and what is gone, for any rows of three people", async () => {
		await fc.assert(
			fc.asyncProperty(people, async (given) => {
				const world = await inhabited(given);
				for (const id of names) {
					const plan = await planned(world, id);
					const removals = world.rowsOf("object_removal").length;
					const before = world.rows();
					await erase(world, id);
					const after = new Set(world.rows());
					const changed = counted(before.filter((row) => !after.has(row)));
					expect(changed).toEqual({
						...summed(plan.rows),
						...(plan.keys.length > 0 ? { unit_key: plan.keys.length } : {}),
					});
					const evidence = world.rowsOf("retention_run").map((row) => JSON.parse(row.slice("retention_run ".length)));
					const ofRuns = (count: string) =>
						summed(evidence.map((row) => ({ table: row.table_name, rows: row[count] })).filter(({ rows }) => rows > 0));
					expect(ofRuns("erased")).toEqual(changed);
					expect(ofRuns("kept")).toEqual(summed(plan.holds));
					const objects = plan.objects.reduce((sum, one) => sum + one.objects, 0);
					expect(world.rowsOf("object_removal").length - removals).toBe(objects);
					expect(await planned(world, id)).toEqual({ rows: [], objects: [], keys: [], holds: [], held: [] });
					world.sqlite.exec("DELETE FROM retention_run");
				}
				const kept = [
					"consent_event",
					"measure",
					"age_check",
					"staff_access",
					"disclosure",
					"legal_disclosure",
					"restriction",
					"processing_choice",
					"hold",
					"held_item",
					"rights_request",
					"rights_request_event",
					"acceptance",
					"unit_key",
					"object_removal",
					"gift",
					"invoice",
					"provider_task",
				];
				expect(Object.keys(counted(world.rows())).filter((table) => !kept.includes(table))).toEqual([]);
			}),
			{ numRuns: 12 },
		);
	});

	it("end once where two runs do the same at once", async () => {
		const at = "2024-01-05T10:00:00.000Z";
		const world = await plantedWorld();
		await world.database.write(...insertRows(memberRows({ id: "ann", at, closedAt: CLOSED, purgeAt: PURGE })));
		const plan = await planned(world, "ann");
		await Promise.all([erase(world, "ann"), erase(world, "ann"), erase(world, "ann", "nobody")]);
		const evidence = world.rowsOf("retention_run").map((row) => JSON.parse(row.slice("retention_run ".length)));
		const sum = (count: string) => evidence.reduce((all, row) => all + row[count], 0);
		expect(sum("kept")).toBe(plan.holds.reduce((all, { rows }) => all + rows, 0));
		expect(sum("erased")).toBe(plan.keys.length + plan.rows.reduce((all, { rows }) => all + rows, 0));
	});
});
