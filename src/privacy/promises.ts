/** A row of the promise ledger. Written out below as features land. */
type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
export type PromiseId = Exclude<`P${"0" | "1" | "2" | "3" | "4" | "5"}${Digit}`, "P00"> | "P60" | "P61" | "P62" | "P63";
