import { Hono } from "hono";
import type { Compilable } from "kysely";
import { readMemberOf, readMemberships } from "#features/accounts/membership.ts";
import { openOwn } from "#features/accounts/session/signed-in.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { brandOf } from "#foundation/account-host/named-brand.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import { assertKeyCurrent, queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateParams, validateQuery } from "#foundation/http/validate.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { writeAct } from "#foundation/recipients/write-act.ts";
import { isItemId } from "#foundation/register/items.ts";
import { frozenItems } from "#foundation/rights/restriction/frozen-items.ts";
import { standingRestrictions } from "#foundation/rights/restriction/queries-restriction.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { changeGender, detailOf, keysOf, setVisibility, visibilityOf } from "../queries.ts";
import { brandParam } from "../schema.ts";
import { DETAIL_UNIT } from "../units.ts";
import { editionsWithProfiles, editionWithProfiles } from "../with-profiles.ts";
import { type Detail, SHOWABLE } from "./detail.ts";
import { detailRows, type MemberDetails, openDetails } from "./member-detail.ts";
import { clearForm, detailForm, detailQuery, tooYoung, visibilityForm } from "./schema.ts";
import { DetailPage } from "./views.tsx";

/** The page has two forms: of one button for each field, which clears it, and of all fields. */
const formOf = async (c: AppContext) =>
	Object.hasOwn(await typedFields(c), "clear")
		? clearForm
		: detailForm({ locale: c.var.locale, today: calendarDay(c.var.at) });

/** What a member gives once, and which brand shows it: on the account host alone. */
export const detailRoutes = new Hono<App>()
	.get("/profile", validateQuery(detailQuery), async (c) => {
		const known = await readDetails(c);
		if (known === undefined) return toSignIn(c);
		const done = noticeOf(c, known, c.req.valid("query").done);
		return detailPage(c, known, refill(valuesOf(known), {}), { done });
	})
	.post("/profile", validateForm(formOf, refusedPage), async (c) => {
		const form = c.req.valid("form");
		const known = await readDetails(c);
		if (known === undefined) return toSignIn(c);
		if ("clear" in form) {
			const frozen = frozenIn(c, known, { [form.clear]: "" });
			if (Object.keys(frozen).length > 0) return detailPage(c, known, refill(valuesOf(known), frozen), { status: 422 });
			return clearDetail(c, known, form.clear);
		}
		const state = withAge(c, known, refill(await typedFields(c), {}));
		if (state.errors.birth_date !== undefined) return detailPage(c, known, state, { status: 422 });
		const frozen = frozenIn(c, known, { gender: form.gender, ...form.details });
		if (Object.keys(frozen).length > 0) return detailPage(c, known, refill(state.values, frozen), { status: 422 });
		const { member } = known;
		const { realm, at } = c.var;
		const location = { table: "member", column: "gender_sealed", row: member.id };
		const gender =
			form.gender === known.gender
				? []
				: [
						assertKeyCurrent(realm.id, member.core),
						changeGender(realm.id, member.id, await seal(member.core, location, form.gender), at),
						queueReseal(realm.id, member.core, at),
					];
		const row = { realm: realm.id, member: member.id, at };
		const rows = [...gender, ...(await detailRows(await c.var.keys(), row, form.details))];
		await writeDetails(c, known, { gender: form.gender, ...form.details }, rows);
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "saved"), 303);
	})
	.post("/profile/:brand/visibility", validateParams(brandParam), validateForm(visibilityForm), async (c) => {
		const { brand } = editionWithProfiles(c.var, brandOf(c.var, c.req.valid("param").brand));
		const read = await readMemberOf(c.var, brand.id, () => []);
		if (read === undefined) return toSignIn(c);
		if (read.membership === undefined) throw new AppError("not_found", "no membership");
		const form = c.req.valid("form");
		const shown = SHOWABLE.filter((field) => form[field]);
		await c.var.database().write(...setVisibility(brand.id, read.member.id, shown, c.var.at));
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), brand.id), 303);
	});

type Known = NonNullable<Awaited<ReturnType<typeof readDetails>>>;

async function readDetails(c: AppContext) {
	const { realm } = c.var;
	const read = await readMemberships(c.var, ({ member }) => [
		detailOf(realm.id, [member]),
		keysOf(realm.id, [member], [DETAIL_UNIT]),
		visibilityOf(realm.brands, [member]),
		standingRestrictions(realm.id, member),
		...noticeReads(realm.id, [member]),
	]);
	if (read === undefined) return undefined;
	const { member, memberships, rows } = read;
	const [[row], keys, visibility, standing, ...disclosed] = rows;
	const details = await openDetails(await c.var.keys(), keys, member.id, row);
	const editions = editionsWithProfiles(
		c.var,
		memberships.map(({ brand_id }) => brand_id),
	);
	const ages = [c.var.edition, ...editions].map(({ legal }) => legal.minimumAge);
	const gender = await openOwn(member, "gender");
	const account = { member, gender, details, key: keys[0]?.id, frozen: frozenItems(standing, "") };
	return { ...account, disclosed, editions, visibility, minimumAge: Math.max(...ages) };
}

const valuesOf = ({ gender, details }: Known): Record<string, string> => ({ gender, ...details });

/** What to say beside contested fields that a form would change. */
function frozenIn(c: AppContext, known: Known, wanted: Record<string, string>): Record<string, string> {
	const { frozen: text } = words(c.var.locale).profiles.error;
	const values = valuesOf(known);
	const changed = Object.entries(wanted).filter(([field, value]) => known.frozen.has(field) && value !== values[field]);
	return Object.fromEntries(changed.map(([field]) => [field, text]));
}

/** What was typed, with the birth date held against the ages that the member's brands ask. */
function withAge(c: AppContext, { minimumAge }: Known, { values, errors }: FormState): FormState {
	const young = tooYoung(values.birth_date ?? "", { locale: c.var.locale, today: calendarDay(c.var.at), minimumAge });
	const { gender, phone, birth_date = young, town } = errors;
	return refill(values, { gender, phone, birth_date, town });
}

async function refusedPage(c: AppContext, state: FormState): Promise<Response> {
	const known = await readDetails(c);
	return known ? detailPage(c, known, withAge(c, known, state), { status: 422 }) : toSignIn(c);
}

/** Writes what the member changed, and tells recipients who were given it (GDPR Art. 19). */
async function writeDetails(
	{ var: context }: AppContext,
	known: Known,
	wanted: Record<string, string>,
	rows: readonly Compilable[],
): Promise<void> {
	const { realm, at } = context;
	const { id: member } = known.member;
	const before = valuesOf(known);
	const items = Object.keys(wanted)
		.filter(isItemId)
		.filter((field) => wanted[field] !== before[field]);
	const act = { kind: "rectified", items, cause: `${member}:details:${at}` } as const;
	await writeAct({ ...context, database: context.database() }, { realm: realm.id, member, act }, known.disclosed, rows);
}

/** Removes one field and reseals the others, so that no key is left that opens it. */
async function clearDetail(c: AppContext, known: Known, field: Detail): Promise<Response> {
	if (known.details[field] === "")
		return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "cleared"), 303);
	const details: MemberDetails = { ...known.details, [field]: "" };
	const row = { realm: c.var.realm.id, member: known.member.id, at: c.var.at, known: known.key };
	try {
		await writeDetails(c, known, details, await detailRows(await c.var.keys(), row, details));
	} catch (error) {
		// Another window saved at the same moment: what it wrote stays, and the field is still there to be cleared.
		if (error instanceof ConstraintViolated)
			return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "meanwhile"), 303);
		throw error;
	}
	return c.redirect(withDone(accountPathWithoutFlow(c.var, "/profile"), "cleared"), 303);
}

function noticeOf(c: AppContext, { editions }: Known, done: string | undefined): string | undefined {
	const text = words(c.var.locale).profiles;
	const brand = editions.find((edition) => edition.brand.id === done)?.brand;
	if (brand) return text.details.shownDone(brand.look.name);
	return { saved: text.saved, cleared: text.cleared, meanwhile: text.meanwhile }[done ?? ""];
}

async function detailPage(
	c: AppContext,
	known: Known,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 422; done?: string | undefined },
): Promise<Response> {
	const brands = known.editions.map(({ brand }) => ({
		name: brand.look.name,
		shown: known.visibility.filter(({ brand_id }) => brand_id === brand.id).map(({ field }) => field),
		action: accountPathWithoutFlow(c.var, `/profile/${brand.id}/visibility`),
		edit: accountPathWithoutFlow(c.var, `/profile/${brand.id}`),
		id: brand.id,
	}));
	const props = { context: await accountContext(c), state, brands, details: known.details };
	return renderPage(c, <DetailPage {...props} action={accountPathWithoutFlow(c.var, "/profile")} done={done} />, {
		status,
	});
}
