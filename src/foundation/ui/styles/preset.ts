import type { Look } from "../../brand/settings.ts";

/** What a preset gives every page: its header and footer. What it gives the home page stands in home-preset.ts. */

/** Paper and hairlines. */
const INK = `
.site-header { border-block-end: .125rem solid var(--ink); }
.site-footer { border-block-start: .125rem solid var(--ink); background: none; }
`;

/** A deep field from the top of the page down. */
const DUSK = `
.site-header { --bar: var(--hero); --bar-ink: var(--on-hero); --bar-link: var(--on-hero); --bar-control: var(--hero-control); --focus: var(--on-hero); border-block-end: 0; }
.site-header .button { background: var(--on-hero); color: var(--hero); border-color: var(--on-hero); }
.site-header .button:hover { background: transparent; color: var(--on-hero); }
@media (min-width: 48rem) { .language { background: var(--hero); --bar: var(--hero); --bar-ink: var(--on-hero); --bar-control: var(--hero-control); --focus: var(--on-hero); } }
@media (max-width: 47.99rem) { .language { background: var(--hero); --link: var(--on-hero); --focus: var(--on-hero); } }
.logo { padding: .1875rem; background: #fff; border-radius: .5rem; }
.site-footer { --focus: var(--on-hero); --link: var(--on-hero); --muted: var(--on-hero-muted); background: var(--hero); color: var(--on-hero); border-block-start: 0; }
.footer-name { color: var(--on-hero); }
`;

/** Warm paper without rules. */
const EMBER = `
.site-header { border-block-end: 0; }
`;

/** A signal line on top. */
const HARBOUR = `
.site-header { border-block-start: .375rem solid var(--accent); border-block-end: 0; }
`;

export const PRESET_STYLES: Record<Look["theme"]["preset"], string> = {
	ink: INK,
	dusk: DUSK,
	ember: EMBER,
	harbour: HARBOUR,
};
