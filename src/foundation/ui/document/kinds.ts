export const DOCUMENT_KINDS = ["statement", "terms"] as const;
/** The two legal texts that have numbered versions. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Where a document and its versions live, without the locale's prefix. */
export const DOCUMENT_PATHS: Record<DocumentKind, string> = { statement: "/privacy", terms: "/terms" };

export type VersionState = "in_force" | "announced" | "superseded" | "withdrawn" | "archived";
