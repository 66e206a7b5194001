import { currentEdition } from "#foundation/brand/registry.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { NoticeAct } from "#foundation/recipients/notice.ts";
import type { Register } from "#foundation/register/declaration.ts";
import { isItemId } from "#foundation/register/items.ts";
import { itemsUsedFor } from "../objection/objectionable.ts";

/** What stands in the editions in force of a realm's brands. `now`: epoch milliseconds */
export function legalsOf(snapshot: Snapshot, realm: RealmId, now: number): Legal[] {
	const brands = snapshot.findRealm({ id: realm })?.brands ?? [];
	return brands.flatMap((id) => {
		const brand = snapshot.findBrand(id);
		return brand === undefined ? [] : [currentEdition(brand, now).legal];
	});
}

/** What recipients are told of: the item that is restricted, what is used for the purpose, or all. */
export function coveredItems(
	{ item, purpose }: { item: string; purpose: string },
	legals: readonly Legal[],
	register: Register,
): NoticeAct["items"] {
	if (isItemId(item)) return [item];
	return purpose === "" ? "all" : itemsUsedFor(purpose, legals, register);
}
