import { dayInWords } from "#foundation/i18n/date.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import type { NoticePayload } from "#foundation/recipients/notice.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { ActButton, type CaseFacts, CaseTable, Done, Facts, OpenCase } from "../views-parts.tsx";

type ListedNotice = { href: string; recipient: string; act: string; state: string; since: string };

/** The word for a value that the database may know and these words may not. */
const wordFor = (known: Readonly<Record<string, string>>, value: string) => known[value] ?? value;

/** What waits for a person, recipient by recipient. */
export function NoticeListPage({
	context,
	notices,
	more,
}: {
	context: ConsoleContext;
	notices: readonly ListedNotice[];
	/** How many wait beside those that are listed. */
	more: number;
}) {
	const { locale } = context.page;
	const { desk } = words(locale);
	const { notices: text } = desk;
	const heads = [text.recipient, text.act, desk.since, text.state, desk.open];
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
			</div>
			{notices.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<CaseTable caption={text.title} heads={heads}>
					{notices.map(({ href, recipient, act, state, since }) => (
						<tr>
							<th scope="row">{recipient}</th>
							<td data-label={text.act}>{wordFor(text.acts, act)}</td>
							<td data-label={desk.since}>{dayInWords(since, locale)}</td>
							<td data-label={text.state}>{wordFor(text.states, state)}</td>
							<td>
								<OpenCase href={href} label={desk.open} of={`${recipient}, ${dayInWords(since, locale)}`} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
			{more > 0 && <p class="small">{desk.more(more)}</p>}
		</ConsolePage>
	);
}

type Notice = {
	recipient: string;
	act: string;
	state: string;
	since: string;
	code: string | undefined;
	/** `role`: absent where a program told the recipient. */
	told: { at: string; role: string | undefined } | undefined;
};

type Shown = {
	context: ConsoleContext;
	notice: Notice;
	/** What it says, or why that cannot be read. */
	content: NoticePayload | "unopened" | "unreadable";
	done: string | undefined;
	/** Where its forms go; absent where nobody has anything to do. */
	action: string | undefined;
	canTryAgain: boolean;
	back: string;
};

export function NoticePage({ context, notice, content, done, action, canTryAgain, back }: Shown) {
	const { desk } = words(context.page.locale);
	const { notices: text } = desk;
	return (
		<ConsolePage context={context} title={text.noticeTitle}>
			<div class="account-head">
				<h1>{text.noticeTitle}</h1>
				<Done words={done} />
			</div>
			<Facts facts={factsOf(notice, context.page.locale)} />
			<Content context={context} content={content} />
			{action !== undefined && (
				<section aria-labelledby="did-title">
					<h2 id="did-title">{text.formTitle}</h2>
					<p>{text.formLead}</p>
					<ActButton action={action} act="told" label={text.tell} />
					{canTryAgain && (
						<>
							<p>{text.againLead}</p>
							<ActButton action={action} act="again" label={text.again} />
						</>
					)}
				</section>
			)}
			<p>
				<a href={back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}

function factsOf({ recipient, act, state, since, code, told }: Notice, locale: Locale): CaseFacts {
	const { desk } = words(locale);
	const { notices: text } = desk;
	return [
		[text.recipient, recipient],
		[text.act, wordFor(text.acts, act)],
		[desk.since, dayInWords(since, locale)],
		[text.state, wordFor(text.states, state)],
		...(code === undefined ? [] : [[text.code, code] as const]),
		...(told === undefined
			? []
			: [
					[text.told, dayInWords(told.at, locale)] as const,
					[text.toldBy, told.role === undefined ? text.program : roleWords(told.role, locale)] as const,
				]),
	];
}

/** The references and the items that the recipient is told, or why they cannot be read. */
function Content({ context, content }: Pick<Shown, "context" | "content">) {
	const { desk, register } = words(context.page.locale);
	const { notices: text } = desk;
	if (typeof content === "string") return <p class="notice">{text[content]}</p>;
	const { references, items } = content;
	return (
		<>
			<h2>{text.references}</h2>
			{references.length === 0 ? (
				<p class="notice">{text.noReferences}</p>
			) : (
				<ul>
					{references.map((reference) => (
						<li>{reference}</li>
					))}
				</ul>
			)}
			<h2>{text.items}</h2>
			<ul>
				{items.map((item) => (
					<li>{register.items[item].name}</li>
				))}
			</ul>
		</>
	);
}
