import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";
import type { BrandEntry } from "./own-brands.ts";

function Entry({ context, entry }: { context: AccountContext; entry: BrandEntry }) {
	const { locale } = context.page;
	const text = words(locale).accounts.brands;
	const { statement, terms } = entry;
	return (
		<li class="panel">
			<h2>
				<a href={entry.home}>{entry.name}</a>
			</h2>
			<dl>
				<dt class="small">{text.since}</dt>
				<dd>
					<Day iso={entry.joinedAt} locale={locale} />
				</dd>
				{statement && (
					<>
						<dt class="small">{text.statementShown}</dt>
						<dd>
							<a href={entry.statementHref(statement.number)}>{text.version(statement.number)}</a>
						</dd>
					</>
				)}
				{terms && (
					<>
						<dt class="small">{text.termsAccepted}</dt>
						<dd>{text.version(terms.number)}</dd>
					</>
				)}
				<dt class="small">{text.shownAs}</dt>
				<dd>{entry.shownAs}</dd>
				<dt class="small">{text.visibility}</dt>
				<dd>{entry.visible ? text.visible : text.hidden}</dd>
			</dl>
			<form method="post" action={entry.visibility}>
				<button class="button button-quiet" type="submit" name="state" value={entry.visible ? "hidden" : "active"}>
					{entry.visible ? text.hide : text.show}
					<span class="aloud"> {entry.name}</span>
				</button>
			</form>
			<ul class="inline-list">
				{entry.profile !== undefined && (
					<li>
						<a href={entry.profile}>{text.editProfile(entry.name)}</a>
					</li>
				)}
				<li>
					<a href={entry.leave}>{text.leave(entry.name)}</a>
				</li>
			</ul>
		</li>
	);
}

/** Where one is a member, and what is shown there: "where am I shown". */
export function BrandsPage({
	context,
	entries,
	left,
	close,
}: {
	context: AccountContext;
	entries: readonly BrandEntry[];
	/** The brand that was left just now, and what is still kept. */
	left: { name: string; stays: string | undefined } | undefined;
	close: string;
}) {
	const text = words(context.page.locale).accounts.brands;
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				{left !== undefined && (
					<div class="notice" role="status">
						<p>{text.left(left.name)}</p>
						{left.stays !== undefined && <p>{text.leftStays(left.stays)}</p>}
					</div>
				)}
				<p class="lead">{text.lead}</p>
			</AccountHead>
			{entries.length === 0 ? (
				<div class="empty">
					<p>{text.empty}</p>
					<p>
						<a href={close}>{text.closeOffer}</a>
					</p>
				</div>
			) : (
				<ul class="panels">
					{entries.map((entry) => (
						<Entry context={context} entry={entry} />
					))}
				</ul>
			)}
		</AccountPage>
	);
}
