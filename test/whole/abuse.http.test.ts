import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { keyRing } from "#foundation/crypto/keys.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { guessOn, withinOneCount } from "../support/guesses.ts";
import { enterBrand, letterTo, newMember, newVisitor, signIn, type Visitor } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { startWorld, type World } from "../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const lettersTo = (address: string) => mail.taken.filter(({ to }) => to.includes(address)).length;
const from = (number: number) => ({ "CF-Connecting-IP": `203.0.113.${number}` });

async function join(name: string, email: string, place: number): Promise<{ status: number; text: string }> {
	const visitor = newVisitor(world);
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const fields = {
		user_name: name,
		email,
		password: "vier blauwe paarden",
		gender: "woman",
		adult: "yes",
		terms: "yes",
		membership: "yes",
	};
	return visitor.post(visitor.at.href, fields, from(place));
}

/** Until nothing new was sent for a while. */
async function settled(address: string): Promise<number> {
	for (let before = -1; before !== lettersTo(address); ) {
		before = lettersTo(address);
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
	return lettersTo(address);
}

describe("who joins", () => {
	it("does not learn whose e-mail goes with a user name (T9, T25)", async () => {
		const member = await newMember(world, mail);
		const own = await join(member.name, member.email, 1);
		const other = await join(member.name, "iemand.anders@voorbeeld.test", 1);
		const plain = (text: string, email: string) =>
			text.replaceAll(email, "?").replaceAll(/(state|challenge)=[\w-]+/g, "$1");
		expect(own.status).toBe(422);
		expect(plain(own.text, member.email)).toBe(plain(other.text, "iemand.anders@voorbeeld.test"));
	});

	it("does not learn from a second try which address is a member's (T9, T25)", async () => {
		const member = await newMember(world, mail);
		await join("eersteproef", member.email, 1);
		await join("tweedeproef", "nergens.bekend@voorbeeld.test", 1);
		const next = async (name: string) => (await join(name, `${name}@elders.test`, 1)).status;
		expect([await next("eersteproef"), await next("tweedeproef")]).toEqual([422, 422]);
		const seen = await settled(member.email);
		const signedIn = async (name: string) => {
			const fields = { identifier: name, password: "vier blauwe paarden" };
			const visitor = newVisitor(world);
			const reply = await visitor.post(visitor.address("account", "/sign-in"), fields);
			return [reply.status, reply.text.replaceAll(name, "?")];
		};
		expect(await signedIn("eersteproef")).toEqual(await signedIn("tweedeproef"));
		expect(await settled(member.email)).toBe(seen);
	});

	it("is stopped after a few tries from one place (T26)", async () => {
		await withinOneCount();
		const statuses: number[] = [];
		for (let time = 0; time < 12; time++)
			statuses.push((await join(`telkens${"abcdefghijkm"[time]}`, "telkens@voorbeeld.test", 2)).status);
		expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
		expect((await join("telkensanders", "telkens@voorbeeld.test", 3)).status).toBe(200);
	});

	it("cannot fill somebody's mailbox, from wherever (T26)", async () => {
		const email = "volle.bus@voorbeeld.test";
		for (let time = 0; time < 9; time++) {
			// An isolate hashes no more than so much in a second.
			await sleep(100);
			expect((await join(`bus${"abcdefghi"[time]}vol`, email, 10 + time)).status).toBe(200);
		}
		for (let time = 0; time < 5; time++) {
			const visitor = newVisitor(world);
			const fields = { identifier: "busivol", password: "vier blauwe paarden" };
			await sleep(100);
			const reply = await visitor.post(visitor.address("account", "/sign-in"), fields, from(30 + time));
			expect(reply.status).toBe(422);
		}
		expect(await settled(email)).toBe(6);
	});
});

describe("who asks for a new password", () => {
	it("sends three links an hour at most, which go on working (T26)", async () => {
		const member = await newMember(world, mail);
		const visitor = newVisitor(world);
		const answers = new Set<string>();
		for (let time = 0; time < 6; time++) {
			const form = visitor.address("account", "/reset");
			const reply = await visitor.post(form, { identifier: member.email }, from(50 + time));
			answers.add(`${reply.status} ${reply.text}`);
		}
		expect(answers.size).toBe(1);
		expect(await settled(member.email)).toBe(1 + 3);
		const { links } = await letterTo(mail, member.email);
		expect((await visitor.get(links.find((link) => link.includes("/reset/new")) ?? "")).status).toBe(200);
	});

	it("has it written by a brand of the reader's own (T9)", async () => {
		const member = await newMember(world, mail);
		const visitor = newVisitor(world);
		await visitor.post(visitor.address("account", "/reset?brand=geilesexsite"), { identifier: member.name });
		const { text, subject } = await letterTo(mail, member.email, 2);
		expect(`${subject} ${text}`.toLowerCase()).not.toContain("geilesexsite");
	});

	it("sets it once, of two at the same time; its owner is told (T36)", async () => {
		const member = await newMember(world, mail);
		const visitor = newVisitor(world);
		await visitor.post(visitor.address("account", "/reset"), { identifier: member.name });
		const { links } = await letterTo(mail, member.email, 2);
		const code = new URL(links.find((link) => link.includes("/reset/new")) ?? "").searchParams.get("code") ?? "";
		const passwords = ["zeven gele vogels", "acht gele vogels", "negen gele vogels", "tien gele vogels"];
		const replies = await Promise.all(
			passwords.map((new_password) => visitor.post(visitor.address("account", "/reset/new"), { code, new_password })),
		);
		expect(replies.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
		const set = passwords[replies.findIndex(({ status }) => status === 200)] ?? "";
		expect((await letterTo(mail, member.email, 3)).subject).toMatch(/wachtwoord/i);
		expect((await signIn({ ...member, password: set }, newVisitor(world))).status).toBe(303);
	});
});

describe("who guesses", () => {
	it("is counted before the guess is looked at, so that many at once are no way round (T26)", async () => {
		await withinOneCount();
		const member = await newMember(world, mail);
		const guess = (number: number) => {
			const visitor = newVisitor(world);
			const fields = { identifier: member.name, password: `gok ${number} gok` };
			return visitor.post(visitor.address("account", "/sign-in"), fields, from(80));
		};
		const replies = await Promise.all(Array.from({ length: 25 }, (_, number) => guess(number)));
		await guessOn(replies, guess);
		expect(replies.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(10);
	});

	it("uses up what all have together, and shuts nobody out of a browser that they signed in with before (T26)", async () => {
		const member = await newMember(world, mail);
		const ring = await keyRing({
			root: new Uint8Array(Buffer.from(world.secrets.KEK_ROOT, "base64")),
			salts: await world.worker.bucket("SALTS"),
			openDatabase: () => world.database,
			now: Date.now,
		});
		const quarter = 15 * 60 * 1000;
		const starts = [0, 1].map((later) => new Date((Math.floor(Date.now() / quarter) + later) * quarter).toISOString());
		const rows = await Promise.all(
			starts.map(async (window_start) => ({
				...{ kind: "sign_in_all", window_start, count: 100_000 },
				subject_index: await ring.keyedHash(
					realmIdSchema.parse("jupiter-media"),
					window_start.slice(0, 10),
					"sign_in all",
				),
			})),
		);
		await world.database.write(
			build.deleteFrom("abuse_count").where("kind", "=", "sign_in_all"),
			build.insertInto("abuse_count").values(rows),
		);
		try {
			expect((await signIn(member, newVisitor(world))).status).toBe(429);
			expect((await signIn(member, member.visitor)).status).toBe(303);
		} finally {
			await world.database.write(build.deleteFrom("abuse_count").where("kind", "=", "sign_in_all"));
		}
	});

	it("has ten tries at the password behind an open browser too, many at once or not (T26)", async () => {
		await withinOneCount();
		const { visitor, password } = await newMember(world, mail);
		const form = visitor.address("account", "/security/password");
		const change = (current_password: string, new_password = "kort") =>
			visitor.post(form, { current_password, new_password });
		// What succeeds is no try.
		for (let time = 0; time < 12; time++) expect((await change(password)).text).not.toContain("current_password-error");
		await new Promise((resolve) => setTimeout(resolve, 500));
		const replies = await Promise.all(Array.from({ length: 30 }, (_, number) => change(`gok ${number} gok`)));
		await guessOn(
			replies,
			(number) => change(`gok ${number} gok`),
			({ text }) => text.includes("te vaak"),
		);
		expect(replies.filter(({ text }) => text.includes("Dit wachtwoord klopt niet")).length).toBeLessThanOrEqual(10);
	});

	it("has three mails to new addresses sent at most, many at once or not (T26)", async () => {
		await withinOneCount();
		const { visitor, password, email } = await newMember(world, mail);
		const ask = (number: number, current_password: string) =>
			visitor.post(visitor.address("account", "/security/email"), {
				email: `nieuw${number}.${email}`,
				current_password,
			});
		for (let time = 0; time < 5; time++) expect((await ask(0, "iets heel anders")).status).toBe(422);
		const replies = await Promise.all(Array.from({ length: 12 }, (_, number) => ask(number, password)));
		expect(replies.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(3);
		expect(await settled(email)).toBeLessThanOrEqual(1 + 3);
	});

	it("leaves no plain trace of a place, nor one that outlives the day's key (P14)", async () => {
		const [counts] = await world.database.read(build.selectFrom("abuse_count").selectAll());
		expect(counts.length).toBeGreaterThan(10);
		expect(counts.every(({ subject_index }) => subject_index.length === 32)).toBe(true);
		const salts = await world.worker.bucket("SALTS");
		const day = Math.floor(Date.now() / 86_400_000);
		expect(await salts.get(`salts/day/${day % 3}`)).not.toBeNull();
		await salts.put(`salts/day/${(day + 2) % 3}`, new Uint8Array(42));
		await world.worker.tick();
		const isPastGrace = Date.now() % 86_400_000 > 15 * 60_000;
		expect((await salts.get(`salts/day/${(day + 2) % 3}`)) === null).toBe(isPastGrace);
	});
});

describe("who presses a button twice", () => {
	/** Twice at the same moment, as an impatient reader or two tabs do. */
	const twice = async (visitor: Visitor, address: string, fields: Record<string, string> = {}) => {
		const replies = await Promise.all([visitor.post(address, fields), visitor.post(address, fields)]);
		return replies.map(({ status }) => status);
	};

	it("comes to a brand for the first time, once (T36)", async () => {
		const { visitor } = await newMember(world, mail);
		await visitor.follow(await visitor.get(visitor.address("geilesexsite", "/login")));
		expect(await twice(visitor, visitor.at.href, { terms: "yes", membership: "yes" })).toEqual([303, 303]);
	});

	it("leaves a brand, once (T36)", async () => {
		const { visitor } = await newMember(world, mail);
		const statuses = await twice(visitor, visitor.address("account", "/brands/twero/leave"));
		expect(statuses).toEqual([303, 303]);
	});

	it("closes the account, once, with one mail (T36)", async () => {
		const { visitor, email } = await newMember(world, mail);
		const statuses = await twice(visitor, visitor.address("account", "/close"));
		expect(statuses.every((status) => status === 200 || status === 303)).toBe(true);
		expect(await settled(email)).toBe(2);
	});
});

describe("who signs in again", () => {
	it("leaves no session of this browser behind (T10)", async () => {
		const member = await newMember(world, mail);
		const { host } = new URL(member.visitor.address("account", "/"));
		const old = member.visitor.cookies.get(host)?.get("__Host-account") ?? "";
		expect((await signIn(member, member.visitor)).status).toBe(303);
		const replayed = newVisitor(world);
		const reply = await replayed.get(replayed.address("account", "/"), { Cookie: `__Host-account=${old}` });
		expect(reply.status).toBe(303);
	});

	it("may write the host of an address in letters of its own", async () => {
		const email = "jan@münchen.test";
		expect((await join("janbier", email, 200)).status).toBe(200);
		await vi.waitFor(() => expect(mail.taken.some(({ to }) => to[0]?.startsWith("jan@"))).toBe(true), 10_000);
		const { links } = await letterTo(mail, mail.taken.findLast(({ to }) => to[0]?.startsWith("jan@"))?.to[0] ?? "");
		const link = new URL(links.find((one) => one.includes("/confirm")) ?? "");
		const visitor = newVisitor(world);
		const own = { code: link.searchParams.get("code") ?? "", password: "vier blauwe paarden" };
		await visitor.post(link.href, own);
		const reply = await signIn({ visitor, name: email, email, password: "vier blauwe paarden" }, newVisitor(world));
		expect(reply.status).toBe(303);
	});
});

describe("who leaves a brand", () => {
	it("takes along its mails, their keys, and what was chosen about them (P34)", async () => {
		const { visitor } = await newMember(world, mail);
		const id = (await world.database.read(newestMember()))[0][0]?.id ?? "";
		await enterBrand(visitor, "twero");
		const at = new Date().toISOString();
		const choice = { realm_id: "jupiter-media", member_id: id, brand_id: "twero", class: "newsletter", wanted: 1 };
		await world.database.write(build.insertInto("mail_choice").values({ ...choice, changed_at: at }));
		const ofBrand = () =>
			world.database.read(
				build.selectFrom("outbox").select("id").where("member_id", "=", id).where("brand_id", "=", "twero"),
				build.selectFrom("mail_choice").select("member_id as id").where("member_id", "=", id),
				build.selectFrom("unit_key").select("id").where("owner_id", "=", id).where("unit", "!=", "core"),
			);
		expect((await ofBrand()).map((rows) => rows.length)).toEqual([1, 1, 1]);
		await visitor.post(visitor.address("account", "/brands/twero/leave"));
		expect(await ofBrand()).toEqual([[], [], []]);
	});
});

const newestMember = () => build.selectFrom("member").select("id").orderBy("id", "desc").limit(1);
