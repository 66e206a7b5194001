import type { PropsWithChildren } from "hono/jsx";
import { words } from "#locales/locales.ts";
import { absoluteUrl } from "../i18n/path.ts";
import { ChoiceBar } from "./choice-bar.tsx";
import { Footer } from "./footer.tsx";
import { Header, LanguageChoice } from "./header.tsx";
import type { PageContext } from "./page-context.ts";
import { scriptPath } from "./scripts/scripts.ts";
import type { Sheet } from "./styles/stylesheet.ts";

export type PageProps = PropsWithChildren<{
	context: PageContext;
	title: string;
	description: string;
	/** Legal texts repeat over brands, and errors are nothing to find: search engines leave them out. */
	noindex?: boolean;
	/** Path of the page that this one repeats; absent: itself. */
	canonical?: string;
	/** Errors have no address worth naming, nor one in each language. */
	addressless?: boolean;
	/** Which stylesheet it loads. */
	sheet: Sheet;
	/** The page has a link that leaves the site. A member's header has one on each page. */
	leaves?: boolean;
}>;

function Addresses({ context, canonical }: { context: PageContext; canonical: string }) {
	const { available, default: standard } = context.look.locales;
	return (
		<>
			<link rel="canonical" href={absoluteUrl(context, canonical)} />
			{available.length > 1 &&
				available.map((locale) => (
					<link rel="alternate" hreflang={locale} href={absoluteUrl(context, context.path, locale)} />
				))}
			{available.length > 1 && (
				<link rel="alternate" hreflang="x-default" href={absoluteUrl(context, context.path, standard)} />
			)}
			<meta property="og:url" content={absoluteUrl(context, canonical)} />
		</>
	);
}

function Sharing({ context, title, description }: { context: PageContext; title: string; description: string }) {
	const { look, locale, hrefs } = context;
	return (
		<>
			<meta property="og:type" content="website" />
			<meta property="og:site_name" content={look.name} />
			<meta property="og:title" content={title} />
			<meta property="og:description" content={description} />
			<meta property="og:locale" content={words(locale).language.openGraph} />
			<meta property="og:image" content={`https://${look.hosts.primary}${hrefs.appleIcon}`} />
		</>
	);
}

export function Head({ context, title, description, noindex, canonical, addressless, sheet }: PageProps) {
	const { legal, hrefs, grounds, stage, path } = context;
	const hidden = noindex === true || stage !== "production";
	return (
		<head>
			<meta charset="utf-8" />
			<meta name="viewport" content="width=device-width, initial-scale=1" />
			<title>{title}</title>
			<meta name="description" content={description} />
			{hidden && <meta name="robots" content="noindex" />}
			{legal.adult && <meta name="rating" content="RTA-5042-1996-1400-1577-RTA" />}
			<meta name="color-scheme" content="light dark" />
			<meta name="theme-color" media="(prefers-color-scheme: light)" content={grounds.light} />
			<meta name="theme-color" media="(prefers-color-scheme: dark)" content={grounds.dark} />
			{hrefs.font !== undefined && (
				<link rel="preload" href={hrefs.font} as="font" type="font/woff2" crossorigin="anonymous" />
			)}
			{sheet === "site" && hrefs.textFont !== undefined && (
				<link rel="preload" href={hrefs.textFont} as="font" type="font/woff2" crossorigin="anonymous" />
			)}
			<link rel="stylesheet" href={hrefs.stylesheets[sheet]} />
			<link rel="icon" type="image/svg+xml" href={hrefs.icon} />
			<link rel="apple-touch-icon" href={hrefs.appleIcon} />
			{hrefs.manifest !== undefined && <link rel="manifest" href={hrefs.manifest} />}
			{addressless !== true && <Addresses context={context} canonical={canonical ?? path} />}
			{addressless !== true && <Sharing context={context} title={title} description={description} />}
		</head>
	);
}

/** The shell of every page of a brand, from `<html>`: the route writes the doctype before it. */
export function Page(props: PageProps) {
	const { context, children } = props;
	const text = words(context.locale).ui;
	return (
		<html lang={context.locale} data-brand={context.brandId} data-revision={context.version}>
			<Head {...props} />
			<body id="top">
				<a class="skip" href="#content">
					{text.skip}
				</a>
				{props.addressless !== true && <ChoiceBar context={context} />}
				{context.stage === "preview" && <p class="preview">{text.preview}</p>}
				{context.stage === "review" && <p class="preview">{text.review}</p>}
				<Header context={context} />
				<LanguageChoice context={context} path={props.addressless === true ? "/" : context.path} />
				<main id="content" tabindex={-1}>
					{children}
				</main>
				<Footer context={context} />
				{(props.leaves === true || context.signedIn) && <script src={scriptPath("leave")} defer />}
			</body>
		</html>
	);
}
