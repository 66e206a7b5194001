import { z } from "zod";
import { accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { optionalText } from "#foundation/ui/form-fields.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { type Controller, controllersOf } from "./controllers.ts";
import { csvOfRecord } from "./csv.ts";
import { recordOf } from "./record.ts";
import { RecordPage } from "./views.tsx";

const PATH = "/console/register";
/** Whose; without it, the operator's. */
const recordQuery = z.object({ controller: optionalText() });

/** @throws AppError not_found, for a controller of another realm as for none (T8) */
function controllerIn(context: Context, key: string | undefined): { all: Controller[]; one: Controller } {
	const all = controllersOf(context);
	const one = key === undefined ? all[0] : all.find((each) => each.key === key);
	if (one === undefined) throw new AppError("not_found", "no such controller");
	return { all, one };
}

/** The record of processing activities, one for each controller (GDPR Art. 30): derived at each look, never kept. */
export const recordHandlers = {
	...guarded("GET /console/register", {
		query: recordQuery,
		queries: () => [],
		answer: async (c, { staff, query: { controller } }) => {
			const { all, one } = controllerIn(c.var, controller);
			const at = (path: string, key: string) => withQuery(accountPathWithoutFlow(c.var, path), { controller: key });
			const shown = {
				...{ controller: one, record: recordOf(one, c.var.locale, c.var.running) },
				links: {
					download: at(`${PATH}/table.csv`, one.key),
					controllers: all.map(({ key, partner, brands }) => ({
						...{ href: at(PATH, key), isShown: key === one.key },
						name: partner ?? brands[0]?.legal.operator.name ?? key,
					})),
				},
			};
			return renderPage(c, <RecordPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/register/table.csv", {
		query: recordQuery,
		queries: () => [],
		answer: (c, { query: { controller } }) => {
			const { one } = controllerIn(c.var, controller);
			const name = words(c.var.locale).records.fileName(one.key, calendarDay(c.var.at));
			return c.body(csvOfRecord(one, recordOf(one, c.var.locale, c.var.running), c.var.locale), 200, {
				"Content-Type": "text/csv; charset=utf-8",
				"Content-Disposition": `attachment; filename="${name}"`,
			});
		},
	}),
};
