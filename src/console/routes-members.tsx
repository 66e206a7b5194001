import { page } from "../accounts/answer.ts";
import { refill } from "../accounts/join.ts";
import { settledPath, withDone } from "../accounts/place.ts";
import type { AppContext } from "../brand/resolve.ts";
import { AppError } from "../errors.ts";
import { accessesOf } from "../privacy/queries-access.ts";
import { accessKey, firstBroken, kindsOf, type StaffAccess } from "../privacy/staff-access.ts";
import { EMPTY_FORM, type FormState } from "../ui/form.tsx";
import { readGround } from "./ground.ts";
import * as act from "./member-access.ts";
import { consoleContext } from "./page.tsx";
import { addressesOf, type People, peopleQueries, standingOf } from "./people.ts";
import { may } from "./roles.ts";
import { guarded } from "./routes-guard.tsx";
import type { Staff } from "./session.ts";
import { CONSOLE_TEXT } from "./text.ts";
import { CardPage, FindPage } from "./views-members.tsx";

const LONGEST = 254;
const identifierOf = (text: string | undefined) => (text ?? "").trim().slice(0, LONGEST);
const HERE = "/console/members";

const cardQueries = (c: AppContext) =>
	[...act.subjectQueries(c), accessesOf(c.var.realm.id, c.req.param("member") ?? ""), ...peopleQueries(c)] as const;

/** Members, one at a time: whatever is opened or done has a written reason. */
export const memberHandlers = {
	...guarded("GET /console/members", {
		queries: () => [],
		answer: (c, { staff }) => findPage(c, staff, EMPTY_FORM, { status: 200 }),
	}),
	...guarded("POST /console/members", {
		fields: ["identifier", "reason", "brand"],
		queries: (c, { fields }) => act.findQueries(c, identifierOf(fields.identifier)),
		answer: async (c, { staff, rows: [cards, keys, last], fields }) => {
			const words = CONSOLE_TEXT[c.var.locale].error;
			const given = readGround(c, { reason: fields.reason, brand: fields.brand });
			const identifier = identifierOf(fields.identifier) === "" ? words.required : undefined;
			if ("error" in given || identifier !== undefined) {
				const errors = { identifier, reason: "error" in given ? given.error : undefined };
				return findPage(c, staff, refill(fields, errors), { status: 422 });
			}
			const subject = act.subjectOf(cards, keys, last);
			if (subject === undefined) return findPage(c, staff, refill(fields, {}), { status: 200, nobody: true });
			if ((await act.recordFind(c, staff, subject, given.ground)) === "busy")
				return findPage(c, staff, refill(fields, { form: words.busy }), { status: 409 });
			return c.redirect(settledPath(c, `${HERE}/${subject.id}`), 303);
		},
	}),
	...guarded("GET /console/members/:member", {
		queries: cardQueries,
		answer: (c, { staff, rows }) => cardPage(c, staff, rows, {}),
	}),
	...guarded("POST /console/members/:member/reveal", {
		fields: [...act.REVEALED, "reason", "brand"],
		queries: cardQueries,
		answer: async (c, { staff, rows, fields }) => {
			const { error: words, members } = CONSOLE_TEXT[c.var.locale];
			const what = act.REVEALED.filter((one) => fields[one] === "yes");
			const given = readGround(c, { reason: fields.reason, brand: fields.brand });
			const missing = what.length === 0 ? words.chooseWhat : undefined;
			if ("error" in given || missing !== undefined) {
				const state = refill(fields, { what: missing, reason: "error" in given ? given.error : undefined });
				return cardPage(c, staff, rows, { state, status: 422 });
			}
			const values = await act.reveal(c, staff, { subject: subjectIn(rows), what, ground: given.ground });
			if (values === "busy")
				return cardPage(c, staff, rows, { state: refill(fields, { form: words.busy }), status: 409 });
			return cardPage(c, staff, rows, { values, done: members.revealed });
		},
	}),
	...guarded("POST /console/members/:member/suspend", {
		fields: ["state_reason", "state_brand"],
		queries: (c) => [...cardQueries(c), ...act.toldQueries(c)] as const,
		answer: (c, { staff, rows: [...rows], fields }) => {
			const [, , , , , , [recipient], memberships] = rows;
			return changeState(c, { staff, rows, fields }, "suspended", (subject, ground) =>
				act.suspend(c, staff, { ...subject, told: { recipient, memberships } }, ground),
			);
		},
	}),
	...guarded("POST /console/members/:member/restore", {
		fields: ["state_reason", "state_brand"],
		queries: cardQueries,
		answer: (c, known) =>
			changeState(c, known, "restored", (subject, ground) => act.restore(c, known.staff, subject, ground)),
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
	change: (subject: act.Subject, ground: act.Ground) => Promise<act.Recorded<boolean>>,
): Promise<Response> {
	const subject = subjectIn(rows);
	const given = readGround(c, { reason: fields.state_reason, brand: fields.state_brand });
	if ("error" in given)
		return cardPage(c, staff, rows, { state: refill(fields, { state_reason: given.error }), status: 422 });
	const changed = await change(subject, given.ground);
	if (changed === "busy") {
		const state = refill(fields, { form: CONSOLE_TEXT[c.var.locale].error.busy });
		return cardPage(c, staff, rows, { state, status: 409 });
	}
	return c.redirect(withDone(settledPath(c, `${HERE}/${subject.id}`), changed ? to : "unchanged"), 303);
}

type Finding = { status: 200 | 409 | 422; nobody?: boolean };

async function findPage(
	c: AppContext,
	staff: Staff,
	state: FormState,
	{ status, nobody = false }: Finding,
): Promise<Response> {
	const shown = { state, nobody, action: settledPath(c, HERE), brands: brandsOf(c) };
	return page(c, <FindPage context={await consoleContext(c, staff)} {...shown} />, { status });
}

const brandsOf = (c: AppContext) =>
	c.var.realm.brands.map((id) => ({ id, name: c.var.snapshot.findBrand(id)?.look.name ?? id }));

type Shown = {
	state?: FormState;
	status?: 200 | 409 | 422;
	values?: Partial<Record<act.Revealed, string>>;
	done?: string;
};

async function cardPage(c: AppContext, staff: Staff, rows: Rows, shown: Shown): Promise<Response> {
	const subject = subjectIn(rows);
	const [, , , accesses, people, keys] = rows;
	const to = (action: string) => settledPath(c, `${HERE}/${subject.id}/${action}`);
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
	return page(c, <CardPage {...view} />, { status: shown.status ?? 200 });
}

async function accessesView(c: AppContext, rows: readonly StaffAccess[], [people, keys]: People) {
	const { realm, settings, sources } = c.var;
	const broken = await firstBroken(await accessKey(settings.keyRoot, realm.id), rows, sources.now());
	const names = new Map<string, string>(brandsOf(c).map(({ id, name }) => [id, name]));
	const addresses = await addressesOf(c, [people, keys]);
	const entries = rows.map((row) => ({
		at: row.accessed_at,
		role: row.role,
		by: standingOf(
			people.find(({ id }) => id === row.staff_id),
			addresses,
			CONSOLE_TEXT[c.var.locale].staff,
		),
		what: kindsOf(row),
		brand: names.get(row.brand_id),
	}));
	return { entries: entries.reverse(), broken };
}

function noticeOf(c: AppContext): string | undefined {
	const { members } = CONSOLE_TEXT[c.var.locale];
	const done = c.req.query("done");
	return done === "suspended" || done === "restored" || done === "unchanged" ? members[done] : undefined;
}
