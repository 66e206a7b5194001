import { Hono } from "hono";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { App } from "#foundation/http/resolve-site.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { reopenAccount } from "./reopen.ts";
import { offerForm } from "./schema.ts";

/** Opening a closed account again, until its purge (P38). */
export const reopenRoutes = new Hono<App>().post("/reopen", validateForm(offerForm), async (c) => {
	const reopened = await reopenAccount(c.var, c.req.valid("form").offer);
	return c.redirect(accountPathWithoutFlow(c.var, reopened ? "/" : "/sign-in"), 303);
});
