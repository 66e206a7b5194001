import { accountPathWithoutFlow, withDone, withQuery } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { openLegal } from "#foundation/ledgers/legal-disclosure.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { caseView } from "./case.ts";
import { type CaseRows, caseQueries, decideProposal, legalIn } from "./decide.ts";
import { takeItems } from "./package.tsx";
import { propose } from "./propose.ts";
import { countLegal, type LegalList, LISTS, legalList } from "./queries-legal.ts";
import { caseQuery, decideForm, legalParams, listQuery, silenceForm } from "./schema.ts";
import { isSilent, listedLegal } from "./silence.ts";
import { LegalListPage } from "./views.tsx";
import { LegalCasePage } from "./views-case.tsx";

export const HERE = "/console/disclosures";
/** Of one page. */
const MAX_LISTED = 100;

type Asked = { params: { legal: string } };
const queriesOf = (c: AppContext, { params }: Asked) => caseQueries(c.var, params.legal);
type Refused = { staff: Staff; rows: CaseRows; state: FormState };
const refuse = {
	queries: queriesOf,
	answer: (c: AppContext, { staff, rows, state }: Refused) => casePage(c, staff, rows, { state, status: 422 }),
};

/** Data that are given because a law, a court or a claim asks for it: always two persons (DECISIONS 122). */
export const legalHandlers = {
	...guarded("GET /console/disclosures", {
		query: listQuery,
		queries: ({ var: { realm } }, { query: { list, after } }) =>
			[
				legalList(realm.id, list, after, MAX_LISTED),
				countLegal(realm.id, list, after),
				...LISTS.map((one) => countLegal(realm.id, one)),
			] as const,
		answer: async (c, { staff, rows: [found, [rest], ...counts], query: { list } }) => {
			const last = found.at(-1)?.id;
			const path = accountPathWithoutFlow(c.var, HERE);
			const shown = {
				lists: LISTS.map((one: LegalList, at) => ({
					...{ list: one, href: withQuery(path, { list: one }), isCurrent: one === list },
					rows: counts[at]?.[0]?.rows ?? 0,
				})),
				...{ shown: list, more: (rest?.rows ?? 0) - found.length },
				cases: found.map((row) => ({
					...listedLegal(c.var, row),
					href: accountPathWithoutFlow(c.var, `${HERE}/${row.id}`),
				})),
				next: last && withQuery(path, { list, after: last }),
			};
			return renderPage(c, <LegalListPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/disclosures/:legal", {
		params: legalParams,
		query: caseQuery,
		queries: queriesOf,
		answer: (c, { staff, rows, query: { done } }) =>
			casePage(c, staff, rows, {
				...{ state: EMPTY_FORM, status: 200 },
				done: done && words(c.var.locale).legalDisclosures.done[done],
			}),
	}),
	...guarded("POST /console/disclosures/:legal", {
		params: legalParams,
		form: { schema: (c) => decideForm(c.var), refuse },
		queries: queriesOf,
		answer: async (c, { staff, rows, form }) => {
			const { id } = legalIn(rows);
			const done = await decideProposal(c.var, staff, rows, form);
			if (done === "busy") return busyPage(c, staff, rows);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${id}`), done), 303);
		},
	}),
	...guarded("POST /console/disclosures/:legal/silence", {
		params: legalParams,
		form: { schema: (c) => silenceForm(c.var), refuse },
		queries: queriesOf,
		answer: async (c, { staff, rows, form }) => {
			const [row, [, , [last], [head]]] = [legalIn(rows), rows];
			const { legalDisclosures: text } = words(c.var.locale);
			const again = async (errors: Record<string, string>, status: 409 | 422) =>
				casePage(c, staff, rows, { state: refill(await typedFields(c), errors), status });
			if (!isSilent(c.var, row)) return again({ form: text.noSilence }, 409);
			if (form.silentUntil <= row.shown_from) return again({ silent_on: text.notLonger }, 422);
			const { member_id: member, items } = row;
			const id = await propose(c.var, staff, { ...form, member, prolongs: row, items }, { last, head });
			if (id === "busy") return again({ form: text.alreadyProposed }, 409);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${id}`), "proposed"), 303);
		},
	}),
	...guarded("POST /console/disclosures/:legal/package", {
		params: legalParams,
		queries: queriesOf,
		answer: async (c, { staff, rows }) => {
			const row = legalIn(rows);
			const [, [key]] = rows;
			const opened = await openLegal(await c.var.keys(), row, key);
			const taken = opened ? await takeItems(c.var, staff, rows, opened.words) : "unchanged";
			if (taken === "busy") return busyPage(c, staff, rows);
			if (typeof taken === "string") {
				const { notTaken, tooLarge, incomplete } = words(c.var.locale).legalDisclosures;
				const form = { unchanged: notTaken, large: tooLarge, incomplete }[taken];
				return casePage(c, staff, rows, { state: refill({}, { form }), status: 409 });
			}
			return new Response(taken, {
				headers: {
					"Content-Type": "application/zip",
					"Content-Disposition": `attachment; filename="disclosure-${row.id}.zip"`,
				},
			});
		},
	}),
};

async function busyPage(c: AppContext, staff: Staff, rows: CaseRows): Promise<Response> {
	const state = refill(await typedFields(c), { form: words(c.var.locale).desk.holds.busy });
	return casePage(c, staff, rows, { state, status: 409 });
}

type Shown = { state: FormState; status: 200 | 409 | 422; done?: string | undefined };

async function casePage(c: AppContext, staff: Staff, rows: CaseRows, { status, ...shown }: Shown): Promise<Response> {
	const view = { ...(await caseView(c.var, staff, rows)), context: await consoleContext(c, staff) };
	return renderPage(c, <LegalCasePage {...view} state={shown.state} done={shown.done} />, { status });
}
