import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

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

const fresh = () => `lid${randomBytes(6).toString("hex")}`;

async function join(visitor: Visitor, email: string): Promise<Reply> {
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const agreed = { gender: "other", adult: "yes", terms: "yes", membership: "yes" };
	const fields = { user_name: fresh(), email, password: "negen stille treinen", ...agreed };
	return visitor.post(visitor.at.href, fields);
}

const page = (visitor: Visitor) => visitor.get(visitor.address("account", "/join/mail?brand=twero"));
const words = (reply: Reply, email: string) => reply.text.replaceAll(email, "?");
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);

describe("GET /join/mail", () => {
	it("says that the mail server of the address refused the mail, to the browser that joined alone (T9)", async () => {
		const email = `${fresh()}@voorbeeld.test`;
		mail.behave = { recipient: (address) => (address === email ? 550 : undefined) };
		const visitor = newVisitor(world);
		const joined = await join(visitor, email);
		expect(joined.text).toContain('href="/join/mail?brand=twero');
		await expect.poll(async () => (await page(visitor)).text).toContain("heeft de mail geweigerd");
		const refused = await page(visitor);
		expect([refused.status, trips(refused)]).toEqual([200, 1]);
		expect(refused.text).toContain(email);
		expect(refused.text).toContain('href="/join?brand=twero');
		const stranger = await page(newVisitor(world));
		expect([stranger.status, stranger.text.includes(email)]).toEqual([303, false]);
		// The member chooses another address, and the page is about that one.
		const other = `${fresh()}@voorbeeld.test`;
		expect((await join(visitor, other)).status).toBe(200);
		await expect.poll(async () => (await page(visitor)).text).toContain("is aangenomen door de mailserver");
		expect((await page(visitor)).text).not.toContain(email);
	});

	it("says the same of an address that a member has, whether its mailbox takes the mail or not (T9, T25)", async () => {
		mail.behave = {};
		const member = await newMember(world, mail);
		for (const [refused, sign] of [
			[undefined, "is aangenomen door de mailserver"],
			[550, "heeft de mail geweigerd"],
		] as const) {
			mail.behave = { recipient: () => refused };
			const seen: string[] = [];
			for (const email of [member.email, `${fresh()}@voorbeeld.test`]) {
				const visitor = newVisitor(world);
				await join(visitor, email);
				await expect.poll(async () => (await page(visitor)).text).toContain(sign);
				seen.push(words(await page(visitor), email).replace(/(state|challenge)=[\w-]+/g, "$1="));
			}
			expect(seen[0]).toBe(seen[1]);
		}
		mail.behave = {};
	});
});
