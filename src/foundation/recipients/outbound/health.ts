import type { RequestContext } from "../../context.ts";
import { accountOf } from "./account.ts";
import { programRecipients } from "./grant.ts";
import { isLeftAlone } from "./send.ts";

type Health = "ready" | "no account" | "does not answer";

/** How the recipients of a brand's visits stand, by id, for operators. @param now epoch milliseconds */
export function recipientsHealth(
	context: Pick<RequestContext, "site" | "realm" | "edition" | "running" | "settings">,
	now: number,
): Record<string, Health> {
	if (context.site !== "brand") return {};
	const { realm, edition, settings } = context;
	const healthOf = (recipient: string): Health => {
		const place = { realm: realm.id, brand: edition.brand.id, recipient };
		if (accountOf(settings, place) === undefined) return "no account";
		return isLeftAlone(place, now) ? "does not answer" : "ready";
	};
	return Object.fromEntries(programRecipients(context).map(({ id }) => [id, healthOf(id)]));
}
