import type { Locale } from "../brand/settings.ts";

/**
 * A legal text as data: headings, paragraphs, lists and tables, nothing about how they look.
 * HTML, PDF, plain text, the difference page and the hash are functions of this tree.
 */

/** A run of text, or a link. Paths are the brand's own (`/privacy/rights`, without locale prefix); others are absolute. */
export type Inline = string | { text: string; href: string };

export type Block =
	| { kind: "paragraph"; text: Inline[] }
	| { kind: "list"; items: Inline[][] }
	| { kind: "definitions"; items: { term: string; text: Inline[] }[] }
	| { kind: "table"; caption: string; head: string[]; rows: Inline[][][] };

export type Section = {
	/** Anchor, stable over versions and locales: `recipients`. */
	id: string;
	heading: string;
	/** Promises (P01–P63) that this section states. */
	promises: string[];
	blocks: Block[];
	sections: Section[];
};

export type DocumentTree = {
	locale: Locale;
	title: string;
	/** One short paragraph before the first heading. */
	lead: Inline[];
	sections: Section[];
};
