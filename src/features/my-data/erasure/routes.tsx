import { Hono } from "hono";
import { proofForm } from "#features/accounts/credentials/schema.ts";
import { ProofPage } from "#features/accounts/session/proof-form.tsx";
import { readProofAsked, requireRecentAuth } from "#features/accounts/session/reauthenticate.ts";
import { clearSessionCookie } from "#features/accounts/session/session.ts";
import { closingOf } from "#features/memberships/departure.ts";
import { staysWords } from "#features/memberships/stays-words.ts";
import { accountPathWithoutFlow, toSignIn, withQuery } from "#foundation/account-host/links.ts";
import { MessagePage } from "#foundation/account-host/message-page.tsx";
import { accountContext } from "#foundation/account-host/page.tsx";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { RECEIPT_FILE_NAME } from "#foundation/proof/receipt.ts";
import { endsWithAccount, termsInForce } from "#foundation/register/terms.ts";
import { copiesGoneBy } from "#foundation/rights/erasure/copies-end.ts";
import { erasureById } from "#foundation/rights/erasure/queries-erasure.ts";
import { recipientsIn } from "#foundation/rights/erasure/settle.ts";
import { NoSuchStep } from "#foundation/rights/requests/step.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { eraseAccount, erasureReads } from "./erase-account.ts";
import { type ReceiptLink, readReceiptLink, signReceiptLink } from "./receipt-link.ts";
import { receiptQuery } from "./schema.ts";
import { ErasedPage } from "./views.tsx";

/** Erasing everything at once (P39). */
export const erasureRoutes = new Hono<App>()
	.get("/privacy/erase", (c) => askPage(c, EMPTY_FORM))
	.post("/privacy/erase", validateForm(proofForm), async (c) => {
		const queries = ({ member }: { member: string }) => erasureReads(c.var, member);
		const auth = await requireRecentAuth(c.var, c.req.valid("form").current_password, { queries });
		if (auth === undefined) return toSignIn(c);
		if (auth.refusal !== undefined) return askPage(c, refill({}, { current_password: auth.refusal }), 422);
		const begun = await eraseOnce(c, auth);
		clearSessionCookie(c.var);
		if (begun === undefined) return begunPage(c);
		const { id, salt } = begun;
		const receipt = await signReceiptLink(c.var, { erasure: id, salt, subject: auth.member.id });
		return c.redirect(withQuery(accountPathWithoutFlow(c.var, "/privacy/erased"), { receipt }), 303);
	});

/** How an erasure ended, for the holder of its link. */
export const erasedRoutes = new Hono<App>()
	.get("/privacy/erased", validateQuery(receiptQuery), async (c) => {
		const { receipt: token } = c.req.valid("query");
		const { row } = await erasureOf(c, token);
		const at = (path: string) => withQuery(accountPathWithoutFlow(c.var, path), { receipt: token });
		const shown = {
			isProven: row.state === "issued",
			erasedAt: row.begun_at,
			copies: copiesGoneBy(row.executed_at ?? row.begun_at),
			recipients: recipientsIn(row.recipients_json),
			links: { again: at("/privacy/erased"), file: at(`/privacy/erased/${RECEIPT_FILE_NAME}`) },
		};
		return renderPage(c, <ErasedPage context={await accountContext(c)} {...shown} />);
	})
	.get(`/privacy/erased/${RECEIPT_FILE_NAME}`, validateQuery(receiptQuery), async (c) => {
		const { link, row } = await erasureOf(c, c.req.valid("query").receipt);
		if (row.receipt === null) throw new AppError("not_found", "the receipt is not there yet");
		const file = { receipt: row.receipt, salt: link.salt, subject: link.subject };
		return c.body(JSON.stringify(file, null, "\t"), 200, {
			"Content-Type": "application/json",
			"Content-Disposition": `attachment; filename="${RECEIPT_FILE_NAME}"`,
		});
	});

/** Undefined where another press, or a request whose time to cancel is over, began the erasure a moment ago. */
async function eraseOnce(c: AppContext, auth: Parameters<typeof eraseAccount>[1]) {
	try {
		return await eraseAccount(c.var, auth);
	} catch (error) {
		if (error instanceof NoSuchStep) return undefined;
		throw error;
	}
}

/** The erasure has begun; its receipt is on the page of the first press, and in the mail. */
async function begunPage(c: AppContext): Promise<Response> {
	const { runningTitle: title, running, runningMail } = words(c.var.locale).erasure;
	return renderPage(c, <MessagePage context={await accountContext(c)} title={title} words={[running, runningMail]} />);
}

/** @throws AppError not_found for a link that is forged, over, or of another realm */
async function erasureOf(c: AppContext, token: string) {
	const link: ReceiptLink | undefined = await readReceiptLink(c.var, token);
	if (link === undefined) throw new AppError("not_found", "no such erasure");
	const [[row]] = await c.var.database().for("claims").read(erasureById(c.var.realm.id, link.erasure));
	if (row === undefined) throw new AppError("not_found", "no such erasure");
	return { link, row };
}

/** Asks about the erasure: the password too, where the sign-in is not of just now. */
async function askPage(c: AppContext, state: FormState, status: 200 | 422 = 200): Promise<Response> {
	const read = await readProofAsked(c.var);
	if (read === undefined) return toSignIn(c);
	const { locale } = c.var;
	const text = words(locale).erasure;
	const terms = termsInForce(c.var);
	const stays = closingOf(c.var, read.memberships).stays.filter(({ rule }) => !endsWithAccount(terms, rule));
	const kept = staysWords(
		stays.map(({ rule, from, duration }) => ({ rule, from, duration })),
		locale,
	);
	return renderPage(
		c,
		<ProofPage
			context={await accountContext(c)}
			state={state}
			title={text.title}
			words={[
				text.what,
				text.noWayBack,
				text.copies(dayInWords(copiesGoneBy(c.var.at), locale)),
				...(kept === undefined ? [] : [text.stays(kept)]),
				text.receipt,
				...read.words,
			]}
			action={accountPathWithoutFlow(c.var, "/privacy/erase")}
			submit={text.submit}
			cancel={{ href: accountPathWithoutFlow(c.var, "/privacy"), label: text.cancel }}
			asked={read.asked}
			danger
		/>,
		{ status },
	);
}
