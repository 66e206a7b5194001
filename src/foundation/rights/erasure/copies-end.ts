import { calendarDay } from "../../i18n/date.ts";

/**
 * The day on which no copy that was made before an erasure can be read any more: keys rotate on the first of each month
 * (UTC), and the rotation ends by the day after. An erasure during a rotation may leave its keys to the next one.
 * @param erasedAt ISO 8601
 * @returns the day, `2026-12-02`
 */
export function copiesGoneBy(erasedAt: string): string {
	const date = new Date(erasedAt);
	const isDuringRotation = date.getUTCDate() <= 2;
	const months = isDuringRotation && date.getUTCDate() === 1 ? 1 : 1;
	return calendarDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 2, 12)).toISOString());
}
