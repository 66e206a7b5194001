import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import type { Trouble } from "#foundation/mail/incoming/deliverable.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";
import { GENDERS } from "./gender.ts";

export function HomePage({
	context,
	userName,
	email,
	gender,
	createdAt,
	brand,
	welcome,
	trouble,
}: {
	context: AccountContext;
	userName: string;
	email: string;
	gender: string;
	createdAt: string;
	brand: { name: string; href: string } | undefined;
	welcome: boolean;
	/** What is wrong with mail to the member. */
	trouble: Trouble | undefined;
}) {
	const { page, links } = context;
	const { home, field } = words(page.locale).accounts;
	const known = GENDERS.find((one) => one === gender);
	const facts = [
		{ term: home.userName, value: userName },
		{ term: home.email, value: email },
		{ term: home.gender, value: known ? field.genders[known] : gender },
		{ term: home.memberSince, value: <Day iso={createdAt} locale={page.locale} /> },
	];
	return (
		<AccountPage context={context} title={home.title} signedIn>
			<AccountHead title={home.title}>
				{welcome && <p class="notice">{home.welcome}</p>}
				{trouble !== undefined && (
					<p class="notice">
						{home.mailReturned} <a href={links.notifications}>{home.mailReturnedLink}</a>
					</p>
				)}
				<p class="lead">{home.lead}</p>
			</AccountHead>
			{brand && (
				<p>
					<a class="button" href={brand.href}>
						{home.toBrand(brand.name)}
					</a>
				</p>
			)}
			<dl class="account-facts">
				{facts.map(({ term, value }) => (
					<div>
						<dt>{term}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
			<ul class="panels">
				<li class="panel">
					<h2>
						<a href={links.brands}>{home.brandsTitle}</a>
					</h2>
					<p>{home.brandsLead}</p>
				</li>
				<li class="panel">
					<h2>
						<a href={links.security}>{home.securityTitle}</a>
					</h2>
					<p>{home.securityLead}</p>
				</li>
			</ul>
		</AccountPage>
	);
}
