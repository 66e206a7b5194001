/** Words of the machine-readable statement that the statement itself does not have. */
export const tilt = {
	dpo: "Data protection officer",
	arises: "You do not give this: it arises because you use the site, or you set it up if you want.",
	noRepresentative: "None: the controller is established in the European Economic Area (Art. 27 GDPR)",
	withoutOther: "None. You do not have to give this.",
	rights: "You have enforceable rights as a data subject and can turn to the supervisory authority and the courts.",
	signedIn: "Being signed in, or a link that we mail you",
	byMail: "The e-mail address of the account",
	member: "You yourself, or your use of the site",
};
