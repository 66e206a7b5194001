import type { Look } from "../../brand/settings.ts";
import { BASE_STYLES } from "./base.ts";
import { CONSOLE_STYLES } from "./console.ts";
import { DOCUMENT_STYLES, RECORD_STYLES } from "./document.ts";
import { FORM_STYLES } from "./form.ts";
import { HOME_STYLES } from "./home.ts";
import { PRESET_STYLES } from "./preset.ts";
import { PRINT_STYLES } from "./print.ts";
import { SHELL_STYLES } from "./shell.ts";
import { fontFaces, tokenStyles } from "./tokens.ts";

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

const OWN_STYLES: Record<Sheet, string> = { document: "", site: HOME_STYLES, console: CONSOLE_STYLES };

/**
 * A stylesheet of a brand revision.
 * @param fontHref address of the heading font's file; absent where the typeface loads none
 */
export function stylesheet(theme: Look["theme"], sheet: Sheet, fontHref?: string): string {
	const components = [
		BASE_STYLES,
		SHELL_STYLES,
		FORM_STYLES,
		DOCUMENT_STYLES,
		RECORD_STYLES,
		OWN_STYLES[sheet],
		PRESET_STYLES[theme.preset],
		PRINT_STYLES,
	];
	return compact([fontFaces(theme.typeface, fontHref), tokenStyles(theme), ...components].join(""));
}
