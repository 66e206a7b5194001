import type { Look } from "../brand/settings.ts";
import { BASE_STYLES } from "./styles-base.ts";
import { DOCUMENT_STYLES, RECORD_STYLES } from "./styles-document.ts";
import { FORM_STYLES } from "./styles-form.ts";
import { HOME_STYLES } from "./styles-home.ts";
import { PRESET_STYLES } from "./styles-preset.ts";
import { PRINT_STYLES } from "./styles-print.ts";
import { SHELL_STYLES } from "./styles-shell.ts";
import { fontFaces, tokenStyles } from "./styles-tokens.ts";

function compact(css: string): string {
	return css
		.replace(/\s+/g, " ")
		.replace(/\s*([{};,])\s*/g, "$1")
		.replace(/([a-z-]): /g, "$1:")
		.replaceAll(";}", "}")
		.trim();
}

/**
 * The one stylesheet of a brand revision.
 * @param fontHref address of the heading font's file; absent where the typeface loads none
 */
export function stylesheet(theme: Look["theme"], fontHref?: string): string {
	const components = [
		BASE_STYLES,
		SHELL_STYLES,
		FORM_STYLES,
		HOME_STYLES,
		DOCUMENT_STYLES,
		RECORD_STYLES,
		PRESET_STYLES[theme.preset],
		PRINT_STYLES,
	];
	return fontFaces(theme.typeface, fontHref) + tokenStyles(theme) + compact(components.join(""));
}
