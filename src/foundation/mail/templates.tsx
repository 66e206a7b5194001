import type { Look } from "../brand/settings.ts";
import { type Tokens, themeTokens } from "../brand/theme/theme.ts";
import type { MailContent } from "./content.ts";
import { MAIL_TEXT } from "./text.ts";

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * The HTML part, in the brand's colours. Mail programs know no stylesheets, so the styles stand inline; there is no
 * picture, no script and nothing that is fetched, so that opening a mail tells nobody anything.
 */
export function htmlMail(content: MailContent, theme: Look["theme"]): string {
	return `<!DOCTYPE html>\n${<HtmlMail content={content} colours={themeTokens(theme).light} />}\n`;
}

function HtmlMail({ content, colours }: { content: MailContent; colours: Tokens }) {
	return (
		<html lang={content.locale}>
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light" />
				<title>{content.subject}</title>
			</head>
			<body style={`margin:0;padding:24px 12px;background:${colours.sunken};color:${colours.ink};${FONT}`}>
				<div
					style={`max-width:560px;margin:0 auto;background:${colours.surface};border:1px solid ${colours.line};border-top:6px solid ${colours.brand}`}
				>
					<div style="padding:28px 28px 20px;font-size:16px;line-height:1.55">
						<p style={`margin:0 0 20px;font-size:15px;font-weight:700;color:${colours.link}`}>{content.brand}</p>
						<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">{content.subject}</h1>
						<Body content={content} colours={colours} />
					</div>
					<Footer content={content} colours={colours} />
				</div>
			</body>
		</html>
	);
}

function Body({ content, colours }: { content: MailContent; colours: Tokens }) {
	const { paragraphs, facts, entries, links, after } = content;
	return (
		<>
			{paragraphs.map((paragraph) => (
				<p style="margin:0 0 16px">{paragraph}</p>
			))}
			{facts.length > 0 && (
				<p style={`margin:0 0 16px;padding:12px 16px;background:${colours.tint}`}>
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
							{href === undefined ? title : <MailLink {...{ colours, href }} label={title} />}
						</li>
					))}
				</ul>
			)}
			<Links links={links} colours={colours} fallback={MAIL_TEXT[content.locale].linkFallback} />
			{after.map((paragraph) => (
				<p style={`margin:0 0 12px;font-size:14px;color:${colours.muted}`}>{paragraph}</p>
			))}
		</>
	);
}

type LinkProps = { label: string; href: string; colours: Tokens };

function MailLink({ label, href, colours }: LinkProps) {
	return (
		<a href={href} style={`color:${colours.link}`}>
			{label}
		</a>
	);
}

function Links({ links, colours, fallback }: { links: MailContent["links"]; colours: Tokens; fallback: string }) {
	const [first, ...others] = links;
	if (first === undefined) return null;
	const button = `display:inline-block;padding:13px 22px;background:${colours.brand};color:${colours["on-brand"]};font-weight:700;text-decoration:none`;
	return (
		<>
			<p style="margin:24px 0">
				<a href={first.href} style={button}>
					{first.label}
				</a>
			</p>
			{others.map((link) => (
				<p style="margin:0 0 12px">
					<MailLink {...link} colours={colours} />
				</p>
			))}
			<p style={`margin:16px 0 20px;font-size:13px;color:${colours.muted};word-break:break-all`}>
				{fallback}
				<br />
				{first.href}
			</p>
		</>
	);
}

function Footer({ content, colours }: { content: MailContent; colours: Tokens }) {
	const { lines, links } = content.footer;
	const small = `margin:0 0 8px;font-size:13px;line-height:1.5;color:${colours.muted}`;
	return (
		<div style={`padding:18px 28px;border-top:1px solid ${colours.line}`}>
			{lines.map((line) => (
				<p style={small}>{line}</p>
			))}
			{links.map((link) => (
				<p style={small}>
					<MailLink {...link} colours={colours} />
				</p>
			))}
		</div>
	);
}
