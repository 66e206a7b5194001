import type { Legal } from "../brand/settings.ts";
import { type Running, runs } from "./running.ts";
import { FEATURE_NEEDS, recipientNeeds } from "./sentences.ts";

/** What a brand's files ask for and no code does yet. */
export type Waiting = { features: Legal["features"]; recipients: string[] };

/**
 * The settings as an edition may hold them: without features and recipients that nothing brings yet, and with the
 * address for requests where there is no helpdesk. What goes live later is then a change of the settings, so it counts
 * from its date and not before (DECISIONS 6, 98). Publications call this, and the record of processing.
 */
export function offerOf(legal: Legal, running: Running): { legal: Legal; waiting: Waiting } {
	const features = legal.features.filter((feature) => runs(running, FEATURE_NEEDS[feature]));
	const recipients = legal.recipients.filter((recipient) => runs(running, recipientNeeds(recipient)));
	const { rights } = legal.contacts;
	const contacts: Legal["contacts"] = features.includes("helpdesk")
		? legal.contacts
		: { ...legal.contacts, rights: { by: "email", email: rights.email } };
	return {
		legal: { ...legal, features, recipients, contacts },
		waiting: {
			features: legal.features.filter((feature) => !features.includes(feature)),
			recipients: legal.recipients.filter((one) => !recipients.includes(one)).map(({ id }) => id),
		},
	};
}
