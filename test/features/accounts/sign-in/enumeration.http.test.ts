import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../../support/ask.ts";
import {
	costOf,
	type Enumeration,
	enumeration,
	OWN_PASSWORD,
	PLANTED_PASSWORD,
	plainOf,
	REALM,
	STATES,
	type State,
	type Subject,
	WRONG_PASSWORD,
} from "../../../support/enumeration.ts";
import { withinOneCount } from "../../../support/guesses.ts";
import { newVisitor } from "../../../support/member.ts";
import { sampleInTurn } from "../../../support/run/sample.ts";
import { newStaff } from "../../../support/staff.ts";
import { startWorld, type World } from "../../../support/world.ts";

let world: World;
let about: Enumeration;
beforeAll(async () => {
	world = await startWorld();
	about = await enumeration(world, () => newVisitor(world));
});
afterAll(() => world.stop());

/** An answer and what it cost. What follows it, as the mail that a page promises, is seen in the mailbox alone. */
async function seen(written: readonly string[], ask: () => Promise<Reply>) {
	await withinOneCount(undefined, 5_000);
	const reply = await ask();
	return { ...plainOf(reply, written), ...costOf(reply) };
}

/** What somebody did with the address before, who has no part in it; gives the name that was used for it. */
const PLANTED: Record<string, (subject: Subject) => Promise<string>> = {
	nothing: async () => about.name(),
	"one registration": async ({ email }) => {
		const name = about.name();
		await about.join(email, name);
		return name;
	},
	"a registration, and another after it": async ({ email }) => {
		const name = about.name();
		await about.join(email, name);
		await about.join(email, about.name(), "acht witte konijnen");
		return name;
	},
};

type Asked = { name: string; ask(subject: Subject, planted: string): Promise<Reply> };

const signIn = (identifier: string, password: string) => about.ask("/sign-in", { identifier, password });
const ASKED: Asked[] = [
	{ name: "joining with the address", ask: ({ email }) => about.join(email, about.name(), "zes gele laarzen") },
	{ name: "signing in by the address, password of one's own", ask: ({ email }) => signIn(email, PLANTED_PASSWORD) },
	{ name: "signing in by the address, any password", ask: ({ email }) => signIn(email, WRONG_PASSWORD) },
	{ name: "signing in by the planted name", ask: (_, planted) => signIn(planted, PLANTED_PASSWORD) },
	{ name: "signing in by the name, password of one's own", ask: ({ name }) => signIn(name, PLANTED_PASSWORD) },
	{ name: "signing in by the name, any password", ask: ({ name }) => signIn(name, WRONG_PASSWORD) },
	{ name: "a new password by the address", ask: ({ email }) => about.ask("/reset", { identifier: email }) },
	{ name: "a copy by the address", ask: ({ email }) => about.ask("/privacy/ask", { email }) },
	{ name: "a new password by the name", ask: ({ name }) => about.ask("/reset", { identifier: name }) },
];

describe("who asks about an address or a name (T9, T25)", () => {
	/** Each question after one of what was planted, in turns, so that every one of both is met; with `--all`, every pair. */
	const table = ASKED.flatMap((asked, turn) =>
		sampleInTurn("planted", turn, Object.keys(PLANTED)).map((planted) => ({ asked: asked.name, planted })),
	);

	it.each(table)("$asked after $planted: learns nothing from the answer, trips, hashes and rows", async (row) => {
		const asked = ASKED.find(({ name }) => name === row.asked);
		const cells: [State, unknown][] = [];
		for (const state of STATES) {
			const subject = await about.subject(state);
			const planted = (await PLANTED[row.planted]?.(subject)) ?? "";
			const ask = () => asked?.ask(subject, planted) ?? expect.fail(row.asked);
			cells.push([state, await seen([subject.email, subject.name, planted], ask)]);
		}
		const [[, unknown] = []] = cells;
		for (const [state, cell] of cells) expect([state, cell]).toEqual([state, unknown]);
		expect(unknown).toMatchObject(row.asked.startsWith("signing") ? { trips: 1, hashes: 2 } : {});
	});

	it("hears of a name that is taken in the same way, whoever has it and whatever address comes with it", async () => {
		const cells: [string, unknown][] = [];
		for (const state of STATES.filter((one) => one !== "unknown"))
			for (const isOwners of [true, false]) {
				const { name, email } = await about.subject(state);
				const address = isOwners ? email : (await about.subject("unknown")).email;
				const cell = await seen([name, address], () => about.join(address, name));
				cells.push([`${state}, ${isOwners ? "its own" : "another"} address`, cell]);
			}
		const [held, address] = [await about.heldName(), (await about.subject("unknown")).email];
		cells.push(["held", await seen([held, address], () => about.join(address, held))]);
		const [[, first] = []] = cells;
		expect(first).toMatchObject({ status: 422, hashes: 0 });
		for (const [name, cell] of cells) expect([name, cell]).toEqual([name, first]);
	});

	it("may know what a password of one's own opens, and nobody else", async () => {
		const statuses = [];
		for (const state of STATES) {
			const { email } = await about.subject(state);
			statuses.push((await signIn(email, OWN_PASSWORD)).status);
		}
		// Unknown, member, waiting, closed (offered to come back), suspended.
		expect(statuses).toEqual([422, 303, 422, 200, 403]);
	});
});

describe("POST /console/sign-in", () => {
	it("says and does the same of staff, of who was staff and of nobody (T25)", async () => {
		const [staff, former] = [await newStaff(world, "support"), await newStaff(world, "support")];
		await world.database.write(
			build
				.updateTable("staff")
				.set({ state: "ended", ended_at: "2026-11-22T08:00:00.000Z", ended_by: staff.id })
				.where("realm_id", "=", REALM)
				.where("id", "=", former.id),
		);
		const cells = [];
		// Of one length each.
		for (const email of ["niemand9@werk.test", staff.email, former.email])
			cells.push(await seen([email], () => about.ask("/console/sign-in", { email, password: WRONG_PASSWORD })));
		const [nobody] = cells;
		expect(nobody).toMatchObject({ status: 422, trips: 1, hashes: 1 });
		for (const cell of cells) expect(cell).toEqual(nobody);
	});
});
