import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../../page.tsx";
import { guarded } from "../../routes-guard.tsx";
import type { Staff } from "../../session.ts";
import { stepsOpen } from "../breach.ts";
import { addEntry } from "../record.ts";
import { type BreachRows, breachIn, breachQueries } from "../routes-case.tsx";
import { breachParams, itemsOffered } from "../schema.ts";
import { breachLettersJob } from "./job.ts";
import { fromRecord } from "./routes-affected.tsx";
import { letterForm } from "./schema.ts";
import { LetterPage } from "./views-letter.tsx";

const HERE = "/console/breaches";

/** Telling the members who are affected (GDPR Art. 34), each by a mail of their own; nobody is shown a list of them. */
export const letterHandlers = {
	...guarded("GET /console/breaches/:breach/letter", {
		params: breachParams,
		queries: breachQueries,
		answer: async (c, { staff, rows }) => letterPage(c, staff, rows, await fromRecord(c, rows), 200),
	}),
	...guarded("POST /console/breaches/:breach/letter", {
		params: breachParams,
		form: {
			schema: (c) => letterForm(c.var),
			refuse: {
				queries: breachQueries,
				answer: (c, { staff, rows, state }) => letterPage(c, staff, rows, state, 422),
			},
		},
		queries: breachQueries,
		answer: async (c, { staff, rows, form }) => {
			const breach = breachIn(rows);
			const { error } = words(c.var.locale).breaches;
			const known = { breach, key: rows[2][0] };
			// What the officer had read of it: the same form sent twice is one letter.
			const { seen } = await typedFields(c);
			const isStale = seen !== undefined && seen !== String(breach.entries);
			const done = isStale ? "busy" : await addEntry(c.var, staff, known, { what: "letter_begun", words: form });
			if (done !== "added") {
				const message = done === "busy" ? error.busy : error.noSuchStep;
				return letterPage(c, staff, rows, refill(await typedFields(c), { form: message }), 409);
			}
			const { register } = c.var.running;
			c.var.defer(async (job) => {
				await breachLettersJob(job, register);
				c.var.sendMail();
			});
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${breach.id}`), "letter"), 303);
		},
	}),
};

async function letterPage(
	c: AppContext,
	staff: Staff,
	rows: BreachRows,
	state: FormState,
	status: 200 | 409 | 422,
): Promise<Response> {
	const breach = breachIn(rows);
	const { breaches: text } = words(c.var.locale);
	const at = (path: string) => accountPathWithoutFlow(c.var, `${HERE}/${breach.id}${path}`);
	const isOpen = stepsOpen(breach).includes("letter_begun");
	const shown = {
		...{ state, seen: breach.entries, items: itemsOffered(c.var) },
		shut: isOpen ? undefined : breach.letter_after === null ? text.notAssessed : text.letterRuns,
		brands: c.var.realm.brands.map((id) => ({ id, name: c.var.snapshot.findBrand(id)?.look.name ?? id })),
		links: { action: at("/letter"), breach: at("") },
	};
	return renderPage(c, <LetterPage context={await consoleContext(c, staff)} {...shown} />, { status });
}
