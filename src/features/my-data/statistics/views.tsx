import type { SwitchState } from "#features/statistics/consent.ts";
import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ErrorSummary } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";

/** `isOffered`: the brand counts members now; a yes of before can be taken back all the same. */
type Switch = { brand: string; name: string; words: string; isOffered: boolean; state: SwitchState };
type Shown = {
	context: AccountContext;
	state: FormState;
	switches: readonly Switch[];
	action: string;
	back: string;
	done: string | undefined;
};

/** Whether a member is counted, site by site: a button each. */
export function StatisticsPage({ context, state, switches, action, back, done }: Shown) {
	const { statistics: text } = words(context.page.locale);
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
			</AccountHead>
			{done !== undefined && (
				<p class="notice notice-good" role="status">
					{done}
				</p>
			)}
			<ErrorSummary title={text.wrong} state={state} labels={text.labels} />
			<p>{text.what}</p>
			<p>{text.after}</p>
			{switches.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<ul class="panels">
					{switches.map((one) => (
						<SwitchPanel context={context} shown={one} action={action} />
					))}
				</ul>
			)}
			<p>
				<a href={back}>{text.back}</a>
			</p>
		</AccountPage>
	);
}

function SwitchPanel({ context, shown, action }: { context: AccountContext; shown: Switch; action: string }) {
	const { statistics: text } = words(context.page.locale);
	const { brand, name, state, isOffered } = shown;
	const off = state === "worded" ? text.takeBack(name) : text.turnOff(name);
	return (
		<li class="panel">
			<h2>{name}</h2>
			<p>{text.brandState[state]}</p>
			<blockquote>{shown.words}</blockquote>
			<form method="post" action={action}>
				<input type="hidden" name="brand" value={brand} />
				{state !== "on" && isOffered && (
					<button class="button button-quiet" type="submit" name="allowed" value="yes">
						{text.turnOn(name)}
					</button>
				)}
				{state !== "off" && (
					<button class="button button-quiet" type="submit" name="allowed" value="no">
						{off}
					</button>
				)}
			</form>
		</li>
	);
}
