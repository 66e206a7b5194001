import type { Hono } from "hono";
import { brandSignInRoutes } from "./features/accounts/brand-sign-in/routes.tsx";
import { authorizeRoutes } from "./features/accounts/brand-sign-in/routes-authorize.tsx";
import { authenticatorRoutes } from "./features/accounts/credentials/authenticator/routes.tsx";
import { emailRoutes } from "./features/accounts/credentials/email/routes.tsx";
import { passkeyRoutes } from "./features/accounts/credentials/passkeys/routes.tsx";
import { resetRoutes } from "./features/accounts/credentials/password-reset/routes.tsx";
import { securityRoutes } from "./features/accounts/credentials/routes.tsx";
import { joinRoutes } from "./features/accounts/join/routes.tsx";
import { confirmRoutes } from "./features/accounts/join/routes-confirm.tsx";
import { accountHomeRoutes } from "./features/accounts/routes.tsx";
import { signInRoutes } from "./features/accounts/sign-in/routes.tsx";
import { reopenRoutes } from "./features/accounts/sign-in/routes-reopen.tsx";
import { cookieRoutes } from "./features/consent/routes.tsx";
import { sharingRoutes } from "./features/consent/routes-sharing.tsx";
import { consoleRoutes } from "./features/console/routes.tsx";
import { HELPDESK_FORMS, helpdeskRoutes } from "./features/helpdesk/routes.tsx";
import { homeRoutes } from "./features/home/routes.tsx";
import { brandsRoutes } from "./features/memberships/routes.tsx";
import { closingRoutes } from "./features/memberships/routes-closing.tsx";
import { doorRoutes } from "./features/my-data/door/routes.tsx";
import { erasedRoutes, erasureRoutes } from "./features/my-data/erasure/routes.tsx";
import { copyRoutes } from "./features/my-data/export/routes.tsx";
import { ownPrivacyRoutes } from "./features/my-data/routes.tsx";
import { notificationsRoutes } from "./features/notifications/routes.tsx";
import { unsubscribeRoutes } from "./features/notifications/routes-unsubscribe.tsx";
import { PROOF_FORMS, proofRoutes } from "./features/privacy/proof/routes.tsx";
import { privacyRoutes } from "./features/privacy/routes.tsx";
import { testedRoutes } from "./features/privacy/tested/routes.tsx";
import { ownProfileRoutes, PROFILE_FORMS } from "./features/profiles/routes.tsx";
import { memberRoutes } from "./features/profiles/routes-member.tsx";
import { assetRoutes, brandRoutes } from "./features/site/routes.tsx";
import { termsRoutes } from "./features/terms/routes.tsx";
import type { LargeForm } from "./foundation/http/body-limit.ts";
import type { CrossSiteForm } from "./foundation/http/cross-site.ts";
import type { App } from "./foundation/http/resolve-site.ts";
import { PROOF_KEYS_PATH } from "./foundation/proof/signing-key.ts";

export type Site = App["Variables"]["site"];

export type RouteRow = {
	/** The same path means another page on the other kind of host. */
	site: Site;
	/** "/" alone is that page; any other stands for itself and all below it that no longer path of the table names. */
	paths: readonly string[];
	feature: string;
	routes: Hono<App>;
	/** A copy of the database that was put back answers it too: pages that say nothing of anyone. */
	keeps?: true;
	/** A session for privacy rights alone opens these pages; to every other row it is no session (DECISIONS 117). */
	admitsRights?: true;
	/** Forms whose bodies are larger than usual. */
	forms?: readonly LargeForm[];
	/** Writes that other sites may send. */
	crossSite?: readonly CrossSiteForm[];
};

/** What every host has, by the same pages. */
const PROOF_PATHS = [PROOF_KEYS_PATH, "/privacy/log-head", "/privacy/log-head.json", "/privacy/receipts/verify"];

/** The one route table: what each kind of host serves, and from where. Sorted by site and path; no two rows overlap. */
// biome-ignore format: a row is a line
export const ROUTES: readonly RouteRow[] = [
	{ site: "account", paths: ["/", "/welcome"], feature: "accounts", routes: accountHomeRoutes },
	{ site: "account", paths: ["/.well-known/change-password", "/security"], feature: "accounts", routes: securityRoutes },
	{ site: "account", paths: PROOF_PATHS, feature: "privacy", routes: proofRoutes, forms: PROOF_FORMS, keeps: true },
	{ site: "account", paths: ["/apple-touch-icon-precomposed.png", "/apple-touch-icon.png", "/assets", "/favicon.ico", "/healthz"], feature: "site", routes: assetRoutes, keeps: true },
	{ site: "account", paths: ["/authorize"], feature: "accounts", routes: authorizeRoutes },
	{ site: "account", paths: ["/brands"], feature: "memberships", routes: brandsRoutes },
	{ site: "account", paths: ["/close"], feature: "memberships", routes: closingRoutes },
	{ site: "account", paths: ["/confirm"], feature: "accounts", routes: confirmRoutes },
	{ site: "account", paths: ["/console"], feature: "console", routes: consoleRoutes },
	{ site: "account", paths: ["/email", "/security/email"], feature: "accounts", routes: emailRoutes },
	{ site: "account", paths: ["/join"], feature: "accounts", routes: joinRoutes },
	{ site: "account", paths: ["/notifications"], feature: "notifications", routes: notificationsRoutes },
	{ site: "account", paths: ["/privacy"], feature: "my-data", routes: ownPrivacyRoutes, admitsRights: true },
	{ site: "account", paths: ["/privacy/ask"], feature: "my-data", routes: doorRoutes },
	{ site: "account", paths: ["/privacy/erase"], feature: "my-data", routes: erasureRoutes, admitsRights: true },
	{ site: "account", paths: ["/privacy/erased"], feature: "my-data", routes: erasedRoutes },
	{ site: "account", paths: ["/privacy/export"], feature: "my-data", routes: copyRoutes, admitsRights: true },
	{ site: "account", paths: ["/privacy/recipients"], feature: "consent", routes: sharingRoutes, admitsRights: true },
	{ site: "account", paths: ["/profile"], feature: "profiles", routes: ownProfileRoutes, forms: PROFILE_FORMS },
	{ site: "account", paths: ["/reopen"], feature: "accounts", routes: reopenRoutes },
	{ site: "account", paths: ["/reset"], feature: "accounts", routes: resetRoutes },
	{ site: "account", paths: ["/security/authenticator", "/security/recovery-codes"], feature: "accounts", routes: authenticatorRoutes },
	{ site: "account", paths: ["/security/passkeys"], feature: "accounts", routes: passkeyRoutes },
	{ site: "account", paths: ["/sign-in", "/sign-out"], feature: "accounts", routes: signInRoutes },
	{ site: "brand", paths: ["/", "/age", "/language"], feature: "home", routes: homeRoutes, keeps: true },
	{ site: "brand", paths: ["/.well-known/change-password", "/join", "/login", "/logout", "/me"], feature: "accounts", routes: brandSignInRoutes },
	{ site: "brand", paths: ["/.well-known/gpc.json", "/.well-known/security.txt", "/manifest.webmanifest", "/robots.txt", "/sitemap.xml"], feature: "site", routes: brandRoutes, keeps: true },
	{ site: "brand", paths: PROOF_PATHS, feature: "privacy", routes: proofRoutes, forms: PROOF_FORMS, keeps: true },
	{ site: "brand", paths: ["/apple-touch-icon-precomposed.png", "/apple-touch-icon.png", "/assets", "/favicon.ico", "/healthz"], feature: "site", routes: assetRoutes, keeps: true },
	{ site: "brand", paths: ["/helpdesk"], feature: "helpdesk", routes: helpdeskRoutes, forms: HELPDESK_FORMS },
	{ site: "brand", paths: ["/members", "/photos"], feature: "profiles", routes: memberRoutes },
	{ site: "brand", paths: ["/privacy"], feature: "privacy", routes: privacyRoutes, keeps: true },
	{ site: "brand", paths: ["/privacy/cookies"], feature: "consent", routes: cookieRoutes, keeps: true },
	{ site: "brand", paths: ["/privacy/proof", "/privacy/proof.json"], feature: "privacy", routes: testedRoutes, keeps: true },
	{ site: "brand", paths: ["/terms"], feature: "terms", routes: termsRoutes, keeps: true },
	{
		site: "brand", paths: ["/unsubscribe"], feature: "notifications", routes: unsubscribeRoutes,
		crossSite: [{ path: /^\/unsubscribe\/[^/]+$/, authenticator: "the signed token in the address (RFC 8058)" }],
	},
];

/** Every handler of a kind of host, validators among them, with the row that it stands in. */
export const routesOf = (site: Site) =>
	ROUTES.filter((row) => row.site === site).flatMap((row) => row.routes.routes.map((route) => ({ ...route, row })));

/** Method and path of every route of a kind of host, each once however many handlers it has. */
export function addressesOf(site: Site): { method: string; path: string }[] {
	const byName = routesOf(site).map(({ method, path }) => [`${method} ${path}`, { method, path }] as const);
	return [...new Map(byName).values()];
}
