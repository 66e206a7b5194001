/**
 * The day by which no copy that was made before an erasure can be read any more: keys rotate on the first of each month
 * (UTC) at the latest, and a rotation ends by the day after. One that runs as the erasure is done may keep its keys to
 * the next one, so the one of this month never counts.
 * @param erasedAt ISO 8601
 * @returns the day, as `2026-12-02`
 */
export function copiesGoneBy(erasedAt: string): string {
	const date = new Date(erasedAt);
	return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 2)).toISOString().slice(0, 10);
}
