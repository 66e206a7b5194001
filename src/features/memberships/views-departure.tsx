import { joinWords } from "#foundation/i18n/join.ts";
import type { Departure, Stay } from "#foundation/register/departure.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { type Locale, words } from "#locales/locales.ts";
import { lowered, untilWords } from "./stays-words.ts";

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
				<dl class="account-facts">
					{untilPurge !== undefined && (
						<div>
							<dt>{text.untilPurge}</dt>
							<dd>
								<p>{text.until(untilPurge.day)}</p>
								<p class="small">{text.untilPurgeWhy}</p>
								<p class="small">
									{sentence(
										untilPurge.items.map((item) => words(locale).register.items[item].name),
										locale,
									)}
								</p>
							</dd>
						</div>
					)}
					{stays.map((stay) => (
						<Kept locale={locale} stay={stay} />
					))}
				</dl>
				<p class="written">{note}</p>
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
			<dt>{retention[stay.rule]}</dt>
			<dd>
				<p>{text.until(untilWords(stay, locale))}</p>
				<p class="small">{text.because([...why, ...(stay.statute ? [statutes[stay.statute]] : [])].join("; "))}</p>
			</dd>
		</div>
	);
}

/** "E-mail address, user name and password." */
function sentence(names: readonly string[], locale: Locale): string {
	const [first, ...others] = names;
	return first === undefined ? "" : `${joinWords([first, ...others.map(lowered)], locale)}.`;
}
