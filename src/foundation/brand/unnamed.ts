import { BASE_LOCALE, type Locale } from "#locales/locales.ts";
import { isInEea } from "../i18n/countries.ts";
import type { Legal, Recipient } from "./settings.ts";

/** The legal name; of a group, what it is called in a language. */
export const recipientName = ({ name, group }: Pick<Recipient, "name" | "group">, locale: Locale): string =>
	group === undefined ? name : (group[locale] ?? group[BASE_LOCALE] ?? name);

/** Tells whether no company is named yet. */
export const isGroup = ({ group }: Pick<Recipient, "group">): boolean => group !== undefined;

/** Every country in which a recipient has data, as far as they are named. */
export const countriesOf = ({ country, processedIn = [] }: Recipient): string[] => [
	...(country === undefined ? [] : [country]),
	...processedIn.map((place) => place.country),
];

/** How data may leave the EEA by this recipient: for its own country and each other one. */
export const transfersOf = ({ transfer, processedIn = [] }: Recipient): NonNullable<Recipient["transfer"]>[] => [
	...(transfer === undefined ? [] : [transfer]),
	...processedIn.map((place) => place.transfer),
];

/** Tells whether data leave the EEA by this recipient, as far as its countries are named. */
export const leavesEea = (recipient: Recipient): boolean => countriesOf(recipient).some((country) => !isInEea(country));

/**
 * What the statement has to name and no file says: it then says "not yet named". For operators, in the words of their
 * files. `target`: the setting that is missing.
 */
export type Unnamed = { target: string; what: string };

/** @param legal as an edition holds it: without what waits (`offerOf`) */
export function unnamedIn({ recipients, relation, partner, contacts, features }: Legal): Unnamed[] {
	const found: Unnamed[] = recipients.flatMap((recipient) => {
		const { id, country, instrument } = recipient;
		const at = (key: string, what: string) => ({
			target: `legal.recipients.${id}.${key}`,
			what: `recipient ${id}: ${what}`,
		});
		return [
			...(isGroup(recipient) ? [at("name", "its name")] : []),
			...(country === undefined ? [at("country", "its country")] : []),
			...(leavesEea(recipient) && instrument === undefined ? [at("instrument", "the document and its date")] : []),
		];
	});
	if (relation === "partner") {
		if (partner?.name === undefined) found.push({ target: "legal.partner.name", what: "the partner's legal name" });
		if (partner?.role === undefined) found.push({ target: "legal.partner.role", what: "the partner's role" });
	}
	if (!features.includes("helpdesk") && contacts.helpKept === undefined)
		found.push({ target: "legal.contacts.helpKept", what: "how long mail to the help address is kept" });
	return found;
}
