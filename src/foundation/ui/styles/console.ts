/**
 * What staff look at: one compact size, as much on a screen as can be read and pressed. Only the console's pages load it.
 */
export const CONSOLE_STYLES = `
.desk {
	--step--1: .875rem; --step-0: .9375rem; --step-1: 1rem; --step-2: 1.125rem; --step-3: 1.4375rem; --step-4: 1.4375rem;
	--space-3xs: .25rem; --space-2xs: .375rem; --space-xs: .5rem; --space-s: .625rem; --space-m: .875rem; --space-l: 1.25rem; --space-xl: 2rem; --space-2xl: 2.5rem;
	line-height: 1.45;
}
.desk h1, .desk h2, .desk h3 { line-height: 1.25; }
.desk .wrap { max-inline-size: 90rem; padding-inline: clamp(1rem, 2vw, 1.75rem); }
.desk .site-header, .desk .site-header .wrap { min-block-size: 3rem; }
.desk .mark { inline-size: 1.75rem; block-size: 1.75rem; }
.desk .brand-link { min-block-size: 2.5rem; }
.desk .sign-out button { min-block-size: 2rem; }
.desk .lead { font-size: var(--step-0); max-inline-size: 80ch; }
.desk-body { flex: 1 0 auto; display: flex; flex-direction: column; }
.desk-body > main { flex: 1 1 auto; min-inline-size: 0; }
.desk .account { padding-block-start: var(--space-m); }
.desk-nav { padding-block: var(--space-2xs); border-block-end: var(--hair) solid var(--line); }
.desk-nav, .desk-nav ul { display: flex; flex-wrap: wrap; gap: 0 var(--space-m); }
.desk-nav > div { display: contents; }
.desk-nav p { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.desk-nav ul { padding: 0; list-style: none; }
.desk-nav a { display: flex; align-items: center; min-block-size: 2rem; padding-block: 0; color: var(--ink); text-decoration-color: transparent; }
.desk-nav a:hover { text-decoration-color: currentColor; }
.desk-nav [aria-current] { font-weight: 700; text-decoration-color: currentColor; }
.desk-menu-link { display: inline-flex; align-items: center; min-block-size: 2rem; }
@media (max-width: 63.99rem) {
	.desk-nav-long:not(:target) { display: none; }
	.desk-nav-long { flex-direction: column; }
	.desk-nav-long > div { display: grid; }
	.desk-nav-long p { position: static; inline-size: auto; block-size: auto; clip-path: none; font-size: .8125rem; color: var(--muted); }
}
@media (min-width: 64rem) {
	.desk-menu-link { display: none; }
	.desk-body { flex-direction: row; align-items: stretch; gap: var(--space-xl); }
	.desk-nav { flex: 0 0 11rem; flex-direction: column; flex-wrap: nowrap; gap: var(--space-m); padding-block: var(--space-m); border: 0; }
	.desk-nav > div, .desk-nav ul { display: block; }
	.desk-nav p { position: static; inline-size: auto; block-size: auto; clip-path: none; padding-block-end: .125rem; font-size: .8125rem; color: var(--muted); }
	.desk-nav a { min-block-size: 1.875rem; padding-inline-start: .625rem; border-inline-start: .1875rem solid var(--line); }
	.desk-nav a[aria-current] { border-inline-start-color: var(--accent); }
}
.desk .button { min-block-size: 2.25rem; padding: .25rem .875rem; border-width: .0938rem; }
.desk .account-facts { gap: 0; }
.desk .account-facts > div { grid-template-columns: minmax(7.5rem, 14rem) minmax(55%, 1fr); padding-block: .25rem; }
.desk .account-head, .desk .account-facts, .desk .notice { max-inline-size: 60rem; }
.desk .field input:not([type=radio], [type=checkbox]), .desk .field select { min-block-size: 2.25rem; padding: .25rem .625rem; }
.desk .answer { padding-block: .25rem; gap: .5rem; }
.desk .answer input { inline-size: 1.25rem; block-size: 1.25rem; margin: 0; }
.desk .empty { padding: var(--space-m); text-align: start; }
.desk .notice li, .desk .inline-list li { line-height: 1.75; }
.desk .late { color: var(--wrong); }
.desk .data-table { max-inline-size: 72rem; line-height: 1.4; }
.desk .data-table th, .desk .data-table td { padding: .25rem .75rem; block-size: 2.375rem; vertical-align: middle; }
.desk .data-table thead th { block-size: 2rem; font-weight: 600; color: var(--muted); }
.desk .data-table .button { min-block-size: 1.75rem; padding: 0 .625rem; font-weight: 400; }
.desk .data-table .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.desk .data-table tr:focus-within { background: var(--tint); }
@media screen and (max-width: 47.99rem) {
	.desk .site-header .wrap { flex-wrap: nowrap; }
	.desk .wordmark { display: block; position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
	.desk .data-table tr { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; padding-block: .375rem; border-width: 0 0 var(--hair); border-radius: 0; background: none; overflow: visible; }
	.desk .data-table tr + tr { margin: 0; }
	.desk .data-table tbody th, .desk .data-table td { display: block; inline-size: auto; min-inline-size: 0; block-size: auto; padding: 0; border: 0; }
	.desk .data-table tbody th { order: -2; flex: 1 1 55%; min-block-size: 1.5rem; background: none; }
	.desk .data-table td:not([data-label]) { order: -1; }
	.desk .data-table td[data-label] { max-inline-size: 100%; font-size: .875rem; }
	.desk .data-table td::before { display: inline; }
	.desk .data-table td[data-label]::before { content: attr(data-label) ": "; content: attr(data-label) ": " / ""; }
}
.desk-keys-button { min-block-size: 2rem; padding: 0 .5rem; border: var(--hair) solid var(--bar-control, var(--control)); border-radius: var(--radius-button); background: transparent; color: var(--bar-ink); font-size: var(--step--1); cursor: pointer; }
@media (hover: none), (max-width: 47.99rem) { .desk-keys-button { display: none; } }
.desk kbd { padding: 0 .375rem; border: var(--hair) solid var(--control); border-radius: 3px; background: var(--sunken); color: var(--ink); font: .8125rem/1.5 ui-monospace, "Liberation Mono", Menlo, monospace; }
.desk-keys { inline-size: min(28rem, calc(100vw - 2rem)); padding: var(--space-l); border: var(--hair) solid var(--control); border-radius: var(--radius-panel); background: var(--surface); color: var(--ink); }
.desk-keys::backdrop { background: rgb(0 0 0/.45); }
.desk-keys[open] { display: grid; gap: var(--space-s); }
.desk-keys dl > div { display: grid; grid-template-columns: 4rem 1fr; padding-block: .125rem; }
.review { display: grid; gap: var(--space-l); }
.review-photo { margin: 0; display: grid; gap: var(--space-2xs); align-content: start; justify-items: center; }
.review-photo img { inline-size: auto; max-block-size: min(80vh, 60rem); border-radius: var(--radius); background: var(--sunken); }
.review-photo figcaption { justify-self: stretch; }
.review textarea { block-size: 4.5rem; }
.review-decision { display: grid; gap: var(--space-m); align-content: start; }
@media (min-width: 60rem) { .review { grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); } .review .account-facts > div { grid-template-columns: 9rem 1fr; } }
@media print { .desk-nav, .desk-keys-button, .desk-menu-link { display: none; } }
`;
