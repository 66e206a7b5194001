import { LOCALES, type Locale, words } from "#locales/locales.ts";
import type { UnbrandedStatus } from "./error-status.ts";

/**
 * An error where no brand is known, so there is no look, no asset and no language to choose: static, in all
 * languages, and without a word of the request in it.
 */
export function unbrandedErrorPage(status: UnbrandedStatus): string {
	const [first, ...others] = LOCALES;
	const said = (locale: Locale) => words(locale).unbranded[status];
	return [
		"<!DOCTYPE html>",
		`<html lang="${first}">`,
		"<head>",
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		'<meta name="robots" content="noindex">',
		`<title>${LOCALES.map((locale) => said(locale).title).join(" / ")}</title>`,
		"</head>",
		"<body>",
		"<main>",
		`<h1>${said(first).title}</h1>`,
		`<p>${said(first).body}</p>`,
		...others.flatMap((locale) => [
			`<div lang="${locale}">`,
			`<h2>${said(locale).title}</h2>`,
			`<p>${said(locale).body}</p>`,
			"</div>",
		]),
		"</main>",
		"</body>",
		"</html>",
		"",
	].join("\n");
}
