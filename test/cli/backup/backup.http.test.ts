import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireFitting } from "#cli/backup/check-backup.ts";
import { readIdentity } from "#cli/backup/identity.ts";
import { emptiness, loadBackup } from "#cli/backup/load-backup.ts";
import { type Backup, newestBackup, readManifest, requireWhole } from "#cli/backup/manifest.ts";
import type { ReadableBucket } from "#cli/backup/objects.ts";
import { compareRows, decodeRow, onSnapshot, openClient, type Target } from "#cli/backup/snapshot.ts";
import { writeBackup } from "#cli/backup/write-backup.ts";
import { migrate, requireMigrated } from "#cli/commands/migrate.ts";
import { readMigrations } from "#cli/generate/tables.ts";
import { type DatabaseServer, startDatabase } from "#cli/local/sqld.ts";
import { onFreePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import { newSecrets } from "#cli/secrets.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { findBelow } from "../../support/leak-search.ts";
import { type Member, newMember } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { copyOf, retell, rewrite, turnBit } from "../../support/stores/backup-folder.ts";
import { startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
let folder: string;
let objects: ReadableBucket;
let backup: Backup;
let member: Member;

const quiet = () => undefined;
const targetOf = ({ server }: Pick<World, "server">): Target => ({ url: server.url, authToken: undefined });
const take = (into: string, bucket = objects, database = targetOf(world)) =>
	writeBackup({ database, objects: bucket, folder: join(folder, into), now: () => new Date(), progress: quiet });
const checked = (of: Backup) => requireWhole(of, quiet);
const rootOf = ({ secrets }: Pick<World, "secrets">) => fromBase64(secrets.KEK_ROOT) ?? expect.fail();
const salts = (of = world) => of.worker.bucket("SALTS");

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-backups-"));
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url, KEYS_KEPT: "300" } });
	await world.worker.tick();
	member = await newMember(world, mail, "twero");
	objects = await world.worker.bucket("OBJECTS");
	backup = await take("whole");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
	rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
const harmed = (change: (copy: Backup) => void): Backup => {
	const copy = copyOf(backup, join(folder, `harmed-${++copies}`));
	change(copy);
	return copy;
};
const rowsOf = (of: Backup, table: string) =>
	readFileSync(join(of.folder, `tables/${table}.jsonl`), "utf8")
		.split("\n")
		.filter(Boolean)
		.map(decodeRow);

async function onEmptyServer(work: (target: Target, server: DatabaseServer) => Promise<void>): Promise<void> {
	const data = mkdtempSync(join(folder, "server-"));
	const server = await onFreePort((port) => startDatabase(data, port));
	try {
		await work({ url: server.url, authToken: undefined }, server);
	} finally {
		await server.stop();
	}
}

describe("a backup", () => {
	it("says what it is of, holds every row and file, and neither a salt nor an act (T41)", async () => {
		const { manifest } = backup;
		expect(manifest.database.realms).toEqual(["jupiter-media", "lage-kade"]);
		expect(manifest.database.heads.map(({ realm }) => realm)).toContain("jupiter-media");
		expect(manifest.objects.count).toBeGreaterThan(0);
		expect(rowsOf(backup, "member")).toHaveLength(1);
		await checked(backup);
		const files = readdirSync(backup.folder, { recursive: true, encoding: "utf8" });
		expect(files.filter((file) => /salts|objects\/acts/.test(file))).toEqual([]);
		const salt = Buffer.from((await (await (await salts()).get("salts/1"))?.arrayBuffer()) ?? expect.fail("no salt"));
		expect(findBelow(backup.folder, [member.name, member.email, member.password]).hits).toEqual([]);
		const all = files
			.filter((file) => /\.(jsonl?|object)$/.test(file))
			.map((file) => readFileSync(join(backup.folder, file)));
		for (const form of [salt, Buffer.from(salt.toString("base64").slice(0, 42)), Buffer.from(salt.toString("hex"))])
			expect(all.some((bytes) => bytes.includes(form))).toBe(false);
	});

	it("is of one moment, whatever is written while it is made", async () => {
		const row = (hour: number, views: number) => ({
			...{ brand_id: "twero", hour: new Date(Date.UTC(2020, 0, 1, hour)).toISOString(), kind: "home", views },
		});
		const ROWS = 6_000;
		for (let from = 0; from < ROWS; from += 1_000)
			await world.database.write(
				build.insertInto("page_count").values(Array.from({ length: 1_000 }, (_, index) => row(from + index, 100_000))),
			);
		const [first, last] = [row(0, 0).hour, row(ROWS - 1, 0).hour];
		const add = (hour: string, by: number) =>
			build
				.updateTable("page_count")
				.set((eb) => ({ views: eb("views", "+", by) }))
				.where("brand_id", "=", "twero")
				.where("hour", "=", hour);
		const writing = { goesOn: true, writes: 0, slowestMs: 0 };
		const writer = (async () => {
			while (writing.goesOn) {
				const startedAt = performance.now();
				await world.database.write(add(first, 1), add(last, -1));
				writing.slowestMs = Math.max(writing.slowestMs, performance.now() - startedAt);
				writing.writes += 1;
			}
		})();
		await expect.poll(() => writing.writes).toBeGreaterThan(3);
		const before = writing.writes;
		const busy = await take("busy");
		expect(writing.writes - before).toBeGreaterThan(3);
		writing.goesOn = false;
		await writer;
		const views = new Map(rowsOf(busy, "page_count").map((values) => [String(values[1]), Number(values[3])]));
		expect((views.get(first) ?? 0) + (views.get(last) ?? 0)).toBe(200_000);
		expect(views.get(first)).toBeGreaterThan(100_003);
		expect(writing.slowestMs).toBeLessThan(5_000);
	});

	it("has a name that says so for as long as it is not whole, and is taken for none", async () => {
		const arrives = Promise.withResolvers<void>();
		const answer = Promise.withResolvers<null>();
		const stuck: ReadableBucket = {
			list: (options) => objects.list(options),
			get() {
				arrives.resolve();
				return answer.promise;
			},
		};
		const taking = take("cut", stuck);
		await arrives.promise;
		const [name = ""] = readdirSync(join(folder, "cut"));
		expect(name).toMatch(/\.unfinished$/);
		// As a process that is killed now would leave it.
		expect(newestBackup(join(folder, "cut"))).toBeUndefined();
		expect(() => readManifest(join(folder, "cut", name))).toThrow(/was cut off while it was made and is no backup/);
		answer.reject(new Error("the bucket is away"));
		await expect(taking).rejects.toThrow("the bucket is away");
		expect(readdirSync(join(folder, "cut"))).toEqual([]);
	});

	it("is refused where it is cut or altered, with what to do", async () => {
		const table = "tables/member.jsonl";
		const path = (of: Backup, name: string) => join(of.folder, name);
		const file = (of: Backup) =>
			readdirSync(join(of.folder, "objects"), { recursive: true, encoding: "utf8" }).find((name) =>
				name.endsWith(".object"),
			) ?? expect.fail("no object");
		const faults: [(copy: Backup) => void, RegExp][] = [
			[
				(copy) => truncateSync(path(copy, table), 100),
				/is cut in the middle of tables\/member\.jsonl; take another one/,
			],
			[(copy) => unlinkSync(path(copy, table)), /is cut: tables\/member\.jsonl is missing; take another one/],
			[(copy) => turnBit(path(copy, table), -40), /is altered: tables\/member\.jsonl is not as it was written/],
			[(copy) => turnBit(path(copy, "schema.json"), 60), /is altered: schema\.json is not as it was written/],
			[(copy) => turnBit(path(copy, join("objects", file(copy))), -1), /is altered: a file of the store is not as/],
			[(copy) => unlinkSync(path(copy, join("objects", file(copy)))), /is cut: 1 file\(s\) of members are missing/],
		];
		for (const [change, message] of faults)
			await expect(checked(harmed(change)), String(message)).rejects.toThrow(message);
		const said = harmed((copy) => turnBit(path(copy, "manifest.json"), 400));
		expect(() => readManifest(said.folder)).toThrow(/manifest\.json is not as it was written; take another one/);
		expect(() => readManifest(folder)).toThrow(/is no backup: it has no manifest\.json/);
		// Every byte counts.
		const whole = readFileSync(path(backup, "manifest.json")).length;
		for (let at = 3; at < whole; at += Math.ceil(whole / 40)) {
			const copy = harmed((one) => turnBit(path(one, "manifest.json"), at));
			let known: Backup | undefined;
			try {
				known = readManifest(copy.folder);
			} catch {
				// Refused.
			}
			// White space between two parts says nothing.
			if (known) expect(known.manifest).toEqual(backup.manifest);
			rmSync(copy.folder, { recursive: true });
		}
	});

	it("is refused of another realm, of newer migrations and in a newer form", async () => {
		const surroundings = { directory: process.cwd(), salts: await salts(), keyRoot: rootOf(world) };
		await requireFitting(backup, surroundings);
		const other = retell(harmed(quiet), ({ database }) => database.realms.push("elsewhere"));
		await expect(requireFitting(other, surroundings)).rejects.toThrow(
			/is of another realm: no file of tenants\/operators is elsewhere; nothing was done/,
		);
		const newer = retell(harmed(quiet), ({ database }) =>
			database.migrations.push({ number: 9_999, sha256: "0".repeat(64) }),
		);
		await expect(requireFitting(newer, surroundings)).rejects.toThrow(/has migration 9999.*made by a newer version/);
		const strange = retell(harmed(quiet), ({ database }) => {
			const [first] = database.migrations;
			if (first) first.sha256 = "0".repeat(64);
		});
		await expect(requireFitting(strange, surroundings)).rejects.toThrow(/another migration 1 than this code/);
		const form = retell(harmed(quiet), (manifest) => Object.assign(manifest, { format: 2 }));
		expect(() => readManifest(form.folder)).toThrow(/in a form that this version of the code does not know/);
	});

	it("is refused beside another database, another bucket of salts, and another secret", async () => {
		const directory = process.cwd();
		const own = { directory, salts: await salts(), keyRoot: rootOf(world) };
		const elsewhere = await startWorld();
		try {
			await elsewhere.worker.tick();
			const live = await onSnapshot(targetOf(elsewhere), readIdentity);
			await expect(requireFitting(backup, { ...own, live })).rejects.toThrow(
				/is of another database than the one that is in use; nothing was done/,
			);
			await requireFitting(backup, { ...own, live: await onSnapshot(targetOf(world), readIdentity) });
			await expect(requireFitting(backup, { ...own, salts: await salts(elsewhere) })).rejects.toThrow(
				/is of another database: salt 1 in the bucket is not the one that it names/,
			);
			const secret = fromBase64(newSecrets().KEK_ROOT);
			await expect(requireFitting(backup, { ...own, keyRoot: secret })).rejects.toThrow(/set that one \(KEK_ROOT\)/);
		} finally {
			await elsewhere.stop();
		}
	});
});

describe("a restore", () => {
	it("refuses a server that is not empty, and touches nothing on it", async () => {
		await expect(loadBackup(backup, targetOf(world), { progress: quiet })).rejects.toThrow(
			/the database server is not empty, and nothing on it was touched/,
		);
		const [members] = await world.database.read(build.selectFrom("member").select("id"));
		expect(members).toHaveLength(1);
	});

	it("brings every row back as it was, with triggers and views", async () => {
		await onEmptyServer(async (target) => {
			const rows = await loadBackup(backup, target, { progress: quiet });
			expect(rows).toBe(backup.manifest.tables.reduce((sum, table) => sum + table.rows, 0));
			expect(await migrate(target.url, undefined, process.cwd(), new Date())).toBe(0);
			const parts = (of: Target) =>
				onSnapshot(of, (ask) =>
					ask("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"),
				);
			expect(await parts(target)).toEqual(await parts(targetOf(world)));
			const database = operatorDatabase(target.url, undefined, "tests");
			await expect(database.write(build.updateTable("audit_entry").set({ role: "x" }))).rejects.toThrow();
			// What came back otherwise than it was is seen, whatever the counts say.
			const lying = rewrite(harmed(quiet), "tables/member.jsonl", (text) =>
				text.replace("jupiter-media", "jupiter-medib"),
			);
			await expect(compareRows(target, lying.manifest.tables)).rejects.toThrow(
				"member is not as it was before the restore",
			);
		});
	});

	it("of a database from before a migration is followed by what it lacks", async () => {
		await onEmptyServer(async (older) => {
			const client = openClient(older);
			const all = readMigrations("migrations");
			for (const { number, name, sql } of all.slice(0, -1)) {
				await client.executeMultiple(sql);
				const sha256 = createHash("sha256").update(sql).digest("hex");
				const row = [number, name, sha256, "2026-01-01T00:00:00.000Z"];
				await client.execute({
					sql: "INSERT INTO migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
					args: row,
				});
			}
			client.close();
			const old = await take("older", objects, older);
			expect(old.manifest.database.migrations).toHaveLength(all.length - 1);
			await onEmptyServer(async (target) => {
				await loadBackup(old, target, { progress: quiet });
				expect(await migrate(target.url, undefined, process.cwd(), new Date())).toBe(1);
			});
		});
	});

	it("that is cut off leaves nothing that anything starts on, and is done again from its beginning", async () => {
		await onEmptyServer(async (target) => {
			const cutting = (line: () => string) => {
				// After tables whose names come before, and before the triggers.
				if (line().endsWith(" in statement_version")) throw new Error("killed");
			};
			await expect(loadBackup(backup, target, { progress: cutting })).rejects.toThrow("killed");
			expect(await emptiness(target)).toBe("cut off");
			await expect(migrate(target.url, undefined, process.cwd(), new Date())).rejects.toThrow();
			await expect(requireMigrated(target.url, undefined, process.cwd())).rejects.toThrow(/of different versions/);
			expect(await emptiness(target)).toBe("cut off");
			await loadBackup(backup, target, { progress: quiet });
			expect(await emptiness(target)).toBe("in use");
			expect(await migrate(target.url, undefined, process.cwd(), new Date())).toBe(0);
		});
	});

	it("does not take rows that refer to nothing", async () => {
		await onEmptyServer(async (target) => {
			const dangling = rewrite(harmed(quiet), "tables/registry.jsonl", () => "");
			const told = retell(dangling, ({ tables }) => {
				const registry = tables.find(({ name }) => name === "registry");
				if (registry) registry.rows = 0;
			});
			await expect(loadBackup(told, target, { progress: quiet })).rejects.toThrow(/it is not consistent/);
			expect(await emptiness(target)).toBe("cut off");
		});
	});
});

describe("after a rotation of keys", () => {
	it("a backup from before is refused, and says which one to take (T40)", async () => {
		await world.database.write(askRotation(new Date().toISOString()));
		for (const startedAt = Date.now(); ; ) {
			await world.worker.tick();
			const [[row]] = await world.database.read(newestRotations(1));
			if (row?.number === 2 && row.state === "finished") break;
			if (Date.now() - startedAt > 90_000) throw new Error(`the rotation stands at ${row?.state}`);
		}
		const surroundings = { directory: process.cwd(), salts: await salts(), keyRoot: rootOf(world) };
		await expect(requireFitting(backup, surroundings)).rejects.toThrow(
			/is from before key rotation 2 was complete: the salts of its keys were deleted on purpose and nobody can read it; nothing was done with it: take one from after that rotation/,
		);
		await requireFitting(await take("after"), surroundings);
		expect(existsSync(backup.folder)).toBe(true);
	}, 150_000);
});
