import { createHash, randomInt } from "node:crypto";

/** `npm test -- --all`: nothing is left out. */
export const isAll = process.env.LIVERY_ALL === "1";

/** Every draw of a run follows from it: printed by `npm test`, or here, and repeated by setting LIVERY_SEED to it. */
const seed = process.env.LIVERY_SEED ?? String(randomInt(2 ** 31));
if (process.env.LIVERY_SEED === undefined && !isAll) console.log(`seed of the samples: LIVERY_SEED=${seed}`);

/** The same numbers for the same seed and name. */
export function drawn(name: string, below: number): number {
	return (
		createHash("sha256")
			.update(JSON.stringify([seed, name]))
			.digest()
			.readUInt32BE() % below
	);
}

/** One of them, drawn by the seed and the name of the draw; all of them with `--all`. */
export function sample<Item>(name: string, items: readonly Item[]): readonly Item[] {
	if (isAll) return items;
	const start = drawn(name, items.length);
	return items.slice(start, start + 1);
}

/**
 * The item of this turn, of turns that go through all items in a row from a drawn first one; all with `--all`. As many
 * turns as items hold every item.
 */
export function sampleInTurn<Item>(name: string, turn: number, items: readonly Item[]): readonly Item[] {
	if (isAll) return items;
	const at = (drawn(name, items.length) + turn) % items.length;
	return items.slice(at, at + 1);
}
