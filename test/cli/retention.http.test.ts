import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CommandError } from "#cli/command.ts";
import { retention } from "#cli/commands/retention.ts";
import { main } from "#cli/main.ts";
import { build } from "#foundation/db/database.ts";
import { TABLE_CLASSES, type Tables } from "#foundation/db/tables.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { HOUR } from "#foundation/time.ts";
import { insertRows, memberRows, movedTo, registrationRows } from "../support/fixtures/person-rows.ts";
import { quietIo, startWorld, type World } from "../support/world.ts";

const JUPITER = { realm: "jupiter-media", brands: ["twero", "geilesexsite"] as const };
const DAY_AHEAD = new Date(Date.now() + 70 * 24 * HOUR).toISOString();

let world: World;
beforeAll(async () => {
	world = await startWorld();
	await world.worker.tick();
	const [then, now] = ["2020-01-31T10:00:00.000Z", new Date().toISOString()];
	const people = [
		memberRows({ id: "due", at: now, closedAt: then, purgeAt: "2025-01-31T10:00:00.000Z" }),
		memberRows({ id: "later", at: now, closedAt: now, purgeAt: DAY_AHEAD }),
		registrationRows({ id: "forgotten", at: then, expiresAt: DAY_AHEAD }),
	];
	for (const rows of people) await world.database.write(...insertRows(movedTo(rows, JUPITER)));
	// What ends by itself is not what retention ends.
	const far = DAY_AHEAD;
	await world.database.write(
		// The day's look at closed accounts begins again.
		build.deleteFrom("retention_pass"),
		build.deleteFrom("unsealed_agreement"),
		build.updateTable("session").set({ ends_at: far }),
		build.updateTable("sign_in_code").set({ expires_at: far }),
		build.updateTable("mail_code").set({ expires_at: far }),
		build.updateTable("password_guess").set({ expires_at: far }),
	);
	vi.stubEnv("DATABASE_URL", world.server.url);
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await world.stop();
});

async function run(...argv: string[]): Promise<string> {
	const io = quietIo(process.cwd());
	expect(await retention(argv, io)).toBe(0);
	return io.said();
}

async function everyRow(): Promise<string> {
	const tables = Object.keys(TABLE_CLASSES) as (keyof Tables)[];
	const rows = await world.database.read(...tables.map((table) => build.selectFrom(table).selectAll()));
	return JSON.stringify(rows);
}

/** Lines of a realm before what stays, those of what stays, and those of what becomes evidence. */
function linesOf(said: string, realm: string) {
	const [, part = ""] = said.split(`\n${realm}\n`);
	const [own = ""] = part.split("\n\n");
	const [erased = "", stays = ""] = own.split("stays for a term of its own:\n");
	const [kept = "", sealed = ""] = stays.split("sealed as evidence, until the term of its rule ends:\n");
	const rows = (text: string) =>
		[...text.matchAll(/^ {2}(\S+) +(\S+) +(\d+) row\(s\)$/gm)].map(
			([, rule, table, count]) => `${rule} ${table} ${count}`,
		);
	return { erased: rows(erased).sort(), kept: rows(kept).sort(), sealed: rows(sealed).sort() };
}

describe("npm run retention", () => {
	it("says per realm, rule and table what the job then erases, and what stays, and writes nothing", async () => {
		const before = await everyRow();
		const said = await run();
		expect(await everyRow()).toBe(before);
		expect(said).toContain("  closed accounts: 1 due, 1 not yet");
		const lines = linesOf(said, JUPITER.realm);
		expect(lines.erased.length).toBeGreaterThan(15);
		await world.worker.tick();
		const [runs] = await world.database.read(
			build.selectFrom("retention_run").selectAll().where("realm_id", "=", JUPITER.realm),
		);
		const evidence = (column: "erased" | "kept") =>
			runs
				.filter((one) => one[column] > 0)
				.map((one) => `${one.rule} ${one.table_name} ${one[column]}`)
				.sort();
		expect(lines.erased).toEqual(evidence("erased"));
		expect(lines.kept).toEqual([...evidence("kept"), "name_hold user_name_hold 1"].sort());
		expect(lines.sealed).toEqual(["acceptance acceptance 1", "consent_evidence consent_event 3"]);
	});

	it("says what is due by the end of a day to come", async () => {
		expect(await run("--at", calendarDay(DAY_AHEAD))).toContain("  closed accounts: 1 due, 0 not yet");
		expect(await run()).toContain("  closed accounts: 0 due, 1 not yet");
	});

	it.each([
		["an unknown option", ["--on", "2031-11-29"], /there is no option --on[.] There are --at/],
		["a day that is none", ["--at", "2031-02-30"], /--at wants a day, as yyyy-mm-dd/],
		["a word", ["2031-11-29"], /this takes no words/],
		["a day that is over", ["--at", "2020-01-01"], /today or a day to come/],
		["a day that is not said", ["--at"], /--at needs a value/],
	])("refuses %s", async (_name, argv, why) => {
		await expect(retention(argv, quietIo(process.cwd()))).rejects.toThrow(why);
		await expect(retention(argv, quietIo(process.cwd()))).rejects.toThrow(CommandError);
	});

	it("is one line and exit code 1 where the database is away", async () => {
		vi.stubEnv("DATABASE_URL", "http://127.0.0.1:1");
		const said: string[] = [];
		const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
		expect(await main(["retention"])).toBe(1);
		write.mockRestore();
		vi.stubEnv("DATABASE_URL", world.server.url);
		expect(said.join("")).toMatch(/^livery: [^\n]*database[^\n]*\n$/);
	});
});

describe("npm run retention -- --resume", () => {
	it("lets retention go on that stands still because its last pass was long ago", async () => {
		const now = new Date().toISOString();
		const end = "2026-01-31T10:00:00.000Z";
		const rows = memberRows({ id: "overdue", at: now, closedAt: "2021-01-31T10:00:00.000Z", purgeAt: end });
		const longAgo = { after_closed_at: "", after_id: "", examined: 0, started_at: end, ended_at: end };
		await world.database.write(
			...insertRows(movedTo(rows, JUPITER)),
			build.deleteFrom("retention_pass"),
			build.insertInto("retention_pass").values({ ...longAgo, realm_id: JUPITER.realm, day: "2026-02-01" }),
		);
		const isThere = async () => {
			const asked = build.selectFrom("member").select("id").where("id", "=", "overdue");
			return (await world.database.read(asked))[0].length > 0;
		};
		world.logs.length = 0;
		await world.worker.tick();
		expect(world.logs.join("\n")).toMatch(/retention: closed accounts were last checked \d+ days ago by this clock/);
		expect(await isThere()).toBe(true);
		expect(await run("--resume")).toBe("retention goes on with the next run\n");
		await world.database.write(build.updateTable("job").set({ last_ended_at: null }).where("name", "=", "retention"));
		await world.worker.tick();
		expect(await isThere()).toBe(false);
	});
});
