import { HtmlValidate } from "html-validate";

/** Every rule of the recommended set but those on layout of the source, which the renderer owns. */
const validator = new HtmlValidate({
	root: true,
	extends: ["html-validate:recommended"],
	rules: {
		"long-title": "off",
		"no-trailing-whitespace": "off",
		"doctype-style": "off",
		"attribute-boolean-style": "off",
		"attribute-empty-style": "off",
		"void-style": "off",
		"no-inline-style": "error",
		"svg-focusable": "off",
	},
});

/** What the validator finds wrong in a page, as `line:column rule message`. */
export function htmlProblems(html: string): string[] {
	const { results } = validator.validateStringSync(html);
	const found = results.flatMap(({ messages }) =>
		messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId} ${message}`),
	);
	// The validator follows the newest autofill groups of HTML; until they changed, a field of type email was in none that
	// takes a user name, and browsers and validators of before still say so.
	const emails = [...html.matchAll(/<input\b[^>]*>/g)].filter(
		([tag]) => /\stype="email"/.test(tag) && /\sautocomplete="[^"]*\busername"/.test(tag),
	);
	return [...found, ...emails.map(([tag]) => `autocomplete of a user name on ${tag}`)];
}
