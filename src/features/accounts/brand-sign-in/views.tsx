import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { Day, Notice } from "#foundation/ui/document/page.tsx";
import { FormEnd } from "#foundation/ui/form.tsx";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { type Locale, words } from "#locales/locales.ts";

/** One button to the account host. No field of signing in ever stands on a brand's own domain (DECISIONS 10). */
export function StepPage({ context, step }: { context: PageContext; step: "join" | "login" | "failed" }) {
	const { look, legal, locale } = context;
	const { join, signIn } = words(locale).accounts;
	const text = {
		join: { title: join.brandTitle(look.name), lead: join.brandLead(legal.operator.name), button: join.brandButton },
		login: {
			title: signIn.brandTitle(look.name),
			lead: signIn.brandLead(legal.operator.name),
			button: signIn.brandButton,
		},
		failed: { title: signIn.failedTitle, lead: signIn.failed, button: signIn.again },
	}[step];
	const other =
		step === "join"
			? { words: join.haveAccount, label: join.signIn, path: "/login" }
			: { words: signIn.noAccount, label: signIn.join, path: "/join" };
	return (
		<Page context={context} title={text.title} description={text.lead} noindex addressless={step === "failed"}>
			<div class="wrap account">
				<div class="account-head">
					<h1>{text.title}</h1>
					<p class="lead">{text.lead}</p>
				</div>
				<form class="form" method="post" action={localePath(context, step === "join" ? "/join" : "/login")}>
					<FormEnd submit={text.button} />
				</form>
				<p>
					{other.words} <a href={localePath(context, other.path)}>{other.label}</a>
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
		<Page context={context} title={me.title} description={me.lead(look.name)} noindex addressless>
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
