import { authenticatorUri } from "#features/accounts/credentials/authenticator/totp.ts";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "../page.tsx";
import { guarded, open } from "../routes-guard.tsx";
import { linkQuery } from "../schema.ts";
import type { Staff } from "../session.ts";
import { newSetUp, readSetUp, type SetUp } from "./enrolment.ts";
import { changeOwnPassword, passwordQueries } from "./password.ts";
import { passwordForm, secondStepForm } from "./schema.ts";
import { openReset, takeUpSecondStep } from "./second-step.ts";
import { PasswordPage, SecondStepPage } from "./views-account.tsx";

/** One's own sign-in. */
export const accountHandlers = {
	...guarded("GET /console/password", {
		queries: () => [],
		answer: (c, { staff }) => passwordPage(c, staff, EMPTY_FORM, 200),
	}),
	...guarded("POST /console/password", {
		form: {
			schema: (c) => passwordForm(c.var),
			refuse: {
				queries: () => [],
				answer: (c, { staff, state }) => passwordPage(c, staff, refill({}, state.errors), 422),
			},
		},
		queries: (c, { token }) => passwordQueries(c.var, token),
		answer: async (c, { staff, rows, form }) => {
			const result = await changeOwnPassword(c.var, staff, rows, form);
			if (result === "changed") return c.redirect(withDone(accountPathWithoutFlow(c.var, "/console"), "password"), 303);
			return passwordPage(c, staff, refill({}, result), result.form === undefined ? 422 : 429);
		},
	}),
	...open("GET /console/second-step", [validateQuery(linkQuery)], async (c) => {
		const { code } = c.req.valid("query");
		const reset = await openReset(c.var, code);
		if (reset === undefined) return spentPage(c);
		return secondStepPage(c, { code, setUp: await newSetUp(c.var, reset) }, EMPTY_FORM, 200);
	}),
	...open("POST /console/second-step", [validateForm(secondStepForm)], async (c) => {
		const { code, reset, token, password, authenticator_code: typed } = c.req.valid("form");
		const text = words(c.var.locale).console.error;
		const setUp = await readSetUp(c.var, { id: reset }, token);
		if (setUp === undefined) {
			const open = await openReset(c.var, code);
			if (open === undefined) return spentPage(c);
			return secondStepPage(c, { code, setUp: await newSetUp(c.var, open) }, refill({}, { form: text.expired }), 422);
		}
		const result = await takeUpSecondStep(c.var, { code, setUp, password, typed });
		if (result === undefined) return spentPage(c);
		if (result === "set_up") return c.redirect(accountPathWithoutFlow(c.var, "/console"), 303);
		return secondStepPage(c, { code, setUp }, refill({}, result), result.form === undefined ? 422 : 429);
	}),
};

async function passwordPage(c: AppContext, staff: Staff, state: FormState, status: 200 | 422 | 429): Promise<Response> {
	const shown = {
		state,
		action: accountPathWithoutFlow(c.var, "/console/password"),
		back: accountPathWithoutFlow(c.var, "/console"),
	};
	return renderPage(c, <PasswordPage context={await consoleContext(c, staff)} {...shown} />, { status });
}

async function secondStepPage(
	c: AppContext,
	{ code, setUp }: { code: string; setUp: SetUp },
	state: FormState,
	status: 200 | 422 | 429,
): Promise<Response> {
	const { name } = words(c.var.locale).console;
	const uri = authenticatorUri(setUp.secret, { issuer: c.var.edition.legal.operator.name, label: name });
	const shown = { state, code, setUp, uri, action: accountPathWithoutFlow(c.var, "/console/second-step") };
	return renderPage(c, <SecondStepPage context={await consoleContext(c)} {...shown} />, { status });
}

async function spentPage(c: AppContext): Promise<Response> {
	const { enrol, secondStep } = words(c.var.locale).console;
	const link = { href: accountPathWithoutFlow(c.var, "/console/sign-in"), label: enrol.toSignIn };
	const shown = { title: enrol.spentTitle, words: [secondStep.spent], link };
	return renderPage(c, <ConsoleMessage context={await consoleContext(c)} {...shown} />, { status: 410 });
}
