import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparableEmail, comparableUserName, confusableSkeleton } from "#features/accounts/identity.ts";
import { type KeySources, newestKeyRing } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { disclosureQueries } from "#foundation/ledgers/disclosure.ts";
import { noticeQueries, noticeReads } from "#foundation/recipients/notice.ts";
import { idOf } from "../support/factors.ts";
import { findBelow, findIn, formsOf } from "../support/leak-search.ts";
import { enterBrand, letterTo, newVisitor, signIn, type Visitor } from "../support/member.ts";
import { isGuessed, type OldCopy, openAll, openKeys, readCopy, unitKeys } from "../support/old-copy.ts";
import { sample } from "../support/run/sample.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { startWorld, type World } from "../support/world.ts";

/** Isolates forget salts within a third of a second, so that a rotation does not take minutes. */
const KEYS_KEPT_MS = 300;
const REALM = realmIdSchema.parse("jupiter-media");

let mail: MailServer;
let world: World;
let copies: string;
const taken: OldCopy[] = [];
let member: Person;
let leaver: Person;
let forgetful: Person;
let eraser: Person;

beforeAll(async () => {
	copies = mkdtempSync(join(tmpdir(), "livery-copies-"));
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url, KEYS_KEPT: String(KEYS_KEPT_MS) } });
	await world.worker.tick();
	[member, leaver, forgetful, eraser] = [newPerson(), newPerson(), newPerson(), newPerson()];
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
	rmSync(copies, { recursive: true, force: true });
});

/** Letters that stand nowhere by chance. */
const unique = () => [...randomBytes(12)].map((byte) => "bcdfghjkmpqrstvwxyz"[byte % 19]).join("");

/** One person, whose every word can be found again. */
type Person = { visitor: Visitor; name: string; email: string; password: string; words: Map<string, string> };

function newPerson(): Person {
	const [name, box, secret] = [`Kees${unique()}`, `Post${unique()}`, unique()];
	const words = new Map([
		["user name", name],
		["e-mail", box],
		["password", secret],
	]);
	return { visitor: newVisitor(world), name, email: `${box}@voorbeeld.test`, password: `drie ${secret} 7`, words };
}

async function linkTo({ email }: Person, path: string, count = 1): Promise<URL> {
	const { links } = await letterTo(mail, email, count);
	return new URL(links.find((link) => new URL(link).pathname === path) ?? expect.fail(`no link to ${path}`));
}

async function joinTwero({ visitor, name, email, password }: Person): Promise<void> {
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const asked = { gender: "woman", adult: "yes", terms: "yes", membership: "yes" };
	const reply = await visitor.post(visitor.at.href, { user_name: name, email, password, ...asked });
	expect(reply.status).toBe(200);
	expect(reply.text).toContain(email);
	// Else the database may be stopped for a copy while the mail goes out, and a claim on it lasts five minutes.
	await letterTo(mail, email);
}

async function confirm(person: Person): Promise<void> {
	const link = await linkTo(person, "/confirm");
	const code = link.searchParams.get("code") ?? "";
	person.words.set("code of the mail", code);
	expect((await person.visitor.post(link.href, { code })).status).toBe(303);
}

async function changePassword(person: Person): Promise<void> {
	const secret = unique();
	const fields = { current_password: person.password, new_password: `vier ${secret} 8` };
	const { visitor } = person;
	expect((await visitor.post(visitor.address("account", "/security/password"), fields)).status).toBe(303);
	person.password = fields.new_password;
	person.words.set("second password", secret);
}

async function changeEmail(person: Person): Promise<void> {
	const { visitor, password } = person;
	const box = `Nieuw${unique()}`;
	const email = `${box}@voorbeeld.test`;
	person.words.set("new e-mail", box);
	const form = visitor.address("account", "/security/email");
	expect((await visitor.post(form, { email, current_password: password })).status).toBe(200);
	for (const owner of [{ ...person, email }, person]) {
		await expect
			.poll(() => mail.taken.some(({ to, raw }) => to.includes(owner.email) && raw.includes("/email?")))
			.toBe(true);
		const own = mail.taken.filter(({ to, raw }) => to.includes(owner.email) && raw.includes("/email?"));
		const link = await linkTo(owner, "/email", own.length);
		await visitor.post(link.href, { code: link.searchParams.get("code") ?? "" });
	}
	person.email = email;
}

async function fillDetails({ visitor, words }: Person): Promise<void> {
	const [town, phone] = [
		`Sint ${unique()}`,
		`06${randomBytes(4).readUInt32BE(0).toString().padStart(10, "0").slice(0, 8)}`,
	];
	const details = { gender: "other", phone, birth_date: "1961-07-23", town };
	expect((await visitor.post(visitor.address("account", "/profile"), details)).status).toBe(303);
	words.set("town", town.slice(5)).set("phone", phone.slice(1)).set("birth date", details.birth_date);
	const page = await visitor.get(visitor.address("account", "/profile"));
	for (const word of [town, phone.slice(1), details.birth_date]) expect(page.text).toContain(word);
}

async function fillProfile({ visitor, words }: Person): Promise<void> {
	const [display, about, hobby, wish] = [unique(), unique(), unique(), unique()];
	const texts = { display_name: display, about_me: about, hobbies: hobby, sexual_preferences: wish, consent: "yes" };
	expect((await visitor.post(visitor.address("account", "/profile/twero"), texts)).status).toBe(303);
	words.set("display name", display).set("about me", about).set("hobby", hobby).set("wish", wish);
	const page = await visitor.get(visitor.address("account", "/profile/twero"));
	for (const word of [display, about, hobby, wish]) expect(page.text).toContain(word);
}

/** What a member does, in order; a new feature that keeps words of people is one line here. */
const STEPS: [string, (person: Person) => Promise<unknown>][] = [
	["joins", joinTwero],
	["confirms", confirm],
	["signs in on a brand", ({ visitor }) => enterBrand(visitor, "twero")],
	["signs in on a second brand", ({ visitor }) => enterBrand(visitor, "geilesexsite")],
	["fills in details of the account", fillDetails],
	["fills in a profile", fillProfile],
	["sets another password", changePassword],
	["changes the e-mail", changeEmail],
	["guesses wrong", ({ name }) => signIn({ name, password: unique() } as Person, newVisitor(world))],
	[
		"forgets the password",
		async ({ visitor, email }) => visitor.post(visitor.address("account", "/reset"), { identifier: email }),
	],
	["is given to somebody outside, who is told of a change", discloseSomething],
	["is told by a mail server that is down", queuedOnly],
];

/** A disclosure, and a notice that waits. */
async function discloseSomething(person: Person): Promise<void> {
	const [recipient, reference, reason] = [`Firma ${unique()}`, unique(), `Omdat ${unique()}`];
	const keys = await ring();
	const context = { keys: async () => keys, now: Date.now() };
	const of = { realm: REALM, member: idOf(person) };
	const given = {
		brand: undefined,
		recipient: { id: "firma", name: recipient },
		reference,
		reason,
		by: "system",
	} as const;
	await world.database.write(
		...(await disclosureQueries(context, { ...of, ...given, items: ["email", "town"], cause: "at rest" })),
	);
	const act = { kind: "rectified", items: ["town"], cause: "at rest" } as const;
	const read = await world.database.read(...noticeReads(REALM, [of.member]));
	await world.database.write(...(await noticeQueries(context, { ...of, act }, read)));
	person.words.set("recipient", recipient.slice(6)).set("reference", reference).set("reason", reason.slice(6));
	const { visitor } = person;
	const page = await visitor.get(visitor.address("account", "/privacy"));
	for (const word of [recipient, reference, reason]) expect(page.text).toContain(word);
}

/** A mail that stays in the outbox, because nobody takes it. */
async function queuedOnly(person: Person): Promise<void> {
	await sleep(500);
	await mail.stop();
	const { visitor, name } = person;
	await visitor.post(visitor.address("account", "/reset"), { identifier: name });
	await sleep(500);
	await mail.start();
}

/** Keeps the folder of the database server as it is now. */
async function copy(name: string): Promise<void> {
	const folder = join(copies, `${taken.length}`);
	await world.stopDatabase();
	cpSync(join(world.folder, "sqld"), folder, { recursive: true });
	await world.startDatabase();
	taken.push(await readCopy(name, folder));
}

async function ring() {
	const root = fromBase64(world.secrets.KEK_ROOT) ?? expect.fail();
	const salts = await world.worker.bucket("SALTS");
	const openDatabase = () => world.database;
	const sources: KeySources = { root, salts, openDatabase, now: () => Date.now(), kept: KEYS_KEPT_MS };
	return newestKeyRing(sources);
}

describe("what stands in files", () => {
	it("is found in any form where it is planted", () => {
		const marker = `Kees${unique()}`;
		for (const [name, form] of formsOf(marker)) {
			const planted = Buffer.concat([randomBytes(3_001), form, randomBytes(999)]);
			expect(findIn(planted, [marker]), name).toContain(name);
		}
		for (const shift of [0, 1, 2]) {
			const around = Buffer.concat([randomBytes(shift), Buffer.from(marker), randomBytes(5)]);
			expect(findIn(Buffer.from(around.toString("base64")), [marker])).not.toEqual([]);
		}
		expect(findIn(randomBytes(100_000), [marker])).toEqual([]);
		writeFileSync(join(copies, "planted"), `x${marker}y`);
		expect(findBelow(copies, [marker]).hits).toEqual([`planted: ${marker} utf-8`]);
		rmSync(join(copies, "planted"));
	});

	it.each(STEPS.map(([name], number) => [name, number] as const))(
		"holds nothing of a member who %s, while the pages do (P55, P56, T31)",
		async (name, number) => {
			await STEPS[number]?.[1](member);
			const markers = [...member.words.values()];
			await copy(name);
			const files = findBelow(world.folder, markers);
			expect(files.hits).toEqual([]);
			expect(files.bytes).toBeGreaterThan(500_000);
			expect(findIn(Buffer.from(world.logs.join("\n")), markers)).toEqual([]);
		},
	);

	it("is still shown to its owner", async () => {
		const { visitor, name, email } = member;
		const home = await visitor.get(visitor.address("account", "/"));
		expect(home.text).toContain(name);
		expect(home.text).toContain(email);
		expect((await visitor.follow(await visitor.get(visitor.address("twero", "/login")))).status).toBe(200);
	});
});

describe("what somebody takes back", () => {
	it("opens with the keys of then, from a copy of then, but for passwords, which nothing opens (P56)", async () => {
		await joinTwero(leaver);
		await confirm(leaver);
		await enterBrand(leaver.visitor, "twero");
		await fillProfile(leaver);
		await joinTwero(forgetful);
		await joinTwero(eraser);
		await confirm(eraser);
		await enterBrand(eraser.visitor, "twero");
		await fillDetails(eraser);
		await fillProfile(eraser);
		await copy("everybody is there");
		const keys = await openKeys(await unitKeys(world.database), await ring());
		const texts = (await openAll(taken.at(-1) ?? expect.fail(), keys)).join("\n");
		for (const { name, email, words } of [member, leaver, forgetful, eraser]) {
			expect(texts).toContain(name);
			expect(texts).toContain(email);
			// Every key together opens no password.
			for (const kind of ["password", "second password"])
				expect(texts.includes(words.get(kind) ?? "no such password"), kind).toBe(false);
		}
		for (const word of OF_THE_BRAND) expect(texts).toContain(leaver.words.get(word));
		// What was replaced since: the current key still opens the older copy.
		const replaced = (await openAll(ownCells(copyOf("signs in on a second brand"), "member"), keys)).join("\n");
		for (const word of [member.words.get("e-mail"), "woman", "$argon2id$"]) expect(replaced).toContain(word);
		for (const guess of [...guessesOf(forgetful), ...guessesOf(eraser)])
			expect(await isGuessed(taken.at(-1) ?? expect.fail(), await ring(), guess)).toBe(true);
	});

	it("rotates away under load: nobody is signed out, nothing is lost (T40)", async () => {
		// The leaver leaves every brand; what the forgetful one never confirmed ends.
		await leaver.visitor.post(leaver.visitor.address("account", "/brands/twero/leave"));
		const past = new Date(Date.now() - 1_000).toISOString();
		await world.database.write(build.updateTable("registration").set({ expires_at: past }));
		await world.worker.tick();
		await eraseEverything(eraser);
		await copy("taken back, not rotated yet");
		await world.database.write(askRotation(new Date().toISOString()));
		const load = { running: true, pages: 0, signIns: 0, wrong: [] as string[] };
		const look = async () => {
			while (load.running) {
				const page = await member.visitor.get(member.visitor.address("account", "/"));
				if (!page.text.includes(member.email)) load.wrong.push(`page ${page.status}`);
				load.pages += 1;
				const again = newVisitor(world);
				const reply = await signIn(member, again);
				if (reply.status !== 303) load.wrong.push(`sign-in ${reply.status}`);
				load.signIns += 1;
				const me = await enterBrand(again, "twero");
				if (me.status !== 200 || again.at.pathname !== "/me") load.wrong.push(`brand ${me.status}`);
				else if (idOf({ visitor: again }, "twero") !== idOf(member)) load.wrong.push("brand of another");
				await sleep(100);
			}
		};
		const looking = look();
		for (const started = Date.now(); ; await sleep(100)) {
			const before = load.signIns;
			await world.worker.tick();
			await expect.poll(() => load.signIns).toBeGreaterThan(before + 1);
			const [[row]] = await world.database.read(newestRotations(1));
			if (row?.number === 2 && row.state === "finished") break;
			if (Date.now() - started > 90_000) throw new Error(`the rotation stands at ${row?.state}`);
		}
		load.running = false;
		await looking;
		expect(load.wrong).toEqual([]);
		expect(load.signIns).toBeGreaterThan(5);
		expect((await ring()).versions).toEqual([2]);
		await copy("rotated");
	}, 150_000);

	it("opens nowhere any more: no key that still exists, on no copy made at any time (P55, P56)", async () => {
		const now = await ring();
		const living = await openKeys(await unitKeys(world.database), now);
		expect(living.length).toBeGreaterThan(3);
		const gone = [
			forgetful.name,
			forgetful.email,
			eraser.name,
			eraser.email,
			// The day of birth is the same for everybody here.
			...[...eraser.words].flatMap(([kind, word]) => (kind === "birth date" ? [] : [word])),
			...OF_THE_BRAND.map((word) => leaver.words.get(word) ?? expect.fail()),
		];
		// In copies from before the leaver came, none of these words ever stood: one of those is opened too.
		const joined = taken.indexOf(copyOf("everybody is there"));
		const opened = [...sample("a copy from before", taken.slice(0, joined)), ...taken.slice(joined)];
		for (const one of taken) {
			// A copy from before the rotation gives no key of its own.
			const own = await openKeys(one.keys, now);
			if (one.name !== "rotated") expect([one.name, own.length]).toEqual([one.name, 0]);
			const texts = opened.includes(one) ? (await openAll(one, [...living, ...own])).join("\n") : "";
			for (const word of gone) expect(texts.includes(word), `${one.name}: ${word}`).toBe(false);
			for (const guess of [
				...guessesOf(forgetful),
				...guessesOf(eraser),
				...(one.name === "rotated" ? [] : guessesOf(member)),
			])
				expect(await isGuessed(one, now, guess), `${one.name}: ${guess.kind}`).toBe(false);
		}
		// Of the one who erased everything, the name is found, held as the receipt says, and nothing else.
		const holds = await now.holdIndexes("user_name", REALM, comparableUserName(eraser.name));
		const { imprints } = copyOf("rotated");
		expect(holds.some((hold) => imprints.has(Buffer.from(hold).toString("hex")))).toBe(true);
		expect(await receiptOf(eraser)).toContain("user_name_hold");
		// What was not taken back opens: the search above could have found it.
		expect((await openAll(taken.at(-1) ?? expect.fail(), living)).join("\n")).toContain(member.name);
	});

	it("opens nothing that was replaced, in a copy from before, while what stayed is there (P55)", async () => {
		const living = await openKeys(await unitKeys(world.database), await ring());
		const [[due]] = await world.database.read(build.selectFrom("reseal_due").selectAll());
		expect(due).toBeUndefined();
		const before = ownCells(copyOf("signs in on a second brand"), "member");
		expect(before.sealed.length).toBeGreaterThan(3);
		expect(await openAll(before, living)).toEqual([]);
		const after = (await openAll(ownCells(copyOf("rotated"), "member"), living)).join("\n");
		for (const word of [member.name, member.email, "other", "$argon2id$"]) expect(after).toContain(word);
		expect(after).not.toContain(member.words.get("e-mail"));
	});

	it("leaves no mail of a brand that was left, in any copy (P34)", async () => {
		const now = await ring();
		const living = await openKeys(await unitKeys(world.database), now);
		const there = copyOf("everybody is there");
		const mails = there.sealed.filter(({ table, row }) => table === "outbox" && row.brand_id === "twero");
		const [[row]] = await world.database.read(
			build
				.selectFrom("member")
				.select("id")
				.where("user_name_index", "in", await now.indexes("user_name", REALM, comparableUserName(leaver.name))),
		);
		const own = mails.filter((cell) => cell.row.member_id === row?.id);
		expect(own.length).toBeGreaterThan(0);
		expect(await openAll({ ...there, sealed: own }, living)).toEqual([]);
	});
});

/** Until it is proven and the mail with the receipt is delivered and gone. */
async function eraseEverything({ visitor, words, email }: Person): Promise<void> {
	expect((await visitor.post(visitor.address("account", "/privacy/erase"))).status).toBe(303);
	await expect
		.poll(
			async () => {
				await world.worker.tick();
				const [[row]] = await world.database.read(build.selectFrom("erasure").select(["id", "state"]));
				const [mails] = await world.database.read(
					build
						.selectFrom("outbox")
						.select("id")
						.where("member_id", "=", row?.id ?? ""),
				);
				return [row?.state, mails.length];
			},
			{ timeout: 60_000 },
		)
		.toEqual(["issued", 0]);
	const markers = [...words.values(), email];
	expect(findBelow(world.folder, markers).hits).toEqual([]);
	expect(findIn(Buffer.from(world.logs.join("\n")), markers)).toEqual([]);
}

/** What the receipt that was mailed says is kept. */
async function receiptOf({ email }: Person): Promise<string[]> {
	const raw = mail.taken.findLast(({ to, raw }) => to.includes(email) && raw.includes("erasure-receipt"))?.raw ?? "";
	const { attachments } = await PostalMime.parse(raw);
	const file = JSON.parse(new TextDecoder().decode(attachments[0]?.content as ArrayBuffer)) as { receipt: string };
	const [, payload = ""] = file.receipt.split(".");
	const { retained } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { retained: { what: string }[] };
	return retained.map(({ what }) => what);
}

const copyOf = (wanted: string): OldCopy => taken.find(({ name }) => name === wanted) ?? expect.fail(wanted);

/** The first member's own: the oldest row. */
function ownCells(one: OldCopy, table: string): OldCopy {
	const cells = one.sealed.filter((cell) => cell.table === table);
	const oldest = cells.map(({ row }) => String(row.id)).sort()[0];
	return { ...one, sealed: cells.filter(({ row }) => row.id === oldest) };
}

/** What goes with a brand that is left (DECISIONS 14). */
const OF_THE_BRAND = ["display name", "about me", "hobby", "wish"];

function guessesOf({ name, email }: Person) {
	return [
		{ kind: "email", realm: REALM, text: comparableEmail(email) },
		{ kind: "user_name", realm: REALM, text: comparableUserName(name) },
		{ kind: "user_name_likeness", realm: REALM, text: confusableSkeleton(name) },
	] as const;
}
