import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { DAY } from "#foundation/time.ts";

/** What the pages of restrictions and objections share. */

export const HERE = "/console/rights";

/** Whole days that something waits. */
export const daysSince = ({ var: { now } }: AppContext, iso: string) => Math.floor((now - Date.parse(iso)) / DAY);

export const brandName = ({ var: { snapshot } }: AppContext, id: string) => snapshot.findBrand(id)?.look.name ?? id;

/** Of the list, and of the card of the member: no name stands on these pages. */
export const linksOf = ({ var: context }: AppContext, member: string) => ({
	back: accountPathWithoutFlow(context, HERE),
	member: accountPathWithoutFlow(context, `/console/members/${member}`),
});
