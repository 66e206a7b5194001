import { authenticatorUri } from "#features/accounts/credentials/authenticator/totp.ts";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "./page.tsx";
import { endStaffSession } from "./queries.ts";
import { open } from "./routes-guard.tsx";
import { clearStaffCookie, namedSession } from "./session.ts";
import { takeCode, takePassword } from "./sign-in.ts";
import { enrol, type Invitation, newSetUp, openInvitation, readSetUp, type SetUp } from "./staff/enrolment.ts";
import { CodePage, EnrolPage, SignInPage } from "./views-entry.tsx";

/** The ways in and out of the console. */
export const entryHandlers = {
	...open("GET /console/sign-in", (c) => signInPage(c, EMPTY_FORM, 200)),
	...open("POST /console/sign-in", async (c) => {
		const { email = "", password = "" } = await readForm(c, ["email", "password"]);
		const text = words(c.var.locale).console.error;
		const missing = {
			email: email.trim() ? undefined : text.required,
			password: password ? undefined : text.required,
		};
		if (missing.email || missing.password) return signInPage(c, refill({ email }, missing), 422);
		if (email.length > 254 || password.length > 1_000) return signInPage(c, refill({}, { form: text.signIn }), 422);
		const step = await takePassword(c.var, { email, password });
		if (step.outcome === "second_step") return codePage(c, step.token, EMPTY_FORM, 200);
		const isThrottled = step.outcome === "throttled";
		const state = refill({ email }, { form: isThrottled ? text.tooMany : text.signIn });
		return signInPage(c, state, isThrottled ? 429 : 422);
	}),
	...open("POST /console/sign-in/code", async (c) => {
		const { token = "", code = "" } = await readForm(c, ["token", "code"]);
		const text = words(c.var.locale).console.error;
		const step = await takeCode(c.var, { token, code });
		if (step === "signed_in") return c.redirect(accountPathWithoutFlow(c.var, "/console"), 303);
		if (step === "expired") return signInPage(c, refill({}, { form: text.expired }), 422);
		if (step === "throttled") return codePage(c, token, refill({}, { form: text.tooMany }), 429);
		return codePage(c, token, refill({}, { code: text.code }), 422);
	}),
	...open("POST /console/sign-out", async (c) => {
		await readForm(c, []);
		const named = await namedSession(c.var);
		clearStaffCookie(c.var);
		if (named) await c.var.database().write(endStaffSession(c.var.realm.id, named.staff, named.session));
		return c.redirect(accountPathWithoutFlow(c.var, "/console/sign-in"), 303);
	}),
	...open("GET /console/enrol", async (c) => {
		const code = c.req.query("code") ?? "";
		const invitation = await openInvitation(c.var, code);
		if (invitation === undefined) return spentPage(c);
		return enrolPage(c, { code, invitation, setUp: await newSetUp(c.var, invitation) }, EMPTY_FORM, 200);
	}),
	...open("POST /console/enrol", async (c) => {
		const fields = await readForm(c, ["code", "token", "email", "new_password", "authenticator_code"]);
		const { code = "", token = "" } = fields;
		const invitation = await openInvitation(c.var, code);
		if (invitation === undefined) return spentPage(c);
		const setUp = await readSetUp(c.var, invitation, token);
		if (setUp === undefined) {
			const state = refill({ email: fields.email ?? "" }, { form: words(c.var.locale).console.error.expired });
			return enrolPage(c, { code, invitation, setUp: await newSetUp(c.var, invitation) }, state, 422);
		}
		const outcome = await enrol(c.var, { code, invitation, setUp, fields });
		if (outcome === "enrolled") return c.redirect(accountPathWithoutFlow(c.var, "/console"), 303);
		return enrolPage(c, { code, invitation, setUp }, refill({ email: fields.email ?? "" }, outcome), 422);
	}),
};

async function signInPage(c: AppContext, state: FormState, status: 200 | 422 | 429): Promise<Response> {
	const props = { context: await consoleContext(c), state, action: accountPathWithoutFlow(c.var, "/console/sign-in") };
	return renderPage(c, <SignInPage {...props} />, { status });
}

async function codePage(c: AppContext, token: string, state: FormState, status: 200 | 422 | 429): Promise<Response> {
	const props = {
		context: await consoleContext(c),
		state,
		token,
		action: accountPathWithoutFlow(c.var, "/console/sign-in/code"),
	};
	return renderPage(c, <CodePage {...props} />, { status });
}

async function enrolPage(
	c: AppContext,
	{ code, invitation, setUp }: { code: string; invitation: Invitation; setUp: SetUp },
	state: FormState,
	status: 200 | 422,
): Promise<Response> {
	const { name, roles } = words(c.var.locale).console;
	const issuer = c.var.edition.legal.operator.name;
	const uri = authenticatorUri(setUp.secret, { issuer, label: name });
	const shown = {
		state,
		code,
		setUp,
		uri,
		role: roles[invitation.role],
		action: accountPathWithoutFlow(c.var, "/console/enrol"),
	};
	return renderPage(c, <EnrolPage context={await consoleContext(c)} {...shown} />, { status });
}

async function spentPage(c: AppContext): Promise<Response> {
	const { enrol: text } = words(c.var.locale).console;
	const link = { href: accountPathWithoutFlow(c.var, "/console/sign-in"), label: text.toSignIn };
	const props = { context: await consoleContext(c), title: text.spentTitle, words: [text.spent], link };
	return renderPage(c, <ConsoleMessage {...props} />, { status: 410 });
}
