/** Eight numbers from 0 to 1 that belong to a brand, so that two brands of one preset differ (FNV-1a, then xorshift). */
export function brandNumbers(brandId: string): number[] {
	let state = 0x811c9dc5;
	for (const character of brandId) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return Array.from({ length: 8 }, () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) / 0xffffffff;
	});
}
