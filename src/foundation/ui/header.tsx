import { words } from "#locales/locales.ts";
import { localePath } from "../i18n/path.ts";
import { monogram } from "./icons/icon.ts";
import type { PageContext } from "./page-context.ts";

/** A wide logo holds the name itself; a compact one stands beside it. */
const WORDMARK_RATIO = 2;
const LOGO_HEIGHT = 36;

/** `asImage`: the brand's icon, which browsers keep, in place of its drawing, which every page would bring along. */
export function Mark({ context, asImage = false }: { context: PageContext; asImage?: boolean }) {
	const { look, hrefs } = context;
	const { logo } = look.theme;
	if (logo === undefined || hrefs.logo === undefined) {
		return (
			<>
				{asImage ? (
					<img class="mark" src={hrefs.icon} width={LOGO_HEIGHT} height={LOGO_HEIGHT} alt="" />
				) : (
					<svg class="mark" viewBox="-6 -6 112 112" width="36" height="36" aria-hidden="true" focusable="false">
						<path d={monogram(look)} />
					</svg>
				)}
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

/**
 * One button for each other language, in words of its own, below the header on a phone and within it on wide screens.
 * It works without scripts; the answer is kept in a functional cookie.
 */
export function LanguageChoice({ context, path }: { context: PageContext; path: string }) {
	const { look, locale } = context;
	const others = look.locales.available.filter((language) => language !== locale);
	if (others.length === 0) return null;
	return (
		<form class="language wrap" method="post" action="/language" aria-label={words(locale).ui.language}>
			<input type="hidden" name="path" value={path} />
			{others.map((language) => (
				<button type="submit" name="locale" value={language} lang={language}>
					{words(language).language.readIn}
				</button>
			))}
		</form>
	);
}

/** Leaves at once, to a page that says nothing: no other site learns where its reader was. */
export function QuickExit({ locale }: { locale: PageContext["locale"] }) {
	return (
		<a class="quick-exit" href="about:blank" rel="noreferrer" data-leave>
			{words(locale).ui.quickExit}
		</a>
	);
}

function HeaderLinks({ context }: { context: PageContext }) {
	const text = words(context.locale).ui.nav;
	const link = (path: string, label: string, button = false) => (
		<li>
			<a
				href={localePath(context, path)}
				{...(button ? { class: "button" } : {})}
				{...(path === context.path ? { "aria-current": "page" } : {})}
			>
				{label}
			</a>
		</li>
	);
	if (context.signedIn) {
		return (
			<ul>
				{link("/me", text.me)}
				<li>
					<QuickExit locale={context.locale} />
				</li>
			</ul>
		);
	}
	return (
		<ul>
			{link("/login", text.signIn)}
			{link("/join", text.join, true)}
		</ul>
	);
}

/** The law's links stand in the footer. */
export function Header({ context }: { context: PageContext }) {
	const text = words(context.locale).ui;
	return (
		<header class="site-header">
			<div class="wrap">
				<a class="brand-link" href={localePath(context, "/")} aria-label={text.home(context.look.name)}>
					<Mark context={context} asImage />
				</a>
				<nav class="site-nav" aria-label={text.mainNavigation}>
					<HeaderLinks context={context} />
				</nav>
			</div>
		</header>
	);
}
