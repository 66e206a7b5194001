import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { consoleContext } from "../../page.tsx";
import { guarded } from "../../routes-guard.tsx";
import type { Staff } from "../../session.ts";
import type { Scope } from "../entry.ts";
import { type BreachRows, breachIn, breachQueries, scopeIn } from "../routes-case.tsx";
import { brandBox, breachParams, itemBox, itemsOffered } from "../schema.ts";
import { countAffected, countErased, heldOf } from "./queries-affected.ts";
import { scopeForm } from "./schema.ts";
import { AffectedPage, type Counted } from "./views-affected.tsx";

const HERE = "/console/breaches";

/** Who is affected by a breach: numbers, and no names. */
export const affectedHandlers = {
	...guarded("GET /console/breaches/:breach/affected", {
		params: breachParams,
		queries: breachQueries,
		answer: async (c, { staff, rows }) =>
			affectedPage(c, staff, rows, { state: await fromRecord(c, rows), status: 200 }),
	}),
	...guarded("POST /console/breaches/:breach/affected", {
		params: breachParams,
		form: {
			schema: (c) => scopeForm(c.var),
			refuse: {
				queries: breachQueries,
				answer: (c, { staff, rows, state }) => affectedPage(c, staff, rows, { state, status: 422 }),
			},
		},
		queries: breachQueries,
		answer: async (c, { staff, rows, form: scope }) => {
			breachIn(rows);
			const counted = await count(c.var, scope);
			const state = refill(await typedFields(c), {});
			return affectedPage(c, staff, rows, { state, status: 200, counted });
		},
	}),
};

/** One trip, which only reads. */
async function count(context: Context, scope: Scope): Promise<Counted> {
	const { realm, running } = context;
	const parts = scope.items.map((item) => ({ item, held: heldOf(running.register, [item]) }));
	const kept = parts.filter(({ held }) => held.length > 0);
	const all = kept.flatMap(({ held }) => held);
	const database = context.database().for("claims");
	if (all.length === 0) {
		const [[gone]] = await database.read(countErased(realm.id, scope.from));
		return { total: 0, erased: gone?.erased ?? 0, items: parts.map(({ item }) => ({ item, members: undefined })) };
	}
	const [[gone], [total], ...each] = await database.read(
		countErased(realm.id, scope.from),
		countAffected(realm.id, scope, all),
		...kept.map(({ held }) => countAffected(realm.id, scope, held)),
	);
	const members = new Map(kept.map(({ item }, index) => [item, each[index]?.[0]?.members ?? 0]));
	return {
		...{ total: total?.members ?? 0, erased: gone?.erased ?? 0 },
		items: scope.items.map((item) => ({ item, members: members.get(item) })),
	};
}

/** The form as the record has it. */
export async function fromRecord(c: AppContext, rows: BreachRows): Promise<FormState> {
	breachIn(rows);
	const scope = await scopeIn(c, rows);
	if (scope === undefined) return EMPTY_FORM;
	const ticked = [...scope.items.map(itemBox), ...scope.brands.map(brandBox)];
	const values = Object.fromEntries(ticked.map((name): [string, string] => [name, "yes"]));
	return refill({ ...values, from_on: calendarDay(scope.from), to_on: calendarDay(scope.to) }, {});
}

type View = { state: FormState; status: 200 | 422; counted?: Counted };

async function affectedPage(
	c: AppContext,
	staff: Staff,
	rows: BreachRows,
	{ status, ...view }: View,
): Promise<Response> {
	const { id } = breachIn(rows);
	const at = (path: string) => accountPathWithoutFlow(c.var, `${HERE}/${id}${path}`);
	const shown = {
		...{ ...view, items: itemsOffered(c.var) },
		brands: c.var.realm.brands.map((brand) => ({
			id: brand,
			name: c.var.snapshot.findBrand(brand)?.look.name ?? brand,
		})),
		links: { action: at("/affected"), breach: at(""), letter: at("/letter") },
	};
	return renderPage(c, <AffectedPage context={await consoleContext(c, staff)} {...shown} />, { status });
}
