import { Hono } from "hono";
import { proofForm } from "#features/accounts/credentials/schema.ts";
import { isFresh, readProofAsked, requireRecentAuth } from "#features/accounts/session/reauthenticate.ts";
import { securityLink } from "#features/accounts/session/session.ts";
import { readSignedIn } from "#features/accounts/session/signed-in.ts";
import { accountPathWithoutFlow, mailLink, toSignIn } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateHeaders } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { sendCopy } from "./fetch.ts";
import { askForCopy, ownCopyQueries } from "./own-copy.ts";
import { rangeHeaders } from "./schema.ts";
import { shownCopy } from "./shown-copy.ts";
import { CopyPage } from "./views.tsx";

/** The copy of a member's own data: asked for, watched and fetched by nobody else. Its address names no copy. */
export const copyRoutes = new Hono<App>()
	.get("/privacy/export", (c) => copyPage(c, EMPTY_FORM))
	.post("/privacy/export", validateForm(proofForm), async (c) => {
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, {
			queries: ({ member }) => ownCopyQueries(c.var, member),
		});
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined) return copyPage(c, refill({}, { current_password: auth.refusal }), 422);
		const [[copy]] = auth.rows;
		const links = {
			page: mailLink(c.var, "/privacy/export", auth.writer),
			...securityLink(c.var, auth.member.scope, auth.writer),
		};
		if (copy?.state !== "making") await askForCopy(c.var, auth, links);
		return toCopyPage(c);
	})
	.get("/privacy/export/copy.zip", validateHeaders(rangeHeaders), async (c) => {
		const read = await readSignedIn(c.var, ({ member }) => ownCopyQueries(c.var, member));
		if (read === undefined) return toSignIn(c);
		if (!isFresh(c.var, read.member)) return copyPage(c, EMPTY_FORM, 403);
		return (await sendCopy(c.var, read.rows, c.req.valid("header"))) ?? toCopyPage(c);
	})
	.post("/privacy/export/copy.zip", validateHeaders(rangeHeaders), validateForm(proofForm), async (c) => {
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, {
			queries: ({ member }) => ownCopyQueries(c.var, member),
		});
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined) return copyPage(c, refill({}, { current_password: auth.refusal }), 422);
		if (auth.refund.length > 0) await c.var.database().write(...auth.refund);
		return (await sendCopy(c.var, auth.rows, c.req.valid("header"))) ?? toCopyPage(c);
	});

/** Where a member sees how the copy stands, and asks for another. */
const toCopyPage = (c: AppContext) => c.redirect(accountPathWithoutFlow(c.var, "/privacy/export"), 303);

async function copyPage(c: AppContext, state: FormState, status: 200 | 403 | 422 = 200): Promise<Response> {
	const read = await readProofAsked(c.var, ({ member }) => ownCopyQueries(c.var, member));
	if (read === undefined) return toSignIn(c);
	const [[row]] = read.rows;
	return renderPage(
		c,
		<CopyPage
			context={await accountContext(c)}
			copy={row && shownCopy(c.var, row)}
			state={state}
			asked={read.asked}
			notes={read.words}
			links={{
				ask: accountPathWithoutFlow(c.var, "/privacy/export"),
				fetch: accountPathWithoutFlow(c.var, "/privacy/export/copy.zip"),
				back: accountPathWithoutFlow(c.var, "/privacy"),
			}}
		/>,
		{ status },
	);
}
