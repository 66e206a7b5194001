import { MessagePage } from "#foundation/account-host/message-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import type { RecipientOutcome } from "#foundation/rights/erasure/settle.ts";
import { words } from "#locales/locales.ts";

type Shown = {
	context: AccountContext;
	isProven: boolean;
	/** ISO 8601. */
	erasedAt: string;
	/** The day on which the last copy is gone, ISO 8601. */
	copies: string;
	recipients: readonly RecipientOutcome[];
	links: { again: string; file: string };
};

/** How the erasure of an account stands, for the holder of its link. */
export function ErasedPage({ context, isProven, erasedAt, copies, recipients, links }: Shown) {
	const { locale } = context.page;
	const text = words(locale).erasure;
	if (!isProven)
		return (
			<MessagePage
				context={context}
				title={text.runningTitle}
				words={[text.running, text.runningMail]}
				links={[{ href: links.again, label: text.look }]}
			/>
		);
	return (
		<MessagePage
			context={context}
			title={text.doneTitle}
			words={[
				text.done(timeInWords(erasedAt, locale)),
				text.copies(dayInWords(copies, locale)),
				text.doneReceipt,
				text.joinAgain,
			]}
			links={[{ href: links.file, label: text.download }]}
		>
			{recipients.length > 0 && (
				<section aria-labelledby="recipients-title">
					<h2 id="recipients-title">{text.recipientsTitle}</h2>
					<dl class="account-facts">
						{recipients.map(({ name, outcome }) => (
							<div>
								<dt>{name}</dt>
								<dd>{text.outcomes[outcome]}</dd>
							</div>
						))}
					</dl>
				</section>
			)}
		</MessagePage>
	);
}
