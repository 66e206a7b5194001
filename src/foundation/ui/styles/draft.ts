/** The page of a draft of a brand, in the console. */
export const DRAFT_STYLES = `
.draft-work { display: grid; gap: var(--space-l); align-items: start; }
.draft-preview { inline-size: 100%; block-size: 42rem; border: var(--hair) solid var(--line); border-radius: var(--radius); background: var(--sunken); }
@media (min-width: 60rem) { .draft-work { grid-template-columns: minmax(18rem, 2fr) minmax(0, 3fr); } .draft-work > section { position: sticky; inset-block-start: var(--space-s); } }
`;
