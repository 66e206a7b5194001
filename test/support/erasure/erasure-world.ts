import type { Insertable } from "kysely";
import { auditHead, auditQueries } from "#foundation/audit/audit.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { type BegunErasure, beginErasureQueries } from "#foundation/rights/erasure/begin.ts";
import type { Erasing, ErasureParts, Run } from "#foundation/rights/erasure/parts.ts";
import { openPayload } from "#foundation/rights/erasure/payload.ts";
import { type ErasureState, erasureById, erasureKey } from "#foundation/rights/erasure/queries-erasure.ts";
import { readRealms } from "#foundation/rights/realms.ts";
import { REGISTER } from "../../../src/register.ts";
import { addMembers, emailOf, REALM } from "../fixtures/keyed-members.ts";
import { accountRows, BRANDS, insertRows } from "../fixtures/person-rows.ts";
import { brandErasing, inRealm, type RetentionWorld, retentionWorld } from "../fixtures/retention-world.ts";

export const NOW = Date.parse("2026-11-30T08:00:00.000Z");
export const AT = new Date(NOW).toISOString();
export const REQUEST = "019ad4c8-0000-7000-8000-000000000001";
export const MEMBER = "lid-1";
export const OTHER = "other-realm";

export const own = (brands: readonly string[] = BRANDS): PublishedBrand[] =>
	brands.map((id) => inRealm(REALM, brandErasing(id, "P12M")));

/** No feature stands above the erasure: nothing is written beside it, nobody was told of anything. */
export const ALONE: ErasureParts = {
	register: REGISTER,
	hooks: [],
	imprints: async () => [],
	recipients: async () => [],
	removeObjects: async () => undefined,
	mail: async () => [],
};

/** One erasure that has begun, of the first of two members, whose steps a test takes one by one. */
export type ErasureWorld = {
	world: RetentionWorld;
	begun: BegunErasure;
	run(parts?: Partial<ErasureParts>): Promise<Run>;
	/** As it stands, opened. */
	erasing(): Promise<Erasing>;
	row(): Promise<Tables["erasure"]>;
	/** The actions of the realm's log, with their actors. */
	log(): Promise<{ action: string; actor: string; request_id: string; counts_json: string; commitment: string }[]>;
};

/** The member's own row first: where it does not change, nothing begins. */
export const taken = (id = MEMBER) =>
	build.updateTable("member").set({ updated_at: AT }).where("realm_id", "=", REALM).where("id", "=", id);

/** @param request adds the request that the erasure answers, and tells its id; absent: one that is not there */
export async function erasureWorld(request = async (_: RetentionWorld) => REQUEST): Promise<ErasureWorld> {
	const world = await retentionWorld(NOW, { brands: own(), keyed: true });
	const ring = await world.keys();
	await addMembers(world.database, ring, [1, 2]);
	for (const id of [MEMBER, "lid-2"]) {
		const { membership = [] } = accountRows({ id, at: "2026-01-05T10:00:00.000Z", realm: REALM });
		await world.database.write(...insertRows({ membership }));
	}
	const asked = await request(world);
	const whom = { realm: REALM, member: MEMBER, request: asked, address: emailOf(1), locale: "nl" as const };
	const begun = await beginErasureQueries(ring, { ...whom, brand: brandIdSchema.parse(BRANDS[0]) }, NOW);
	await world.database.write(taken(), ...begun.queries);
	return {
		world,
		begun,
		async run(parts = {}) {
			const context = world.context(parts.register);
			const { realms } = await readRealms(world.database, context.snapshot(), context.now);
			return { context, database: context.database("erasures"), parts: { ...ALONE, ...parts }, realms };
		},
		async erasing() {
			const [[row], [key]] = await world.database.read(erasureById(REALM, begun.id), erasureKey(REALM, begun.id));
			const { realms } = await readRealms(world.database, world.snapshot, world.time);
			const realm = realms.find((one) => one.realm === REALM);
			if (!row?.subject_id || !row.payload_sealed || !key || !realm) throw new Error("no erasure is under way");
			const opened = await openPayload(ring, row.id, row.payload_sealed, key);
			return { row: { ...row, subject_id: row.subject_id }, realm, ...opened };
		},
		async row() {
			const [[row]] = await world.database.read(erasureById(REALM, begun.id));
			if (row === undefined) throw new Error("no erasure");
			return row;
		},
		async log() {
			const [entries] = await world.database.read(
				build
					.selectFrom("audit_entry")
					.select(["action", "actor", "request_id", "counts_json", "commitment"])
					.orderBy("number"),
			);
			return entries;
		},
	};
}

/** Does something right before the trip of the next runs that is sent at this place. */
export function beforeTrip({ world }: ErasureWorld, number: number, work: () => Promise<unknown>): void {
	let trips = 0;
	world.before = async () => {
		trips += 1;
		if (trips === number) await work();
	};
}

/** What others do meanwhile: the log of the realm goes on. */
export async function logGoesOn({ world }: ErasureWorld): Promise<void> {
	const place = { realm: REALM, at: new Date(world.time).toISOString() };
	const [[head]] = await world.database.read(auditHead(REALM));
	await world.database.write(...(await auditQueries(place, head, [{ action: "day_closed", actor: "system" }])));
}

/** A row of an erasure in this state, about a member of its own. */
export function erasureRow({
	state = "begun",
	...given
}: Partial<Tables["erasure"]> & { id: string; state?: ErasureState }) {
	const isIssued = state === "issued";
	return {
		...{ realm_id: REALM, request_id: `request ${given.id}`, subject_id: isIssued ? null : `member ${given.id}` },
		...{
			commitment: `commitment ${given.id}`,
			state,
			begun_at: AT,
			stepped_at: AT,
			failures: 0,
			last_error_code: null,
		},
		...{ payload_sealed: isIssued ? null : new Uint8Array([1]), plan_json: state === "begun" ? null : "{}" },
		...{ executed_at: null, verified_at: null, recipients_json: null, waiting: 0 },
		...{ verified_json: state === "verified" || isIssued ? "{}" : null },
		...{ receipt: isIssued ? "receipt" : null, closed_at: isIssued ? AT : null },
		...given,
	} satisfies Insertable<Tables["erasure"]>;
}

export const addErasures = (...rows: ReturnType<typeof erasureRow>[]) =>
	rows.map((row) => build.insertInto("erasure").values(row));

type NoticeState = "queued" | "sent" | "refused" | "failed" | "by_hand";

export const addNotice = (id: string, state: NoticeState, realm: string = REALM) =>
	build.insertInto("recipient_notice").values({
		...{ realm_id: realm, id, recipient: "bank", act: "erased", payload_sealed: new Uint8Array([1]), state },
		...{ due_at: AT, attempts: 0, queued_at: AT, told_at: state === "sent" ? AT : null },
	});

/** A mail of an erasure, under a key of its own. `settled`: delivered or given up. */
export const addMail = (id: string, erasure: string, { settled = false, realm = REALM as string } = {}) => [
	build.insertInto("unit_key").values({
		...{ realm_id: realm, id: `key ${id}`, owner_id: erasure, unit: `message:${id}` },
		...{ wrapped_key: new Uint8Array([1]), key_version: 1, created_at: AT },
	}),
	build.insertInto("outbox").values({
		...{ realm_id: realm, id, brand_id: BRANDS[0], kind: "mail", class: "transactional", urgent: 1 },
		...{ member_id: erasure, key_id: `key ${id}`, recipient_sealed: new Uint8Array([1]) },
		...{ payload_sealed: new Uint8Array([1]), state: settled ? "sent" : "queued", due_at: AT, attempts: 0 },
		...{ queued_at: AT, sent_at: settled ? AT : null, settled_at: settled ? AT : null },
	}),
];
