import { beforeEach, describe, expect, it } from "vitest";
import { eraseAccountQueries } from "#features/accounts/closing.ts";
import { ERASURE_OF_MEMBER } from "#features/my-data/erasure/erasure-of-member.ts";
import { build, DatabaseUnavailable } from "#foundation/db/database.ts";
import { StandsStill } from "#foundation/errors.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { judgeReceipt, MAX_RECEIPT_LENGTH } from "#foundation/proof/receipt.ts";
import { allProofKeys } from "#foundation/proof/signing-key.ts";
import { beginErasureQueries } from "#foundation/rights/erasure/begin.ts";
import { moveErasures } from "#foundation/rights/erasure/move.ts";
import { REGISTER } from "../../../src/register.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { accountRows, BRANDS, insertRows } from "../../support/fixtures/person-rows.ts";
import { brandErasing, inRealm, type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";
import { someSettings } from "../../support/fixtures/settings.ts";
import { wholeReadReport } from "../../support/query-plan.ts";

const NOW = Date.parse("2026-11-30T08:00:00.000Z");
const REQUEST = "019ad4c8-0000-7000-8000-000000000001";
const HELD = "019ad4c8-0000-7000-8000-000000000002";
const MEMBER = "lid-1";
const ADDRESS = "Lid.Een@voorbeeld.test";
const PARTS = { ...ERASURE_OF_MEMBER, register: REGISTER };

/** Tables of which a run may read all rows, or the first by an index, with what keeps them few. */
const FEW_ROWS = {
	abuse_count: "the counts of a day",
	act: "those that wait to be put, for a minute",
	audit_entry: "the last one, by its key",
	erasure: "those that are open, by an index of these alone",
	mail_code: "those of a day",
	recipient_notice: "none, where a constraint is to break",
	staff: "the people of an operator",
};

/** Two members with keys, of whom one has asked to be erased: nobody has moved that on. */
async function begun(): Promise<RetentionWorld> {
	const world = await retentionWorld(NOW, {
		brands: BRANDS.map((id) => inRealm(REALM, brandErasing(id, "P12M"))),
		keyed: true,
	});
	const ring = await world.keys();
	await addMembers(world.database, ring, [1, 2]);
	for (const id of [MEMBER, "lid-2"]) {
		const { membership } = accountRows({ id, at: "2026-01-05T10:00:00.000Z", realm: REALM });
		await world.database.write(...insertRows(membership ? { membership } : {}));
	}
	const brand = brandIdSchema.parse(BRANDS[0]);
	const whom = { realm: REALM, member: MEMBER, request: REQUEST, address: ADDRESS, locale: "nl" as const, brand };
	const { queries } = await beginErasureQueries(ring, whom, NOW);
	const at = new Date(NOW).toISOString();
	const [account, ...doors] = eraseAccountQueries(
		{ id: REALM, brands: BRANDS.map((id) => brandIdSchema.parse(id)) },
		{ member: MEMBER, at },
	);
	await world.database.write(account, ...queries, ...doors);
	return world;
}

const erasure = async (world: RetentionWorld) => {
	const [[row]] = await world.database.read(build.selectFrom("erasure").selectAll());
	return row ?? expect.fail("no erasure");
};

/** One run. @returns whether its process lived */
async function run(world: RetentionWorld, parts = PARTS): Promise<boolean> {
	try {
		await moveErasures(world.context(), parts);
		return true;
	} catch (error) {
		if (error instanceof DatabaseUnavailable) return false;
		throw error;
	}
}

/** What anybody may see of an erasure that has ended, without what is random in it. */
async function ended(world: RetentionWorld) {
	const { receipt, state, waiting } = await erasure(world);
	const [log] = await world.database.read(build.selectFrom("audit_entry").select("action").orderBy("number"));
	const keys = await allProofKeys(someSettings(), []);
	const verdict = await judgeReceipt(keys, receipt ?? "", { realm: REALM });
	if (verdict.is !== "genuine") return expect.fail(verdict.is);
	const { erased, retained, verified } = verdict.receipt;
	return {
		...{ state, waiting, erased, retained: retained.map(({ what, rows }) => [what, rows]), left: verified.left },
		...{ keys: verdict.receipt.keys, log: log.map(({ action }) => action) },
		mails: world.rowsOf("outbox").length,
		holds: world.rowsOf("user_name_hold").length,
		counted: world.rowsOf("retention_run").length,
		others: world.rowsOf("member", "membership").every((row) => row.includes("lid-2")),
	};
}

describe("an erasure that was asked for (P39)", () => {
	let undisturbed: Awaited<ReturnType<typeof ended>>;
	let trips: number;
	beforeEach(async () => {
		const world = await begun();
		const before = world.trips;
		expect(await run(world)).toBe(true);
		trips = world.trips - before;
		undisturbed = await ended(world);
	});

	it("is planned, executed, verified and proven in one run, each step once in the log", () => {
		expect(undisturbed).toMatchObject({ state: "issued", left: 0, mails: 1, holds: 1, others: true });
		expect(undisturbed.log).toEqual(["erasure_executed", "erasure_verified", "receipt_issued"]);
		const rows = new Map(undisturbed.erased.map(({ table, rows: count }) => [table, count]));
		expect([rows.get("member"), rows.get("membership")]).toEqual([1, 2]);
		// One row, which two imprints find.
		expect(undisturbed.retained).toContainEqual(["user_name_hold", 1]);
	});

	it("names the statement of the brand that writes, however many brands the operator has", async () => {
		const brands = Array.from({ length: 150 }, (_, at) => inRealm(REALM, brandErasing(`site${at}`, "P12M")));
		const world = await begun();
		await world.publish(...BRANDS.map((id) => inRealm(REALM, brandErasing(id, "P12M"))), ...brands);
		expect(await run(world)).toBe(true);
		const { receipt } = await erasure(world);
		const verdict = await judgeReceipt(await allProofKeys(someSettings(), []), receipt ?? "", { realm: REALM });
		expect(verdict).toMatchObject({ is: "genuine", receipt: { statement: [{ brand: BRANDS[0], number: 1 }] } });
		expect(receipt?.length).toBeLessThan(MAX_RECEIPT_LENGTH / 2);
	});

	it("says of a recipient whose notice is not found that it waits, never that it was told", async () => {
		const world = await begun();
		const lost = { name: "Bank", notice: "019ad4c8-0000-8000-8000-000000000009" };
		await run(world, { ...PARTS, recipients: () => Promise.resolve([lost]) });
		await run(world);
		const { recipients_json, waiting } = await erasure(world);
		expect([JSON.parse(recipients_json ?? ""), waiting]).toEqual([[{ ...lost, outcome: "waiting" }], 2]);
	});

	it("killed at any trip, before it or after, ends as one that nobody disturbed (T36, T38)", async () => {
		expect(trips).toBeGreaterThan(15);
		for (let at = 0; at < trips; at++)
			for (const after of [false, true]) {
				const world = await begun();
				world.dies = { at, after };
				expect(await run(world), `trip ${at}`).toBe(false);
				world.dies = undefined;
				expect(await run(world), `trip ${at}`).toBe(true);
				expect(await ended(world), `trip ${at}, ${after ? "after" : "before"}`).toEqual(undisturbed);
			}
	});

	it("is the same where two runs do it at the same time", async () => {
		for (let at = 0; at < trips; at++) {
			const world = await begun();
			let count = 0;
			world.before = () => {
				count += 1;
				if (count !== at + 1) return undefined;
				world.before = () => undefined;
				return run(world).then(() => undefined);
			};
			expect(await run(world), `trip ${at}`).toBe(true);
			expect(await ended(world), `trip ${at}`).toEqual(undisturbed);
		}
	});

	it("is not proven while a row leads to the member that nothing keeps, and is once that is gone", async () => {
		const world = await begun();
		// A feature that forgot to say whose its rows are.
		world.sqlite.exec(`CREATE TRIGGER comes_back AFTER DELETE ON member BEGIN
			INSERT INTO unsealed_agreement (brand_id, member_id) VALUES ('${BRANDS[0]}', OLD.id); END`);
		await expect(run(world)).rejects.toThrow(StandsStill);
		expect(await erasure(world)).toMatchObject({
			...{ state: "executed", receipt: null, failures: 1 },
			last_error_code: "1 rows of unsealed_agreement still lead to a member who was erased",
		});
		world.sqlite.exec("DROP TRIGGER comes_back; DELETE FROM unsealed_agreement");
		expect(await run(world)).toBe(true);
		expect((await erasure(world)).state).toBe("issued");
	});

	it("is not proven while a key or an imprint of the member is left", async () => {
		const plants = [
			`INSERT INTO unit_key SELECT realm_id, 'left', OLD.id, 'core', wrapped_key, key_version, created_at FROM unit_key LIMIT 1`,
			`INSERT INTO mail_code (realm_id, code_hash, member_id, kind, new_email_index, expires_at, key_version)
				VALUES (OLD.realm_id, x'00', 'somebody', 'email_new', OLD.email_index, '2027-01-01T00:00:00.000Z', 1)`,
		];
		for (const plant of plants) {
			const world = await begun();
			world.sqlite.exec(`CREATE TRIGGER comes_back AFTER DELETE ON member BEGIN ${plant}; END`);
			await expect(run(world)).rejects.toThrow(StandsStill);
			expect((await erasure(world)).state).toBe("executed");
		}
	});

	it("is proven where another person has the address meanwhile: joined again, or typed by a stranger", async () => {
		const away = { ...PARTS, removeObjects: () => Promise.reject(new Error("the store does not answer")) };
		const again = async (world: RetentionWorld) => {
			await addMembers(world.database, await world.keys(), [1]);
			world.sqlite.exec(`UPDATE unit_key SET owner_id = 'again' WHERE owner_id = '${MEMBER}';
				UPDATE member SET id = 'again', user_name_index = x'05', user_name_likeness_index = x'06' WHERE id = '${MEMBER}'`);
		};
		const copied = [
			...["realm_id", "email_sealed", "email_index", "user_name_sealed", "gender_sealed", "language"],
			...["adult_answer_sealed", "adult_rule", "adult_answered_at", "created_at", "key_version", "likeness_version"],
		].join();
		const strangers = [
			`INSERT INTO registration (${copied}, id, brand_id, user_name_index, user_name_likeness_index, password_sealed,
				expires_at) SELECT ${copied}, 'stranger', '${BRANDS[0]}', x'05', x'06', gender_sealed,
				'2026-12-14T00:00:00.000Z' FROM member WHERE id = '${MEMBER}'`,
			`INSERT INTO mail_code (realm_id, code_hash, member_id, kind, new_email_index, expires_at, key_version)
				SELECT realm_id, x'00', 'lid-2', 'email_new', email_index, '2027-01-01T00:00:00.000Z', 1 FROM member
				WHERE id = '${MEMBER}'`,
		];
		for (const stranger of strangers) {
			const world = await begun();
			world.sqlite.exec(stranger);
			expect(await run(world), stranger).toBe(true);
			expect((await erasure(world)).state).toBe("issued");
		}
		const world = await begun();
		await expect(run(world, away)).rejects.toThrow(StandsStill);
		await again(world);
		expect(await run(world)).toBe(true);
		expect((await erasure(world)).state).toBe("issued");
		expect(world.rowsOf("member").some((row) => row.includes("again"))).toBe(true);
	});

	it("waits while the store does not answer or keeps an object, and holds up no other", async () => {
		const world = await begun();
		const away = { ...PARTS, removeObjects: () => Promise.reject(new Error("the store does not answer")) };
		await expect(run(world, away)).rejects.toThrow(StandsStill);
		expect((await erasure(world)).state).toBe("executed");
		expect(world.rowsOf("member").some((row) => row.includes(MEMBER))).toBe(false);
		expect(await run(world)).toBe(true);
		expect((await erasure(world)).state).toBe("issued");
	});

	it("says in its receipt what is true of the day it was executed: when copies are gone, and what is held", async () => {
		const world = await begun();
		const still = { ...PARTS, hooks: [() => Promise.reject(new Error("the store does not answer"))] };
		await expect(run(world, still)).rejects.toThrow(StandsStill);
		expect((await erasure(world)).state).toBe("planned");
		// The rotation of the first of December ran while the keys still stood.
		world.time = Date.parse("2026-12-02T08:00:00.000Z");
		const rows = { realm_id: REALM, id: HELD, member_id: MEMBER, table_name: "member_detail", row_id: "" };
		const times = {
			placed_at: new Date(world.time).toISOString(),
			review_at: "2027-01-01T00:00:00.000Z",
			until: "2027-06-01T00:00:00.000Z",
		};
		const placed = { placed_by: "s", placed_role: "privacy_officer", outcome: "kept", ground: "legal_claim" };
		await world.database.write(
			build
				.insertInto("hold")
				.values({ ...rows, ...times, ...placed, brand_id: "", reason_sealed: new Uint8Array(1) } as never),
		);
		expect(await run(world)).toBe(true);
		const keys = await allProofKeys(someSettings(), []);
		const verdict = await judgeReceipt(keys, (await erasure(world)).receipt ?? "", { realm: REALM });
		if (verdict.is !== "genuine") return expect.fail(verdict.is);
		expect(verdict.receipt.copiesGoneBy).toBe("2027-01-02");
		expect(verdict.receipt.holds.map(({ id }) => id)).toEqual([HELD]);
	});

	it("reads and erases by indexes, whoever else there is", async () => {
		const world = await begun();
		const before = world.sent.length;
		await run(world);
		const whole = wholeReadReport(world.sent.slice(before)).map(
			(one) => /of (?:a realm of )?(\w+) \(/.exec(one)?.[1] ?? one,
		);
		expect([...new Set(whole)].sort()).toEqual(Object.keys(FEW_ROWS));
	});

	it("is left alone by retention, which erases accounts that nobody asked about", async () => {
		const world = await begun();
		await world.tick();
		expect(world.rowsOf("member").some((row) => row.includes(MEMBER))).toBe(true);
		expect((await erasure(world)).state).toBe("begun");
	});

	it("leaves nothing of the member in its own row", async () => {
		const world = await begun();
		await run(world);
		const row = JSON.stringify(await erasure(world));
		expect(row).not.toContain(MEMBER);
		expect(row.toLowerCase()).not.toContain(ADDRESS.toLowerCase());
		const { id } = await erasure(world);
		const keys = world.rowsOf("unit_key").filter((key) => key.includes(id));
		// The one of the mail that is under way.
		expect(keys).toHaveLength(1);
	});
});

describe("what became of the notices of erasures", () => {
	it("is looked up for all in turn, however many wait for staff", async () => {
		const world = await begun();
		await run(world);
		const { id } = await erasure(world);
		const notices = (notice: string) => JSON.stringify([{ name: "Bank", notice, outcome: "by_hand" }]);
		const notice = (one: string, state: string) =>
			`INSERT INTO recipient_notice (realm_id, id, recipient, act, payload_sealed, state, due_at, attempts, queued_at, told_at)
				VALUES ('${REALM}', '${one}', 'bank', 'erased', x'01', '${state}', '2026-01-01', 0, '2026-01-01',
					${state === "sent" ? "'2026-01-02'" : "NULL"})`;
		world.sqlite.exec(notice("waits", "by_hand"));
		world.sqlite.exec(notice("told", "sent"));
		for (let at = 0; at < 50; at++)
			world.sqlite.exec(`INSERT INTO erasure SELECT realm_id, 'old-${at}', request_id, NULL, commitment, state, begun_at,
				'2026-01-01T00:00:00.000Z', 0, NULL, NULL, plan_json, executed_at, verified_at, verified_json,
				'${notices("waits")}', 1, receipt, '2026-01-01T00:00:00.000Z' FROM erasure WHERE id = '${id}'`);
		world.sqlite.exec(`UPDATE erasure SET recipients_json = '${notices("told")}' WHERE id = '${id}'`);
		for (let times = 0; times < 2; times++) {
			world.time += 60_000;
			await run(world);
		}
		const [[row]] = await world.database.read(build.selectFrom("erasure").selectAll().where("id", "=", id));
		expect(row?.recipients_json).toContain('"told"}');
	});
});

describe("the row of an erasure", () => {
	it("goes forward alone, is about one member, and keeps its receipt", async () => {
		const world = await begun();
		const refuse = (sql: string) => expect(() => world.sqlite.exec(sql), sql).toThrow();
		refuse("UPDATE erasure SET state = 'executed', plan_json = '{}'");
		refuse("UPDATE erasure SET subject_id = 'lid-2'");
		refuse("UPDATE erasure SET subject_id = NULL");
		await run(world);
		refuse("UPDATE erasure SET state = 'begun'");
		refuse("UPDATE erasure SET receipt = 'x'");
		refuse("UPDATE erasure SET closed_at = '2020-01-01T00:00:00.000Z'");
	});
});
