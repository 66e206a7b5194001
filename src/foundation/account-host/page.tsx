import type { PropsWithChildren } from "hono/jsx";
import { words } from "#locales/locales.ts";
import { pageContext } from "../http/brand-look.ts";
import type { AppContext } from "../http/resolve-site.ts";
import { typedFields } from "../http/validate.ts";
import { Mark, QuickExit } from "../ui/header.tsx";
import { Head } from "../ui/page.tsx";
import type { PageContext } from "../ui/page-context.ts";
import { PlainFooter } from "../ui/plain-footer.tsx";
import { scriptPath } from "../ui/scripts/scripts.ts";
import { accountPath, accountPathWithoutFlow, toBrand, withQuery } from "./links.ts";

/** What every page of the account host needs to know. */
export type AccountContext = {
	page: PageContext;
	/** The session opens privacy rights alone: nothing else is offered. */
	rightsOnly: boolean;
	/** Back to the brand that one came from. */
	brand?: { name: string; home: string; statement: string; terms: string; rights: string };
	links: {
		home: string;
		brands: string;
		notifications: string;
		privacy: string;
		profile: string;
		security: string;
		signOut: string;
	};
	/** The same page in each language. */
	languages: { locale: PageContext["locale"]; href: string }[];
};

/** In the colours of the brand that one came from, else neutral. */
export async function accountContext(c: AppContext): Promise<AccountContext> {
	const page = await pageContext(c);
	const code = await mailedCode(c);
	const { originBrand, edition, locale, path } = c.var;
	const { manifest: _, scene: _scene, stylesheets, ...files } = page.hrefs;
	const within = <Names extends string>(addresses: Record<Names, string>) =>
		Object.fromEntries(
			Object.entries<string>(addresses).map(([name, address]) => [name, `${address}?brand=${edition.brand.id}`]),
		) as Record<Names, string>;
	const hrefs = originBrand
		? { ...within(files as Record<keyof typeof files, string>), stylesheets: within(stylesheets) }
		: { ...files, stylesheets };
	const { available } = edition.brand.look.locales;
	const rightsOnly = (await c.var.sessionScope()) === "rights";
	return {
		rightsOnly,
		page: { ...page, hrefs },
		...(originBrand
			? {
					brand: {
						name: originBrand.look.name,
						home: toBrand(c.var, originBrand, "/"),
						statement: toBrand(c.var, originBrand, "/privacy"),
						terms: toBrand(c.var, originBrand, "/terms"),
						rights: toBrand(c.var, originBrand, "/privacy/rights"),
					},
				}
			: {}),
		links: {
			home: accountPathWithoutFlow(c.var, rightsOnly ? "/privacy" : "/"),
			profile: accountPathWithoutFlow(c.var, "/profile"),
			brands: accountPathWithoutFlow(c.var, "/brands"),
			notifications: accountPathWithoutFlow(c.var, "/notifications"),
			privacy: accountPathWithoutFlow(c.var, "/privacy"),
			security: accountPathWithoutFlow(c.var, "/security"),
			signOut: accountPathWithoutFlow(c.var, "/sign-out"),
		},
		languages: available.map((one) => ({ locale: one, href: languageHref(c, one, locale, path, code) })),
	};
}

/**
 * The code of a mailed link, in the address or in the form of its page, which is nothing without it. Known by its
 * shape: the codes that a person types stay out of addresses.
 */
async function mailedCode(c: AppContext): Promise<string | undefined> {
	const type = c.req.header("Content-Type");
	const isForm = c.req.method === "POST" && type?.startsWith("application/x-www-form-urlencoded");
	const given = isForm ? (await typedFields(c)).code : c.req.query("code");
	return typeof given === "string" && /^[\w-]{43}$/.test(given) ? given : undefined;
}

function languageHref(
	c: AppContext,
	one: PageContext["locale"],
	current: PageContext["locale"],
	path: string,
	code: string | undefined,
): string {
	const standard = c.var.edition.brand.look.locales.default;
	const here = withQuery(accountPath(c, path), code === undefined ? {} : { code });
	const prefix = `/${current}`;
	const plain = current === standard ? here : here.slice(prefix.length) || "/";
	const rooted = plain.startsWith("/") ? plain : `/${plain}`;
	return one === standard ? rooted : `/${one}${rooted === "/" ? "" : rooted.replace(/^\/(?=\?)/, "")}`;
}

type Props = PropsWithChildren<{
	context: AccountContext;
	title: string;
	signedIn?: boolean;
	/** Path of a script of our own that this page enhances itself with. */
	script?: string;
}>;

function AccountHeader({ context, signedIn }: { context: AccountContext; signedIn: boolean }) {
	const { page, links } = context;
	const text = words(page.locale).accountHost.nav;
	const all = [
		{ path: "/", href: links.home, label: text.home },
		{ path: "/profile", href: links.profile, label: text.profile },
		{ path: "/brands", href: links.brands, label: text.brands },
		{ path: "/notifications", href: links.notifications, label: text.notifications },
		{ path: "/privacy", href: links.privacy, label: text.privacy },
		{ path: "/security", href: links.security, label: text.security },
	];
	const items = context.rightsOnly ? all.filter(({ path }) => path === "/privacy") : all;
	return (
		<>
			<header class="site-header">
				<div class="wrap">
					<a class="brand-link" href={context.brand?.home ?? links.home}>
						<Mark context={page} />
					</a>
					{signedIn && (
						<form class="sign-out" method="post" action={links.signOut}>
							<button type="submit">{text.signOut}</button>
						</form>
					)}
					{signedIn && <QuickExit locale={page.locale} />}
				</div>
			</header>
			{signedIn && (
				<nav class="site-nav section-nav" aria-label={text.label}>
					<ul class="wrap">
						{items.map(({ path, href, label }) => (
							<li>
								<a href={href} {...(path === page.path ? { "aria-current": "page" } : {})}>
									{label}
								</a>
							</li>
						))}
					</ul>
				</nav>
			)}
		</>
	);
}

function AccountFooter({ context }: { context: AccountContext }) {
	const { page, brand, languages } = context;
	const text = words(page.locale).accountHost;
	const links = brand
		? [
				{ href: brand.home, label: text.nav.back(brand.name) },
				{ href: brand.statement, label: text.nav.statement },
				{ href: brand.rights, label: text.nav.rights },
				{ href: brand.terms, label: text.nav.terms },
			]
		: [];
	const wording = text.operatedBy(page.legal.operator.name);
	return <PlainFooter words={wording} links={links} languages={languages} locale={page.locale} />;
}

/** The shell of every page of the account host. */
export function AccountPage({ context, title, signedIn = false, script, children }: Props) {
	const { page } = context;
	const { ui: text, accountHost } = words(page.locale);
	return (
		<html lang={page.locale} data-brand={page.brandId} data-revision={page.version}>
			<Head sheet="site" context={page} title={title} description={title} noindex addressless />
			<body id="top">
				<a class="skip" href="#content">
					{text.skip}
				</a>
				{page.stage === "preview" && <p class="preview">{text.preview}</p>}
				{page.stage === "review" && <p class="preview">{text.review}</p>}
				<AccountHeader context={context} signedIn={signedIn} />
				<main id="content" tabindex={-1}>
					<div class="wrap account">
						{signedIn && context.rightsOnly && <p class="notice">{accountHost.rightsOnly}</p>}
						{children}
					</div>
				</main>
				<AccountFooter context={context} />
				{signedIn && <script src={scriptPath("leave")} defer />}
				{script !== undefined && <script src={script} defer />}
			</body>
		</html>
	);
}

/** Title and what stands under it. */
export function AccountHead({ title, children }: PropsWithChildren<{ title: string }>) {
	return (
		<div class="account-head">
			<h1>{title}</h1>
			{children}
		</div>
	);
}
