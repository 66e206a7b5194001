import { homeSample } from "#features/home/sample.tsx";
import { accountPathWithoutFlow, withDone } from "#foundation/account-host/links.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { AppError } from "#foundation/errors.ts";
import { drawingOf, unpublishedFiles, unpublishedSheet } from "#foundation/http/brand-look.ts";
import { INERT_IMAGE } from "#foundation/http/headers.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields } from "#foundation/http/validate.ts";
import { type FormState, refill } from "#foundation/ui/form-state.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { may } from "../roles.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { draftLook, draftSentences, draftWarnings } from "./draft.ts";
import { addDraft, changeOwnDraft, visibleDraft, visibleDrafts } from "./queries-draft.ts";
import { draftForm, draftParams, draftQuery, sceneQuery, stepForm, storedAnswers } from "./schema.ts";
import { DraftsPage } from "./views.tsx";
import { DraftPage } from "./views-draft.tsx";
import { NewDraftPage } from "./views-form.tsx";

export const HERE = "/console/brands/drafts";
const NEW = "/console/brands/new";
/** Of one page, the newest. */
const MAX_LISTED = 100;

export type DraftRow = Awaited<ReturnType<ReturnType<typeof visibleDraft>["execute"]>>[number];

type Asked = { params: { draft: string }; token: { staff: string } };
export const draftOf = ({ var: { realm } }: AppContext, { params, token }: Asked) =>
	[visibleDraft(realm.id, token.staff, params.draft)] as const;

/** @throws AppError not_found, also for somebody else's */
export function draftIn([[draft]]: readonly [readonly DraftRow[]]): DraftRow {
	if (draft === undefined) throw new AppError("not_found", "no such draft");
	return draft;
}

export const pathOf = (c: AppContext, id: string, more = "") => accountPathWithoutFlow(c.var, `${HERE}/${id}${more}`);

/** What a form begins with: the preset and letters of every new file, in the reader's own language. */
const begun = (c: AppContext): FormState => ({
	values: { preset: "ink", typeface: "grotesque", language: c.var.locale },
	errors: {},
});

/** Drafts of brands (DECISIONS 132): an author sees their own alone, and nothing of members. */
export const draftHandlers = {
	...guarded("GET /console/brands/new", {
		queries: () => [],
		answer: (c, { staff }) => newPage(c, staff, begun(c), 200),
	}),
	...guarded("POST /console/brands/new", {
		form: {
			schema: (c) => draftForm(c.var),
			refuse: { queries: () => [], answer: (c, { staff, state }) => newPage(c, staff, state, 422) },
		},
		queries: () => [],
		answer: async (c, { staff, form: { answers } }) => {
			const { realm, now, at } = c.var;
			const id = uuidv7(now);
			const row = {
				realm_id: realm.id,
				id,
				staff_id: staff.id,
				brand_id: answers.id,
				answers: JSON.stringify(answers),
			};
			await c.var.database().write(addDraft({ ...row, at }));
			return c.redirect(withDone(pathOf(c, id), "saved"), 303);
		},
	}),
	...guarded("GET /console/brands/drafts", {
		queries: ({ var: { realm } }, { token }) => [visibleDrafts(realm.id, token.staff, MAX_LISTED)] as const,
		answer: async (c, { staff, rows: [drafts] }) => {
			const shown = drafts.map((draft) => ({
				...{ id: draft.id, state: draft.state, changedAt: draft.changed_at, href: pathOf(c, draft.id) },
				...storedNames(draft),
			}));
			const add = may(staff.role, "drafts.write") ? accountPathWithoutFlow(c.var, NEW) : undefined;
			return renderPage(c, <DraftsPage context={await consoleContext(c, staff)} drafts={shown} add={add} />);
		},
	}),
	...guarded("GET /console/brands/drafts/:draft", {
		params: draftParams,
		query: draftQuery,
		queries: draftOf,
		answer: (c, { staff, rows, query: { done } }) =>
			draftPage(c, staff, draftIn(rows), { done: done && words(c.var.locale).drafts.done[done] }),
	}),
	...guarded("POST /console/brands/drafts/:draft", {
		params: draftParams,
		form: {
			schema: (c) => draftForm(c.var),
			refuse: {
				queries: draftOf,
				answer: (c, { staff, rows, state }) => draftPage(c, staff, draftIn(rows), { state, status: 422 }),
			},
		},
		queries: draftOf,
		answer: async (c, { staff, rows, form: { version, answers } }) => {
			const { id } = draftIn(rows);
			const change = { answers: JSON.stringify(answers), brand_id: answers.id };
			const seen = { realm: c.var.realm.id, id, version };
			const [saved] = await c.var.database().write(changeOwnDraft(seen, staff.id, ["draft"], c.var.at, change));
			if (saved.length > 0) return c.redirect(withDone(pathOf(c, id), "saved"), 303);
			const state = refill(await typedFields(c), { form: words(c.var.locale).drafts.error.behind });
			return draftPage(c, staff, draftIn(rows), { state, status: 409 });
		},
	}),
	...guarded("POST /console/brands/drafts/:draft/submit", {
		params: draftParams,
		form: { schema: stepForm },
		queries: draftOf,
		answer: (c, { staff, rows, form: { version } }) =>
			step(c, staff, { id: draftIn(rows).id, version }, { from: ["draft"], to: "submitted" }),
	}),
	...guarded("POST /console/brands/drafts/:draft/withdraw", {
		params: draftParams,
		form: { schema: stepForm },
		queries: draftOf,
		answer: (c, { staff, rows, form: { version } }) =>
			step(c, staff, { id: draftIn(rows).id, version }, { from: ["draft", "submitted"], to: "withdrawn" }),
	}),
	...guarded("GET /console/brands/drafts/:draft/preview", {
		params: draftParams,
		queries: draftOf,
		answer: (c, { rows }) => {
			const draft = draftIn(rows);
			const found = draftLook(c.var, storedAnswers(draft.answers));
			if (found === undefined) throw new AppError("not_found", "a draft that makes no page any more");
			const { look, legal } = found;
			const pathTo = (file: string) => pathOf(c, draft.id, `/${file}?version=${draft.version}`);
			const drawing = pathTo("scene.svg");
			const scene = { light: `${drawing}&scheme=light`, dark: `${drawing}&scheme=dark` };
			const files = unpublishedFiles(look, { sheet: pathTo("site.css"), scene });
			const context: PageContext = {
				...{ brandId: draft.brand_id, look, legal, locale: look.locales.default, path: "/", stage: "preview" },
				...{ version: `${draft.version}`, ...files },
			};
			return renderPage(c, homeSample(context, c.var.running), { frame: "inner" });
		},
	}),
	...guarded("GET /console/brands/drafts/:draft/scene.svg", {
		params: draftParams,
		query: sceneQuery,
		queries: draftOf,
		answer: (c, { rows, query: { scheme } }) => {
			const draft = draftIn(rows);
			const found = draftLook(c.var, storedAnswers(draft.answers));
			if (found === undefined) throw new AppError("not_found", "a draft that makes no page any more");
			const headers = { "Content-Type": "image/svg+xml", "Content-Security-Policy": INERT_IMAGE };
			return c.body(drawingOf(found.look, draft.brand_id, scheme), 200, headers) as Response;
		},
	}),
	...guarded("GET /console/brands/drafts/:draft/site.css", {
		params: draftParams,
		queries: draftOf,
		answer: (c, { rows }) => {
			const found = draftLook(c.var, storedAnswers(draftIn(rows).answers));
			if (found === undefined) throw new AppError("not_found", "a draft that makes no page any more");
			return c.body(unpublishedSheet(found.look), 200, { "Content-Type": "text/css; charset=utf-8" }) as Response;
		},
	}),
};

function storedNames({ answers }: DraftRow) {
	const { name, host } = storedAnswers(answers);
	return { name, host };
}

type Step = { from: readonly string[]; to: "submitted" | "withdrawn" };

/** The author's own step; one that is not there any more changes nothing, and the page says so. */
async function step(c: AppContext, staff: Staff, { id, version }: { id: string; version: number }, { from, to }: Step) {
	const { realm, at } = c.var;
	const closed = to === "withdrawn" ? { closed_at: at } : {};
	const seen = { realm: realm.id, id, version };
	const [taken] = await c.var.database().write(changeOwnDraft(seen, staff.id, from, at, { state: to, ...closed }));
	return c.redirect(withDone(pathOf(c, id), taken.length > 0 ? to : "unchanged"), 303);
}

async function newPage(c: AppContext, staff: Staff, state: FormState, status: 200 | 422): Promise<Response> {
	const links = { action: accountPathWithoutFlow(c.var, NEW), back: accountPathWithoutFlow(c.var, HERE) };
	const shown = { context: await consoleContext(c, staff), state, links };
	return renderPage(c, <NewDraftPage {...shown} />, { status });
}

type Shown = { state?: FormState; status?: 200 | 409 | 422; done?: string | undefined };

export async function draftPage(
	c: AppContext,
	staff: Staff,
	draft: DraftRow,
	{ state, status = 200, done }: Shown,
): Promise<Response> {
	const answers = storedAnswers(draft.answers);
	const isAuthor = draft.staff_id === staff.id;
	const shown = {
		...{ context: await consoleContext(c, staff), draft, answers, done },
		state: state ?? { values: { intro: "", ...answers }, errors: {} },
		sentences: draftSentences(c.var, answers),
		warnings: isAuthor ? [] : draftWarnings(c.var, answers),
		may: {
			edit: isAuthor && draft.state === "draft",
			withdraw: isAuthor && (draft.state === "draft" || draft.state === "submitted"),
			approve: !isAuthor && draft.state === "submitted" && may(staff.role, "drafts.approve"),
			reject: !isAuthor && /^(submitted|approved)$/.test(draft.state) && may(staff.role, "drafts.approve"),
		},
		links: {
			...{
				save: pathOf(c, draft.id),
				preview: pathOf(c, draft.id, "/preview"),
				back: accountPathWithoutFlow(c.var, HERE),
			},
			...{ submit: pathOf(c, draft.id, "/submit"), withdraw: pathOf(c, draft.id, "/withdraw") },
			...{ approve: pathOf(c, draft.id, "/approve"), reject: pathOf(c, draft.id, "/reject") },
		},
	};
	return renderPage(c, <DraftPage {...shown} />, { status, frame: "outer" });
}
