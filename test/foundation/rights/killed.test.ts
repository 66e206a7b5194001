import { beforeEach, describe, expect, it } from "vitest";
import { comparableUserName } from "#features/accounts/identity.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import { disclosureQueries, type NewDisclosure } from "#foundation/ledgers/disclosure.ts";
import { evidenceIndexes, openEvidence } from "#foundation/ledgers/evidence.ts";
import { evidenceKeysOf, evidenceOf } from "#foundation/ledgers/queries-evidence.ts";
import { openNotice } from "#foundation/recipients/notice.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { accountRows, BRANDS, insertRows } from "../../support/fixtures/person-rows.ts";
import { brandErasing, inRealm, type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";

const CLOSED = "2026-11-29T15:30:00.000Z";
const NOW = Date.parse("2027-11-29T08:00:00.000Z");
const NEVER = { consents: () => false, acceptances: () => false };
const [PLAIN, ADULT] = BRANDS;
const NUMBERS = [1, 2, 3];

/** Two members with keys and agreements whose accounts are due, and one whose account stands. */
async function keyed(): Promise<{ world: RetentionWorld; names: string[] }> {
	const world = await retentionWorld(NOW, {
		brands: BRANDS.map((id) => inRealm(REALM, brandErasing(id, "P12M"))),
		keyed: true,
	});
	const ring = await world.keys();
	await addMembers(world.database, ring, NUMBERS);
	const [rows] = await world.database.read(
		build.selectFrom("member").innerJoin("unit_key", "unit_key.owner_id", "member.id").selectAll(),
	);
	const names = await Promise.all(
		rows.map(async (row) =>
			open(
				await ring.openUnit(row),
				{ table: "member", column: "user_name_sealed", row: row.owner_id },
				row.user_name_sealed,
			),
		),
	);
	await world.database.write(...NUMBERS.flatMap((number) => agreements(`lid-${number}`)));
	for (const number of NUMBERS)
		for (const recipient of ["bank", "carrier"]) await disclose(world, `lid-${number}`, recipient);
	const purge = addDuration(new Date(CLOSED), "P12M").toISOString();
	world.sqlite.exec(
		`UPDATE member SET state = 'closed', closed_at = '${CLOSED}', purge_at = '${purge}' WHERE id <> 'lid-3'`,
	);
	return { world, names };
}

async function disclose(world: RetentionWorld, member: string, recipient: string): Promise<void> {
	const disclosure: NewDisclosure = {
		...{ realm: REALM, member, brand: undefined, recipient: { id: recipient, name: recipient }, items: ["email"] },
		...{ reference: `${member} of ${recipient}`, reason: "r", by: "system", cause: `${member} ${recipient}` },
	};
	const context = { keys: world.keys, now: Date.parse("2027-01-05T10:00:00.000Z") };
	await world.database.write(...(await disclosureQueries(context, disclosure)));
}

/** Whom the notices name, opened. */
async function noticed(world: RetentionWorld): Promise<string[]> {
	const ring = await world.keys();
	const [rows] = await world.database.read(
		build.selectFrom("recipient_notice").innerJoin("unit_key", "unit_key.owner_id", "recipient_notice.id").selectAll(),
	);
	const opened = await Promise.all(rows.map((row) => openNotice(ring, { ...row, id: row.owner_id, key_id: row.id })));
	return opened.flatMap((one) => (typeof one === "string" ? [one] : one.references)).sort();
}

function agreements(member: string) {
	const at = "2026-01-05T10:00:00.000Z";
	const { membership } = accountRows({ id: member, at, realm: REALM });
	return [
		...insertRows(membership ? { membership } : {}),
		...BRANDS.map((brand) =>
			build.insertInto("acceptance").values({
				...{ brand_id: brand, id: `a ${brand} ${member}`, member_id: member, document: "terms", number: 1 },
				...{ locale: "nl", hash: "h", kind: "accepted", happened_at: at },
			}),
		),
		build.insertInto("consent_event").values({
			...{
				brand_id: ADULT,
				id: `c ${member}`,
				member_id: member,
				purpose: "use_of_site",
				recipient: "",
				kind: "given",
			},
			...{ text_hash: "h", method: "settings", happened_at: at, previous_hash: "", hash: `c ${member}` },
		}),
	];
}

/** What is left of a member as evidence, opened. */
async function evidence(world: RetentionWorld, member: string) {
	const ring = await world.keys();
	const indexes = await evidenceIndexes(ring, REALM, member);
	const [consents, acceptances, ...keys] = await world.database.read(
		...evidenceOf(REALM, indexes),
		...evidenceKeysOf(REALM, indexes),
	);
	const opened = await openEvidence(ring, { consents, acceptances, keys: keys.flat() }, NEVER);
	return {
		isComplete: opened.isComplete,
		consents: opened.consents.map(({ brand, entries }) => [brand, entries.map(({ kind }) => kind)]),
		acceptances: opened.acceptances.map(({ brand, entries }) => [brand, entries.length]).sort(),
	};
}

async function expectErasedOnce(world: RetentionWorld, names: readonly string[], erasedAt: string): Promise<void> {
	expect(world.rowsOf("member")).toEqual([expect.stringContaining('"lid-3"')]);
	const ring = await world.keys();
	const indexes = await Promise.all(
		names.map((name) => ring.holdIndexes("user_name", REALM, comparableUserName(name))),
	);
	const [holds] = await world.database.read(build.selectFrom("user_name_hold").select(["name_index", "held_at"]));
	const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
	const held = indexes.map((own) => holds.filter((hold) => own.some((one) => hex(one) === hex(hold.name_index))));
	expect(held.map((own) => own.map(({ held_at }) => held_at))).toEqual([[erasedAt], [erasedAt], []]);
	for (const member of ["lid-1", "lid-2"])
		expect(await evidence(world, member)).toEqual({
			isComplete: true,
			consents: [[ADULT, ["given", "withdrawn"]]],
			acceptances: [
				[PLAIN, 1],
				[ADULT, 1],
			],
		});
	expect(world.rowsOf("consent_evidence", "acceptance_evidence")).toHaveLength(6);
	expect(await noticed(world)).toEqual(
		["lid-1", "lid-2"].flatMap((member) => [`${member} of bank`, `${member} of carrier`]),
	);
	expect(world.rowsOf("recipient_notice").filter((row) => row.includes("lid-"))).toEqual([]);
	expect(world.rowsOf("unit_key").filter((row) => row.includes('"core"'))).toHaveLength(1);
	expect(world.rowsOf("acceptance", "consent_event", "membership").every((row) => row.includes("lid-3"))).toBe(true);
}

describe("an erasure with the project's own hooks", () => {
	let undisturbed: { trips: number; evidence: string[] };
	beforeEach(async () => {
		const { world } = await keyed();
		await world.tick();
		undisturbed = { trips: world.trips, evidence: world.rowsOf("retention_run") };
	});

	it("killed at any trip, before or after it was done, holds each name, seals each agreement and tells each recipient once", async () => {
		expect(undisturbed.trips).toBeGreaterThan(9);
		let taken = 0;
		for (let at = 0; at < undisturbed.trips; at++)
			for (const after of [false, true]) {
				const { world, names } = await keyed();
				world.dies = { at, after };
				expect(await world.tick()).toBe(false);
				world.dies = undefined;
				world.time += MINUTE;
				const [member = ""] = world.rowsOf("member").filter((row) => row.includes('"lid-1"'));
				const isTaken = member === "" || member.includes(`"erasing_at":"${new Date(NOW).toISOString()}"`);
				taken += isTaken ? 1 : 0;
				expect(await world.tick()).toBe(true);
				await expectErasedOnce(world, names, new Date(isTaken ? NOW : NOW + MINUTE).toISOString());
			}
		expect(taken).toBeGreaterThan(2);
	});

	it("that ran days late changes neither how long a name is held nor what the evidence counts", async () => {
		const { world, names } = await keyed();
		world.time += 3 * DAY;
		for (let runs = 0; runs < 3; runs++) expect(await world.tick()).toBe(true);
		await expectErasedOnce(world, names, new Date(NOW + 3 * DAY).toISOString());
		const counts = (rows: readonly string[]) => rows.map((row) => /"rule":.*"kept":\d+/.exec(row)?.[0]);
		expect(counts(world.rowsOf("retention_run"))).toEqual(counts(undisturbed.evidence));
	});
});
