import type { Compilable } from "kysely";
import { words } from "#locales/locales.ts";
import { recipientName } from "../../brand/unnamed.ts";
import type { Context } from "../../context.ts";
import { disclosureQueries } from "../../ledgers/disclosure.ts";
import type { ItemId } from "../../register/items.ts";

/** What a recipient was told of somebody who pressed join, for the record of who turns out to be a member. */
export type ToldOfJoining = {
	recipient: string;
	/** Of joining itself, or of pages before it. */
	of: "joining" | "pages";
	items: ItemId[];
	/** By which the recipient knows it: a moment, or the number that the browser kept for it. */
	reference: string;
};

/**
 * The record of what recipients were told of somebody who has come back as a member (GDPR Art. 15(1)(c)), for the batch
 * that signs them in. `press`: names the one press of "join"; undefined where nobody was told.
 */
export async function disclosuresOfJoining(
	context: Context,
	member: string,
	joining: { press: string; told: readonly ToldOfJoining[] } | undefined,
): Promise<Compilable[]> {
	if (joining === undefined) return [];
	const { press, told } = joining;
	const { realm, edition, locale } = context;
	const reasons = words(locale).myData.disclosures.toldOfVisit;
	const rows = told.map(({ recipient: id, of, items: [first, ...others], reference }) => {
		if (first === undefined) return [];
		const known = edition.legal.recipients.find((one) => one.id === id);
		return disclosureQueries(context, {
			...{ realm: realm.id, member, brand: edition.brand.id, reference, reason: reasons[of] },
			recipient: { id, name: known === undefined ? id : recipientName(known, locale) },
			...{ items: [first, ...others], by: "system", cause: `${press} ${id} ${of}` },
		});
	});
	return (await Promise.all(rows)).flat();
}
