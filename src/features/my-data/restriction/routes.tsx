import { Hono } from "hono";
import { type OwnPhoto, pictureSize } from "#features/profiles/photos/own-photos.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { openDecisionReason } from "#foundation/rights/restriction/decision-reason.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { begin, endOwn, readOwn } from "./own-restrictions.ts";
import { endForm, restrictionForm, restrictionQuery } from "./schema.ts";
import { RestrictionPage } from "./views.tsx";

const PATH = "/privacy/restriction";

/** The page has two forms: one that begins a restriction, and a button for each that ends it. */
const formOf = async (c: AppContext) =>
	Object.hasOwn(await typedFields(c), "end") ? endForm : restrictionForm(c.var.locale);

/** A member has the use of their data restricted (GDPR Art. 18), at once, and ends it again. */
export const restrictionRoutes = new Hono<App>()
	.get(PATH, validateQuery(restrictionQuery), (c) => page(c, EMPTY_FORM, { done: c.req.valid("query").done }))
	.post(
		PATH,
		validateForm(formOf, (c, state) => page(c, state, { status: 422 })),
		async (c) => {
			const form = c.req.valid("form");
			const own = await readOwn(c.var);
			if (own === undefined) return toSignIn(c);
			if ("end" in form) {
				await endOwn(c.var, own, form.end);
				return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), "ended"), 303);
			}
			const what = own.offered.find(({ value }) => value === form.what);
			if (what === undefined) {
				const { choose } = words(c.var.locale).myData.restriction;
				return page(c, refill({ ground: form.ground }, { what: choose }), { status: 422 });
			}
			await begin(c.var, own, what, form.ground);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), "begun"), 303);
		},
	);

async function page(
	c: AppContext,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 422; done?: string | undefined },
): Promise<Response> {
	const own = await readOwn(c.var);
	if (own === undefined) return toSignIn(c);
	const standing = await Promise.all(
		own.standing.map(async (one) => {
			const row = { table: "restriction", id: one.id } as const;
			return { ...one, reason: await openDecisionReason(c.var.keys, row, one.reason_sealed, own.keys) };
		}),
	);
	const text = words(c.var.locale).myData.restriction;
	const context = await accountContext(c);
	const shown = {
		...{ state, standing, offered: own.offered },
		brandName: (id: string) => c.var.snapshot.findBrand(id)?.look.name ?? id,
		pictureOf: ({ brand_id, id, ...size }: OwnPhoto) =>
			// A page of the profile, which a session for privacy rights does not open.
			context.rightsOnly
				? undefined
				: {
						src: accountPathWithoutFlow(c.var, `/profile/${brand_id}/photos/${id}/320`),
						...pictureSize(size, THUMBNAIL),
					},
		action: accountPathWithoutFlow(c.var, PATH),
		back: accountPathWithoutFlow(c.var, "/privacy"),
		choices: accountPathWithoutFlow(c.var, "/privacy/choices"),
		done: { begun: text.begun, ended: text.ended }[done ?? ""],
	};
	return renderPage(c, <RestrictionPage context={context} {...shown} />, { status });
}
/** Pixels of a photo among the answers. */
const THUMBNAIL = 72;
