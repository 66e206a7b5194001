import { expect, it } from "vitest";
import { INDEXED_TABLES } from "#features/accounts/indexed-tables.ts";
import { MEMBERSHIP_REPLAYS } from "#features/memberships/replay.ts";
import { newAct } from "#foundation/acts/act.ts";
import type { KeySources } from "#foundation/crypto/keys.ts";
import { newestKeyRing } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { rotateKeys } from "#foundation/crypto/rotation/rotation.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { consentRows } from "#foundation/ledgers/consent.ts";
import { evidenceIndexes, openEvidence } from "#foundation/ledgers/evidence.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { evidenceKeysOf, evidenceOf } from "#foundation/ledgers/queries-evidence.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const TWERO = brandIdSchema.parse("twero");
const MEMBER = "lid-1";
const MINUTE = 60_001;

it("evidence is found, open and complete after a rotation of keys, by ids that a replay gives again (P34)", async () => {
	const clock = { now: Date.UTC(2026, 10, 22, 12) };
	const database = memoryDatabase();
	const sources: KeySources = {
		...{ root: new Uint8Array(32).fill(3), salts: memorySalts(), openDatabase: () => database },
		now: () => clock.now,
	};
	const ring = await newestKeyRing(sources);
	await addMembers(database, ring, [1]);
	const at = "2026-01-05T10:00:00.000Z";
	const given = [{ purpose: "use_of_site", recipient: "", textHash: "00", kind: "given", id: "answer" }] as const;
	const place = { brand: TWERO, member: MEMBER, method: "join", at } as const;
	await database.write(
		...(await consentRows(place, given)).map((row) => addConsent(row)),
		build.insertInto("acceptance").values({
			...{ brand_id: TWERO, id: "terms", member_id: MEMBER, document: "terms", number: 1, locale: "nl", hash: "h" },
			...{ kind: "accepted", happened_at: at },
		}),
	);
	const act = newAct(MEMBER, { kind: "left", brand: TWERO }, clock.now);
	const replay = async () => {
		const of = { database, ring: await newestKeyRing(sources), realm: { id: REALM, brands: [TWERO] } };
		return MEMBERSHIP_REPLAYS.left(of, act as Parameters<typeof MEMBERSHIP_REPLAYS.left>[1]);
	};
	const asDone = await replay();
	const rotate = async () => {
		await rotateKeys({ ...sources, database, indexed: INDEXED_TABLES, holder: `tick-${clock.now}` }, 40_000);
		await database.write(askRotation(new Date(clock.now).toISOString()));
		for (let minute = 0; minute < 20; minute++) {
			clock.now += MINUTE;
			await rotateKeys({ ...sources, database, indexed: INDEXED_TABLES, holder: `tick-${clock.now}` }, 40_000);
			if ((await database.read(newestRotations(1)))[0][0]?.state === "finished") return;
		}
		expect.fail("the rotation stands still");
	};
	await rotate();
	// The copy from before is brought up under the keys of after.
	await database.write(...(await replay()));
	const ids = async () => {
		const tables = (["consent_evidence", "acceptance_evidence"] as const).map((table) =>
			build.selectFrom(table as "consent_evidence").select(["id", "key_version"]),
		);
		return (await database.read(...tables)).flat();
	};
	const parameters = asDone.flatMap((query) => query.compile().parameters);
	for (const { id } of await ids()) expect(parameters).toContain(id);
	await database.write(...(await replay()));
	expect((await ids()).map(({ key_version }) => key_version)).toEqual([2, 2]);

	clock.now += 2 * 24 * 60 * MINUTE;
	const oldIndexes = await evidenceIndexes(await newestKeyRing(sources), REALM, MEMBER);
	await rotate();
	const newest = await newestKeyRing(sources);
	expect(newest.versions).toEqual([3]);
	const found = (indexes: readonly Uint8Array[]) =>
		database.read(...evidenceOf(REALM, indexes), ...evidenceKeysOf(REALM, indexes));
	expect((await found(oldIndexes)).flat()).toEqual([]);
	const [consents, acceptances, ...keys] = await found(await evidenceIndexes(newest, REALM, MEMBER));
	const never = { consents: () => false, acceptances: () => false };
	const opened = await openEvidence(newest, { consents, acceptances, keys: keys.flat() }, never);
	expect(opened.isComplete).toBe(true);
	expect(opened.consents.flatMap(({ entries }) => entries).map(({ kind }) => kind)).toEqual(["given", "withdrawn"]);
	expect(opened.acceptances.flatMap(({ entries }) => entries).map(({ document }) => document)).toEqual(["terms"]);
});
