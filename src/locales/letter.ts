/** Where a link of a letter leads: a path on the brand's host or on the account host. */
export type LetterLink = { at: "brand" | "account"; path: string };

export type LetterEntry = { title: string; link?: LetterLink | undefined };

/** What a letter says beside its subject. The first link is the button. */
export type LetterBody = {
	paragraphs: string[];
	facts?: [term: string, value: string][];
	links?: { label: string; link: LetterLink }[];
	/** Below the links, smaller. */
	after?: string[];
	entries?: LetterEntry[];
	/** Why the reader gets it, where the class of the mail does not say so: staff are no members. */
	because?: string;
};

/**
 * `help`: the address that answers questions and objections. `neutral`: the mail does not name the site. `takesAnswers`:
 * an answer to the mail itself arrives with what it is about.
 */
export type Names = { brand: string; operator: string; help: string; neutral: boolean; takesAnswers: boolean };

/** The clause as a mail may name it: where it does not name the site, it does not say either that it is for adults. */
export const discreet = <Clause extends string>(clause: Clause, neutral: boolean): Clause | "ages" =>
	neutral && clause === "age" ? "ages" : clause;

/** What every letter may say beside its variables: the names, and a day or a moment as the language writes it. */
export type LetterContext = Names & { day: (iso: string) => string; time: (iso: string) => string };

/** The list of what else opens an account, and the sentence that leads to it. */
export type StandingList = { lead: string[]; entries: LetterEntry[] };
