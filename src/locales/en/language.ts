/** The form that goes with a count. */
const plural = <Form>(count: number, forms: { one: Form; other: Form }): Form =>
	count === 1 ? forms.one : forms.other;

/** What a language itself is made of: names, dates, numbers, plurals. */
export const language = {
	name: "English",
	/** Leads to the same page in this language. */
	readIn: "Read in English",
	/** In what is written in English about this language. */
	englishName: "English",
	/** Top-level domains whose visitors mostly read it. */
	domains: [] as string[],
	/** BCP 47, as a PDF names its language. */
	tag: "en-GB",
	openGraph: "en_GB",
	/** Written out: the same bytes on every runtime, whatever language data it has. */
	months: "January February March April May June July August September October November December".split(" "),
	timeZone: "Dutch time",
	and: "and",
	or: "or",
	plural,
	number: (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ","),
	hours: (count: number) => plural(count, { one: "one hour", other: `${count} hours` }),
};
