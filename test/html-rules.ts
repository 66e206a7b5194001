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
	return results.flatMap(({ messages }) =>
		messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId} ${message}`),
	);
}
