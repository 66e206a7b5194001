import { Hono } from "hono";
import { readMemberships } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import {
	addRestriction,
	chooseProcessing,
	endOwnObjection,
	processingChoices,
} from "#foundation/rights/queries-restriction.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type Objectionable, objectionableOn } from "./objectionable.ts";
import { choiceForm, choicesQuery } from "./schema.ts";
import { ChoicesPage } from "./views.tsx";

const PATH = "/privacy/choices";

/** A member objects to uses that rest on a legitimate interest (GDPR Art. 21), and takes that back. */
export const choicesRoutes = new Hono<App>()
	.get(PATH, validateQuery(choicesQuery), (c) => page(c, EMPTY_FORM, { done: c.req.valid("query").done }))
	.post(
		PATH,
		validateForm(
			(c) => choiceForm(c.var.locale),
			(c, state) => page(c, state, { status: 422 }),
		),
		async (c) => {
			const { purpose, allowed } = c.req.valid("form");
			const read = await readMemberships(c.var, () => []);
			if (read === undefined) return toSignIn(c);
			const joined = read.memberships.map(({ brand_id }) => brand_id);
			const known = objectionableOn(c.var, joined).find((one) => one.purpose === purpose);
			const { notHere } = words(c.var.locale).myData.objection;
			if (known === undefined) return page(c, refill({}, { purpose: notHere }), { status: 422 });
			await c.var.database().write(...choiceQueries(c.var, read.member.id, known, allowed === "yes"));
			const done = allowed === "yes" ? "allowed" : known.effect;
			return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), done), 303);
		},
	);

/** What was chosen, and the restriction that carries it out: both or neither. */
function choiceQueries(
	{ realm, at, now }: Context,
	member: string,
	{ purpose, effect }: Objectionable,
	allowed: boolean,
) {
	const own = { realm_id: realm.id, member_id: member, purpose };
	const ended_at = allowed ? at : null;
	const state = allowed || effect === "final" ? "final" : "open";
	const chosen = chooseProcessing({ ...own, allowed: allowed ? 1 : 0, state, changed_at: at, ended_at });
	if (allowed) return [chosen, endOwnObjection(realm.id, member, purpose, at)];
	const ground = effect === "final" ? "marketing" : "objection";
	const restriction = { ...own, id: uuidv7(now), brand_id: "", item: "", row_id: "", ground, since: at } as const;
	return [chosen, ...(effect === "goes_on" ? [] : [addRestriction(restriction)])];
}

async function page(
	c: AppContext,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 422; done?: string | undefined },
): Promise<Response> {
	const { realm } = c.var;
	const read = await readMemberships(c.var, ({ member }) => [processingChoices(realm.id, member)]);
	if (read === undefined) return toSignIn(c);
	const [chosen] = read.rows;
	const joined = read.memberships.map(({ brand_id }) => brand_id);
	const text = words(c.var.locale).myData.objection;
	const shown = {
		state,
		uses: objectionableOn(c.var, joined).map((one) => ({
			...one,
			objectedAt: chosen.find(({ purpose, allowed }) => purpose === one.purpose && allowed === 0)?.changed_at,
		})),
		action: accountPathWithoutFlow(c.var, PATH),
		back: accountPathWithoutFlow(c.var, "/privacy"),
		done: { ...text.effects, allowed: text.allowed }[done ?? ""],
	};
	return renderPage(c, <ChoicesPage context={await accountContext(c)} {...shown} />, { status });
}
