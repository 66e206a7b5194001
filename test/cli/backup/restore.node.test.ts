import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { backup } from "#cli/commands/backup.ts";
import { drill } from "#cli/commands/drill.ts";
import { restore } from "#cli/commands/restore.ts";
import { type DatabaseServer, startDatabase } from "#cli/local/sqld.ts";
import { onFreePort } from "#cli/ports.ts";
import { build } from "#foundation/db/database.ts";
import { enterBrand, type Member, newMember, newVisitor, signIn } from "../../support/member.ts";
import { startNodeHost } from "../../support/processes/node-host.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

/** The operator's commands beside a Node host: a database that is lost comes back from its backup, on a new server. */
let world: World;
let mail: MailServer;
let folder: string;
let server: DatabaseServer | undefined;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-restore-"));
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url, KEYS_KEPT: "300" } });
	await world.worker.tick();
	vi.stubEnv("DATABASE_URL", world.server.url);
	vi.stubEnv("DATA_DIR", join(world.folder, "objects"));
	vi.stubEnv("BACKUP_DIR", join(folder, "backups"));
	vi.stubEnv("KEK_ROOT", world.secrets.KEK_ROOT);
	vi.stubEnv("RECEIPT_KEY", world.secrets.RECEIPT_KEY);
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await world.stop();
	await server?.stop();
	await mail.stop();
	rmSync(folder, { recursive: true, force: true });
});

type Command = typeof backup;
async function run(command: Command, ...argv: string[]): Promise<{ code: number; said: string }> {
	const io = quietIo(process.cwd());
	const code = await command(argv, io);
	return { code, said: io.said() };
}

/** Beside what it says of how far it is. */
const folderIn = (said: string) => /^\/.*livery-20\S+$/m.exec(said)?.[0] ?? expect.fail(said);

async function memberOn(brand: string): Promise<Member> {
	const member = await newMember(world, mail, brand);
	await enterBrand(member.visitor, brand);
	return member;
}

const at = ({ visitor }: Member, path: string) => visitor.address("account", path);

describe("npm run backup, drill and restore", () => {
	it("bring a lost database back on a new server, up to everything that must not be undone (T41)", async () => {
		const [stays, left] = [await memberOn("twero"), await memberOn("twero")];
		const made = await run(backup);
		expect(made.said).toMatch(/^\/.*livery-20\S+\n\d+ rows of \d+ tables and \d+ files of members, \d+ MB\n$/m);
		const kept = folderIn(made.said);
		expect((await left.visitor.post(at(left, "/brands/twero/leave"))).status).toBe(303);

		const drilled = await run(drill);
		expect(drilled.said).toMatch(/^acts: 1 later act\(s\) replayed/m);
		expect(drilled.said).toMatch(/^passed, in \d+\.\d s; noted in the database$/m);
		expect(drilled.code).toBe(0);
		const [rows] = await world.database.read(build.selectFrom("drill").selectAll());
		expect(rows).toMatchObject([{ outcome: "passed", act_count: 1 }]);

		await expect(run(restore, kept)).rejects.toThrow(/the database server is not empty, and nothing on it was touched/);
		expect(await world.database.read(build.selectFrom("drill").selectAll())).toHaveLength(1);

		// The database is lost.
		await world.worker.stop();
		const fresh = await onFreePort((port) => startDatabase(join(folder, "sqld"), port));
		server = fresh;
		vi.stubEnv("DATABASE_URL", fresh.url);
		const restored = await run(restore, kept);
		expect(restored.said).toMatch(/is whole and fits\n\d+ rows restored, each as it was; 0 migration\(s\) applied\n/);
		expect(restored.said).toContain("the bucket of members' files lacks none of those in the backup");
		const port = Number(world.worker.url.port);
		world.worker = await startNodeHost({
			...{ bundle: inject("bundle"), port, objects: join(world.folder, "objects") },
			bindings: {
				...{ STAGE: "test", DATABASE_URL: fresh.url, SMTP_URL: mail.url, KEYS_KEPT: "300" },
				...{ DEVELOPMENT_PORT: String(port), ...world.secrets },
			},
		});
		// Nothing is served from it before.
		expect((await stays.visitor.get(at(stays, "/"))).status).toBe(503);
		expect((await newVisitor(world).get(stays.visitor.address("twero", "/privacy"))).status).toBe(200);
		const finishing = { isDone: false };
		const finished = run(restore, "--finish").finally(() => {
			finishing.isDone = true;
		});
		while (!finishing.isDone) {
			await world.worker.tick();
			await sleep(50);
		}
		expect((await finished).said).toMatch(/ 1 act\(s\) replayed\n$/);
		await expect.poll(async () => (await newVisitor(world).get(at(stays, "/sign-in"))).status).toBe(200);
		// Signed in when the backup was made, and not any more.
		expect((await stays.visitor.get(at(stays, "/"))).status).toBe(303);
		for (const member of [stays, left]) expect((await signIn(member, member.visitor)).status).toBe(303);
		expect((await stays.visitor.get(at(stays, "/brands"))).text).toContain("/brands/twero/leave");
		expect((await left.visitor.get(at(left, "/brands"))).text).not.toContain("/brands/twero/leave");

		// And it is kept like any other: the next backup, and the next drill.
		expect((await run(backup)).code).toBe(0);
		const again = await run(drill);
		expect([again.code, again.said]).toEqual([0, expect.stringContaining("acts: 0 later act(s) replayed")]);
	}, 180_000);

	it("notes a drill that failed, and ends with 1", async () => {
		vi.stubEnv("BACKUP_DIR", join(folder, "none"));
		const failed = await run(drill);
		expect([failed.code, failed.said]).toEqual([
			1,
			expect.stringMatching(/^failed at backup, in .* noted in the database$/m),
		]);
	});

	it("put members' files back where the bucket is lost, and otherwise bring nothing back that was deleted", async () => {
		vi.stubEnv("BACKUP_DIR", join(folder, "files"));
		const bucket = await world.worker.bucket("OBJECTS");
		await bucket.put("photos/twero/1", new TextEncoder().encode("sealed"), {} as never);
		const kept = folderIn((await run(backup)).said);
		await bucket.delete("photos/twero/1");
		for (const [index, argv] of [[kept], ["--objects", kept]].entries()) {
			const fresh = await onFreePort((port) => startDatabase(join(folder, `files-${index}`), port));
			vi.stubEnv("DATABASE_URL", fresh.url);
			const { said } = await run(restore, ...argv);
			await fresh.stop();
			expect(said).toMatch(
				index === 0
					? /1 file\(s\) in the backup are not in the bucket, and stay so/
					: /1 file\(s\) of members put back/,
			);
			expect((await bucket.get("photos/twero/1")) !== null).toBe(index === 1);
		}
	});

	it("refuse what they do not know", async () => {
		await expect(run(backup, "x")).rejects.toThrow("this takes no words");
		await expect(run(drill, "x")).rejects.toThrow("this takes no words");
		await expect(run(restore, "x", "--finish")).rejects.toThrow("this takes one folder, or none");
		await expect(run(restore, "--objects")).rejects.toThrow("this takes one folder, or none");
		vi.stubEnv("DATA_DIR", undefined);
		await expect(run(backup)).rejects.toThrow(/nothing says where its buckets are: set DATA_DIR/);
		vi.stubEnv("KEK_ROOT", undefined);
		await expect(run(drill)).rejects.toThrow(/a drill opens keys: set KEK_ROOT/);
	});
});
