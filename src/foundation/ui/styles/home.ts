import type { Look } from "../../brand/settings.ts";
import { HOME_PRESET_STYLES } from "./home-preset.ts";

/** The front page, before a preset gives it its character. */
const HOME_STYLES = `
.age { background: var(--sunken); border-block-end: var(--hair) solid var(--line); padding-block: .625rem; font-size: var(--step--1); line-height: 1.4; }
.age .wrap { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .625rem var(--space-m); }
.age-form { display: flex; flex-wrap: wrap; gap: var(--space-2xs); }
.age-form .button { min-block-size: 2.5rem; padding: .25rem clamp(.5rem, 3vw, .875rem); }
.hero { --focus: var(--on-hero); background: var(--hero); color: var(--on-hero); overflow: hidden; }
.hero-inner { display: grid; grid-template-columns: minmax(0, 1fr); }
.hero-words { display: grid; gap: var(--space-m); justify-items: start; align-content: center; }
.hero h1 { font-size: var(--step-5); max-inline-size: 10em; }
.hero .lead { color: var(--on-hero-muted); max-inline-size: 40ch; }
.hero-actions { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-s) var(--space-m); }
.hero-picture { overflow: hidden; background: var(--art-a); }
.hero-picture picture { display: contents; }
.hero-picture img { inline-size: 100%; block-size: 100%; object-fit: cover; }
.art-a { fill: var(--art-a); }
.art-b { fill: var(--art-b); }
.art-c { fill: var(--art-c); }
@media (max-width: 53.99rem) { .hero-words { gap: var(--space-s); } .hero .lead { font-size: var(--step-0); } }
.band { padding-block: var(--space-xl); }
.band-head { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-2xs); margin-block-end: var(--space-l); }
.band-head h2 { font-size: var(--step-3); max-inline-size: 18em; }
.band li > p, .band dd, .question > p { color: var(--muted); }
.features, .points, .way { display: grid; gap: var(--space-m); padding: 0; list-style: none; }
.features { grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.points, .way { grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.band li > h3 + p { margin-block-start: var(--space-3xs); max-inline-size: 46ch; }
.way { counter-reset: way; }
.way > li { counter-increment: way; }
.way > li::before { content: counter(way); display: block; color: var(--accent-text); font: var(--heading-weight) var(--step-3)/1 var(--heading); margin-block-end: var(--space-2xs); }
.feature-icon { stroke: var(--link); fill: none; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; inline-size: 1.75rem; block-size: 1.75rem; margin-block-end: var(--space-xs); }
.questions { max-inline-size: 46rem; border-block-end: var(--hair) solid var(--line); }
.question { border-block-start: var(--hair) solid var(--line); padding-block: var(--space-2xs); }
.question > summary { display: flex; align-items: baseline; justify-content: space-between; gap: var(--space-s); padding-block: .375rem; list-style: none; }
.question > summary::-webkit-details-marker { display: none; }
.question > summary::after { content: "+"; color: var(--accent-text); font: 400 var(--step-2)/1 var(--heading); }
.question[open] > summary::after { content: "\\2013"; }
.question > p { max-inline-size: 62ch; padding-block-end: var(--space-2xs); }
.band-invitation .wrap { display: grid; gap: var(--space-s); justify-items: start; }
.band-invitation .band-head { margin: 0; }
.band-invitation .small { max-inline-size: 60ch; }
.band-privacy { background: var(--tint); font-size: var(--step--1); }
.band-privacy .band-head h2 { font-size: var(--step-2); }
.band-privacy .lead { font-size: var(--step-0); }
.promises { display: grid; gap: var(--space-s) var(--space-l); margin-block-end: var(--space-m); }
@media (min-width: 38rem) { .promises { grid-template-columns: 1fr 1fr; } }
@media (min-width: 66rem) { .promises { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.promises dt { font-weight: 700; font-size: var(--step-0); }
main:has(> :is(.band-privacy, .band-invitation):last-child) + .site-footer { margin-block-start: 0; }
`;

/** What only pages of visitors and members show: the home page, its picture, avatars. */
export function homeStyles({ theme, home }: Pick<Look, "theme" | "home">): string {
	const { focus } = home?.photo ?? {};
	return [
		HOME_STYLES,
		HOME_PRESET_STYLES[theme.preset],
		focus === undefined ? "" : `.hero-photo{object-position:${focus[0]}% ${focus[1]}%}`,
	].join("");
}
