import { accountPathWithoutFlow, withDone, withQuery } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { affectedHandlers } from "./members/routes-affected.tsx";
import { letterHandlers } from "./members/routes-letter.tsx";
import { breachById, closedBreaches, openBreaches } from "./queries-breach.ts";
import { idOfRecord, recordBreach } from "./record.ts";
import { caseHandlers } from "./routes-case.tsx";
import { itemsOffered, listQuery, recordForm } from "./schema.ts";
import { BreachesPage } from "./views.tsx";
import { RecordPage } from "./views-record.tsx";

export const HERE = "/console/breaches";
/** Of one page; of closed ones, the newest. */
const MAX_LISTED = 100;
const MAX_CLOSED = 50;

/** What the form of a breach offers. */
export const offeredIn = (context: Context) => ({
	brands: context.realm.brands.map((id) => ({ id, name: context.snapshot.findBrand(id)?.look.name ?? id })),
	items: itemsOffered(context),
});

/** The log of breaches (GDPR Art. 33(5)): no word of what happened stands in the list, and none of it names a member. */
export const breachHandlers = {
	...guarded("GET /console/breaches", {
		query: listQuery,
		queries: ({ var: { realm } }, { query: { after } }) =>
			[openBreaches(realm.id, after, MAX_LISTED + 1), closedBreaches(realm.id, MAX_CLOSED)] as const,
		answer: async (c, { staff, rows: [found, closed] }) => {
			const at = (path: string) => accountPathWithoutFlow(c.var, path);
			const listed = found.slice(0, MAX_LISTED);
			const last = listed.at(-1);
			const shown = {
				...{ open: listed, closed, now: c.var.now },
				links: {
					...{ record: at(`${HERE}/new`), breach: (id: string) => at(`${HERE}/${id}`) },
					next:
						found.length > MAX_LISTED && last !== undefined
							? withQuery(at(HERE), { after: `${last.due_at}~${last.id}` })
							: undefined,
				},
			};
			return renderPage(c, <BreachesPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/breaches/new", {
		queries: () => [],
		answer: (c, { staff }) => recordPage(c, staff, EMPTY_FORM, 200),
	}),
	...guarded("POST /console/breaches/new", {
		form: {
			schema: (c) => recordForm(c.var),
			refuse: { queries: () => [], answer: (c, { staff, state }) => recordPage(c, staff, state, 422) },
		},
		queries: async (c, { form, token }) =>
			[breachById(c.var.realm.id, await idOfRecord(c.var, token.staff, form))] as const,
		answer: async (c, { staff, rows: [[known]], form }) => {
			const id = known?.id ?? (await idOfRecord(c.var, staff.id, form));
			if (known === undefined) await recordBreach(c.var, staff, id, form);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${id}`), "recorded"), 303);
		},
	}),
	...caseHandlers,
	...affectedHandlers,
	...letterHandlers,
};

async function recordPage(c: AppContext, staff: Staff, state: FormState, status: 200 | 422): Promise<Response> {
	const shown = {
		...{ context: await consoleContext(c, staff), state, ...offeredIn(c.var) },
		once: state.values.once || uuidv7(c.var.now),
		links: { action: accountPathWithoutFlow(c.var, `${HERE}/new`), back: accountPathWithoutFlow(c.var, HERE) },
	};
	return renderPage(c, <RecordPage {...shown} />, { status });
}
