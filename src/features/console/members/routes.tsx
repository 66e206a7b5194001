import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
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
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import * as act from "./member-access.ts";
import { MAX_SEARCHES, searchCounts, usedUp } from "./queries-search.ts";
import { cardQuery, findForm, memberParams, openForm, revealForm, stateForm } from "./schema.ts";
import * as suspension from "./suspension.ts";
import { CardPage, FindPage, OpenPage } from "./views.tsx";

const HERE = "/console/members";

type Asked = { params: { member: string } };

const cardQueries = ({ var: context }: AppContext, { params: { member } }: Asked) =>
	[...act.subjectQueries(context, member), accessesOf(context.realm.id, member), ...peopleQueries(context)] as const;

/** Gives the form back on the card that it stands on. */
const refuseOnCard = {
	queries: cardQueries,
	answer: (c: AppContext, { staff, rows, state }: { staff: Staff; rows: Rows; state: FormState }) =>
		cardPage(c, staff, rows, { state, status: 422 }),
};

/** Members, one at a time: whatever is opened or done has a written reason. */
export const memberHandlers = {
	...guarded("GET /console/members", {
		queries: () => [],
		answer: (c, { staff }) => findPage(c, staff, EMPTY_FORM, { status: 200 }),
	}),
	...guarded("POST /console/members", {
		form: {
			schema: (c) => findForm(c.var),
			refuse: { queries: () => [], answer: (c, { staff, state }) => findPage(c, staff, state, { status: 422 }) },
		},
		queries: async (c, { token, form }) =>
			[
				...(await act.findQueries(c.var, form.identifier)),
				...searchCounts(c.var.realm.id, token.staff, c.var.now),
			] as const,
		answer: async (c, { staff, rows: [cards, keys, last, ...counts], form }) => {
			const text = words(c.var.locale).console.error;
			const typed = await typedFields(c);
			const over = usedUp(counts);
			if (over)
				return findPage(c, staff, refill(typed, { form: text.searches[over](MAX_SEARCHES[over]) }), { status: 429 });
			const subject = act.subjectOf(cards, keys, last);
			if ((await act.recordSearch(c.var, staff, { ...form, subject })) === "busy")
				return findPage(c, staff, refill(typed, { form: text.busySearch }), { status: 409 });
			if (subject === undefined) return findPage(c, staff, refill(typed, {}), { status: 200, nobody: true });
			return c.redirect(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("GET /console/members/:member", {
		params: memberParams,
		query: cardQuery,
		queries: cardQueries,
		answer: (c, { staff, rows, query: { done } }) =>
			cardPage(c, staff, rows, { done: done && words(c.var.locale).console.members[done] }),
	}),
	...guarded("POST /console/members/:member/open", {
		params: memberParams,
		form: {
			schema: (c) => openForm(c.var),
			refuse: {
				queries: cardQueries,
				answer: (c, { staff, rows, state }) => shutPage(c, staff, subjectIn(rows), state, 422),
			},
		},
		queries: cardQueries,
		answer: async (c, { staff, rows, form: accessReason }) => {
			const subject = subjectIn(rows);
			if ((await act.openAccount(c.var, staff, subject, accessReason)) === "busy") {
				const { busy } = words(c.var.locale).console.error;
				return shutPage(c, staff, subject, refill(await typedFields(c), { form: busy }), 409);
			}
			return c.redirect(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("POST /console/members/:member/reveal", {
		params: memberParams,
		form: { schema: (c) => revealForm(c.var), refuse: refuseOnCard },
		queries: cardQueries,
		answer: async (c, { staff, rows, form }) => {
			const values = await act.reveal(c.var, staff, { subject: subjectIn(rows), ...form });
			if (values === "busy") return busyCard(c, staff, rows);
			const done = words(c.var.locale).console.members.revealed;
			return cardPage(c, staff, rows, { values, done, isRecorded: true });
		},
	}),
	...guarded("POST /console/members/:member/suspend", {
		params: memberParams,
		form: { schema: (c) => stateForm(c.var), refuse: refuseOnCard },
		queries: (c, asked) => [...cardQueries(c, asked), ...suspension.toldQueries(c.var, asked.params.member)] as const,
		answer: (c, { staff, rows, form: accessReason }) => {
			const [, , , , , , [recipient], memberships] = rows;
			return changeState(c, { staff, rows, accessReason }, "suspended", (subject) =>
				suspension.suspend(c.var, staff, { ...subject, told: { recipient, memberships } }, accessReason),
			);
		},
	}),
	...guarded("POST /console/members/:member/restore", {
		params: memberParams,
		form: { schema: (c) => stateForm(c.var), refuse: refuseOnCard },
		queries: cardQueries,
		answer: (c, { staff, rows, form: accessReason }) =>
			changeState(c, { staff, rows, accessReason }, "restored", (subject) =>
				suspension.restore(c.var, staff, subject, accessReason),
			),
	}),
};

type Cards = Parameters<typeof act.subjectOf>;
type Rows = readonly [...Cards, StaffAccess[], ...People, ...unknown[]];

/** @throws AppError not_found, for a member of another realm as for none (T8) */
function subjectIn([cards, keys, last]: Rows): act.Subject {
	const subject = act.subjectOf(cards, keys, last);
	if (subject === undefined) throw new AppError("not_found", "no such member");
	return subject;
}

async function changeState(
	c: AppContext,
	{ staff, rows, accessReason }: { staff: Staff; rows: Rows; accessReason: act.AccessReason },
	to: "suspended" | "restored",
	change: (subject: act.Subject) => Promise<act.Recorded<boolean>>,
): Promise<Response> {
	const subject = subjectIn(rows);
	const changed = await changeOrOpen(c, staff, rows, () => change(subject), accessReason);
	if (changed === "busy") return busyCard(c, staff, rows);
	return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), changed ? to : "unchanged"), 303);
}

async function busyCard(c: AppContext, staff: Staff, rows: Rows): Promise<Response> {
	const state = refill(await typedFields(c), { form: words(c.var.locale).console.error.busy });
	return cardPage(c, staff, rows, { state, status: 409 });
}

/** That nothing changed says how the account stands: it is written down as any other look. */
async function changeOrOpen(
	c: AppContext,
	staff: Staff,
	rows: Rows,
	change: () => Promise<act.Recorded<boolean>>,
	accessReason: act.AccessReason,
): Promise<act.Recorded<boolean>> {
	const changed = await change();
	if (changed !== false || act.isOpen(c.var, staff, rows[3])) return changed;
	return (await act.openAccount(c.var, staff, subjectIn(rows), accessReason)) === "busy" ? "busy" : false;
}

type Finding = { status: 200 | 409 | 422 | 429; nobody?: boolean };

async function findPage(
	c: AppContext,
	staff: Staff,
	state: FormState,
	{ status, nobody = false }: Finding,
): Promise<Response> {
	const shown = { state, nobody, action: accountPathWithoutFlow(c.var, HERE), brands: brandsOf(c) };
	return renderPage(c, <FindPage context={await consoleContext(c, staff)} {...shown} />, { status });
}

const brandsOf = (c: AppContext) =>
	c.var.realm.brands.map((id) => ({ id, name: c.var.snapshot.findBrand(id)?.look.name ?? id }));

type Shown = {
	state?: FormState;
	status?: 200 | 409 | 422;
	values?: Partial<Record<act.Revealed, string>>;
	done?: string | undefined;
	/** This very request wrote down that the account is looked at. */
	isRecorded?: true;
};

async function cardPage(c: AppContext, staff: Staff, rows: Rows, shown: Shown): Promise<Response> {
	const subject = subjectIn(rows);
	const [, , , accesses, people, keys] = rows;
	if (!shown.isRecorded && !act.isOpen(c.var, staff, accesses)) {
		const { openFirst } = words(c.var.locale).console.error;
		const state = shown.state ? refill({}, { form: openFirst }) : EMPTY_FORM;
		return shutPage(c, staff, subject, state, shown.status ?? 200);
	}
	const to = (action: string) => accountPathWithoutFlow(c.var, `${HERE}/${subject.id}/${action}`);
	const links = {
		...(may(staff.role, "members.reveal") ? { reveal: to("reveal") } : {}),
		...(may(staff.role, "members.suspend") ? { suspend: to("suspend"), restore: to("restore") } : {}),
	};
	const view = {
		context: await consoleContext(c, staff),
		member: subject,
		brands: brandsOf(c),
		state: shown.state ?? EMPTY_FORM,
		done: shown.done,
		values: shown.values ?? {},
		links,
		...(may(staff.role, "accesses.read") ? { accesses: await accessesView(c, accesses, [people, keys]) } : {}),
	};
	return renderPage(c, <CardPage {...view} />, { status: shown.status ?? 200 });
}

/** An account that this member of staff has not opened: why it should be. */
async function shutPage(
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
