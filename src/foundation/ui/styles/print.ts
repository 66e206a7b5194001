/** On paper: black on white, the text alone, addresses written out. */
export const PRINT_STYLES = `
@media print {
	@page { margin: 18mm 17mm; }
	:root {
		--ink: #000; --muted: #333; --link: #000; --accent-text: #000; --on-hero: #000; --on-hero-muted: #333; --line: #999;
		--space-s: 2.2mm; --space-m: 3.5mm; --space-l: 5mm; --space-xl: 7mm;
		--step-0: 10.5pt; --step--1: 9pt; --step-1: 12pt; --step-2: 14pt; --step-3: 16pt; --step-4: 21pt; --step-5: 22pt; --step-6: 24pt; }
	body { display: block; background: #fff; color: #000; }
	.site-header { border: 0; background: none; --bar-ink: #000; }
	.site-nav, .quick-exit, .sign-out, .language, .skip, .preview, .contents, .contents-folded, .footer-end, .site-footer nav, .actions, .hero-picture, .age-form, .compare, .choice-bar, .button, .facts > div:has(a) { display: none !important; }
	.wrap { max-inline-size: none; padding-inline: 0; }
	.document { padding-block: 0; }
	.prose p, .prose ul, .prose ol { max-inline-size: none; }
	a { color: inherit; }
	.fold::details-content { display: block; content-visibility: visible; }
	.fold-more { display: none !important; }
	.prose a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
	h2, h3, h4, caption, thead { break-after: avoid; }
	tr, .notice, .version, li, .definitions > div { break-inside: avoid; }
	.data-table th, .data-table td { padding: 1.2mm 2mm; }
	p { orphans: 3; widows: 3; }
	.notice, .data-table thead th, .site-footer { background: none; color: #000; }
	.site-footer { margin-block-start: 12mm; padding-block: 4mm 0; border-block-start: .5pt solid #000; color: #000; }
	.footer-grid { grid-template-columns: 2fr 1fr; gap: 8mm; }
	.footer-operator { grid-column: auto; }
	.document-body { display: block; }
	ins { background: none; color: #000; }
	del { background: none; color: #000; }
}
`;
