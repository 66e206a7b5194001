import type { Compilable, OperandValueExpressionOrList } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { UnitKeyRow } from "./key-wrap.ts";

/** SQL of keys and their rotation. */

export const KEY_COLUMNS = [
	"realm_id",
	"id",
	"owner_id",
	"unit",
	"wrapped_key",
	"key_version",
	"created_at",
] as const satisfies readonly (keyof UnitKeyRow)[];

/**
 * In the order that a rotation goes through them; each is kept until every isolate must have seen it.
 * `asked`: wanted. `announced`: its salt can be read. `written_under`: new rows are under it. `rewritten`: old ones
 * too. `checked`: no row names an older one, and keys were seen to open. `finished`: the older salts are gone.
 */
export const ROTATION_STATES = ["asked", "announced", "written_under", "rewritten", "checked", "finished"] as const;
export type RotationState = (typeof ROTATION_STATES)[number];

export type RotationRow = Tables["key_rotation"];

const ROTATION_COLUMNS = [
	"number",
	"state",
	"salt_sha256",
	"key_check",
	"asked_at",
	"started_at",
	"state_at",
	"finished_at",
	"progress_json",
	"lease_holder",
	"leased_until",
] as const;

/** Newest first. */
export const newestRotations = (limit: number) =>
	build.selectFrom("key_rotation").select(ROTATION_COLUMNS).orderBy("number", "desc").limit(limit);

/** By what a database knows a salt and the key-encryption key of its number, without holding anything of either. */
export type KeyNames = { saltSha256: string; keyCheck: string };

/** A row that older code wrote, once its key was seen to fit. */
export const addKeyCheck = (number: number, { saltSha256, keyCheck }: KeyNames) =>
	build
		.updateTable("key_rotation")
		.set({ key_check: keyCheck })
		.where("number", "=", number)
		.where("salt_sha256", "=", saltSha256)
		.where("key_check", "is", null);

/** Row 1: the first salt, which nobody asked for and which replaced none. */
export const addFirstRotation = ({ saltSha256, keyCheck }: KeyNames, now: string) =>
	build
		.insertInto("key_rotation")
		.values({
			...{ number: 1, state: "finished", salt_sha256: saltSha256, key_check: keyCheck, progress_json: "{}" },
			...{ asked_at: now, started_at: now, state_at: now, finished_at: now, lease_holder: null, leased_until: null },
		})
		.onConflict((conflict) => conflict.doNothing());

/**
 * Asks for a rotation, in the batch of whatever wants one: an operator, a month that began, an erasure "at once".
 * Who asks before the next one has begun to write shares it; later, a key may already be under its salt too.
 */
export const askRotation = (now: string): Compilable<unknown> =>
	build
		.insertInto("key_rotation")
		.columns(["number", "state", "asked_at", "state_at", "progress_json"])
		.expression((eb) =>
			eb
				.selectFrom("key_rotation as newest")
				.select((row) => [
					row("newest.number", "+", 1).as("number"),
					row.val("asked").as("state"),
					row.val(now).as("asked_at"),
					row.val(now).as("state_at"),
					row.val("{}").as("progress_json"),
				])
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom("key_rotation as open")
								.select("open.number")
								.where("open.state", "in", ["asked", "announced"]),
						),
					),
				)
				.orderBy("newest.number", "desc")
				.limit(1),
		)
		.onConflict((conflict) => conflict.doNothing());

/** Takes the lease of the oldest open rotation, unless another holds it. */
export const leaseRotation = (holder: string, now: string, until: string) =>
	build
		.updateTable("key_rotation")
		.set({ lease_holder: holder, leased_until: until })
		.where("number", "=", (eb) =>
			eb
				.selectFrom("key_rotation as open")
				.select((row) => row.fn.min("open.number").as("number"))
				.where("open.state", "<>", "finished"),
		)
		.where((eb) => eb.or([eb("lease_holder", "is", null), eb("leased_until", "<=", now)]))
		.returning(ROTATION_COLUMNS);

export const releaseRotation = (holder: string) =>
	build.updateTable("key_rotation").set({ lease_holder: null, leased_until: null }).where("lease_holder", "=", holder);

export type RotationChange = Partial<
	Pick<RotationRow, "state" | "state_at" | "salt_sha256" | "key_check" | "started_at" | "finished_at" | "progress_json">
> & { leased_until: string };

/** Writes progress and holds the lease for longer; no row comes back to one who lost it. */
export const advanceRotation = (number: number, holder: string, change: RotationChange) =>
	build
		.updateTable("key_rotation")
		.set(change)
		.where("number", "=", number)
		.where("lease_holder", "=", holder)
		.returning(ROTATION_COLUMNS);

/** Keys that an older key-encryption key wrapped. */
export const unitKeysBelow = (version: number, limit: number) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("key_version", "<", version)
		.orderBy("key_version")
		.limit(limit);

/** Puts the same key under a newer one; not if the key was replaced or erased meanwhile. */
export const moveUnitKey = (from: UnitKeyRow, to: UnitKeyRow) =>
	build
		.updateTable("unit_key")
		.set({ wrapped_key: to.wrapped_key, key_version: to.key_version })
		.where("realm_id", "=", from.realm_id)
		.where("id", "=", from.id)
		.where("key_version", "=", from.key_version);

/** Some keys as they now stand, those of the newest owners and of the oldest. */
export const sampleUnitKeys = (limit: number, order: "asc" | "desc") =>
	build.selectFrom("unit_key").select(KEY_COLUMNS).orderBy("realm_id", order).orderBy("id", order).limit(limit);

export const countUnitKeys = () =>
	build
		.selectFrom("unit_key")
		.select((row) => ["key_version", row.fn.countAll<number>().as("keys")])
		.groupBy("key_version");

export const unitKeyOf = (realm: string, owner: string, unit: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "=", owner)
		.where("unit", "=", unit);

type Owners = OperandValueExpressionOrList<Tables, "unit_key", "owner_id">;

/** The keys of these units of all of these owners, who may be found by a query of their own. */
export const unitKeysOf = (realm: string, owners: Owners, units: readonly string[]) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "in", owners)
		.where("unit", "in", [...units]);

/** The keys of every part of a unit that begins so. */
export const unitKeysOfParts = (realm: string, owners: Owners, begin: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("owner_id", "in", owners)
		.where("unit", "like", `${begin}%`);

export const addUnitKey = (row: UnitKeyRow) => build.insertInto("unit_key").values(row);

/** The same, of a cause that may be written twice: the first key stays. */
export const addUnitKeyOnce = (row: UnitKeyRow) => addUnitKey(row).onConflict((conflict) => conflict.doNothing());

/** The same, if the statement right before it in the batch changed a row. */
export const addUnitKeyAfterChange = (row: UnitKeyRow) =>
	build
		.insertInto("unit_key")
		.columns(KEY_COLUMNS)
		.expression(
			build
				.selectNoFrom((eb) => KEY_COLUMNS.map((column) => eb.val(row[column]).as(column)))
				.where((eb) => eb(eb.fn<number>("changes", []), ">", 0)),
		)
		.onConflict((conflict) => conflict.doNothing());

/** Erases a unit: what its key sealed can no longer be read, in the database and in every copy. */
export const eraseUnit = (realm: string, owner: string, unit: string) =>
	build.deleteFrom("unit_key").where("realm_id", "=", realm).where("owner_id", "=", owner).where("unit", "=", unit);

/** The key that a row was read under; the batch stops if another write replaced it since. */
export const removeKnownKey = (realm: string, owner: string, unit: string, id: string) =>
	eraseUnit(realm, owner, unit).where("id", "=", id);
