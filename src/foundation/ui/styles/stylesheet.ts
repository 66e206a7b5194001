import type { Look } from "../../brand/settings.ts";
import { webFont } from "../fonts.ts";
import { BASE_STYLES } from "./base.ts";
import { CONSOLE_STYLES } from "./console.ts";
import { DOCUMENT_STYLES, RECORD_STYLES } from "./document.ts";
import { DRAFT_STYLES } from "./draft.ts";
import { FORM_STYLES } from "./form.ts";
import { homeStyles } from "./home.ts";
import { PRESET_STYLES } from "./preset.ts";
import { PRINT_STYLES } from "./print.ts";
import { SHELL_STYLES } from "./shell.ts";
import { fontFaces, textFaceStyles, tokenStyles } from "./tokens.ts";

function compact(css: string): string {
	return css
		.replace(/\s+/g, " ")
		.replace(/\s*([{};,>])\s*/g, "$1")
		.replace(/([a-z0-9-]): /g, "$1:")
		.replace(/\b0\.(?=\d)/g, ".")
		.replaceAll(";}", "}")
		.trim();
}

/** A page loads one of them: long texts, pages of visitors and members, the console. */
export const SHEETS = ["document", "site", "console"] as const;
export type Sheet = (typeof SHEETS)[number];

/** Addresses of the files of its typefaces; absent where it loads none. */
export type FontHrefs = { font?: string | undefined; textFont?: string | undefined };

type Dressed = Pick<Look, "theme" | "home">;

const OWN_STYLES: Record<Sheet, (look: Dressed) => string> = {
	document: () => "",
	site: homeStyles,
	console: () => `${CONSOLE_STYLES}${DRAFT_STYLES}`,
};

/**
 * A stylesheet of a brand revision.
 * Only pages of visitors and members load a face for their text: a first view of a long text has no room for one.
 */
export function stylesheet(look: Dressed, sheet: Sheet, hrefs: FontHrefs = {}): string {
	const { theme } = look;
	const components = [
		BASE_STYLES,
		SHELL_STYLES,
		FORM_STYLES,
		DOCUMENT_STYLES,
		RECORD_STYLES,
		OWN_STYLES[sheet](look),
		PRESET_STYLES[theme.preset],
		PRINT_STYLES,
	];
	const faces = fontFaces(webFont(theme.typeface), hrefs.font);
	const textFace = sheet === "site" ? textFaceStyles(theme, hrefs.textFont) : "";
	return compact([faces, tokenStyles(theme), textFace, ...components].join(""));
}
