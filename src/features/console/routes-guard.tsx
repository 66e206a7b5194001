import type { Compilable } from "kysely";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "./page.tsx";
import { CONSOLE_ACCESS, type GuardedRoute, may, type OpenRoute } from "./roles.ts";
import { readStaff, type Staff, type StaffToken } from "./session.ts";

export type Handler = (c: AppContext) => Promise<Response>;

type Fields<Field extends string> = Partial<Record<Field, string>>;

type Guarded<Field extends string, Queries extends readonly Compilable<unknown>[]> = {
	/** Of the form, where there is one. */
	fields?: readonly Field[];
	/** What the answer needs, in the one trip that says who asks. Of nobody's sealed values but one's own. */
	queries: (c: AppContext, asked: { token: StaffToken; fields: Fields<Field> }) => Queries | Promise<Queries>;
	answer: (
		c: AppContext,
		known: { staff: Staff; rows: RowsOf<Queries>; fields: Fields<Field> },
	) => Response | Promise<Response>;
};

/**
 * A route for whose role holds its permission (`CONSOLE_ACCESS`): its answer is not reached in any other way. Who is
 * not signed in is sent to where one can; a role that may not is told so, and so is an account that waits for a second
 * person, whatever its role.
 */
export function guarded<
	Route extends GuardedRoute,
	const Queries extends readonly Compilable<unknown>[],
	Field extends string = never,
>(route: Route, { fields, queries, answer }: Guarded<Field, Queries>): Record<Route, Handler> {
	const handler: Handler = async (c) => {
		const form = route.startsWith("POST ") ? await readForm(c, fields ?? []) : {};
		const read = await readStaff(c.var, (token) => queries(c, { token, fields: form }));
		if (read === undefined) return c.redirect(accountPathWithoutFlow(c.var, "/console/sign-in"), 303);
		const { staff, rows } = read;
		if (staff.waits) return waiting(c, staff, route === "GET /console" ? 200 : 403);
		if (!may(staff.role, CONSOLE_ACCESS[route])) return forbidden(c, staff);
		return answer(c, { staff, rows, fields: form });
	};
	return { [route]: handler } as Record<Route, Handler>;
}

/** A route for anyone: what it does proves its right by itself. */
export function open<Route extends OpenRoute>(route: Route, handler: Handler): Record<Route, Handler> {
	return { [route]: handler } as Record<Route, Handler>;
}

async function waiting(c: AppContext, staff: Staff, status: 200 | 403): Promise<Response> {
	const { waiting: text, roles } = words(c.var.locale).console;
	const shown = { title: text.title, words: [text.body(roles[staff.role]), text.next] };
	return renderPage(c, <ConsoleMessage context={await consoleContext(c, staff)} {...shown} />, { status });
}

async function forbidden(c: AppContext, staff: Staff): Promise<Response> {
	const { forbidden: text, roles, back } = words(c.var.locale).console;
	const context = await consoleContext(c, staff);
	const link = { href: context.home, label: back };
	const shown = { title: text.title, words: [text.body(roles[staff.role])], link };
	return renderPage(c, <ConsoleMessage context={context} {...shown} />, { status: 403 });
}
