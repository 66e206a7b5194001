import { skeleton } from "../../names/skeleton.ts";

/** RFC 3492 section 6.1. */
function adaptBias(delta: number, length: number, first: boolean): number {
	let rest = first ? Math.floor(delta / 700) : delta >> 1;
	rest += Math.floor(rest / length);
	let k = 0;
	while (rest > 455) {
		rest = Math.floor(rest / 35);
		k += 36;
	}
	return k + Math.floor((36 * rest) / (rest + 38));
}

function digitOf(sign: string): number {
	if (/^[a-z]$/.test(sign)) return sign.charCodeAt(0) - 97;
	return /^[0-9]$/.test(sign) ? sign.charCodeAt(0) - 22 : 36;
}

/** RFC 3492 section 6.2: the part of a label behind `xn--`. The input itself when it is not punycode. */
export function decodePunycode(input: string): string {
	const split = input.lastIndexOf("-");
	const output = split > 0 ? Array.from(input.slice(0, split)) : [];
	let position = split > 0 ? split + 1 : 0;
	let code = 128;
	let index = 0;
	let bias = 72;
	while (position < input.length) {
		const before = index;
		let weight = 1;
		for (let k = 36; ; k += 36) {
			const digit = digitOf(input[position++] ?? "");
			if (digit >= 36) return input;
			index += digit * weight;
			const threshold = Math.min(Math.max(k - bias, 1), 26);
			if (digit < threshold) break;
			weight *= 36 - threshold;
		}
		bias = adaptBias(index - before, output.length + 1, before === 0);
		code += Math.floor(index / (output.length + 1));
		index %= output.length + 1;
		if (code > 0x10ffff) return input;
		output.splice(index++, 0, String.fromCodePoint(code));
	}
	return output.join("");
}

/** A canonical hostname as a browser may show it. */
export function displayHost(host: string): string {
	return host
		.split(".")
		.map((label) => (label.startsWith("xn--") ? decodePunycode(label.slice(4)) : label))
		.join(".");
}

/** Two hosts with one skeleton can be taken for each other. */
export function hostSkeleton(host: string): string {
	return displayHost(host.replace(/^www[.]/, ""))
		.split(".")
		.map(skeleton)
		.join(".");
}

/** The name without its last label: what a person remembers of it. */
function stem(host: string): string {
	return host.replace(/^www[.]/, "").replace(/[.][^.]+$/, "");
}

/** Whether two different hosts can be taken for each other: as a whole, or as a name under another ending. */
export function looksAlike(a: string, b: string): boolean {
	if (a === b || a === `www.${b}` || b === `www.${a}`) return false;
	if (hostSkeleton(a) === hostSkeleton(b)) return true;
	return stem(a) !== stem(b) && hostSkeleton(stem(a)) === hostSkeleton(stem(b));
}

/** A label that mixes the Latin script with another one, which no honest name does. */
export function mixesScripts(host: string): boolean {
	return displayHost(host)
		.split(".")
		.some(
			(label) =>
				/\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(label),
		);
}
