import fc from "fast-check";
import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import { build, ConstraintViolated } from "#foundation/db/database.ts";
import { mailId, queueMail } from "#foundation/mail/outbox.ts";
import { wholeDays } from "#foundation/rights/requests/clock.ts";
import { newRequest, opened } from "#foundation/rights/requests/new-request.ts";
import {
	activeRequests,
	changeRequest,
	eventsOf,
	requestById,
	requestsOfLetter,
} from "#foundation/rights/requests/queries-requests.ts";
import { isFinal, REQUEST_STATES, type RequestState } from "#foundation/rights/requests/request.ts";
import {
	type By,
	firstBrokenEvent,
	NoSuchStep,
	type RequestRow,
	type Step,
	type StepContext,
	takeStep,
	takeSteps,
} from "#foundation/rights/requests/step.ts";
import {
	announce,
	askIdentity,
	begin,
	expire,
	extend,
	fulfil,
	identityShown,
	refuse,
	withdraw,
} from "#foundation/rights/requests/steps-of-case.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { CONFIRM, outboxWorld, START } from "../../../support/mail-world.ts";

const REALM = "voorbeeld-media";
const STAFF: By = { actor: "staff", staff: "s", role: "privacy_officer" };
const KINDS = ["access", "erasure", "rectification"] as const;

/** One member, whose requests come in by every door, on real queries, keys and guards of the database. */
async function surroundings() {
	const world = await outboxWorld();
	let [now, mails] = [START, 0];
	const context = (): StepContext => ({
		...{ realm: { id: REALM as never }, now, keys: async () => world.ring },
		settings: { keyRoot: new Uint8Array(32).fill(7) },
	});
	/** A mail of the batch, as the steps ask for one. */
	const mail = async () => {
		const cause = `m${mails++}`;
		const queries = await queueMail({
			...{ ring: world.ring, realm: REALM as never, brand: world.brands.apple.id, member: "ada", now },
			...{ recipient: "ada@members.example", letter: CONFIRM, locale: "nl", cause },
		});
		return { id: await mailId(REALM as never, cause), queries };
	};
	const rows = async () => {
		const [found] = await world.database.read(build.selectFrom("rights_request").selectAll().orderBy("id"));
		return found;
	};
	const read = async (id: string) => {
		const [[row]] = await world.database.read(requestById(REALM, id));
		return row as RequestRow;
	};
	const write = async (queries: readonly Compilable[]): Promise<boolean> => {
		try {
			await world.database.write(...queries);
			return true;
		} catch (error) {
			if (!(error instanceof ConstraintViolated)) throw error;
			return false;
		}
	};
	return { world, context, mail, rows, read, write, wait: (time: number) => (now += time), at: () => now };
}
type World = Awaited<ReturnType<typeof surroundings>>;

const ACTS = [
	...(["ask page", "ask address", "ask desk", "ask letter", "ask identity", "confirm", "begin", "announce"] as const),
	...(["extend", "fulfil", "partial", "refuse", "withdraw", "expire", "forge state", "forge day"] as const),
] as const;

const command = fc.record({
	act: fc.constantFrom(...ACTS),
	kind: fc.constantFrom(...KINDS),
	pick: fc.nat(),
	wait: fc.constantFrom(0, 1, 13, 24, 71, 72, 200, 29 * 24, 31 * 24),
	by: fc.constantFrom<By>(STAFF, { actor: "member" }, { actor: "system" }),
});

async function ask(own: World, kind: (typeof KINDS)[number], door: "page" | "address" | "desk", letter?: string) {
	const by: By = door === "page" ? { actor: "member" } : door === "desk" ? STAFF : { actor: "visitor" };
	const asked = { member: "ada", kind, door, by, brand: own.world.brands.apple.id, responseDays: 28, text: "Please" };
	const added = await newRequest(own.context(), { ...asked, ...(letter === undefined ? {} : { letter }) });
	const done = door === "page" ? await takeSteps(own.context(), added, opened(own.at(), by)) : added;
	const wrote = await own.write(done.queries);
	return wrote ? done.request : undefined;
}

async function stepOf(
	own: World,
	act: (typeof ACTS)[number],
	row: RequestRow,
	by: By,
): Promise<{ step: Step; before: readonly Compilable[] } | undefined> {
	const { id, queries } = await own.mail();
	const told = { by: STAFF, mail: id, now: own.at() };
	const unit = { sealed: new Uint8Array([1]) };
	const [active] = await own.world.database.read(activeRequests(REALM, "ada"));
	const other = active.find(({ kind, id: one }) => kind === row.kind && one !== row.id);
	const steps: Partial<Record<(typeof ACTS)[number], () => Step>> = {
		"ask identity": () => askIdentity(row, { ...told, code: new Uint8Array([row.events]) }),
		confirm: () => identityShown(row, { by: { actor: "visitor" }, now: own.at(), verifiedTwin: other?.id }),
		begin: () => begin(by),
		announce: () => announce({ ...told, code: new Uint8Array([row.events]) }),
		extend: () => extend(row, { ...told, months: 2, reason: unit.sealed }),
		fulfil: () => fulfil({ by: STAFF, mail: id }),
		partial: () => refuse({ ...told, ground: "legal_claims", answer: unit.sealed, isPartial: true }),
		refuse: () => refuse({ ...told, ground: "legal_claims", answer: unit.sealed, isPartial: false }),
		withdraw: () => withdraw({ actor: "member" }),
		expire: () => expire(),
	};
	const step = steps[act]?.();
	return step && { step, before: queries };
}

describe("a request about one's data, by whatever door and in whatever order (P27, P28, P29, P44)", () => {
	it("keeps every rule of its states, its clock and its chain", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(command, { maxLength: 22 }), async (commands) => {
				const own = await surroundings();
				let letter: string | undefined;
				for (const { act, kind, pick, wait, by } of commands) {
					own.wait(wait * HOUR + 1);
					const before = await own.rows();
					const target = before[pick % Math.max(1, before.length)];
					if (act === "ask page") await ask(own, kind, "page");
					else if (act === "ask address") await ask(own, kind, "address");
					else if (act === "ask desk") await ask(own, kind, "desk");
					else if (act === "ask letter") letter = (await ask(own, kind, "desk", letter))?.letter_id ?? letter;
					else if (target === undefined) continue;
					else if (act === "forge state") {
						const state = REQUEST_STATES[pick % REQUEST_STATES.length] as RequestState;
						expect(await own.write([changeRequest(REALM, target.id, { state, events: target.events + 1 })])).toBe(
							false,
						);
					} else if (act === "forge day") {
						const answer_by = new Date(own.at() + 90 * DAY).toISOString();
						expect(await own.write([changeRequest(REALM, target.id, { answer_by, events: target.events + 1 })])).toBe(
							false,
						);
					} else {
						const row = await own.read(target.id);
						try {
							const taken = await stepOf(own, act, row, by);
							if (taken === undefined) continue;
							const { queries } = await takeStep(own.context(), row, taken.step);
							// Two tabs on one reading: at most one of them is written.
							const first = await own.write([...taken.before, ...queries]);
							const again = await own.write([...taken.before, ...queries]);
							expect(again).toBe(false);
							if (isFinal(row.state as RequestState)) expect(first).toBe(false);
						} catch (error) {
							// What the rule refuses before the database is asked; every other error is a fault.
							if (!(error instanceof NoSuchStep)) throw error;
						}
					}
					await checkAll(own, before);
				}
			}),
			{ numRuns: 150 },
		);
	}, 240_000);
});

async function checkAll(own: World, before: Awaited<ReturnType<World["rows"]>>) {
	const after = await own.rows();
	const verified = after.filter(({ verified_at, closed_at }) => verified_at !== null && closed_at === null);
	// One of a kind that is verified and not closed.
	expect(new Set(verified.map(({ kind }) => kind)).size).toBe(verified.length);
	for (const row of after) {
		const old = before.find(({ id }) => id === row.id);
		if (old?.closed_at) expect(row).toEqual(old);
		if (old)
			expect([row.received_at, row.due_at, row.kind, row.door]).toEqual([
				old.received_at,
				old.due_at,
				old.kind,
				old.door,
			]);
		const [events] = await own.world.database.read(eventsOf(REALM, row.id));
		expect(events).toHaveLength(row.events);
		expect(events.at(-1)?.to_state).toBe(row.state);
		expect(await firstBrokenEvent(new Uint8Array(32).fill(7), REALM, events)).toBeUndefined();
		const has = (what: string) => events.find((one) => one.what === what);
		if (row.verified_at === null) expect(["received", "identity_pending", "expired", "withdrawn"]).toContain(row.state);
		if (row.state === "refused" || row.state === "partially_fulfilled") {
			expect(row.refusal_ground).not.toBeNull();
			expect(row.remedies_sent_at).not.toBeNull();
			const [mails] = await own.world.database.read(
				build
					.selectFrom("outbox")
					.select("id")
					.where("id", "=", String(has(row.state)?.mail_id)),
			);
			expect(mails).toHaveLength(1);
		}
		const begun = has("begun");
		if (row.kind === "erasure" && begun !== undefined) {
			expect(["in_progress", "fulfilled", "partially_fulfilled", "refused"]).toContain(row.state);
			if (begun.actor !== "member")
				expect(
					Date.parse(begun.happened_at) - Date.parse(String(has("announced")?.happened_at)),
				).toBeGreaterThanOrEqual(72 * HOUR);
			const [linked] = await own.world.database.read(requestsOfLetter(REALM, row.letter_id));
			for (const copy of linked.filter((one) => one.kind === "access"))
				if (copy.received_at <= begun.happened_at)
					expect(copy.closed_at === null ? "open" : copy.closed_at <= begun.happened_at ? "closed" : "later").toBe(
						"closed",
					);
		}
		const moved = Date.parse(row.answer_by) - Date.parse(row.due_at);
		if (row.paused_days > 0)
			expect(row.paused_days).toBe(wholeDays(new Date(String(row.asked_at)), new Date(String(row.answered_at))));
		if (row.extended_at === null) expect(Math.round(moved / DAY)).toBe(row.paused_days);
		else expect(moved / DAY).toBeLessThanOrEqual(row.paused_days + 62.05);
		expect(events.filter(({ what }) => what === "extended").length).toBeLessThanOrEqual(1);
		if (row.duplicate_of !== null)
			expect(after.find(({ id }) => id === row.duplicate_of)).toMatchObject({
				kind: row.kind,
				member_id: row.member_id,
			});
	}
	// What nobody was shown to have asked changes no other request.
	for (const old of before.filter(({ closed_at }) => closed_at === null)) {
		const row = after.find(({ id }) => id === old.id);
		if (row !== undefined && row.events === old.events) expect(row).toEqual(old);
	}
}
