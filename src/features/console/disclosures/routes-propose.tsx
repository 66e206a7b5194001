import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { ITEM_IDS, type ItemId } from "#foundation/register/items.ts";
import { type CopiedTable, copiedTables } from "#foundation/rights/export/columns.ts";
import { heldItemQueries, heldItemsIn } from "#foundation/rights/export/held-items.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { HERE as MEMBERS, subjectIn } from "../members/routes-card.tsx";
import { type OpenCardRows, openCardQueries, shutInstead } from "../members/routes-open.tsx";
import { memberParams } from "../members/schema.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { propose } from "./propose.ts";
import { HERE } from "./routes.tsx";
import { proposeForm } from "./schema.ts";
import { ProposePage } from "./views-propose.tsx";

/** Lists and copies that the program keeps for the member are no data that anybody else is given. */
const NOT_GIVEN: readonly ItemId[] = ["disclosures", "export_copy"];

type Asked = { params: { member: string } };

const tablesHere = ({ var: { running } }: AppContext): CopiedTable[] => copiedTables(running.register, "member");

const queriesOf = (c: AppContext, { params: { member } }: Asked) => {
	const { realm } = c.var;
	return [
		...openCardQueries(c.var, member),
		...heldItemQueries(tablesHere(c), { realm: realm.id, brands: realm.brands, subject: member }),
	] as const;
};

/** Proposing that data of a member are given on a legal ground, by who opened the member's card (P22). */
export const proposeHandlers = {
	...guarded("GET /console/members/:member/disclosures", {
		params: memberParams,
		queries: queriesOf,
		answer: (c, { staff, rows }) => proposePage(c, staff, rows, EMPTY_FORM, 200),
	}),
	...guarded("POST /console/members/:member/disclosures", {
		params: memberParams,
		form: {
			schema: (c) => proposeForm(c.var),
			refuse: {
				queries: queriesOf,
				answer: (c, { staff, rows, state }) => proposePage(c, staff, rows, state, 422),
			},
		},
		queries: queriesOf,
		answer: async (c, { staff, rows, form: { items, ...asked } }) => {
			const [subject, text] = [subjectIn(rows), words(c.var.locale)];
			const again = async (errors: Record<string, string>, status: 409 | 422) =>
				proposePage(c, staff, rows, refill(await typedFields(c), errors), status);
			const shut = shutInstead(c, staff, rows, 422);
			if (shut !== undefined) return shut;
			const held = itemsIn(c, rows);
			if (items.some((item) => !held.includes(item))) return again({ items: text.legalDisclosures.notHeld }, 422);
			const ends = { last: subject.last, head: rows[4][0] };
			const wanted = { ...asked, member: subject.id, prolongs: undefined, items: items.join(" ") };
			const id = await propose(c.var, staff, wanted, ends);
			if (id === "busy") return again({ form: text.desk.holds.busy }, 409);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${id}`), "proposed"), 303);
		},
	}),
};

function itemsIn(c: AppContext, [, , , , , ...counts]: OpenCardRows): ItemId[] {
	const held = heldItemsIn(tablesHere(c), counts);
	return ITEM_IDS.filter((item) => held.has(item) && !NOT_GIVEN.includes(item));
}

async function proposePage(
	c: AppContext,
	staff: Staff,
	rows: OpenCardRows,
	state: FormState,
	status: 200 | 409 | 422,
): Promise<Response> {
	const subject = subjectIn(rows);
	const shut = shutInstead(c, staff, rows, status);
	if (shut !== undefined) return shut;
	const shown = {
		...{ context: await consoleContext(c, staff), state, items: itemsIn(c, rows) },
		action: accountPathWithoutFlow(c.var, `${MEMBERS}/${subject.id}/disclosures`),
		member: accountPathWithoutFlow(c.var, `${MEMBERS}/${subject.id}`),
	};
	return renderPage(c, <ProposePage {...shown} />, { status });
}
