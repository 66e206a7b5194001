import type { Look } from "../../brand/settings.ts";

/** Paper and hairlines: no cards, large type, rules between the parts. */
const INK = `
.site-header { border-block-end: .125rem solid var(--ink); }
.hero { border-block-end: var(--hair) solid var(--line); --line: var(--hero-control); }
.hero h1 { font-size: var(--step-6); max-inline-size: 7.8em; }
.hero-inner { padding-block: var(--space-xl) var(--space-2xl); }
.button-hero { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
.button-hero:hover { background: var(--brand-strong); border-color: var(--brand-strong); color: var(--on-brand); }
.features { gap: 0 var(--space-l); }
.features li { border-block-start: .125rem solid var(--ink); padding-block: var(--space-s) var(--space-l); }
.band-privacy { background: none; border-block-start: var(--hair) solid var(--line); }
.site-footer { border-block-start: .125rem solid var(--ink); background: none; }
`;

/** A deep field from the top of the page down, soft cards below it. */
const DUSK = `
.site-header { --bar: var(--hero); --bar-ink: var(--on-hero); --bar-link: var(--on-hero); --bar-control: var(--hero-control); --focus: var(--on-hero); border-block-end: 0; }
.site-header .button { background: var(--on-hero); color: var(--hero); border-color: var(--on-hero); }
.site-header .button:hover { background: transparent; color: var(--on-hero); }
@media (min-width: 48rem) { .language { background: var(--hero); --bar: var(--hero); --bar-ink: var(--on-hero); --bar-control: var(--hero-control); --focus: var(--on-hero); } }
@media (max-width: 47.99rem) { .language { background: var(--hero); --link: var(--on-hero); --focus: var(--on-hero); } }
.hero-inner { padding-block: var(--space-xl) 0; align-items: end; }
.hero-words { padding-block-end: var(--space-xl); }
.art { max-inline-size: none; inline-size: 100%; margin-block-start: -5rem; }
@media (min-width: 54rem) { .art { margin-block-start: 0; } }
.logo { padding: .1875rem; background: #fff; border-radius: .5rem; }
.features li { background: var(--surface); border-radius: var(--radius-panel); box-shadow: var(--shadow); padding: var(--space-m); }
.site-footer { --focus: var(--on-hero); --link: var(--on-hero); --muted: var(--on-hero-muted); background: var(--hero); color: var(--on-hero); border-block-start: 0; }
.footer-name { color: var(--on-hero); }
`;

/** A lit panel on warm paper, everything round and centred on it. */
const EMBER = `
.site-header { border-block-end: 0; }
.hero { background: none; padding-inline: clamp(0rem, 2vw, 1.5rem); }
.age + .hero { padding-block-start: var(--space-s); }
.hero-inner { background: var(--hero); border-radius: var(--radius-panel); }
.features li { display: grid; grid-template: auto 1fr / auto minmax(0, 1fr); column-gap: var(--space-s); }
.features li > h3, .features li > p { grid-column: 2; }
.feature-icon { grid-row: 1 / span 2; inline-size: 3rem; block-size: 3rem; padding: .625rem; border-radius: 50%; background: var(--tint); }
.band-privacy { background: none; }
.band-privacy .wrap { background: var(--surface); border-radius: var(--radius-panel); box-shadow: var(--shadow); padding-block: var(--space-l); }
.promises dt::before { inline-size: .75rem; block-size: .75rem; border-radius: 50%; }
@media (min-width: 54rem) {
	.hero-inner { grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr); }
	.hero-inner > .art { order: -1; justify-self: center; }
}
main:has(> .band-privacy) + .site-footer { margin-block-start: var(--space-l); }
`;

/** A solid field of colour, clear rows, a signal line on top. */
const HARBOUR = `
.site-header { border-block-start: .375rem solid var(--accent); border-block-end: 0; }
.hero-inner { padding-block: var(--space-l); }
.features { gap: var(--space-s); }
.features li { border: var(--hair) solid var(--line); border-block-start: .25rem solid var(--brand); border-radius: var(--radius); background: var(--surface); padding: var(--space-s) var(--space-m) var(--space-m); }
.band-head h2::after { content: ""; display: block; inline-size: 3.5rem; block-size: .3125rem; margin-block-start: var(--space-2xs); background: var(--accent); border-radius: 9px; }
.promises dt::before { display: none; }
.promises > div { border-inline-start: .25rem solid var(--accent); padding-inline-start: var(--space-s); }
`;

export const PRESET_STYLES: Record<Look["theme"]["preset"], string> = {
	ink: INK,
	dusk: DUSK,
	ember: EMBER,
	harbour: HARBOUR,
};
