import type { Look } from "../../brand/settings.ts";

/** Editorial: words in two columns over a wide picture, headings beside what they head. */
const INK = `
.hero { --focus: var(--brand); }
.hero-inner { gap: var(--space-l); padding-block: var(--space-l) 0; }
.hero h1 { font-size: var(--step-6); max-inline-size: 9em; }
.hero-picture { margin-inline: calc(-1 * clamp(1rem, 4vw, 2.5rem)); aspect-ratio: 4 / 3; }
.button-hero { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
.button-hero:hover { background: var(--brand-strong); border-color: var(--brand-strong); color: var(--on-brand); }
.band + .band > .wrap { border-block-start: var(--hair) solid var(--line); padding-block-start: var(--space-l); }
.band { padding-block: var(--space-l); }
.way, .points { grid-template-columns: minmax(0, 1fr); gap: 0; }
.way > li, .points > li { padding-block: var(--space-s); border-block-start: var(--hair) solid var(--line); }
.way > li:first-child, .points > li:first-child { border: 0; padding-block-start: 0; }
.band-privacy { background: none; }
.promises { grid-template-columns: 1fr; }
@media (min-width: 54rem) {
	.hero-words { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); gap: var(--space-s) var(--space-xl); align-items: end; }
	.hero h1 { grid-row: 1 / span 2; }
	.hero-actions { align-self: start; }
	.hero-picture { margin-inline: 0; aspect-ratio: 24 / 9; }
	.band > .wrap { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.8fr); column-gap: var(--space-xl); align-items: start; }
	.band > .wrap > :not(.band-head) { grid-column: 2; }
	.band-head { grid-row: 1 / span 4; margin: 0; }
	.way > li { display: grid; grid-template-columns: 4rem minmax(0, 1fr); }
	.way > li > p { grid-column: 2; }
	.way > li::before { grid-row: 1 / span 2; }
	.points > li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr); gap: var(--space-m); }
	.promises { grid-template-columns: 1fr 1fr; }
}
`;

/** Evening: the picture runs out of the window and fades into the deep field; soft cards below. */
const DUSK = `
.hero-inner { gap: 0; }
.hero-picture { order: -1; margin-inline: calc(-1 * clamp(1rem, 4vw, 2.5rem)); aspect-ratio: 5 / 2; mask-image: linear-gradient(#000 72%, transparent); background: none; }
.hero-words { padding-block: var(--space-s) var(--space-xl); }
.features > li, .points > li { background: var(--surface); border-radius: var(--radius-panel); box-shadow: var(--shadow); padding: var(--space-m); }
.band-choice .points { counter-reset: none; }
.band-choice .points > li { background: none; box-shadow: none; padding: 0 0 0 var(--space-s); border-radius: 0; border-inline-start: .1875rem solid var(--accent); }
.band-invitation { background: var(--hero); color: var(--on-hero); --focus: var(--on-hero); --muted: var(--on-hero-muted); text-align: center; }
.band-invitation .wrap { justify-items: center; }
.band-invitation .band-head { justify-items: center; }
.band-invitation h2 { font-size: var(--step-4); }
.band-invitation .button { background: var(--on-hero); color: var(--hero); border-color: var(--on-hero); }
.band-manners .band-head { text-align: center; justify-items: center; }
.band-questions .wrap { display: grid; }
.questions { border: 0; display: grid; gap: var(--space-xs); max-inline-size: none; }
.question { border: 0; background: var(--surface); border-radius: var(--radius-panel); box-shadow: var(--shadow); padding: var(--space-2xs) var(--space-m); }
@media (min-width: 54rem) {
	.hero-inner { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); min-block-size: min(38rem, 80vh); }
	.hero-picture { order: 0; aspect-ratio: auto; position: relative; margin-inline: 0 calc((100vw - 100%) / -2); margin-inline-end: calc(-1 * max(2.5rem, (100vw - 74rem) / 2 + 2.5rem)); mask-image: linear-gradient(to right, transparent, #000 34%); }
	.hero-picture img { position: absolute; inset: 0; }
	.band-questions .wrap { grid-template-columns: minmax(0, 1fr) minmax(0, 1.7fr); gap: var(--space-xl); }
}
`;

/** Warm and direct: the picture fills the screen, the words stand on a card that overlaps it; large lines, few boxes. */
const EMBER = `
.hero { background: none; --focus: var(--brand); color: var(--ink); }
.hero-inner { padding-block-start: var(--space-s); }
.hero-picture { order: -1; border-radius: var(--radius-panel); aspect-ratio: 2 / 1; }
.hero-words { position: relative; margin: -2.75rem var(--space-xs) 0; padding: var(--space-m); background: var(--surface); border-radius: var(--radius-panel); box-shadow: var(--shadow); border-block-start: .375rem solid var(--accent); }
.hero .lead { color: var(--muted); }
.button-hero { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
.button-hero:hover { background: var(--brand-strong); border-color: var(--brand-strong); color: var(--on-brand); }
.band-manners .band-head h2 { font-size: var(--step-5); max-inline-size: 12em; }
.band-manners .points { grid-template-columns: minmax(0, 1fr); gap: var(--space-s); }
.band-manners .points > li > h3 { font-size: var(--step-3); color: var(--accent-text); }
.band-manners .points > li > p { font-size: var(--step-1); }
.band-questions { background: var(--hero); }
.features > li { display: grid; grid-template: auto 1fr / auto minmax(0, 1fr); column-gap: var(--space-s); }
.features > li > h3, .features > li > p { grid-column: 2; }
.feature-icon { grid-row: 1 / span 2; inline-size: 3rem; block-size: 3rem; padding: .625rem; border-radius: 50%; background: var(--tint); }
.band-steps { background: var(--tint); }
.way > li { border-block-start: .25rem solid var(--brand); padding-block-start: var(--space-s); }
.band-privacy { background: none; }
@media (min-width: 54rem) {
	.hero-inner { grid-template-columns: repeat(12, minmax(0, 1fr)); align-items: center; padding-block: var(--space-s); }
	.hero-picture { grid-area: 1 / 5 / auto / -1; order: 0; aspect-ratio: 4 / 3; max-block-size: 36rem; inline-size: 100%; }
	.hero-words { grid-area: 1 / 1 / auto / 7; margin: 0; padding: var(--space-l); }
	.band-manners .points > li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr); align-items: baseline; gap: var(--space-l); }
}
`;

/** Clear: a solid field with a round window in it, a signal colour, a route from step to step. */
const HARBOUR = `
.hero-inner { gap: var(--space-l); padding-block: var(--space-l); }
.hero-picture { aspect-ratio: 1; inline-size: min(100%, 19rem); border-radius: 50%; border: .625rem solid var(--on-hero); justify-self: center; }
.features { gap: 0; }
.features > li { display: grid; grid-template: auto 1fr / 3rem minmax(0, 1fr); column-gap: var(--space-s); padding-block: var(--space-s); border-block-end: var(--hair) solid var(--line); }
.features > li > h3, .features > li > p { grid-column: 2; }
.feature-icon { grid-row: 1 / span 2; }
.band-head h2::after { content: ""; display: block; inline-size: 3.5rem; block-size: .3125rem; margin-block-start: var(--space-2xs); background: var(--accent); border-radius: 9px; }
.points > li { border: var(--hair) solid var(--line); border-block-start: .25rem solid var(--brand); border-radius: var(--radius); background: var(--surface); padding: var(--space-s) var(--space-m) var(--space-m); }
.way { grid-template-columns: minmax(0, 1fr); gap: 0; max-inline-size: 40rem; }
.way > li { display: grid; grid-template-columns: 2.375rem minmax(0, 1fr); column-gap: var(--space-s); padding-block-end: var(--space-m); }
.way > li > p { grid-column: 2; }
.way > li::before { grid-row: 1 / span 2; inline-size: 2.375rem; block-size: 2.375rem; border-radius: 50%; display: grid; place-items: center; background: var(--brand); color: var(--on-brand); font-size: 1rem; }
.band-invitation { background: var(--hero); color: var(--on-hero); --focus: var(--on-hero); --muted: var(--on-hero-muted); }
.band-invitation .button { background: var(--on-hero); color: var(--hero); border-color: var(--on-hero); }
@media (min-width: 54rem) {
	.hero-inner { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr); align-items: center; }
	.hero-picture { inline-size: min(100%, 25rem); justify-self: end; }
	.features { grid-template-columns: 1fr 1fr; column-gap: var(--space-xl); }
	.band-invitation .wrap { grid-template-columns: 1fr auto; align-items: center; }
	.band-invitation .small { grid-column: 1 / -1; }
}
`;

export const HOME_PRESET_STYLES: Record<Look["theme"]["preset"], string> = {
	ink: INK,
	dusk: DUSK,
	ember: EMBER,
	harbour: HARBOUR,
};
