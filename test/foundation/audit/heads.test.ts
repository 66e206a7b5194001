import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import { spanOf } from "#foundation/audit/closing.ts";
import { readHead } from "#foundation/audit/log-head.ts";
import { entriesFrom } from "#foundation/audit/queries.ts";
import { lastDays } from "#foundation/audit/queries-day.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId } from "#foundation/ids.ts";
import { consentRows } from "#foundation/ledgers/consent.ts";
import { type Access, accessKey, accessRow, type StaffAccess } from "#foundation/ledgers/staff-access.ts";
import { allProofKeys, proofKeys } from "#foundation/proof/signing-key.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { type AuditWorld, auditWorld, REALM_ID } from "../../support/fixtures/audit-world.ts";
import { accountRows, BRANDS, insertRows, REALM } from "../../support/fixtures/person-rows.ts";

const [PLAIN, ADULT] = BRANDS;
const MEMBERS = ["anna", "bert", "carla"];
/** Noon of the day before the first that is closed. */
const START = "2026-11-28T11:00:00.000Z";

let world: AuditWorld;

beforeEach(async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	world = await auditWorld(START);
	for (const id of MEMBERS) {
		const { member = [], membership = [] } = accountRows({ id, brands: BRANDS, at: START });
		await world.database.write(...insertRows({ member, membership }));
	}
});

const unit = { id: "k", owner: "o", unit: "core", key: await aesKey() };
function aesKey() {
	return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
		"encrypt",
		"decrypt",
	]) as Promise<CryptoKey>;
}

const accesses = new Map<string, StaffAccess>();

/** Staff look at a member, with the real hashes. */
async function look(member: string): Promise<void> {
	const key = await accessKey(world.settings.keyRoot, REALM_ID);
	const access: Access = {
		realm: REALM_ID,
		member,
		staff: "s",
		role: "support",
		brand: "",
		what: ["opened"],
		reason: "r",
	};
	const [last] = await rowsOf(member);
	const row = await accessRow(key, access, { id: crypto.randomUUID(), unit, last, now: world.time });
	accesses.set(row.id, row);
	await world.database.write(build.insertInto("staff_access").values(row));
}

async function rowsOf(member: string) {
	const [rows] = await world.database.read(
		build.selectFrom("staff_access").selectAll().where("member_id", "=", member).orderBy("number", "desc"),
	);
	return rows;
}

/** A member answers, with the real hashes. */
async function consent(member: string, brand: string, kind: "given" | "refused" = "given"): Promise<void> {
	const [before] = await world.database.read(
		build.selectFrom("consent_event").selectAll().where("member_id", "=", member).where("brand_id", "=", brand),
	);
	const at = new Date(world.time).toISOString();
	const answer = { purpose: "use_of_site", recipient: "", textHash: "t", kind, id: crypto.randomUUID() } as const;
	const rows = await consentRows({ brand: brand as BrandId, member, method: "settings", at }, [answer], before);
	await world.database.write(...rows.map((row) => build.insertInto("consent_event").values(row)));
}

async function log(action: "erasure_begun" | "hold_placed"): Promise<void> {
	const [[head]] = await world.database.read(auditHead(REALM_ID));
	const at = new Date(world.time).toISOString();
	await world.database.write(...(await auditQueries({ realm: REALM_ID, at }, head, [{ action, actor: "system" }])));
}

const days = async () => (await world.database.read(lastDays(REALM_ID, 100)))[0].toReversed();
const entries = async () => (await world.database.read(entriesFrom(REALM_ID, 0, 1_000)))[0];
const headRows = () => world.sqlite.prepare("SELECT * FROM audit_chain_head ORDER BY day, kind, leaf").all();

/** Three days on which something happened, closed. */
async function threeDays(): Promise<void> {
	for (let day = 0; day < 3; day++) {
		for (const member of MEMBERS.slice(day)) {
			await look(member);
			await consent(member, PLAIN);
			await consent(member, ADULT, "refused");
		}
		await log(day === 0 ? "erasure_begun" : "hold_placed");
		world.time += DAY;
		await world.close();
	}
}

describe("a day of the log", () => {
	it("is closed a few minutes after midnight in Amsterdam, whether or not anything happened, and once", async () => {
		await world.close();
		expect((await days()).map(({ day }) => day)).toEqual(["2026-11-27"]);
		world.time = Date.parse("2026-11-28T23:04:59.000Z");
		await world.close();
		expect(await days()).toHaveLength(1);
		world.time = Date.parse("2026-11-28T23:05:00.000Z");
		await Promise.all([world.close(), world.close(), world.close()]);
		await world.close();
		expect((await days()).map(({ day }) => day)).toEqual(["2026-11-27", "2026-11-28"]);
		expect((await entries()).map(({ action }) => action)).toEqual(["day_closed", "day_closed"]);
	});

	it("has 23 hours in spring and 25 in autumn", () => {
		const hours = (day: string) => (Date.parse(spanOf(day).to) - Date.parse(spanOf(day).from)) / HOUR;
		expect(["2026-03-28", "2026-03-29", "2026-10-25", "2028-02-29"].map(hours)).toEqual([24, 23, 25, 24]);
		expect(spanOf("2026-03-29")).toEqual({ from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z" });
		expect(spanOf("2026-10-25")).toEqual({ from: "2026-10-24T22:00:00.000Z", to: "2026-10-25T23:00:00.000Z" });
	});

	it("is closed later where nobody ran for days, each in its order", async () => {
		await world.close();
		world.time += 4 * DAY;
		await world.close();
		expect((await days()).map(({ day }) => day)).toEqual(
			["27", "28", "29", "30"].map((day) => `2026-11-${day}`).concat("2026-12-01"),
		);
		expect(await world.verify()).toMatchObject({ days: 5, published: 5, faults: [] });
		world.time += 10 * DAY;
		await world.close();
		expect(await days()).toHaveLength(12);
		await world.close();
		expect(await world.verify()).toMatchObject({ days: 15, published: 15, faults: [] });
	});

	it("counts its entries and the chains that grew on it, signs its head, and puts that outside the database", async () => {
		await threeDays();
		const [first, second] = await days();
		const [, closed] = await entries();
		expect(closed).toMatchObject({ action: "day_closed", counts_json: '{"accesses":3,"consents":6,"entries":1}' });
		expect(closed?.commitment).toBe(first?.ledgers_hash);
		const keys = await allProofKeys(world.settings, (await world.database.read(proofKeys()))[0]);
		expect(await readHead(keys, second?.jws ?? "")).toMatchObject({
			...{ version: 1, realm: REALM, day: second?.day, number: second?.number, hash: second?.hash },
		});
		const kept = await world.objects.get(`heads/${REALM}/${first?.day}`);
		expect(new TextDecoder().decode(await kept?.arrayBuffer())).toBe(first?.jws);
		expect(first?.put_at).not.toBeNull();
	});

	it("waits with its head while the bucket is away, and holds up no other day", async () => {
		const { put } = world.objects;
		world.objects.put = () => Promise.reject(new Error("away"));
		await expect(world.close()).rejects.toThrow("the bucket does not answer (OBJECTS)");
		world.time += DAY;
		await expect(world.close()).rejects.toThrow();
		expect((await days()).map(({ put_at }) => put_at)).toEqual([null, null]);
		world.objects.put = put;
		await world.close();
		expect((await days()).map(({ put_at }) => put_at)).not.toContain(null);
		expect(world.objects.objects.size).toBe(2);
	});

	it("is closed in every other realm, and every head put, where one realm cannot be closed", async () => {
		const twice =
			"INSERT INTO brand_revision SELECT brand_id || '-2', revision, 'a-realm', source_sha256, settings_json";
		world.sqlite.exec(`${twice}, provenance_json, note, published_at FROM brand_revision WHERE brand_id = '${PLAIN}'`);
		world.sqlite.exec(
			"CREATE TRIGGER broken BEFORE INSERT ON audit_day WHEN NEW.realm_id = 'a-realm' BEGIN SELECT RAISE(ABORT, 'x'); END",
		);
		await expect(world.close()).rejects.toThrow("1 realm(s) could not be closed (ConstraintViolated)");
		expect((await days()).map(({ put_at }) => put_at)).not.toContain(null);
		expect(await days()).toHaveLength(1);
	});

	it("never takes the place of a head that was published: both stay, and verifying says so", async () => {
		await world.close();
		const lost = await auditWorld(START);
		await lost.database.write(
			...(await auditQueries({ realm: REALM_ID, at: START }, undefined, [{ action: "hold_placed", actor: "staff" }])),
		);
		lost.objects = world.objects;
		lost.settings = world.settings;
		await lost.close();
		const names = [...world.objects.objects.keys()];
		expect(names).toEqual([`heads/${REALM}/2026-11-27`, expect.stringMatching(/^heads\/.*\/2026-11-27-.{16}$/)]);
		expect((await world.verify()).faults.map(({ text }) => text)).toEqual([
			"the log ends at 1, and the published head of 2026-11-27 names entry 2: its end was taken away",
		]);
	});

	it("ends as one run would, wherever a run dies", async () => {
		for (const member of MEMBERS) await look(member);
		await consent("anna", ADULT);
		world.time += DAY;
		const started = world.sqlite.serialize();
		await world.close();
		const [whole, trips] = [JSON.stringify(headRows()), world.trips];
		for (let at = 0; at < trips; at++) {
			world.sqlite.deserialize(started);
			world.objects.objects.clear();
			world.diesAfter = at;
			await expect(world.close()).rejects.toThrow();
			world.diesAfter = Number.POSITIVE_INFINITY;
			await world.close();
			expect(JSON.stringify(headRows()), `dies after ${at}`).toBe(whole);
			expect(await world.verify(), `dies after ${at}`).toMatchObject({ days: 1, published: 1, faults: [] });
		}
	});

	it("never takes a head of a chain in once it is closed, and lacks none that was there", async () => {
		await threeDays();
		const [row] = headRows();
		const columns = { ...row, leaf: "other" } as never;
		await expect(world.database.write(build.insertInto("audit_chain_head").values(columns))).rejects.toThrow(
			"the day is closed",
		);
		const [day] = await days();
		const short = { ...day, day: "2026-11-01", number: 99, chains: 1 } as never;
		await expect(world.database.write(build.insertInto("audit_day").values(short))).rejects.toThrow(
			"heads of chains were added meanwhile",
		);
		expect(() => world.sqlite.exec("UPDATE audit_day SET hash = 'x'")).toThrow("a closed day is never changed");
		expect(() => world.sqlite.exec("DELETE FROM audit_chain_head")).toThrow("a head of a chain is kept");
	});

	it("names nobody in its heads, and verifies all the same once a membership or an account has ended", async () => {
		await threeDays();
		for (const name of [...MEMBERS, PLAIN, ADULT]) expect(JSON.stringify(headRows())).not.toContain(name);
		for (const table of ["consent_event", "membership"])
			world.sqlite.exec(`DELETE FROM ${table} WHERE member_id = 'carla' AND brand_id = '${ADULT}'`);
		expect((await world.verify()).faults).toEqual([]);
		for (const table of ["consent_event", "membership"])
			world.sqlite.exec(`DELETE FROM ${table} WHERE member_id = 'carla'`);
		world.sqlite.exec("DELETE FROM member WHERE id = 'carla'");
		expect(await world.verify()).toMatchObject({ chains: { accesses: 3, consents: 4 }, faults: [] });
	});

	it("says when another key signs, and stays verified with the old one", async () => {
		await threeDays();
		world.settings = { ...world.settings, receiptKey: new Uint8Array(32).fill(8) };
		world.time += DAY;
		await world.close();
		expect((await entries()).slice(-2).map(({ action }) => action)).toEqual(["key_changed", "day_closed"]);
		expect(await world.verify()).toMatchObject({ days: 4, faults: [] });
	});
});

describe("verifying the log", () => {
	beforeEach(threeDays);

	const first = async () => (await world.verify()).faults[0];

	it("finds nothing wrong with what was written, also before the next day is closed", async () => {
		await log("erasure_begun");
		await look("anna");
		await consent("anna", PLAIN, "refused");
		expect(await world.verify()).toEqual({
			...{ realm: REALM, entries: 7, days: 3, published: 3, faults: [] },
			chains: { accesses: 3, consents: 6 },
		});
	});

	const hash = "'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'";
	it.each([
		["a row that was changed", "UPDATE audit_entry SET role = 'operator' WHERE number = 3", 3, "entry 3 was changed"],
		[
			"counts that were changed",
			"UPDATE audit_entry SET counts_json = '{}' WHERE number = 2",
			2,
			"entry 2 was changed",
		],
		["a row that is missing", "DELETE FROM audit_entry WHERE number = 3", 3, "entry 3 is missing"],
		["the first row", "DELETE FROM audit_entry WHERE number = 1", 1, "entry 1 is missing"],
		[
			"two rows in each other's place",
			"UPDATE audit_entry SET number = 99 WHERE number = 3; UPDATE audit_entry SET number = 3 WHERE number = 4; UPDATE audit_entry SET number = 4 WHERE number = 99",
			3,
			"entry 3 does not follow on the one before it",
		],
		["a last row that was taken away", "DELETE FROM audit_entry WHERE number = 6", 6, "its end was taken away"],
		[
			"a last row that was taken away with the day that names it",
			"DELETE FROM audit_entry WHERE number = 6; DELETE FROM audit_day WHERE number = 6",
			6,
			"the published head of 2026-11-30 names entry 6",
		],
		[
			"a link that was changed",
			`UPDATE audit_entry SET previous_hash = ${hash} WHERE number = 5`,
			5,
			"does not follow",
		],
		[
			"a day that was changed",
			"UPDATE audit_day SET day = '2026-12-24' WHERE number = 6",
			6,
			"it is not what was signed",
		],
		["a day that is missing", "DELETE FROM audit_day WHERE number = 4", 6, "a closed day before 2026-11-30 is missing"],
		[
			"a head of a chain that is missing",
			"DELETE FROM audit_chain_head WHERE day = '2026-11-29' AND kind = 'consent'",
			4,
			"the heads of chains are not those that were hashed",
		],
	])("finds in the log: %s", async (_what, sql, number, text) => {
		world.forge(sql);
		const fault = await first();
		expect(fault?.text).toContain(text);
		expect(fault?.number).toBe(number);
	});

	it("finds a log that was written again from a row on, by the days and heads that name the old one", async () => {
		const before = await entries();
		world.forge("DELETE FROM audit_entry WHERE number >= 3");
		for (const _ of before.slice(2)) await log("hold_placed");
		expect((await first())?.text).toMatch(/^entry 4 is not the one that the closed day 2026-11-29 names$/);
		world.sqlite.exec("DELETE FROM audit_day WHERE number >= 3");
		expect((await first())?.text).toMatch(/^entry 4 is not the one that the published head of 2026-11-29 names$/);
	});

	it.each([
		[
			"a look that was changed",
			"UPDATE staff_access SET role = 'moderator' WHERE member_id = 'carla' AND number = 2",
			/broken at its row 2/,
		],
		[
			"a look that is missing",
			"DELETE FROM staff_access WHERE member_id = 'carla' AND number = 2",
			/broken at its row 3/,
		],
		[
			"the last look, taken away since a closed day",
			"DELETE FROM staff_access WHERE member_id = 'carla' AND number = 3",
			/lacks the row that it ended with on 2026-11-30/,
		],
		[
			"every look of a member, taken away",
			"DELETE FROM staff_access WHERE member_id = 'anna'",
			/lacks the row that it ended with on 2026-11-28/,
		],
		[
			"an answer that was changed",
			`UPDATE consent_event SET kind = 'given', ended_at = NULL WHERE brand_id = '${ADULT}' AND member_id = 'anna'`,
			/consents on volwassen are broken \(event /,
		],
		[
			"the last answers, taken away since a closed day",
			`DELETE FROM consent_event WHERE brand_id = '${PLAIN}' AND member_id = 'bert' AND hash NOT IN (SELECT previous_hash FROM consent_event)`,
			/consents on gewoon lack the event that they ended with on 2026-11-29/,
		],
		[
			"every answer of a member, taken away",
			`DELETE FROM consent_event WHERE brand_id = '${ADULT}' AND member_id = 'anna'`,
			/consents on volwassen lack the event that they ended with on 2026-11-28/,
		],
		[
			"an answer from between others",
			`DELETE FROM consent_event WHERE brand_id = '${PLAIN}' AND member_id = 'carla' AND previous_hash = ''`,
			/an event is missing/,
		],
	])("finds in chains of members: %s", async (_what, sql, text) => {
		world.forge(sql);
		expect((await first())?.text).toMatch(text);
	});

	it("takes looks for gone in the middle of the day on which their term ends, and those of the next day for missing", async () => {
		const [noon, nextNoon] = [START, new Date(Date.parse(START) + DAY).toISOString()];
		world.sqlite.exec(
			`INSERT INTO retention_cutoff VALUES ('${REALM}', 'staff_access', '${noon}', '2027-11-28T11:00:00.000Z')`,
		);
		world.sqlite.exec(`DELETE FROM staff_access WHERE accessed_at <= '${noon}'`);
		expect((await world.verify()).faults).toEqual([]);
		world.forge(`DELETE FROM staff_access WHERE member_id = 'bert' AND accessed_at = '${nextNoon}'`);
		expect((await first())?.text).toMatch(/lacks the row that it ended with on 2026-11-29/);
	});

	it("takes looks whose term has ended for gone", async () => {
		world.sqlite.exec(
			`INSERT INTO retention_cutoff VALUES ('${REALM}', 'staff_access', '2027-11-29T00:00:00.000Z', '2027-11-29T00:00:00.000Z')`,
		);
		world.sqlite.exec("DELETE FROM staff_access");
		expect((await world.verify()).faults).toEqual([]);
	});

	it("names no member in what it finds", async () => {
		world.forge("DELETE FROM staff_access WHERE number = 2; DELETE FROM consent_event WHERE member_id = 'bert'");
		const { faults } = await world.verify();
		expect(faults.length).toBeGreaterThan(1);
		for (const member of MEMBERS) expect(JSON.stringify(faults)).not.toContain(member);
	});

	it("does not take a head that another key signed", async () => {
		const [key] = world.objects.objects.keys();
		const kept = world.objects.objects.get(key ?? "");
		if (kept === undefined) expect.fail("no head");
		kept.bytes[kept.bytes.length - 5] = (kept.bytes.at(-5) ?? 0) ^ 1;
		expect((await first())?.text).toContain("is not signed by a key of this deployment");
	});
});
