import { Hono } from "hono";
import { toAccount } from "#foundation/account-host/links.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { allowsSharing, askedRecipients, currentAnswers } from "#foundation/choice/agreed.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { recipientWords, recipientWordsHash } from "#foundation/choice/words.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
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
		if (askedRecipients(c.var).length > 0) return page(c, { from, isSaved: done !== undefined });
		return respondCachedPage(c, async (context) => {
			const choice = { recipients: [], refusesSharing: false, from, notice: undefined, account: undefined };
			return {
				body: `<!DOCTYPE html>${<CookiesPage context={context} cookies={cookies(c)} choice={choice} />}`,
				type: HTML,
			};
		});
	})
	.post(COOKIES_PATH, validateForm(choiceForm), async (c) => {
		const form = c.req.valid("form");
		const chosen = await choose(c.var, form);
		if (typeof chosen === "string") return page(c, { from: form.path, notTaken: chosen });
		const answers = await currentAnswers(c.var, chosen);
		return c.redirect(
			after(
				c,
				form.path,
				answers.every(({ answer }) => answer !== undefined),
			),
			303,
		);
	});

const cookies = (c: AppContext) => cookiesOf(c.var.edition.legal, c.var.running.register);

/** The last answer leads back to the page that the visitor came from; until then, the next one is given here. */
function after(c: AppContext, path: string, isLast: boolean): string {
	const here = { look: c.var.edition.brand.look, locale: c.var.locale };
	if (isLast && path !== COOKIES_PATH) return localePath(here, path);
	return `${localePath(here, COOKIES_PATH)}?${new URLSearchParams({ from: path, done: "yes" })}`;
}

type Asked = { from: string; notTaken?: NotTaken; isSaved?: boolean };

async function page(c: AppContext, { from, notTaken, isSaved = false }: Asked): Promise<Response> {
	const { browser, locale } = c.var;
	const { page: text } = words(locale).choice;
	const kept = await answersHere(c.var);
	const isLost = isSaved && browser.read(CHOICE_COOKIE) === undefined;
	const said = notTaken === undefined ? savedNotice(c, isSaved, isLost) : { text: text[notTaken], isGood: false };
	const choice: ChoiceShown = {
		recipients: await shown(c, kept),
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
