import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import * as act from "./member-access.ts";
import { MAX_SEARCHES, searchCounts, usedUp } from "./queries-search.ts";
import { brandsOf, busyCard, cardPage, cardQueries, HERE, refuseOnCard, shutPage, subjectIn } from "./routes-card.tsx";
import { suspensionHandlers } from "./routes-suspension.tsx";
import { cardQuery, findForm, memberParams, openForm, revealForm } from "./schema.ts";
import { FindPage } from "./views.tsx";

/** Members, one at a time: whatever is opened or done has a written reason. */
export const memberHandlers = {
	...guarded("GET /console/members", {
		queries: () => [],
		answer: (c, { staff }) => findPage(c, staff, EMPTY_FORM, { status: 200 }),
	}),
	...guarded("POST /console/members", {
		form: {
			schema: (c) => findForm(c.var),
			refuse: { queries: () => [], answer: (c, { staff, state }) => findPage(c, staff, state, { status: 422 }) },
		},
		queries: async (c, { token, form }) =>
			[
				...(await act.findQueries(c.var, form.identifier)),
				...searchCounts(c.var.realm.id, token.staff, c.var.now),
			] as const,
		answer: async (c, { staff, rows: [cards, keys, last, ...counts], form }) => {
			const text = words(c.var.locale).console.error;
			const typed = await typedFields(c);
			const over = usedUp(counts);
			if (over)
				return findPage(c, staff, refill(typed, { form: text.searches[over](MAX_SEARCHES[over]) }), { status: 429 });
			const subject = act.subjectOf(cards, keys, last);
			if ((await act.recordSearch(c.var, staff, { ...form, subject })) === "busy")
				return findPage(c, staff, refill(typed, { form: text.busySearch }), { status: 409 });
			if (subject === undefined) return findPage(c, staff, refill(typed, {}), { status: 200, nobody: true });
			return c.redirect(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("GET /console/members/:member", {
		params: memberParams,
		query: cardQuery,
		queries: cardQueries,
		answer: (c, { staff, rows, query: { done } }) =>
			cardPage(c, staff, rows, { done: done && words(c.var.locale).console.members[done] }),
	}),
	...guarded("POST /console/members/:member/open", {
		params: memberParams,
		form: {
			schema: (c) => openForm(c.var),
			refuse: {
				queries: cardQueries,
				answer: (c, { staff, rows, state }) => shutPage(c, staff, subjectIn(rows), state, 422),
			},
		},
		queries: cardQueries,
		answer: async (c, { staff, rows, form: accessReason }) => {
			const subject = subjectIn(rows);
			if ((await act.openAccount(c.var, staff, subject, accessReason)) === "busy") {
				const { busy } = words(c.var.locale).console.error;
				return shutPage(c, staff, subject, refill(await typedFields(c), { form: busy }), 409);
			}
			return c.redirect(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("POST /console/members/:member/reveal", {
		params: memberParams,
		form: { schema: (c) => revealForm(c.var), refuse: refuseOnCard },
		queries: cardQueries,
		answer: async (c, { staff, rows, form }) => {
			const values = await act.reveal(c.var, staff, { subject: subjectIn(rows), ...form });
			if (values === "busy") return busyCard(c, staff, rows);
			const done = words(c.var.locale).console.members.revealed;
			return cardPage(c, staff, rows, { values, done, isRecorded: true });
		},
	}),
	...suspensionHandlers,
};

type Finding = { status: 200 | 409 | 422 | 429; nobody?: boolean };

async function findPage(
	c: AppContext,
	staff: Staff,
	state: FormState,
	{ status, nobody = false }: Finding,
): Promise<Response> {
	const shown = { state, nobody, action: accountPathWithoutFlow(c.var, HERE), brands: brandsOf(c) };
	return renderPage(c, <FindPage context={await consoleContext(c, staff)} {...shown} />, { status });
}
