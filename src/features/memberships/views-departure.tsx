import { joinWords } from "#foundation/i18n/join.ts";
import type { Departure, Stay } from "#foundation/register/departure.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { type Locale, words } from "#locales/locales.ts";
import { untilWords } from "./stays-words.ts";

/** What is kept until the account is erased, and until which day. */
type UntilPurge = { items: readonly ItemId[]; day: string };

/** Before a departure that cannot be undone: what goes at once, and what stays, why and until when. */
export function DepartureLists({
	locale,
	departure: { goes, stays },
	untilPurge,
	note,
}: {
	locale: Locale;
	departure: Departure;
	untilPurge?: UntilPurge;
	note: string;
}) {
	const text = words(locale).accounts.departure;
	return (
		<>
			<section aria-labelledby="goes-title">
				<h2 id="goes-title">{text.goesTitle}</h2>
				{goes.length === 0 ? (
					<p>{text.goesNothing}</p>
				) : (
					<ul>
						{goes.map((item) => (
							<li>{words(locale).register.items[item].name}</li>
						))}
					</ul>
				)}
			</section>
			<section aria-labelledby="stays-title">
				<h2 id="stays-title">{text.staysTitle}</h2>
				<dl>
					{untilPurge !== undefined && (
						<div>
							<dt>{text.untilPurge(untilPurge.day)}</dt>
							<dd>{text.untilPurgeWhy}</dd>
							<dd class="small">
								{joinWords(
									untilPurge.items.map((item) => words(locale).register.items[item].name),
									locale,
								)}
								.
							</dd>
						</div>
					)}
					{stays.map((stay) => (
						<Kept locale={locale} stay={stay} />
					))}
				</dl>
				<p>{note}</p>
			</section>
		</>
	);
}

function Kept({ locale, stay }: { locale: Locale; stay: Stay }) {
	const text = words(locale).accounts.departure;
	const { retention, purposes, statutes } = words(locale).register;
	const why = stay.purposes.map((purpose) => purposes[purpose].name);
	return (
		<div>
			<dt>
				{retention[stay.rule]}: {untilWords(stay, locale)}
			</dt>
			<dd>{text.because([...why, ...(stay.statute ? [statutes[stay.statute]] : [])].join("; "))}</dd>
		</div>
	);
}
