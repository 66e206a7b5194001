import { expect, it } from "vitest";
import { newAct } from "#foundation/acts/act.ts";
import { knownActQueries, requireNotBehind } from "#foundation/acts/behind.ts";
import { putActs } from "#foundation/acts/put.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memoryObjects } from "../../support/stores/object-store.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

it("acts that are written and put while one looks do not make the database a copy (T41)", async () => {
	const database = memoryDatabase();
	const now = () => Date.parse("2026-11-22T08:00:00.000Z");
	const sources = { root: new Uint8Array(32).fill(3), salts: memorySalts(), openDatabase: () => database, now };
	const ring = await keyRing(sources);
	const objects = memoryObjects();
	const act = async () => {
		await database.write(addAct(REALM, newAct("lid-1", { kind: "signed_out_everywhere" }, now())));
		await putActs({ database, ring, store: objects, now }, REALM);
	};
	await act();
	// At every look into the bucket, another act has just come.
	const store: ActStore = {
		...objects,
		async list(options) {
			if (!options.delimiter) await act();
			return objects.list(options);
		},
	};
	const [known, asked] = await database.read(...knownActQueries);
	await requireNotBehind(database, store, { known, asked });
	expect(objects.objects.size).toBe(2);
});
