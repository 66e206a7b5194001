import { nearestReadable } from "./contrast.ts";

/** What people call colours, in Dutch and English, each made dark enough to be read on white where it is used. */
const COLORS: Readonly<Record<string, string>> = {
	...{ rood: "#c62828", red: "#c62828", bordeaux: "#7b1e3a", wijnrood: "#7b1e3a", burgundy: "#7b1e3a" },
	...{ roze: "#c2407e", pink: "#c2407e", paars: "#6a3fa0", purple: "#6a3fa0", lila: "#7d5ba6", lilac: "#7d5ba6" },
	...{
		violet: "#6a3fa0",
		blauw: "#1f5fae",
		blue: "#1f5fae",
		donkerblauw: "#12355b",
		marine: "#12355b",
		navy: "#12355b",
	},
	...{ lichtblauw: "#2f7fae", turkoois: "#0f766e", turquoise: "#0f766e", teal: "#0f766e", petrol: "#1f5f6b" },
	...{ groen: "#2e7d32", green: "#2e7d32", donkergroen: "#1b4d2b", olijf: "#5f6b1f", olive: "#5f6b1f" },
	...{ geel: "#f2c200", yellow: "#f2c200", goud: "#b8860b", gold: "#b8860b", oker: "#9a6b12", ochre: "#9a6b12" },
	...{ oranje: "#d9601a", orange: "#d9601a", koraal: "#d1495b", coral: "#d1495b", bruin: "#6f4e37", brown: "#6f4e37" },
	...{ beige: "#c8ad7f", zwart: "#1b1b1f", black: "#1b1b1f", wit: "#ffffff", white: "#ffffff" },
	...{ grijs: "#6b7280", grey: "#6b7280", gray: "#6b7280", zilver: "#9aa0a6", silver: "#9aa0a6" },
};

/** A colour of that name that can be read as text on white, as `#rrggbb`. */
export function namedColor(name: string): string | undefined {
	const word = name.trim().toLowerCase();
	const color = Object.hasOwn(COLORS, word) ? COLORS[word] : undefined;
	return color && nearestReadable(color);
}
