import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { timeInWords } from "#foundation/i18n/date.ts";
import type { ConsentKind, WordsIn } from "#foundation/ledgers/consent.ts";
import type { AccessKind } from "#foundation/ledgers/staff-access.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { type Words, words } from "#locales/locales.ts";
import type { Sheet } from "./export/sheet.ts";
import { DisclosuresSection, type OwnDisclosures } from "./views-disclosures.tsx";
import { EvidenceSection, type EvidenceSummary } from "./views-evidence.tsx";
import { HeldSection, type RightLinks, RightsSection } from "./views-rights.tsx";

export type GivenAnswer = {
	kind: ConsentKind;
	at: string;
	/** What was answered, in its language; "changed" when it reads otherwise now. */
	answered: WordsIn | "changed";
};
export type ConsentEntry = GivenAnswer & {
	brand: string;
	purpose: string;
	recipient: string;
	/** Answers to the same question, the newest first. */
	earlier: readonly GivenAnswer[];
	/** How it can be withdrawn, while it stands. */
	withdraw: Withdrawal | undefined;
};
/** By leaving the brand, where each recipient has its own, or with a button that erases what stood under the consent. */
export type Withdrawal = { leave: string } | { sharing: string } | { purpose: string; action: string };
export type AgreedEntry = {
	brand: string;
	document: "statement" | "terms";
	number: number;
	at: string;
	href: string;
};
export type OwnAccessEntry = {
	role: string;
	brand: string | undefined;
	what: readonly AccessKind[];
	at: string;
	reason: string;
};

export type OwnPrivacy = {
	context: AccountContext;
	rights: RightLinks;
	/** Of each site that the member is on, with the way to its statement. */
	sheets: readonly { sheet: Sheet; href: string }[];
	consents: readonly ConsentEntry[];
	agreed: readonly AgreedEntry[];
	/** Of brands that the member left. */
	evidence: EvidenceSummary | undefined;
	evidenceHref: string;
	accesses: readonly OwnAccessEntry[];
	/** How long an access by staff is kept, in words. */
	accessTerm: string;
	disclosures: OwnDisclosures;
};

/** What a member said yes to, was shown, what staff opened of them, and who got something of it. */
export function OwnPrivacyPage(shown: OwnPrivacy) {
	const { context, consents, agreed, accesses, accessTerm, disclosures, evidence, evidenceHref } = shown;
	const text = words(context.page.locale).myData;
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
			</AccountHead>
			<RightsSection context={context} links={shown.rights} />
			<HeldSection context={context} sheets={shown.sheets} />
			<section aria-labelledby="access-title">
				<h2 id="access-title">{text.accessTitle}</h2>
				<p>{text.accessLead(accessTerm)}</p>
				{accesses.length === 0 ? (
					<p class="empty">{text.accessEmpty}</p>
				) : (
					<ul class="panels">
						{accesses.map((entry) => (
							<Access context={context} entry={entry} />
						))}
					</ul>
				)}
			</section>
			<DisclosuresSection context={context} shown={disclosures} />
			<section aria-labelledby="consents-title">
				<h2 id="consents-title">{text.consentsTitle}</h2>
				{consents.length === 0 ? (
					<p class="empty">{text.consentsEmpty}</p>
				) : (
					<ul class="panels">
						{consents.map((entry) => (
							<Consent context={context} entry={entry} />
						))}
					</ul>
				)}
			</section>
			<Agreed context={context} entries={agreed} />
			<EvidenceSection context={context} summary={evidence} open={evidenceHref} />
		</AccountPage>
	);
}

/** Fixed words where the kind of access says why, in the reader's language; else as the member of staff wrote it. */
function reasonOf({ what, reason }: OwnAccessEntry, text: Words["myData"]): string {
	if (what.includes("photo")) return text.photoReview;
	return what.includes("age_check") ? text.ageCheck : reason;
}

function Access({ context, entry }: { context: AccountContext; entry: OwnAccessEntry }) {
	const { locale } = context.page;
	const text = words(locale).myData;
	return (
		<li class="panel">
			{entry.what.map((kind) => (
				<h3>{text.kindsOfAccess[kind]}</h3>
			))}
			<p class="small">
				<time datetime={entry.at}>{timeInWords(entry.at, locale)}</time>
			</p>
			<dl>
				<dt class="small">{text.role}</dt>
				<dd>{roleWords(entry.role, locale)}</dd>
				<dt class="small">{text.about}</dt>
				<dd>{entry.brand ?? text.account}</dd>
				<dt class="small">{text.reason}</dt>
				<dd>{reasonOf(entry, text)}</dd>
			</dl>
		</li>
	);
}

function Answer({ context, answer }: { context: AccountContext; answer: GivenAnswer }) {
	const { locale } = context.page;
	const text = words(locale).myData;
	return (
		<>
			<p class="small">
				{text.kinds[answer.kind]} <Day iso={answer.at} locale={locale} />
			</p>
			{answer.answered !== "changed" && (
				<>
					<p>{text.words}</p>
					<blockquote lang={answer.answered.locale}>{answer.answered.words}</blockquote>
				</>
			)}
		</>
	);
}

function Consent({ context, entry }: { context: AccountContext; entry: ConsentEntry }) {
	const { locale } = context.page;
	const text = words(locale).myData;
	const stands = entry.kind === "given" || entry.kind === "renewed";
	return (
		<li class="panel">
			<h3>
				{entry.brand}: {entry.purpose}
			</h3>
			{entry.recipient !== "" && <p>{text.recipient(entry.recipient)}</p>}
			<Answer context={context} answer={entry} />
			{entry.answered === "changed" && stands && <p>{text.wordsGone}</p>}
			{entry.earlier.length > 0 && (
				<details>
					<summary>{text.earlier}</summary>
					{entry.earlier.map((answer) => (
						<Answer context={context} answer={answer} />
					))}
				</details>
			)}
			{entry.withdraw !== undefined && "leave" in entry.withdraw && (
				<p>
					<a href={entry.withdraw.leave}>{text.withdraw(entry.brand)}</a>
				</p>
			)}
			{entry.withdraw !== undefined && "sharing" in entry.withdraw && (
				<p>
					<a href={entry.withdraw.sharing}>{text.withdrawSharing}</a>
				</p>
			)}
			{entry.withdraw !== undefined && "purpose" in entry.withdraw && (
				<form method="post" action={entry.withdraw.action}>
					<button class="button button-quiet" type="submit" name="purpose" value={entry.withdraw.purpose}>
						{text.withdrawSpecial}
					</button>
				</form>
			)}
		</li>
	);
}

function Agreed({ context, entries }: { context: AccountContext; entries: readonly AgreedEntry[] }) {
	const { locale } = context.page;
	const text = words(locale).myData;
	return (
		<section aria-labelledby="agreed-title">
			<h2 id="agreed-title">{text.agreedTitle}</h2>
			{entries.length === 0 ? (
				<p class="empty">{text.agreedEmpty}</p>
			) : (
				<dl class="account-facts">
					{entries.map(({ brand, document, number, at, href }) => (
						<div>
							<dt>
								{brand}, <Day iso={at} locale={locale} />
							</dt>
							<dd>
								<a href={href}>{document === "statement" ? text.statementShown(number) : text.termsAccepted(number)}</a>
							</dd>
						</div>
					))}
				</dl>
			)}
		</section>
	);
}
