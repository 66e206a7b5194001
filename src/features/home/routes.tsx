import { Hono } from "hono";
import { AppError } from "#foundation/errors.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import { FIRST_LANGUAGE_VARY, firstLanguageOf } from "#foundation/http/first-language.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { HTML, respondCachedPage } from "#foundation/http/respond-cached.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { cookieSeconds } from "#foundation/register/terms.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { noCookieWords } from "#foundation/ui/no-cookie.ts";
import type { Locale } from "#locales/locales.ts";
import { languageForm } from "./schema.ts";
import { HomePage, NoCookiePage } from "./views.tsx";

export const AGE_COOKIE = "__Host-age";
export const LANGUAGE_COOKIE = "__Host-language";

export const homeRoutes = new Hono<App>()
	.get("/", async (c) => {
		const { look } = c.var.edition.brand;
		// An address that names a language keeps it: the bare front door alone is in the reader's own.
		const isBare = c.var.locale === look.locales.default;
		const locale = isBare ? wantedLocale(c) : undefined;
		if (isBare) c.header("Vary", FIRST_LANGUAGE_VARY);
		if (locale !== undefined) return c.redirect(localePath({ look, locale }, "/"), 302);
		if ((await c.var.sessionScope()) !== undefined)
			return c.redirect(localePath({ look, locale: c.var.locale }, "/me"), 303);
		const { adult } = c.var.edition.legal;
		const ageConfirmed = !adult || isAgeConfirmed(c);
		return respondCachedPage(
			c,
			(context) => {
				const { features, recipients } = offerOf(c.var.edition.legal, c.var.running).legal;
				const offer = { features, recipients: recipients.length };
				const page = <HomePage context={context} ageConfirmed={ageConfirmed} offer={offer} />;
				const headers = isBare ? { Vary: FIRST_LANGUAGE_VARY } : {};
				return { body: `<!DOCTYPE html>${page}`, type: HTML, headers };
			},
			{ variant: ageConfirmed ? "age" : "", locales: isBare ? look.locales : undefined },
		);
	})
	.post("/age", validateForm(NO_FIELDS), async (c) => {
		c.var.browser.keep(AGE_COOKIE, "yes", { maxAge: cookieSeconds(c.var, "age") });
		return c.redirect(here(c, "/age"), 303);
	})
	// Whether the browser kept the answer: else the front page would only ask again.
	.get("/age", async (c) => {
		if (isAgeConfirmed(c)) return c.redirect(here(c, "/"), 303);
		const context = await pageContext(c);
		return renderPage(c, <NoCookiePage context={context} {...noCookieWords(c.var)} />, { status: 400 });
	})
	.post("/language", validateForm(languageForm), (c) => {
		const { look } = c.var.edition.brand;
		const { locale, path } = c.req.valid("form");
		if (!look.locales.available.includes(locale)) throw new AppError("bad_request", "a language that the brand lacks");
		c.var.browser.keep(LANGUAGE_COOKIE, locale, { maxAge: cookieSeconds(c.var, "language") });
		return c.redirect(localePath({ look, locale }, path), 303);
	});

const isAgeConfirmed = (c: AppContext) => c.var.browser.read(AGE_COOKIE) === "yes";

/** The language of this visit, where it is not the brand's default: as remembered, else as the browser asks. */
function wantedLocale(c: AppContext): Locale | undefined {
	const { locales } = c.var.edition.brand.look;
	const wanted = c.var.browser.read(LANGUAGE_COOKIE);
	const remembered = locales.available.find((locale) => locale === wanted);
	if (remembered === undefined) return firstLanguageOf(c);
	return remembered === locales.default ? undefined : remembered;
}

const here = (c: AppContext, path: string) =>
	localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, path);
