import { Hono } from "hono";
import { readMemberships } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { unitKeysOfParts } from "#foundation/crypto/queries.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { type NoticeAct, noticeReads } from "#foundation/recipients/notice.ts";
import { writeAct } from "#foundation/recipients/write-act.ts";
import { OBJECTION_UNITS, openDecisionReason } from "#foundation/rights/restriction/decision-reason.ts";
import { type Objection, ownObjections } from "#foundation/rights/restriction/queries-objection.ts";
import { type StandingRestriction, standingRestrictions } from "#foundation/rights/restriction/queries-restriction.ts";
import { liftedFrom } from "#foundation/rights/restriction/restriction.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { choiceQueries } from "./choice.ts";
import { type Objectionable, objectionableOn } from "./objectionable.ts";
import { choiceForm, choicesQuery } from "./schema.ts";
import { ChoicesPage, type Raised } from "./views.tsx";

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
			const { realm } = c.var;
			const read = await readMemberships(
				c.var,
				({ member }) =>
					[
						standingRestrictions(realm.id, member),
						ownObjections(realm.id, member),
						...noticeReads(realm.id, [member]),
					] as const,
			);
			if (read === undefined) return toSignIn(c);
			const joined = read.memberships.map(({ brand_id }) => brand_id);
			const known = objectionableOn(c.var, joined).find((one) => one.purpose === purpose);
			const { notHere } = words(c.var.locale).myData.objection;
			if (known === undefined) return page(c, refill({}, { purpose: notHere }), { status: 422 });
			const { id: member } = read.member;
			const [standing, raised, ...disclosed] = read.rows;
			const stopped = standing.find((one) => one.purpose === purpose && one.item === "");
			const act = actOf(known, { allowed: allowed === "yes", stopped, cause: `${member}:${purpose}:${raised.length}` });
			const queries = choiceQueries(c.var, member, known, allowed === "yes");
			await writeAct({ ...c.var, database: c.var.database() }, { realm: realm.id, member, act }, disclosed, queries);
			const done = allowed === "yes" ? "allowed" : known.effect;
			return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), done), 303);
		},
	);

type Chosen = { allowed: boolean; stopped: StandingRestriction | undefined; cause: string };

/** What recipients hear: of what stops now, and of its end; of nothing that had stopped, and of no use that goes on. */
function actOf({ effect, items }: Objectionable, { allowed, stopped, cause }: Chosen): NoticeAct {
	if (allowed) return { kind: "restriction_lifted", items: stopped ? items : [], cause: stopped?.id ?? cause };
	return { kind: "objection", items: stopped || effect === "goes_on" ? [] : items, cause };
}

async function page(
	c: AppContext,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 422; done?: string | undefined },
): Promise<Response> {
	const { realm } = c.var;
	const read = await readMemberships(
		c.var,
		({ member }) =>
			[
				ownObjections(realm.id, member),
				standingRestrictions(realm.id, member),
				unitKeysOfParts(realm.id, [member], OBJECTION_UNITS),
			] as const,
	);
	if (read === undefined) return toSignIn(c);
	const joined = read.memberships.map(({ brand_id }) => brand_id);
	const text = words(c.var.locale).myData.objection;
	const shown = {
		state,
		uses: await Promise.all(
			objectionableOn(c.var, joined).map(async (one) => ({ ...one, raised: await raisedIn(c.var, one, read.rows) })),
		),
		action: accountPathWithoutFlow(c.var, PATH),
		back: accountPathWithoutFlow(c.var, "/privacy"),
		done: { ...text.effects, allowed: text.allowed }[done ?? ""],
	};
	return renderPage(c, <ChoicesPage context={await accountContext(c)} {...shown} />, { status });
}

type Rows = readonly [readonly Objection[], readonly StandingRestriction[], readonly UnitKeyRow[]];

/** The last objection to a use that was not taken back, and what was decided of it. */
async function raisedIn(
	context: Context,
	{ purpose }: Objectionable,
	[objections, standing, keys]: Rows,
): Promise<Raised | undefined> {
	const last = objections.findLast((one) => one.purpose === purpose);
	if (last === undefined) return undefined;
	const { id, changed_at: since, decided_at: at, decided_role: role, state, reason_sealed } = last;
	if (at === null || role === null) return { since };
	const reason = await openDecisionReason(context.keys, { table: "processing_choice", id }, reason_sealed, keys);
	const told = standing.find((one) => one.purpose === purpose && one.ground === "objection")?.told_at;
	const from = told ? liftedFrom(Date.parse(told)) : undefined;
	return { since, decision: { outcome: state === "refused" ? "refused" : "upheld", at, role, reason, from } };
}
