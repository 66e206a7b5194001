import { withDone } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import { decideDraft } from "./queries-draft.ts";
import { draftIn, draftOf, draftPage, pathOf } from "./routes.tsx";
import { draftParams, rejectForm, stepForm } from "./schema.ts";

/** What an operator decides of a draft that somebody else submitted. */
export const reviewHandlers = {
	...guarded("POST /console/brands/drafts/:draft/approve", {
		params: draftParams,
		form: { schema: stepForm },
		queries: draftOf,
		answer: (c, { staff, rows, form: { version } }) =>
			decide(c, staff, { id: draftIn(rows).id, version }, { state: "approved" }),
	}),
	...guarded("POST /console/brands/drafts/:draft/reject", {
		params: draftParams,
		form: {
			schema: (c) => rejectForm(c.var),
			refuse: {
				queries: draftOf,
				answer: (c, { staff, rows, state }) => draftPage(c, staff, draftIn(rows), { state, status: 422 }),
			},
		},
		queries: draftOf,
		answer: (c, { staff, rows, form: { version, reason } }) =>
			decide(c, staff, { id: draftIn(rows).id, version }, { state: "rejected", reason }),
	}),
};

type Decision = { state: "approved" } | { state: "rejected"; reason: string };

async function decide(c: AppContext, staff: Staff, { id, version }: { id: string; version: number }, made: Decision) {
	const { realm, at } = c.var;
	const change = made.state === "rejected" ? { ...made, closed_at: at } : made;
	const [taken] = await c.var.database().write(decideDraft({ realm: realm.id, id, version }, staff.id, at, change));
	return c.redirect(withDone(pathOf(c, id), taken.length > 0 ? made.state : "unchanged"), 303);
}
