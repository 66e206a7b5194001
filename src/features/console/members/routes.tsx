import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { accessesOf } from "#foundation/ledgers/queries-access.ts";
import { accessKey, firstBroken, kindsOf, type StaffAccess } from "#foundation/ledgers/staff-access.ts";
import { soonestEnd, termsInForce } from "#foundation/register/terms.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { parseAccessReason } from "../access-reason.ts";
import { consoleContext } from "../page.tsx";
import { addressesOf, type People, peopleQueries, standingOf } from "../people.ts";
import { may } from "../roles.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import * as act from "./member-access.ts";
import { MAX_SEARCHES, searchCounts, usedUp } from "./queries-search.ts";
import * as suspension from "./suspension.ts";
import { CardPage, FindPage, OpenPage } from "./views.tsx";

const MAX_IDENTIFIER_LENGTH = 254;
const identifierOf = (text: string | undefined) => (text ?? "").trim().slice(0, MAX_IDENTIFIER_LENGTH);
const HERE = "/console/members";

const cardQueries = (c: AppContext) =>
	[
		...act.subjectQueries(c.var, c.req.param("member") ?? ""),
		accessesOf(c.var.realm.id, c.req.param("member") ?? ""),
		...peopleQueries(c.var),
	] as const;

/** Members, one at a time: whatever is opened or done has a written reason. */
export const memberHandlers = {
	...guarded("GET /console/members", {
		queries: () => [],
		answer: (c, { staff }) => findPage(c, staff, EMPTY_FORM, { status: 200 }),
	}),
	...guarded("POST /console/members", {
		fields: ["identifier", "reason", "brand"],
		queries: async (c, { token, fields }) =>
			[
				...(await act.findQueries(c.var, identifierOf(fields.identifier))),
				...searchCounts(c.var.realm.id, token.staff, c.var.now),
			] as const,
		answer: async (c, { staff, rows: [cards, keys, last, ...counts], fields }) => {
			const text = words(c.var.locale).console.error;
			const given = parseAccessReason(c.var, { reason: fields.reason, brand: fields.brand });
			const identifier = identifierOf(fields.identifier) === "" ? text.required : undefined;
			if ("error" in given || identifier !== undefined) {
				const errors = { identifier, reason: "error" in given ? given.error : undefined };
				return findPage(c, staff, refill(fields, errors), { status: 422 });
			}
			const over = usedUp(counts);
			if (over)
				return findPage(c, staff, refill(fields, { form: text.searches[over](MAX_SEARCHES[over]) }), { status: 429 });
			const subject = act.subjectOf(cards, keys, last);
			const search = { identifier: identifierOf(fields.identifier), subject, accessReason: given.accessReason };
			if ((await act.recordSearch(c.var, staff, search)) === "busy")
				return findPage(c, staff, refill(fields, { form: text.busySearch }), { status: 409 });
			if (subject === undefined) return findPage(c, staff, refill(fields, {}), { status: 200, nobody: true });
			return c.redirect(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("GET /console/members/:member", {
		queries: cardQueries,
		answer: (c, { staff, rows }) => cardPage(c, staff, rows, {}),
	}),
	...guarded("POST /console/members/:member/open", {
		fields: ["reason", "brand"],
		queries: cardQueries,
		answer: async (c, { staff, rows, fields }) => {
			const subject = subjectIn(rows);
			const given = parseAccessReason(c.var, { reason: fields.reason, brand: fields.brand });
			if ("error" in given) return shutPage(c, staff, subject, refill(fields, { reason: given.error }), 422);
			if ((await act.openAccount(c.var, staff, subject, given.accessReason)) === "busy") {
				const { busy } = words(c.var.locale).console.error;
				return shutPage(c, staff, subject, refill(fields, { form: busy }), 409);
			}
			return c.redirect(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("POST /console/members/:member/reveal", {
		fields: [...act.REVEALED, "reason", "brand"],
		queries: cardQueries,
		answer: async (c, { staff, rows, fields }) => {
			const { error: text, members } = words(c.var.locale).console;
			const what = act.REVEALED.filter((one) => fields[one] === "yes");
			const given = parseAccessReason(c.var, { reason: fields.reason, brand: fields.brand });
			const missing = what.length === 0 ? text.chooseWhat : undefined;
			if ("error" in given || missing !== undefined) {
				const state = refill(fields, { what: missing, reason: "error" in given ? given.error : undefined });
				return cardPage(c, staff, rows, { state, status: 422 });
			}
			const values = await act.reveal(c.var, staff, {
				subject: subjectIn(rows),
				what,
				accessReason: given.accessReason,
			});
			if (values === "busy")
				return cardPage(c, staff, rows, { state: refill(fields, { form: text.busy }), status: 409 });
			return cardPage(c, staff, rows, { values, done: members.revealed, isRecorded: true });
		},
	}),
	...guarded("POST /console/members/:member/suspend", {
		fields: ["state_reason", "state_brand"],
		queries: (c) => [...cardQueries(c), ...suspension.toldQueries(c.var, c.req.param("member") ?? "")] as const,
		answer: (c, { staff, rows, fields }) => {
			const [, , , , , , [recipient], memberships] = rows;
			return changeState(c, { staff, rows, fields }, "suspended", (subject, accessReason) =>
				suspension.suspend(c.var, staff, { ...subject, told: { recipient, memberships } }, accessReason),
			);
		},
	}),
	...guarded("POST /console/members/:member/restore", {
		fields: ["state_reason", "state_brand"],
		queries: cardQueries,
		answer: (c, known) =>
			changeState(c, known, "restored", (subject, accessReason) =>
				suspension.restore(c.var, known.staff, subject, accessReason),
			),
	}),
};

type Cards = Parameters<typeof act.subjectOf>;
type Rows = readonly [...Cards, StaffAccess[], ...People, ...unknown[]];
type StateFields = { state_reason?: string; state_brand?: string };

/** @throws AppError not_found, for a member of another realm as for none (T8) */
function subjectIn([cards, keys, last]: Rows): act.Subject {
	const subject = act.subjectOf(cards, keys, last);
	if (subject === undefined) throw new AppError("not_found", "no such member");
	return subject;
}

async function changeState(
	c: AppContext,
	{ staff, rows, fields }: { staff: Staff; rows: Rows; fields: StateFields },
	to: "suspended" | "restored",
	change: (subject: act.Subject, accessReason: act.AccessReason) => Promise<act.Recorded<boolean>>,
): Promise<Response> {
	const subject = subjectIn(rows);
	const given = parseAccessReason(c.var, { reason: fields.state_reason, brand: fields.state_brand });
	if ("error" in given)
		return cardPage(c, staff, rows, { state: refill(fields, { state_reason: given.error }), status: 422 });
	const changed = await changeOrOpen(c, staff, rows, () => change(subject, given.accessReason), given.accessReason);
	if (changed === "busy") {
		const state = refill(fields, { form: words(c.var.locale).console.error.busy });
		return cardPage(c, staff, rows, { state, status: 409 });
	}
	return c.redirect(withDone(accountPathWithoutFlow(c.var, `${HERE}/${subject.id}`), changed ? to : "unchanged"), 303);
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
	done?: string;
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
		done: shown.done ?? noticeOf(c),
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
	const terms = termsInForce(c.var);
	const isPast = (at: string) => soonestEnd(terms, "staff_access", new Date(at)).getTime() <= c.var.now;
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

function noticeOf(c: AppContext): string | undefined {
	const { members } = words(c.var.locale).console;
	const done = c.req.query("done");
	return done === "suspended" || done === "restored" || done === "unchanged" ? members[done] : undefined;
}
