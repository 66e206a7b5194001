import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { COUNTED, withinOneCount } from "../../support/guesses.ts";
import { letterTo, newMember, newVisitor, signIn } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

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

/** How many mails went to this mailbox, once nothing waits any more. */
async function sentTo(...spellings: string[]): Promise<number> {
	await vi.waitFor(
		async () => {
			const [waiting] = await world.database.read(
				build.selectFrom("outbox").select("id").where("state", "=", "queued"),
			);
			expect(waiting).toEqual([]);
		},
		{ timeout: 30_000, interval: 100 },
	);
	return mail.taken.filter(({ to }) => spellings.some((one) => to.includes(one))).length;
}

async function join(name: string, email: string) {
	const visitor = newVisitor(world);
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const given = { user_name: name, email, password: "vier blauwe paarden", gender: "woman" };
	return visitor.post(visitor.at.href, { ...given, adult: "yes", terms: "yes", membership: "yes" });
}

const letters = "abcdefghijklmnop";

describe("POST /security/email", () => {
	it("fills no mailbox, from however many accounts, and its answer tells nothing of it (T26)", async () => {
		await withinOneCount(COUNTED.hour);
		const stranger = "iemand.anders@voorbeeld.test";
		const spellings = [stranger, "iemand.anders+werk@voorbeeld.test", "iemandanders@voorbeeld.test"];
		const answers = new Set<string>();
		for (let account = 0; account < 4; account++) {
			const { visitor, password } = await newMember(world, mail);
			for (const email of spellings) {
				const form = visitor.address("account", "/security/email");
				const { status, text } = await visitor.post(form, { email, current_password: password });
				answers.add(`${status} ${text.replaceAll(email, "?")}`);
			}
		}
		expect(answers.size).toBe(1);
		expect([...answers][0]).toMatch(/^200 /);
		expect(await sentTo(...spellings)).toBe(6);
	});
});

describe("a mailbox that strangers fill", () => {
	it("gets six mails in an hour, over all that they can cause, and its owner's link after them (T26)", async () => {
		await withinOneCount(COUNTED.hour);
		const owner = await newMember(world, mail);
		const one = await newMember(world, mail);
		// One of theirs came: the mail that confirmed the address.
		for (let time = 0; time < 3; time++) {
			await join(`vul${letters[time]}${owner.name.slice(-6)}`, owner.email);
			await one.visitor.post(one.visitor.address("account", "/security/email"), {
				email: owner.email,
				current_password: one.password,
			});
		}
		const other = await newMember(world, mail);
		for (let time = 0; time < 3; time++)
			await other.visitor.post(other.visitor.address("account", "/security/email"), {
				email: owner.email,
				current_password: other.password,
			});
		expect(await sentTo(owner.email)).toBe(6);
		const visitor = newVisitor(world);
		await visitor.post(visitor.address("account", "/reset"), { identifier: owner.name });
		const { links } = await letterTo(mail, owner.email, 7);
		const link = new URL(links.find((address) => address.includes("/reset/new")) ?? "");
		const set = { code: link.searchParams.get("code") ?? "", new_password: "zeven gele vogels" };
		expect((await visitor.post(link.href, set)).status).toBe(200);
		expect((await signIn({ ...owner, password: set.new_password }, visitor)).status).toBe(303);
	});

	it("gets what an account's own safety needs, however full it is (T26)", async () => {
		await withinOneCount(COUNTED.hour);
		const owner = await newMember(world, mail);
		for (let account = 0; account < 2; account++) {
			const { visitor, password } = await newMember(world, mail);
			for (let time = 0; time < 3; time++)
				await visitor.post(visitor.address("account", "/security/email"), {
					email: owner.email,
					current_password: password,
				});
		}
		expect(await sentTo(owner.email)).toBe(6);
		expect((await signIn(owner, newVisitor(world))).status).toBe(303);
		expect((await letterTo(mail, owner.email, 7)).subject).toMatch(/apparaat/);
	});
});
