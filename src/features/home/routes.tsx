import { Hono } from "hono";
import { AppError } from "#foundation/errors.ts";
import { pageContext } from "#foundation/http/brand-look.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { HTML, respondCached } from "#foundation/http/respond-cached.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { localePath } from "#foundation/i18n/path.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { cookieSeconds } from "#foundation/register/terms.ts";
import { NO_FIELDS } from "#foundation/ui/form-fields.ts";
import { languageForm } from "./schema.ts";
import { HomePage } from "./views.tsx";

export const AGE_COOKIE = "__Host-age";
export const LANGUAGE_COOKIE = "__Host-language";

export const homeRoutes = new Hono<App>()
	.get("/", async (c) => {
		const { look } = c.var.edition.brand;
		const wanted = c.var.browser.read(LANGUAGE_COOKIE);
		const remembered = look.locales.available.find((locale) => locale === wanted);
		// The remembered language counts on the bare front door only; an address that names a language keeps it.
		if (remembered && remembered !== c.var.locale && c.var.locale === look.locales.default)
			return c.redirect(localePath({ look, locale: remembered }, "/"), 302);
		const { adult } = c.var.edition.legal;
		const ageConfirmed = !adult || c.var.browser.read(AGE_COOKIE) === "yes";
		return respondCached(
			c,
			async () => {
				const { features, recipients } = offerOf(c.var.edition.legal, c.var.running).legal;
				const offer = { features, recipients: recipients.length };
				const page = <HomePage context={await pageContext(c)} ageConfirmed={ageConfirmed} offer={offer} />;
				return { body: `<!DOCTYPE html>${page}`, type: HTML };
			},
			{ variant: ageConfirmed ? "age" : "" },
		);
	})
	.post("/age", validateForm(NO_FIELDS), async (c) => {
		c.var.browser.keep(AGE_COOKIE, "yes", { maxAge: cookieSeconds(c.var, "age") });
		return c.redirect(homePath(c), 303);
	})
	.post("/language", validateForm(languageForm), (c) => {
		const { look } = c.var.edition.brand;
		const { locale, path } = c.req.valid("form");
		if (!look.locales.available.includes(locale)) throw new AppError("bad_request", "a language that the brand lacks");
		c.var.browser.keep(LANGUAGE_COOKIE, locale, { maxAge: cookieSeconds(c.var, "language") });
		return c.redirect(localePath({ look, locale }, path), 303);
	});

function homePath(c: AppContext): string {
	return localePath({ look: c.var.edition.brand.look, locale: c.var.locale }, "/");
}
