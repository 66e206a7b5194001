import { describe, expect, it } from "vitest";
import { removeFiles, removeOrphans } from "#features/profiles/photos/photo-removal.ts";
import { addPhoto } from "#features/profiles/photos/queries-photo.ts";
import { build } from "#foundation/db/database.ts";
import type { ObjectBucket } from "#foundation/objects/store.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 22);

/** A bucket in memory that lists as R2 does: in order, after a key, up to a limit. */
function memoryBucket(files: Record<string, number>) {
	const kept = new Map(Object.entries(files));
	const bucket: ObjectBucket = {
		get: async () => null,
		put: async (key) => kept.set(key, NOW),
		async delete(keys) {
			for (const key of keys) kept.delete(key);
		},
		list: async ({ prefix, startAfter, limit }) => ({
			objects: [...kept]
				.map(([key, age]) => ({ key, uploaded: new Date(NOW - age) }))
				.filter(({ key }) => key.startsWith(prefix) && key > startAfter)
				.sort((a, b) => (a.key < b.key ? -1 : 1))
				.slice(0, limit),
		}),
	};
	return { bucket, names: () => [...kept.keys()].sort() };
}

async function databaseWith(...keys: string[]) {
	const database = memoryDatabase();
	const at = "2026-11-22T12:00:00.000Z";
	const place = { brand_id: "harbour", member_id: "lid-1" };
	await database.write(
		build
			.insertInto("membership")
			.values({ ...place, joined_at: at, state: "active", statement_notified: 1, pairwise_id: "n", updated_at: at }),
		...keys.map((key) =>
			addPhoto({ ...place, id: key, object_key: key, width: 1, height: 1, state: "pending", added_at: at }),
		),
	);
	return database;
}

describe("files of photos", () => {
	it("go with their photo, in every size, and once only", async () => {
		const { bucket, names } = memoryBucket({ "photos/a/320": 0, "photos/a/1080": 0, "photos/b/320": 0 });
		const database = await databaseWith("photos/a", "photos/b");
		expect(await removeFiles({ objects: bucket, database })).toBe(0);
		await database.write(build.deleteFrom("photo").where("id", "=", "photos/a"));
		expect(await removeFiles({ objects: bucket, database })).toBe(1);
		expect(names()).toEqual(["photos/b/320"]);
		expect(await removeFiles({ objects: bucket, database })).toBe(0);
	});

	it("stay on the list when the store fails, and go with the next run", async () => {
		const { bucket, names } = memoryBucket({ "photos/a/320": 0 });
		const database = await databaseWith("photos/a");
		await database.write(build.deleteFrom("photo").where("id", "=", "photos/a"));
		const failing = { ...bucket, delete: () => Promise.reject(new Error("away")) };
		await expect(removeFiles({ objects: failing, database })).rejects.toThrow("away");
		expect(await removeFiles({ objects: bucket, database })).toBe(1);
		expect(names()).toEqual([]);
	});

	it("that no photo names go after a day, from wherever the look begins", async () => {
		const { bucket, names } = memoryBucket({
			"elsewhere/x": 9 * DAY,
			"photos/kept/320": 9 * DAY,
			"photos/lost/1080": 2 * DAY,
			"photos/lost/320": 2 * DAY,
			"photos/new/320": DAY / 2,
		});
		const store = { objects: bucket, database: await databaseWith("photos/kept") };
		expect(await removeOrphans(store, { now: NOW, from: "zz" })).toBe(0);
		expect(await removeOrphans(store, { now: NOW, from: "" })).toBe(2);
		expect(names()).toEqual(["elsewhere/x", "photos/kept/320", "photos/new/320"]);
	});
});
