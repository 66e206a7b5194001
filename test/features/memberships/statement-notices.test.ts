import { describe, expect, it } from "vitest";
import { notifyStatementChanges } from "#features/memberships/statement-notices.ts";
import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { encodeSnapshot, openSnapshot, type Snapshot } from "#foundation/brand/snapshot.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import { chooseAllMail, chooseMail, limitMail } from "#foundation/mail/queries.ts";
import { addRestriction, endOwnRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { publishedBrand, versionOf } from "../../support/fixtures/published.ts";
import { ALL_MAIL, CONFIRM, headerOf, type OutboxWorld, outboxWorld, START } from "../../support/mail-world.ts";

const REALM = "voorbeeld-media";
const iso = (time: number) => new Date(time).toISOString();
const FIRST = versionOf(1, iso(START - 90 * DAY), { publishedAt: iso(START - 90 * DAY) });
const ANNOUNCED = versionOf(2, iso(START + 30 * DAY), { publishedAt: iso(START) });
const takenBackAt = (at: number) =>
	versionOf(3, iso(START + at), { change: "editorial", publishedAt: iso(START + at) });

const STATES = {
	active: { state: "active" },
	suspended: { state: "suspended", suspended_at: iso(START) },
	closed: { state: "closed", closed_at: iso(START), purge_at: iso(START + 900 * DAY) },
} as const;

/** A member of brand apple, who was told of statements up to number `told`. */
async function addMember(
	{ database, ring }: OutboxWorld,
	id: string,
	{ told = 1, state = "active" }: { told?: number; state?: keyof typeof STATES } = {},
): Promise<void> {
	const { unit, row } = await ring.newUnit({ realm: publishedBrand({ id: "apple" }).realm, owner: id, unit: "core" });
	const place = (column: string) => ({ table: "member", column, row: id });
	const sealed = await seal(unit, place("email_sealed"), `${id}@members.example`);
	const index = new TextEncoder().encode(id);
	const at = iso(START);
	await database.write(
		addUnitKey(row),
		build.insertInto("member").values({
			...{ realm_id: REALM, id, email_sealed: sealed, email_index: index, user_name_sealed: sealed },
			...{ user_name_index: index, user_name_likeness_index: index, password_sealed: null, gender_sealed: sealed },
			...{ language: "en", adult_answer_sealed: sealed, adult_rule: "18+", adult_answered_at: at, created_at: at },
			...{ confirmed_at: at, session_epoch: 1, key_version: 1, likeness_version: 1, updated_at: at, ...STATES[state] },
		}),
		build.insertInto("membership").values({
			...{ brand_id: "apple", member_id: id, joined_at: at, state: state === "closed" ? "hidden" : "active" },
			...{ statement_notified: told, pairwise_id: id, updated_at: at },
		}),
	);
}

/** Publishes a registry whose brand apple has these statements. */
async function publish(world: OutboxWorld, ...statements: DocumentVersion[]): Promise<Snapshot> {
	const [[live]] = await world.database.read(build.selectFrom("registry_pointer").select("revision"));
	const revision = (live?.revision ?? 0) + 1;
	const brand = publishedBrand({
		...{ id: "apple", revision, statements: [FIRST, ...statements] },
	});
	const encoded = await encodeSnapshot([brand], revision, iso(world.time));
	await world.database.write(
		build.insertInto("registry").values({ ...encoded, created_at: iso(world.time) }),
		build
			.insertInto("registry_pointer")
			.values({ id: 1, revision, updated_at: iso(world.time) })
			.onConflict((conflict) => conflict.column("id").doUpdateSet({ revision })),
	);
	return openSnapshot(encoded);
}

const run = (world: OutboxWorld, snapshot: Snapshot, database: Database = world.database) =>
	notifyStatementChanges({ database, snapshot, ring: world.ring, now: world.time, isTimeUp: () => false });

/** Sends what is queued; gives "member: subject" of each mail. */
async function delivered(world: OutboxWorld): Promise<string[]> {
	const before = world.sent.length;
	while ((await world.drain()).sent > 0);
	return world.sent
		.slice(before)
		.map(({ to, raw }) => `${to.slice(0, to.indexOf("@"))}: ${headerOf(raw, "Subject")}`)
		.sort();
}

const CHANGES = "The privacy statement is changing";
const CHANGES_NOT = "The privacy statement is not changing after all";

async function wholeWorld(): Promise<OutboxWorld> {
	const world = await outboxWorld();
	await addMember(world, "ada");
	await addMember(world, "bea");
	return world;
}

describe("a change of the statement", () => {
	it("waits for a member who had everything restricted, until that ends, and keeps nobody else waiting (P41)", async () => {
		const world = await wholeWorld();
		const at = iso(START);
		await world.database.write(
			addRestriction({
				...{ realm_id: REALM, id: "r", member_id: "ada", brand_id: "", purpose: "", item: "", row_id: "" },
				...{ ground: "claim", since: at },
			}),
		);
		const snapshot = await publish(world, ANNOUNCED);
		world.time = START + HOUR;
		await run(world, snapshot);
		expect(await delivered(world)).toEqual([`bea: ${CHANGES}`]);
		await world.database.write(endOwnRestriction(REALM, "ada", "r", iso(world.time)));
		await run(world, snapshot);
		expect(await delivered(world)).toEqual([`ada: ${CHANGES}`]);
	});

	it("reaches members in every state of an account, whatever mail they turned off (P30, P36)", async () => {
		const world = await wholeWorld();
		await addMember(world, "suspended", { state: "suspended" });
		await addMember(world, "closed", { state: "closed" });
		const row = { realm_id: REALM, member_id: "ada", changed_at: iso(START) };
		await world.database.write(
			chooseAllMail({ ...row, ...ALL_MAIL, stopped: 1 }),
			...(["service", "suggestions", "newsletter", "notification"] as const).flatMap((one) => [
				chooseMail({ ...row, brand_id: "apple", class: one, wanted: 0 }),
				limitMail({ ...row, class: one, most_per_week: 1 }),
			]),
		);
		const snapshot = await publish(world, ANNOUNCED);
		world.time = START + HOUR;
		await run(world, snapshot);
		const everybody = ["ada", "bea", "closed", "suspended"];
		expect(await delivered(world)).toEqual(everybody.map((one) => `${one}: ${CHANGES}`));
		expect(headerOf(world.sent[0]?.raw ?? "", "List-Unsubscribe")).toBeUndefined();
	});

	it("is mailed after an hour, and to nobody when it was taken back within it", async () => {
		const world = await wholeWorld();
		const announced = await publish(world, ANNOUNCED);
		world.time = START + HOUR - 1;
		await run(world, announced);
		expect(await delivered(world)).toEqual([]);
		const takenBack = await publish(world, ANNOUNCED, takenBackAt(HOUR - 1));
		for (const at of [HOUR, 2 * HOUR - 1, 2 * HOUR, 40 * DAY]) {
			world.time = START + at;
			// A process that has not heard of it tells nobody either.
			await run(world, announced);
			await run(world, takenBack);
			expect(await delivered(world), String(at)).toEqual([]);
		}
	});

	it("that was told and does not come is told once to those who heard of it, and to nobody else", async () => {
		const world = await wholeWorld();
		const announced = await publish(world, ANNOUNCED);
		world.time = START + HOUR;
		await run(world, announced);
		expect(await delivered(world)).toEqual([`ada: ${CHANGES}`, `bea: ${CHANGES}`]);
		await addMember(world, "later");
		const takenBack = await publish(world, ANNOUNCED, takenBackAt(5 * DAY));
		await addMember(world, "last", { told: 3 });
		world.time = START + 5 * DAY + HOUR - 1;
		await run(world, takenBack);
		expect(await delivered(world)).toEqual([]);
		world.time += 1;
		await run(world, takenBack);
		expect(await delivered(world)).toEqual([`ada: ${CHANGES_NOT}`, `bea: ${CHANGES_NOT}`]);
		await run(world, takenBack);
		expect(await delivered(world)).toEqual([]);
		const again = versionOf(4, iso(START + 36 * DAY), { publishedAt: iso(START + 6 * DAY) });
		const last = await publish(world, ANNOUNCED, takenBackAt(5 * DAY), again);
		world.time = START + 7 * DAY;
		await run(world, last);
		expect(await delivered(world)).toEqual(["ada", "bea", "last", "later"].map((one) => `${one}: ${CHANGES}`));
	});

	it("is told by one of two runs at the same time, and by none that another was ahead of (T37, T38)", async () => {
		const world = await wholeWorld();
		const snapshot = await publish(world, ANNOUNCED);
		world.time = START + HOUR;
		await Promise.all([run(world, snapshot), run(world, snapshot)]);
		expect(await delivered(world)).toEqual([`ada: ${CHANGES}`, `bea: ${CHANGES}`]);
		await addMember(world, "cas");
		// Read as untold, and told as not coming before this run writes.
		const overtaken: Database = {
			...world.database,
			async write(...queries) {
				await world.database.write(build.updateTable("membership").set({ statement_notified: 3 }));
				return world.database.write(...queries);
			},
		};
		await run(world, snapshot, overtaken);
		expect(await delivered(world)).toEqual([]);
		const [rows] = await world.database.read(build.selectFrom("membership").select("statement_notified"));
		expect(rows.map(({ statement_notified }) => statement_notified)).toEqual([3, 3, 3]);
	});

	it("is not told as taken back to a member who left and joined again since the run read them", async () => {
		const world = await outboxWorld();
		await addMember(world, "ada", { told: 2 });
		const snapshot = await publish(world, ANNOUNCED, takenBackAt(5 * DAY));
		world.time = START + 6 * DAY;
		const joinedAgain: Database = {
			...world.database,
			async write(...queries) {
				await world.database.write(build.updateTable("membership").set({ statement_notified: 1 }));
				return world.database.write(...queries);
			},
		};
		await run(world, snapshot, joinedAgain);
		expect(await delivered(world)).toEqual([]);
	});

	it("is told once to each member though runs are killed between any two batches", async () => {
		const world = await outboxWorld();
		const names = Array.from({ length: 230 }, (_, number) => `m${String(number).padStart(3, "0")}`);
		for (const name of names) await addMember(world, name);
		const snapshot = await publish(world, ANNOUNCED);
		world.time = START + HOUR;
		for (const answered of [true, false, false]) {
			let writes = 0;
			const dying: Database = {
				...world.database,
				async write(...queries) {
					writes += 1;
					if (writes > 1) throw new DatabaseUnavailable("killed");
					const rows = await world.database.write(...queries);
					// Written, and the answer never came.
					if (!answered) throw new DatabaseUnavailable("killed");
					return rows;
				},
			};
			await run(world, snapshot, dying).catch(() => undefined);
		}
		await run(world, snapshot);
		expect(await delivered(world)).toEqual(names.map((name) => `${name}: ${CHANGES}`));
	});

	it("lets mail that a reader waits for go first", async () => {
		const world = await outboxWorld();
		for (let number = 100; number < 140; number += 1) await addMember(world, `m${number}`);
		const snapshot = await publish(world, ANNOUNCED);
		world.time = START + HOUR;
		await run(world, snapshot);
		world.time += MINUTE;
		await world.queue({ cause: "confirm:1", letter: CONFIRM, recipient: "waits@members.example" });
		await world.drain();
		expect(world.sent[0]?.to).toBe("waits@members.example");
		expect(world.sent).toHaveLength(41);
	});
});
