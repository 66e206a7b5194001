/** Of the statement: on which basis photos are looked at and decisions kept, and what ends with a consent. */
export const bases = {
	/** Instead of the words of the category, where some of its data rest on Art. 9(2)(f) GDPR. */
	special: {
		explanation:
			"The law protects these data extra. We process them if you have explicitly said yes to it, with one exception, which stands below.",
		consent:
			"Article 9 GDPR applies to special data. We use them on your explicit consent, which you give for each purpose and withdraw just as easily. If you withdraw it, we erase the data at once. Filling in a field does not count as consent.",
		/** Before a list of what is kept, and how long. */
		claims:
			"There is one exception. These records can show that you are or were a member of a site for adults. Still we keep them, even if you withdraw your consent or leave the site:",
		claimsWhy:
			"You and we must be able to fall back on them when one of us wants to enforce a right or has to defend against a claim (Art. 9(2)(f) GDPR). What you place on your profile yourself is never kept for this.",
	},
	/** What ends a use that has no consent of its own. `purpose`: the name of the purpose whose consent counts. */
	within: (purpose: string) =>
		`This belongs to your consent for “${purpose}”. If you withdraw that consent, this stops as well.`,
	review:
		"That a moderator looks belongs to your consent to show your profile and your photos. If you withdraw it, we erase all your photos on this site at once, with what a moderator decided about them. A photo that still waits goes too, and nobody looks at it any more.",
	/** `mail`: how long a mail is kept. */
	rejection: (mail: string) => `If a moderator rejects a photo, we mail you why. We keep that mail for ${mail}.`,
	records: (term: string) =>
		`We keep these records for ${term}, even if you leave the site or close your account. Of a photo they say only that a moderator opened it, and nothing of the photo itself.`,
	/** `term`: how long a decision is kept once it has ended. */
	suspended: (term: string) =>
		`If a member of staff suspends you, on one site or with your whole account, that decision and its reason are recorded in the same place. It also stands with your account, with the rule of the terms: as long as the suspension lasts, and for ${term} after that. You get the decision by mail.`,
};
