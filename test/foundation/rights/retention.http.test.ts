import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { retention as retentionCommand } from "#cli/commands/retention.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { MAILING_DAYS, NOTICE_DAYS, planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { build } from "#foundation/db/database.ts";
import { TABLE_CLASSES, type Tables } from "#foundation/db/tables.ts";
import { addDuration, startOfDay } from "#foundation/i18n/duration.ts";
import { STAFF_ROLES } from "#foundation/ledgers/staff-role.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import type { Reply } from "../../support/ask.ts";
import { add, arm, idOf } from "../../support/factors.ts";
import { evidenceOn, ringOf } from "../../support/fixtures/sealed-evidence.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	signIn,
	type Visitor,
} from "../../support/member.ts";
import { copyRows, type OldCopy, openAll, openKeys } from "../../support/old-copy.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { hidden, JUPITER, newStaff, openCard } from "../../support/staff.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

/** A closed account, seen from outside until nothing of it is left. One brand keeps accounts for two months alone. */
const BRANDS = ["twero", "geilesexsite"] as const;
const SHORT_TERM = "P2M";

let mail: MailServer;
let world: World;
let clock: ReturnType<typeof withMovableClock>;
let closed: Member & { id: string; secret: string };
let reopening: Member & { id: string };
let standing: Member & { id: string };
/** When the account closed, and when it was announced to go: epoch milliseconds. */
let closedAt: number;
let announced: number;
/** Of the files of the closed account, before it closed. */
let photos: string[];
/** The database before that. */
let before: OldCopy;

const realNow = Date.now;
/** Moves every clock to that moment. */
const moveTo = (time: number) => moveClock(world, time - realNow());

beforeAll(async () => {
	mail = await startMailServer();
	clock = withMovableClock(inject("bundle"));
	world = await startWorld({ bundle: clock.bundle, bindings: { SMTP_URL: mail.url } });
	await publishShortTerm();
	await moveTo(realNow() + (MAILING_DAYS + NOTICE_DAYS) * DAY + HOUR);
	await world.worker.tick();
	standing = await filledMember();
	reopening = await filledMember();
	const own = await filledMember();
	await add(own);
	closed = { ...own, secret: await arm(own) };
	await openCard(await newStaff(world, "support"), closed.id);
}, 180_000);
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	await mail.stop();
	clock.remove();
});

async function publishShortTerm(): Promise<void> {
	const [live, tenants] = await Promise.all([readLiveState(world.database), loadTenants("tenants")]);
	const compiled = tenants.brands.map((brand) => {
		if (brand.id !== "twero") return brand;
		const register = structuredClone(brand.legal.register) ?? expect.fail("no terms");
		for (const rule of ["account", "account_field", "brand", "special"])
			Object.assign(register.retention[rule] ?? expect.fail(rule), { for: SHORT_TERM });
		return { ...brand, legal: { ...brand.legal, eraseAfterClosing: SHORT_TERM, register } };
	});
	const now = new Date();
	await publish(world.database, await planPublication(compiled, live, now), live, { now, note: "a short term" });
}

/** A member of both brands, one of them for adults alone, with everything that a member can fill in. */
async function filledMember(): Promise<Member & { id: string }> {
	const own = await newMember(world, mail);
	const { visitor } = own;
	const details = { gender: "other", phone: "0612345678", birth_date: "1961-07-23", town: "Sint Annaland" };
	expect((await visitor.post(visitor.address("account", "/profile"), details)).status).toBe(303);
	for (const brand of BRANDS) {
		await enterBrand(visitor, brand);
		const texts = { display_name: `Roos ${own.name}`, about_me: `Over ${own.name}`, hobbies: "Schaatsen" };
		const special = { sexual_preferences: `Lezen met ${own.name}`, consent: "yes" };
		expect((await visitor.post(visitor.address("account", `/profile/${brand}`), { ...texts, ...special })).status).toBe(
			303,
		);
		expect(
			(
				await uploadPhoto(world, visitor, brand, plainPhoto(brand === "twero" ? "jpg" : "png"), {
					photo_consent: "yes",
				})
			).status,
		).toBe(303);
	}
	return { ...own, id: idOf(own) };
}

/** Tables in which some column of some row holds this text, with the number of such rows. */
async function tablesNaming(text: string): Promise<Record<string, number>> {
	const tables = Object.keys(TABLE_CLASSES) as (keyof Tables)[];
	const rows = await world.database.read(...tables.map((table) => build.selectFrom(table).selectAll()));
	const bytes = Buffer.from(text);
	const names = (value: unknown) =>
		typeof value === "string"
			? value.includes(text)
			: value instanceof Uint8Array && Buffer.from(value).includes(bytes);
	const found = tables.map((table, at) => [
		table,
		(rows[at] ?? []).filter((row) => Object.values(row).some(names)).length,
	]);
	return Object.fromEntries(found.filter(([, count]) => Number(count) > 0));
}

const photoKeys = async (member: string) => {
	const [rows] = await world.database.read(
		build
			.selectFrom("photo")
			.select("object_key")
			.where("brand_id", "in", [...BRANDS] as never)
			.where("member_id", "=", member),
	);
	return rows.map(({ object_key }) => object_key);
};

/** Every object of the bucket of members' files. */
async function objectNames(): Promise<string[]> {
	const bucket = await world.worker.bucket("OBJECTS");
	return (await bucket.list({ prefix: "" })).objects.map(({ key }) => key);
}

/** What the keys that are there now open: in the database, or in a copy of before. */
async function openedTexts(copy?: OldCopy): Promise<string> {
	const now = await copyRows("now", world.database);
	return (await openAll(copy ?? now, await openKeys(now.keys, await ringOf(world)))).join("\n");
}

const closeAccount = async ({ visitor, password, email }: Member) => {
	const { length } = mail.taken.filter(({ to }) => to.includes(email));
	const reply = await visitor.post(visitor.address("account", "/close"), { current_password: password });
	expect(reply.status).toBe(200);
	return letterTo(mail, email, length + 1);
};

/** Signs in as far as it goes, with the app's code where that is asked for. */
async function signInAgain(member: Member, secret?: string): Promise<{ visitor: Visitor; reply: Reply }> {
	const visitor = newVisitor(world);
	const first = await signIn(member, visitor);
	if (secret === undefined) return { visitor, reply: first };
	const fields = { token: hidden(first, "token"), code: codeAt(secret, Date.now()) };
	return { visitor, reply: await visitor.post(visitor.address("account", "/sign-in/second"), fields) };
}

async function join(name: string, email: string): Promise<Reply> {
	const visitor = newVisitor(world);
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const fields = { user_name: name, email, password: "acht groene kamelen", gender: "other" };
	return visitor.post(visitor.at.href, { ...fields, adult: "yes", terms: "yes", membership: "yes" });
}

/** Two minutes of jobs: what the first leaves to be removed, the second removes. */
async function tick(times = 2): Promise<void> {
	for (let done = 0; done < times; done++) {
		await world.worker.tick();
		await moveTo(Date.now() + MINUTE);
	}
}

async function dryRun(...argv: string[]): Promise<string> {
	vi.stubEnv("DATABASE_URL", world.server.url);
	const io = quietIo(process.cwd(), () => new Date());
	expect(await retentionCommand(argv, io)).toBe(0);
	vi.unstubAllEnvs();
	return io.said();
}

describe("a closed account", () => {
	it("POST /close announces the day by the shortest term of its brands, and ends what a consent carried (P38)", async () => {
		photos = await photoKeys(closed.id);
		before = await copyRows("before", world.database);
		expect(photos).toHaveLength(2);
		const names = await objectNames();
		for (const key of photos) expect(names.filter((name) => name.includes(key)).length).toBeGreaterThan(0);
		expect((await openedTexts()).includes(`Over ${closed.name}`)).toBe(true);
		const letter = await closeAccount(closed);
		await closeAccount(reopening);
		const [[row]] = await world.database.read(
			build
				.selectFrom("member")
				.select(["closed_at", "purge_at"])
				.where("realm_id", "=", JUPITER)
				.where("id", "=", closed.id),
		);
		closedAt = Date.parse(row?.closed_at ?? "");
		announced = Date.parse(row?.purge_at ?? "");
		expect(announced).toBe(addDuration(new Date(closedAt), SHORT_TERM).getTime());
		expect(letter.text).toContain(
			new Intl.DateTimeFormat("nl", { dateStyle: "long", timeZone: "Europe/Amsterdam" }).format(announced),
		);
		const kept = await tablesNaming(closed.id);
		for (const table of ["special_detail", "photo"]) expect(kept).not.toHaveProperty(table);
		expect((await openedTexts()).includes(`Roos ${closed.name}`)).toBe(true);
	});

	it("stands until midnight in Amsterdam before that day, and can be reopened (P37, P38)", async () => {
		const midnight = startOfDay(new Date(announced)).getTime();
		await moveTo(midnight - 30 * MINUTE);
		expect(await dryRun()).toContain("closed accounts: 0 due, 2 not yet");
		const day = new Date(announced + 2 * HOUR).toISOString().slice(0, 10);
		expect(await dryRun("--at", day)).toContain("closed accounts: 2 due, 0 not yet");
		await tick();
		const kept = await tablesNaming(closed.id);
		for (const table of [
			...["member", "membership", "profile", "member_detail", "passkey", "authenticator", "recovery_code"],
			...["unit_key", "consent_event", "acceptance", "staff_access"],
		])
			expect(kept).toHaveProperty(table);
		expect((await signInAgain(closed, closed.secret)).reply.text).toContain('action="/reopen"');
		const { visitor, reply } = await signInAgain(reopening);
		const opened = await visitor.post(visitor.address("account", "/reopen"), { offer: hidden(reply, "offer") });
		expect(opened.headers.location).toBe("/");
	});

	it("is gone on that day: no column of any table names it but what must stay, nor does a file (P38)", async () => {
		const others = await tablesNaming(standing.id);
		await moveTo(startOfDay(new Date(announced)).getTime() + 10 * MINUTE);
		expect(await dryRun()).toContain("closed accounts: 1 due, 0 not yet");
		await tick();
		expect(await tablesNaming(closed.id)).toEqual({
			// Looks by staff are kept for 24 months, with the key of each.
			...{ staff_access: 1, unit_key: 1 },
		});
		const names = await objectNames();
		for (const key of photos) expect(names.filter((name) => name.includes(key))).toEqual([]);
		expect(names.filter((name) => name.includes(closed.id))).toEqual([]);
		expect((await photoKeys(standing.id)).length).toBe(2);
		expect(await tablesNaming(standing.id)).toEqual(others);
		expect((await signInAgain(reopening)).reply.status).toBe(303);
	});

	it("is opened by no key that is left, also in a copy of the database from before", async () => {
		const texts = `${await openedTexts()}${await openedTexts(before)}`;
		expect(texts.includes(`Over ${standing.name}`)).toBe(true);
		for (const word of [closed.name, closed.email]) expect(texts.includes(word)).toBe(false);
	});

	it("POST /sign-in says of it what it says of an account that never was", async () => {
		const never = { ...closed, name: "nooitgeweest1" };
		const [erased, unknown] = [await signIn(closed, newVisitor(world)), await signIn(never, newVisitor(world))];
		expect([erased.status, erased.headers.location]).toEqual([unknown.status, unknown.headers.location]);
		const neutral = ({ text }: Reply, { name }: Member) => text.replaceAll(name, "");
		expect(neutral(erased, closed)).toBe(neutral(unknown, never));
	});

	it("POST /join gives its address out at once, and refuses its name (P03)", async () => {
		expect((await join(closed.name, "ander@voorbeeld.test")).status).toBe(422);
		const { length } = mail.taken.filter(({ to }) => to.includes(closed.email));
		expect((await join(`nieuw${closed.name.slice(0, 12)}`, closed.email)).status).toBe(200);
		const { links } = await letterTo(mail, closed.email, length + 1);
		expect(links.some((link) => link.includes("/confirm"))).toBe(true);
	});

	it("leaves evidence of consent, which opens for the controller", async () => {
		const { isComplete, entries } = await evidenceOn(world, JUPITER, closed.id);
		expect(isComplete).toBe(true);
		for (const brand of BRANDS)
			for (const entry of ["use_of_site given", "use_of_site withdrawn", "profiles given", "terms accepted"])
				expect(entries).toContain(`${brand} ${entry}`);
	});
});

describe("GET /console/retention", () => {
	it.each(STAFF_ROLES)(
		"GET /console/retention shows what was erased to roles that may see it, asked as %s",
		async (role) => {
			const { visitor } = await newStaff(world, role);
			const page = await visitor.get(visitor.address("account", "/console/retention"));
			const may = role === "operator" || role === "privacy_officer";
			expect(page.status).toBe(may ? 200 : 403);
			for (const table of ["member", "profile", "unit_key"])
				expect(page.text.includes(`<code>${table}</code>`)).toBe(may);
			expect(page.text).not.toContain(closed.id);
		},
	);
});

describe("what stays of an erased account", () => {
	it("POST /join gives its name out once the hold has ended, and not the day before (P03)", async () => {
		const erasedAt = startOfDay(new Date(announced)).getTime() + 10 * MINUTE;
		await moveTo(addDuration(new Date(erasedAt - DAY), "P12M").getTime());
		await tick();
		expect((await join(closed.name, "vroeg@voorbeeld.test")).status).toBe(422);
		await moveTo(addDuration(new Date(erasedAt + DAY), "P12M").getTime());
		await tick();
		expect((await join(closed.name, "laat@voorbeeld.test")).status).toBe(200);
	});

	it("ends at its own end: looks by staff after 24 months, evidence after five years (P23, P38)", async () => {
		const evidenceRows = () =>
			world.database.read(
				build.selectFrom("unit_key").select("id").where("realm_id", "=", JUPITER).where("unit", "=", "evidence"),
				build.selectFrom("consent_evidence").select("id").where("realm_id", "=", JUPITER),
				build.selectFrom("acceptance_evidence").select("id").where("realm_id", "=", JUPITER),
			);
		expect(await tablesNaming(closed.id)).toEqual({ staff_access: 1, unit_key: 1 });
		await moveTo(addDuration(new Date(closedAt + DAY), "P24M").getTime());
		await tick();
		expect(await tablesNaming(closed.id)).toEqual({});
		await moveTo(addDuration(new Date(closedAt - 2 * DAY), "P5Y").getTime());
		await tick();
		expect((await evidenceOn(world, JUPITER, closed.id)).entries.length).toBeGreaterThan(0);
		await moveTo(addDuration(new Date(closedAt + DAY), "P5Y").getTime());
		await tick();
		expect((await evidenceOn(world, JUPITER, closed.id)).entries).toEqual([]);
		expect(await evidenceRows()).toEqual([[], [], []]);
	});
});
