import { timeInWords } from "#foundation/i18n/date.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "./page.tsx";

export type StaffSessionEntry = { id: string; here: boolean; device: string; seenAt: string; end: string };

type Breaches = { words: string; isLate: boolean } | undefined;

export function HomePage({
	context,
	email,
	role,
	since,
	sessions,
	links,
	done,
	resetAt,
	requests,
	drill,
	breaches,
}: {
	context: ConsoleContext;
	email: string;
	role: StaffRole;
	since: string;
	sessions: readonly StaffSessionEntry[];
	links: { password: string; copy: string; endOthers: string };
	done: string | undefined;
	/** When an operator last took one's second step away. */
	resetAt: string | undefined;
	/** How many requests wait; absent for who does not answer them. */
	requests: string | undefined;
	/** Whether backups can be brought back; absent for who does not look after that. */
	drill: { isRight: boolean; text: string } | undefined;
	/** What is due of breaches; absent for who does not decide on them. */
	breaches: Breaches;
}) {
	const { locale } = context.page;
	const { home, roles, secondStep } = words(locale).console;
	return (
		<ConsolePage context={context} title={home.title}>
			<div class="account-head">
				<h1>{home.title}</h1>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
			</div>
			<dl class="account-facts">
				<div>
					<dt>{home.signedInAs}</dt>
					<dd>{email}</dd>
				</div>
				<div>
					<dt>{home.role}</dt>
					<dd>{roles[role]}</dd>
				</div>
				<div>
					<dt>{home.since}</dt>
					<dd>
						<Day iso={since} locale={locale} />
					</dd>
				</div>
				{resetAt !== undefined && (
					<div>
						<dt>{secondStep.resetOn}</dt>
						<dd>
							<time datetime={resetAt}>{timeInWords(resetAt, locale)}</time>
						</dd>
					</div>
				)}
			</dl>
			{drill !== undefined && (
				<section aria-labelledby="drill-title">
					<h2 id="drill-title">{words(locale).drills.title}</h2>
					<p class={drill.isRight ? undefined : "notice"}>{drill.text}</p>
				</section>
			)}
			<Work context={context} requests={requests} breaches={breaches} />
			<Sessions context={context} sessions={sessions} links={links} />
		</ConsolePage>
	);
}

/** The parts of the console that the role reaches. */
function Work({
	context,
	requests,
	breaches,
}: {
	context: ConsoleContext;
	requests: string | undefined;
	breaches: Breaches;
}) {
	const { home } = words(context.page.locale).console;
	const { desk } = words(context.page.locale).requests;
	const leads: Record<string, string> = {
		"/console/members": home.membersLead,
		"/console/photos": home.photosLead,
		"/console/requests": `${desk.homeLead} ${requests ?? ""}`.trim(),
		"/console/tickets": words(context.page.locale).helpdesk.desk.homeLead,
		"/console/rights": home.rightsLead,
		"/console/holds": home.holdsLead,
		"/console/disclosures": home.disclosuresLead,
		"/console/breaches": words(context.page.locale).breaches.homeLead,
		"/console/register": words(context.page.locale).records.homeLead,
		"/console/versions": words(context.page.locale).versions.homeLead,
		"/console/notices": home.noticesLead,
		"/console/retention": home.retentionLead,
		"/console/statistics": home.statisticsLead,
		"/console/brands/drafts": words(context.page.locale).drafts.homeLead,
		"/console/staff": home.staffLead,
	};
	return (
		<section aria-labelledby="may-title">
			<h2 id="may-title">{home.mayTitle}</h2>
			<ul class="panels">
				{context.nav
					.filter(({ path }) => leads[path] !== undefined)
					.map(({ path, href, label }) => (
						<li class="panel">
							<h3>
								<a href={href}>{label}</a>
							</h3>
							<p>{leads[path]}</p>
							{path === "/console/breaches" && breaches !== undefined && (
								<p class={breaches.isLate ? "field-error" : undefined}>
									<strong>{breaches.words}</strong>
								</p>
							)}
						</li>
					))}
			</ul>
		</section>
	);
}

/** Where one is signed in, and what changes that. */
function Sessions({
	context,
	sessions,
	links,
}: {
	context: ConsoleContext;
	sessions: readonly StaffSessionEntry[];
	links: { password: string; copy: string; endOthers: string };
}) {
	const { console: text, consoleCopy } = words(context.page.locale);
	const { home, password } = text;
	return (
		<section aria-labelledby="sessions-title">
			<h2 id="sessions-title">{home.sessionsTitle}</h2>
			<p>{home.sessionsLead}</p>
			<ul class="panels">
				{sessions.map((entry) => (
					<Session context={context} entry={entry} />
				))}
			</ul>
			{sessions.length > 1 && (
				<form method="post" action={links.endOthers}>
					<button class="button button-quiet" type="submit">
						{home.endOthers}
					</button>
				</form>
			)}
			<p>
				<a href={links.password}>{password.title}</a>
			</p>
			<p>
				<a href={links.copy}>{consoleCopy.link}</a>
			</p>
		</section>
	);
}

function Session({ context, entry }: { context: ConsoleContext; entry: StaffSessionEntry }) {
	const { locale } = context.page;
	const { home } = words(locale).console;
	const name = entry.device || home.unknownDevice;
	return (
		<li class="panel">
			<h3>
				{name}
				{entry.here && <span class="small"> ({home.here})</span>}
			</h3>
			<p class="small">
				{home.seen}: <Day iso={entry.seenAt} locale={locale} />
			</p>
			<form method="post" action={entry.end}>
				<button class="button button-quiet" type="submit">
					{home.end}
					<span class="aloud"> {name}</span>
				</button>
			</form>
		</li>
	);
}
