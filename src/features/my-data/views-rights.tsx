import type { AccountContext } from "#foundation/account-host/page.tsx";
import { words } from "#locales/locales.ts";
import type { Sheet } from "./export/sheet.ts";

/** Where each right begins. `inAccount`: pages that a session for privacy rights alone does not open. */
export type RightLinks = {
	copy: string;
	inAccount: { profile: string; close: string } | undefined;
	restriction: string;
	sharing: string;
	objection: string;
	requests: string;
	erasure: string;
	authority: { name: string; url: string };
};

/** Every right of a member, one click away. */
export function RightsSection({ context, links }: { context: AccountContext; links: RightLinks }) {
	const text = words(context.page.locale).myData.rights;
	const { own } = words(context.page.locale).requests;
	const { inAccount } = links;
	const entries: readonly (readonly [href: string, label: string, what: string])[] = [
		[links.copy, text.access, text.accessWhat],
		inAccount
			? [inAccount.profile, text.rectification, text.rectificationWhat]
			: [links.requests, text.rectification, text.byRequest],
		inAccount ? ["#consents-title", text.consent, text.consentWhat] : [links.requests, text.consent, text.byRequest],
		[links.sharing, text.sharing, text.sharingWhat],
		[links.restriction, text.restriction, text.restrictionWhat],
		[links.objection, text.objection, text.objectionWhat],
		[links.erasure, text.erasure, text.erasureWhat],
		...(inAccount ? ([[inAccount.close, text.close, text.closeWhat]] as const) : []),
		[links.requests, own.link, own.linkWhat],
		[links.authority.url, text.complaint(links.authority.name), text.complaintWhat],
	];
	return (
		<section aria-labelledby="rights-title">
			<h2 id="rights-title">{text.title}</h2>
			<p>{text.lead}</p>
			<ul class="panels">
				{entries.map(([href, label, what]) => (
					<li class="panel">
						<h3>
							<a href={href}>{label}</a>
						</h3>
						<p class="small">{what}</p>
					</li>
				))}
			</ul>
		</section>
	);
}

/** What is held of the member on each site, from the edition in force there. `href`: to the statement in force. */
export function HeldSection({
	context,
	sheets,
}: {
	context: AccountContext;
	sheets: readonly { sheet: Sheet; href: string }[];
}) {
	const text = words(context.page.locale).myData.held;
	if (sheets.length === 0) return null;
	return (
		<section aria-labelledby="held-title">
			<h2 id="held-title">{text.title}</h2>
			<p>{text.lead}</p>
			{sheets.map(({ sheet, href }) => (
				<details>
					<summary>{text.site(sheet.site)}</summary>
					<dl class="account-facts">
						{sheet.data.map(({ item, purposes, kept }) => (
							<div>
								<dt>{item}</dt>
								<dd>
									<p>
										{text.purposes} {purposes.join("; ")}
									</p>
									<p class="small">
										{text.kept} {kept.join("; ")}
									</p>
								</dd>
							</div>
						))}
					</dl>
					<p>
						{text.recipients} {sheet.recipients.map(({ name }) => name).join(", ")}
					</p>
					<p>
						<a href={href}>{text.statement(sheet.statement)}</a>
					</p>
				</details>
			))}
		</section>
	);
}
