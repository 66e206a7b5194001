import fc from "fast-check";
import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import { addAnswer, closing, type Known, NoSuchTicketStep, staffAnswer } from "#features/helpdesk/answer.ts";
import { addMessage, addTicket, changeTicket, TICKET_COLUMNS } from "#features/helpdesk/queries.ts";
import {
	sealIn,
	stateAfter,
	TICKET_EVENTS,
	TICKET_STATES,
	TICKET_UNITS,
	type TicketRow,
	type TicketState,
} from "#features/helpdesk/ticket.ts";
import type { Context } from "#foundation/context.ts";
import { build, ConstraintViolated } from "#foundation/db/database.ts";
import { HOUR } from "#foundation/time.ts";
import { outboxWorld, START } from "../../support/mail-world.ts";

const ID = "019b7600-0000-7000-8000-000000000001";
const SENDER = "ada";

/** One ticket of a member, on real queries, keys and guards of the database. */
async function surroundings() {
	const world = await outboxWorld();
	const { apple } = world.brands;
	const realm = { id: apple.realm, accountHost: "account.example", brands: [apple.id], terms: [] };
	let now = START;
	const context = (): Context =>
		({
			...{ realm, snapshot: world.system.snapshot(), settings: world.system.settings, locale: "nl" },
			...{ originBrand: undefined, now, at: new Date(now).toISOString(), keys: async () => world.ring },
			database: () => world.database,
		}) as unknown as Context;
	const { unit } = await world.ring.newUnit({ realm: realm.id, owner: SENDER, unit: `${TICKET_UNITS}${ID}` });
	const at = context().at;
	await world.database.write(
		addTicket({
			...{ realm_id: realm.id, id: ID, brand_id: apple.id, sender_id: SENDER, sender_kind: "member", language: "nl" },
			...{ subject_sealed: await sealIn(unit, "ticket.subject_sealed", ID, "Vraag"), state: "open", received_at: at },
			...{ due_at: null, waits_at: at, owner_id: "", messages: 1, answered_at: null, closed_at: null },
			...{ handed_over_at: null, request_id: "" },
		}),
		addMessage({
			...{
				realm_id: realm.id,
				id: "m1",
				ticket_id: ID,
				sender_id: SENDER,
				number: 1,
				written_by: "sender",
				staff_id: "",
				written_at: at,
			},
			body_sealed: await sealIn(unit, "ticket_message.body_sealed", "m1", "Waarom?"),
		}),
	);
	const read = async (): Promise<TicketRow> => {
		const [[row]] = await world.database.read(build.selectFrom("ticket").select(TICKET_COLUMNS).where("id", "=", ID));
		return row as TicketRow;
	};
	const written = async (queries: readonly Compilable<unknown>[]): Promise<boolean> => {
		try {
			await world.database.write(...queries);
			return true;
		} catch (error) {
			if (!(error instanceof ConstraintViolated)) throw error;
			return false;
		}
	};
	const to = { member: SENDER, brand: apple.id, address: "ada@members.example", locale: "nl" as const };
	const wait = () => {
		now += HOUR;
	};
	return { world, realm, context, read, written, to, unit, wait };
}
type Own = Awaited<ReturnType<typeof surroundings>>;

const ACTS = [...TICKET_EVENTS, "forge_state", "forge_message", "stale_answer", "stale_close"] as const;
type Act = (typeof ACTS)[number];

const answering = (own: Own, known: Known) =>
	staffAnswer(own.context(), known, { body: "Daarom.", staff: "s", to: own.to });

/** Does an act as the product does it, or past the product; tells whether the database took it. */
async function tried(own: Own, act: Act, ticket: TicketRow, forged: TicketState): Promise<boolean> {
	const { context, realm, unit, written } = own;
	const known = { ticket, unit };
	const at = context().at;
	switch (act) {
		case "sender_wrote":
			await addAnswer(context(), known, { body: "En nu?", files: [] });
			return true;
		case "staff_answered":
			return written(await answering(own, known));
		case "closed":
			return written(closing(context(), ticket));
		case "handed_over":
			return written(closing(context(), ticket, ""));
		case "silence":
			if (stateAfter(ticket.state as TicketState, "silence") === undefined) throw new NoSuchTicketStep();
			return written([changeTicket(realm.id, ID, { state: "closed", closed_at: at })]);
		case "forge_state":
			return written([
				changeTicket(realm.id, ID, {
					...{ state: forged, closed_at: forged === "closed" ? at : null, answered_at: at },
				}),
			]);
		case "forge_message":
			return written([
				addMessage({
					...{
						realm_id: realm.id,
						id: `f${at}`,
						ticket_id: ID,
						sender_id: SENDER,
						number: ticket.messages,
						written_by: "staff",
					},
					...{ staff_id: "s", body_sealed: new Uint8Array([1]), written_at: at },
				}),
			]);
		case "stale_answer": {
			// Both were built on the same reading.
			const queries = await answering(own, known);
			await addAnswer(context(), known, { body: "Eerst ik.", files: [] });
			return written(queries);
		}
		case "stale_close": {
			const queries = closing(context(), ticket);
			await addAnswer(context(), known, { body: "Wacht even.", files: [] });
			return written(queries);
		}
	}
}

describe("a ticket", () => {
	it("goes from state to state as the list says, whoever writes what at the same moment, and by no other way (P45)", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.record({ act: fc.constantFrom(...ACTS), forged: fc.constantFrom(...TICKET_STATES) }), {
					minLength: 1,
					maxLength: 12,
				}),
				async (acts) => {
					const own = await surroundings();
					for (const { act, forged } of acts) {
						own.wait();
						const before = await own.read();
						const state = before.state as TicketState;
						let taken: boolean | "no step";
						try {
							taken = await tried(own, act, before, forged);
						} catch (error) {
							if (!(error instanceof NoSuchTicketStep)) throw error;
							taken = "no step";
						}
						const after = await own.read();
						const event = TICKET_EVENTS.find((one) => one === act);
						const next = event && stateAfter(state, event);
						if (event !== undefined) {
							const isTwice = event === "handed_over" && before.handed_over_at !== null && next !== undefined;
							expect(taken).toBe(next === undefined ? "no step" : !isTwice);
							expect(after.state).toBe(next === undefined || isTwice ? state : next);
						}
						// What the other one wrote stands; what was built before it does not.
						if (act === "stale_answer" || act === "stale_close") {
							if (taken !== "no step")
								expect([taken, after.state, after.messages]).toEqual([false, "open", before.messages + 1]);
						}
						if (act === "forge_message") expect(taken).toBe(false);
						if (act === "forge_state" && forged !== state) expect(taken).toBe(forged === "closed");
						expect(after.closed_at !== null).toBe(after.state === "closed");
						const [messages] = await own.world.database.read(
							build.selectFrom("ticket_message").select(["number", "written_by"]).orderBy("number"),
						);
						expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
						expect(after.messages).toBe(messages.length);
						if (after.state === "answered") expect(messages.at(-1)?.written_by).toBe("staff");
					}
				},
			),
			{ numRuns: 60 },
		);
	});
});
