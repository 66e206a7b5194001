import { MessagePage } from "#foundation/account-host/message-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { mailtoHref } from "#foundation/names/mail-address.ts";
import { words } from "#locales/locales.ts";
import type { StatementOfReasons } from "./reasons.ts";

/** The page that a suspended member meets: what was decided and why, how to object, and which rights remain. */
export function SuspendedPage({
	context,
	reasons,
	signedIn = false,
}: {
	context: AccountContext;
	reasons: StatementOfReasons;
	signedIn?: boolean;
}) {
	const { title, paragraphs, facts, object, contact } = reasons;
	const text = words(context.page.locale).moderation;
	return (
		<MessagePage context={context} title={title} words={paragraphs} signedIn={signedIn}>
			{facts.length > 0 && (
				<dl class="account-facts">
					{facts.map(([term, value]) => (
						<div>
							<dt>{term}</dt>
							<dd>{value}</dd>
						</div>
					))}
				</dl>
			)}
			<p>{object}</p>
			<p class="form-end">
				<a class="button" href={mailtoHref(contact)}>
					{text.objectLink}
				</a>
			</p>
			<p>{text.rights}</p>
			<ul>
				<li>
					<a href={context.brand?.rights ?? mailtoHref(context.page.legal.contacts.rights.email)}>{text.rightsLink}</a>
				</li>
				{context.brand && (
					<li>
						<a href={context.brand.terms}>{text.termsLink}</a>
					</li>
				)}
			</ul>
		</MessagePage>
	);
}
