import { expect, it } from "vitest";
import { INDEXED_TABLES } from "#features/accounts/indexed-tables.ts";
import { type KeySources, newestKeyRing } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { rotateKeys } from "#foundation/crypto/rotation/rotation.ts";
import { type DisclosureDetails, disclosureKeysOf, openDisclosure } from "#foundation/ledgers/disclosure.ts";
import { disclosuresOf } from "#foundation/ledgers/queries-disclosure.ts";
import { drainNotices } from "#foundation/recipients/drain.ts";
import type { Notice, RecipientPort } from "#foundation/recipients/port.ts";
import { MINUTE } from "#foundation/time.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import { MEMBER, noticeWorld } from "../../support/fixtures/notice-world.ts";

it("disclosures and notices that wait open after a rotation of keys, and under the new ones alone", async () => {
	const world = noticeWorld();
	await world.disclose();
	await world.act();
	const { database } = world;
	const sources: KeySources = { ...world.keySources, openDatabase: () => database, now: () => world.time };
	const rotate = () =>
		rotateKeys({ ...sources, database, indexed: INDEXED_TABLES, holder: `tick-${world.time}` }, 40_000);
	await rotate();
	await database.write(askRotation(new Date(world.time).toISOString()));
	for (let minutes = 0; minutes < 20; minutes++) {
		world.time += MINUTE + 1;
		await rotate();
	}
	expect((await database.read(newestRotations(1)))[0][0]?.state).toBe("finished");
	const ring = await newestKeyRing(sources);
	expect(ring.versions).toEqual([2]);
	const [rows, keys] = await database.read(disclosuresOf(REALM, [MEMBER]), disclosureKeysOf(REALM, [MEMBER]));
	expect(keys.map(({ key_version }) => key_version)).toEqual([2]);
	const [row] = rows;
	const details: DisclosureDetails | undefined = row && (await openDisclosure(ring, row, keys));
	expect(details?.reference).toBe("order 1");
	const told: Notice[] = [];
	const port: RecipientPort = {
		async notify(notice) {
			told.push(notice);
			return { result: "told" };
		},
	};
	const ports = { find: () => port, all: [] };
	await drainNotices({ ...(await world.sources()), ring, ports }, world.time + MINUTE);
	expect(told.map(({ references }) => references)).toEqual([["order 1"]]);
});
