import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { Notice } from "#foundation/ui/notice.tsx";
import { words } from "#locales/locales.ts";
import type { OwnSharing } from "./own-sharing.ts";

type Shown = {
	context: AccountContext;
	sharing: readonly OwnSharing[];
	/** Paths of the account host: of this page's forms, of the file, and of the page above. */
	action: string;
	record: string;
	back: string;
	notice: { text: string; isGood: boolean } | undefined;
};

/** A member's answers about each recipient of each of their brands, with the words of then. */
export function SharingPage({ context, sharing, action, record, back, notice }: Shown) {
	const text = words(context.page.locale).choice.account;
	const byBrand = [...Map.groupBy(sharing, ({ brand }) => brand)];
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
			</AccountHead>
			{notice !== undefined && <Notice {...notice} />}
			{byBrand.length === 0 && <p class="empty">{text.empty}</p>}
			{byBrand.map(([brand, own]) => (
				<section aria-labelledby={`sharing-${brand.id}`}>
					<h2 id={`sharing-${brand.id}`}>{text.site(brand.look.name)}</h2>
					<ul class="panels">
						{own.map((one) => (
							<Sharing context={context} one={one} action={action} />
						))}
					</ul>
				</section>
			))}
			{byBrand.length > 0 && <p class="small">{text.elsewhere}</p>}
			<p>
				<a href={record}>{text.record}</a>
			</p>
			<p>
				<a href={back}>{text.back}</a>
			</p>
		</AccountPage>
	);
}

function Sharing({ context, one, action }: { context: AccountContext; one: OwnSharing; action: string }) {
	const { locale } = context.page;
	const text = words(locale).choice.account;
	const { settings, id } = one.recipient;
	const name = settings === undefined ? id : recipientName(settings, locale);
	return (
		<li class="panel">
			<h3>{name}</h3>
			{one.today !== undefined && <blockquote lang={one.today.said.locale}>{one.today.said.words}</blockquote>}
			<p>
				<strong>
					{text.states[one.state]} {one.since !== undefined && <Day iso={one.since} locale={locale} />}
				</strong>
			</p>
			{(one.today !== undefined || one.stands) && <Switch context={context} one={one} name={name} action={action} />}
			{one.past.length > 0 && <Past context={context} past={one.past} />}
		</li>
	);
}

function Switch({
	context,
	one,
	name,
	action,
}: {
	context: AccountContext;
	one: OwnSharing;
	name: string;
	action: string;
}) {
	const text = words(context.page.locale).choice.account;
	const { brand, today, recipient } = one;
	const aloud = <span class="aloud"> {text.aloud(name, brand.look.name)}</span>;
	return (
		<form method="post" action={action}>
			<input type="hidden" name="brand" value={brand.id} />
			<input type="hidden" name="recipient" value={recipient.id} />
			{today !== undefined && <input type="hidden" name="words" value={today.textHash} />}
			<div class="form-end">
				<button class="button button-quiet" type="submit" name="answer" value="no">
					{text.no}
					{aloud}
				</button>
				{today !== undefined && !context.rightsOnly && (
					<button class="button button-quiet" type="submit" name="answer" value="yes">
						{text.yes}
						{aloud}
					</button>
				)}
			</div>
		</form>
	);
}

function Past({ context, past }: { context: AccountContext } & Pick<OwnSharing, "past">) {
	const { locale } = context.page;
	const text = words(locale).choice.account;
	return (
		<details>
			<summary>{text.history}</summary>
			{past.map(({ kind, at, words: said }) => (
				<>
					<p class="small">
						{text.kinds[kind]} <Day iso={at} locale={locale} />
					</p>
					{said === undefined ? <p>{text.wordsLost}</p> : <blockquote lang={said.locale}>{said.words}</blockquote>}
				</>
			))}
		</details>
	);
}
