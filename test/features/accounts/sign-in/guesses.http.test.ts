import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_GUESSES } from "#features/accounts/sign-in/guesses.ts";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../../support/ask.ts";
import { costOf } from "../../../support/enumeration.ts";
import { withinOneCount } from "../../../support/guesses.ts";
import {
	letterTo,
	type Member,
	newMember,
	newVisitor,
	signIn as signInOnce,
	type Visitor,
} from "../../../support/member.ts";
import { isAll } from "../../../support/run/sample.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { newStaff, signInStaff } from "../../../support/staff.ts";
import { startWorld, type World } from "../../../support/world.ts";

/** An isolate hashes no more than so much in a second: what it turned away is asked again. */
async function signIn(...[member, visitor]: Parameters<typeof signInOnce>): Promise<Reply> {
	for (;;) {
		const reply = await signInOnce(member, visitor);
		if (reply.status !== 503) return reply;
		await sleep(250);
	}
}

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

let site = 100;
let networks = 0;
beforeEach(() => {
	site += 1;
});
/** An address in a /64 of its own, all those of a test in one /48. */
const elsewhere = () => ({ "CF-Connecting-IP": `2001:db8:${site}:${(networks++).toString(16)}::1` });

/** One password from a browser and a network of its own; a machine too busy to look at it is asked again. */
async function guess(identifier: string, password = "gok gok gok"): Promise<Reply> {
	const visitor = newVisitor(world);
	for (;;) {
		const fields = { identifier, password };
		const reply = await visitor.post(visitor.address("account", "/sign-in"), fields, elsewhere());
		if (reply.status !== 503) return reply;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

/** So many, several at once. */
async function guessOften(identifiers: readonly string[], count: number): Promise<Reply[]> {
	const replies: Reply[] = [];
	const left = Array.from({ length: count }, (_, number) => identifiers[number % identifiers.length] ?? "");
	const hand = async () => {
		for (let next = left.pop(); next !== undefined; next = left.pop()) replies.push(await guess(next));
	};
	await Promise.all([hand(), hand(), hand(), hand()]);
	return replies;
}

/** A reply without what was typed, short enough to compare in a report. */
const said = ({ status, text }: Reply, identifier: string) => {
	const rest = text.replaceAll(identifier, "?");
	const alert = /role="alert"[^>]*>(.*?)<\/div>/s.exec(rest)?.[1]?.replaceAll(/<[^>]*>/g, " ");
	return [status, alert, createHash("sha256").update(rest).digest("hex")];
};
const subjectOf = ({ subject }: { subject: string }) => subject;
const lettersAbout = async (member: Member, count: number) =>
	(await letterTo(mail, member.email, count)).subject === "Iemand probeert in te loggen";

async function guessesAt(member: Member) {
	const [rows] = await world.database.read(
		build.selectFrom("password_guess").select(["subject", "failures", "own_failures"]).where("failures", ">", 0),
	);
	expect(rows.map(subjectOf)).not.toContain(member.name);
	return rows;
}

async function linkOf(member: Member, part: string, count: number): Promise<URL> {
	const { links } = await letterTo(mail, member.email, count);
	return new URL(links.find((link) => link.includes(part)) ?? "");
}

const patience = 240_000;

/** More than an account takes in a row; each costs two hashes, of which an isolate makes no more than so much a second. */
const GUESSES = isAll ? 400 : 110;
/** Milliseconds from one guess to the next: so an isolate has room for the two hashes of each. */
const PACE_MS = 125;

describe("POST /sign-in, guessed at from everywhere", () => {
	it(
		"looks at no more than a hundred passwords in a row, each of another network, and lets the owner in (T26)",
		async () => {
			await withinOneCount(undefined, 60_000);
			const member = await newMember(world, mail);
			const own = newVisitor(world);
			expect((await signIn(member, own)).status).toBe(303);
			const replies = await guessOften([member.name, member.email.toUpperCase()], GUESSES);
			const wrong = replies.filter(({ status }) => status === 422).map(({ text }) => text);
			expect(new Set(wrong.map((text) => text.replaceAll(/value="[^"]*"/g, ""))).size).toBe(1);
			site += 1;
			// Nothing that a new browser types is looked at any more, though it is right: by name or by address.
			const right = await guess(member.name, member.password);
			expect(said(right, member.name)).toEqual(said(await guess("niemand", "iets anders"), "niemand"));
			expect((await guess(member.email, member.password)).status).not.toBe(303);
			expect((await signIn(member, own)).status).toBe(303);
			expect(mail.taken.filter(({ to }) => to.includes(member.email)).length).toBe(3);
			// The owner was in: what others tried counts from nothing again.
			expect((await signIn(member, newVisitor(world))).status).toBe(303);
		},
		patience,
	);

	it(
		"answers an account as one that there is not, before and after it is shut, in as many trips and rows (T25)",
		async () => {
			const member = await newMember(world, mail);
			const course = async (identifier: string, network: number) => {
				const seen: unknown[] = [];
				for (let time = 0; time < MAX_GUESSES.unknown + 4; time++) {
					const visitor = newVisitor(world);
					const fields = { identifier, password: "gok gok gok" };
					const startedAt = performance.now();
					const reply = await visitor.post(visitor.address("account", "/sign-in"), fields, {
						"CF-Connecting-IP": `2001:db8:${network}:${time}::1`,
					});
					const { trips, rows } = costOf(reply);
					seen.push([said(reply, identifier), trips, rows]);
					await sleep(Math.max(startedAt + PACE_MS - performance.now(), 0));
				}
				return seen;
			};
			const known = await course(member.name, 81);
			const nobody = await course(`n${member.name.slice(1)}`, 82);
			expect(known).toEqual(nobody);
		},
		patience,
	);

	it(
		"tells the owner once, whose link allows a browser, which then takes the password (T26)",
		async () => {
			const member = await newMember(world, mail);
			await guessOften([member.name], MAX_GUESSES.unknown + 5);
			expect(await lettersAbout(member, 2)).toBe(true);
			const visitor = newVisitor(world);
			expect((await signIn(member, visitor)).status).toBe(422);
			const link = await linkOf(member, "/sign-in/browser", 2);
			const page = await visitor.get(link.href);
			expect(page.status).toBe(200);
			// Opening it allows nothing: a mail program may do so.
			expect((await signIn(member, visitor)).status).toBe(422);
			// Somebody who lived here before used up what known browsers may get wrong.
			await world.database.write(
				build.updateTable("password_guess").set({ own_failures: MAX_GUESSES.own }).where("failures", ">", 0),
			);
			const allowed = await visitor.post(link.href, { token: link.searchParams.get("token") ?? "" });
			expect(allowed.status).toBe(303);
			expect((await signIn({ ...member, password: "iets anders" }, visitor)).status).toBe(422);
			expect((await signIn(member, visitor)).status).toBe(303);
			const security = await visitor.get(visitor.address("account", "/security"));
			expect(security.text).toContain("heel vaak achter elkaar een verkeerd wachtwoord");
			expect(mail.taken.filter(({ to }) => to.includes(member.email)).length).toBe(2);
		},
		patience,
	);

	it(
		"lets in by a new password, for which the mailbox is enough (T26)",
		async () => {
			const member = await newMember(world, mail);
			await guessOften([member.email], MAX_GUESSES.unknown + 1);
			const visitor = newVisitor(world);
			await visitor.post(visitor.address("account", "/reset"), { identifier: member.email });
			await letterTo(mail, member.email, 3);
			const letters = mail.taken.filter(({ to }) => to.includes(member.email));
			expect(letters.length).toBe(3);
			const link = await vi.waitFor(() => linkOf(member, "/reset/new", 3));
			const set = { code: link.searchParams.get("code") ?? "", new_password: "zeven gele vogels" };
			expect((await visitor.post(link.href, set)).status).toBe(200);
			await guessOften([member.name], MAX_GUESSES.unknown + 1);
			expect((await signIn({ ...member, password: set.new_password }, visitor)).status).toBe(303);
		},
		patience,
	);

	it("gives an account's own browsers a hundred in a row, which nobody else uses up (T26)", async () => {
		const member = await newMember(world, mail);
		const stranger = await newMember(world, mail);
		expect((await signIn({ ...member, password: "net mis" }, member.visitor)).status).toBe(422);
		const own = () =>
			world.database.read(
				build.selectFrom("password_guess").select(["subject", "own_failures"]).where("own_failures", "=", 1),
			);
		const [[row]] = await vi.waitFor(async () => {
			const read = await own();
			expect(read[0]).toHaveLength(1);
			return read;
		});
		// Another account's browser is new to this one.
		expect((await signIn({ ...member, password: "ook mis" }, stranger.visitor)).status).toBe(422);
		expect((await own())[0]).toHaveLength(1);
		const used = build
			.updateTable("password_guess")
			.set({ own_failures: MAX_GUESSES.own, failures: MAX_GUESSES.unknown })
			.where("subject", "=", row?.subject ?? "");
		await world.database.write(used);
		expect((await signIn(member, member.visitor)).status).toBe(422);
	});
});

describe("POST /security/password, guessed at from an open browser", () => {
	it("takes a hundred wrong passwords in a row at most, and the right one after a new sign-in (T26)", async () => {
		const member = await newMember(world, mail);
		const { visitor, password } = member;
		const change = (current_password: string) =>
			visitor.post(visitor.address("account", "/security/password"), { current_password, new_password: "kort" });
		expect((await change("net mis")).text).toContain("Dit wachtwoord klopt niet");
		const [[row]] = await world.database.read(
			build.selectFrom("password_guess").select(["subject", "failures"]).where("own_failures", "=", 1),
		);
		await world.database.write(
			build
				.updateTable("password_guess")
				.set({ own_failures: MAX_GUESSES.own })
				.where("subject", "=", row?.subject ?? ""),
		);
		expect((await change(password)).text).toContain("te vaak een verkeerd wachtwoord");
		expect((await signIn(member, newVisitor(world))).status).toBe(303);
		expect((await change(password)).text).not.toContain("current_password-error");
	});
});

describe("POST /console/sign-in, guessed at from everywhere", () => {
	it("looks at no more than a hundred passwords in a row, but in browsers of that colleague (T26)", async () => {
		const colleague = await newStaff(world, "support");
		const visitor = newVisitor(world);
		const form = visitor.address("account", "/console/sign-in");
		const wrong = { email: colleague.email, password: "iets heel anders" };
		const seen = await visitor.post(form, wrong);
		await world.database.write(
			build.updateTable("password_guess").set({ failures: MAX_GUESSES.staff }).where("subject", "=", colleague.id),
		);
		const right = await visitor.post(form, { email: colleague.email, password: colleague.password });
		expect([right.status, right.text]).toEqual([seen.status, seen.text]);
		expect((await signInStaff(colleague, colleague.visitor)).status).toBe(303);
		// That was the owner: the row starts again.
		expect((await visitor.post(form, { email: colleague.email, password: colleague.password })).status).toBe(200);
	});
});

describe("GET /sign-in/browser", () => {
	it("refuses links that were changed, are of something else, or of another operator (T13)", async () => {
		const visitor: Visitor = newVisitor(world);
		for (const token of ["", "x", "eyJhbGciOiJkaXIifQ..a.b.c"]) {
			const page = await visitor.get(visitor.address("account", `/sign-in/browser?token=${token}`));
			expect(page.status).toBe(410);
			expect((await visitor.post(visitor.address("account", "/sign-in/browser"), { token })).status).toBe(410);
		}
	});
});

describe("rows of passwords that were tried", () => {
	it("hold no name, and go when their term is over (P14)", async () => {
		const member = await newMember(world, mail);
		await guess(member.name);
		await guess("niemandhier");
		expect((await guessesAt(member)).length).toBeGreaterThanOrEqual(2);
		await world.database.write(build.updateTable("password_guess").set({ expires_at: new Date().toISOString() }));
		await world.worker.tick();
		expect(await guessesAt(member)).toEqual([]);
	});
});
