/** Long texts: title, facts, table of contents, prose, tables. */
export const DOCUMENT_STYLES = `
.document { padding-block: var(--space-l) var(--space-xl); }
.document-head { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-m); margin-block-end: var(--space-l); justify-items: start; }
.document-head h1 { max-inline-size: 12em; }
.facts {
	display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr)); gap: var(--space-s) var(--space-m);
	inline-size: 100%; padding-block: var(--space-s); border-block: var(--hair) solid var(--line);
}
.facts dt { font-size: var(--step--1); color: var(--muted); }
.facts dd { font-weight: 600; }
.fingerprint { font-size: var(--step--1); max-inline-size: 100%; }
.document-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-m) var(--space-xl); }
.contents { display: none; }
.contents-folded { border: var(--hair) solid var(--control); border-radius: var(--radius-panel); background: var(--surface); }
.contents-folded summary { padding: .75rem 1rem; font-weight: 600; }
.contents-folded ol { padding: 0 1rem .75rem 2.5rem; }
.contents-folded a { display: inline-block; padding-block: .375rem; }
@media (min-width: 64rem) {
	.document-body:has(> .contents) { grid-template-columns: 15rem minmax(0, 1fr); align-items: start; }
	.contents-folded { display: none; }
	.contents {
		display: block; position: sticky; inset-block-start: var(--space-m); max-block-size: calc(100vh - 2 * var(--space-m));
		overflow-y: auto; font-size: var(--step--1); line-height: 1.4; padding-inline-end: var(--space-s);
	}
	.contents > ol { scroll-target-group: auto; }
	.contents a:target-current { color: var(--ink); border-inline-start-color: var(--accent); background: var(--tint); }
	.contents-title { font: var(--heading-weight) var(--step-0)/1.3 var(--heading); margin-block-end: var(--space-2xs); }
	.contents ol { padding: 0; list-style: none; border-inline-start: .125rem solid var(--line); }
	.contents a { display: block; padding: .1875rem .5rem .1875rem .875rem; margin-inline-start: -.125rem; border-inline-start: .125rem solid transparent; color: var(--muted); text-decoration: none; }
	.contents a:hover { color: var(--ink); border-inline-start-color: var(--accent); }
}
.contents ol ol { border: 0; }
.contents ol ol a { padding-inline-start: 1.5rem; }
.contents > ol > li:has(ol) > a { color: var(--ink); font-weight: 600; }
.contents-folded ol ol { padding: 0 0 0 1.25rem; }
.prose > * + *, .prose section > * + * { margin-block-start: var(--space-s); }
.prose > section + section { margin-block-start: var(--space-xl); }
.prose section section { margin-block-start: var(--space-l); }
.prose section section section { margin-block-start: var(--space-m); }
.prose .chapter > h2 { padding-block-start: var(--space-s); border-block-start: .1875rem solid var(--accent); }
.prose .chapter > h2 + section { margin-block-start: var(--space-s); }
#summary { padding: var(--space-s) clamp(1rem, 4vw, 2rem) var(--space-2xs); background: var(--tint); border-radius: var(--radius-panel); }
#summary ul { padding: 0; list-style: none; max-inline-size: none; }
#summary li { padding-block: .375rem; border-block-start: var(--hair) solid var(--line); }
#summary li + li { margin: 0; }
#summary li > a:first-child { font-weight: 600; }
.prose h2 + *, .prose h3 + * { margin-block-start: var(--space-2xs); }
.prose p, .prose ul, .prose ol, .prose .definitions { max-inline-size: 66ch; }
.prose li + li { margin-block-start: .3em; }
.prose li::marker { color: var(--accent-text); }
.prose section:target > :is(h2, h3) { text-decoration: underline .12em var(--accent); text-underline-offset: .2em; }
.definitions > div { padding-block: var(--space-2xs); border-block-start: var(--hair) solid var(--line); }
.definitions dt { font-weight: 700; }
#controller .definitions > div { display: grid; grid-template-columns: minmax(0, 11rem) minmax(0, 1fr); gap: 0 var(--space-s); padding-block: .25rem; }
.fold { border-block: var(--hair) solid var(--line); }
.prose .fold + .fold { margin-block-start: 0; border-block-start: 0; }
.fold > summary { display: flex; justify-content: space-between; align-items: baseline; gap: var(--space-s); padding-block: .75rem; list-style: none; }
.fold > summary::-webkit-details-marker { display: none; }
.fold > summary:hover .fold-more { text-decoration-thickness: .14em; }
.fold-title { font-weight: 700; }
.fold-more { flex: none; font-size: var(--step--1); color: var(--link); text-decoration: underline .07em; text-underline-offset: .18em; }
.fold[open] > summary .fold-more { display: none; }
.fold > :is(section, .data-table, .form) { margin-block-end: var(--space-m); }
.prose .fold > section { margin-block-start: 0; scroll-margin-block-start: 4rem; }
.data-table .group th { font-weight: 400; font-style: italic; background: none; }
.data-table { inline-size: 100%; border-collapse: collapse; font-size: var(--step--1); line-height: 1.5; text-align: start; }
.data-table caption { text-align: start; padding-block: var(--space-2xs); font-weight: 700; font-size: var(--step-0); }
.data-table th, .data-table td { padding: .625rem .75rem; text-align: start; vertical-align: top; border-block-end: var(--hair) solid var(--line); }
.data-table thead th { background: var(--sunken); border-block-end: .125rem solid var(--control); vertical-align: bottom; }
.data-table tbody th { font-weight: 600; min-inline-size: 9rem; }
@media screen and (max-width: 47.99rem) {
	.prose { line-height: 1.5; }
	#controller .definitions > div { grid-template-columns: 7.25rem minmax(0, 1fr); }
	.prose > section + section { margin-block-start: var(--space-l); }
	.prose section section { margin-block-start: var(--space-m); }
	.prose > * + *, .prose section > * + * { margin-block-start: var(--space-xs); }
	.document { padding-block-end: var(--space-l); }
	#summary li { padding-block: .25rem; }
	.data-table, .data-table caption, .data-table tbody, .data-table tr, .data-table tbody th, .data-table td { display: block; }
	.data-table thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
	.data-table tr { border: var(--hair) solid var(--line); border-radius: var(--radius-panel); background: var(--surface); overflow: hidden; }
	.data-table tr + tr, .data-table tbody + tbody { margin-block-start: var(--space-xs); }
	.data-table .group { border: 0; border-radius: 0; background: none; }
	.data-table .group th { border: 0; padding-inline: 0; }
	.data-table .group + tr { margin-block-start: 0; }
	.data-table td:empty { display: none; }
	.data-table tbody th { background: var(--sunken); font-size: var(--step-0); }
	.data-table td { border: 0; padding-block: .375rem; }
	.data-table td:last-child { padding-block-end: .75rem; }
	.data-table td::before {
		content: attr(data-label); content: attr(data-label) / ""; display: block;
		font-size: .8125rem; color: var(--muted);
	}
}
`;

/** Lists of versions, marked differences, rights. */
export const RECORD_STYLES = `
.versions { display: grid; gap: var(--space-s); padding: 0; list-style: none; max-inline-size: 52rem; }
.version {
	display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--space-3xs) var(--space-s); align-items: center;
	padding: var(--space-m); background: var(--surface); border: var(--hair) solid var(--line);
	border-inline-start: .375rem solid var(--control);
	border-start-end-radius: var(--radius); border-end-end-radius: var(--radius);
}
.version > * { grid-column: 1 / -1; }
.version > h2 { grid-column: 1; }
.version > .version-state {
	grid-column: 2; padding: .125rem .75rem; border: var(--hair) solid var(--control); border-radius: var(--radius-button);
	font-size: var(--step--1); font-weight: 600;
}
.version-in_force { border-inline-start-color: var(--brand); }
.version-in_force > .version-state { background: var(--brand); color: var(--on-brand); border-color: var(--brand); }
.version-announced { border-inline-start-color: var(--accent); }
.version-day { color: var(--muted); }
ins { background: var(--inserted); color: var(--on-inserted); text-decoration: underline .1em; text-underline-offset: .2em; border-radius: 2px; }
del { background: var(--deleted); color: var(--on-deleted); text-decoration: line-through; border-radius: 2px; }
ins a, del a { color: inherit; }
.section-mark { font-size: var(--step--1); font-weight: 600; color: var(--accent-text); }
.compare { display: flex; flex-wrap: wrap; align-items: end; gap: var(--space-s); margin-block-start: var(--space-xl); }
.compare h2 { inline-size: 100%; }
.field { display: grid; gap: var(--space-3xs); }
.field select {
	min-block-size: 2.875rem; min-inline-size: 6rem; padding: .5rem .75rem; font: inherit; color: var(--ink);
	background: var(--surface); border: .125rem solid var(--control); border-radius: var(--radius);
}
.prose .right { max-inline-size: 66ch; margin-block-start: var(--space-s); padding-block-start: var(--space-s); border-block-start: var(--hair) solid var(--line); }
.right-ask { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 var(--space-m); }
.law { font-size: var(--step--1); color: var(--muted); }
.steps { display: grid; gap: var(--space-2xs); counter-reset: step; list-style: none; padding: 0; }
.steps > li { counter-increment: step; display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); gap: var(--space-xs); }
.steps > li::before {
	content: counter(step); display: grid; place-items: center; inline-size: 2.25rem; block-size: 2.25rem; border-radius: 50%;
	background: var(--brand); color: var(--on-brand); font: var(--heading-weight) 1rem/1 var(--heading);
}
.error { display: grid; gap: var(--space-m); justify-items: start; padding-block: var(--space-2xl); }
.error-code { font-size: var(--step--1); color: var(--muted); }
.error h1 { max-inline-size: 10.8em; }
`;
