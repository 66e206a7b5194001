import { Hono } from "hono";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { typedFields, validateForm } from "#foundation/http/validate.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { endSession } from "../session/queries-session.ts";
import { clearSessionCookie, heldSession } from "../session/session.ts";
import { afterSignIn, signInDoneRoutes } from "./routes-done.tsx";
import { signInPage } from "./routes-form.tsx";
import { closedPage, rightsRoutes, suspendedPage } from "./routes-rights.tsx";
import { secondStepPage, secondStepRoutes } from "./routes-second.tsx";
import { signInForm } from "./schema.ts";
import { signIn } from "./sign-in.ts";

const signInFormOf = (c: AppContext) => signInForm(c.var.locale);

/** Whatever is missing, the two do not belong together. */
const signInAgain = (c: AppContext, { values, errors }: FormState) =>
	signInPage(c, { values, errors: { form: words(c.var.locale).accounts.error.signIn, ...errors } }, 422);

/** Signing in to the account host, and out of it. */
export const signInRoutes = new Hono<App>()
	.get("/sign-in", (c) => signInPage(c, EMPTY_FORM))
	.post("/sign-in", validateForm(signInFormOf, signInAgain), async (c) => {
		const { identifier, password, keep: kept } = c.req.valid("form");
		const result = await signIn(c.var, { identifier, password, kept });
		if (result.outcome === "signed_in") return c.redirect(await afterSignIn(c, result.session), 303);
		if (result.outcome === "closed") return closedPage(c, result);
		if (result.outcome === "suspended") return suspendedPage(c, result);
		if (result.outcome === "second_step") return secondStepPage(c, result.token, EMPTY_FORM);
		const text = words(c.var.locale).accounts.error;
		const say = {
			refused: text.signIn,
			throttled: text.tooMany,
			unconfirmed: text.unconfirmed,
		};
		const status = result.outcome === "throttled" ? 429 : 422;
		return signInPage(c, refill(await typedFields(c), { form: say[result.outcome] }), status);
	})
	.post("/sign-out", validateForm(NO_FIELDS), async (c) => {
		const token = await heldSession(c.var);
		clearSessionCookie(c.var);
		if (token) await c.var.database().write(endSession(c.var.realm.id, token.id));
		return c.redirect(accountPathWithoutFlow(c.var, "/sign-in"), 303);
	})
	.route("/", signInDoneRoutes)
	.route("/", secondStepRoutes)
	.route("/", rightsRoutes);
