import type { PropsWithChildren } from "hono/jsx";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { mailtoHref } from "#foundation/names/mail-address.ts";
import { words } from "#locales/locales.ts";
import type { StatementOfReasons } from "./reasons.ts";

/**
 * The page that a suspended member meets: what was decided and why, how to object, and which rights remain. `children`:
 * the way to those rights, for a member who is not signed in.
 */
export function SuspendedPage({
	context,
	reasons,
	signedIn = false,
	children,
}: PropsWithChildren<{
	context: AccountContext;
	reasons: StatementOfReasons;
	signedIn?: boolean;
}>) {
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
			{context.brand && (
				<p>
					<a href={context.brand.terms}>{text.termsLink}</a>
				</p>
			)}
			{signedIn && (
				<p>
					{text.rights} <a href={context.links.privacy}>{text.rightsLink}</a>
				</p>
			)}
			{children}
		</MessagePage>
	);
}
