/**
 * Elements as they are, before any component. Links have the 24 px that a finger needs: padding within a line moves no
 * other.
 */
export const BASE_STYLES = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block-start: var(--space-m); }
body {
	margin: 0; min-block-size: 100vh; min-block-size: 100dvh; display: flex; flex-direction: column;
	background: var(--ground); color: var(--ink);
	font: 400 var(--step-0)/1.6 var(--text); overflow-wrap: break-word;
}
main { flex: 1 0 auto; }
main:focus { outline: none; }
h1, h2, h3, h4 {
	font-family: var(--heading); font-weight: var(--heading-weight); letter-spacing: var(--tracking);
	line-height: var(--leading); margin: 0; text-wrap: balance; hyphens: auto; overflow-wrap: anywhere;
}
h1 { font-size: var(--step-4); }
@media (max-width: 24rem) { h1 { font-size: var(--step-3); } }
h2 { font-size: var(--step-2); }
h3 { font-size: var(--step-1); line-height: 1.3; }
h4 { font-size: var(--step-0); line-height: 1.4; letter-spacing: 0; }
p, ul, ol, dl, dd, table { margin: 0; }
p { text-wrap: pretty; }
ul, ol { padding-inline-start: 1.25em; }
img, svg { display: block; max-inline-size: 100%; }
img { block-size: auto; }
button, input { font: inherit; color: inherit; }
code { font: .92em/1.5 ui-monospace, "Liberation Mono", Menlo, monospace; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: .07em; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: .14em; }
:where(a) { padding-block: .28rem; }
:focus-visible { outline: .1875rem solid var(--focus); outline-offset: .1875rem; border-radius: var(--radius); }
::selection { background: var(--selection); color: var(--on-selection); }
summary { cursor: pointer; }
[hidden] { display: none !important; }
.wrap { inline-size: 100%; max-inline-size: 74rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
.lead { font-size: var(--step-1); line-height: 1.5; color: var(--muted); max-inline-size: 58ch; }
.small { font-size: var(--step--1); color: var(--muted); }
.aloud { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip {
	position: absolute; inset-block-start: 0; inset-inline-start: 0; z-index: 2; padding: .75rem 1.25rem;
	background: var(--brand); color: var(--on-brand); transform: translateY(-110%);
}
.skip:focus { transform: none; outline-offset: -.375rem; outline-color: var(--on-brand); }
.button {
	display: inline-flex; align-items: center; justify-content: center; min-block-size: 2.875rem;
	padding: .5rem 1.375rem; border: .125rem solid var(--brand); border-radius: var(--radius-button);
	background: var(--brand); color: var(--on-brand); font-weight: 600; line-height: 1.25;
	text-decoration: none; text-align: center; cursor: pointer;
}
.button:hover { background: var(--brand-strong); border-color: var(--brand-strong); }
.button:active { transform: translateY(1px); }
.button:focus-visible { border-radius: var(--radius-button); }
.button-quiet { background: transparent; color: var(--ink); border-color: var(--control); }
.button-quiet:hover { background: transparent; border-color: var(--ink); }
.button-hero { background: var(--on-hero); color: var(--hero); border-color: var(--on-hero); }
.button-hero:hover { background: transparent; color: var(--on-hero); border-color: var(--on-hero); }
.actions { display: flex; flex-wrap: wrap; gap: var(--space-2xs) var(--space-m); padding: 0; list-style: none; }
.actions a { display: inline-block; padding-block: .25rem; }
.inline-list { display: flex; flex-wrap: wrap; gap: 0 var(--space-s); padding: 0; list-style: none; }
.notice {
	padding: var(--space-s) var(--space-m); background: var(--tint); color: var(--ink);
	border-inline-start: .375rem solid var(--accent); max-inline-size: 48rem;
	border-start-end-radius: var(--radius); border-end-end-radius: var(--radius);
}
.notice > * + * { margin-block-start: var(--space-3xs); }
.notice-title { font-family: var(--heading); font-weight: var(--heading-weight); font-size: var(--step-1); line-height: 1.3; }
.notice .actions { margin-block-start: var(--space-2xs); }
.preview { padding: .5rem 1rem; text-align: center; background: var(--ink); color: var(--ground); font-weight: 600; }
.empty { padding: var(--space-l); border: .125rem dashed var(--line); border-radius: var(--radius-panel); color: var(--muted); text-align: center; }
@media (prefers-reduced-motion: no-preference) {
	.button, a { transition: background-color .15s, border-color .15s, color .15s; }
}
@media (forced-colors: active) {
	.button, .notice, .site-header, .site-footer { border: 1px solid; }
	.feature-icon { stroke: CanvasText; }
	.mark { forced-color-adjust: none; }
}
`;
