/** The front page, before a preset gives it its character. */
export const HOME_STYLES = `
.age { background: var(--sunken); border-block-end: var(--hair) solid var(--line); padding-block: .625rem; font-size: var(--step--1); line-height: 1.4; }
.age .wrap { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .625rem var(--space-m); }
.age-form { display: flex; flex-wrap: wrap; gap: var(--space-2xs); }
.age-form .button { min-block-size: 2.5rem; padding: .25rem clamp(.5rem, 3vw, .875rem); }
.hero { --focus: var(--on-hero); background: var(--hero); color: var(--on-hero); overflow: hidden; }
.hero-inner { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-l); align-items: center; padding-block: var(--space-xl); }
.hero-words > * + * { margin-block-start: var(--space-m); }
.hero h1 { font-size: var(--step-5); max-inline-size: 9.6em; }
.hero .lead { color: var(--on-hero-muted); max-inline-size: 46ch; }
.hero-actions { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-s) var(--space-m); }
.hero-actions a:not(.button) { color: var(--on-hero); }
.art { inline-size: min(100%, 17rem); block-size: auto; justify-self: center; overflow: visible; }
.art-a { fill: var(--art-a); }
.art-b { fill: var(--art-b); }
.art-c { fill: var(--art-c); }
.art-d { fill: var(--hero); }
.art-on { fill: var(--on-hero); }
.art-line { fill: none; stroke: var(--line); stroke-width: 1.5; }
.art-ring { fill: none; stroke: var(--art-b); stroke-width: 1.5; stroke-dasharray: 2 9; stroke-linecap: round; }
.art-wave { fill: none; stroke: var(--on-hero); stroke-width: 5; stroke-linecap: round; opacity: .55; }
@media (min-width: 54rem) {
	.hero-inner { grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr); }
	.art { inline-size: 100%; max-inline-size: 27rem; justify-self: end; }
}
.band { padding-block: var(--space-xl); }
.band-head { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-2xs); margin-block-end: var(--space-l); }
.band-head h2 { font-size: var(--step-3); }
.band-privacy { background: var(--tint); }
.features {
	display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16.5rem), 1fr)); gap: var(--space-m);
	padding: 0; list-style: none;
}
.features p { color: var(--muted); margin-block-start: var(--space-3xs); }
.feature-icon { stroke: var(--link); fill: none; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; inline-size: 1.75rem; block-size: 1.75rem; margin-block-end: var(--space-xs); }
.band-note { display: grid; gap: var(--space-s); margin-block-start: var(--space-l); color: var(--muted); border-inline-start: .25rem solid var(--accent); padding-inline-start: var(--space-s); max-inline-size: 60ch; }
.features:has(> :nth-child(4n):last-child) { grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); }
.promises { display: grid; gap: var(--space-m) var(--space-l); margin-block-end: var(--space-l); }
@media (min-width: 38rem) { .promises { grid-template-columns: 1fr 1fr; } }
@media (min-width: 66rem) { .promises { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.promises dt { font: var(--heading-weight) var(--step-1)/1.3 var(--heading); letter-spacing: var(--tracking); margin-block-end: var(--space-3xs); }
.promises dt::before { content: ""; display: block; inline-size: 2.25rem; block-size: .25rem; background: var(--accent); margin-block-end: var(--space-xs); }
main:has(> .band-privacy) + .site-footer { margin-block-start: 0; }
`;
