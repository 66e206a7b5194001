import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { disclosureDetails, disclosureKeysOf, itemsOf } from "#foundation/ledgers/disclosure.ts";
import { ownDisclosures } from "#foundation/ledgers/queries-disclosure.ts";
import { runs } from "#foundation/register/running.ts";
import { SENTENCES } from "#foundation/register/sentences.ts";
import { words } from "#locales/locales.ts";
import type { DisclosureEntry } from "./views-disclosures.tsx";

/** What was given of a member, keys included, for the trip that reads it. */
export const disclosureQueriesOf = ({ realm, at }: Context, member: string) =>
	[ownDisclosures(realm.id, member, at), disclosureKeysOf(realm.id, [member])] as const;

/** Whether each disclosure is written down, so that a list can say that it is whole. */
export const areDisclosuresRecorded = ({ running }: Context): boolean =>
	runs(running, SENTENCES["disclosures.recorded"]);

type Row = RowsOf<ReturnType<typeof disclosureQueriesOf>>[0][number];

/** @param joined the sites that the member is on: no other is named */
export async function disclosureEntries(
	context: Context,
	[rows, keys]: readonly [readonly Row[], readonly UnitKeyRow[]],
	joined: ReadonlySet<string>,
): Promise<DisclosureEntry[]> {
	const { register, myData } = words(context.locale);
	const ring = rows.length === 0 ? undefined : await context.keys();
	return Promise.all(
		rows.map(async (row): Promise<DisclosureEntry> => {
			const details = ring && (await disclosureDetails(ring, row, keys));
			const { brand = "", name = row.recipient, reference, reason } = details ?? {};
			const known = joined.has(brand) ? context.snapshot.findBrand(brand)?.look.name : undefined;
			return {
				recipient: name,
				items: itemsOf(row).map((item) => register.items[item].name),
				site: brand === "" ? undefined : (known ?? myData.leftSite),
				...{ role: row.disclosed_by, at: row.disclosed_at, reference, reason },
			};
		}),
	);
}
