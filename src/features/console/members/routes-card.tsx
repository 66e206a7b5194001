import { clausesOf, isSuspension, type MeasureRow } from "#features/moderation/measure.ts";
import { standingMeasures } from "#features/moderation/standing-measures.ts";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { accessesOf } from "#foundation/ledgers/queries-access.ts";
import { accessKey, firstBroken, kindsOf, type StaffAccess } from "#foundation/ledgers/staff-access.ts";
import { pastOf } from "#foundation/register/terms.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { addressesOf, type People, peopleQueries, standingOf } from "../people.ts";
import { may } from "../roles.ts";
import type { Staff } from "../session.ts";
import * as act from "./member-access.ts";
import { CardPage, OpenPage } from "./views.tsx";

/** The card of a member, which every form on it comes back to. */

export const HERE = "/console/members";

export type Asked = { params: { member: string } };

export const cardQueries = ({ var: context }: AppContext, { params: { member } }: Asked) =>
	[
		...act.subjectQueries(context, member),
		accessesOf(context.realm.id, member),
		...peopleQueries(context),
		standingMeasures(context.realm.id, member, context.at),
	] as const;

/** Gives the form back on the card that it stands on. */
export const refuseOnCard = {
	queries: cardQueries,
	answer: (c: AppContext, { staff, rows, state }: { staff: Staff; rows: Rows; state: FormState }) =>
		cardPage(c, staff, rows, { state, status: 422 }),
};

export type Cards = Parameters<typeof act.subjectOf>;
export type Rows = readonly [...Cards, StaffAccess[], ...People, MeasureRow[], ...unknown[]];
/** @throws AppError not_found, for a member of another realm as for none (T8) */
export function subjectIn([cards, keys, last]: readonly [...Cards, ...unknown[]]): act.Subject {
	const subject = act.subjectOf(cards, keys, last);
	if (subject === undefined) throw new AppError("not_found", "no such member");
	return subject;
}

export async function busyCard(c: AppContext, staff: Staff, rows: Rows): Promise<Response> {
	const state = refill(await typedFields(c), { form: words(c.var.locale).console.error.busy });
	return cardPage(c, staff, rows, { state, status: 409 });
}

export const brandsOf = (c: AppContext) =>
	c.var.realm.brands.map((id) => ({ id, name: c.var.snapshot.findBrand(id)?.look.name ?? id }));

/** The rules of the terms of this realm's sites. */
export const clausesHere = ({ var: { realm, snapshot, now } }: AppContext) =>
	clausesOf(
		realm.brands.some((id) => {
			const brand = snapshot.findBrand(id);
			return brand !== undefined && currentEdition(brand, now).legal.adult;
		}),
	);

type Shown = {
	state?: FormState;
	status?: 200 | 409 | 422;
	values?: Partial<Record<act.Revealed, string>>;
	done?: string | undefined;
	/** This very request wrote down that the account is looked at. */
	isRecorded?: true;
};

export async function cardPage(c: AppContext, staff: Staff, rows: Rows, shown: Shown): Promise<Response> {
	const subject = subjectIn(rows);
	const [, , , accesses, people, keys, standing] = rows;
	if (!shown.isRecorded && !act.isOpen(c.var, staff, accesses)) {
		const { openFirst } = words(c.var.locale).console.error;
		const state = shown.state ? refill({}, { form: openFirst }) : EMPTY_FORM;
		return shutPage(c, staff, subject, state, shown.status ?? 200);
	}
	const to = (action: string) => accountPathWithoutFlow(c.var, `${HERE}/${subject.id}/${action}`);
	const links = {
		...(may(staff.role, "members.reveal") ? { reveal: to("reveal") } : {}),
		...(may(staff.role, "members.suspend") ? { suspend: to("suspend"), restore: to("restore") } : {}),
		...(may(staff.role, "holds.decide") ? { hold: to("holds") } : {}),
		...(may(staff.role, "disclosures.decide") ? { disclose: to("disclosures") } : {}),
	};
	const view = {
		context: await consoleContext(c, staff),
		member: subject,
		brands: brandsOf(c),
		state: shown.state ?? EMPTY_FORM,
		done: shown.done,
		values: shown.values ?? {},
		suspensions: standing
			.filter(({ kind }) => isSuspension(kind))
			.map(({ brand_id: scope, clause, begins_at: since }) => ({ scope, clause, since })),
		clauses: clausesHere(c),
		links,
		...(may(staff.role, "accesses.read") ? { accesses: await accessesView(c, accesses, [people, keys]) } : {}),
	};
	return renderPage(c, <CardPage {...view} />, { status: shown.status ?? 200 });
}

/** An account that this member of staff has not opened: why it should be. */
export async function shutPage(
	c: AppContext,
	staff: Staff,
	{ id }: act.Subject,
	state: FormState,
	status: 200 | 409 | 422,
): Promise<Response> {
	const shown = { state, action: accountPathWithoutFlow(c.var, `${HERE}/${id}/open`), brands: brandsOf(c) };
	return renderPage(c, <OpenPage context={await consoleContext(c, staff)} {...shown} />, { status });
}

async function accessesView(c: AppContext, rows: readonly StaffAccess[], [people, keys]: People) {
	const { realm, settings } = c.var;
	const isPast = pastOf(c.var, "staff_access");
	const broken = await firstBroken(await accessKey(settings.keyRoot, realm.id), rows, isPast);
	const names = new Map<string, string>(brandsOf(c).map(({ id, name }) => [id, name]));
	const addresses = await addressesOf(c.var, [people, keys]);
	const entries = rows.map((row) => ({
		at: row.accessed_at,
		role: row.role,
		by: standingOf(
			people.find(({ id }) => id === row.staff_id),
			addresses,
			words(c.var.locale).console.staff,
		),
		what: kindsOf(row),
		brand: names.get(row.brand_id),
	}));
	return { entries: entries.reverse(), broken };
}
