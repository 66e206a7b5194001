import { Hono } from "hono";
import type { StatementOfReasons } from "#features/moderation/reasons.ts";
import { SuspendedPage } from "#features/moderation/suspended-page.tsx";
import { accountPath, accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import { ButtonPage, MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { reopenOffer } from "./reopen.ts";
import { type Barred, openRights, rightsOffer } from "./rights-sign-in.ts";
import { signInPage } from "./routes-form.tsx";
import { offerForm } from "./schema.ts";
import { signInTicket } from "./ticket.ts";
import { type RightsButton, RightsSection } from "./views-rights.tsx";

/** Where a member of a suspended or closed account signs in for their privacy rights alone. */
export const rightsRoutes = new Hono<App>()
	.get("/sign-in/rights", (c) => c.redirect(accountPath(c, "/sign-in"), 303))
	.post("/sign-in/rights", validateForm(offerForm), async (c) => {
		const session = await openRights(c.var, c.req.valid("form").offer);
		if (session === undefined)
			return signInPage(c, refill({}, { form: words(c.var.locale).security.second.expired }), 422);
		// Whatever sign-in is under way does not go on with it.
		const done = accountPathWithoutFlow(c.var, "/sign-in/done");
		return c.redirect(withQuery(done, { ticket: await signInTicket(c.var, session), to: "/privacy" }), 303);
	});

/** Why the account is suspended, and which rights remain: for callers who have shown that it is theirs. */
export async function suspendedPage(
	c: AppContext,
	{ reasons, ...member }: Barred & { reasons: StatementOfReasons },
): Promise<Response> {
	const context = await accountContext(c);
	const button = await rightsButton(c, member);
	const page = (
		<SuspendedPage context={context} reasons={reasons}>
			{button && <RightsSection context={context} button={button} />}
		</SuspendedPage>
	);
	return renderPage(c, page, { status: 403 });
}

/** Shown to a member who proved a closed account. It offers to reopen it only while that can be done. */
export async function closedPage(
	c: AppContext,
	{ purgeAt, ...member }: Barred & { purgeAt: string },
): Promise<Response> {
	const text = words(c.var.locale).accounts.close;
	const context = await accountContext(c);
	if (member.erasing)
		return renderPage(c, <MessagePage context={context} title={text.erasingTitle} words={[text.erasing]} />);
	const button = await rightsButton(c, member);
	const rights = button && <RightsSection context={context} button={button} />;
	const day = dayInWords(purgeAt, c.var.locale);
	if (purgeAt <= c.var.at)
		return renderPage(
			c,
			<MessagePage context={context} title={text.reopenTitle} words={[text.reopenPast(day)]}>
				{rights}
			</MessagePage>,
		);
	return renderPage(
		c,
		<ButtonPage
			context={context}
			title={text.reopenTitle}
			words={[text.reopen(day)]}
			action={accountPathWithoutFlow(c.var, "/reopen")}
			fields={{ offer: await reopenOffer(c.var, member) }}
			submit={text.reopenSubmit}
		>
			{rights}
		</ButtonPage>,
	);
}

async function rightsButton(c: AppContext, member: Barred): Promise<RightsButton | undefined> {
	const offer = await rightsOffer(c.var, member);
	return offer === undefined ? undefined : { action: accountPathWithoutFlow(c.var, "/sign-in/rights"), offer };
}
