/** What can be wrong with a new password. */
export type PasswordFault =
	| "short"
	| "long"
	| "context"
	| "common"
	| "keyboard"
	| "repeat"
	| "sequence"
	| "date"
	| "guessable";
