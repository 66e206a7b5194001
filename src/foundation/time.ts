/** Milliseconds. */
export const MINUTE = 60 * 1000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Clocks of two machines differ by less. */
export const MAX_CLOCK_SKEW_MS = MINUTE;
