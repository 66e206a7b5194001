import { Hono } from "hono";
import { toBrand, toSignIn } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { App, AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { troubleOf } from "#foundation/mail/incoming/deliverable.ts";
import { bouncesOfMember } from "#foundation/mail/incoming/queries-bounce.ts";
import { openOwn, readSignedIn } from "./session/signed-in.ts";
import { HomePage } from "./views.tsx";

/** The front page of the account host: everything about being oneself, on one origin (DECISIONS 10). */
export const accountHomeRoutes = new Hono<App>()
	.get("/", (c) => homePage(c, false))
	.get("/welcome", (c) => homePage(c, true));

async function homePage(c: AppContext, welcome: boolean): Promise<Response> {
	const read = await readSignedIn(c.var, ({ member }) => [bouncesOfMember(c.var.realm.id, member)] as const);
	if (read === undefined) return toSignIn(c);
	const context = await accountContext(c);
	const { member, rows } = read;
	const trouble = troubleOf(rows[0], c.var.now);
	const facts = { email: await openOwn(member, "email"), gender: await openOwn(member, "gender") };
	const known = { userName: member.userName, createdAt: member.createdAt, ...facts };
	const brand = c.var.originBrand && {
		name: c.var.originBrand.look.name,
		href: toBrand(c.var, c.var.originBrand, "/login"),
	};
	return renderPage(c, <HomePage context={context} {...known} brand={brand} welcome={welcome} trouble={trouble} />);
}
