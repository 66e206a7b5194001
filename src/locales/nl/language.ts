import type * as en from "../en/language.ts";

const plural: typeof en.language.plural = (count, { one, other }) => (count === 1 ? one : other);

export const language: typeof en.language = {
	name: "Nederlands",
	readIn: "Lees in het Nederlands",
	englishName: "Dutch",
	domains: ["nl", "be"],
	tag: "nl-NL",
	openGraph: "nl_NL",
	months: "januari februari maart april mei juni juli augustus september oktober november december".split(" "),
	timeZone: "Nederlandse tijd",
	and: "en",
	or: "of",
	plural,
	number: (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "."),
	hours: (count) => plural(count, { one: "één uur", other: `${count} uur` }),
};
