/** What can be wrong with a new password. */
export const passwords = {
	short: "Use at least 8 characters. A password of 15 characters or more is much better.",
	long: "Use at most 1,000 characters.",
	context: "Do not use your user name, your e-mail address or the name of this site as your password.",
	common: "This password, or one much like it, is used too often. Think of another one.",
	keyboard: "Keys that are next to each other are guessed quickly. Use a few unrelated words.",
	repeat: "Repetitions are guessed quickly. Use a few unrelated words.",
	sequence: "Sequences such as abc or 1234 are guessed quickly. Use a few unrelated words.",
	date: "A date or a year is guessed quickly. Use a few unrelated words.",
	guessable: "This password is guessed too quickly. Make it longer, for example with a few unrelated words.",
};
