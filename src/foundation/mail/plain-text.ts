import type { MailContent } from "./content.ts";

/** The text part: the same words in the same order as the HTML part. Paragraphs are single lines; mailers wrap them. */
export function textMail(content: MailContent): string {
	const { paragraphs, facts, entries, links, after, footer } = content;
	const blocks = [
		content.brand,
		...paragraphs,
		facts.map(([term, value]) => `${term}: ${value}`).join("\n"),
		entries.map(({ title, href }) => `- ${title}${href === undefined ? "" : `\n  ${href}`}`).join("\n"),
		...links.map(({ label, href }) => `${label}:\n${href}`),
		...after,
		"-- ",
		...footer.lines,
		...footer.links.map(({ label, href }) => `${label}:\n${href}`),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
