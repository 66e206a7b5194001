import qrcode from "qrcode-generator";

/** ISO/IEC 18004 wants four modules of quiet around. */
const QUIET = 4;

/** A QR code of the text as one SVG path in a square of `size` modules, quiet zone included; level M. */
export function qrPath(text: string): { size: number; path: string } {
	const code = qrcode(0, "M");
	code.addData(text);
	code.make();
	const count = code.getModuleCount();
	const rows = Array.from({ length: count }, (_, row) =>
		Array.from({ length: count }, (_, column) =>
			code.isDark(row, column) ? `M${column + QUIET} ${row + QUIET}h1v1h-1z` : "",
		).join(""),
	);
	return { size: count + 2 * QUIET, path: rows.join("") };
}
