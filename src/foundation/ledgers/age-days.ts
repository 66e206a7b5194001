/**
 * How long a member has to show their age, from the second pair of eyes on (DECISIONS 105): what the statement says, and
 * what the job obeys.
 */
export const AGE_DAYS = 7;
export const AGE_TERM = `P${AGE_DAYS}D` as const;
