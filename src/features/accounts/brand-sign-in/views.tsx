import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { Day, Notice } from "#foundation/ui/document/page.tsx";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { type Locale, words } from "#locales/locales.ts";

/** A sign-in that began elsewhere, took too long, or was used already. */
export function FailedSignInPage({ context }: { context: PageContext }) {
	const { signIn } = words(context.locale).accounts;
	return (
		<Page sheet="site" context={context} title={signIn.failedTitle} description={signIn.failed} noindex addressless>
			<div class="wrap account">
				<div class="account-head">
					<h1>{signIn.failedTitle}</h1>
					<p class="lead">{signIn.failed}</p>
				</div>
				<p>
					<a class="button" href={localePath(context, "/login")}>
						{signIn.again}
					</a>
				</p>
			</div>
		</Page>
	);
}

function ProfilePanel({ locale, look, edit }: { locale: Locale; look: string; edit: string }) {
	const { me } = words(locale).accounts;
	return (
		<li class="panel">
			<h2>{me.profile}</h2>
			<p>{me.profileLead}</p>
			<p class="form-end">
				<a class="button" href={look}>
					{me.openProfile}
				</a>
				<a href={edit}>{me.editProfile}</a>
			</p>
		</li>
	);
}

/** A member's own first page on a brand. */
export function MemberPage({
	context,
	account,
	profile,
	announced,
}: {
	context: PageContext;
	account: string;
	/** Where one sees and edits one's own; absent on a brand without profiles. */
	profile: { look: string; edit: string } | undefined;
	announced: readonly DocumentVersion[];
}) {
	const { look, locale } = context;
	const { me } = words(locale).accounts;
	return (
		<Page sheet="site" context={context} title={me.title} description={me.lead(look.name)} noindex addressless>
			<div class="wrap account">
				<div class="account-head">
					<h1>{me.title}</h1>
					<p class="lead">{me.lead(look.name)}</p>
				</div>
				{announced.map(({ number, effectiveAt }) => (
					<Notice title={me.statementTitle}>
						<p>
							{words(locale).documents.inForceFrom} <Day iso={effectiveAt} locale={locale} />.{" "}
							<a href={localePath(context, `/privacy/versions/${number}`)}>
								{words(locale).accounts.join.statementLink(number)}
							</a>
						</p>
					</Notice>
				))}
				<ul class="panels">
					{profile && <ProfilePanel locale={locale} {...profile} />}
					<li class="panel">
						<h2>{me.account}</h2>
						<p>{me.accountLead}</p>
						<p>
							<a class="button" href={account}>
								{me.openAccount}
							</a>
						</p>
					</li>
				</ul>
				<form method="post" action={localePath(context, "/logout")}>
					<button class="button button-quiet" type="submit">
						{me.signOut}
					</button>
				</form>
			</div>
		</Page>
	);
}
