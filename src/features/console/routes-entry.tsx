import { authenticatorUri } from "#features/accounts/credentials/authenticator/totp.ts";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "./page.tsx";
import { endStaffSession } from "./queries.ts";
import { open } from "./routes-guard.tsx";
import { codeForm, linkQuery, signInForm } from "./schema.ts";
import { clearStaffCookie, namedSession } from "./session.ts";
import { takeCode, takePassword } from "./sign-in.ts";
import { type Enrolment, enrol, enrolErrors, newSetUp, openInvitation, readSetUp } from "./staff/enrolment.ts";
import { enrolForm } from "./staff/schema.ts";
import { CodePage, EnrolPage, SignInPage } from "./views-entry.tsx";

/** The ways in and out of the console. */
export const entryHandlers = {
	...open("GET /console/sign-in", [], (c) => signInPage(c, EMPTY_FORM, 200)),
	...open(
		"POST /console/sign-in",
		[
			validateForm(
				(c) => signInForm(c.var),
				(c, state) => signInPage(c, state, 422),
			),
		],
		async (c) => {
			const { email, password } = c.req.valid("form");
			const text = words(c.var.locale).console.error;
			const step = await takePassword(c.var, { email, password });
			if (step.outcome === "second_step") return codePage(c, step.token, EMPTY_FORM, 200);
			const isThrottled = step.outcome === "throttled";
			const state = refill({ email }, { form: isThrottled ? text.tooMany : text.signIn });
			return signInPage(c, state, isThrottled ? 429 : 422);
		},
	),
	...open("POST /console/sign-in/code", [validateForm(codeForm)], async (c) => {
		const { token, code } = c.req.valid("form");
		const text = words(c.var.locale).console.error;
		const step = await takeCode(c.var, { token, code });
		if (step === "signed_in") return c.redirect(accountPathWithoutFlow(c.var, "/console"), 303);
		if (step === "expired") return signInPage(c, refill({}, { form: text.expired }), 422);
		if (step === "throttled") return codePage(c, token, refill({}, { form: text.tooMany }), 429);
		return codePage(c, token, refill({}, { code: text.code }), 422);
	}),
	...open("POST /console/sign-out", [validateForm(NO_FIELDS)], async (c) => {
		const named = await namedSession(c.var);
		clearStaffCookie(c.var);
		if (named) await c.var.database().write(endStaffSession(c.var.realm.id, named.staff, named.session));
		return c.redirect(accountPathWithoutFlow(c.var, "/console/sign-in"), 303);
	}),
	...open("GET /console/enrol", [validateQuery(linkQuery)], async (c) => {
		const { code } = c.req.valid("query");
		const invitation = await openInvitation(c.var, code);
		if (invitation === undefined) return spentPage(c);
		return enrolPage(c, { code, invitation, setUp: await newSetUp(c.var, invitation) }, EMPTY_FORM, 200);
	}),
	...open("POST /console/enrol", [validateForm((c) => enrolForm(c.var), refuseEnrolment)], async (c) => {
		const typed = await typedFields(c);
		return withEnrolment(c, typed, async (enrolment) => {
			const outcome = await enrol(c.var, enrolment, c.req.valid("form"));
			if (outcome === "enrolled") return c.redirect(accountPathWithoutFlow(c.var, "/console"), 303);
			return enrolPage(c, enrolment, refill({ email: typed.email ?? "" }, outcome), 422);
		});
	}),
};

/** Says what does not fit the invitation at once with what is wrong in itself. */
function refuseEnrolment(c: AppContext, { values, errors }: FormState): Promise<Response> {
	const { email = "", authenticator_code = "" } = values;
	return withEnrolment(c, values, async (enrolment) => {
		const unfit = await enrolErrors(c.var, enrolment, { email, authenticator_code });
		return enrolPage(c, enrolment, refill({ email }, { ...unfit, ...errors }), 422);
	});
}

/** Nothing is said of a form whose link does not work, or whose set-up took too long. */
async function withEnrolment(
	c: AppContext,
	{ code = "", token = "", email = "" }: { code?: string; token?: string; email?: string },
	answer: (enrolment: Enrolment) => Promise<Response>,
): Promise<Response> {
	const invitation = await openInvitation(c.var, code);
	if (invitation === undefined) return spentPage(c);
	const setUp = await readSetUp(c.var, invitation, token);
	if (setUp !== undefined) return answer({ code, invitation, setUp });
	const state = refill({ email }, { form: words(c.var.locale).console.error.expired });
	return enrolPage(c, { code, invitation, setUp: await newSetUp(c.var, invitation) }, state, 422);
}

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
	{ code, invitation, setUp }: Enrolment,
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
