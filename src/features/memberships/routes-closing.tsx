import { Hono } from "hono";
import { proofForm } from "#features/accounts/credentials/schema.ts";
import { StandingDoors } from "#features/accounts/credentials/standing-doors.tsx";
import { ProofPage } from "#features/accounts/session/proof-form.tsx";
import { readProofAsked, requireRecentAuth } from "#features/accounts/session/reauthenticate.ts";
import { clearSessionCookie } from "#features/accounts/session/session.ts";
import { accountPathWithoutFlow, toSignIn } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { closeAccount, closingReads, purgeDate } from "./closing.ts";
import { closingOf } from "./departure.ts";
import { staysWords } from "./stays-words.ts";
import { DepartureLists } from "./views-departure.tsx";

/** Closing the account (P37). */
export const closingRoutes = new Hono<App>()
	.get("/close", (c) => askPage(c, EMPTY_FORM))
	.post("/close", validateForm(proofForm), async (c) => {
		const queries = ({ member }: { member: string }) => closingReads(c.var, member);
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, { queries });
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined) return askPage(c, refill({}, { current_password: auth.refusal }), 422);
		const { purgeAt, standing, stays } = await closeAccount(c.var, auth);
		clearSessionCookie(c.var);
		const text = words(c.var.locale).accounts.close;
		const context = await accountContext(c);
		const kept = staysWords(stays, c.var.locale);
		const wording = [text.done(dayInWords(purgeAt, c.var.locale)), ...(kept ? [text.doneStays(kept)] : [])];
		return renderPage(
			c,
			<MessagePage context={context} title={text.doneTitle} words={wording}>
				<StandingDoors locale={c.var.locale} doors={standing} />
			</MessagePage>,
		);
	});

/** Asks about closing: the password too, where the sign-in is not of just now, and a new sign-in of who has none. */
async function askPage(c: AppContext, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const read = await readProofAsked(c.var);
	if (read === undefined) return toSignIn(c);
	const text = words(c.var.locale).accounts.close;
	const { locale } = c.var;
	const day = dayInWords(purgeDate(c.var, read.memberships), locale);
	const { untilPurge, ...departure } = closingOf(c.var, read.memberships);
	const note = words(locale).accounts.departure.sealedLater;
	return renderPage(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.title}
			words={[text.body(day), ...read.words]}
			before={
				<DepartureLists locale={locale} departure={departure} untilPurge={{ items: untilPurge, day }} note={note} />
			}
			action={accountPathWithoutFlow(c.var, "/close")}
			submit={text.submit}
			cancel={{ href: accountPathWithoutFlow(c.var, "/security"), label: text.cancel }}
			asked={read.asked}
			danger
		>
			<p>
				{words(locale).erasure.instead}{" "}
				<a href={accountPathWithoutFlow(c.var, "/privacy/erase")}>{words(locale).erasure.link}</a>
			</p>
		</ProofPage>,
		{ status },
	);
}
