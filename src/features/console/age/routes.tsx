import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { ConsoleMessage, consoleContext } from "../page.tsx";
import * as review from "../photos/photo-review.ts";
import { photoParams } from "../photos/schema.ts";
import { rolesThatMay } from "../roles.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { openActs } from "./age-check.ts";
import { ageCheck, besideCheck, checksStopped, openChecks, otherReviewers } from "./queries-age.ts";
import { raiseAgeCheck } from "./raise.ts";
import { checkParams, checkQuery, stepForm } from "./schema.ts";
import { type CheckRow, checkOf, takeAgeStep } from "./step.ts";
import { AgeCheckPage, AgeListPage, type ListedCheck } from "./views.tsx";

const HERE = "/console/ages";
/** Checks that one page lists. */
const MAX_LISTED = 100;

type Asked = { params: { check: string }; token: { staff: string } };

const checkQueries = ({ var: { realm } }: AppContext, { params, token }: Asked) =>
	[
		ageCheck(realm.id, params.check),
		otherReviewers(realm.id, rolesThatMay("photos.review"), [token.staff]),
		besideCheck(realm.id, params.check, "before"),
		besideCheck(realm.id, params.check, "after"),
	] as const;

type Ids = readonly { id: string }[];
type Rows = readonly [readonly CheckRow[], readonly { others: number }[], Ids, Ids];

/** Members who look too young: hidden at once, and another member of staff to every step (DECISIONS 105). */
export const ageHandlers = {
	...guarded("POST /console/photos/:photo/age", {
		params: photoParams,
		queries: (c, { params }) => review.photoQueries(c.var, params.photo),
		answer: async (c, { staff, rows }) => {
			const reviewed = review.reviewedIn(c.var, rows);
			const raised = await raiseAgeCheck(c.var, staff, reviewed);
			if (raised === "busy") return refusedPage(c, staff, reviewed.card.member_id);
			return c.redirect(withDone(accountPathWithoutFlow(c.var, HERE), "recorded"), 303);
		},
	}),
	...guarded("GET /console/ages", {
		query: checkQuery,
		queries: (c) => [openChecks(c.var.realm.id, MAX_LISTED)] as const,
		answer: async (c, { staff, rows: [checks], query: { done } }) => {
			const shown = { checks: checks.map((check) => listed(c, check)), done: doneWords(c, done) };
			return renderPage(c, <AgeListPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/ages/:check", {
		params: checkParams,
		query: checkQuery,
		queries: checkQueries,
		answer: (c, { staff, rows, query: { done } }) =>
			checkPage(c, staff, rows, { state: EMPTY_FORM, status: 200, done: doneWords(c, done) }),
	}),
	...guarded("POST /console/ages/:check", {
		params: checkParams,
		form: {
			schema: (c) => stepForm(c.var.locale),
			refuse: {
				queries: checkQueries,
				answer: (c, { staff, rows, state }) => checkPage(c, staff, rows, { state, status: 422 }),
			},
		},
		queries: checkQueries,
		answer: async (c, { staff, rows, form }) => {
			const row = checkIn(rows);
			const proof = form.act === "show" ? { kind: form.kind, outcome: form.outcome } : undefined;
			const taken = await takeAgeStep(c.var, row, { act: form.act, proof, by: staff.id, role: staff.role });
			const path = accountPathWithoutFlow(c.var, `${HERE}/${row.id}`);
			return c.redirect(withDone(path, taken ? "recorded" : "unchanged"), 303);
		},
	}),
};

function doneWords(c: AppContext, done: "recorded" | "unchanged" | undefined): string | undefined {
	const { console: text } = words(c.var.locale).moderation.age;
	return done && { recorded: text.done, unchanged: text.unchanged }[done];
}

/** @throws AppError not_found, for a check of another realm as for none (T8) */
function checkIn([[row]]: Rows): CheckRow {
	if (row === undefined) throw new AppError("not_found", "no such check");
	return row;
}

const listed = (c: AppContext, { id, brand_id, state, raised_at, due_at }: CheckRow): ListedCheck => ({
	href: accountPathWithoutFlow(c.var, `${HERE}/${id}`),
	brand: c.var.snapshot.findBrand(brand_id)?.look.name ?? brand_id,
	...{ state, since: raised_at, due: due_at ?? undefined },
});

type Shown = { state: FormState; status: 200 | 422; done?: string | undefined };

async function checkPage(c: AppContext, staff: Staff, rows: Rows, { state, status, done }: Shown): Promise<Response> {
	const row = checkIn(rows);
	const [, [count], [previous], [next]] = rows;
	const to = (one: { id: string } | undefined) => one && accountPathWithoutFlow(c.var, `${HERE}/${one.id}`);
	const check = checkOf(row);
	const isOpen = row.ended_at === null;
	const acts = isOpen ? openActs(check, staff.id) : [];
	const isOwn = isOpen && acts.length === 0 && openActs(check, "").length > 0;
	const view = {
		...{ context: await consoleContext(c, staff), check: listed(c, row), acts, state, done, isOwn },
		seen: row.shown_kind && row.shown_outcome ? { kind: row.shown_kind, outcome: row.shown_outcome } : undefined,
		action: accountPathWithoutFlow(c.var, `${HERE}/${row.id}`),
		photo: accountPathWithoutFlow(c.var, `/console/photos/${row.photo_id}/look`),
		beside: { previous: to(previous), next: to(next), list: accountPathWithoutFlow(c.var, HERE) },
		command:
			isOwn && count?.others === 0
				? `npm run staff -- age ${c.var.realm.id} ${row.id} <${openActs(check, "").join("|")}>`
				: undefined,
	};
	return renderPage(c, <AgeCheckPage {...view} />, { status });
}

/** Why no check was begun: the member's objection to checks was upheld (GDPR Art. 21(1)), or one runs. */
async function refusedPage(c: AppContext, staff: Staff, member: string): Promise<Response> {
	const { moderation, desk } = words(c.var.locale);
	const { console: text } = moderation.age;
	const [stopped] = await c.var.database().for("claims").read(checksStopped(c.var.realm.id, member));
	const { title, body } = stopped.length > 0 ? desk.ageObjection : { title: text.title, body: text.running };
	const link = { href: accountPathWithoutFlow(c.var, HERE), label: text.title };
	return renderPage(
		c,
		<ConsoleMessage context={await consoleContext(c, staff)} title={title} words={[body]} link={link} />,
		{ status: 409 },
	);
}
