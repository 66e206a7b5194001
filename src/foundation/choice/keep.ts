import type { RequestContext } from "../context.ts";
import { cookieSeconds } from "../register/terms.ts";
import { cookiesOf } from "../register/views.ts";
import { askedRecipients } from "./agreed.ts";
import { formatAnswers, type KeptAnswer } from "./answers.ts";
import { CHOICE_COOKIE } from "./cookie.ts";

/**
 * Keeps the answers in this browser, those to recipients that nobody asks about any more left out. Without a yes to its
 * recipient, no cookie stays that is not necessary.
 */
export function keepAnswers(context: RequestContext, answers: readonly KeptAnswer[]): void {
	const { browser } = context;
	const asked = new Set(askedRecipients(context).map(({ id }) => id));
	const kept = answers.filter(({ recipient }) => asked.has(recipient));
	if (kept.length > 0)
		browser.keep(CHOICE_COOKIE, formatAnswers(kept), { maxAge: cookieSeconds(context, "cookie_choice") });
	else browser.forget(CHOICE_COOKIE);
	forgetUnagreed(context, kept);
}

function forgetUnagreed({ edition, running, browser }: RequestContext, answers: readonly KeptAnswer[]): void {
	const agreed = answers.flatMap(({ kind, recipient }) => (kind === "given" ? [recipient] : []));
	for (const { name, necessary, setBy } of cookiesOf(edition.legal, running.register)) {
		const isAgreed = setBy === "brand" ? agreed.length > 0 : agreed.includes(setBy);
		if (!necessary && !isAgreed && browser.read(name) !== undefined) browser.forget(name);
	}
}
