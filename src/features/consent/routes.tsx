import { Hono } from "hono";
import { toAccount } from "#foundation/account-host/links.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { allowsSharing, askedRecipients, currentAnswers, keptAnswers } from "#foundation/choice/agreed.ts";
import type { KeptAnswer } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { recipientWords, recipientWordsHash } from "#foundation/choice/words.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import { withOwnQuery } from "#foundation/http/came-from.ts";
import { REVALIDATE } from "#foundation/http/headers.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { HTML, respondCachedPage } from "#foundation/http/respond-cached.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { cookiesOf } from "#foundation/register/views.ts";
import { COOKIES_PATH } from "#foundation/ui/choice-bar.tsx";
import { noCookieWords } from "#foundation/ui/no-cookie.ts";
import { words } from "#locales/locales.ts";
import { answersHere, choose, type NotTaken } from "./choose.ts";
import { choiceForm, cookiesQuery } from "./schema.ts";
import { type ChoiceShown, CookiesPage } from "./views-cookies.tsx";

/** What a visitor answers about each recipient of the brand, and the cookies that there are. */
export const cookieRoutes = new Hono<App>()
	.get(COOKIES_PATH, validateQuery(cookiesQuery), async (c) => {
		const { from = COOKIES_PATH, done } = c.req.valid("query");
		const isPlain = from === COOKIES_PATH && done === undefined;
		if (!(await isAlikeForAll(c, isPlain)))
			return done === undefined ? page(c, { from: barPage(c, from) }) : after(c, from);
		return respondCachedPage(c, async (context) => {
			const choice = { ...UNANSWERED, recipients: await shown(c, []) };
			const body = `<!DOCTYPE html>${<CookiesPage context={context} cookies={cookies(c)} choice={choice} />}`;
			return { body, type: HTML, cache: REVALIDATE };
		});
	})
	.post(COOKIES_PATH, validateForm(choiceForm), async (c) => {
		const form = c.req.valid("form");
		const from = barPage(c, form.path);
		const chosen = await choose(c.var, form);
		if (typeof chosen === "string") return page(c, { from, notTaken: chosen });
		// Whether the browser keeps the answer shows where it comes back.
		return c.redirect(`${localePath(brandLocale(c), COOKIES_PATH)}?${new URLSearchParams({ from, done: "yes" })}`, 303);
	});

const brandLocale = (c: AppContext) => ({ look: c.var.edition.brand.look, locale: c.var.locale });

const UNANSWERED = { refusesSharing: false, from: COOKIES_PATH, notice: undefined, account: undefined };

/** Whether the page says nothing of its reader: nobody is asked, or they answered nothing and came by a plain address. */
async function isAlikeForAll(c: AppContext, isPlain: boolean): Promise<boolean> {
	if (askedRecipients(c.var).length === 0) return true;
	const isUnanswered = keptAnswers(c.var).length === 0 && !c.var.browser.refusesSharing;
	return isPlain && isUnanswered && (await c.var.sessionScope()) === undefined;
}

const cookies = (c: AppContext) => cookiesOf(c.var.edition.legal, c.var.running.register);

/** The page that the bar was on. An answer that was given on the page of choices itself leads back to it without a query. */
const barPage = (c: AppContext, path: string) => (path === COOKIES_PATH ? path : withOwnQuery(c, path));

/** The last answer leads back to the page that the visitor came from; until then, the next one is given here. */
async function after(c: AppContext, from: string): Promise<Response> {
	const kept = await answersHere(c.var);
	const answers = await currentAnswers(c.var, kept);
	const isLast = answers.every(({ answer }) => answer !== undefined);
	if (isLast && from !== COOKIES_PATH) return c.redirect(localePath(brandLocale(c), from), 303);
	return page(c, { from, kept, isSaved: true });
}

type Asked = { from: string; kept?: readonly KeptAnswer[]; notTaken?: NotTaken; isSaved?: boolean };

async function page(c: AppContext, { from, kept, notTaken, isSaved = false }: Asked): Promise<Response> {
	const { browser, locale } = c.var;
	const { page: text } = words(locale).choice;
	const answers = kept ?? (await answersHere(c.var));
	const isLost = isSaved && browser.read(CHOICE_COOKIE) === undefined;
	const said = notTaken === undefined ? savedNotice(c, isSaved, isLost) : { text: text[notTaken], isGood: false };
	const choice: ChoiceShown = {
		recipients: await shown(c, answers),
		refusesSharing: browser.refusesSharing,
		from,
		notice: said,
		account: (await c.var.sessionScope()) && toAccount(c.var, "/privacy/recipients"),
	};
	const context = await pageContext(c);
	const status = notTaken === undefined ? 200 : 409;
	return renderPage(c, <CookiesPage context={context} cookies={cookies(c)} choice={choice} />, { status });
}

function savedNotice(c: AppContext, isSaved: boolean, isLost: boolean): ChoiceShown["notice"] {
	if (!isSaved) return undefined;
	if (isLost) return { text: noCookieWords(c.var).lines.join(" "), isGood: false };
	return { text: words(c.var.locale).choice.page.saved, isGood: true };
}

async function shown(c: AppContext, kept: Parameters<typeof currentAnswers>[1]): Promise<ChoiceShown["recipients"]> {
	const { edition, locale, browser } = c.var;
	const answers = await currentAnswers(c.var, kept);
	return Promise.all(
		answers.map(async ({ recipient, answer }) => ({
			id: recipient.id,
			name: recipientName(recipient, locale),
			words: recipientWords(edition, recipient, locale),
			textHash: await recipientWordsHash(edition, recipient, locale),
			answer,
			isOverruled: answer?.kind === "given" && !allowsSharing(answer, browser.refusesSharing),
		})),
	);
}
