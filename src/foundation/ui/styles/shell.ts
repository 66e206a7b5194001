/** Header and footer. */
export const SHELL_STYLES = `
.site-header {
	--bar: var(--ground); --bar-ink: var(--ink); --bar-link: var(--ink);
	background: var(--bar); color: var(--bar-ink); border-block-end: var(--hair) solid var(--line);
}
.site-header { display: grid; align-items: center; min-block-size: 3.5rem; }
.site-header .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-3xs) var(--space-m); }
.brand-link {
	display: inline-flex; align-items: center; gap: .625rem; min-block-size: 2.75rem; margin-inline-end: auto;
	color: var(--bar-ink); text-decoration: none;
}
.mark { inline-size: 2.25rem; block-size: 2.25rem; border-radius: var(--radius); background: var(--brand); fill: var(--on-brand); }
.wordmark { font: var(--heading-weight) var(--step-1)/1.1 var(--heading); letter-spacing: var(--tracking); }
.logo { block-size: 2.25rem; inline-size: auto; }
.site-nav ul { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-s); padding: 0; list-style: none; }
.site-nav a:not(.button, .quick-exit) {
	display: inline-flex; align-items: center; min-block-size: 2.75rem; color: var(--bar-link);
	text-decoration-color: transparent; text-decoration-thickness: .125rem; text-underline-offset: .4em;
}
.site-nav a:hover, .site-nav a[aria-current] { text-decoration-color: currentColor; }
.site-nav .button { min-block-size: 2.5rem; padding-block: .25rem; }
.quick-exit { display: inline-flex; align-items: center; font-size: var(--step--1); }
.quick-exit, .sign-out button, .language button {
	min-block-size: 2.5rem; padding-inline: .75rem; border: var(--hair) solid var(--bar-control, var(--control));
	border-radius: var(--radius-button); background: transparent; color: var(--bar-ink, var(--ink)); cursor: pointer; text-decoration: none;
}
.quick-exit:hover, .sign-out button:hover, .language button:hover { background: var(--bar-ink, var(--ink)); color: var(--bar, var(--ground)); border-color: var(--bar-ink, var(--ink)); }
.sign-out, .language { font-size: var(--step--1); }
.sign-out { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-3xs) var(--space-2xs); }
.section-nav { border-block-end: var(--hair) solid var(--line); --bar-link: var(--ink); font-size: var(--step--1); }
.section-nav ul.wrap { padding-inline: clamp(1rem, 4vw, 2.5rem); }
.language { display: flex; justify-content: flex-end; gap: var(--space-2xs); padding-block: .25rem; }
@media (min-width: 48rem) {
	.site-header { min-block-size: 4.25rem; }
	.site-header:has(+ .language) > .wrap { padding-inline-end: calc(clamp(1rem, 4vw, 2.5rem) + 14rem); }
	.language { position: relative; inline-size: max-content; block-size: 4.25rem; margin-block-start: -4.25rem; margin-inline: auto max(0px, (100% - 74rem) / 2); align-items: center; }
}
@media (max-width: 47.99rem) {
	.site-header .wrap { column-gap: var(--space-xs); }
	.site-nav ul { column-gap: .75rem; }
	.language button { min-block-size: 2rem; padding-inline: 0; border: 0; color: var(--link); text-decoration: underline; text-underline-offset: .18em; }
	.language button:hover { background: none; color: var(--link); text-decoration-thickness: .14em; }
}
@media (max-width: 29.99rem) {
	.site-header { font-size: var(--step--1); }
	.site-header:not(.many-links) .wrap { flex-wrap: nowrap; }
	.site-header:not(.many-links) .site-nav ul { flex-wrap: nowrap; white-space: nowrap; }
	.brand-link { gap: .5rem; min-inline-size: 0; }
	.wordmark { font-size: var(--step-0); }
	.site-header .button, .quick-exit { padding-inline: .75rem; }
	.logo { max-inline-size: 38vw; object-fit: contain; object-position: left; }
}
@media (max-width: 21.99rem) { .wordmark { display: none; } }
@media screen and (prefers-color-scheme: dark) {
	.logo { padding: .1875rem; background: #fff; border-radius: max(var(--radius), 3px); }
}
.site-footer {
	margin-block-start: var(--space-2xl); padding-block: var(--space-l) var(--space-m);
	background: var(--sunken); border-block-start: var(--hair) solid var(--line); font-size: var(--step--1);
}
.footer-grid { display: grid; gap: var(--space-l) var(--space-xl); }
@media (min-width: 40rem) { .footer-grid { grid-template-columns: 1fr 1fr; } .footer-operator { grid-column: 1 / -1; } }
@media (min-width: 60rem) { .footer-grid { grid-template-columns: 2fr 1fr 1fr; } .footer-operator { grid-column: auto; } }
.footer-operator { display: grid; align-content: start; gap: var(--space-2xs); max-inline-size: 46ch; color: var(--muted); }
.footer-name { font: var(--heading-weight) var(--step-1)/1.2 var(--heading); letter-spacing: var(--tracking); color: var(--ink); }
.footer-heading { font-family: var(--heading); font-weight: var(--heading-weight); font-size: var(--step-0); margin-block-end: var(--space-2xs); }
.site-footer ul { padding: 0; list-style: none; }
.site-footer li a { display: inline-block; padding-block: .3rem; }
.footer-contacts { display: grid; grid-template-columns: auto 1fr; gap: .3rem .75rem; }
.footer-contacts dt { color: var(--muted); }
.footer-contacts dd { overflow-wrap: anywhere; }
.footer-end {
	display: flex; flex-wrap: wrap; justify-content: space-between; gap: var(--space-2xs) var(--space-m);
	margin-block-start: var(--space-l); color: var(--muted);
}
.choice-bar { padding-block: var(--space-2xs); background: var(--sunken); border-block-end: var(--hair) solid var(--line); font-size: var(--step--1); }
.choice-bar .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2xs); }
.choice-bar p { flex: 1 1 20rem; }
`;
