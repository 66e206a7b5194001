import { type Locale, words } from "#locales/locales.ts";
import type { Edition } from "../brand/edition.ts";
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
	const names = {
		brand: edition.brand.look.name,
		operator: edition.legal.operator.name,
		help: edition.legal.contacts.help,
	};
	const text = words(locale).mail;
	const wording = kind.body(variables, locale, names);
	return {
		locale,
		brand: names.brand,
		subject: kind.subject(locale),
		paragraphs: wording.paragraphs,
		facts: wording.facts ?? [],
		entries: (wording.entries ?? []).map(({ title, link }) => ({ title, href: link && mailHref(context, link) })),
		links: (wording.links ?? []).map(({ label, link }) => ({ label, href: mailHref(context, link) })),
		after: wording.after ?? [],
		footer: {
			lines: [wording.because ?? text.because(names)[context.class], text.sentBy(names), addressOf(edition)],
			links: footerLinks(context),
		},
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
