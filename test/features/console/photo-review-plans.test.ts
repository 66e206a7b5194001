import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import * as search from "#features/console/members/queries-search.ts";
import * as photo from "#features/console/photos/queries-photo.ts";
import * as account from "#features/console/staff/queries-account.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { expectIndexes, planOf } from "../../support/query-plan.ts";

const realm = realmIdSchema.parse("jupiter-media");
const brands = ["twero", "geilesexsite"].map((id) => brandIdSchema.parse(id));
const [brand = brandIdSchema.parse("twero")] = brands;
const at = "2026-11-22T08:00:00.000Z";
const id = "0190a0a0-0000-7000-8000-000000000000";
const hash = new Uint8Array(32);
const approved: photo.DecisionRow = {
	...{ state: "approved", approved_at: at, decided_at: at, decided_by: "s" },
	...{ rejection_reason: null, rejection_note_sealed: null },
};

const QUERIES: Record<string, Compilable<unknown>[]> = {
	"the list": [
		photo.waitingPhotos(realm, brands, at, 50),
		photo.countWaiting(realm, brands, at),
		photo.decidedPhotos(realm, brands, { since: at, at }, 50),
	],
	"one photo": [
		photo.photoCard(realm, brands, id),
		photo.keysOfPhotoOwner(realm, brands, id),
		photo.lastAccessOfOwner(realm, brands, id),
		photo.addressOfOwner(realm, brands, id),
		photo.sealedTexts(brands, id),
	],
	"a decision": [photo.decidePhoto(brand, id, "", approved), photo.decidePhoto(brand, id, at, approved)],
	"a search, and the counts of searches": [
		...search.searchCounts(realm, "s", Date.parse(at)),
		search.searchesByStaff(realm, at),
	],
	"a second step": [
		account.resetByCode(realm, hash, at),
		account.keyOfReset(realm, hash),
		account.endOpenResets(realm, "s", at),
		account.endReset(realm, id, at),
		account.resetsOf(realm, "s"),
	],
};

describe("the review of photos at a million members", () => {
	it.each(Object.entries(QUERIES))("has an index for %s of the console", (_what, queries) => {
		expectIndexes(queries);
	});

	it("reads what waits from the photos that wait, and what was decided by its day", () => {
		expect(planOf(photo.waitingPhotos(realm, brands, at, 50)).join()).toContain("photo_waiting");
		expect(planOf(photo.countWaiting(realm, brands, at)).join()).toContain("photo_waiting");
		expect(planOf(photo.decidedPhotos(realm, brands, { since: at, at }, 50)).join()).toContain("photo_decided");
	});
});
