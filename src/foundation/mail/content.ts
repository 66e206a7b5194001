import type { LetterBody } from "#locales/letter.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { Edition } from "../brand/edition.ts";
import { neutralEdition } from "../brand/neutral.ts";
import { accountOrigin, brandOrigin } from "../brand/origin.ts";
import { localePath } from "../i18n/path.ts";
import type { Settings } from "../settings.ts";
import type { Letter } from "./letter.ts";
import { isOptional, type MailClass } from "./mail-class.ts";
import type { MailLink } from "./schema.ts";

/** A mail before it is HTML or text: both are functions of this. Links are absolute. */
export type MailContent = {
	locale: Locale;
	brand: string;
	subject: string;
	paragraphs: string[];
	facts: [term: string, value: string][];
	entries: { title: string; href?: string | undefined }[];
	/** The first is the button. */
	links: { label: string; href: string }[];
	after: string[];
	footer: { lines: string[]; links: { label: string; href: string }[] };
};

export type MailContext = {
	edition: Edition;
	locale: Locale;
	class: MailClass;
	/** Nothing of the mail but its addresses names the brand: its reader chose so (DECISIONS 104). */
	neutral?: boolean;
	origins: Pick<Settings, "stage" | "developmentPort">;
	/** Absolute; present exactly when the class is optional. */
	unsubscribe?: string | undefined;
};

/** An address on a host of the settings: of the brand, in the mail's language, or of its realm's account host. */
export function mailHref({ edition, locale, origins }: MailContext, { at, path }: MailLink): string {
	const { brand, legal } = edition;
	if (at === "account") return accountOrigin(legal.operator, origins) + path;
	return brandOrigin(brand, origins) + localePath({ look: brand.look, locale }, path);
}

export function mailContent({ kind, variables }: Letter, context: MailContext): MailContent {
	const { edition, locale } = context;
	const text = words(locale).mail;
	const { neutral, look } = senderOf(context);
	const { operator, contacts } = edition.legal;
	const names = {
		brand: neutral ? text.neutralBrand(look.name) : look.name,
		operator: operator.name,
		help: neutral ? operator.email : contacts.help,
		neutral,
		takesAnswers: edition.brand.look.mail.domain !== undefined && kind.answersTo(variables) !== undefined,
	};
	const wording = neutral ? capitalised(kind.body(variables, locale, names)) : kind.body(variables, locale, names);
	return {
		locale,
		brand: look.name,
		subject: kind.subject(locale),
		paragraphs: wording.paragraphs,
		facts: wording.facts ?? [],
		entries: (wording.entries ?? []).map(({ title, link }) => ({ title, href: link && mailHref(context, link) })),
		links: (wording.links ?? []).map(({ label, link }) => ({ label, href: mailHref(context, link) })),
		after: wording.after ?? [],
		footer: {
			lines: [
				wording.because ?? text.because(names)[context.class],
				text.sentBy(neutral ? { ...names, brand: operator.name } : names),
				addressOf(edition),
			],
			links: footerLinks(context),
		},
	};
}

/** In whose name and colours a mail comes: the brand's, or as the account host looks to a visitor from nowhere. */
export function senderOf({ edition, neutral = false }: Pick<MailContext, "edition" | "neutral">) {
	return { neutral, look: (neutral ? neutralEdition(edition) : edition).brand.look };
}

/** Labels that begin with the brand's name begin with a small letter without it. */
function capitalised(wording: LetterBody): LetterBody {
	const upper = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
	return {
		...wording,
		paragraphs: wording.paragraphs.map(upper),
		links: (wording.links ?? []).map((link) => ({ ...link, label: upper(link.label) })),
		after: (wording.after ?? []).map(upper),
	};
}

function footerLinks(context: MailContext): { label: string; href: string }[] {
	if (!isOptional(context.class) || context.unsubscribe === undefined) return [];
	const text = words(context.locale).mail;
	return [
		{ label: text.unsubscribe[context.class], href: context.unsubscribe },
		{ label: text.preferences, href: mailHref(context, { at: "account", path: "/notifications" }) },
	];
}

/** The sender of a mail must be identifiable (Directive 2000/31/EC, Art. 5). */
function addressOf({ legal }: Edition): string {
	const { address, registration, name } = legal.operator;
	return `${name}, ${address.street}, ${address.postalCode} ${address.city} · ${registration.register} ${registration.number}`;
}
