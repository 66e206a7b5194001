/** The three categories of the statement, in its order. */
export const CATEGORIES = ["necessary", "voluntary", "special"] as const;
export type Category = (typeof CATEGORIES)[number];

/** GDPR Art. 6(1), by letter. */
export type Art6 = "a" | "b" | "c" | "f";
/** GDPR Art. 9(2), by letter: only explicit consent is used here. */
export type Art9 = "a";
