import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNTED, withinOneCount } from "../support/guesses.ts";
import { newMember, newVisitor, signIn } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { type Reply, startWorld, type World } from "../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({
		bindings: { SMTP_URL: mail.url },
		rateLimits: { TRIES_OF_ADDRESS: 4, TRIES_OF_REALM: 30 },
	});
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const ACTIONS: readonly [string, string, Record<string, string>][] = [
	["signing in", "/sign-in", { identifier: "niemandhier", password: "iets heel anders" }],
	["asking for a new password", "/reset", { identifier: "niemandhier" }],
	["a code", "/confirm", { code: "x", password: "iets heel anders" }],
	["staff who sign in", "/console/sign-in", { email: "niemand@werk.test", password: "iets heel anders" }],
];

const trips = (reply: Reply | undefined) =>
	Number(/db;desc="(\d+)"/.exec(reply?.headers["server-timing"] ?? "")?.[1] ?? 0);

describe("a flood of tries from one place", () => {
	it.each(ACTIONS)("is answered without password or database: %s (T26)", async (_name, path, fields) => {
		const visitor = newVisitor(world);
		const replies = [];
		for (let time = 0; time < 12; time++) replies.push(await visitor.post(visitor.address("account", path), fields));
		const refused = replies.filter(({ headers }) => headers["retry-after"] === "60");
		expect(refused.length).toBeGreaterThanOrEqual(4);
		expect(refused.map((reply) => [reply.status, trips(reply)])).toEqual(refused.map(() => [429, 0]));
		expect(trips(replies[0])).toBeGreaterThan(0);
		const elsewhere = newVisitor(world);
		expect((await elsewhere.post(elsewhere.address("account", path), fields)).headers["retry-after"]).toBeUndefined();
	});
});

describe("a flood of tries from everywhere", () => {
	it("shuts nobody out of a browser that they signed in with before (T26)", async () => {
		await withinOneCount(COUNTED.minute);
		const member = await newMember(world, mail);
		const wave = async () => {
			for (let time = 0; time < 70; time++) {
				const fields = { identifier: `niemand${time}`, password: "iets heel anders" };
				const visitor = newVisitor(world);
				const tried = await visitor.post(visitor.address("account", "/sign-in"), fields);
				if (tried.status === 429) return tried;
			}
			return undefined;
		};
		expect((await wave())?.headers["retry-after"]).toBe("60");
		expect((await signIn(member, newVisitor(world))).status).toBe(429);
		await member.visitor.post(member.visitor.address("account", "/sign-out"));
		expect((await signIn(member, member.visitor)).status).toBe(303);
	});
});

describe("a host without rate limits", () => {
	it("leaves the counts in the database to decide (T26)", async () => {
		const bare = await startWorld({ rateLimits: {} });
		await withinOneCount();
		try {
			const visitor = newVisitor(bare);
			const form = visitor.address("account", "/sign-in");
			const statuses: number[] = [];
			for (let time = 0; time < 12; time++) {
				const reply = await visitor.post(form, { identifier: "niemandhier", password: "iets heel anders" });
				statuses.push(reply.status);
				expect(reply.headers["server-timing"]).toMatch(/^db;/);
			}
			expect(statuses).toEqual([...Array(10).fill(422), 429, 429]);
		} finally {
			await bare.stop();
		}
	});
});
