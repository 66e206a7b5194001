import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { timeInWords } from "#foundation/i18n/date.ts";
import { isPersonal } from "#foundation/register/declaration.ts";
import type { Person } from "#foundation/rights/persons.ts";
import { REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { Choice, ErrorSummary, FormEnd, TextArea, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { CopyProgress } from "../export/copy-progress.tsx";
import { type OwnCopy, sizeInWords } from "../export/shown-copy.ts";
import { MAX_REQUEST_TEXT } from "./schema.ts";

/** One address. `own`: where a member makes a copy. */
export function AskPage({
	context,
	state,
	action,
	own: copy,
}: {
	context: AccountContext;
	state: FormState;
	action: string;
	own: string;
}) {
	const { page } = context;
	const { accounts, copyDoor, requests } = words(page.locale);
	const { door, kinds, own } = requests;
	const text = copyDoor.ask;
	return (
		<AccountPage context={context} title={text.title}>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead(page.legal.operator.name)}</p>
				<p>{text.how}</p>
			</AccountHead>
			<ErrorSummary
				title={accounts.wrongTitle}
				state={state}
				labels={{ email: text.email, kind: door.kind, text: door.text }}
			/>
			<form class="form" method="post" action={action} novalidate>
				<Choice
					name="kind"
					label={door.kind}
					state={state.values.kind === undefined ? { ...state, values: { ...state.values, kind: "access" } } : state}
					answers={REQUEST_KINDS.map((value) => ({ value, label: kinds[value] }))}
				/>
				<TextField
					name="email"
					label={text.email}
					state={state}
					type="email"
					autocomplete="email"
					maxlength={254}
					spellcheck={false}
				/>
				<TextArea
					name="text"
					label={door.text}
					optional={door.optional}
					hint={own.textHint(MAX_REQUEST_TEXT)}
					state={state}
					maxlength={MAX_REQUEST_TEXT}
				/>
				<FormEnd submit={text.submit} />
			</form>
			<p>
				{text.account} <a href={copy}>{text.own}</a>
			</p>
		</AccountPage>
	);
}

/** `copy`: absent where nothing has begun. */
type Entry = { kind: Person; copy: OwnCopy | undefined; fetch: string };

/** What is held of a person without an account, and the copies of it. */
export function LinkPage({
	context,
	code,
	entries,
	links,
}: {
	context: AccountContext;
	code: string;
	entries: readonly Entry[];
	links: { begin: string; look: string; ask: string };
}) {
	const { locale, legal } = context.page;
	const { open: text } = words(locale).copyDoor;
	const isMaking = entries.some(({ copy }) => copy?.state === "making");
	return (
		<AccountPage context={context} title={text.title}>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead(legal.operator.name)}</p>
				<p>{text.careful}</p>
			</AccountHead>
			<ul class="panels">
				{entries.map((entry, at) => (
					<li class="panel">
						<h2>{text.entry(at + 1)}</h2>
						<p>{itemsOf(entry.kind, locale)}</p>
						<CopyState entry={entry} locale={locale} ask={links.ask} />
					</li>
				))}
			</ul>
			{entries.some(({ copy }) => copy === undefined) && (
				<form class="form" method="post" action={links.begin}>
					<p>{text.beginLead}</p>
					<input type="hidden" name="code" value={code} />
					<FormEnd submit={text.begin} />
				</form>
			)}
			<form class="form" method="post" action={links.begin}>
				<p>{text.eraseLead}</p>
				<input type="hidden" name="code" value={code} />
				<input type="hidden" name="act" value="erase" />
				<p class="form-end">
					<button class="button danger" type="submit">
						{text.erase}
					</button>
				</p>
			</form>
			{isMaking && (
				<p>
					<a class="button button-quiet" href={links.look}>
						{words(locale).myData.export.look}
					</a>
				</p>
			)}
			{entries.some(({ copy }) => copy !== undefined) && <p>{text.keep}</p>}
		</AccountPage>
	);
}

function CopyState({ entry: { copy, fetch }, locale, ask }: { entry: Entry; locale: Locale; ask: string }) {
	const { copyDoor, myData } = words(locale);
	const text = myData.export;
	if (copy === undefined) return <p class="small">{copyDoor.open.waits}</p>;
	if (copy.state === "making") return <CopyProgress percent={copy.percent} locale={locale} />;
	if (copy.state === "failed")
		return (
			<p>
				{text.failedTitle}. {text.failed} <a href={ask}>{copyDoor.spent.again}</a>
			</p>
		);
	return (
		<>
			<p>{text.ready(sizeInWords(copy.bytes, text), timeInWords(copy.until, locale))}</p>
			<p>
				<a class="button" href={fetch}>
					{text.fetch}
				</a>
			</p>
		</>
	);
}

/** What the person's own row holds, by the names that the register gives it. */
function itemsOf({ declared }: Person, locale: Locale): string {
	const { items } = words(locale).register;
	const given = Object.values(declared.columns).flatMap((column) =>
		isPersonal(column) && column.export.access !== "no" ? [items[column.item].name] : [],
	);
	return [...new Set(given)].join(" · ");
}
