import type { PropsWithChildren } from "hono/jsx";
import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import type { DayRow } from "#foundation/audit/queries-day.ts";
import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import type { Verdict } from "#foundation/proof/receipt.ts";
import { MAX_RECEIPT_LENGTH } from "#foundation/proof/receipt.ts";
import { kidOfProof } from "#foundation/proof/signing-key.ts";
import { DocumentLayout, Facts, Notice } from "#foundation/ui/document/page.tsx";
import { ErrorSummary, FormEnd, TextArea, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_RECEIPT_KIBIBYTES } from "./schema.ts";
import { ReceiptFacts, type Told } from "./views-receipt.tsx";

type Links = { head: string; json: string; keys: string; verify: string };
/** Of a brand's host, or of the account host. */
export type Shell = { page: PageContext } | { account: AccountContext };
const pageOf = (shell: Shell): PageContext => ("page" in shell ? shell.page : shell.account.page);
type ShellProps = PropsWithChildren<{ shell: Shell; title: string; description: string; lead: string }>;

/** In the shell of a brand's documents, or of the account host. */
function ProofPage({ shell, title, description, lead, children }: ShellProps) {
	if ("account" in shell)
		return (
			<AccountPage context={shell.account} title={title}>
				<AccountHead title={title}>
					<p class="lead">{lead}</p>
				</AccountHead>
				{children}
			</AccountPage>
		);
	return (
		<DocumentLayout context={shell.page} title={title} lead={lead} description={description} contents={[]}>
			{children}
		</DocumentLayout>
	);
}

/** A day of the calendar, in words. */
const calendarDayInWords = (day: string, locale: Locale) => dayInWords(`${day}T12:00:00Z`, locale);

/** The newest head that is published, and those that wait to be. `days`: the newest first. */
export function LogHeadPage({ shell, days, links }: { shell: Shell; days: readonly DayRow[]; links: Links }) {
	const { locale, legal } = pageOf(shell);
	const text = words(locale).proofs.head;
	const published = days.find(({ put_at }) => put_at !== null);
	const [newest] = days;
	return (
		<ProofPage shell={shell} title={text.title} description={text.description} lead={text.lead(legal.operator.name)}>
			{published === undefined ? (
				<p class="empty">{text.none}</p>
			) : (
				<Facts
					facts={[
						{
							term: text.day,
							value: <time datetime={published.day}>{calendarDayInWords(published.day, locale)}</time>,
						},
						{ term: text.number, value: words(locale).language.number(published.number) },
						{ term: text.hash, value: <code>{published.hash}</code> },
						{ term: text.key, value: <code>{kidOfProof(published.jws)}</code> },
					]}
				/>
			)}
			{newest !== undefined && newest.put_at === null && (
				<p class="notice">{text.waiting(calendarDayInWords(newest.day, locale))}</p>
			)}
			<ul>
				<li>
					<a href={links.json}>{text.json}</a>
				</li>
				<li>
					<a href={links.keys}>{text.keys}</a>
				</li>
				<li>
					<a href={links.verify}>{text.receipts}</a>
				</li>
			</ul>
		</ProofPage>
	);
}

export type ReceiptPageProps = {
	shell: Shell;
	links: Links;
	state: FormState;
	verdict?: Verdict;
	since?: Told | undefined;
	/** What a table holds of people, in words. */
	named(table: string): string;
};

/** A receipt to be judged, and what was found. */
export function ReceiptPage({ shell, links, state, verdict, since, named }: ReceiptPageProps) {
	const { locale } = pageOf(shell);
	const { accounts, proofs } = words(locale);
	const text = proofs.verify;
	const labels = { receipt: text.receipt, file: text.file, email: text.email };
	return (
		<ProofPage shell={shell} title={text.title} description={text.description} lead={text.lead}>
			{verdict !== undefined && (
				<Judged verdict={verdict} named={named} since={since} locale={locale} asked={state.values.email !== ""} />
			)}
			<ErrorSummary title={accounts.wrongTitle} state={state} labels={labels} />
			<form class="form" method="post" action={links.verify} enctype="multipart/form-data" novalidate>
				<TextArea
					name="receipt"
					label={text.receipt}
					hint={text.receiptHint}
					state={state}
					maxlength={MAX_RECEIPT_LENGTH}
				/>
				<ReceiptFileField text={text} error={state.errors.file} />
				<TextField
					name="email"
					label={text.email}
					hint={text.emailHint}
					optional={text.optional}
					state={state}
					type="email"
					autocomplete="email"
					maxlength={254}
					spellcheck={false}
					required={false}
				/>
				<FormEnd submit={text.submit} />
			</form>
			<p>
				{text.offline} <a href={links.keys}>{proofs.head.keys}</a>
			</p>
		</ProofPage>
	);
}

type VerifyWords = ReturnType<typeof words>["proofs"]["verify"];

function ReceiptFileField({ text, error }: { text: VerifyWords; error: string | undefined }) {
	return (
		<div class={error === undefined ? "field" : "field field-wrong"}>
			<label for="file">{text.file}</label>
			<p class="field-hint" id="file-hint">
				{text.fileHint(MAX_RECEIPT_KIBIBYTES)}
			</p>
			{error !== undefined && (
				<p class="field-error" id="file-error">
					{error}
				</p>
			)}
			<input
				id="file"
				type="file"
				name="file"
				aria-describedby={error === undefined ? "file-hint" : "file-hint file-error"}
				{...(error === undefined ? {} : { "aria-invalid": "true" })}
			/>
		</div>
	);
}

/** @param asked whether an address was given to compare with */
function Judged({
	verdict,
	named,
	since,
	locale,
	asked,
}: {
	verdict: Verdict;
	named: ReceiptPageProps["named"];
	since: Told | undefined;
	locale: Locale;
	asked: boolean;
}) {
	const text = words(locale).proofs.verdict;
	if (verdict.is !== "genuine")
		return (
			<Notice title={text[verdict.is].title}>
				<p>{text[verdict.is].body}</p>
			</Notice>
		);
	const { kid, receipt, about } = verdict;
	return (
		<>
			<Notice title={text.genuine.title}>
				<p>{text.genuine.body(kid, timeInWords(receipt.erasedAt, locale))}</p>
				{asked && <p>{text[about ?? "unknown_address"]}</p>}
			</Notice>
			<ReceiptFacts receipt={receipt} since={since} locale={locale} named={named} />
		</>
	);
}
