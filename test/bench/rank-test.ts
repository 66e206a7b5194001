/** What two series of times say of each other. */
export type Comparison = { medians: [number, number]; gap: number; p: number };

/**
 * The Mann-Whitney U test, two-sided, by the normal approximation with ties (for twenty or more each), and the gap
 * between the medians as a part of the first. A small p: the two can be told apart.
 */
export function compareTimes(first: readonly number[], second: readonly number[]): Comparison {
	const all = [...first.map((time) => ({ time, own: true })), ...second.map((time) => ({ time, own: false }))];
	all.sort((a, b) => a.time - b.time);
	let ranks = 0;
	let ties = 0;
	for (let at = 0; at < all.length; ) {
		let end = at;
		while (end < all.length && all[end]?.time === all[at]?.time) end++;
		const same = end - at;
		ranks += all.slice(at, end).filter(({ own }) => own).length * ((at + 1 + end) / 2);
		ties += same ** 3 - same;
		at = end;
	}
	const [n, m] = [first.length, second.length];
	const total = n + m;
	const u = ranks - (n * (n + 1)) / 2;
	const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))));
	const z = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / deviation;
	const [a, b] = [median(first), median(second)];
	return { medians: [a, b], gap: Math.abs(a - b) / a, p: 2 * upperTail(z) };
}

/** Abramowitz and Stegun 26.2.17: within 7.5e-8. */
function upperTail(z: number): number {
	const t = 1 / (1 + 0.2316419 * z);
	const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
