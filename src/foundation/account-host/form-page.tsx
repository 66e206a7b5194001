import type { Child, PropsWithChildren } from "hono/jsx";
import { ErrorSummary } from "../ui/form.tsx";
import type { FormState } from "../ui/form-state.ts";
import { Notice } from "../ui/notice.tsx";
import { type AccountContext, AccountHead, AccountPage } from "./page.tsx";

type FormPageProps = PropsWithChildren<{
	context: AccountContext;
	text: { title: string; lead: string; wrong: string; back: string };
	state: FormState;
	/** What each field is called, in the order of the form. */
	labels: Readonly<Record<string, string>>;
	/** What was done by the last press. */
	done: string | undefined;
	/** Path of the page above. */
	back: string;
}>;

/** A page on which a member answers, one press or one form at a time: what was done or is wrong stands on top. */
export function FormPage({ context, text, state, labels, done, back, children }: FormPageProps) {
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
			</AccountHead>
			{done !== undefined && <Notice text={done} isGood />}
			<ErrorSummary title={text.wrong} state={state} labels={labels} />
			{children}
			<p>
				<a href={back}>{text.back}</a>
			</p>
		</AccountPage>
	);
}

/** `empty`: what is said where there is none. */
export function Panels({ panels, empty }: { panels: readonly Child[]; empty: string }) {
	return panels.length === 0 ? <p class="empty">{empty}</p> : <ul class="panels">{panels}</ul>;
}
