/** What a browser says of itself, reduced to what helps its owner to recognise it (P14: no seventh fact). */
export type Device = { type: string; system: string; browser: string };

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/Windows/, "Windows"],
	[/iPhone|iPad|iPod/, "iOS"],
	[/Android/, "Android"],
	[/Mac OS X/, "macOS"],
	[/CrOS/, "ChromeOS"],
	[/Linux/, "Linux"],
];

/** The order matters: most call themselves by older names too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/Edg(?:e|A|iOS)?\//, "Edge"],
	[/OPR\/|Opera/, "Opera"],
	[/SamsungBrowser\//, "Samsung Internet"],
	[/Firefox\/|FxiOS\//, "Firefox"],
	[/Chrom(?:e|ium)\/|CriOS\//, "Chrome"],
	[/Safari\//, "Safari"],
];

export function deviceOf(userAgent: string | undefined): Device {
	const text = (userAgent ?? "").slice(0, 500);
	const named = (list: typeof SYSTEMS) => list.find(([pattern]) => pattern.test(text))?.[1] ?? "";
	const tablet = /iPad|Tablet/.test(text) || (/Android/.test(text) && !/Mobile/.test(text));
	const type = tablet ? "tablet" : /Mobi|iPhone|Android/.test(text) ? "phone" : text === "" ? "" : "computer";
	return { type, system: named(SYSTEMS), browser: named(BROWSERS) };
}
