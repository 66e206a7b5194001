import { isFresh } from "#features/accounts/session/reauthenticate.ts";
import { sendCopy } from "#features/my-data/export/fetch.ts";
import { shownCopy } from "#features/my-data/export/shown-copy.ts";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { copyWanted } from "#foundation/rights/export/begin.ts";
import type { ExportRow } from "#foundation/rights/export/queries-export.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import type { Staff } from "../session.ts";
import type { PasswordErrors } from "../staff/password.ts";
import { copyQueries, makeSoon, proofOf, proofQueries, writeProved } from "./own-copy.ts";
import { copyProofForm } from "./schema.ts";
import { CopyPage } from "./views.tsx";

const HERE = "/console/copy";

/** A copy of what is held of oneself as a member of staff (GDPR Art. 15): nobody asks for another's. */
export const copyHandlers = {
	...guarded("GET /console/copy", {
		queries: (c, { token }) => copyQueries(c.var, token),
		answer: (c, { staff, rows: [[copy]] }) => copyPage(c, staff, copy, EMPTY_FORM, 200),
	}),
	...guarded("POST /console/copy", {
		form: { schema: copyProofForm },
		queries: (c, { token, form }) => proofQueries(c.var, token, form),
		answer: async (c, { staff, rows: [[copy], , ...proof], form }) => {
			const proved = await proofOf(c.var, staff, proof, form);
			if ("errors" in proved) return refused(c, staff, copy, proved.errors);
			const isWanted = copy?.state !== "making";
			const wanted = isWanted ? (await copyWanted(c.var, { kind: "staff", id: staff.id })).queries : [];
			const wrong = await writeProved(c.var, proved.writes, wanted);
			if (wrong !== undefined) return refused(c, staff, copy, wrong);
			if (isWanted) makeSoon(c.var);
			return c.redirect(accountPathWithoutFlow(c.var, HERE), 303);
		},
	}),
	...guarded("GET /console/copy/copy.zip", {
		queries: (c, { token }) => copyQueries(c.var, token),
		answer: async (c, { staff, rows }) => {
			const [[copy]] = rows;
			if (!isFresh(c.var, staff)) return copyPage(c, staff, copy, EMPTY_FORM, 403);
			return (await sendCopy(c.var, rows, {})) ?? c.redirect(accountPathWithoutFlow(c.var, HERE), 303);
		},
	}),
	...guarded("POST /console/copy/copy.zip", {
		form: { schema: copyProofForm },
		queries: (c, { token, form }) => proofQueries(c.var, token, form),
		answer: async (c, { staff, rows: [copies, keys, ...proof], form }) => {
			const proved = await proofOf(c.var, staff, proof, form);
			const wrong = "errors" in proved ? proved.errors : await writeProved(c.var, proved.writes);
			if (wrong !== undefined) return refused(c, staff, copies[0], wrong);
			return (await sendCopy(c.var, [copies, keys], {})) ?? c.redirect(accountPathWithoutFlow(c.var, HERE), 303);
		},
	}),
};

const refused = (c: AppContext, staff: Staff, copy: ExportRow | undefined, errors: PasswordErrors) =>
	copyPage(c, staff, copy, refill({}, errors), errors.form === undefined ? 422 : 429);

async function copyPage(
	c: AppContext,
	staff: Staff,
	copy: ExportRow | undefined,
	state: FormState,
	status: 200 | 403 | 422 | 429,
): Promise<Response> {
	return renderPage(
		c,
		<CopyPage
			context={await consoleContext(c, staff)}
			copy={copy && shownCopy(c.var, copy)}
			state={state}
			asked={!isFresh(c.var, staff)}
			links={{
				ask: accountPathWithoutFlow(c.var, HERE),
				fetch: accountPathWithoutFlow(c.var, `${HERE}/copy.zip`),
				back: accountPathWithoutFlow(c.var, "/console"),
			}}
		/>,
		{ status },
	);
}
