import { UNBRANDED_ERRORS, type UnbrandedStatus } from "./text.ts";

/**
 * An error where no brand is known, so there is no look, no asset and no language to choose: static, in both
 * languages, and without a word of the request in it.
 */
export function unbrandedErrorPage(status: UnbrandedStatus): string {
	const { nl, en } = UNBRANDED_ERRORS[status];
	return [
		"<!DOCTYPE html>",
		'<html lang="nl">',
		"<head>",
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		'<meta name="robots" content="noindex">',
		`<title>${nl.title} / ${en.title}</title>`,
		"</head>",
		"<body>",
		"<main>",
		`<h1>${nl.title}</h1>`,
		`<p>${nl.body}</p>`,
		'<div lang="en">',
		`<h2>${en.title}</h2>`,
		`<p>${en.body}</p>`,
		"</div>",
		"</main>",
		"</body>",
		"</html>",
		"",
	].join("\n");
}
