import * as accounts from "./features/accounts/letters.ts";
import * as console from "./features/console/letters.ts";
import * as helpdesk from "./features/helpdesk/letters.ts";
import * as memberships from "./features/memberships/letters.ts";
import * as moderation from "./features/moderation/letters.ts";
import * as myData from "./features/my-data/letters.ts";
import * as requests from "./features/my-data/requests/letters.ts";
import { type Letters, lettersOf } from "./foundation/mail/letters.ts";

/** THE list of letters. A mail whose letter is not in it cannot be sent (DECISIONS 83). */
export const LETTERS: Letters = lettersOf(
	Object.values(accounts),
	Object.values(console),
	Object.values(helpdesk),
	Object.values(memberships),
	Object.values(moderation),
	Object.values(myData),
	Object.values(requests),
);
