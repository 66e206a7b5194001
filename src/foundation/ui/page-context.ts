import type { Locale } from "#locales/locales.ts";
import type { Legal, Look } from "../brand/settings.ts";
import type { Scheme } from "../brand/theme/theme.ts";
import type { Sheet } from "./styles/stylesheet.ts";

/** What every page of a brand needs to know. */
export type PageContext = {
	brandId: string;
	look: Look;
	legal: Legal;
	locale: Locale;
	/** Without the locale's prefix. */
	path: string;
	stage: "development" | "test" | "bench" | "preview" | "review" | "production";
	hrefs: {
		stylesheets: Readonly<Record<Sheet, string>>;
		icon: string;
		appleIcon: string;
		manifest?: string;
		logo?: string;
		/** Of the hero, where no photo stands in it. */
		scene?: Readonly<Record<Scheme, string>>;
		font?: string;
		/** Of text; pages of the sheet `site` load it. */
		textFont?: string;
	};
	/** The colour of the page behind everything, by scheme, for what a browser draws around it. */
	grounds: Record<Scheme, string>;
	/** The reader has a session on this brand: the header is a member's. */
	signedIn?: true;
	/** Recipients about which the reader has an answer to give yet; absent: the page does not ask. */
	asksAbout?: readonly string[];
	/** Of the brand, as published: it stands on the page, so that a report can say what was seen. */
	version: string;
};
