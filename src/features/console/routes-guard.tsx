import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { every } from "hono/combine";
import type { Compilable } from "kysely";
import type { z } from "zod";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import {
	type FormSchema,
	refusalAsJson,
	VALIDATES,
	validateForm,
	validateFormOf,
	validateParams,
	validateQuery,
} from "#foundation/http/validate.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "./page.tsx";
import { CONSOLE_ACCESS, type GuardedRoute, may, type OpenRoute } from "./roles.ts";
import { readStaff, type Staff, type StaffToken } from "./session.ts";

export type Handler = MiddlewareHandler<App>;

/** `Request`: what the schemas of the route made of the request. */
type Step<Request extends object, Queries extends readonly Compilable<unknown>[]> = {
	/** What the answer needs, in the one trip that says who asks. Of nobody's sealed values but one's own. */
	queries: (c: AppContext, asked: Request & { token: StaffToken }) => Queries | Promise<Queries>;
	answer: (c: AppContext, known: Request & { staff: Staff; rows: RowsOf<Queries> }) => Response | Promise<Response>;
};

type Address<Params extends z.ZodType, Query extends z.ZodType> = { params: z.output<Params>; query: z.output<Query> };

type Validated<Params extends z.ZodType, Query extends z.ZodType, Form extends z.ZodType> = {
	in: { param: z.input<Params>; query: z.input<Query>; form: z.input<Form> };
	out: { param: z.output<Params>; query: z.output<Query>; form: z.output<Form> };
};

type GuardedForm<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Form extends z.ZodType,
	Queries extends readonly Compilable<unknown>[],
> = {
	schema: FormSchema<Form>;
	/** Gives the form back where a person can type something wrong: to callers who may have the answer, and no others. */
	refuse?: Step<Address<Params, Query> & { state: FormState }, Queries>;
};

type Guarded<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Form extends z.ZodType,
	Queries extends readonly Compilable<unknown>[],
	RefusalQueries extends readonly Compilable<unknown>[],
> = {
	params?: Params;
	query?: Query;
	/** Absent: a GET, or the form of one button. */
	form?: GuardedForm<Params, Query, Form, RefusalQueries>;
} & Step<Address<Params, Query> & { form: z.output<Form> }, Queries>;

/**
 * A route for whose role holds its permission (`CONSOLE_ACCESS`): neither its answer nor its refusal of a form is
 * reached in any other way. Who is not signed in is sent to where one can; a role that may not is told so, and so is an
 * account that waits for a second person, whatever its role.
 */
export function guarded<
	Route extends GuardedRoute,
	const Queries extends readonly Compilable<unknown>[],
	const RefusalQueries extends readonly Compilable<unknown>[] = [],
	Params extends z.ZodType = z.ZodUndefined,
	Query extends z.ZodType = z.ZodUndefined,
	Form extends z.ZodType = z.ZodUndefined,
>(route: Route, own: Guarded<Params, Query, Form, Queries, RefusalQueries>): Record<Route, Handler> {
	type Input = Validated<Params, Query, Form>;
	const addressOf = (c: HonoContext<App, string, Input>) => ({
		params: c.req.valid("param"),
		query: c.req.valid("query"),
	});
	const answer = (c: HonoContext<App, string, Input>) =>
		run(c, route, own, { ...addressOf(c), form: c.req.valid("form") });
	return composed(route, [
		...(own.params ? [validateParams(own.params)] : []),
		...(own.query ? [validateQuery(own.query)] : []),
		...(route.startsWith("POST ") ? [formValidator(route, own.form, addressOf)] : []),
		answer,
	]);
}

/** The form of one button gives its answer nothing. */
const BUTTON = NO_FIELDS.transform(() => undefined);

function formValidator<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Form extends z.ZodType,
	RefusalQueries extends readonly Compilable<unknown>[],
>(
	route: GuardedRoute,
	form: GuardedForm<Params, Query, Form, RefusalQueries> | undefined,
	addressOf: (c: AppContext) => Address<Params, Query>,
): Handler {
	if (form === undefined) return validateForm(BUTTON);
	const { schema, refuse } = form;
	if (refuse === undefined) return validateForm(schema);
	return validateFormOf(schema, (c, state) => {
		const answer: typeof refuse.answer = (_, known) => refusalAsJson(c, state) ?? refuse.answer(c, known);
		return run(c, route, { ...refuse, answer }, { ...addressOf(c), state });
	});
}

/** Photos are reviewed so that others may see them; all else that staff do of a member is about a claim or a right. */
const REVIEW = /^(GET|POST) \/console\/photos/;

async function run<Request extends object, Queries extends readonly Compilable<unknown>[]>(
	c: AppContext,
	route: GuardedRoute,
	{ queries, answer }: Step<Request, Queries>,
	request: Request,
): Promise<Response> {
	const use = REVIEW.test(route) ? "moderation" : "claims";
	const read = await readStaff(c.var, (token) => queries(c, { ...request, token }), use);
	if (read === undefined) return c.redirect(accountPathWithoutFlow(c.var, "/console/sign-in"), 303);
	const { staff, rows } = read;
	if (staff.waits) return waiting(c, staff, route === "GET /console" ? 200 : 403);
	if (!may(staff.role, CONSOLE_ACCESS[route])) return forbidden(c, staff);
	return answer(c, { ...request, staff, rows });
}

/** A route for anyone: what it does proves its right by itself. */
export function open<Route extends OpenRoute, Validated extends object>(
	route: Route,
	validators: readonly MiddlewareHandler<App, string, Validated>[],
	handler: (c: HonoContext<App, string, Validated>) => Response | Promise<Response>,
): Record<Route, Handler> {
	return composed(route, [...validators, async (c: HonoContext<App, string, Validated>) => handler(c)]);
}

/** One handler of all: the list of routes has each route once. */
function composed<Route extends string>(route: Route, handlers: readonly Handler[]): Record<Route, Handler> {
	const all: Handler = every(...handlers);
	if (handlers.some((handler) => VALIDATES in handler)) Object.assign(all, { [VALIDATES]: "form" });
	return { [route]: all } as Record<Route, Handler>;
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
