import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Buckets, readOnly } from "#cli/backup/buckets.ts";
import { runDrill } from "#cli/backup/drill.ts";
import type { Backup } from "#cli/backup/manifest.ts";
import { compareRows, type Target } from "#cli/backup/snapshot.ts";
import { writeBackup } from "#cli/backup/write-backup.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { addDrill, type DrillOutcome } from "#foundation/jobs/drills.ts";
import { enterBrand, type Member, newMember } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { find, newStaff, type StaffMember, suspending } from "../../support/staff.ts";
import { copyOf, retell, rewrite } from "../../support/stores/backup-folder.ts";
import { startWorld, type World } from "../../support/world.ts";

/** A whole drill on workerd, R2 and the libSQL server (DECISIONS 126), and each of its checks seen failing. */
let world: World;
let mail: MailServer;
let folder: string;
let backup: Backup;
let buckets: Buckets;

const quiet = () => undefined;
const target = (): Target => ({ url: world.server.url, authToken: undefined });
const secret = (name: "KEK_ROOT" | "RECEIPT_KEY") => fromBase64(world.secrets[name]) ?? expect.fail();

async function take(into: string): Promise<Backup> {
	return writeBackup({
		...{ database: target(), objects: buckets.objects, folder: join(folder, into) },
		...{ now: () => new Date(), progress: quiet },
	});
}

async function drill(from: string, others: Partial<Buckets> = {}): Promise<DrillOutcome & { said: string }> {
	const said: string[] = [];
	const outcome = await runDrill({
		...{ folder: join(folder, from), live: target(), buckets: readOnly({ ...buckets, ...others }) },
		...{ keyRoot: secret("KEK_ROOT"), receiptKey: secret("RECEIPT_KEY"), directory: process.cwd() },
		...{ now: () => new Date(), progress: quiet, say: (line) => said.push(line) },
	});
	return { ...outcome, said: said.join("\n") };
}

let moderator: StaffMember;
const at = ({ visitor }: { visitor: Member["visitor"] }, path: string) => visitor.address("account", path);

async function memberOn(brand: string): Promise<Member> {
	const member = await newMember(world, mail, brand);
	await enterBrand(member.visitor, brand);
	return member;
}

async function idOf({ email }: Member): Promise<string> {
	const found = await find(moderator, email);
	return /\/console\/members\/([^/?]+)/.exec(found.headers.location ?? "")?.[1] ?? expect.fail("not found");
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-drills-"));
	mkdirSync(join(folder, "scratch"));
	vi.stubEnv("TMPDIR", join(folder, "scratch"));
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url, KEYS_KEPT: "300" } });
	await world.worker.tick();
	buckets = {
		objects: await world.worker.bucket("OBJECTS"),
		salts: await world.worker.bucket("SALTS"),
		close: async () => undefined,
	};
	moderator = await newStaff(world, "moderator");
	const [stays, suspended, left, closed, erased] = [
		await memberOn("twero"),
		await memberOn("twero"),
		await memberOn("twero"),
		await memberOn("geilesexsite"),
		await memberOn("twero"),
	];
	const id = await idOf(suspended);
	// The head of the closed day is published more than a minute before the backup, by the clock of the copy.
	backup = await take("backups");
	await moderator.visitor.post(at(moderator, `/console/members/${id}/suspend`), suspending());
	expect((await left.visitor.post(at(left, "/brands/twero/leave"))).status).toBe(303);
	expect((await closed.visitor.post(at(closed, "/close"))).status).toBe(200);
	expect((await erased.visitor.post(at(erased, "/privacy/erase"))).status).toBe(303);
	expect((await stays.visitor.get(at(stays, "/"))).status).toBe(200);
	const waiting = async () =>
		(await world.database.read(build.selectFrom("act").select("number").where("put_at", "is", null)))[0].length;
	while ((await waiting()) > 0) await sleep(50);
	// What goes on behind the answers is over before anything is compared.
	const erasure = async () => (await world.database.read(build.selectFrom("erasure").select("state")))[0][0]?.state;
	for (let ticks = 0; ticks < 10 && (await erasure()) !== "issued"; ticks++) await world.worker.tick();
	await world.worker.tick();
}, 240_000);
afterAll(async () => {
	vi.unstubAllEnvs();
	await world.stop();
	await mail.stop();
	rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
/** A drill of a backup that was harmed. */
async function drillOf(change: (copy: Backup) => Backup, others: Partial<Buckets> = {}) {
	const name = `harmed-${++copies}`;
	change(copyOf(backup, join(folder, name, "backup")));
	return drill(name, others);
}

const keysOf = async () => {
	const { objects } = await buckets.objects.list({ prefix: "" });
	return objects.map(({ key }) => key);
};

describe("a drill", () => {
	it("brings the newest backup back, replays every later act, and explains every row that differs (T41)", async () => {
		const now = await take("elsewhere");
		const keys = await keysOf();
		const { said, ...outcome } = await drill("backups");
		expect(said).toMatch(/^backup: of 20.*Z, whole, of this database, and its keys can be read \(/);
		expect(said).toMatch(/^restore: \d+ rows of \d+ tables, each as it was \(/m);
		expect(said).toMatch(/^migrations: 0 applied/m);
		expect(said).toMatch(/^keys: [1-9]\d* opened/m);
		expect(said).toMatch(/^chains: [1-9]\d* entries of the logs and \d+ published heads agree/m);
		expect(said).toMatch(/^acts: 4 later act\(s\) replayed/m);
		expect(said).toMatch(/^counts: equal but for what was replayed: .*membership -1/m);
		expect(outcome).toMatchObject({ failedAt: undefined, acts: 4, backupAt: backup.manifest.madeAt });
		expect(outcome.rows).toBe(backup.manifest.tables.reduce((sum, table) => sum + table.rows, 0));
		expect(outcome.endedAt).toBeGreaterThan(outcome.startedAt);
		// What is in use is as it was, and nothing is left.
		await compareRows(target(), now.manifest.tables);
		expect(await keysOf()).toEqual(keys);
		expect(readdirSync(join(folder, "scratch")).filter((name) => name.startsWith("livery-drill-"))).toEqual([]);
		await world.database.write(addDrill(outcome));
		const [[row]] = await world.database.read(build.selectFrom("drill").selectAll());
		expect(row).toMatchObject({ outcome: "passed", failed_at: null, act_count: 4, row_count: outcome.rows });
	}, 120_000);

	it("fails where there is no backup, or the newest is damaged", async () => {
		const none = await drill("nowhere");
		expect([none.failedAt, none.backupAt]).toEqual(["backup", undefined]);
		expect(none.said).toContain("there is no backup in");
		const damaged = await drillOf((copy) => {
			rmSync(join(copy.folder, "tables", "member.jsonl"));
			return copy;
		});
		expect([damaged.failedAt, damaged.said]).toEqual(["backup", expect.stringContaining("member.jsonl is missing")]);
	});

	it("fails where a row does not come back, or not as it was", async () => {
		const lost = await drillOf((copy) =>
			rewrite(copy, "tables/page_count.jsonl", (text) => `${text}["twero","2020-01-01T00:00:00.000Z","home",1]\n`),
		);
		expect([lost.failedAt, lost.said]).toEqual(["restore", expect.stringMatching(/page_count has \d+ row\(s\) after/)]);
	});

	it("fails where the restored database has a column that nobody declared", async () => {
		const strange = await drillOf((copy) =>
			rewrite(copy, "schema.json", (text) => {
				const parts = JSON.parse(text) as unknown[];
				return JSON.stringify([...parts, { type: "table", name: "shadow", sql: "CREATE TABLE shadow (email TEXT)" }]);
			}),
		);
		expect([strange.failedAt, strange.said]).toEqual(["migrations", expect.stringContaining("shadow")]);
	});

	it("fails where a key does not open", async () => {
		const harmed = await drillOf((copy) =>
			rewrite(copy, "tables/unit_key.jsonl", (text) =>
				text.replace(/\{"b":"(..)/g, (_, start: string) => `{"b":"${start === "AA" ? "BB" : "AA"}`),
			),
		);
		expect([harmed.failedAt, harmed.said]).toEqual(["keys", expect.stringContaining("FAILED at keys")]);
	});

	it("fails where the log was altered, with all hashes put right, and where a published head is another", async () => {
		const altered = await drillOf((copy) =>
			rewrite(copy, "tables/audit_entry.jsonl", (text) => text.replace('"system"', '"member"')),
		);
		expect([altered.failedAt, altered.said]).toEqual(["chains", expect.stringMatching(/entry \d+ was changed/)]);
		const cut = await drillOf((copy) =>
			retell(copy, ({ database }) => {
				for (const head of database.heads) head.number += 1;
			}),
		);
		expect([cut.failedAt, cut.said]).toEqual(["chains", expect.stringContaining("does not end where the backup says")]);
		const { objects } = buckets;
		const lost = await drill("backups", {
			objects: {
				...{ get: (key) => objects.get(key), put: objects.put, delete: objects.delete },
				list: async (options) => {
					const listed = await objects.list(options);
					return { ...listed, objects: listed.objects.filter(({ key }) => !key.startsWith("heads/")) };
				},
			},
		});
		expect([lost.failedAt, lost.said]).toEqual([
			"chains",
			expect.stringContaining("in the bucket is not the one that"),
		]);
	});

	it("fails where a later act was not replayed", async () => {
		const { objects } = buckets;
		let looks = 0;
		const hiding = await drill("backups", {
			objects: {
				...{ get: (key) => objects.get(key), put: objects.put, delete: objects.delete },
				// Every act is there when they are listed, and the last one is not when they are replayed.
				list: async (options) => {
					const listed = await objects.list(options);
					if (options.prefix.startsWith("acts/jupiter-media") && listed.objects.length > 0) looks += 1;
					const isLate = looks > 1 && options.prefix.startsWith("acts/jupiter-media");
					return isLate ? { ...listed, objects: listed.objects.filter(({ key }) => !key.endsWith("4")) } : listed;
				},
			},
		});
		expect([hiding.failedAt, hiding.said]).toEqual(["acts", expect.stringMatching(/1 of 4 later act\(s\) were not/)]);
	});

	it("fails where rows differ that no act explains", async () => {
		const leaking = await drillOf((copy) =>
			rewrite(copy, "schema.json", (text) => {
				const sql = "CREATE TRIGGER leak AFTER UPDATE OF finished_at ON restore BEGIN DELETE FROM job; END";
				return JSON.stringify([...(JSON.parse(text) as unknown[]), { type: "trigger", name: "leak", sql }]);
			}),
		);
		expect([leaking.failedAt, leaking.said]).toEqual([
			"counts",
			expect.stringMatching(/no later act explains: job by -\d+/),
		]);
	});
});
