/**
 * A clock and a source of randomness that a caller sets: in the Worker before each request, in this process before each
 * step. With the same seeds, two runs of the same code make the same ids, tokens, keys and dates.
 */
export type Fixed = {
	/** Epoch milliseconds. */
	now: number;
	/** Begins the random numbers again, those of this seed. */
	seed(text: string): void;
	/** From 0 to below 1. */
	fraction(): number;
	fill<Bytes extends ArrayBufferView>(bytes: Bytes): Bytes;
};

/** Deterministic random numbers: a hash of the seed (cyrb128), then sfc32. Good for statistics, not for secrets. */
export function fixed(now: number): Fixed {
	let state: [number, number, number, number] = [1, 2, 3, 4];
	const next = (): number => {
		let [a, b, c, d] = state;
		const t = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + t;
		state = [a, b, c | 0, d];
		return t >>> 0;
	};
	const it: Fixed = {
		now,
		seed(text) {
			state = hashOf(text);
			for (let round = 0; round < 16; round++) next();
		},
		fraction: () => next() / 2 ** 32,
		fill(bytes) {
			const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			for (let at = 0; at < view.length; at++) view[at] = next() >>> 24;
			return bytes;
		},
	};
	it.seed("start");
	return it;
}

function hashOf(text: string): [number, number, number, number] {
	const hash: [number, number, number, number] = [1779033703, 3144134277, 1013904242, 2773480762];
	const factors = [597399067, 2869860233, 951274213, 2716044179] as const;
	for (let at = 0; at < text.length; at++)
		for (const index of [0, 1, 2, 3] as const)
			hash[index] =
				hash[((index + 1) % 4) as 0 | 1 | 2 | 3] ^ Math.imul(hash[index] ^ text.charCodeAt(at), factors[index]);
	return hash;
}

const RealDate = Date;

/** A `Date` whose present is the fixed one. */
export function dateOf(source: Pick<Fixed, "now">): DateConstructor {
	return class FixedDate extends RealDate {
		constructor(...given: unknown[]) {
			super(...((given.length === 0 ? [source.now] : given) as [number]));
		}
		static override now(): number {
			return source.now;
		}
	} as unknown as DateConstructor;
}
