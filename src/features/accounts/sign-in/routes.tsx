import { Hono } from "hono";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App } from "#foundation/http/resolve-site.ts";
import { EMPTY_FORM, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { endSession } from "../session/queries-session.ts";
import { clearSessionCookie, sessionToken } from "../session/session.ts";
import { reopenPage } from "./routes-reopen.tsx";
import { afterSignIn, secondStepPage, secondStepRoutes, signInPage } from "./routes-second.tsx";
import { signIn } from "./sign-in.ts";

const SIGN_IN_FIELDS = ["identifier", "password", "keep"] as const;

/** Signing in to the account host, and out of it. */
export const signInRoutes = new Hono<App>()
	.get("/sign-in", (c) => signInPage(c, EMPTY_FORM))
	.post("/sign-in", async (c) => {
		const fields = await readForm(c, SIGN_IN_FIELDS);
		const text = words(c.var.locale).accounts.error;
		const { identifier = "", password = "" } = fields;
		const missing = {
			identifier: identifier.trim() ? undefined : text.required,
			password: password ? undefined : text.required,
		};
		if (missing.identifier || missing.password || identifier.length > 254 || password.length > 1_000)
			return signInPage(c, refill(fields, { form: text.signIn, ...missing }), 422);
		const result = await signIn(c.var, { identifier, password, kept: fields.keep === "yes" });
		if (result.outcome === "signed_in") return c.redirect(afterSignIn(c), 303);
		if (result.outcome === "closed") return reopenPage(c, result);
		if (result.outcome === "second_step") return secondStepPage(c, result.token, EMPTY_FORM);
		const say = {
			refused: text.signIn,
			throttled: text.tooMany,
			unconfirmed: text.unconfirmed,
			suspended: text.suspended,
		};
		const status = result.outcome === "throttled" ? 429 : 422;
		return signInPage(c, refill(fields, { form: say[result.outcome] }), status);
	})
	.post("/sign-out", async (c) => {
		const token = await sessionToken(c.var);
		clearSessionCookie(c.var);
		if (token) await c.var.database().write(endSession(c.var.realm.id, token.id));
		return c.redirect(accountPathWithoutFlow(c.var, "/sign-in"), 303);
	})
	.route("/", secondStepRoutes);
