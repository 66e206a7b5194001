export const GENDERS = ["woman", "man", "couple", "other"] as const;
export type Gender = (typeof GENDERS)[number];
