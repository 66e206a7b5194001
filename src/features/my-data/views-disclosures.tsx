import type { AccountContext } from "#foundation/account-host/page.tsx";
import { timeInWords } from "#foundation/i18n/date.ts";
import { staffRole } from "#foundation/ledgers/staff-role.ts";
import { words } from "#locales/locales.ts";

export type DisclosureEntry = {
	/** By name. */
	recipient: string;
	items: readonly string[];
	/** Absent: the account itself. */
	site: string | undefined;
	role: string;
	at: string;
	/** Absent where the details do not open any more. */
	reference: string | undefined;
	reason: string | undefined;
};

export type OwnDisclosures = {
	entries: readonly DisclosureEntry[];
	/** Whether each disclosure is written down: else the page says that it is not whole. */
	areRecorded: boolean;
	/** How long an entry is kept, in words. */
	term: string;
};

/** Who got something of the member's (GDPR Art. 15(1)(c)). */
export function DisclosuresSection({ context, shown }: { context: AccountContext; shown: OwnDisclosures }) {
	const { entries, areRecorded, term } = shown;
	const text = words(context.page.locale).myData.disclosures;
	return (
		<section aria-labelledby="disclosures-title">
			<h2 id="disclosures-title">{text.title}</h2>
			{areRecorded ? <p>{text.lead(term)}</p> : <p>{entries.length === 0 ? text.notListed : text.notWhole}</p>}
			{entries.length === 0 ? (
				areRecorded && <p class="empty">{text.empty}</p>
			) : (
				<ul class="panels">
					{entries.map((entry) => (
						<Disclosure context={context} entry={entry} />
					))}
				</ul>
			)}
		</section>
	);
}

function Disclosure({ context, entry }: { context: AccountContext; entry: DisclosureEntry }) {
	const { locale } = context.page;
	const { myData, console: staff } = words(locale);
	const text = myData.disclosures;
	const role = staffRole(entry.role);
	return (
		<li class="panel">
			<h3>{entry.recipient}</h3>
			<p class="small">
				<time datetime={entry.at}>{timeInWords(entry.at, locale)}</time>
			</p>
			<dl>
				<dt class="small">{text.what}</dt>
				<dd>{entry.items.join("; ")}</dd>
				<dt class="small">{myData.about}</dt>
				<dd>{entry.site ?? myData.account}</dd>
				<dt class="small">{text.by}</dt>
				<dd>{role ? staff.roles[role] : text.program}</dd>
				{entry.reference !== undefined && (
					<>
						<dt class="small">{text.reference}</dt>
						<dd>{entry.reference}</dd>
					</>
				)}
				{entry.reason !== undefined && (
					<>
						<dt class="small">{myData.reason}</dt>
						<dd>{entry.reason}</dd>
					</>
				)}
			</dl>
		</li>
	);
}
