/** Words of the machine-readable statement that the statement itself does not have. */
export const tilt = {
	dpo: "Data protection officer",
	withoutNecessary: "Without this we cannot provide the service or meet a legal obligation.",
	withoutOther: "None. You do not have to give this.",
	rights: "You have enforceable rights as a data subject and can turn to the supervisory authority and the courts.",
	signedIn: "Being signed in, or a link that we mail you",
	byMail: "The e-mail address of the account",
	member: "You yourself, or your use of the site",
};
