/** What the check of a pasted statement looks for. */
export const LINT_RULES = [
	"empty-list",
	"repealed-wbp",
	"obsolete-notification",
	"changes-without-notice",
	"special-on-contract-or-interest",
	"criminal-as-special",
	"filling-in-as-publishing",
	"erasure-term-hides-fiscal",
	"payment-only-hides-fiscal",
	"missing-authority",
	"missing-dpo",
	"missing-response-term",
] as const;
export type LintRule = (typeof LINT_RULES)[number];
