/** What staff look at. Only the console's pages load it. */
export const CONSOLE_STYLES = `
.review { display: grid; gap: var(--space-l); }
.review-photo { margin: 0; display: grid; gap: var(--space-2xs); align-content: start; justify-items: center; }
.review-photo img { inline-size: auto; max-block-size: min(80vh, 60rem); border-radius: var(--radius); background: var(--sunken); }
.review-photo figcaption { justify-self: stretch; }
.review-decision { display: grid; gap: var(--space-m); align-content: start; }
@media (min-width: 60rem) { .review { grid-template-columns: minmax(0, 3fr) minmax(22rem, 2fr); } .review .account-facts > div { grid-template-columns: 9rem 1fr; } }
`;
