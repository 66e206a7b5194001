import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latestSilence, shownFrom } from "#foundation/ledgers/legal-disclosure.ts";
import { insertRows, memberRows, REALM } from "../../support/fixtures/person-rows.ts";
import { databaseOn, migrated } from "../../support/stores/memory-database.ts";

/** What the database holds to by itself, past the code of the console (P22, T30; DECISIONS 122). */

const AT = "2026-11-29T10:00:00.000Z";
const LATER = "2026-11-30T10:00:00.000Z";
const NEVER = "9999-12-31T23:59:59.999Z";
const text = (value: string | null) => (value === null ? "NULL" : `'${value}'`);

async function world() {
	const sqlite = migrated();
	const { member = [] } = memberRows({ id: "lid", at: AT });
	await databaseOn(sqlite).write(...insertRows({ member }));
	// Whose access ended, and who was invited again in another role.
	for (const [id, address, ended] of [
		["ann", "ann", `'${AT}', ''`],
		["bob", "bob", "NULL, NULL"],
		["ann again", "ann", "NULL, NULL"],
	])
		sqlite.exec(`INSERT INTO staff (realm_id, id, role, email_sealed, email_index, password_sealed,
			authenticator_secret_sealed, authenticator_step, state, created_at, invited_by, ended_at, ended_by, key_version,
			agreement) VALUES ('${REALM}', '${id}', 'operator', x'00', CAST('${address}' AS BLOB), x'00', x'00', 0,
			'${ended?.startsWith("N") ? "active" : "ended"}', '${AT}', '', ${ended}, 1, 'tool')`);
	const run = (sql: string) => sqlite.exec(sql);
	const propose = (id: string, given: { prolongs?: string; silent?: string; entry?: string } = {}) =>
		run(`INSERT INTO legal_disclosure (realm_id, id, member_id, prolongs, ground, items, words_sealed, silent_until, state,
			proposed_by, proposed_role, proposed_at, shown_from, disclosure_id) VALUES ('${REALM}', '${id}', 'lid',
			'${given.prolongs ?? ""}', 'court_order', 'email', x'00', ${text(given.silent ?? null)}, 'proposed', 'ann',
			'privacy_officer', '${AT}', '${NEVER}', '${given.entry ?? `entry of ${id}`}')`);
	const decide = (id: string, by: string, state = "approved", shown = LATER) =>
		run(`UPDATE legal_disclosure SET state = '${state}', decided_by = '${by}', decided_role = 'operator',
			decided_at = '${LATER}', shown_from = '${shown}' WHERE id = '${id}'`);
	const give = (id: string, until: string | null = null) =>
		run(`INSERT INTO disclosure (realm_id, id, member_id, recipient, items, details_sealed, disclosed_at, disclosed_by,
			withheld_until) VALUES ('${REALM}', 'entry of ${id}', 'lid', 'legal_ground', 'email', x'00', '${LATER}', 'operator',
			${text(until)})`);
	const rows = () => sqlite.prepare("SELECT id, state, told, shown_from FROM legal_disclosure ORDER BY id").all();
	return { run, propose, decide, give, rows, sqlite };
}

describe("a proposal to give data on a legal ground", () => {
	it("begins as proposed, and is decided once, by another person and never by its own (P22)", async () => {
		const { run, propose, decide, rows } = await world();
		propose("a");
		expect(() => decide("a", "ann")).toThrow(/CHECK|another person/);
		expect(() => decide("a", "ann again")).toThrow(/another person/);
		expect(() => decide("a", "bob", "withdrawn")).toThrow(/CHECK/);
		expect(() => decide("a", "bob", "refused")).toThrow(/CHECK/);
		expect(() => decide("a", "bob", "approved", AT)).toThrow(/CHECK/);
		expect(() => run("UPDATE legal_disclosure SET items = 'email phone'")).toThrow(/never rewritten/);
		decide("a", "bob");
		expect(() => decide("a", "bob")).toThrow(/decided once|another order/);
		expect(() => run("UPDATE legal_disclosure SET decided_by = 'carol'")).toThrow(/decided once/);
		expect(rows()).toMatchObject([{ id: "a", state: "approved" }]);
		expect(() => run("DELETE FROM legal_disclosure")).toThrow(/kept until its term ends/);
		expect(() =>
			run(`INSERT INTO legal_disclosure SELECT realm_id, 'b', member_id, prolongs, ground, items, words_sealed,
				silent_until, state, proposed_by, proposed_role, proposed_at, decided_by, decided_role, decided_at, refusal_sealed,
				shown_from, 'entry of b', taken_at, taken_by, told_at, told FROM legal_disclosure`),
		).toThrow(/proposed first/);
	});

	it("hands out its package once, to who approved it, and not before its entry stands", async () => {
		const { run, propose, decide, give } = await world();
		propose("a");
		const take = (by: string) => run(`UPDATE legal_disclosure SET taken_at = '${LATER}', taken_by = '${by}'`);
		expect(() => take("bob")).toThrow();
		decide("a", "bob");
		expect(() => take("bob")).toThrow(/handed out once/);
		give("a");
		expect(() => take("ann")).toThrow(/handed out once/);
		take("bob");
		expect(() => take("bob")).toThrow(/handed out once/);
	});

	it("keeps silent no longer than twelve months, and is prolonged by another decision alone", async () => {
		const { run, propose, decide, give, rows } = await world();
		expect(() => propose("a", { silent: "2027-11-30T00:00:00.000Z" })).toThrow(/CHECK/);
		expect(() => propose("a", { silent: AT })).toThrow(/CHECK/);
		const [until, longer] = ["2027-01-01T23:00:00.000Z", "2027-06-01T22:00:00.000Z"];
		propose("a", { silent: until });
		expect(() => decide("a", "bob")).toThrow(/CHECK/);
		decide("a", "bob", "approved", until);
		give("a", until);
		for (const set of ["shown_from = '2026-12-01T00:00:00.000Z'", `shown_from = '${longer}'`])
			expect(() => run(`UPDATE legal_disclosure SET ${set}`), set).toThrow();
		for (const set of ["NULL", `'${longer}'`])
			expect(() => run(`UPDATE disclosure SET withheld_until = ${set}`), set).toThrow(/never changed/);
		expect(() => run(`UPDATE legal_disclosure SET told = 'mail', told_at = '${LATER}'`)).toThrow(/not before/);
		propose("b", { prolongs: "a", silent: longer, entry: "entry of a" });
		expect(() => propose("c", { prolongs: "a", silent: longer, entry: "entry of a" })).toThrow(/UNIQUE/);
		decide("b", "bob", "approved", longer);
		expect(rows()).toMatchObject([{ shown_from: longer }, { shown_from: longer }]);
		run(`UPDATE legal_disclosure SET told = 'mail', told_at = '${longer}' WHERE id = 'a'`);
		expect(() => run(`UPDATE legal_disclosure SET told = NULL, told_at = NULL WHERE id = 'a'`)).toThrow(/told once/);
		propose("d", { prolongs: "a", silent: "2027-08-01T00:00:00.000Z", entry: "entry of a" });
		expect(() => decide("d", "bob", "approved", "2027-08-01T00:00:00.000Z")).toThrow(/no silence/);
	});

	it("goes with an account while it is only proposed, with its key, and gives nothing of one that is erased", async () => {
		const { run, propose, decide, give, rows, sqlite } = await world();
		const keys = () => sqlite.prepare("SELECT count(*) AS keys FROM unit_key WHERE unit = 'core:legal:a'").get()?.keys;
		run(`INSERT INTO unit_key VALUES ('${REALM}', 'k', 'lid', 'core:legal:a', x'00', 1, '${AT}')`);
		propose("a");
		propose("b");
		decide("b", "bob");
		give("b");
		run(`UPDATE member SET erasing_at = '${LATER}', state = 'closed', closed_at = '${LATER}',
			purge_at = '${LATER}'`);
		expect(() => decide("a", "bob")).toThrow(/account that is erased/);
		expect(keys()).toBe(1);
		run("DELETE FROM member");
		expect([rows().map(({ id, told }) => [id, told]), keys()]).toEqual([[["b", "gone"]], 0]);
	});
});

describe("a silence", () => {
	it("is shown from its latest day on, and never before the decision", () => {
		expect(shownFrom(LATER, null)).toBe(LATER);
		expect(shownFrom(LATER, AT)).toBe(LATER);
		expect(shownFrom(AT, LATER, undefined)).toBe(LATER);
	});

	it("may last twelve months from any moment and not a millisecond longer, as the database has it", async () => {
		const { sqlite } = await world();
		const times = { min: new Date(AT), max: new Date("2040-01-01"), noInvalidDate: true };
		fc.assert(
			fc.property(fc.date(times), (from) => {
				const end = latestSilence(from.getTime()).toISOString();
				const query = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?, '+12 months') AS latest";
				expect(sqlite.prepare(query).get(from.toISOString())?.latest).toBe(end);
			}),
		);
	});
});
