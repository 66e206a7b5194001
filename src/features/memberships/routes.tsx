import { Hono } from "hono";
import type { z } from "zod";
import { proofForm } from "#features/accounts/credentials/schema.ts";
import { setVisibility } from "#features/accounts/membership.ts";
import { ProofPage } from "#features/accounts/session/proof-form.tsx";
import { readProofAsked, requireRecentAuth } from "#features/accounts/session/reauthenticate.ts";
import { readSignedIn } from "#features/accounts/session/signed-in.ts";
import { accountPathWithoutFlow, toSignIn, withQuery } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { departureFrom } from "./departure.ts";
import { leaveBrand, leavingAsksProof, leavingReads } from "./leaving.ts";
import { readBrandEntries } from "./own-brands.ts";
import { brandParam, brandsQuery, visibilityForm } from "./schema.ts";
import { staysWords } from "./stays-words.ts";
import { BrandsPage } from "./views.tsx";
import { DepartureLists } from "./views-departure.tsx";

/** A form of a page of one brand: an unknown brand has no pages, whatever is sent. */
const onBrand =
	<Schema extends z.ZodType>(schema: Schema) =>
	(c: AppContext, { brand }: { brand?: string }) => {
		brandOf(c.var, brand);
		return schema;
	};

/** Where one is a member, and as whom. */
export const brandsRoutes = new Hono<App>()
	.get("/brands", validateQuery(brandsQuery), (c) => {
		const { left } = c.req.valid("query");
		const brand = c.var.realm.brands.find((id) => id === left);
		return brandsPage(c, brand && c.var.snapshot.findBrand(brand));
	})
	.post("/brands/:brand/visibility", validateParams(brandParam), validateForm(onBrand(visibilityForm)), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		const { state } = c.req.valid("form");
		const read = await readSignedIn(c.var, () => []);
		if (read === undefined) return toSignIn(c);
		await setVisibility(c.var, { brand: brand.id, member: read.member.id, state });
		return c.redirect(accountPathWithoutFlow(c.var, "/brands"), 303);
	})
	.get("/brands/:brand/leave", validateParams(brandParam), (c) =>
		leavePage(c, brandOf(c.var, c.req.valid("param").brand), EMPTY_FORM),
	)
	.post("/brands/:brand/leave", validateParams(brandParam), validateForm(onBrand(proofForm)), async (c) => {
		const brand = brandOf(c.var, c.req.valid("param").brand);
		const queries = ({ member }: { member: string }) => leavingReads(c.var.realm.id, brand.id, member);
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, { queries });
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined && leavingAsksProof(c.var, brand))
			return leavePage(c, brand, refill({}, { current_password: auth.refusal }), 422);
		await leaveBrand(c.var, { brand: brand.id, member: auth.member.id }, auth.rows, auth.refund);
		return c.redirect(withQuery(accountPathWithoutFlow(c.var, "/brands"), { left: brand.id }), 303);
	});

async function leavePage(
	c: AppContext,
	brand: PublishedBrand,
	state: FormState,
	status: 200 | 422 = 200,
): Promise<Response> {
	const read = await readProofAsked(c.var);
	if (read === undefined) return toSignIn(c);
	const { memberships } = read;
	if (!memberships.some(({ brand_id }) => brand_id === brand.id)) throw new AppError("not_found", "no membership");
	const text = words(c.var.locale).accounts.brands;
	const { name } = brand.look;
	const proof = leavingAsksProof(c.var, brand) ? read : { asked: false, words: [] };
	return renderPage(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.leaveTitle(name)}
			words={[text.leaveBody(name), ...(memberships.length === 1 ? [text.leaveLast] : []), ...proof.words]}
			before={
				<DepartureLists
					locale={c.var.locale}
					departure={departureFrom(c.var, brand)}
					note={words(c.var.locale).accounts.departure.sealed(name)}
				/>
			}
			action={accountPathWithoutFlow(c.var, `/brands/${brand.id}/leave`)}
			submit={text.leave(name)}
			cancel={{ href: accountPathWithoutFlow(c.var, "/brands"), label: text.stay }}
			asked={proof.asked}
			danger
		/>,
		{ status },
	);
}

async function brandsPage(c: AppContext, left?: PublishedBrand): Promise<Response> {
	const entries = await readBrandEntries(c.var);
	if (entries === undefined) return toSignIn(c);
	const context = await accountContext(c);
	return renderPage(
		c,
		<BrandsPage
			context={context}
			entries={entries}
			left={left && { name: left.look.name, stays: staysWords(departureFrom(c.var, left).stays, c.var.locale) }}
			close={accountPathWithoutFlow(c.var, "/close")}
		/>,
	);
}
