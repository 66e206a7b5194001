import type { Compilable } from "kysely";
import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../../crypto/keys.ts";
import { seal } from "../../crypto/sealed.ts";
import { sealObject } from "../../crypto/sealed-object.ts";
import type { Database } from "../../db/database.ts";
import type { ObjectBucket } from "../../objects/store.ts";
import type { ErasureHook, Register } from "../../register/declaration.ts";
import type { StoredRow } from "../export/open-values.ts";
import { commonKeys } from "../export/rows.ts";
import type { Owner } from "../rows.ts";
import { heldObjectLocation, heldObjectName, holdUnit, itemLocation } from "./hold.ts";
import { type FoundRow, type HeldItem, heldRow, holdableTables, type OpenedItem, openItem } from "./item.ts";
import { keepItem, settle, type WaitingHold, waitingHoldsOf } from "./queries-holds.ts";

/** Units that seal nothing that can be held; a member may have thousands of their keys. */
const BESIDE = ["message", "core:access", "core:disclosure", "core:legal", "core:export"];

type Keeping = {
	keys(): Promise<KeyRing>;
	database: Database;
	objects: ObjectBucket;
	register: Register;
	/** ISO 8601. */
	at: string;
};

/**
 * What is held of members is sealed in the batch that erases them, where it was not sealed before. It reads rows, keys
 * and objects of a member while they stand; an object is put under the hold's name first, and again if the batch is
 * tried again.
 * @throws Unavailable without the store: the erasure waits
 */
export const keepHeldItems: ErasureHook = async ({ database, keys, now, settings, register }, erased) => {
	if (erased.kind !== "member") return [];
	const ids = erased.subjects.map(({ id }) => id);
	const [holds] = await database.read(waitingHoldsOf(erased.realm, ids));
	const at = new Date(now).toISOString();
	return keepItems({ keys, database, objects: settings.objects, register, at }, erased, holds);
};

/**
 * The queries that seal items of one realm. A row that is gone, or does not open, is reported on the console by its
 * table, and its hold says that nothing was left.
 * @throws Unavailable without the store, or without the keys of a version that rows name
 */
export async function keepItems(run: Keeping, owner: Owner, holds: readonly WaitingHold[]): Promise<Compilable[]> {
	if (holds.length === 0) return [];
	const read = await readHeld(run, owner, holds);
	const ring = await run.keys();
	const queries: Compilable[] = [];
	// One after the other: each may have a file in memory.
	for (const one of read) queries.push(...(await keepOne(run, ring, one)));
	return queries;
}

type Read = { hold: WaitingHold; found: FoundRow[]; keys: readonly UnitKeyRow[] };

/** Rows and keys in one trip. */
async function readHeld({ database, register, at }: Keeping, owner: Owner, holds: readonly WaitingHold[]) {
	const tables = holdableTables(register);
	const members = [...new Set(holds.map(({ member_id }) => member_id))];
	const subjectOf = (subject: string) => ({ realm: owner.realm, brands: owner.brands, subject, at });
	const wanted = holds.flatMap((hold) =>
		tables.filter(({ table }) => table === hold.table_name).map((table) => ({ hold, table })),
	);
	const rows = await database.read(
		...members.map((member) => commonKeys(subjectOf(member), BESIDE)),
		...wanted.map(({ hold, table }) => {
			const { table_name, brand_id: brand, row_id: row } = hold;
			return heldRow(table, subjectOf(hold.member_id), { table: table_name, brand, row });
		}),
	);
	const found = wanted.flatMap(({ hold, table }, at) => {
		const [row] = (rows[members.length + at] ?? []) as unknown as StoredRow[];
		return row === undefined ? [] : [{ hold, table, row }];
	});
	return holds.map((hold): Read => {
		const keys = (rows[members.indexOf(hold.member_id)] ?? []) as unknown as UnitKeyRow[];
		return { hold, keys, found: found.filter((one) => one.hold === hold) };
	});
}

async function keepOne(run: Keeping, ring: KeyRing, { hold, found, keys }: Read): Promise<Compilable[]> {
	const { realm_id: realm, id, member_id: member } = hold;
	// A version that this process does not know yet is another matter than a value that no key opens.
	if (keys.some(({ key_version }) => !ring.versions.includes(key_version)))
		throw new KeyUnavailable("a key of a held item is of a version that is not known here");
	const key = keys.find(({ unit }) => unit === holdUnit(id));
	const item = found.length > 0 ? await openItem({ ring, objects: run.objects, member, keys }, found) : undefined;
	if (key === undefined || item === undefined) {
		const [heldTable, lost] = [hold.table_name, found.length === 0 ? "its row is gone" : "it does not open"];
		console.error(`holds: nothing was left of an item of ${heldTable}: ${lost}`);
		return [settle({ realm, id }, "nothing")];
	}
	const unit = await ring.openUnit(key);
	const { object } = item;
	if (object) await run.objects.put(heldObjectName(id), await sealObject(unit, heldObjectLocation(id), object.bytes));
	const sealed = await seal(unit, itemLocation(id), JSON.stringify(contentOf(hold, item)));
	const kept = { member, item: sealed, object: object ? heldObjectName(id) : null, at: run.at };
	return keepItem({ realm, id }, kept);
}

function contentOf(hold: WaitingHold, { values, unreadable, object }: OpenedItem): HeldItem {
	return {
		...{ table: hold.table_name, brand: hold.brand_id, row: hold.row_id, member: hold.member_id },
		...{ values, unreadable },
		...(object ? { object: { name: object.name, extension: object.extension } } : {}),
	};
}
