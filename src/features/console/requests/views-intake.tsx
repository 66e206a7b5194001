import { REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { ErrorSummary, FormEnd, TextArea, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { ANSWER } from "./schema.ts";

type Shown = { context: ConsoleContext; state: FormState; links: { action: string; back: string } };

/** A letter or mail that staff type in. */
export function IntakePage({ context, state, links }: Shown) {
	const { requests, console: text } = words(context.page.locale);
	const { desk, own } = requests;
	const labels = { email: desk.address, received: desk.day, access: desk.rights, text: desk.letter };
	return (
		<ConsolePage context={context} title={desk.intakeTitle}>
			<div class="account-head">
				<h1>{desk.intakeTitle}</h1>
				<p class="lead">{desk.intakeLead}</p>
				<ErrorSummary title={text.wrongTitle} state={state} labels={labels} />
			</div>
			<form class="form" method="post" action={links.action} novalidate>
				<TextField
					name="email"
					label={desk.address}
					state={state}
					type="email"
					autocomplete="off"
					maxlength={254}
					spellcheck={false}
				/>
				<TextField name="received" label={desk.day} state={state} type="date" autocomplete="off" maxlength={10} />
				<fieldset class="field">
					<legend>{desk.rights}</legend>
					{REQUEST_KINDS.map((kind) => (
						<Tick name={kind} state={state} required={false}>
							{desk.kinds[kind]}
						</Tick>
					))}
				</fieldset>
				<TextArea
					name="text"
					label={desk.letter}
					hint={own.textHint(ANSWER.longest)}
					state={state}
					maxlength={ANSWER.longest}
				/>
				<FormEnd submit={desk.intakeSubmit} />
			</form>
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}
