import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import { afterClosing, afterLeaving, type Closing, type Departure } from "#foundation/register/departure.ts";

/** Of people who are no members yet, counts and visits in which nobody is found, and codes that are used up within a day. */
const UNLISTED = ["registration", "abuse_count", "visit", "sign_in_code", "mail_code"];

/** Tables that `leavingQueries` empties of what is of the brand. Their rules would keep the rows for longer. */
const EMPTIED_BY_LEAVING = ["session", "outbox", "mail_choice"];

/** Tables that `closingQueries` empties of what is the member's. */
const EMPTIED_BY_CLOSING = ["session"];

/** What leaving this brand erases and leaves, by the terms in force. */
export function departureFrom(context: Context, brand: PublishedBrand): Departure {
	const { legal } = currentEdition(brand, context.now);
	const tables = { emptied: EMPTIED_BY_LEAVING, unlisted: UNLISTED };
	return afterLeaving(context, legal, context.running.register, tables);
}

/** What closing the account erases and leaves; of a member of no brand, by the terms that all of them share. */
export function closingOf(context: Context, memberships: readonly { brand_id: string }[]): Closing {
	const own = memberships.flatMap(({ brand_id }) => context.snapshot.findBrand(brand_id) ?? []);
	const legals = own.map((brand) => currentEdition(brand, context.now).legal);
	const tables = { emptied: EMPTIED_BY_CLOSING, unlisted: UNLISTED };
	return afterClosing(context, legals.length > 0 ? legals : [context.edition.legal], context.running.register, tables);
}
