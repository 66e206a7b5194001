/** Invented names for members without an idea: of no language, no gender and no meaning. */

export const BEGINNINGS = [
	...["Bel", "Cal", "Dor", "El", "Fen", "Gal", "Hol", "Il", "Jor", "Kel", "Lor", "Mer"],
	...["Nor", "Or", "Per", "Quil", "Ras", "Sol", "Tal", "Ul", "Vas", "Wil", "Yor", "Zel"],
] as const;
export const MIDDLES = ["a", "e", "i", "o", "u", "am", "im", "om", "av", "ev", "iv", "ov"] as const;
export const ENDINGS = [
	...["bis", "dal", "dim", "dis", "fal", "kel", "lis", "lun", "mis", "nel", "nis", "ras"],
	...["rim", "ris", "sel", "tem", "tin", "vel", "vis", "vun", "zim"],
] as const;

/** Letters in a row that two names may not share, so that neither leads to the other. */
const SHARED_LETTERS = 3;

/**
 * A name that shares no three letters in a row with any of these; the last one drawn, should none be found.
 * @param fraction from 0 to below 1, another one at each call
 */
export function proposeName(unlike: readonly string[], fraction: () => number): string {
	const draw = (parts: readonly string[]) => parts[Math.floor(fraction() * parts.length)] ?? "";
	const next = () => draw(BEGINNINGS) + draw(MIDDLES) + draw(ENDINGS);
	let name = next();
	for (let tries = 1; tries < 100 && unlike.some((other) => isLike(name, other)); tries += 1) name = next();
	return name;
}

/** Whether two names share three letters or digits in a row, whatever stands between them. */
export function isLike(one: string, other: string): boolean {
	const [short, long] = [lettersOf(one), lettersOf(other)];
	return short.some((_, at) => {
		const run = short.slice(at, at + SHARED_LETTERS).join("");
		return at + SHARED_LETTERS <= short.length && long.join("").includes(run);
	});
}

/** Without accents, case and marks. */
const lettersOf = (name: string) => [
	...name
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, ""),
];
