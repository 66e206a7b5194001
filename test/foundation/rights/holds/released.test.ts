import { describe, expect, it } from "vitest";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { holdsJob } from "#foundation/rights/holds/job.ts";
import { keepItems } from "#foundation/rights/holds/keep.ts";
import { holdById, waitingHolds } from "#foundation/rights/holds/queries-holds.ts";
import { DAY } from "#foundation/time.ts";
import { REGISTER } from "../../../../src/register.ts";
import { hold, kept, releaseOf, worldWithPhotos } from "../../../support/fixtures/held-photos.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";
import type { RetentionWorld } from "../../../support/fixtures/retention-world.ts";

const run = (world: RetentionWorld) => holdsJob(world.context(), REGISTER);
const objectsOf = (world: RetentionWorld) =>
	[...world.objects.objects.keys()].filter((key) => key.startsWith("holds/"));
const logOf = (world: RetentionWorld) =>
	world
		.rowsOf("audit_entry")
		.map((row) => [/"action":"(\w+)"/.exec(row)?.[1], /"actor":"(\w+)"/.exec(row)?.[1]].join(" "));

/** Rows that name the hold or its member, but the log of the realm, which names the hold alone. */
const namedIn = (world: RetentionWorld, ...texts: string[]) =>
	world.rows().filter((row) => !row.startsWith("audit_entry ") && texts.some((text) => row.includes(text)));

describe("a hold that is released", () => {
	it("after the erasure leaves no byte: neither row, key nor object", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		await world.tick();
		expect(objectsOf(world)).toEqual([`holds/${id}`]);
		expect(namedIn(world, "lid-1").length).toBeGreaterThan(2);
		await world.database.write(...(await releaseOf(world, id)));
		expect(namedIn(world, "lid-1", id).filter((row) => !row.startsWith("object_removal "))).toEqual([]);
		await run(world);
		expect(objectsOf(world)).toEqual([]);
		expect(namedIn(world, "lid-1", id)).toEqual([]);
		expect(logOf(world)).toEqual(["hold_placed staff", "hold_released staff"]);
		expect(world.rowsOf("audit_entry").join()).not.toContain("lid-1");
	});

	it("takes nothing else of a member whose account stands, and its row says when it ended", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-3");
		await run(world);
		const others = () =>
			world.rowsOf("member", "photo", "unit_key", "membership").filter((row) => !row.includes("core:hold:"));
		const before = others();
		expect(await kept(world, id)).toBeDefined();
		await world.database.write(...(await releaseOf(world, id)));
		await run(world);
		expect(others()).toEqual(before);
		expect(objectsOf(world)).toEqual([]);
		expect(world.rowsOf("held_item")).toEqual([]);
		expect(world.rowsOf("unit_key").filter((row) => row.includes("core:hold:"))).toEqual([]);
		const [[row]] = await world.database.read(holdById(REALM, id));
		expect(row).toMatchObject({ released_at: new Date(world.time).toISOString(), reason_sealed: null });
	});

	it("is released once by two at the same moment", async () => {
		for (const isErased of [true, false]) {
			const world = await worldWithPhotos();
			const id = await hold(world, isErased ? "lid-1" : "lid-3");
			if (isErased) await world.tick();
			const [one, other] = [await releaseOf(world, id), await releaseOf(world, id)];
			await world.database.write(...one);
			await expect(world.database.write(...other)).rejects.toThrow(ConstraintViolated);
			// Also where the second has read the log again.
			await expect(world.database.write(...(await releaseOf(world, id)))).rejects.toThrow(ConstraintViolated);
			expect(logOf(world)).toEqual(["hold_placed staff", "hold_released staff"]);
		}
	});

	it("releases itself on its date and not a moment before, by two runs at once as by one", async () => {
		const world = await worldWithPhotos();
		const until = new Date(world.time + 40 * DAY).toISOString();
		const id = await hold(world, "lid-1", { until });
		await world.tick();
		world.time = Date.parse(until) - 1;
		await run(world);
		expect(await kept(world, id)).toBeDefined();
		world.time = Date.parse(until);
		await Promise.all([run(world), run(world)]);
		expect(namedIn(world, "lid-1", id)).toEqual([]);
		expect(objectsOf(world)).toEqual([]);
		expect(logOf(world)).toEqual(["hold_placed staff", "hold_released system"]);
	});

	it("that was not sealed yet leaves nothing either, nor does a file that was put for it", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-3");
		await world.objects.put(`holds/${id}`, new Uint8Array(3));
		await world.database.write(...(await releaseOf(world, id)));
		await run(world);
		expect(objectsOf(world)).toEqual([]);
		expect(world.rowsOf("held_item")).toEqual([]);
	});

	it("has its object removed where that was put after it had ended, wherever the look at the store begins", async () => {
		const world = await worldWithPhotos();
		const standing = await hold(world, "lid-3");
		const id = uuidv7(world.time - 2 * DAY);
		for (const name of [id, standing]) await world.objects.put(`holds/${name}`, new Uint8Array(3));
		world.time += 2 * DAY;
		const context = { ...world.context(), random: () => 0.5 };
		await holdsJob(context, REGISTER);
		expect(objectsOf(world)).toEqual([`holds/${standing}`]);
	});

	it("is not sealed any more by a run that read it before", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-3");
		const [waiting] = await world.database.read(waitingHolds(9));
		const sealing = {
			...{ keys: world.keys, database: world.database, objects: world.objects, register: REGISTER },
			at: new Date(world.time).toISOString(),
		};
		const late = await keepItems(sealing, { realm: REALM, brands: BRANDS }, waiting);
		await world.database.write(...(await releaseOf(world, id)));
		await world.database.write(...late);
		await run(world);
		expect(world.rowsOf("held_item")).toEqual([]);
		expect(objectsOf(world)).toEqual([]);
	});

	it("killed at any trip of its run is released once", async () => {
		const prepared = async () => {
			const world = await worldWithPhotos();
			const id = await hold(world, "lid-1", { until: new Date(world.time + 40 * DAY).toISOString() });
			await world.tick();
			world.time += 41 * DAY;
			world.trips = 0;
			return { world, id };
		};
		const { world: undisturbed } = await prepared();
		await run(undisturbed);
		for (let at = 0; at < undisturbed.trips; at++)
			for (const after of [false, true]) {
				const { world, id } = await prepared();
				world.dies = { at, after };
				await expect(run(world)).rejects.toThrow(/died/);
				world.dies = undefined;
				await run(world);
				expect(namedIn(world, "lid-1", id)).toEqual([]);
				expect(objectsOf(world)).toEqual([]);
				expect(logOf(world)).toEqual(["hold_placed staff", "hold_released system"]);
			}
	});
});
