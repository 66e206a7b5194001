import { RUNNING } from "#cli/publish/running.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { cookiesOf, recipientsOf } from "#foundation/register/views.ts";
import type { TextLocale } from "./units.ts";

/** Words of a term, written apart from those that the product has. */
const UNITS: Record<TextLocale, Record<string, [one: string, more: string]>> = {
	nl: { D: ["dag", "dagen"], M: ["maand", "maanden"], Y: ["jaar", "jaar"] },
	en: { D: ["day", "days"], M: ["month", "months"], Y: ["year", "years"] },
};
export function inWords(duration: string, locale: TextLocale): string {
	const [, amount = "", unit = ""] = /^P(\d+)([DMY])$/.exec(duration) ?? [];
	const [one = duration, more = duration] = UNITS[locale][unit] ?? [];
	return `${amount} ${amount === "1" ? one : more}`;
}

const WEEKS: Record<TextLocale, [one: string, more: string]> = { nl: ["week", "weken"], en: ["week", "weeks"] };

const COUNTED: Record<TextLocale, Record<"recipient" | "cookie", [one: string, more: string]>> = {
	nl: { recipient: ["ontvanger", "ontvangers"], cookie: ["cookie", "cookies"] },
	en: { recipient: ["recipient", "recipients"], cookie: ["cookie", "cookies"] },
};

/** The facts that are terms ages and counts, not names and addresses. */
export const TERMS = [
	"age",
	"days",
	"weeks",
	"erase",
	"nameHold",
	"consents",
	"acceptances",
	"abuse",
	"visit",
	"joining",
	"access",
	"recipients",
	"cookies",
	"otherCookies",
];

/** The necessary ones, and the others, of which the texts say more than their number. */
function cookieFacts(cookies: readonly { necessary: boolean }[], locale: TextLocale): Record<string, string> {
	const others = cookies.filter(({ necessary }) => !necessary).length;
	const of = (kind: readonly [string, string], count: number) => `${count} ${kind[count === 1 ? 0 : 1]}`;
	if (others === 0) return { cookies: of(COUNTED[locale].cookie, cookies.length), otherCookies: "" };
	const [necessary, other] = OF_TWO_KINDS[locale];
	return { cookies: of(necessary, cookies.length - others), otherCookies: of(other, others) };
}
const OF_TWO_KINDS: Record<TextLocale, readonly [readonly [string, string], readonly [string, string]]> = {
	nl: [
		["noodzakelijke", "noodzakelijke"],
		["andere", "andere"],
	],
	en: [
		["necessary", "necessary"],
		["other", "others"],
	],
};

/** What the settings and the register say, by the names that claims use for it. */
export function factsOf({ edition, locale }: { edition: Edition; locale: TextLocale }): Record<string, string> {
	const { brand, legal } = edition;
	const { operator, contacts } = legal;
	const term = (rule: Parameters<typeof retentionTerm>[1]) => inWords(retentionTerm(legal, rule).for, locale);
	const counted = (what: "recipient" | "cookie", all: readonly unknown[]) =>
		`${all.length} ${COUNTED[locale][what][all.length === 1 ? 0 : 1]}`;
	const weeks = String(legal.responseDays / 7);
	return {
		brand: legal.brandName,
		host: brand.look.hosts.primary,
		operator: operator.name,
		short: operator.shortName,
		street: operator.address.street,
		postal: operator.address.postalCode,
		city: operator.address.city,
		country: countryName(operator.address.country, locale).replace(/^(de|het|the) /, ""),
		register: operator.registration.number,
		vat: operator.vatNumber ?? "",
		phone: operator.phone,
		email: operator.email,
		dpo: operator.dpo.email,
		authority: operator.authority.name,
		authorityUrl: operator.authority.url,
		network: operator.network ?? "",
		help: contacts.help,
		rights: contacts.rights.email,
		age: String(legal.minimumAge),
		days: inWords(`P${legal.responseDays}D`, locale),
		weeks: `${weeks} ${WEEKS[locale][weeks === "1" ? 0 : 1]}`,
		erase: inWords(legal.eraseAfterClosing, locale),
		nameHold: term("name_hold"),
		consents: term("consent_evidence"),
		acceptances: term("acceptance"),
		abuse: term("abuse_count"),
		visit: term("visit_log"),
		joining: term("unconfirmed_account"),
		access: term("staff_access"),
		ticket: term("ticket"),
		recipients: counted("recipient", recipientsOf(legal, RUNNING.register)),
		...cookieFacts(cookiesOf(legal, RUNNING.register), locale),
		sender: brand.look.mail.senderName,
		from: brand.look.mail.from,
		replyTo: brand.look.mail.replyTo,
	};
}
