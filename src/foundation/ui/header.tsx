import { words } from "#locales/locales.ts";
import { localePath } from "../i18n/path.ts";
import { monogram } from "./icon.ts";
import type { PageContext } from "./page-context.ts";

/** A wide logo holds the name itself; a compact one stands beside it. */
const WORDMARK_RATIO = 2;
const LOGO_HEIGHT = 36;

export function Mark({ context }: { context: PageContext }) {
	const { look, hrefs } = context;
	const { logo } = look.theme;
	if (logo === undefined || hrefs.logo === undefined) {
		return (
			<>
				<svg class="mark" viewBox="0 0 100 100" width="36" height="36" aria-hidden="true" focusable="false">
					<path d={monogram(look)} />
				</svg>
				<span class="wordmark">{look.name}</span>
			</>
		);
	}
	const ratio = logo.width / logo.height;
	const width = Math.round(LOGO_HEIGHT * ratio);
	const wide = ratio >= WORDMARK_RATIO;
	return (
		<>
			<img class="logo" src={hrefs.logo} width={width} height={LOGO_HEIGHT} alt={wide ? look.name : ""} />
			{!wide && <span class="wordmark">{look.name}</span>}
		</>
	);
}

/** One button per language, each named in its own. It works without scripts; the answer is kept in a functional cookie. */
function LanguageChoice({ context, path }: { context: PageContext; path: string }) {
	const { look, locale } = context;
	if (look.locales.available.length < 2) return null;
	return (
		<form class="language" method="post" action="/language" aria-label={words(locale).ui.language}>
			<input type="hidden" name="path" value={path} />
			{look.locales.available.map((language) =>
				language === locale ? (
					<span class="language-current" aria-current="true">
						{words(language).language.name}
					</span>
				) : (
					<button type="submit" name="locale" value={language} lang={language}>
						{words(language).language.name}
					</button>
				),
			)}
		</form>
	);
}

export function Header({ context, translated }: { context: PageContext; translated: boolean }) {
	const { look, path } = context;
	const text = words(context.locale).ui;
	const links = [
		{ path: "/privacy", label: text.nav.privacy },
		{ path: "/privacy/rights", label: text.nav.rights },
		{ path: "/terms", label: text.nav.terms },
		// Leads to signing in when the visitor is not signed in.
		{ path: "/me", label: context.signedIn ? text.nav.me : text.nav.signIn },
	];
	return (
		<header class="site-header">
			<div class="wrap">
				<a class="brand-link" href={localePath(context, "/")} aria-label={text.home(look.name)}>
					<Mark context={context} />
				</a>
				<nav class="site-nav" aria-label={text.mainNavigation}>
					<ul>
						{links.map((link) => (
							<li>
								<a href={localePath(context, link.path)} {...(link.path === path ? { "aria-current": "page" } : {})}>
									{link.label}
								</a>
							</li>
						))}
					</ul>
				</nav>
				<LanguageChoice context={context} path={translated ? path : "/"} />
			</div>
		</header>
	);
}
