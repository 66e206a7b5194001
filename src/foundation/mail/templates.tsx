import { words } from "#locales/locales.ts";
import type { Look } from "../brand/settings.ts";
import { type Tokens, themeTokens } from "../brand/theme/theme.ts";
import type { MailContent } from "./content.ts";

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * The HTML part, in the brand's colours. Mail programs know no stylesheets, so the styles stand inline; there is no
 * picture, no script and nothing that is fetched, so that opening a mail tells nobody anything.
 */
export function htmlMail(content: MailContent, theme: Look["theme"]): string {
	return `<!DOCTYPE html>\n${<HtmlMail content={content} colors={themeTokens(theme).light} />}\n`;
}

function HtmlMail({ content, colors }: { content: MailContent; colors: Tokens }) {
	return (
		<html lang={content.locale}>
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light" />
				<title>{content.subject}</title>
			</head>
			<body style={`margin:0;padding:24px 12px;background:${colors.sunken};color:${colors.ink};${FONT}`}>
				<div
					style={`max-width:560px;margin:0 auto;background:${colors.surface};border:1px solid ${colors.line};border-top:6px solid ${colors.brand}`}
				>
					<div style="padding:28px 28px 20px;font-size:16px;line-height:1.55">
						<p style={`margin:0 0 20px;font-size:15px;font-weight:700;color:${colors.link}`}>{content.brand}</p>
						<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">{content.subject}</h1>
						<Body content={content} colors={colors} />
					</div>
					<Footer content={content} colors={colors} />
				</div>
			</body>
		</html>
	);
}

function Body({ content, colors }: { content: MailContent; colors: Tokens }) {
	const { paragraphs, facts, entries, links, after } = content;
	return (
		<>
			{paragraphs.map((paragraph) => (
				<p style="margin:0 0 16px">{paragraph}</p>
			))}
			{facts.length > 0 && (
				<p style={`margin:0 0 16px;padding:12px 16px;background:${colors.tint}`}>
					{facts.map(([term, value], index) => (
						<>
							{index > 0 && <br />}
							<strong>{term}:</strong> {value}
						</>
					))}
				</p>
			)}
			{entries.length > 0 && (
				<ul style="margin:0 0 16px;padding:0 0 0 20px">
					{entries.map(({ title, href }) => (
						<li style="margin:0 0 8px">
							{href === undefined ? title : <MailLink {...{ colors, href }} label={title} />}
						</li>
					))}
				</ul>
			)}
			<Links links={links} colors={colors} fallback={words(content.locale).mail.linkFallback} />
			{after.map((paragraph) => (
				<p style={`margin:0 0 12px;font-size:14px;color:${colors.muted}`}>{paragraph}</p>
			))}
		</>
	);
}

type LinkProps = { label: string; href: string; colors: Tokens };

function MailLink({ label, href, colors }: LinkProps) {
	return (
		<a href={href} style={`color:${colors.link}`}>
			{label}
		</a>
	);
}

function Links({ links, colors, fallback }: { links: MailContent["links"]; colors: Tokens; fallback: string }) {
	const [first, ...others] = links;
	if (first === undefined) return null;
	const button = `display:inline-block;padding:13px 22px;background:${colors.brand};color:${colors["on-brand"]};font-weight:700;text-decoration:none`;
	return (
		<>
			<p style="margin:24px 0">
				<a href={first.href} style={button}>
					{first.label}
				</a>
			</p>
			{others.map((link) => (
				<p style="margin:0 0 12px">
					<MailLink {...link} colors={colors} />
				</p>
			))}
			<p style={`margin:16px 0 20px;font-size:13px;color:${colors.muted};word-break:break-all`}>
				{fallback}
				<br />
				{first.href}
			</p>
		</>
	);
}

function Footer({ content, colors }: { content: MailContent; colors: Tokens }) {
	const { lines, links } = content.footer;
	const small = `margin:0 0 8px;font-size:13px;line-height:1.5;color:${colors.muted}`;
	return (
		<div style={`padding:18px 28px;border-top:1px solid ${colors.line}`}>
			{lines.map((line) => (
				<p style={small}>{line}</p>
			))}
			{links.map((link) => (
				<p style={small}>
					<MailLink {...link} colors={colors} />
				</p>
			))}
		</div>
	);
}
