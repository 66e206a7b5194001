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
import { Keys, KeysButton, type PageKey } from "./views-keys.tsx";

/** What waits for somebody, members, and what is only read. */
const NAV_GROUPS = ["work", "members", "platform"] as const;
type NavGroup = (typeof NAV_GROUPS)[number];

/** What every page of the console needs to know. */
export type ConsoleContext = {
	page: PageContext;
	/** Absent: nobody is signed in. */
	role?: StaffRole;
	/** Where the role may go, in the order of the menu: the first screen first. */
	nav: { path: string; href: string; label: string; group: NavGroup }[];
	home: string;
	signOut: string;
	languages: { locale: PageContext["locale"]; href: string }[];
	/** Single keys press buttons, and where that is switched. */
	keys: { on: boolean; action: string };
};

const NAVIGATION: readonly {
	path: string;
	word: keyof Omit<Words["console"]["nav"], "label" | "signOut">;
	permission: Permission;
	group: NavGroup;
}[] = [
	{ path: "/console", word: "home", permission: "console.use", group: "work" },
	{ path: "/console/photos", word: "photos", permission: "photos.review", group: "work" },
	{ path: "/console/ages", word: "ages", permission: "photos.review", group: "work" },
	{ path: "/console/tickets", word: "tickets", permission: "tickets.answer", group: "work" },
	{ path: "/console/requests", word: "requests", permission: "rights.decide", group: "work" },
	{ path: "/console/rights", word: "rights", permission: "rights.decide", group: "work" },
	{ path: "/console/notices", word: "notices", permission: "rights.decide", group: "work" },
	{ path: "/console/holds", word: "holds", permission: "holds.decide", group: "work" },
	{ path: "/console/disclosures", word: "disclosures", permission: "disclosures.decide", group: "work" },
	{ path: "/console/breaches", word: "breaches", permission: "breaches.decide", group: "work" },
	{ path: "/console/members", word: "members", permission: "members.find", group: "members" },
	{ path: "/console/brands", word: "brands", permission: "brands.read", group: "platform" },
	{ path: "/console/versions", word: "versions", permission: "records.read", group: "platform" },
	{ path: "/console/register", word: "register", permission: "records.read", group: "platform" },
	{ path: "/console/retention", word: "retention", permission: "retention.read", group: "platform" },
	{ path: "/console/statistics", word: "statistics", permission: "statistics.read", group: "platform" },
	{ path: "/console/brands/drafts", word: "drafts", permission: "drafts.read", group: "platform" },
	{ path: "/console/staff", word: "staff", permission: "staff.agree", group: "platform" },
];

export async function consoleContext(
	c: AppContext,
	staff?: Pick<Staff, "role" | "waits" | "keys">,
): Promise<ConsoleContext> {
	const { page, languages } = await accountContext(c);
	const text = words(c.var.locale).console.nav;
	const nav = staff && !staff.waits ? NAVIGATION.filter(({ permission }) => may(staff.role, permission)) : [];
	return {
		page,
		...(staff ? { role: staff.role } : {}),
		nav: nav.map(({ path, word, group }) => ({
			...{ path, group },
			...{ href: accountPathWithoutFlow(c.var, path), label: text[word] },
		})),
		home: accountPathWithoutFlow(c.var, "/console"),
		signOut: accountPathWithoutFlow(c.var, "/console/sign-out"),
		languages,
		keys: { on: staff?.keys === true && nav.length > 0, action: accountPathWithoutFlow(c.var, "/console/keys") },
	};
}

/** The page itself, or the part of the console that it is in. */
function currentAt(path: string, here: string): { "aria-current"?: "page" | "true" } {
	if (path === here) return { "aria-current": "page" };
	const holds = (one: string) => one !== "/console" && here.startsWith(`${one}/`);
	const isNarrowest = !NAVIGATION.some(
		(other) => other.path.length > path.length && (holds(other.path) || other.path === here),
	);
	return holds(path) && isNarrowest ? { "aria-current": "true" } : {};
}

/** A longer menu is folded away on a phone. */
const MAX_UNFOLDED = 5;

function ConsoleHeader({ context }: { context: ConsoleContext }) {
	const { page, nav, role } = context;
	const { console: text, queues } = words(page.locale);
	return (
		<header class="site-header">
			<div class="wrap">
				<a class="brand-link" href={context.home}>
					<Mark context={page} />
				</a>
				{nav.length > MAX_UNFOLDED && (
					<a class="desk-menu-link" href="#menu">
						{queues.menu}
					</a>
				)}
				{context.keys.on && <KeysButton locale={page.locale} />}
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

/** The menu, at the side; on a phone a long one shows after a press on its link in the header. */
function ConsoleNav({ context: { page, nav } }: { context: ConsoleContext }) {
	const { console: text, queues } = words(page.locale);
	const groups = NAV_GROUPS.map((group) => ({ group, entries: nav.filter((entry) => entry.group === group) }));
	return (
		<nav
			id="menu"
			class={nav.length > MAX_UNFOLDED ? "desk-nav desk-nav-long" : "desk-nav"}
			aria-label={text.nav.label}
		>
			{groups
				.filter(({ entries }) => entries.length > 0)
				.map(({ group, entries }) => (
					<div>
						<p id={`menu-${group}`}>{queues.groups[group]}</p>
						<ul aria-labelledby={`menu-${group}`}>
							{entries.map(({ path, href, label }) => (
								<li>
									<a href={href} {...currentAt(path, page.path)}>
										{label}
									</a>
								</li>
							))}
						</ul>
					</div>
				))}
		</nav>
	);
}

type Props = PropsWithChildren<{
	context: ConsoleContext;
	title: string;
	/** Keys beside those of lists: what they press has the same in `data-key`. */
	keys?: readonly PageKey[];
}>;

/** The shell of every page of the console, from `<html>`. */
export function ConsolePage({ context, title, keys = [], children }: Props) {
	const { page, languages, nav } = context;
	const text = words(page.locale).console;
	const { skip } = words(page.locale).ui;
	const full = `${title} · ${text.name}`;
	return (
		<html lang={page.locale} data-brand={page.brandId} data-revision={page.version}>
			<Head sheet="console" context={page} title={full} description={full} noindex addressless />
			<body id="top" class="desk">
				<a class="skip" href="#content">
					{skip}
				</a>
				<ConsoleHeader context={context} />
				<div class={nav.length > 0 ? "wrap desk-body" : "wrap"}>
					{nav.length > 0 && <ConsoleNav context={context} />}
					<main id="content" tabindex={-1}>
						<div class="account">{children}</div>
					</main>
				</div>
				<PlainFooter words={text.operatedBy(page.legal.operator.name)} languages={languages} locale={page.locale} />
				{context.keys.on && <Keys keys={keys} action={context.keys.action} locale={page.locale} />}
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
