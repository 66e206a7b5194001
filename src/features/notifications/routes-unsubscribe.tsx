import { Hono } from "hono";
import { pageContext } from "#foundation/http/brand-look.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { HTML } from "#foundation/http/respond-cached.ts";
import { validateForm, validateParams } from "#foundation/http/validate.ts";
import { chooseMailOfMember } from "#foundation/mail/queries.ts";
import { readUnsubscription, type Unsubscription } from "#foundation/mail/unsubscribe-token.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { tokenParam } from "./schema.ts";
import { BadLinkPage, SubscribedAgainPage, UnsubscribedPage, UnsubscribePage } from "./views.tsx";

/**
 * Stopping one kind of a brand's mail from a link in it, without signing in (RFC 8058). The link is the brand's own,
 * because the mail is; what it may do stands in its signed token and nowhere else.
 */
export const unsubscribeRoutes = new Hono<App>()
	.get("/unsubscribe/:token", validateParams(tokenParam), async (c) => {
		const { token } = c.req.valid("param");
		const of = await unsubscriptionOf(c, token);
		if (of === undefined) return badLink(c);
		return html(<UnsubscribePage context={await pageContext(c)} token={token} class={of.class} />);
	})
	// A mail program sends this by itself: no cookie, no Origin, from anywhere (src/routes.tsx, DECISIONS 22). Its body,
	// which programs send in many forms or not at all, is not read.
	.post("/unsubscribe/:token", validateParams(tokenParam), async (c) => {
		const { token } = c.req.valid("param");
		const of = await unsubscriptionOf(c, token);
		if (of === undefined) return badLink(c);
		await choose(c, of, 0);
		return html(<UnsubscribedPage context={await pageContext(c)} token={token} class={of.class} />);
	})
	.post("/unsubscribe/:token/undo", validateParams(tokenParam), validateForm(NO_FIELDS), async (c) => {
		const of = await unsubscriptionOf(c, c.req.valid("param").token);
		if (of === undefined) return badLink(c);
		await choose(c, of, 1);
		return html(<SubscribedAgainPage context={await pageContext(c)} class={of.class} />);
	});

function unsubscriptionOf(c: AppContext, token: string): Promise<Unsubscription | undefined> {
	const { edition, settings } = c.var;
	return readUnsubscription(settings.tokenRoot, edition.brand, token, c.var.now);
}

async function choose(
	c: AppContext,
	{ realm, brand, member, class: of }: Unsubscription,
	wanted: 0 | 1,
): Promise<void> {
	const changed_at = c.var.at;
	const choice = { realm_id: realm, member_id: member, brand_id: brand, class: of, wanted, changed_at };
	await c.var.database().write(chooseMailOfMember(choice));
}

/** Why a link does not work, its bearer is told; not which of the reasons it is. */
async function badLink(c: AppContext): Promise<Response> {
	return html(<BadLinkPage context={await pageContext(c)} />, 404);
}

function html(page: unknown, status = 200): Response {
	return new Response(`<!DOCTYPE html>${page}`, { status, headers: { "Content-Type": HTML } });
}
