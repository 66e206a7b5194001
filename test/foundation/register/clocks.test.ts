import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { readMigrations } from "#cli/generate/tables.ts";
import type { TableDeclaration } from "#foundation/register/declaration.ts";
import { REGISTER } from "../../../src/register.ts";
import { expectIndexes, rawQuery } from "../../support/query-plan.ts";

const LIVE: [string, TableDeclaration][] = REGISTER.filter(({ planned }) => !planned).flatMap(({ tables }) =>
	Object.entries(tables),
);
const scopeOf = ({ class: tableClass }: TableDeclaration) =>
	({ owned: "brand_id", shared: "realm_id", platform: undefined })[tableClass];
/** Their clock is the nearest column there is, until the event has a column. */
const WITHOUT_INDEX = ["consent_event.happened_at", "acceptance.happened_at"];

describe("a million rows", () => {
	const clocks = LIVE.flatMap(([table, own]) =>
		Object.values(own.clocks ?? {}).flatMap((clock) => (typeof clock === "string" ? [{ table, own, clock }] : [])),
	).filter(({ table, clock }) => !WITHOUT_INDEX.includes(`${table}.${clock}`));
	const subjects = LIVE.flatMap(([table, own]) =>
		Array.isArray(own.subjects) ? own.subjects.map((subject) => ({ table, own, ...subject })) : [],
	).filter(({ columns }) => columns?.length !== 0);

	test.each(clocks)("of $table are ended by an index on $clock", ({ table, own, clock }) => {
		const scope = scopeOf(own);
		expectIndexes([
			rawQuery(
				`SELECT 1 FROM ${table} WHERE ${scope ? `${scope} = 'x' AND ` : ""}${clock} <= '2026' ORDER BY ${clock} LIMIT 9`,
			),
		]);
	});

	test.each(subjects)("of $table show those of a $as by an index on $column", ({ table, own, column }) => {
		expectIndexes([rawQuery(`SELECT 1 FROM ${table} WHERE ${scopeOf(own)} = 'x' AND ${column} = 'x'`)]);
	});

	test("of members are purged by an index, those that are not closed unseen", () => {
		expectIndexes([rawQuery("SELECT id FROM member WHERE realm_id = 'x' AND purge_at <= '2026'")]);
	});
});

describe("the migration that adds clocks", () => {
	const MIGRATIONS = readMigrations(new URL("../../../migrations", import.meta.url).pathname);
	const index = MIGRATIONS.findIndex(({ name }) => name.endsWith("-clocks"));
	const EARLIER = MIGRATIONS.slice(0, index);

	/** Rows of before, migrated: what they say of these columns. */
	function migrate(rows: string, read: string): unknown[] {
		const database = new DatabaseSync(":memory:");
		for (const { sql } of EARLIER) database.exec(sql);
		database.exec(rows);
		database.exec(MIGRATIONS[index]?.sql ?? "");
		return database
			.prepare(read)
			.all()
			.map((row) => ({ ...row }));
	}

	test("says of waiting codes and counts the earliest moment that is possible", () => {
		const codes = `
			INSERT INTO mail_code (realm_id, code_hash, member_id, kind, expires_at, key_version)
				VALUES ('r', x'01', 'm', 'reset', '2026-11-23T08:00:00.250Z', 1);
			INSERT INTO sign_in_code (realm_id, code_hash, brand_id, member_id, challenge, kept_signed_in, expires_at)
				VALUES ('r', x'01', 'b', 'm', 'c', 0, '2026-11-24T08:00:00.250Z');
			INSERT INTO password_guess (realm_id, subject, failures, own_failures, expires_at)
				VALUES ('r', 'm', 1, 0, '2026-12-25T08:00:00.250Z');`;
		const read = `SELECT issued_at AS at FROM mail_code UNION ALL SELECT issued_at FROM sign_in_code
			UNION ALL SELECT counted_at FROM password_guess`;
		expect(migrate(codes, read)).toEqual([
			{ at: "2026-11-22T08:00:00.250Z" },
			{ at: "2026-11-23T08:00:00.250Z" },
			{ at: "2026-11-25T08:00:00.250Z" },
		]);
	});

	test("says of mail that is done with when it was sent, else when it was queued, and nothing of mail that waits", () => {
		const mail = (id: string, state: string, sent: string | null) =>
			`INSERT INTO outbox (realm_id, id, brand_id, kind, member_id, class, urgent, key_id, recipient_sealed,
				payload_sealed, state, due_at, attempts, queued_at, sent_at) VALUES ('r', '${id}', 'b', 'mail', 'm',
				'service', 0, 'k', x'01', x'01', '${state}', 'due', 0, 'queued', ${sent === null ? "NULL" : `'${sent}'`});`;
		const rows = ["dropped", "failed", "gathered", "held", "queued"].map((state) => mail(state, state, null));
		expect(
			migrate(rows.join("") + mail("sent", "sent", "sent"), "SELECT id, settled_at FROM outbox ORDER BY id"),
		).toEqual([
			{ id: "dropped", settled_at: "queued" },
			{ id: "failed", settled_at: "queued" },
			{ id: "gathered", settled_at: "queued" },
			{ id: "held", settled_at: null },
			{ id: "queued", settled_at: null },
			{ id: "sent", settled_at: "sent" },
		]);
	});
});
