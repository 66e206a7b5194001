import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterBrand, newMember, newVisitor, signIn } from "../member.ts";
import { type MailServer, startMailServer } from "../smtp.ts";
import { startWorld, type World } from "../world.ts";

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

describe("POST /sign-in", () => {
	it("smoke", async () => {
		const member = await newMember(world, mail);
		const visitor = newVisitor(world);
		const reply = await signIn(member, visitor);
		expect([reply.status, reply.headers.location]).toEqual([303, "/"]);
		const me = await enterBrand(visitor, "geilesexsite");
		expect(me.text).toContain(member.name);
		expect(visitor.at.pathname).toBe("/me");
	});
});
