import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../support/ask.ts";
import { withinOneCount } from "../../support/guesses.ts";
import { letterTo, type Member, newMember, newVisitor, signIn } from "../../support/member.ts";
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

const trips = (reply: Reply) => Number(/desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const title = (reply: Reply) => /<h1>(.*?)<\/h1>/.exec(reply.text)?.[1];

function ask({ visitor, password }: Member, email: string): Promise<Reply> {
	return visitor.post(visitor.address("account", "/security/email"), { email, current_password: password });
}

/** The link of the newest mail to an address, with a browser that knows nothing. */
async function linkTo(address: string, count: number) {
	const { links } = await letterTo(mail, address, count);
	const link = new URL(links.find((one) => one.includes("/email?")) ?? "");
	const visitor = newVisitor(world);
	const code = link.searchParams.get("code") ?? "";
	return {
		code,
		look: () => visitor.get(link.href),
		confirm: () => visitor.post(visitor.address("account", "/email"), { code }),
		cancel: () => visitor.post(visitor.address("account", "/email/cancel"), { code }),
	};
}

const byEmail = (member: Member, email: string) => signIn({ ...member, name: email }, newVisitor(world));

describe("POST /security/email", () => {
	it("changes the address once both have confirmed, in either order; sessions stay, other links die (P02, P40)", async () => {
		for (const first of ["old", "new"] as const) {
			const member = await newMember(world, mail);
			const address = `nieuw-${member.email}`;
			const visitor = newVisitor(world);
			await visitor.post(visitor.address("account", "/reset"), { identifier: member.email });
			const reset = new URL((await letterTo(mail, member.email, 2)).links[0] ?? "");
			const asked = await ask(member, address);
			expect([asked.status, title(asked), trips(asked)]).toEqual([200, "Kijk in je mail", 2]);
			const links = { old: await linkTo(member.email, 3), new: await linkTo(address, 1) };
			expect((await links[first].look()).status).toBe(200);
			const half = await links[first].confirm();
			expect([half.status, title(half), trips(half)]).toEqual([200, "Nog één mail", 2]);
			expect((await byEmail(member, member.email)).status).toBe(303);
			const done = await links[first === "old" ? "new" : "old"].confirm();
			expect([done.status, title(done), trips(done)]).toEqual([200, "Je e-mailadres is veranderd", 2]);
			expect((await byEmail(member, member.email)).status).toBe(422);
			expect((await byEmail(member, address)).status).toBe(303);
			const home = await member.visitor.get(member.visitor.address("account", "/"));
			expect([home.status, home.text.includes(address)]).toEqual([200, true]);
			expect((await visitor.get(reset.href)).status).toBe(410);
			for (const link of Object.values(links)) expect((await link.confirm()).status).toBe(410);
		}
	});

	it("changes it once when both links are opened at the same moment", async () => {
		const member = await newMember(world, mail);
		const address = `samen-${member.email}`;
		await ask(member, address);
		const links = [await linkTo(member.email, 2), await linkTo(address, 1)];
		const replies = await Promise.all(links.map((link) => link.confirm()));
		expect(replies.map(title).sort()).toEqual(["Je e-mailadres is veranderd", "Nog één mail"]);
		expect((await byEmail(member, address)).status).toBe(303);
	});

	it("stops for good when the old address says no, and the new one cannot say it", async () => {
		const member = await newMember(world, mail);
		const address = `toch-niet-${member.email}`;
		await ask(member, address);
		const [old, fresh] = [await linkTo(member.email, 2), await linkTo(address, 1)];
		expect((await fresh.cancel()).status).toBe(410);
		await fresh.confirm();
		expect((await old.cancel()).status).toBe(200);
		expect((await old.confirm()).status).toBe(410);
		expect((await byEmail(member, member.email)).status).toBe(303);
	});

	it("says the same for an address that has an account, and leaves that account its own (T25)", async () => {
		const [member, owner, free] = [
			await newMember(world, mail),
			await newMember(world, mail),
			await newMember(world, mail),
		];
		const same = (reply: Reply, email: string) => reply.text.replaceAll(email, "…").replace(/data-revision="\d+"/, "");
		const taken = await ask(member, owner.email);
		const open = await ask(free, `vrij-${free.email}`);
		expect([taken.status, trips(taken)]).toEqual([open.status, trips(open)]);
		expect(same(taken, owner.email)).toBe(same(open, `vrij-${free.email}`));
		await (await linkTo(member.email, 2)).confirm();
		const refused = await (await linkTo(owner.email, 2)).confirm();
		expect([refused.status, title(refused)]).toEqual([409, "Dit adres hoort bij een ander account"]);
		expect((await byEmail(owner, owner.email)).status).toBe(303);
		expect((await byEmail(member, member.email)).status).toBe(303);
	});

	it("tells the old address nothing of the new one before that has agreed (T25)", async () => {
		const [member, other, owner] = [
			await newMember(world, mail),
			await newMember(world, mail),
			await newMember(world, mail),
		];
		await ask(member, owner.email);
		await ask(other, `vrij-${other.email}`);
		const taken = await linkTo(member.email, 2);
		const open = await linkTo(other.email, 2);
		const seen = (reply: Reply, code: string) => [reply.status, trips(reply), reply.text.replaceAll(code, "…")];
		expect(seen(await taken.look(), taken.code)).toEqual(seen(await open.look(), open.code));
		expect(seen(await taken.confirm(), taken.code)).toEqual(seen(await open.confirm(), open.code));
		expect(seen(await taken.look(), taken.code)).toEqual(seen(await open.look(), open.code));
	});

	it("lets one of two members have an address that both ask for and confirm at once", async () => {
		const members = [await newMember(world, mail), await newMember(world, mail)];
		const address = `begeerd-${members[0]?.email}`;
		const links = [];
		for (const [index, member] of members.entries()) {
			await ask(member, address);
			await (await linkTo(member.email, 2)).confirm();
			links.push(await linkTo(address, index + 1));
		}
		const replies = await Promise.all(links.map((link) => link.confirm()));
		expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
	});

	it("refuses what is no address, its own, a field too many, and a wrong password, and asks it always", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		for (const email of ["", "geen adres", "a@b", "x".repeat(300), "a@b.nl\r\nBcc: c@d.nl", member.email.toUpperCase()])
			expect((await ask(member, email)).status).toBe(422);
		const to = visitor.address("account", "/security/email");
		const email = `anders-${member.email}`;
		expect((await visitor.post(to, { email })).status).toBe(422);
		expect((await visitor.post(to, { email, current_password: "onzin onzin" })).status).toBe(422);
		expect((await visitor.post(to, { email, current_password: member.password, state: "closed" })).status).toBe(400);
		expect(mail.taken.filter((one) => one.to.includes(email))).toEqual([]);
	});

	it("makes the links of an earlier request worthless, and stops after three in a quarter of an hour", async () => {
		await withinOneCount();
		const member = await newMember(world, mail);
		const address = (count: number) => `keer${count}-${member.email}`;
		await ask(member, address(1));
		const [old, first] = [await linkTo(member.email, 2), await linkTo(address(1), 1)];
		await ask(member, address(2));
		expect((await old.look()).status).toBe(410);
		expect((await first.confirm()).status).toBe(410);
		expect((await ask(member, address(3))).status).toBe(200);
		expect((await ask(member, address(4))).status).toBe(429);
	});
});

describe("GET /email", () => {
	it("changes nothing by being looked at, and knows no code but its own", async () => {
		const member = await newMember(world, mail);
		await ask(member, `kijk-${member.email}`);
		const [old, fresh] = [await linkTo(member.email, 2), await linkTo(`kijk-${member.email}`, 1)];
		for (const link of [old, fresh])
			expect([(await link.look()).status, (await link.look()).status]).toEqual([200, 200]);
		expect((await byEmail(member, member.email)).status).toBe(303);
		const visitor = newVisitor(world);
		for (const code of ["", "x", old.code.slice(1), `${old.code}A`])
			expect((await visitor.get(visitor.address("account", `/email?code=${code}`))).status).toBe(410);
		await visitor.post(visitor.address("account", "/reset"), { identifier: member.email });
		const reset = new URL(
			(await letterTo(mail, member.email, 4)).links.find((one) => one.includes("/reset/new")) ?? "",
		);
		const code = reset.searchParams.get("code") ?? "";
		expect((await visitor.post(visitor.address("account", "/email"), { code })).status).toBe(410);
	});
});
