import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { DAY } from "#foundation/time.ts";

/** What the pages of restrictions and objections share. */

export const HERE = "/console/rights";

/** Whole days that something waits. */
export const daysSince = ({ now }: Context, iso: string) => Math.floor((now - Date.parse(iso)) / DAY);

export const brandName = ({ snapshot }: Context, id: string) => snapshot.findBrand(id)?.look.name ?? id;

/** Of the list, and of the card of the member: no name stands on these pages. */
export const linksOf = (context: Context, member: string) => ({
	back: accountPathWithoutFlow(context, HERE),
	member: accountPathWithoutFlow(context, `/console/members/${member}`),
});
