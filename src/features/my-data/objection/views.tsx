import { FormPage, Panels } from "#foundation/account-host/form-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import type { ObjectionOutcome } from "#foundation/rights/restriction/queries-objection.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, type Words, words } from "#locales/locales.ts";
import type { Objectionable } from "./objectionable.ts";

/** `reason`: absent where it does not open any more. `from`: when the use begins again, where it stands still. */
export type Decided = {
	outcome: ObjectionOutcome;
	at: string;
	role: string;
	reason: string | undefined;
	from: string | undefined;
};
/** An objection that the member did not take back. */
export type Raised = { since: string; decision?: Decided };

type Use = Objectionable & { raised: Raised | undefined };
type Shown = {
	context: AccountContext;
	state: FormState;
	uses: readonly Use[];
	action: string;
	back: string;
	done: string | undefined;
};

/** The uses that a member can object to, each with a button. */
export function ChoicesPage({ context, state, uses, action, back, done }: Shown) {
	const text = words(context.page.locale).myData.objection;
	return (
		<FormPage {...{ context, text, state, done }} labels={{ purpose: text.purpose, allowed: text.answer }} back={back}>
			<Panels empty={text.empty} panels={uses.map((use) => <UsePanel context={context} use={use} action={action} />)} />
		</FormPage>
	);
}

function UsePanel({ context, use, action }: { context: AccountContext; use: Use; action: string }) {
	const { locale } = context.page;
	const { myData, register } = words(locale);
	const text = myData.objection;
	const { purpose, effect, raised } = use;
	const { name } = register.purposes[purpose];
	// A refused objection is over: what the member can do is object again.
	const stands = raised !== undefined && raised.decision?.outcome !== "refused";
	const again = raised === undefined ? text.object(name) : text.objectAgain(name);
	return (
		<li class="panel">
			<h2>{name}</h2>
			<p>{sayOf(use, text)}</p>
			{raised !== undefined && (
				<p class="small">
					{text.since} <Day iso={raised.since} locale={locale} />
				</p>
			)}
			{raised?.decision !== undefined && <Decision decision={raised.decision} locale={locale} />}
			{raised !== undefined && !stands && <p>{text.again[effect]}</p>}
			<form method="post" action={action}>
				<input type="hidden" name="purpose" value={purpose} />
				<button class="button button-quiet" type="submit" name="allowed" value={stands ? "yes" : "no"}>
					{stands ? text.takeBack(name) : again}
				</button>
			</form>
		</li>
	);
}

/** How the use stands now. */
function sayOf({ effect, raised }: Use, text: Words["myData"]["objection"]): string {
	if (raised === undefined) return text.before[effect];
	if (raised.decision === undefined) return text.effects[effect];
	const { outcome, from } = raised.decision;
	if (outcome === "upheld") return text.upheld;
	return from === undefined ? text.refused : text.refusedUntil;
}

function Decision({ decision, locale }: { decision: Decided; locale: Locale }) {
	const { objection: text } = words(locale).myData;
	const { at, role, reason, from } = decision;
	return (
		<dl>
			<dt class="small">{text.decidedOn}</dt>
			<dd>
				<Day iso={at} locale={locale} />
			</dd>
			<dt class="small">{text.decidedBy}</dt>
			<dd>{roleWords(role, locale)}</dd>
			<dt class="small">{text.why}</dt>
			<dd>{reason ?? text.reasonGone}</dd>
			{from !== undefined && (
				<>
					<dt class="small">{text.from}</dt>
					<dd>
						<Day iso={from} locale={locale} />
					</dd>
				</>
			)}
		</dl>
	);
}
