import { Hono } from "hono";
import { readMemberOf, readMemberships } from "#features/accounts/membership.ts";
import { openOwn } from "#features/accounts/session/signed-in.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { assertKeyCurrent, queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { readForm } from "#foundation/http/form-data.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { changeGender, detailOf, keysOf, setVisibility, visibilityOf } from "../queries.ts";
import { DETAIL_UNIT } from "../units.ts";
import { editionsWithProfiles, editionWithProfiles } from "../with-profiles.ts";
import { DETAILS, SHOWABLE } from "./detail.ts";
import { checkDetails, DETAIL_FIELDS } from "./detail-form.ts";
import { detailRows, type MemberDetails, openDetails } from "./member-detail.ts";
import { DetailPage } from "./views.tsx";

/** What a member gives once, and which brand shows it: on the account host alone. */
export const detailRoutes = new Hono<App>()
	.get("/profile", async (c) => {
		const known = await readDetails(c);
		return known ? detailPage(c, known, { values: valuesOf(known), errors: {} }) : toSignIn(c);
	})
	.post("/profile", async (c) => {
		const fields = await readForm(c, [...DETAIL_FIELDS, "clear"]);
		const known = await readDetails(c);
		if (known === undefined) return toSignIn(c);
		if (fields.clear !== undefined) return clearDetail(c, known, fields);
		const today = nowText(c);
		const { clear: _, ...filled } = fields;
		const checked = checkDetails(filled, { locale: c.var.locale, today, minimumAge: known.minimumAge });
		if ("state" in checked) return detailPage(c, known, checked.state, 422);
		const { member } = known;
		const { realm } = c.var;
		const location = { table: "member", column: "gender_sealed", row: member.id };
		const gender =
			checked.gender === known.gender
				? []
				: [
						assertKeyCurrent(realm.id, member.core),
						changeGender(realm.id, member.id, await seal(member.core, location, checked.gender), today),
						queueReseal(realm.id, member.core, today),
					];
		const row = { realm: realm.id, member: member.id, at: today };
		await c.var.database().write(...gender, ...(await detailRows(await c.var.keys(), row, checked.details)));
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "saved"), 303);
	})
	.post("/profile/:brand/visibility", async (c) => {
		const { brand } = editionWithProfiles(c.var, brandOf(c.var, c.req.param("brand")));
		const fields = await readForm(c, SHOWABLE);
		const read = await readMemberOf(c.var, brand.id, () => []);
		if (read === undefined) return toSignIn(c);
		if (read.membership === undefined) throw new AppError("not_found", "no membership");
		const shown = SHOWABLE.filter((field) => fields[field] === "yes");
		await c.var.database().write(...setVisibility(brand.id, read.member.id, shown, nowText(c)));
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), brand.id), 303);
	});

const nowText = (c: AppContext) => c.var.at;

type Known = NonNullable<Awaited<ReturnType<typeof readDetails>>>;

async function readDetails(c: AppContext) {
	const { realm } = c.var;
	const read = await readMemberships(c.var, ({ member }) => [
		detailOf(realm.id, [member]),
		keysOf(realm.id, [member], [DETAIL_UNIT]),
		visibilityOf(realm.brands, [member]),
	]);
	if (read === undefined) return undefined;
	const { member, memberships, rows } = read;
	const [[row], keys, visibility] = rows;
	const details = await openDetails(await c.var.keys(), keys, member.id, row);
	const editions = editionsWithProfiles(
		c.var,
		memberships.map(({ brand_id }) => brand_id),
	);
	const ages = [c.var.edition, ...editions].map(({ legal }) => legal.minimumAge);
	const gender = await openOwn(member, "gender");
	return { member, gender, details, key: keys[0]?.id, editions, visibility, minimumAge: Math.max(...ages) };
}

const valuesOf = ({ gender, details }: Known): Record<string, string> => ({ gender, ...details });

/** Removes one field and reseals the others, so that no key is left that opens it. */
async function clearDetail(c: AppContext, known: Known, fields: Record<string, string>): Promise<Response> {
	const field = DETAILS.find((one) => one === fields.clear);
	if (field === undefined || Object.keys(fields).length > 1) throw new AppError("bad_request", "no such field");
	if (known.details[field] === "")
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "cleared"), 303);
	const details: MemberDetails = { ...known.details, [field]: "" };
	const row = { realm: c.var.realm.id, member: known.member.id, at: nowText(c), known: known.key };
	try {
		await c.var.database().write(...(await detailRows(await c.var.keys(), row, details)));
	} catch (error) {
		// Another window saved at the same moment: what it wrote stays, and the field is still there to be cleared.
		if (error instanceof ConstraintViolated)
			return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "meanwhile"), 303);
		throw error;
	}
	return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "cleared"), 303);
}

function noticeOf(c: AppContext, { editions }: Known): string | undefined {
	const text = words(c.var.locale).profiles;
	const done = c.req.query("done");
	const brand = editions.find((edition) => edition.brand.id === done)?.brand;
	if (brand) return text.details.shownDone(brand.look.name);
	return { saved: text.saved, cleared: text.cleared, meanwhile: text.meanwhile }[done ?? ""];
}

async function detailPage(c: AppContext, known: Known, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const brands = known.editions.map(({ brand }) => ({
		name: brand.look.name,
		shown: known.visibility.filter(({ brand_id }) => brand_id === brand.id).map(({ field }) => field),
		action: accountPathWithoutFlow(c.var, `/profile/${brand.id}/visibility`),
		edit: accountPathWithoutFlow(c.var, `/profile/${brand.id}`),
		id: brand.id,
	}));
	const props = { context: await accountContext(c), state, brands, details: known.details };
	const done = status === 200 ? noticeOf(c, known) : undefined;
	return renderPage(c, <DetailPage {...props} action={accountPathWithoutFlow(c.var, "/profile")} done={done} />, {
		status,
	});
}
