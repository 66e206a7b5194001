/** Forms and the pages of an account: in their columns a long address or name breaks and widens nothing. */
export const FORM_STYLES = `
.form { display: grid; gap: var(--space-m); max-inline-size: 34rem; }
.field { display: grid; gap: .375rem; min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.field > label:not(.answer), .field > legend { font-weight: 600; padding: 0; }
.field > .field, .field > details, .field > details > .field { margin-block-start: var(--space-2xs); }
.field > details > summary { padding-block: .375rem; cursor: pointer; }
.field > legend + * { margin-block-start: .375rem; }
.field-optional { font-weight: 400; color: var(--muted); }
.field-hint { font-size: var(--step--1); color: var(--muted); }
.field-error { font-weight: 600; color: var(--wrong); }
.field-error::before { content: "! "; }
.field input:not([type=radio], [type=checkbox]), .field textarea, .field select {
	inline-size: 100%; min-block-size: 2.875rem; padding: .5rem .75rem; font: inherit; color: var(--ink);
	background: var(--surface); border: .0938rem solid var(--control); border-radius: var(--radius);
}
.field textarea { line-height: 1.5; resize: vertical; }
.field input:focus-visible, .field textarea:focus-visible { outline-offset: 0; }
.field-wrong { padding-inline-start: var(--space-s); border-inline-start: .25rem solid var(--wrong); }
.field-wrong input:not([type=radio], [type=checkbox]) { border-color: var(--wrong); }
.answers { display: flex; flex-wrap: wrap; gap: 0 var(--space-m); }
.answers-list { display: grid; }
.ticks { columns: 14rem; column-gap: var(--space-m); }
.answer { display: flex; gap: .75rem; align-items: flex-start; padding-block: .5rem; cursor: pointer; }
.answer input { flex: none; inline-size: 1.375rem; block-size: 1.375rem; margin: .125rem 0 0; accent-color: var(--brand); }
.answer img { inline-size: 4.5rem; block-size: 4.5rem; object-fit: cover; border-radius: var(--radius); }
.notice-wrong { border-inline-start-color: var(--wrong); margin-block-end: var(--space-m); max-inline-size: 34rem; }
.notice-wrong ul { margin-block-start: var(--space-3xs); }
.notice-good { margin-block-end: var(--space-m); }
.form-end { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2xs) var(--space-m); }
.account { padding-block: var(--space-l) 0; display: grid; gap: var(--space-l); justify-items: start; }
.account > * { inline-size: 100%; }
.account, .account-head, .account section, .form, .panel { grid-template-columns: minmax(0, 1fr); }
.account-head { display: grid; gap: var(--space-2xs); max-inline-size: 48rem; }
.account section { display: grid; gap: var(--space-s); }
.account-facts { display: grid; gap: var(--space-2xs) var(--space-m); max-inline-size: 48rem; }
.account-facts > div { display: grid; gap: 0 var(--space-m); padding-block: .5rem; border-block-end: var(--hair) solid var(--line); }
.account-facts dt { color: var(--muted); }
.account-facts dd { overflow-wrap: anywhere; }
@media (min-width: 40rem) { .account-facts > div { grid-template-columns: 14rem 1fr; } }
.panels { display: grid; gap: var(--space-m); grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); padding: 0; list-style: none; }
.panel { display: grid; gap: var(--space-2xs); align-content: start; padding: var(--space-m); background: var(--surface); border: var(--hair) solid var(--line); border-radius: var(--radius-panel); }
.panel form { margin-block-start: var(--space-2xs); }
.panel dd + dt { margin-block-start: var(--space-3xs); }
.panel blockquote, .account-facts blockquote { margin: 0; padding-inline-start: var(--space-s); border-inline-start: .25rem solid var(--line); }
.qr-code { inline-size: min(100%, 14rem); block-size: auto; border-radius: var(--radius); }
.secret { font-family: ui-monospace, monospace; font-size: var(--step-0); letter-spacing: .03em; overflow-wrap: anywhere; }
.codes { display: grid; gap: var(--space-2xs); padding-inline-start: 2rem; }
.photo { inline-size: 100%; block-size: auto; border-radius: var(--radius); background: var(--sunken); }
.avatar { inline-size: 6rem; block-size: 6rem; border-radius: 50%; }
.avatar-ground { fill: var(--hero); }
.avatar-initial { fill: var(--on-hero); }
.written { white-space: pre-line; overflow-wrap: anywhere; max-inline-size: 66ch; }
.notice blockquote { margin: var(--space-2xs) 0; padding-inline-start: var(--space-s); border-inline-start: var(--hair) solid var(--control); }
.danger { border-color: var(--wrong); color: var(--wrong); background: transparent; }
.danger:hover { background: var(--wrong); border-color: var(--wrong); color: var(--ground); }
`;
