import { describe, expect, it } from "vitest";
import { type EraseMember, rightsRequestsJob } from "#features/my-data/requests/job.ts";
import type { JobContext } from "#foundation/context.ts";
import { build } from "#foundation/db/database.ts";
import { mailId, queueMail } from "#foundation/mail/outbox.ts";
import { newRequest, opened, requestDoneQueries } from "#foundation/rights/requests/new-request.ts";
import { dueRequests, requestById } from "#foundation/rights/requests/queries-requests.ts";
import type { RequestKind } from "#foundation/rights/requests/request.ts";
import { type RequestRow, type Step, type StepContext, takeSteps } from "#foundation/rights/requests/step.ts";
import { announce } from "#foundation/rights/requests/steps-of-case.ts";
import { HOUR } from "#foundation/time.ts";
import { CONFIRM, outboxWorld, START } from "../../support/mail-world.ts";

/** What the work of the minute does to announced erasures. */

const REALM = "voorbeeld-media" as never;
const STAFF = { actor: "staff", staff: "s", role: "operator" } as const;

async function surroundings() {
	const world = await outboxWorld();
	const at = (now: number): StepContext => ({
		...{ realm: { id: REALM }, now, keys: async () => world.ring },
		settings: { keyRoot: world.system.settings.keyRoot },
	});
	const job = (now: number): JobContext => ({ ...world.system, now, at: new Date(now).toISOString() });
	const add = async (kind: RequestKind, letter?: string, member = "ada") => {
		const asked = {
			member,
			kind,
			door: "desk",
			by: STAFF,
			brand: world.brands.apple.id,
			responseDays: 28,
		} as const;
		const added = await newRequest(at(START), { ...asked, ...(letter === undefined ? {} : { letter }) });
		const done = await takeSteps(at(START), added, opened(START, STAFF));
		await world.database.write(...done.queries);
		return done.request;
	};
	const announced = async (letter?: string, member = "ada") => {
		const row = await add("erasure", letter, member);
		const cause = `announced ${row.id}`;
		const to = { ring: world.ring, realm: REALM, brand: world.brands.apple.id, member: "ada", now: START } as const;
		const told = await queueMail({ ...to, recipient: "ada@members.example", letter: CONFIRM, locale: "nl", cause });
		const mail = await mailId(REALM, cause);
		const step = announce({ by: STAFF, mail, now: START, code: new Uint8Array(1) });
		await world.database.write(...told, ...(await takeSteps(at(START), row, step)).queries);
		return row.id;
	};
	const read = async (id: string) => (await world.database.read(requestById(REALM, id)))[0][0] as RequestRow;
	const erased: string[] = [];
	const erase: EraseMember = async (_, { member, request }) => erased.push(`${member} ${request}`);
	const take = async (row: RequestRow, step: Step) =>
		world.database.write(...(await takeSteps(at(START), row, step)).queries);
	return { world, at, job, add, announced, read, erased, erase, take };
}

describe("an announced erasure", () => {
	it("begins once its time to cancel is over, and is gone on with each minute until it is closed (T27)", async () => {
		const { world, at, job, announced, read, erased, erase } = await surroundings();
		const id = await announced();
		await rightsRequestsJob(job(START + 72 * HOUR - 1), erase);
		expect([(await read(id)).state, erased]).toEqual(["open", []]);
		await rightsRequestsJob(job(START + 72 * HOUR), erase);
		await rightsRequestsJob(job(START + 73 * HOUR), erase);
		expect([(await read(id)).state, erased]).toEqual(["in_progress", [`ada ${id}`, `ada ${id}`]]);
		await world.database.write(...(await requestDoneQueries(at(START + 73 * HOUR), await read(id))).queries);
		await rightsRequestsJob(job(START + 74 * HOUR), erase);
		expect([(await read(id)).state, erased.length]).toEqual(["fulfilled", 2]);
	});

	it("begins nothing where nothing erases, and one that fails holds up no other", async () => {
		const { job, announced, read, add } = await surroundings();
		const id = await announced();
		await rightsRequestsJob(job(START + 80 * HOUR));
		expect((await read(id)).state).toBe("open");
		await add("complaint");
		const failing: EraseMember = async () => Promise.reject(new Error("out of order"));
		await expect(rightsRequestsJob(job(START + 80 * HOUR), failing)).rejects.toThrow("out of order");
		expect((await read(id)).state).toBe("in_progress");
	});

	it("takes turns with the others, so that a run full of those that wait holds up none", async () => {
		const { world, job, announced, add, read, erase } = await surroundings();
		const copy = await add("access");
		const id = await announced(copy.id);
		const [[row]] = await world.database.read(build.selectFrom("rights_request").selectAll().where("id", "=", id));
		await rightsRequestsJob(job(START + 80 * HOUR), erase);
		const due = async () => {
			const [rows] = await world.database.read(dueRequests("begins", new Date(START + 81 * HOUR).toISOString(), 1));
			return rows.map((one) => one.id);
		};
		expect([row?.taken_up_at, await due()]).toEqual([null, [id]]);
		const second = await announced(undefined, "bob");
		expect(await due()).toEqual([second]);
		await rightsRequestsJob(job(START + 81 * HOUR), async () => undefined);
		await rightsRequestsJob(job(START + 82 * HOUR), erase);
		expect((await read(second)).state).toBe("in_progress");
	});

	it("waits for the copy that the same letter asks for (P28)", async () => {
		const { job, add, announced, read, erased, erase, take } = await surroundings();
		const copy = await add("access");
		const id = await announced(copy.id);
		await rightsRequestsJob(job(START + 80 * HOUR), erase);
		expect([(await read(id)).state, erased]).toEqual(["open", []]);
		await take(copy, { what: "withdrawn", to: "withdrawn", by: { actor: "member" } });
		await rightsRequestsJob(job(START + 81 * HOUR), erase);
		expect([(await read(id)).state, erased.length]).toEqual(["in_progress", 1]);
	});

	it("is done where retention erased the member, and waits for an erasure that is not proven", async () => {
		const { world, job, announced, read, erase } = await surroundings();
		const id = await announced();
		await rightsRequestsJob(job(START + 72 * HOUR), erase);
		const gone = new Date(START + 73 * HOUR).toISOString();
		const erasure = {
			...{ realm_id: REALM, id: "e", request_id: id, subject_id: "ada", commitment: "", state: "begun" },
			...{ begun_at: gone, stepped_at: gone, payload_sealed: new Uint8Array(1), failures: 0, waiting: 0 },
		} as const;
		await world.database.write(
			build.insertInto("erasure").values(erasure),
			build
				.updateTable("rights_request")
				.set({ member_gone_at: gone })
				.where("realm_id", "=", REALM)
				.where("id", "=", id),
		);
		await rightsRequestsJob(job(START + 74 * HOUR), erase);
		expect((await read(id)).state).toBe("in_progress");
		await world.database.write(build.deleteFrom("erasure").where("realm_id", "=", REALM).where("id", "=", "e"));
		await rightsRequestsJob(job(START + 75 * HOUR), erase);
		expect((await read(id)).state).toBe("fulfilled");
	});

	it("that was cancelled never begins", async () => {
		const { job, announced, read, erased, erase, take } = await surroundings();
		const id = await announced();
		await take(await read(id), { what: "withdrawn", to: "withdrawn", by: { actor: "visitor" } });
		await rightsRequestsJob(job(START + 80 * HOUR), erase);
		expect([(await read(id)).state, erased]).toEqual(["withdrawn", []]);
	});
});
