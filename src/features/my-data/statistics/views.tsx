import type { SwitchState } from "#features/statistics/consent.ts";
import { FormPage, Panels } from "#foundation/account-host/form-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
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
		<FormPage {...{ context, text, state, done }} labels={text.labels} back={back}>
			<p>{text.what}</p>
			<p>{text.after}</p>
			<Panels
				empty={text.empty}
				panels={switches.map((one) => <SwitchPanel context={context} shown={one} action={action} />)}
			/>
		</FormPage>
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
