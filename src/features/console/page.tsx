import type { PropsWithChildren } from "hono/jsx";
import { accountPathWithoutFlow } from "#foundation/account-host/links.ts";
import { accountContext } from "#foundation/account-host/page.tsx";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { Mark } from "#foundation/ui/header.tsx";
import { Head } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { PlainFooter } from "#foundation/ui/plain-footer.tsx";
import { type Words, words } from "#locales/locales.ts";
import { may, type Permission } from "./roles.ts";
import type { Staff } from "./session.ts";

/** What every page of the console needs to know. */
export type ConsoleContext = {
	page: PageContext;
	/** Absent: nobody is signed in. */
	role?: StaffRole;
	nav: { path: string; href: string; label: string }[];
	home: string;
	signOut: string;
	languages: { locale: PageContext["locale"]; href: string }[];
};

const NAVIGATION: readonly {
	path: string;
	word: keyof Omit<Words["console"]["nav"], "label" | "signOut">;
	permission: Permission;
}[] = [
	{ path: "/console", word: "home", permission: "console.use" },
	{ path: "/console/members", word: "members", permission: "members.find" },
	{ path: "/console/photos", word: "photos", permission: "photos.review" },
	{ path: "/console/ages", word: "ages", permission: "photos.review" },
	{ path: "/console/requests", word: "requests", permission: "rights.decide" },
	{ path: "/console/tickets", word: "tickets", permission: "tickets.answer" },
	{ path: "/console/rights", word: "rights", permission: "rights.decide" },
	{ path: "/console/holds", word: "holds", permission: "holds.decide" },
	{ path: "/console/disclosures", word: "disclosures", permission: "disclosures.decide" },
	{ path: "/console/breaches", word: "breaches", permission: "breaches.decide" },
	{ path: "/console/register", word: "register", permission: "records.read" },
	{ path: "/console/versions", word: "versions", permission: "records.read" },
	{ path: "/console/notices", word: "notices", permission: "rights.decide" },
	{ path: "/console/retention", word: "retention", permission: "retention.read" },
	{ path: "/console/statistics", word: "statistics", permission: "statistics.read" },
	{ path: "/console/brands/drafts", word: "drafts", permission: "drafts.read" },
	{ path: "/console/staff", word: "staff", permission: "staff.agree" },
];

export async function consoleContext(c: AppContext, staff?: Pick<Staff, "role" | "waits">): Promise<ConsoleContext> {
	const { page, languages } = await accountContext(c);
	const text = words(c.var.locale).console.nav;
	const nav = staff && !staff.waits ? NAVIGATION.filter(({ permission }) => may(staff.role, permission)) : [];
	return {
		page,
		...(staff ? { role: staff.role } : {}),
		nav: nav.map(({ path, word }) => ({ path, href: accountPathWithoutFlow(c.var, path), label: text[word] })),
		home: accountPathWithoutFlow(c.var, "/console"),
		signOut: accountPathWithoutFlow(c.var, "/console/sign-out"),
		languages,
	};
}

/** The page itself, or the part of the console that it is in. */
function currentAt(path: string, here: string): { "aria-current"?: "page" | "true" } {
	if (path === here) return { "aria-current": "page" };
	return path !== "/console" && here.startsWith(`${path}/`) ? { "aria-current": "true" } : {};
}

function ConsoleHeader({ context }: { context: ConsoleContext }) {
	const { page, nav, role } = context;
	const text = words(page.locale).console;
	return (
		<header class="site-header many-links">
			<div class="wrap">
				<a class="brand-link" href={context.home}>
					<Mark context={page} />
				</a>
				{nav.length > 0 && (
					<nav class="site-nav" aria-label={text.nav.label}>
						<ul>
							{nav.map(({ path, href, label }) => (
								<li>
									<a href={href} {...currentAt(path, page.path)}>
										{label}
									</a>
								</li>
							))}
						</ul>
					</nav>
				)}
				{role !== undefined && (
					<form class="sign-out" method="post" action={context.signOut}>
						<span>{text.roles[role]}</span>
						<button type="submit">{text.nav.signOut}</button>
					</form>
				)}
			</div>
		</header>
	);
}

type Props = PropsWithChildren<{ context: ConsoleContext; title: string }>;

/** The shell of every page of the console, from `<html>`. */
export function ConsolePage({ context, title, children }: Props) {
	const { page, languages } = context;
	const text = words(page.locale).console;
	const { skip } = words(page.locale).ui;
	const full = `${title} · ${text.name}`;
	return (
		<html lang={page.locale} data-brand={page.brandId} data-revision={page.version}>
			<Head sheet="console" context={page} title={full} description={full} noindex addressless />
			<body id="top">
				<a class="skip" href="#content">
					{skip}
				</a>
				<ConsoleHeader context={context} />
				<main id="content" tabindex={-1}>
					<div class="wrap account">{children}</div>
				</main>
				<PlainFooter words={text.operatedBy(page.legal.operator.name)} languages={languages} locale={page.locale} />
			</body>
		</html>
	);
}

export function ConsoleMessage({
	context,
	title,
	words,
	link,
}: {
	context: ConsoleContext;
	title: string;
	words: readonly string[];
	link?: { href: string; label: string };
}) {
	return (
		<ConsolePage context={context} title={title}>
			<div class="account-head">
				<h1>{title}</h1>
				{words.map((line) => (
					<p>{line}</p>
				))}
			</div>
			{link && (
				<p>
					<a class="button button-quiet" href={link.href}>
						{link.label}
					</a>
				</p>
			)}
		</ConsolePage>
	);
}
