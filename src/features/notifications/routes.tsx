import { Hono } from "hono";
import { readMemberships } from "#features/accounts/membership.ts";
import { accountPathWithoutFlow, toSignIn } from "#foundation/account-host/links.ts";
import { AccountHead, AccountPage, accountContext } from "#foundation/account-host/page.tsx";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { validateForm } from "#foundation/http/validate.ts";
import { classesOf } from "#foundation/mail/brand-classes.ts";
import { troubleOf } from "#foundation/mail/incoming/deliverable.ts";
import { words } from "#locales/locales.ts";
import {
	type MailBrand,
	type MailPreferences,
	preferenceQueries,
	preferencesOf,
	saveMailPreferences,
} from "./preferences.ts";
import { mailForm } from "./schema.ts";
import { NotificationsForm } from "./views.tsx";

/** What mail a member gets from which site, and how much (P16, P35, P36). */
export const notificationsRoutes = new Hono<App>()
	.get("/notifications", (c) => preferencesPage(c))
	.post(
		"/notifications",
		validateForm(
			(c) => mailForm(c.var.realm.brands),
			(c) => preferencesPage(c, "invalid"),
		),
		async (c) => {
			const { realm } = c.var;
			const read = await readMemberships(c.var, () => []);
			if (read === undefined) return toSignIn(c);
			const brands = mailBrands(c, read.memberships);
			const of = { realm: realm.id, member: read.member.id, brands, form: c.req.valid("form"), now: c.var.now };
			return notificationsPage(c, await saveMailPreferences(c.var.database(), of), "saved");
		},
	);

/** What is kept, whatever a form that was refused asked for. */
async function preferencesPage(c: AppContext, result?: "invalid"): Promise<Response> {
	const { realm } = c.var;
	const read = await readMemberships(c.var, ({ member }) => preferenceQueries(realm.id, member));
	if (read === undefined) return toSignIn(c);
	return notificationsPage(c, preferencesOf(read.rows, mailBrands(c, read.memberships)), result);
}

function mailBrands(c: AppContext, memberships: readonly { brand_id: string }[]): MailBrand[] {
	return memberships.flatMap(({ brand_id }): MailBrand[] => {
		const brand = c.var.snapshot.findBrand(brand_id);
		if (brand === undefined) return [];
		const { legal } = currentEdition(brand, c.var.now);
		return [{ id: brand.id, name: brand.look.name, sends: classesOf(legal.features, c.var.running) }];
	});
}

async function notificationsPage(
	c: AppContext,
	preferences: MailPreferences,
	result?: "saved" | "invalid",
): Promise<Response> {
	const context = await accountContext(c);
	const { locale } = c.var;
	const title = words(locale).accountHost.nav.notifications;
	const form = {
		locale,
		preferences,
		trouble: troubleOf(preferences.returned, c.var.now),
		action: accountPathWithoutFlow(c.var, "/notifications"),
		...(result ? { result } : {}),
	};
	return renderPage(
		c,
		<AccountPage context={context} title={title} signedIn>
			<AccountHead title={title} />
			<NotificationsForm {...form} />
		</AccountPage>,
		{ status: result === "invalid" ? 422 : 200 },
	);
}
