import type * as en from "../../en/legal/clauses.ts";
import { terms } from "./terms.ts";

const { joining, account, conduct, content } = terms;
const [address, means] = account.items;

/** An entry of the list of what is not allowed, as a sentence of its own. */
const forbidden = (entry: string) => `${conduct.heading}. ${conduct.intro} ${entry.replace(/[;.]$/, "")}.`;

/** The clauses of the terms on which a measure may rest, in the words of the terms themselves. */
export const clauses: typeof en.clauses = {
	person: `${joining.heading}. ${joining.person}`,
	age: `${joining.heading}. ${joining.age}`,
	ages: `${joining.heading}. ${joining.ages}`,
	account: `${account.heading}. ${address} ${means}`,
	impersonation: forbidden(conduct.items.impersonation),
	harm: forbidden(conduct.items.harm),
	sharing: forbidden(conduct.items.sharing),
	unlawful: forbidden(conduct.items.unlawful),
	misuse: forbidden(conduct.items.misuse),
	content: `${content.heading}. ${content.sure}`,
};
