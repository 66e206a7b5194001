import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CommandError } from "#cli/command.ts";
import { restore } from "#cli/commands/restore.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { askRestore, newestRestore } from "#foundation/acts/queries-restore.ts";
import { progressOf } from "#foundation/acts/restore.ts";
import { build } from "#foundation/db/database.ts";
import { enterBrand, type Member, newMember, newVisitor, placeOn, signIn, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { find, JUPITER, lifting, newStaff, type StaffMember, signInStaff, suspending } from "../../support/staff.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

/** A copy of the database that is put back, on workerd, R2 and the libSQL server (DECISIONS 73, 74). */
const KEYS_KEPT_MS = 300;
let world: World;
let mail: MailServer;
let copies: string;
let moderator: StaffMember;
let operator: StaffMember;

beforeAll(async () => {
	copies = mkdtempSync(join(tmpdir(), "livery-copies-"));
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url, KEYS_KEPT: String(KEYS_KEPT_MS) } });
	await world.worker.tick();
	moderator = await newStaff(world, "moderator");
	operator = await newStaff(world, "operator");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
	rmSync(copies, { recursive: true, force: true });
});

const data = () => join(world.folder, "sqld");

async function takeCopy(name: string): Promise<void> {
	await world.stopDatabase();
	cpSync(data(), join(copies, name), { recursive: true });
	await world.startDatabase();
}

async function putBack(name: string): Promise<void> {
	await world.stopDatabase();
	rmSync(data(), { recursive: true });
	cpSync(join(copies, name), data(), { recursive: true });
	await world.startDatabase();
}

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const statusOf = async (visitor: Visitor, path = "/") => (await visitor.get(at(visitor, path))).status;

async function idOf({ name, email }: Member): Promise<string> {
	const found = await find(moderator, email);
	return /\/console\/members\/([^/?]+)/.exec(found.headers.location ?? "")?.[1] ?? expect.fail(`${name} is not found`);
}

const changeState = (id: string, to: "suspend" | "restore") =>
	moderator.visitor.post(
		at(moderator.visitor, `/console/members/${id}/${to}`),
		to === "suspend" ? suspending() : lifting(),
	);

async function resetPassword({ email }: Member, password: string): Promise<void> {
	const links = async () => {
		const letters = mail.taken.filter(({ to }) => to.includes(email)).map(({ raw }) => PostalMime.parse(raw));
		return (await Promise.all(letters)).flatMap(({ text }) => text?.match(/http:\S+\/reset\/new[^\s>)]+/g) ?? []);
	};
	const before = (await links()).length;
	const visitor = newVisitor(world);
	await visitor.post(at(visitor, "/reset"), { identifier: email });
	await expect.poll(async () => (await links()).length).toBe(before + 1);
	const code = new URL((await links()).at(-1) ?? "").searchParams.get("code") ?? "";
	const done = await visitor.post(at(visitor, "/reset/new"), { code, new_password: password });
	expect(done.status, done.text).toBe(200);
}

/** Objects of acts, as the Worker's own bucket has them. */
async function actObjects(): Promise<string[]> {
	const bucket = await world.worker.bucket("OBJECTS");
	const { objects } = await bucket.list({ prefix: "acts/" });
	return objects.map(({ key }) => key);
}

const waiting = async () => {
	const [rows] = await world.database.read(build.selectFrom("act").select("number").where("put_at", "is", null));
	return rows.length;
};
/** By itself, after the responses, without the minute's work. */
const allPut = () => expect.poll(waiting).toBe(0);

/** Runs the operator's command while the Worker's minutes go by. */
async function finish(): Promise<string> {
	process.env.DATABASE_URL = world.server.url;
	const io = quietIo(process.cwd());
	const done = restore(["--finish"], io).finally(() => delete process.env.DATABASE_URL);
	let isDone = false;
	void done.finally(() => {
		isDone = true;
	});
	while (!isDone) {
		await world.worker.tick();
		await sleep(50);
	}
	expect(await done).toBe(0);
	return io.said();
}

async function status(): Promise<string> {
	process.env.DATABASE_URL = world.server.url;
	const io = quietIo(process.cwd());
	await restore([], io).finally(() => delete process.env.DATABASE_URL);
	return io.said();
}

async function memberOn(brand: string): Promise<Member> {
	const member = await newMember(world, mail, brand);
	await enterBrand(member.visitor, brand);
	return member;
}

const PROFILE = { display_name: "Roos", about_me: "Eerste regel", hobbies: "Schaatsen", consent: "yes" };

describe("a copy of the database that is put back", () => {
	it("answers 503 but for kept pages, and is brought up to everything that must not be undone (T11, P34, P37, P39)", async () => {
		const viewer = await memberOn("twero");
		const [reset, suspended, withdrew, left, closed, out, back, erased] = [
			await memberOn("twero"),
			await memberOn("twero"),
			await memberOn("twero"),
			await memberOn("twero"),
			await memberOn("twero"),
			await memberOn("twero"),
			await memberOn("twero"),
			await memberOn("twero"),
		];
		await withdrew.visitor.post(at(withdrew.visitor, "/profile/twero"), PROFILE);
		const places = new Map<Member, string>();
		for (const member of [withdrew, left, closed, suspended, erased])
			places.set(member, await placeOn(member.visitor, "twero"));
		const seen = async (member: Member) =>
			viewer.visitor.get(viewer.visitor.address("twero", places.get(member) ?? ""));
		const reused = newVisitor(world);
		expect((await signIn(reset, reused)).status).toBe(303);
		await takeCopy("before");

		await resetPassword(reset, "een heel ander paard 77");
		await changeState(await idOf(suspended), "suspend");
		await changeState(await idOf(back), "suspend");
		await changeState(await idOf(back), "restore");
		const withdrawn = await withdrew.visitor.post(at(withdrew.visitor, "/profile/twero/withdraw"), {
			purpose: "profiles",
		});
		expect(withdrawn.status).toBe(303);
		expect((await left.visitor.post(at(left.visitor, "/brands/twero/leave"))).status).toBe(303);
		expect((await closed.visitor.post(at(closed.visitor, "/close"))).status).toBe(200);
		expect((await out.visitor.post(at(out.visitor, "/security/sessions/end"))).status).toBe(200);
		const erasedId = await idOf(erased);
		expect((await erased.visitor.post(at(erased.visitor, "/privacy/erase"))).status).toBe(303);
		await allPut();
		const acts = await actObjects();
		expect(acts).toEqual(acts.map((_, index) => `acts/jupiter-media/${String(index + 1).padStart(12, "0")}`));
		expect(acts).toHaveLength(9);

		await putBack("before");
		// A browser that was signed in when the copy was made, and one of a member who did nothing.
		await expect.poll(() => statusOf(reused), { timeout: 30_000 }).toBe(503);
		for (const [name, path] of [
			["account", "/"],
			["account", "/sign-in"],
			["account", "/security"],
			["account", "/console/sign-in"],
			["twero", "/me"],
			["twero", "/login"],
			["twero", "/join"],
		] as const) {
			const reply = await viewer.visitor.get(viewer.visitor.address(name, path));
			expect([path, reply.status, reply.headers["retry-after"]]).toEqual([path, 503, "30"]);
		}
		const wrong = await signIn(reset, newVisitor(world));
		expect([wrong.status, wrong.headers["retry-after"]]).toEqual([503, "30"]);
		for (const path of ["/", "/privacy", "/terms", "/robots.txt"])
			expect((await newVisitor(world).get(viewer.visitor.address("twero", path))).status, path).toBe(200);
		const health = JSON.parse((await viewer.visitor.get(viewer.visitor.address("twero", "/healthz"))).text);
		expect(JSON.stringify(health)).toContain("npm run restore -- --finish");
		expect(health.status).toBe("degraded");

		await world.worker.tick();
		expect(world.logs.filter((line) => line.startsWith("keys: "))).toEqual([
			"keys: this database is a copy from before 9 acts of jupiter-media that must not be undone: run `npm run restore -- --finish` (DATABASE_URL)",
		]);
		expect(await status()).toMatch(/^this database is a copy that lacks 9 acts of jupiter-media since 20.*Z: run/);
		expect(await finish()).toMatch(/ 9 act\(s\) replayed/);
		expect(await status()).toMatch(/^nothing to do: the restore of /);

		await expect.poll(() => statusOf(newVisitor(world), "/sign-in")).toBe(200);
		for (const { visitor } of [viewer, reset, suspended, withdrew, left, closed, out, back, erased])
			expect(await statusOf(visitor)).toBe(303);
		expect(await statusOf(reused)).toBe(303);
		expect((await moderator.visitor.get(at(moderator.visitor, "/console"))).headers.location).toContain("sign-in");
		expect((await signIn(reset, newVisitor(world))).status).toBe(422);
		const refused = await signIn(suspended, newVisitor(world));
		expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("opgeschort")]);
		expect((await signIn(closed, newVisitor(world))).text).toContain('action="/reopen"');
		for (const member of [withdrew, left, out, back, viewer])
			expect((await signIn(member, member.visitor)).status).toBe(303);
		await resetPassword(reset, "weer een ander paard 78");
		expect((await signIn({ ...reset, password: "weer een ander paard 78" }, newVisitor(world))).status).toBe(303);

		await enterBrand(viewer.visitor, "twero");
		for (const member of [left, closed, suspended, erased]) expect((await seen(member)).status).toBe(404);
		// Erased before, the member is erased again on the copy.
		await world.worker.tick();
		const [rows] = await world.database.read(build.selectFrom("member").select("id").where("id", "=", erasedId));
		expect(rows).toEqual([]);
		expect((await signIn(erased, newVisitor(world))).status).toBe(422);
		expect((await seen(withdrew)).text).toMatch(/<h1>Roos<\/h1>/);
		expect((await seen(withdrew)).text).not.toMatch(/Eerste regel|Schaatsen/);
		const profile = await withdrew.visitor.get(at(withdrew.visitor, "/profile/twero"));
		expect(profile.text).not.toMatch(/Eerste regel|Schaatsen/);
		expect((await left.visitor.get(at(left.visitor, "/brands"))).text).not.toContain("/brands/twero/leave");

		await signInStaff(moderator, moderator.visitor);
		// New acts go on after the old ones.
		expect((await out.visitor.post(at(out.visitor, "/security/sessions/end"))).status).toBe(200);
		await allPut();
		expect((await actObjects()).at(-1)).toBe("acts/jupiter-media/000000000011");
	}, 180_000);

	it("is brought up by a Worker that is killed in the midst of it, and by the next", async () => {
		const member = await memberOn("twero");
		const id = await idOf(member);
		await takeCopy("many");
		const acts = Array.from({ length: 150 }, (_, index) => newAct(`lid-${index}`, { kind: "suspended" }, Date.now()));
		await world.database.write(...acts.map((act) => addAct(JUPITER, act)));
		await changeState(id, "suspend");
		await allPut();
		await putBack("many");
		await world.database.write(...askRestore(new Date().toISOString()));
		const progress = async () => {
			const [[row]] = await world.database.read(newestRestore());
			return row && { ...progressOf(row), isDone: row.finished_at !== null };
		};
		let kills = 0;
		for (const moment of [1, 40, 90]) {
			const isNow = async () => ((await progress())?.acts ?? 0) >= moment;
			for (const started = Date.now(); !(await isNow()); ) {
				if (Date.now() - started > 60_000) throw new Error(JSON.stringify(await progress()));
				const tick = world.worker.tick().catch(() => undefined);
				while (!(await isNow()) && (await Promise.race([tick.then(() => "over"), sleep(5)])) !== "over") {}
			}
			kills += (await progress())?.isDone ? 0 : 1;
			await world.restartWorker();
			// A dead Worker holds its lease for a minute.
			await world.database.write(build.updateTable("restore").set({ leased_until: "2026-11-01T00:00:00.000Z" }));
		}
		expect(kills).toBeGreaterThan(0);
		expect(await finish()).toMatch(/\d+ act\(s\) replayed\n$/);
		expect((await signIn(member, newVisitor(world))).text).toContain("opgeschort");
		await signInStaff(moderator, moderator.visitor);
	}, 180_000);

	it("has no staff whom an operator let go, and no password that staff replaced", async () => {
		await signInStaff(operator, operator.visitor);
		const [gone, changed] = [await newStaff(world, "support"), await newStaff(world, "support")];
		await takeCopy("staff");
		const ended = await operator.visitor.post(at(operator.visitor, `/console/staff/${await staffId(gone)}/end`));
		expect(ended.headers.location).toContain("done=ended");
		const fields = {
			current_password: changed.password,
			new_password: "acht groene tractors op zolder",
			authenticator_code: await changed.code(),
		};
		expect((await changed.visitor.post(at(changed.visitor, "/console/password"), fields)).status).toBe(303);
		await allPut();
		await putBack("staff");
		await finish();
		await expect.poll(() => statusOf(newVisitor(world), "/sign-in")).toBe(200);
		for (const { email, password } of [gone, changed]) {
			const visitor = newVisitor(world);
			const reply = await visitor.post(at(visitor, "/console/sign-in"), { email, password });
			expect([reply.status, reply.text]).toEqual([422, expect.not.stringContaining('name="code"')]);
		}
	}, 120_000);
});

describe("npm run restore", () => {
	it("refuses what it does not know, and needs a Worker", async () => {
		const io = quietIo(copies);
		await expect(restore(["--force"], io)).rejects.toThrow(CommandError);
		await expect(restore(["now"], io)).rejects.toThrow(/now is no backup: it has no manifest\.json/);
		await expect(restore(["--finish"], io)).rejects.toThrow(/no Worker runs on this machine/);
	});
});

async function staffId({ email }: StaffMember): Promise<string> {
	const page = await operator.visitor.get(at(operator.visitor, "/console/staff"));
	const own = page.text.slice(page.text.indexOf(email));
	return /\/console\/staff\/([^/"]+)\/end/.exec(own)?.[1] ?? expect.fail(email);
}
