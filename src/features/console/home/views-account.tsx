import { timeInWords } from "#foundation/i18n/date.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";
import type { ConsoleContext } from "../page.tsx";
import { type CaseFacts, CaseTable, Facts } from "../views-parts.tsx";

export type StaffSessionEntry = { id: string; here: boolean; device: string; seenAt: string; end: string };

export type Account = {
	email: string;
	role: StaffRole;
	/** ISO 8601, as `resetAt`: when an operator last took one's second step away. */
	since: string;
	resetAt: string | undefined;
	sessions: readonly StaffSessionEntry[];
	links: { password: string; copy: string; endOthers: string };
};

/** Who one is here, and where one is signed in. */
export function AccountSection({ context, account }: { context: ConsoleContext; account: Account }) {
	const { locale } = context.page;
	const { console: text, consoleCopy, queues } = words(locale);
	const { home, roles, secondStep, password } = text;
	const { email, role, since, resetAt, sessions, links } = account;
	const facts: CaseFacts = [
		[home.signedInAs, email],
		[home.role, roles[role]],
		[home.since, <Day iso={since} locale={locale} />],
		...(resetAt === undefined
			? []
			: ([[secondStep.resetOn, <time datetime={resetAt}>{timeInWords(resetAt, locale)}</time>]] as const)),
	];
	return (
		<section aria-labelledby="account-title">
			<h2 id="account-title">{queues.accountTitle}</h2>
			<Facts facts={facts} />
			<KeySwitch context={context} />
			<h3>{home.sessionsTitle}</h3>
			<p class="small">{home.sessionsLead}</p>
			<CaseTable caption={home.sessionsTitle} heads={[queues.device, home.seen, home.end]}>
				{sessions.map((entry) => (
					<Session context={context} entry={entry} />
				))}
			</CaseTable>
			<ul class="actions">
				{sessions.length > 1 && (
					<li>
						<form method="post" action={links.endOthers}>
							<button class="button button-quiet" type="submit">
								{home.endOthers}
							</button>
						</form>
					</li>
				)}
				<li>
					<a href={links.password}>{password.title}</a>
				</li>
				<li>
					<a href={links.copy}>{consoleCopy.link}</a>
				</li>
			</ul>
		</section>
	);
}

/** Where keys are switched off and on again, without them. */
function KeySwitch({ context: { page, keys } }: { context: ConsoleContext }) {
	const { keys: text } = words(page.locale).queues;
	return (
		<form class="form-end" method="post" action={keys.action}>
			<span>{keys.on ? text.areOn : text.areOff}</span>
			<button class="button button-quiet" type="submit" name="keys" value={keys.on ? "off" : "on"}>
				{keys.on ? text.off : text.on}
			</button>
		</form>
	);
}

function Session({ context, entry }: { context: ConsoleContext; entry: StaffSessionEntry }) {
	const { locale } = context.page;
	const { home } = words(locale).console;
	const name = entry.device || home.unknownDevice;
	return (
		<tr>
			<th scope="row">
				{name}
				{entry.here && <span class="small"> ({home.here})</span>}
			</th>
			<td data-label={home.seen}>
				<Day iso={entry.seenAt} locale={locale} />
			</td>
			<td>
				<form method="post" action={entry.end}>
					<button class="button button-quiet" type="submit">
						{home.end}
						<span class="aloud"> {name}</span>
					</button>
				</form>
			</td>
		</tr>
	);
}
