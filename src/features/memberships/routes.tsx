import { Hono } from "hono";
import { proofAsked, readProven } from "#features/accounts/session/proof.ts";
import {
	acceptancesOf,
	memberForChange,
	membershipsOf,
	setMembershipState,
} from "#features/accounts/session/queries-session.ts";
import { readSignedIn } from "#features/accounts/session/signed-in.ts";
import { ProofPage } from "#features/accounts/session/views-proof.tsx";
import { ACCOUNT_TEXT } from "#features/accounts/text.ts";
import { openDisplayName } from "#features/profiles/brand-profile.ts";
import { editionWithoutProfiles } from "#features/profiles/place.ts";
import { keysOf, profilesOf } from "#features/profiles/queries.ts";
import { profileUnit } from "#features/profiles/units.ts";
import { settledPath, toBrand, toSignIn, withQuery } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { AppError } from "#foundation/errors.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { page } from "#foundation/http/respond.ts";
import type { BrandId } from "#foundation/ids.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { leaveBrand, leavingAsksProof } from "./leaving.ts";
import { type BrandEntry, BrandsPage } from "./views.tsx";

/** Where one is a member, and as whom. */
export const brandsRoutes = new Hono<App>()
	.get("/brands", (c) => {
		const left = c.var.realm.brands.find((id) => id === c.req.query("left"));
		return brandsPage(c, left && c.var.snapshot.findBrand(left));
	})
	.post("/brands/:brand/visibility", async (c) => {
		const brand = brandOf(c.var, c.req.param("brand"));
		const { state } = await readForm(c, ["state"]);
		if (state !== "active" && state !== "hidden") throw new AppError("bad_request", "no such visibility");
		const read = await readSignedIn(c.var, () => []);
		if (read === undefined) return toSignIn(c);
		const at = c.var.at;
		await c.var.database().write(setMembershipState(brand.id, read.member.id, state, at));
		return c.redirect(settledPath(c.var, "/brands"), 303);
	})
	.get("/brands/:brand/leave", (c) => leavePage(c, EMPTY_FORM))
	.post("/brands/:brand/leave", async (c) => {
		const brand = brandOf(c.var, c.req.param("brand"));
		const fields = await readForm(c, ["current_password"]);
		const queries = ({ member }: { member: string }) => [consentEvents([brand.id], member)] as const;
		const proven = await readProven(c.var, fields.current_password, { queries });
		if (proven === undefined) return toSignIn(c);
		if (proven.refusal !== undefined && leavingAsksProof(c.var, brand))
			return leavePage(c, refill({}, { current_password: proven.refusal }), 422);
		await leaveBrand(c.var, brand.id, proven.member.id, proven.rows[0], proven.giveBack);
		return c.redirect(withQuery(settledPath(c.var, "/brands"), { left: brand.id }), 303);
	});

async function leavePage(c: AppContext, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const brand = brandOf(c.var, c.req.param("brand"));
	const { realm } = c.var;
	const queries = ({ member }: { member: string }) =>
		[membershipsOf(realm.brands, member), memberForChange(realm.id, member)] as const;
	const read = await readSignedIn(c.var, queries);
	if (read === undefined) return toSignIn(c);
	const [memberships, [account]] = read.rows;
	if (!memberships.some(({ brand_id }) => brand_id === brand.id)) throw new AppError("not_found", "no membership");
	const text = ACCOUNT_TEXT[c.var.locale].brands;
	const { name } = brand.look;
	const proof = leavingAsksProof(c.var, brand)
		? proofAsked(c.var, read.member, account?.password_sealed)
		: { asked: false, words: [] };
	return page(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.leaveTitle(name)}
			words={[text.leaveBody(name), ...(memberships.length === 1 ? [text.leaveLast] : []), ...proof.words]}
			action={settledPath(c.var, `/brands/${brand.id}/leave`)}
			submit={text.leave(name)}
			cancel={{ href: settledPath(c.var, "/brands"), label: text.stay }}
			asked={proof.asked}
			danger
		/>,
		{ status },
	);
}

type Memberships = readonly { brand_id: string; joined_at: string; state: string }[];
type Acceptances = readonly { brand_id: string; document: string; number: number; happened_at: string }[];

async function brandsPage(c: AppContext, left?: PublishedBrand): Promise<Response> {
	const { realm } = c.var;
	const read = await readSignedIn(
		c.var,
		({ member }) =>
			[
				membershipsOf(realm.brands, member),
				acceptancesOf(realm.brands, member),
				profilesOf(realm.brands, [member]),
				keysOf(realm.id, [member], realm.brands.map(profileUnit)),
			] as const,
	);
	if (read === undefined) return toSignIn(c);
	const { member } = read;
	const [memberships, acceptances, profiles, keys] = read.rows;
	const ring = await c.var.keys();
	const nameOn = async (brand: BrandId) =>
		(await openDisplayName(ring, keys, { realm: realm.id, brand, member: member.id }, profiles)) || member.userName;
	const entries = await entriesOf(c, memberships, acceptances, nameOn);
	const context = await accountContext(c);
	return page(
		c,
		<BrandsPage context={context} entries={entries} left={left?.look.name} close={settledPath(c.var, "/close")} />,
	);
}

/** @param nameOn what others of a brand call the member */
async function entriesOf(
	c: AppContext,
	memberships: Memberships,
	acceptances: Acceptances,
	nameOn: (brand: BrandId) => Promise<string>,
): Promise<BrandEntry[]> {
	const known = memberships.flatMap((membership) => {
		const brand = c.var.snapshot.findBrand(membership.brand_id);
		return brand === undefined ? [] : [{ brand, ...membership }];
	});
	return Promise.all(
		known.map(async ({ brand, joined_at, state }): Promise<BrandEntry> => {
			const newest = (document: string) =>
				acceptances.find((one) => one.brand_id === brand.id && one.document === document);
			return {
				id: brand.id,
				name: brand.look.name,
				home: toBrand(c.var, brand, "/login"),
				joinedAt: joined_at,
				shownAs: await nameOn(brand.id),
				profile: editionWithoutProfiles(c.var, brand) ? undefined : settledPath(c.var, `/profile/${brand.id}`),
				visible: state === "active",
				statement: newest("statement"),
				terms: newest("terms"),
				statementHref: (number: number) => toBrand(c.var, brand, `/privacy/versions/${number}`),
				visibility: settledPath(c.var, `/brands/${brand.id}/visibility`),
				leave: settledPath(c.var, `/brands/${brand.id}/leave`),
			};
		}),
	);
}
