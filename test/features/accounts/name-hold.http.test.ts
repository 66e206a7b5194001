import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { keys as keysCommand } from "#cli/commands/keys.ts";
import { holdName } from "#features/accounts/name-holds/name-hold.ts";
import { newestKeyRing } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import { HOUR } from "#foundation/time.ts";
import { type Enumeration, enumeration, REALM } from "../../support/enumeration.ts";
import { endLeases } from "../../support/leases.ts";
import { newVisitor } from "../../support/member.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Names of erased accounts, on workerd, R2 and the libSQL server, with isolates that forget within a third of a second. */
const KEYS_KEPT_MS = 300;
let world: World;
let clock: ReturnType<typeof withMovableClock>;
let about: Enumeration;
let number = 100;

beforeAll(async () => {
	clock = withMovableClock(inject("bundle"));
	world = await startWorld({ bundle: clock.bundle, bindings: { KEYS_KEPT: String(KEYS_KEPT_MS) } });
	await world.worker.tick();
	about = await enumeration(world, () => newVisitor(world));
}, 120_000);
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	clock.remove();
});

const keys = async () => {
	const root = fromBase64(world.secrets.KEK_ROOT) ?? expect.fail();
	const salts = await world.worker.bucket("SALTS");
	return newestKeyRing({ root, salts, openDatabase: () => world.database, now: () => Date.now() });
};

/** As the erasure of an account does it. @returns the name, and another that looks like it */
async function holdAnother(): Promise<[string, string]> {
	number += 1;
	const userName = `uncle.${number}`;
	const at = new Date().toISOString();
	await world.database.write(...(await holdName({ keys }, { realm: REALM, userName, at })));
	return [userName, `Unc1e_${number}`];
}

/** What it costs is counted where keys are not read again each third of a second (`enumeration.http.test.ts`). */
async function join(name: string): Promise<"free" | "taken"> {
	number += 1;
	const reply = await about.join(`lid${number}@voorbeeld.test`, name);
	expect([200, 422]).toContain(reply.status);
	return reply.status === 422 ? "taken" : "free";
}

async function rotate(): Promise<void> {
	// Rotations are a day apart, and an older start is all that the Worker knows of yesterday.
	await world.database.write(build.updateTable("key_rotation").set({ started_at: "2026-11-01T00:00:00.000Z" }));
	await world.database.write(askRotation(new Date().toISOString()));
	const newest = async () => (await world.database.read(newestRotations(1)))[0][0];
	const { number: asked } = (await newest()) ?? expect.fail("no rotation");
	for (const started = Date.now(); (await newest())?.state !== "finished"; await sleep(100)) {
		if (Date.now() - started > 60_000) throw new Error(`rotation ${asked} stands still`);
		await world.worker.tick();
	}
}

/** What `npm run keys -- status` prints. */
async function status(): Promise<string> {
	vi.stubEnv("DATABASE_URL", world.server.url);
	const stdout = new PassThrough();
	await keysCommand(["status"], {
		stdin: new PassThrough(),
		stdout,
		stderr: stdout,
		directory: process.cwd(),
		now: () => new Date(),
	});
	vi.unstubAllEnvs();
	return String(stdout.read());
}

const versions = async () => (await keys()).versions;
const holds = async () =>
	(await world.database.read(build.selectFrom("user_name_hold").select(["salt", "held_at"]).orderBy("held_at")))[0];

describe("POST /join", () => {
	it("POST /join refuses the name of an erased account and its look-alike, before and after rotations (P03)", async () => {
		const [name, alike] = await holdAnother();
		const both = async () => [await join(name), await join(alike)];
		expect(await both()).toEqual(["taken", "taken"]);
		expect(await join(`oncle.${number}`)).toBe("free");
		for (let times = 0; times < 2; times++) {
			const [before = 0] = await versions();
			await rotate();
			expect(await versions()).toEqual([before + 1]);
			expect(await both()).toEqual(["taken", "taken"]);
		}
		expect(await status()).toMatch(/^1 name\(s\) are held under hold salt \d{4}-Q\d$/m);
		// A Worker that has just started reads them from the bucket.
		await world.restartWorker();
		expect(await both()).toEqual(["taken", "taken"]);
	}, 180_000);

	it("POST /join gives a name out once its hold salt is destroyed, and the job says what was lost", async () => {
		const [, alike] = await holdAnother();
		const [hold] = await holds();
		await (await world.worker.bucket("SALTS")).delete(`salts/hold/${hold?.salt}`);
		await world.restartWorker();
		world.logs.length = 0;
		await world.database.write(build.updateTable("job").set({ last_ended_at: null }), endLeases());
		await world.worker.tick();
		expect(world.logs.join("\n")).toContain(`keys: hold salts are missing from the bucket`);
		expect(await join(alike)).toBe("free");
		await world.database.write(build.deleteFrom("user_name_hold"));
	}, 120_000);

	it("POST /join gives a name out when the term of the edition in force has ended, and its hold goes", async () => {
		await vi.waitFor(async () =>
			expect((await (await keys()).holdIndex("user_name", REALM, "x")).salt).toMatch(/\.2$/),
		);
		const [name, alike] = await holdAnother();
		const [other] = await holdAnother();
		const end = addDuration(new Date(), "P12M").getTime() - Date.now();
		await moveClock(world, end - HOUR);
		await world.worker.tick();
		expect([await join(name), await join(alike)]).toEqual(["taken", "taken"]);
		await moveClock(world, end + HOUR);
		expect(await join(alike)).toBe("free");
		expect(await join(other)).toBe("free");
		expect(await holds()).toHaveLength(2);
		await world.worker.tick();
		expect(await holds()).toHaveLength(0);
	}, 120_000);
});
