import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import type { HeldRow } from "#foundation/rights/holds/hold.ts";
import { holdableTables, rowsToHold } from "#foundation/rights/holds/item.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { HERE as MEMBERS, subjectIn } from "../members/routes-card.tsx";
import { type OpenCardRows, openCardQueries, shutInstead } from "../members/routes-open.tsx";
import { memberParams } from "../members/schema.ts";
import { consoleContext } from "../page.tsx";
import { brandName } from "../rights/case.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { placeHold } from "./desk.ts";
import { HERE } from "./routes.tsx";
import { placeForm } from "./schema.ts";
import { PlacePage } from "./views-place.tsx";

/** OpenCardRows of one table that are offered. */
const MAX_OFFERED = 100;

type Asked = { params: { member: string } };
const queriesOf = ({ var: context }: AppContext, { params: { member } }: Asked) => {
	const owner = { realm: context.realm.id, brands: context.realm.brands, subject: member };
	return [
		...openCardQueries(context, member),
		...holdableTables(context.running.register).map((table) => rowsToHold(table, owner, MAX_OFFERED)),
	] as const;
};

/** Holding one item of a member whose card is open. */
export const placeHandlers = {
	...guarded("GET /console/members/:member/holds", {
		params: memberParams,
		queries: queriesOf,
		answer: (c, { staff, rows }) => placePage(c, staff, rows, EMPTY_FORM, 200),
	}),
	...guarded("POST /console/members/:member/holds", {
		params: memberParams,
		form: {
			schema: (c) => placeForm(c.var),
			refuse: {
				queries: queriesOf,
				answer: (c, { staff, rows, state }) => placePage(c, staff, rows, state, 422),
			},
		},
		queries: queriesOf,
		answer: async (c, { staff, rows, form: { item: name, ...wanted } }) => {
			const [subject, text] = [subjectIn(rows), words(c.var.locale)];
			const again = async (errors: Record<string, string>, status: 409 | 422) =>
				placePage(c, staff, rows, refill(await typedFields(c), errors), status);
			const shut = shutInstead(c, staff, rows, 422);
			if (shut !== undefined) return shut;
			const item = itemsIn(c, rows).find((one) => nameOf(one) === name);
			if (item === undefined) return again({ item: text.console.error.choose }, 422);
			const id = await placeHold(c.var, staff, subject, { ...wanted, item }, rows[4][0]);
			if (id === "busy") return again({ form: text.desk.holds.busy }, 409);
			if (id === undefined) return again({ item: text.desk.holds.already }, 409);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${id}`), "placed"), 303);
		},
	}),
};

const nameOf = ({ table, brand, row }: HeldRow) => [table, brand, row].join("~");

/** Each row once, however many ways its table has to be about the member. */
function itemsIn({ var: context }: AppContext, [, , , , , ...found]: OpenCardRows): HeldRow[] {
	const items = holdableTables(context.running.register).flatMap(({ table }, at) =>
		((found[at] ?? []) as { brand: string; row: string }[]).map(({ brand, row }): HeldRow => ({ table, brand, row })),
	);
	return [...new Map(items.map((item) => [nameOf(item), item])).values()];
}

async function placePage(
	c: AppContext,
	staff: Staff,
	rows: OpenCardRows,
	state: FormState,
	status: 200 | 409 | 422,
): Promise<Response> {
	const subject = subjectIn(rows);
	const shut = shutInstead(c, staff, rows, status);
	if (shut !== undefined) return shut;
	const items = itemsIn(c, rows);
	const shown = {
		...{ context: await consoleContext(c, staff), state },
		items: items.map((item, at) => {
			const { table, brand } = item;
			const alike = items.filter((one) => one.table === table && one.brand === brand);
			const number = alike.length > 1 ? items.slice(0, at + 1).filter((one) => alike.includes(one)).length : undefined;
			return { value: nameOf(item), table, brand: brand && brandName(c.var, brand), number };
		}),
		action: accountPathWithoutFlow(c.var, `${MEMBERS}/${subject.id}/holds`),
		member: accountPathWithoutFlow(c.var, `${MEMBERS}/${subject.id}`),
	};
	return renderPage(c, <PlacePage {...shown} />, { status });
}
