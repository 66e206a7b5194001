import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import type { ConsentKind, WordsIn } from "#foundation/ledgers/consent.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";

/** Sealed evidence, as it is told of without opening it. `until`: when the last of it goes, ISO 8601. */
export type EvidenceSummary = { count: number; until: string };

export type EvidenceEntry = { brand: string; at: string } & (
	| { answered: { purpose: string; kind: string; words: WordsIn | undefined } }
	| { agreed: { isStatement: boolean; number: number; href: string | undefined } }
);

/** That there is evidence of memberships that ended, without a word of which. */
export function EvidenceSection({
	context,
	summary,
	open,
}: {
	context: AccountContext;
	summary: EvidenceSummary | undefined;
	open: string;
}) {
	const { locale } = context.page;
	const text = words(locale).myData.evidence;
	if (summary === undefined) return null;
	return (
		<section aria-labelledby="evidence-title">
			<h2 id="evidence-title">{text.title}</h2>
			<p>{text.sealed}</p>
			<p>
				{text.count(summary.count)} <Day iso={summary.until} locale={locale} />.
			</p>
			<p>
				<a href={open}>{text.open}</a>
			</p>
		</section>
	);
}

/** The evidence itself, in the order in which it came about. */
export function EvidencePage({
	context,
	entries,
	isComplete,
	back,
}: {
	context: AccountContext;
	entries: readonly EvidenceEntry[];
	isComplete: boolean;
	back: string;
}) {
	const { locale } = context.page;
	const { myData } = words(locale);
	const text = myData.evidence;
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
				{!isComplete && <p class="notice">{text.incomplete}</p>}
			</AccountHead>
			{entries.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<dl class="account-facts">
					{entries.map((entry) => (
						<div>
							<dt>
								{entry.brand}, <Day iso={entry.at} locale={locale} />
							</dt>
							<dd>
								<What entry={entry} context={context} />
							</dd>
						</div>
					))}
				</dl>
			)}
			<p>
				<a href={back}>{text.back}</a>
			</p>
		</AccountPage>
	);
}

function What({ entry, context }: { entry: EvidenceEntry; context: AccountContext }) {
	const { myData } = words(context.page.locale);
	if ("answered" in entry) {
		const { purpose, kind, words: wording } = entry.answered;
		return (
			<>
				<span>
					{purpose}: {myData.evidence.kinds[kind as ConsentKind] ?? kind}
				</span>
				{wording && <blockquote lang={wording.locale}>{wording.words}</blockquote>}
			</>
		);
	}
	const { isStatement, number, href } = entry.agreed;
	const name = isStatement ? myData.statementShown(number) : myData.termsAccepted(number);
	return href === undefined ? <span>{name}</span> : <a href={href}>{name}</a>;
}
