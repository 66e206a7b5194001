export type Pair<T> = { before: T; after: T } | { before: T; after?: undefined } | { before?: undefined; after: T };

/** Above so many comparisons the middle is not aligned but shown as replaced: a bound on the work of one request. */
const MAX_COMPARISONS = 1_000_000;

/**
 * The alignment of two sequences with the highest total likeness, in order. `likeness` is 0 (never paired) to 1
 * (equal). What finds no partner goes out before what comes in.
 */
export function align<T>(
	before: readonly T[],
	after: readonly T[],
	likeness: (before: T, after: T) => number,
	most = MAX_COMPARISONS,
): Pair<T>[] {
	let start = 0;
	const shorter = Math.min(before.length, after.length);
	const equal = (i: number, j: number): boolean => {
		const [a, b] = [before[i], after[j]];
		return a !== undefined && b !== undefined && likeness(a, b) === 1;
	};
	while (start < shorter && equal(start, start)) start += 1;
	let end = 0;
	while (end < shorter - start && equal(before.length - 1 - end, after.length - 1 - end)) end += 1;

	const head = before.slice(0, start).flatMap((item, i) => pair(item, after[i]));
	const tail = before.slice(before.length - end).flatMap((item, i) => pair(item, after[after.length - end + i]));
	const left = before.slice(start, before.length - end);
	const right = after.slice(start, after.length - end);
	const middle =
		left.length * right.length > most
			? [...left.map((item) => ({ before: item })), ...right.map((item) => ({ after: item }))]
			: alignMiddle(left, right, likeness);
	return [...head, ...middle, ...tail];
}

function pair<T>(before: T, after: T | undefined): Pair<T>[] {
	return after === undefined ? [{ before }] : [{ before, after }];
}

/** Needleman–Wunsch without a cost for gaps: cell (i, j) holds the best total from there to the end. */
function alignMiddle<T>(
	before: readonly T[],
	after: readonly T[],
	likeness: (before: T, after: T) => number,
): Pair<T>[] {
	const width = after.length + 1;
	const best = new Float64Array((before.length + 1) * width);
	const scores = new Float64Array(before.length * after.length);
	const at = (i: number, j: number): number => best[i * width + j] ?? 0;
	for (let i = before.length - 1; i >= 0; i -= 1) {
		for (let j = after.length - 1; j >= 0; j -= 1) {
			const score = likeness(before[i] as T, after[j] as T);
			scores[i * after.length + j] = score;
			const paired = score > 0 ? score + at(i + 1, j + 1) : 0;
			best[i * width + j] = Math.max(paired, at(i + 1, j), at(i, j + 1));
		}
	}
	const pairs: Pair<T>[] = [];
	const gone: Pair<T>[] = [];
	const come: Pair<T>[] = [];
	const settle = (): void => {
		pairs.push(...gone.splice(0), ...come.splice(0));
	};
	let i = 0;
	let j = 0;
	while (i < before.length || j < after.length) {
		const score = i < before.length && j < after.length ? (scores[i * after.length + j] ?? 0) : 0;
		if (score > 0 && at(i, j) === score + at(i + 1, j + 1)) {
			settle();
			pairs.push({ before: before[i] as T, after: after[j] as T });
			i += 1;
			j += 1;
		} else if (i < before.length && (j >= after.length || at(i + 1, j) >= at(i, j + 1))) {
			gone.push({ before: before[i] as T });
			i += 1;
		} else {
			come.push({ after: after[j] as T });
			j += 1;
		}
	}
	settle();
	return pairs;
}
