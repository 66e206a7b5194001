import { type Locale, words } from "#locales/locales.ts";
import type { Legal } from "../brand/settings.ts";
import { countryName } from "../i18n/countries.ts";
import { localePath } from "../i18n/path.ts";
import { dialled } from "../i18n/phone.ts";
import { mailtoHref } from "../names/mail-address.ts";
import type { PageContext } from "./page-context.ts";

/** An address of a contact: a page or a mailbox. */
export function ContactLink({ to, label }: { to: string; label?: string }) {
	const href = to.includes("@") ? mailtoHref(to) : to;
	return <a href={href}>{label ?? to.replace(/^https:\/\//, "")}</a>;
}

/** A telephone number stays on one line. */
export function unbroken(phone: string): string {
	return phone.replaceAll(" ", "\u00a0");
}

function relationWords({ brandName, operator, partner }: Legal, locale: Locale): string {
	const text = words(locale).ui.legal;
	if (partner === undefined) return text.own(brandName, operator.name, operator.address.city);
	if (partner.name === undefined || partner.name === brandName) return text.ownPartner(brandName, operator.name);
	return text.partner(brandName, partner.name, operator.name);
}

function OperatorLines({ context }: { context: PageContext }) {
	const { legal, locale } = context;
	const { operator } = legal;
	const text = words(locale).ui.legal;
	const { street, postalCode, city, country } = operator.address;
	return (
		<div class="footer-operator">
			<p class="footer-name">{legal.brandName}</p>
			<p>{relationWords(legal, locale)}</p>
			<p>
				{street}, {postalCode} {city}, {countryName(country, locale)}
				<br />
				{text.register(operator.registration.register, operator.registration.number)}
				{operator.vatNumber !== undefined && (
					<>
						<br />
						{text.vat(operator.vatNumber)}
					</>
				)}
			</p>
			{legal.adult && <p>{words(locale).ui.adultSite(legal.minimumAge)}</p>}
		</div>
	);
}

/** The page of the help desk, or the mailbox that stands for it. */
export function HelpLink({ context }: { context: PageContext }) {
	const { legal, locale } = context;
	return legal.features.includes("helpdesk") ? (
		<a href={localePath(context, "/helpdesk")}>{words(locale).helpdesk.title}</a>
	) : (
		<ContactLink to={legal.contacts.help} />
	);
}

function Contacts({
	context,
	labels,
}: {
	context: PageContext;
	labels: { phone: string; email: string; help: string };
}) {
	const { operator } = context.legal;
	return (
		<dl class="footer-contacts">
			<dt>{labels.help}</dt>
			<dd>
				<HelpLink context={context} />
			</dd>
			<dt>{labels.email}</dt>
			<dd>
				<ContactLink to={operator.email} />
			</dd>
			<dt>{labels.phone}</dt>
			<dd>
				<a href={dialled(operator.phone)}>{unbroken(operator.phone)}</a>
			</dd>
		</dl>
	);
}

export function Footer({ context }: { context: PageContext }) {
	const { locale } = context;
	const text = words(locale).ui;
	const links = [
		{ path: "/privacy", label: text.nav.privacy },
		{ path: "/privacy/cookies", label: text.nav.cookies },
		{ path: "/privacy/rights", label: text.nav.rights },
		{ path: "/privacy/versions", label: text.nav.versions },
		{ path: "/terms", label: text.nav.terms },
	];
	return (
		<footer class="site-footer">
			<div class="wrap footer-grid">
				<OperatorLines context={context} />
				<nav aria-label={text.footerNavigation}>
					<p class="footer-heading">{text.nav.readHeading}</p>
					<ul>
						{links.map((link) => (
							<li>
								<a href={localePath(context, link.path)}>{link.label}</a>
							</li>
						))}
					</ul>
				</nav>
				<div>
					<p class="footer-heading">{text.nav.contactHeading}</p>
					<Contacts
						context={context}
						labels={{ phone: text.legal.phone, email: text.legal.email, help: text.nav.contact }}
					/>
				</div>
			</div>
			<div class="wrap footer-end">
				<p>{text.colophon}</p>
				<a href="#top">{text.toTop}</a>
			</div>
		</footer>
	);
}
