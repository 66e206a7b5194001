/**
 * Days in which a member shows their age, from the second pair of eyes on (DECISIONS 105): what the statement says, and
 * what the job obeys.
 */
export const AGE_DAYS = 7;
