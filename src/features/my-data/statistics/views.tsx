import type { SwitchState } from "#features/statistics/consent.ts";
import { FormPage, Panels } from "#foundation/account-host/form-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import type { WordsIn } from "#foundation/ledgers/consent.ts";
import type { FormState } from "#foundation/ui/form-state.ts";
import { Notice } from "#foundation/ui/notice.tsx";
import { words } from "#locales/locales.ts";

/** `isOffered`: the brand counts members now; a yes of before can be taken back all the same. */
type Switch = {
	brand: string;
	name: string;
	/** The question of today, and the hash of its words. */
	question: WordsIn & { textHash: string };
	isOffered: boolean;
	state: SwitchState;
};
type Shown = {
	context: AccountContext;
	state: FormState;
	switches: readonly Switch[];
	action: string;
	back: string;
	done: string | undefined;
	/** A yes was to other words than today's. */
	hasChanged: boolean;
};

/** Whether a member is counted, site by site: a button each. */
export function StatisticsPage({ context, state, switches, action, back, done, hasChanged }: Shown) {
	const { statistics: text } = words(context.page.locale);
	return (
		<FormPage {...{ context, text, state, done }} labels={text.labels} back={back}>
			{hasChanged && <Notice text={text.changed} isGood={false} />}
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
	const { brand, name, question, state, isOffered } = shown;
	const off = state === "worded" ? text.takeBack(name) : text.turnOff(name);
	return (
		<li class="panel">
			<h2>{name}</h2>
			<p>{text.brandState[state]}</p>
			<blockquote lang={question.locale}>{question.words}</blockquote>
			<form method="post" action={action}>
				<input type="hidden" name="brand" value={brand} />
				<input type="hidden" name="words" value={question.textHash} />
				{state !== "on" && isOffered && !context.rightsOnly && (
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
