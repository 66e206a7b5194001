import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Day } from "#foundation/ui/document/page.tsx";
import { ErrorSummary } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { Objectionable } from "./objectionable.ts";

type Use = Objectionable & { objectedAt: string | undefined };
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
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
			</AccountHead>
			{done !== undefined && (
				<p class="notice notice-good" role="status">
					{done}
				</p>
			)}
			<ErrorSummary title={text.wrong} state={state} labels={{ purpose: text.purpose, allowed: text.answer }} />
			{uses.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<ul class="panels">
					{uses.map((use) => (
						<UsePanel context={context} use={use} action={action} />
					))}
				</ul>
			)}
			<p>
				<a href={back}>{text.back}</a>
			</p>
		</AccountPage>
	);
}

function UsePanel({ context, use, action }: { context: AccountContext; use: Use; action: string }) {
	const { locale } = context.page;
	const { myData, register } = words(locale);
	const text = myData.objection;
	const { purpose, effect, objectedAt } = use;
	const { name } = register.purposes[purpose];
	return (
		<li class="panel">
			<h2>{name}</h2>
			<p>{objectedAt === undefined ? text.before[effect] : text.effects[effect]}</p>
			{objectedAt !== undefined && (
				<p class="small">
					{text.since} <Day iso={objectedAt} locale={locale} />
				</p>
			)}
			<form method="post" action={action}>
				<input type="hidden" name="purpose" value={purpose} />
				<button
					class="button button-quiet"
					type="submit"
					name="allowed"
					value={objectedAt === undefined ? "no" : "yes"}
				>
					{objectedAt === undefined ? text.object(name) : text.takeBack(name)}
				</button>
			</form>
		</li>
	);
}
