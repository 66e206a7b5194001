import { RUNNING } from "#cli/publish/running.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { cookiesOf, retentionRows } from "#foundation/register/views.ts";
import { factsOf, inWords, TERMS } from "./facts.ts";
import { ADDRESS, type Finding, type Text, type TextLocale, withoutAddresses } from "./units.ts";

/** Names that stand in texts beside those of the settings: of laws, places, programs and what a sample letter names. */
const NAMES: Record<TextLocale, RegExp> = {
	nl: /\b(AVG|Uitvoeringsbesluit|Mail|Europese|Economische Ruimte|EU-VS|EG|EU|Commissie|Unie|Telecommunicatiewet|Algemene|Verordening|Verenigde Staten|Nederlands\w*|Nederland|Engels|IP|MAC|Firefox|Linux|Laptop|Passkeys?|Reply-To|From|Subject|KvK|HTML|B\.V\.|Host|Lid|Privacy|Dorivel)\b/g,
	en: /\b(GDPR|Implementing Decision|Mail|European|Economic Area|EU-US|EC|EU|Commission|Union|Telecommunications Act|General Data Protection Regulation|Regulation|Directive|Data Privacy Framework|Digital Services Act|United States|Netherlands|Dutch|English|IP|MAC|PDF|Firefox|Linux|Laptop|Passkeys?|Reply-To|From|Subject|KvK|HTML|B\.V\.|Host|Art|November|December|I|Member|Privacy|Dorivel)\b/g,
};

/** Numbers, and articles of laws, that a text may hold beside terms: those of laws, dates, clocks and sample letters. */
const NUMBERS: Record<TextLocale, readonly RegExp[]> = {
	nl: [
		/Uitvoeringsbesluit \(EU\) 2023\/1795 van 10 juli 2023/g,
		/\bart\. 5 lid 2, 7 lid 1 en 12 AVG/g,
		/\bart\. 12 lid 3 AVG/g,
		/\bart(ikel|\.) (5 lid 3|6 lid 1|7|9( lid 2)?|10|11\.7a|1[4-8]|2[0-2]|26|28|34|45)(?!\d| lid)/gi,
		/\bart\. 20 lid 1 Digitaledienstenverordening \(EU\) 2022\/2065/g,
		/2002\/58|2016\/679/g,
		/\b2[12] (november|december) 2026/g,
		/\b13:00/g,
	],
	en: [
		/Implementing Decision \(EU\) 2023\/1795 of 10 July 2023/g,
		/\bArt\. 5\(2\), 7\(1\) and 12 GDPR/g,
		/\bArt\. 12\(3\) GDPR/g,
		/\bArt(icle|\.) (5\(3\)|6\(1\)|7|9(\(2\))?|10|11\.7a|1[4-8]|2[0-2]|26|28|34|45)(?!\d|\(\d)/g,
		/\bArt\. 20\(1\) Digital Services Act \(EU\) 2022\/2065/g,
		/2002\/58|2016\/679/g,
		/\b2[12] (November|December) 2026/g,
		/\b13:00/g,
	],
};
const OTHER_NUMBERS: Record<TextLocale, Record<string, readonly string[]>> = {
	nl: {
		statement: ["30 dagen", "7 dagen"],
		terms: ["30 dagen", "14 dagen", "18 jaar"],
		"letters/confirm": ["24 uur"],
		"letters/copy_account": ["24 uur"],
		"letters/copy_link": ["24 uur"],
		"letters/email_change_new": ["24 uur"],
		"letters/erasure_announced": ["72 uur"],
		"letters/request_confirm": ["30 dagen"],
		"letters/request_expired": ["30 dagen"],
		"letters/request_identity": ["30 dagen"],
		"letters/ticket_received": ["28 dagen"],
		"letters/ticket_answered": ["28 dagen"],
		"letters/email_change_old": ["24 uur"],
		"letters/password_guesses": ["48 uur"],
		"letters/password_reset": ["9 uur"],
		"letters/staff_invited": ["24 uur"],
		"letters/staff_second_step": ["24 uur"],
		"letters/account_closed": ["nog 7"],
		"letters/password_changed": ["nog 7"],
		"letters/security_changed": ["nog 7"],
		"letters/digest": ["nog 2"],
		"letters/statement_change": ["28 dagen", "21 dagen", "nog 2"],
		"letters/photo_rejected": ["dan 18"],
		"letters/age_check": ["18 jaar"],
		"consents/mail": ["3 per"],
		"consents/first-visit": ["versie 1"],
		"consents/join": ["versie 1"],
		"consents/age": ["18+"],
	},
	en: {
		statement: ["30 days", "7 days"],
		terms: ["30 days", "14 days", "18 or"],
		"letters/confirm": ["24 hours"],
		"letters/copy_account": ["24 hours"],
		"letters/copy_link": ["24 hours"],
		"letters/email_change_new": ["24 hours"],
		"letters/erasure_announced": ["72 hours"],
		"letters/request_confirm": ["30 days"],
		"letters/request_expired": ["30 days"],
		"letters/request_identity": ["30 days"],
		"letters/ticket_received": ["28 days"],
		"letters/ticket_answered": ["28 days"],
		"letters/email_change_old": ["24 hours"],
		"letters/password_guesses": ["48 hours"],
		"letters/password_reset": ["9 hours"],
		"letters/staff_invited": ["24 hours"],
		"letters/staff_second_step": ["24 hours"],
		"letters/account_closed": ["7 left"],
		"letters/password_changed": ["7 left"],
		"letters/security_changed": ["7 left"],
		"letters/digest": ["2 other"],
		"letters/statement_change": ["28 days", "21 days", "2 more"],
		"letters/photo_rejected": ["than 18"],
		"letters/age_check": ["18 or"],
		"consents/mail": ["3 a"],
		"consents/first-visit": ["version 1"],
		"consents/join": ["version 1"],
		"consents/age": ["18+"],
	},
};

/** How a text tells an age. */
const AGES: Record<TextLocale, readonly string[]> = {
	nl: ["* jaar", "dan *", "ben * of"],
	en: ["* or", "* and", "than *", "of *"],
};

type Known = { mailboxes: string[]; names: string[]; terms: string[]; hosts: string[]; pages: string[] };
const kept = new WeakMap<Edition, Partial<Record<TextLocale, Known>>>();

function knownOf(edition: Edition, locale: TextLocale): Known {
	const own = kept.get(edition) ?? {};
	kept.set(edition, own);
	own[locale] ??= knownNow(edition, locale);
	return own[locale];
}

function knownNow(edition: Edition, locale: TextLocale): Known {
	const { legal, brand } = edition;
	const facts = factsOf({ edition, locale });
	const values = Object.entries(facts).flatMap(([name, value]) => (TERMS.includes(name) ? [] : [value]));
	const recipients = legal.recipients.flatMap(({ name }) => [name, ...name.split(/ \(|\)/)]);
	const ages = cookiesOf(legal, RUNNING.register).map(({ keptFor }) => keptFor);
	const { accountHost, website, authority } = legal.operator;
	return {
		mailboxes: values.filter((value) => value.includes("@")),
		// The longest first, so that no name is cut by one within it.
		names: [...values, ...recipients, brand.look.name].filter(Boolean).sort((one, other) => other.length - one.length),
		terms: [
			...retentionRows(legal, RUNNING.register).map(({ duration }) => inWords(duration, locale)),
			...ages.filter((age) => age !== "session").map((age) => inWords(age, locale)),
			...["days", "weeks", "erase", "recipients", "cookies", "otherCookies"].flatMap((name) => facts[name] || []),
			...AGES[locale].map((said) => said.replace("*", String(legal.minimumAge))),
		],
		hosts: [brand.look.hosts.primary, accountHost, ...[website, authority.url].map((page) => new URL(page).host)],
		pages: legal.recipients.flatMap((one) => (one.website ? [one.website] : [])),
	};
}

/** Texts that tell how long something is kept. Others have the numbers of their own alone. */
const HOLD_TERMS = /^(statement|letters\/account_closed|consents\/.*)$/;

/** Names, addresses and numbers that a text holds and nothing in the settings or the register says. */
export function checkStrangers(text: Text, edition: Edition): Finding[] {
	const { locale } = text;
	const { mailboxes, names, terms, hosts, pages } = knownOf(edition, locale);
	const isKnown = (address: string) =>
		address.startsWith("http")
			? hosts.includes(new URL(address).host) || pages.includes(address)
			: mailboxes.includes(address);
	const known = HOLD_TERMS.test(text.name) ? terms : [];
	const said = [...known, ...(OTHER_NUMBERS[locale][text.name] ?? [])].map(
		(term) => new RegExp(`(?<!\\d)${term.replace("+", "\\+")}(?![\\d\\p{L}])`, "u"),
	);
	return text.blocks.flatMap((block) => {
		const addresses = (block.match(ADDRESS) ?? []).map((one) => one.replace(/[.:]+$/, ""));
		let rest = withoutAddresses(block);
		for (const one of names) rest = rest.replaceAll(one, " § ");
		const capitals = rest.replace(NAMES[locale], "§").match(/(?<=[\p{Ll}§,] )\p{Lu}[\p{L}\d]+/gu) ?? [];
		for (const pattern of NUMBERS[locale]) rest = rest.replace(pattern, " ");
		const numbers = rest.match(/\S+ \S*\d+\S*( \p{L}+)?|^\S*\d+\S*( \p{L}+)?/gu) ?? [];
		const strange = [
			...addresses.filter((one) => !isKnown(one)).map((one) => `address ${one}`),
			...capitals.filter((one) => !LABELS[locale].test(one)).map((one) => `name ${one}`),
			...numbers.filter((one) => !said.some((term) => term.test(one))).map((one) => `number ${one}`),
		];
		return strange.map((fact) => ({ fact, where: `${text.path}: "${block.slice(0, 60)}"` }));
	});
}

/** Heads of the columns of tables, which begin with a capital within a row. */
const LABELS: Record<TextLocale, RegExp> = {
	nl: /^(Wat|Waarvoor|Gegevens?|Bewaartermijn|Geplaatst|Hoe|Toestemming|Jouw|Grondslag|Land|Wanneer|Zelf|Of|Niet|Doel|Je|De|Een|Het|Elk|Cookies|Persoonsgegevens|Waarom|Ontvangen|Grond|Antwoord|Delen)$/,
	en: /^(What|Used|Data|Kept|Set|How|Consent|Your|Legal|Country|When|Do|Or|Not|Purpose|The|You|For|Cookies|Personal|Filling|Making|Every|An|A|Why|Received|Ground|Answer|It|Sharing)$/,
};
