import { Hono } from "hono";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { typedFields, validateForm, validateQuery } from "#foundation/http/validate.ts";
import { daysLeft } from "#foundation/rights/requests/clock.ts";
import type { RequestRow } from "#foundation/rights/requests/step.ts";
import { openWords } from "#foundation/rights/requests/words.ts";
import { EMPTY_FORM, type FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { askSignedIn, canWithdraw, type OwnOutcome, readOwnRequests, withdrawOwn } from "./own-requests.ts";
import { requestForm, requestsQuery, withdrawForm } from "./schema.ts";
import { OwnRequestsPage, type ShownRequest } from "./views.tsx";

const PATH = "/privacy/requests";

/** The page has two forms: one that asks, and a button for each open request that withdraws it. */
const formOf = async (c: AppContext) =>
	Object.hasOwn(await typedFields(c), "withdraw") ? withdrawForm : requestForm(c.var.locale);

/** A member's own requests (GDPR Art. 12), by whatever door they came, and what no button does. */
export const ownRequestsRoutes = new Hono<App>()
	.get(PATH, validateQuery(requestsQuery), (c) => page(c, EMPTY_FORM, { done: c.req.valid("query").done }))
	.post(
		PATH,
		validateForm(formOf, (c, state) => page(c, state, { status: 422 })),
		async (c) => {
			const form = c.req.valid("form");
			const done: OwnOutcome | undefined =
				"withdraw" in form ? await withdrawOwn(c.var, form.withdraw) : await askSignedIn(c.var, form);
			if (done === undefined) return toSignIn(c);
			c.var.sendMail();
			return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), done), 303);
		},
	);

async function page(
	c: AppContext,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 422; done?: string | undefined },
): Promise<Response> {
	const own = await readOwnRequests(c.var);
	if (own === undefined) return toSignIn(c);
	const text = words(c.var.locale).requests.own;
	const said: Readonly<Record<string, string>> = {
		...{ sent: text.sent, twice: text.twice, withdrawn: text.withdrawn, unchanged: text.unchanged },
	};
	const shown = {
		...{ state, responseDays: own.responseDays },
		requests: await Promise.all(own.requests.map((row) => shownRequest(c, row, own.keys))),
		done: done !== undefined && Object.hasOwn(said, done) ? said[done] : undefined,
		links: {
			action: accountPathWithoutFlow(c.var, PATH),
			copy: accountPathWithoutFlow(c.var, "/privacy/export"),
			back: accountPathWithoutFlow(c.var, "/privacy"),
		},
	};
	return renderPage(c, <OwnRequestsPage context={await accountContext(c)} {...shown} />, { status });
}

async function shownRequest(
	c: AppContext,
	row: RequestRow,
	keys: Parameters<typeof openWords>[3],
): Promise<ShownRequest> {
	const [asked, longer, answer] = await Promise.all(
		(["text_sealed", "extension_sealed", "answer_sealed"] as const).map((column) =>
			openWords(c.var.keys, row, column, keys),
		),
	);
	return {
		...{ id: row.id, kind: row.kind, state: row.state, received: row.received_at, answerBy: row.answer_by },
		...{ asked, longer, answer, ground: row.refusal_ground ?? undefined, begins: row.begins_at ?? undefined },
		left: row.closed_at === null ? daysLeft(new Date(c.var.now), new Date(row.answer_by)) : undefined,
		paused:
			row.paused_days === 0
				? undefined
				: { days: row.paused_days, asked: row.asked_at ?? "", shown: row.answered_at ?? "" },
		isCopy: row.copy_id !== null && row.state === "fulfilled",
		canWithdraw: canWithdraw(row),
	};
}
