import { Hono } from "hono";
import { readMemberships } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { openDecisionReason, RESTRICTION_UNITS } from "#foundation/rights/restriction/decision-reason.ts";
import {
	addRestriction,
	endOwnRestriction,
	standingRestrictions,
} from "#foundation/rights/restriction/queries-restriction.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { restrictableOn } from "./restrictable.ts";
import { endForm, restrictionForm, restrictionQuery } from "./schema.ts";
import { RestrictionPage } from "./views.tsx";

const PATH = "/privacy/restriction";

/** The page has two forms: one that begins a restriction, and a button for each that ends it. */
const formOf = async (c: AppContext) =>
	Object.hasOwn(await typedFields(c), "end")
		? endForm
		: restrictionForm(
				c.var.locale,
				restrictableOn(c.var, c.var.realm.brands).map(({ value }) => value),
			);

/** A member has the use of their data restricted (GDPR Art. 18), at once, and ends it again. */
export const restrictionRoutes = new Hono<App>()
	.get(PATH, validateQuery(restrictionQuery), (c) => page(c, EMPTY_FORM, { done: c.req.valid("query").done }))
	.post(
		PATH,
		validateForm(formOf, (c, state) => page(c, state, { status: 422 })),
		async (c) => {
			const form = c.req.valid("form");
			const read = await readMemberships(c.var, () => []);
			if (read === undefined) return toSignIn(c);
			const { realm, at, now } = c.var;
			const { id: member } = read.member;
			const back = (done: string) => c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), done), 303);
			if ("end" in form) {
				await c.var.database().write(endOwnRestriction(realm.id, member, form.end, at));
				return back("ended");
			}
			const joined = read.memberships.map(({ brand_id }) => brand_id);
			const what = restrictableOn(c.var, joined).find(({ value }) => value === form.what);
			if (what === undefined) {
				const { choose } = words(c.var.locale).myData.restriction;
				return page(c, refill({ ground: form.ground }, { what: choose }), { status: 422 });
			}
			await c.var.database().write(
				addRestriction({
					...{ realm_id: realm.id, id: uuidv7(now), member_id: member, since: at, ground: form.ground },
					...{ brand_id: what.brand, item: what.item, purpose: "", row_id: "" },
				}),
			);
			return back("begun");
		},
	);

async function page(
	c: AppContext,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 422; done?: string | undefined },
): Promise<Response> {
	const { realm } = c.var;
	const read = await readMemberships(
		c.var,
		({ member }) =>
			[standingRestrictions(realm.id, member), unitKeysOfParts(realm.id, [member], RESTRICTION_UNITS)] as const,
	);
	if (read === undefined) return toSignIn(c);
	const [rows, keys] = read.rows;
	const standing = await Promise.all(
		rows.map(async (one) => {
			const row = { table: "restriction", id: one.id } as const;
			return { ...one, reason: await openDecisionReason(c.var.keys, row, one.reason_sealed, keys) };
		}),
	);
	const joined = read.memberships.map(({ brand_id }) => brand_id);
	const text = words(c.var.locale).myData.restriction;
	const shown = {
		...{ state, standing, offered: restrictableOn(c.var, joined) },
		brandName: (id: string) => c.var.snapshot.findBrand(id)?.look.name ?? id,
		action: accountPathWithoutFlow(c.var, PATH),
		back: accountPathWithoutFlow(c.var, "/privacy"),
		choices: accountPathWithoutFlow(c.var, "/privacy/choices"),
		done: { begun: text.begun, ended: text.ended }[done ?? ""],
	};
	return renderPage(c, <RestrictionPage context={await accountContext(c)} {...shown} />, { status });
}
