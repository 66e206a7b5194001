import { ACCOUNT_DATA } from "./features/accounts/personal-data.ts";
import { CHOICE_DATA } from "./features/consent/personal-data.ts";
import { STAFF_DATA } from "./features/console/personal-data.ts";
import { CONTENT_DATA } from "./features/content/personal-data.ts";
import { HELPDESK_DATA } from "./features/helpdesk/personal-data.ts";
import { MESSAGE_DATA } from "./features/messages/personal-data.ts";
import { MODERATION_DATA } from "./features/moderation/personal-data.ts";
import { OWN_DATA } from "./features/my-data/personal-data.ts";
import { PAYMENT_DATA } from "./features/payments/personal-data.ts";
import { PRIVACY_DATA } from "./features/privacy/personal-data.ts";
import { PROFILE_DATA } from "./features/profiles/personal-data.ts";
import { SHOP_DATA } from "./features/shop/personal-data.ts";
import { STATISTICS_DATA } from "./features/statistics/personal-data.ts";
import { SUGGESTION_DATA } from "./features/suggestions/personal-data.ts";
import { VISIT_DATA } from "./features/visits/personal-data.ts";
import { MEASURING_DATA } from "./features/visits/personal-data-measuring.ts";
import { ACT_DATA } from "./foundation/acts/personal-data.ts";
import { AUDIT_DATA } from "./foundation/audit/personal-data.ts";
import { BRAND_DATA } from "./foundation/brand/personal-data.ts";
import { KEY_DATA } from "./foundation/crypto/personal-data.ts";
import { TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS } from "./foundation/db/tables.ts";
import { JOB_DATA } from "./foundation/jobs/personal-data.ts";
import { MAIL_DATA } from "./foundation/mail/personal-data.ts";
import { PROOF_DATA } from "./foundation/proof/personal-data.ts";
import type { Register } from "./foundation/register/declaration.ts";
import { tableRules } from "./foundation/register/table-rules.ts";
import { RIGHTS_DATA } from "./foundation/rights/personal-data.ts";

/** Everything that any brand stores about people, feature by feature. */
export const REGISTER: Register = [
	...BRAND_DATA,
	...VISIT_DATA,
	...CHOICE_DATA,
	...STATISTICS_DATA,
	...MEASURING_DATA,
	...ACCOUNT_DATA,
	...PROFILE_DATA,
	...MESSAGE_DATA,
	...SUGGESTION_DATA,
	...CONTENT_DATA,
	...PAYMENT_DATA,
	...SHOP_DATA,
	...HELPDESK_DATA,
	...MODERATION_DATA,
	...MAIL_DATA,
	...PRIVACY_DATA,
	...OWN_DATA,
	...KEY_DATA,
	...ACT_DATA,
	...PROOF_DATA,
	...AUDIT_DATA,
	...JOB_DATA,
	...STAFF_DATA,
	...RIGHTS_DATA,
];

/** What the database may be asked. Where the register and the migrations disagree about a table, nothing starts. */
export const TABLE_RULES = tableRules(REGISTER, TABLE_CLASSES, TABLE_COLUMNS, USABLE_VIEWS);
