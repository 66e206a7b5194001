import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { addressesOf, type People, peopleQueries } from "../people.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { type BreachRow, stepsOpen } from "./breach.ts";
import { type EntryWords, openEntry, type Scope, unitOf } from "./entry.ts";
import { breachById, breachKey, entriesOf } from "./queries-breach.ts";
import { addEntry } from "./record.ts";
import { type ActForm, actForm, breachParams, caseQuery } from "./schema.ts";
import { BreachCase } from "./views-case.tsx";
import { lawWords } from "./views-clock.tsx";

const HERE = "/console/breaches";
type Asked = { params: { breach: string } };

/** A breach with all that was written of it. */
export const breachQueries = ({ var: { realm } }: AppContext, { params: { breach } }: Asked) =>
	[breachById(realm.id, breach), entriesOf(realm.id, breach), breachKey(realm.id, breach)] as const;
export type BreachRows = RowsOf<ReturnType<typeof breachQueries>>;

/** @throws AppError not_found, for a breach of another realm as for none (T8) */
export function breachIn([[breach]]: readonly [readonly BreachRow[], ...unknown[]]): BreachRow {
	if (breach === undefined) throw new AppError("not_found", "no such breach");
	return breach;
}

const shownQueries = (c: AppContext, asked: Asked) => [...breachQueries(c, asked), ...peopleQueries(c.var)] as const;
type Shown = RowsOf<ReturnType<typeof shownQueries>>;

/** One breach: its clock, what was written, and what can be done. */
export const caseHandlers = {
	...guarded("GET /console/breaches/:breach", {
		params: breachParams,
		query: caseQuery,
		queries: shownQueries,
		answer: (c, { staff, rows, query: { done } }) =>
			casePage(c, staff, rows, {
				...{ state: EMPTY_FORM, status: 200 },
				done: done && words(c.var.locale).breaches.done[done],
			}),
	}),
	...guarded("POST /console/breaches/:breach", {
		params: breachParams,
		form: {
			schema: async (c) => actForm(c.var, (await typedFields(c)).act),
			refuse: {
				queries: shownQueries,
				answer: (c, { staff, rows, state }) => casePage(c, staff, rows, { state, status: 422 }),
			},
		},
		queries: shownQueries,
		answer: async (c, { staff, rows, form }) => {
			const breach = breachIn(rows);
			if (form === undefined) throw new AppError("bad_request", "no step of a breach");
			const again = async (errors: Record<string, string>, status: 409 | 422) =>
				casePage(c, staff, rows, { state: refill(await typedFields(c), errors), status });
			const { error } = words(c.var.locale).breaches;
			// What the officer had read of it: two of them, or one press twice, are one step.
			const { seen } = await typedFields(c);
			if (seen !== undefined && seen !== String(breach.entries)) return again({ form: error.busy }, 409);
			const wrong = wrongWith(c, breach, form);
			if (wrong !== undefined) return again(wrong, 422);
			const done = await addEntry(c.var, staff, { breach, key: rows[2][0] }, form as EntryWords);
			if (done === "busy") return again({ form: error.busy }, 409);
			if (done === "unchanged") return again({ form: error.noSuchStep }, 409);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${breach.id}`), "added"), 303);
		},
	}),
};

/** What only the breach itself shows to be wrong with a step. */
function wrongWith(
	{ var: { locale } }: AppContext,
	{ aware_at, tell_by, law, risk, authority }: BreachRow,
	form: ActForm,
): Record<string, string> | undefined {
	const text = words(locale).breaches;
	if (form.what === "authority_told" || form.what === "members_told") {
		const field = form.what === "authority_told" ? "authority_on" : "members_on";
		if (form.words.on < aware_at) return { [field]: text.error.notBefore };
	}
	// Art. 33(1): the reasons of a delay go with the first notification.
	if (form.what === "authority_told" && authority === "" && form.words.on > tell_by && form.words.delay === "")
		return { delay: text.error.delay(lawWords(law, locale)) };
	if (form.what === "members_not_told" && form.words.ground === "not_high" && risk === "high")
		return { ground: text.notHighOnly };
	return undefined;
}

type View = { state: FormState; status: 200 | 409 | 422; done?: string | undefined };

async function casePage(c: AppContext, staff: Staff, rows: Shown, { status, ...view }: View): Promise<Response> {
	const breach = breachIn(rows);
	const [, entries, [key], ...people] = rows;
	const unit = await unitOf(await c.var.keys(), key);
	const addresses = await addressesOf(c.var, people as unknown as People);
	const { program } = words(c.var.locale).breaches;
	const at = (path: string) => accountPathWithoutFlow(c.var, `${HERE}${path}`);
	const shown = {
		...{ ...view, breach, now: c.var.now, steps: stepsOpen(breach) },
		brandName: (id: string) => c.var.snapshot.findBrand(id as never)?.look.name ?? id,
		entries: await Promise.all(
			entries.map(async (entry) => ({
				...{ number: entry.number, what: entry.what, at: entry.written_at, words: await openEntry(unit, entry) },
				by: entry.staff_id === "" ? program : (addresses.get(entry.staff_id) ?? entry.staff_id),
			})),
		),
		links: {
			...{ action: at(`/${breach.id}`), back: at("") },
			...{ affected: at(`/${breach.id}/affected`), letter: at(`/${breach.id}/letter`) },
		},
	};
	return renderPage(c, <BreachCase context={await consoleContext(c, staff)} {...shown} />, { status });
}

/** What the record says that it touches: with this the forms about members begin. */
export async function scopeIn(c: AppContext, [, entries, [key]]: BreachRows): Promise<Scope | undefined> {
	const unit = await unitOf(await c.var.keys(), key);
	const opened = await Promise.all(entries.map((entry) => openEntry(unit, entry)));
	return opened.flatMap((entry) => (entry && "scope" in entry.words ? [entry.words.scope] : [])).at(-1);
}
