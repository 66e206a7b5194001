import { Hono } from "hono";
import { readMemberships } from "#features/accounts/membership.ts";
import { answerStatistics, statisticsWords, switchState } from "#features/statistics/consent.ts";
import { accountPathWithoutFlow, toSignIn, withDone } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { Edition } from "#foundation/brand/edition.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { RequestContext } from "#foundation/context.ts";
import { AppError } from "#foundation/errors.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm, validateQuery } from "#foundation/http/validate.ts";
import { spokenLocale } from "#foundation/i18n/path.ts";
import { wordsHash } from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { EMPTY_FORM, type FormState, refill } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { statisticsForm, statisticsQuery } from "./schema.ts";
import { StatisticsPage } from "./views.tsx";

const PATH = "/privacy/statistics";

/** A member turns on, site by site, that they are counted, and off again as easily (GDPR Art. 7(3), P51). */
export const statisticsRoutes = new Hono<App>()
	.get(PATH, validateQuery(statisticsQuery), (c) => page(c, EMPTY_FORM, { done: c.req.valid("query").done }))
	.post(
		PATH,
		validateForm(
			(c) => statisticsForm(c.var.locale),
			(c, state) => page(c, state, { status: 422 }),
		),
		async (c) => {
			const { brand, allowed, words: textHash = "" } = c.req.valid("form");
			const read = await readSwitches(c.var);
			if (read === undefined) return toSignIn(c);
			const edition = read.editions.find((one) => one.brand.id === brand);
			const isYes = allowed === "yes";
			// What was given where statistics are off by now can still be withdrawn.
			if (edition === undefined || (isYes && !countsMembers(edition))) {
				const { choose } = words(c.var.locale).statistics;
				return page(c, refill({}, { brand: choose }), { status: 422 });
			}
			// A session for privacy rights ends what is done with data, and begins nothing.
			if (isYes && read.member.scope === "rights") throw new AppError("not_found", "not by this session");
			const choice = isYes ? { allowed, words: textHash } : { allowed };
			const events = read.events.filter((event) => event.brand_id === brand);
			const outcome = await answerStatistics(c.var, { edition, member: read.member.id, choice }, events);
			if (outcome === "changed") return page(c, EMPTY_FORM, { status: 409 });
			return c.redirect(withDone(accountPathWithoutFlow(c.var, PATH), isYes ? "on" : "off"), 303);
		},
	);

const countsMembers = ({ legal }: Edition): boolean => legal.features.includes("statistics");

/** The brands that somebody is on, and what they answered there; undefined for nobody signed in. */
async function readSwitches(context: RequestContext) {
	const read = await readMemberships(context, ({ member }) => [consentEvents(context.realm.brands, member)]);
	if (read === undefined) return undefined;
	const [events] = read.rows;
	const editions = read.memberships
		.flatMap(({ brand_id }) => context.snapshot.findBrand(brand_id) ?? [])
		.map((brand) => currentEdition(brand, context.now));
	return { member: read.member, editions, events };
}

/** A brand asks in its own languages. */
async function questionOn(edition: Edition, wanted: Locale) {
	const locale = spokenLocale(edition.brand.look, wanted);
	const asked = statisticsWords(edition, locale);
	return { words: asked, locale, textHash: await wordsHash(asked) };
}

async function page(
	c: AppContext,
	state: FormState,
	{ status = 200, done }: { status?: 200 | 409 | 422; done?: string | undefined },
): Promise<Response> {
	const read = await readSwitches(c.var);
	if (read === undefined) return toSignIn(c);
	const { locale } = c.var;
	const switches = await Promise.all(
		read.editions.map(async (edition) => ({
			brand: edition.brand.id,
			name: edition.brand.look.name,
			question: await questionOn(edition, locale),
			isOffered: countsMembers(edition),
			state: await switchState(
				edition,
				read.events.filter((event) => event.brand_id === edition.brand.id),
			),
		})),
	);
	const shown = {
		state,
		switches: switches.filter((one) => one.isOffered || one.state !== "off"),
		action: accountPathWithoutFlow(c.var, PATH),
		back: accountPathWithoutFlow(c.var, "/privacy"),
		hasChanged: status === 409,
		done: done === "on" || done === "off" ? words(locale).statistics.done[done] : undefined,
	};
	return renderPage(c, <StatisticsPage context={await accountContext(c)} {...shown} />, { status });
}
