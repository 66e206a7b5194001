import { language } from "./language.ts";

/** What can be wrong with a new password. */
export const passwords = {
	short: (shortest: number) =>
		`Use at least ${language.number(shortest)} characters. A password of 15 characters or more is much better.`,
	long: (longest: number) => `Use at most ${language.number(longest)} characters.`,
	context: "Do not use your user name, your e-mail address or the name of this site as your password.",
	common: "This password, or one much like it, is used too often. Think of another one.",
	keyboard: "Keys that are next to each other are guessed quickly. Use a few unrelated words.",
	repeat: "Repetitions are guessed quickly. Use a few unrelated words.",
	sequence: "Sequences such as abc or 1234 are guessed quickly. Use a few unrelated words.",
	date: "A date or a year is guessed quickly. Use a few unrelated words.",
	guessable: "This password is guessed too quickly. Make it longer, for example with a few unrelated words.",
};
