import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { auditHead } from "#foundation/audit/audit.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { wallClock } from "#foundation/i18n/wall-clock.ts";
import { DAY } from "#foundation/time.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { findQueries } from "../members/member-access.ts";
import { ConsoleMessage, consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { takeIn } from "./intake.ts";
import { intakeForm, MAX_AGE_DAYS } from "./schema.ts";
import { IntakePage } from "./views-intake.tsx";

const HERE = "/console/requests";

/** Today there, and the oldest day that a letter may be of. */
function daysOf({ var: { now } }: AppContext) {
	const day = (time: number) => wallClock(new Date(time)).toISOString().slice(0, 10);
	return { today: day(now), oldest: day(now - MAX_AGE_DAYS * DAY) };
}

/** A letter or mail that staff type in: each right that it asks for becomes a request. */
export const intakeHandlers = {
	...guarded("GET /console/requests/new", {
		queries: () => [],
		answer: (c, { staff }) => {
			const { today } = daysOf(c);
			return intakePage(c, staff, { ...EMPTY_FORM, values: { received: today } }, 200);
		},
	}),
	...guarded("POST /console/requests/new", {
		form: {
			schema: (c) => intakeForm(c.var.locale, daysOf(c)),
			refuse: { queries: () => [], answer: (c, { staff, state }) => intakePage(c, staff, state, 422) },
		},
		queries: async (c, { form }) => [auditHead(c.var.realm.id), ...(await findQueries(c.var, form.email))] as const,
		answer: async (c, { staff, rows: [[head], ...found], form }) => {
			const taken = await takeIn(c.var, staff, { form, found, head });
			const { desk: text } = words(c.var.locale).requests;
			if (taken === "busy") {
				const state = refill(await typedFields(c), { form: words(c.var.locale).console.error.busy });
				return intakePage(c, staff, state, 409);
			}
			c.var.sendMail();
			const back = accountPathWithoutFlow(c.var, HERE);
			if (taken !== "nobody")
				return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${taken}`), "added"), 303);
			const shown = { title: text.intakeTitle, words: [text.nobody], link: { href: back, label: text.back } };
			return renderPage(c, <ConsoleMessage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
};

async function intakePage(c: AppContext, staff: Staff, state: FormState, status: 200 | 409 | 422): Promise<Response> {
	const links = {
		action: accountPathWithoutFlow(c.var, `${HERE}/new`),
		back: accountPathWithoutFlow(c.var, HERE),
	};
	return renderPage(c, <IntakePage context={await consoleContext(c, staff)} state={state} links={links} />, { status });
}
