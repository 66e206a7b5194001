import { accountHost } from "./account-host.ts";
import { accounts } from "./accounts.ts";
import { brands, queues } from "./console/queues.ts";
import { console } from "./console/words.ts";
import { documents } from "./documents.ts";
import { doors } from "./doors.ts";
import { earlierConsents } from "./earlier-consents.ts";
import { helpdesk } from "./helpdesk/words.ts";
import { home } from "./home.ts";
import { language } from "./language.ts";
import { bases } from "./legal/bases.ts";
import { changes } from "./legal/changes.ts";
import { clauses } from "./legal/clauses.ts";
import { consoleCopy, copyDoor } from "./legal/copies.ts";
import { countries } from "./legal/countries.ts";
import { desk } from "./legal/desk.ts";
import { erasure } from "./legal/erasure.ts";
import { lint } from "./legal/lint.ts";
import { moderation } from "./legal/moderation.ts";
import { register } from "./legal/register.ts";
import { requests } from "./legal/requests/desk.ts";
import { statement } from "./legal/statement.ts";
import { statementSummary } from "./legal/statement-summary.ts";
import { terms } from "./legal/terms.ts";
import { tilt } from "./legal/tilt.ts";
import { legalWholeIn } from "./legal/whole.ts";
import { letters } from "./letters.ts";
import { mail } from "./mail.ts";
import { myData } from "./my-data.ts";
import { newBrand } from "./new-brand.ts";
import { notifications } from "./notifications.ts";
import { passwords } from "./passwords.ts";
import { photoReview } from "./photo-review.ts";
import { privacy } from "./privacy.ts";
import { profiles } from "./profiles.ts";
import { breaches } from "./rights/breaches.ts";
import { choice } from "./rights/choice.ts";
import { drafts } from "./rights/drafts.ts";
import { drills } from "./rights/drills.ts";
import { legalDisclosures } from "./rights/legal-disclosures.ts";
import { passages } from "./rights/passages.ts";
import { proofs } from "./rights/proofs.ts";
import { records, versions } from "./rights/records.ts";
import { statistics } from "./rights/statistics.ts";
import { tested } from "./rights/tested.ts";
import { security } from "./security.ts";
import { ui, unbranded } from "./ui.ts";

/** The words of Dutch, by area. */
export const nl = {
	accountHost,
	accounts,
	bases,
	brands,
	breaches,
	changes,
	choice,
	clauses,
	console,
	consoleCopy,
	copyDoor,
	countries,
	desk,
	documents,
	doors,
	drills,
	earlierConsents,
	erasure,
	helpdesk,
	home,
	language,
	legalDisclosures,
	legalWholeIn,
	letters,
	lint,
	mail,
	moderation,
	myData,
	newBrand,
	notifications,
	passages,
	passwords,
	photoReview,
	privacy,
	profiles,
	proofs,
	drafts,
	records,
	queues,
	register,
	requests,
	security,
	statement,
	statementSummary,
	statistics,
	terms,
	tested,
	tilt,
	ui,
	unbranded,
	versions,
};
