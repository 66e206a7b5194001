import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Member, newMember, newVisitor, signIn } from "../support/member.ts";
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

/**
 * Wrong passwords at an account host until told to stop, some forty a second where the machine keeps up: more than are
 * hashed, and not so many that it answers nobody in time. The statuses that came.
 */
function flood(host: string, hands: number) {
	const statuses: number[] = [];
	let isDone = false;
	const hand = async (number: number) => {
		for (let time = 0; !isDone; time++) {
			const visitor = newVisitor(world);
			const fields = { identifier: `niemand${number}x${time}`, password: "iets heel anders" };
			statuses.push((await visitor.post(visitor.address(host, "/sign-in"), fields)).status);
			await sleep(60);
		}
	};
	const working = Promise.all(Array.from({ length: hands }, (_, number) => hand(number)));
	return {
		statuses,
		stop: async () => {
			isDone = true;
			await working;
		},
	};
}

describe("POST /sign-in while another operator is flooded", () => {
	it("lets in members of this one from browsers that are new to them (T26)", async () => {
		const members: Member[] = [];
		// As many as this realm has hashes in a second, where its joining had some in the second before: 20 / 2 realms / 2 actions.
		for (let count = 0; count < 5; count++) members.push(await newMember(world, mail));
		const { statuses, stop } = flood("account-lage-kade", 6);
		const came: number[] = [];
		try {
			while (!statuses.includes(503) && statuses.length < 200) await sleep(20);
			for (const member of members) came.push((await signIn(member, newVisitor(world))).status);
		} finally {
			await stop();
		}
		expect(came).toEqual(members.map(() => 303));
	});
});
