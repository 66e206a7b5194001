import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lifting, liftRestrictionsJob } from "#features/my-data/restriction/lifting.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { disclosureQueries } from "#foundation/ledgers/disclosure.ts";
import { restrictionsOf } from "#foundation/mail/delivery/queries-drain.ts";
import { announcedBefore, closedBefore } from "#foundation/rights/due-subjects.ts";
import {
	countOpenObjections,
	decideObjection,
	objection,
	openObjections,
	ownObjections,
	takeObjectionBack,
} from "#foundation/rights/restriction/queries-objection.ts";
import {
	addRestriction,
	countRestrictionsToDecide,
	endOwnObjection,
	endOwnRestriction,
	endRefusedObjection,
	liftTold,
	restrictByObjection,
	restriction,
	restrictionsToDecide,
	standingRestrictions,
	tellOfLifting,
	tellOfRefusal,
	toLift,
} from "#foundation/rights/restriction/queries-restriction.ts";
import { DAYS_BEFORE_LIFTING, toldLongEnough } from "#foundation/rights/restriction/restriction.ts";
import { DAY } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import { outboxWorld, START } from "../../support/mail-world.ts";
import { expectIndexes } from "../../support/query-plan.ts";
import { databaseOn, migrated } from "../../support/stores/memory-database.ts";

const REALM = "voorbeeld-media";
const iso = (time: number) => new Date(time).toISOString();
const row = (id: string, since: number, extra: Partial<Parameters<typeof addRestriction>[0]> = {}) =>
	addRestriction({
		...{ realm_id: REALM, id, member_id: "ada", brand_id: "", purpose: "", item: "", row_id: "" },
		...{ ground: "claim" as const, since: iso(since), ...extra },
	});

const SEALED = new Uint8Array(1);
const telling = (at: string) => ({ by: "s", role: "operator", reason: SEALED, at });
const DECIDER = { reason: "It was looked into.", by: "s", role: "operator" };

type Row = { told_at: string | null; lifted_at: string | null; lifted_by: string | null; since: string };

function surroundings() {
	const sqlite = migrated();
	const rowNow = () => ({ ...sqlite.prepare("SELECT * FROM restriction").get() }) as Row;
	return { sqlite, database: databaseOn(sqlite), rowNow };
}

const step = fc.record({
	act: fc.constantFrom("tell", "end", "job", "lift by hand", "rewrite", "tell and lift"),
	days: fc.integer({ min: 0, max: 5 }),
});

describe("a restriction", () => {
	it("is lifted by the controller only days after its member was told, whatever comes in which order (Art. 18(3))", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
				const { sqlite, database, rowNow } = surroundings();
				await database.write(row("r", START));
				let now = START;
				for (const { act, days } of steps) {
					now += days * DAY + 1;
					const before = rowNow();
					const at = iso(now);
					const raw = (sql: string) => {
						try {
							sqlite.exec(sql);
						} catch {
							// Refused by the schema.
						}
					};
					if (act === "tell") await database.write(tellOfLifting(REALM, "ada", "r", telling(at)));
					else if (act === "end") await database.write(endOwnRestriction(REALM, "ada", "r", at));
					else if (act === "job") await database.write(liftTold(REALM, "r", toldLongEnough(now), at));
					else if (act === "lift by hand") raw(`UPDATE restriction SET lifted_at = '${at}', lifted_by = 'controller'`);
					else if (act === "tell and lift")
						raw(`UPDATE restriction SET told_at = '${at}', lifted_at = '${iso(now + 1)}', lifted_by = 'controller'`);
					else raw(`UPDATE restriction SET item = 'town', told_at = NULL, since = '${at}'`);
					const after = rowNow();
					expect(after.since).toBe(iso(START));
					if (before.lifted_at !== null) expect(after).toEqual(before);
					if (before.told_at !== null) expect(after.told_at).toBe(before.told_at);
					if (after.lifted_by === "controller" && before.lifted_at === null) {
						// Told by an earlier statement, and before.
						expect(before.told_at).not.toBeNull();
						expect(after.lifted_at && before.told_at && after.lifted_at > before.told_at).toBe(true);
						if (act === "job")
							expect(now - Date.parse(before.told_at ?? "")).toBeGreaterThanOrEqual(DAYS_BEFORE_LIFTING * DAY);
					}
					if (act === "end" && before.lifted_at === null) expect(after.lifted_by).toBe("member");
				}
			}),
			{ numRuns: 150 },
		);
	});

	it("stands once for the same, and beside another", async () => {
		const { database } = surroundings();
		await database.write(row("r", START), row("again", START + 1), row("other", START, { item: "town" }));
		const [standing] = await database.read(standingRestrictions(REALM, "ada"));
		expect(standing.map(({ id }) => id)).toEqual(["other", "r"]);
	});

	it("takes no ground that the law lacks, and an objection names its purpose", async () => {
		const { database, sqlite } = surroundings();
		const refuse = (values: string) => () =>
			sqlite.exec(`INSERT INTO restriction VALUES ('x', 'r', 'm', '', ${values}, NULL, NULL, NULL, NULL, NULL, NULL)`);
		expect(refuse("'', '', '', 'whim', 's'")).toThrow(/CHECK/);
		expect(refuse("'', '', '', 'objection', 's'")).toThrow(/CHECK/);
		expect(refuse("'', '', 'p1', 'claim', 's'")).toThrow(/CHECK/);
		expect(() =>
			sqlite.exec(
				"INSERT INTO restriction VALUES ('x', 'r', 'm', '', '', '', '', 'claim', 's', 't', NULL, NULL, NULL, NULL, NULL)",
			),
		).toThrow(/begins before/);
		await expect(database.read(standingRestrictions("x", "m"))).resolves.toEqual([[]]);
	});

	it("is found, told, ended, lifted and compared with mail by an index", () => {
		expectIndexes([
			standingRestrictions(REALM, "ada"),
			restriction(REALM, "r"),
			restrictionsToDecide(REALM, "", 10),
			countRestrictionsToDecide(REALM, ""),
			endRefusedObjection(REALM, "ada", "moderation", "t"),
			tellOfRefusal(REALM, "ada", "moderation", telling("t")),
			restrictByObjection(REALM, { objection: "o", id: "r", member: "ada", purpose: "moderation", at: "t" }),
			ownObjections(REALM, "ada"),
			takeObjectionBack(REALM, "ada", "moderation", "t"),
			openObjections(REALM, 10),
			countOpenObjections(REALM),
			objection(REALM, "o"),
			decideObjection(REALM, { id: "o", outcome: "refused", reason: SEALED, by: "s", role: "operator", at: "t" }),
			endOwnRestriction(REALM, "ada", "r", "t"),
			endOwnObjection(REALM, "ada", "moderation", "t"),
			tellOfLifting(REALM, "ada", "r", telling("t")),
			toLift("s", 50),
			liftTold(REALM, "r", "s", "t"),
			restrictionsOf("lease"),
			closedBefore(REALM, "t", { after_closed_at: "", after_id: "", ended_at: null }, 50),
			announcedBefore(REALM, "t", 50),
		]);
	});

	it("ends with the account of its member", async () => {
		const { database, sqlite, rowNow } = surroundings();
		await database.write(row("r", START));
		sqlite.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
		const columns = sqlite.prepare("PRAGMA table_info(member)").all();
		const values = columns.map(({ name, type }) =>
			name === "id"
				? "ada"
				: name === "realm_id"
					? REALM
					: type === "BLOB"
						? new Uint8Array(1)
						: type === "INTEGER"
							? 1
							: "x",
		);
		sqlite.prepare(`INSERT INTO member VALUES (${values.map(() => "?").join(", ")})`).run(...values);
		sqlite.exec("DELETE FROM member");
		expect(rowNow().lifted_by).toBe("account");
	});
});

describe("telling a member that a restriction will be lifted", () => {
	it("marks it and queues the mail in one batch, once; the job lifts it days later and not before", async () => {
		const world = await outboxWorld();
		const { database } = world;
		await database.write(row("r", START - DAY));
		const context = {
			...{ realm: { id: REALM, brands: [world.brands.apple.id] }, originBrand: undefined, locale: "en", now: START },
			keys: async () => world.ring,
		} as unknown as Parameters<typeof lifting>[0];
		const to = { member: "ada", brand: world.brands.apple.id, address: "ada@members.example" } as Parameters<
			typeof lifting
		>[1];
		for (let time = 0; time < 2; time++)
			await database.write(...(await lifting(context, to, { id: "r", since: iso(START - DAY) }, DECIDER)));
		const [[told]] = await database.read(standingRestrictions(REALM, "ada"));
		expect(told).toMatchObject({ told_at: iso(START), told_role: "operator" });
		await world.drain();
		expect(world.sent).toHaveLength(1);
		expect(world.sent[0]?.raw).toContain("We will use your data again");
		expect(world.sent[0]?.raw).toContain(DECIDER.reason);
		const run = (now: number) =>
			liftRestrictionsJob({ ...world.system, now, at: iso(now), keys: async () => world.ring }, REGISTER);
		const given = {
			brand: undefined,
			recipient: { id: "carrier", name: "Carrier" },
			reference: "order 1",
			items: ["town"] as const,
		};
		await database.write(
			...(await disclosureQueries(
				{ keys: async () => world.ring, now: START },
				{
					realm: realmIdSchema.parse(REALM),
					member: "ada",
					...given,
					reason: "Delivery",
					by: "system",
					cause: "order 1",
				},
			)),
		);
		const notices = async () =>
			(await database.read(build.selectFrom("recipient_notice").select(["recipient", "act"])))[0];
		await run(START + DAYS_BEFORE_LIFTING * DAY - 1);
		expect((await database.read(standingRestrictions(REALM, "ada")))[0]).toHaveLength(1);
		expect(await notices()).toEqual([]);
		await run(START + DAYS_BEFORE_LIFTING * DAY);
		expect((await database.read(standingRestrictions(REALM, "ada")))[0]).toHaveLength(0);
		expect(await notices()).toEqual([{ recipient: "carrier", act: "restriction_lifted" }]);
	});
});
