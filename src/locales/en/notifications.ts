import { language } from "./language.ts";

export const notifications = {
	/** What a class is called on pages. */
	classes: {
		service: { name: "About the service", what: "What is new on the site or works differently." },
		suggestions: { name: "Suggestions", what: "What suits you, by your own preferences." },
		newsletter: { name: "News", what: "News and offers. Off until you turn it on." },
		notification: {
			name: "Notifications",
			what: "When something happens to you or your profile on the site, such as a photo that was approved.",
		},
	},
	unsubscribePage: {
		title: "Turn mail off",
		ask: (kind: string, brand: string) =>
			`No more mail of ${brand} of the kind “${kind}”? One click is enough; you need not sign in.`,
		button: "Turn this mail off",
		always:
			"Mail that your account needs, such as confirming your address or a new password, keeps coming. A change of the privacy statement is always mailed to you too.",
		doneTitle: "This mail is off",
		done: (kind: string, brand: string) => `${brand} sends you no more mail of the kind “${kind}”.`,
		undo: "Turn it on again",
		undoneTitle: "This mail is on again",
		undone: (kind: string, brand: string) => `${brand} sends you mail of the kind “${kind}” again.`,
		badTitle: "This link does not work",
		bad: (help: string) =>
			`The link did not arrive whole, belongs to another site, or is too old. Sign in and choose under Notifications which mail you get, or write to ${help}; then we turn the mail off for you.`,
	},
	preferencesForm: {
		brandLegend: (brand: string) => `Mail of ${brand}`,
		limitLegend: "How often",
		limitLead:
			"You get at most this many of these mails in seven days, from all your sites together. What does not fit comes together in a summary, one for each site and kind.",
		limitAll: "Together at most",
		finer: "Finer settings",
		finerLead: "If you want less of one kind, choose it here. It never becomes more than the number above.",
		asMany: "no limit of its own",
		limit: (kind: string) => `${kind}: at most`,
		perWeek: (count: number) => language.plural(count, { one: "1 a week", other: `${count} a week` }),
		stopLegend: "Everything off",
		stop: "Send me no mail of these kinds at all",
		stopHint: "Your choices above are kept for when you turn this off again.",
		always:
			"Mail that your account needs always comes: confirming your address, a new password, a notice that someone signed in. Without that mail we cannot keep your account safe. A change of the privacy statement is always mailed to you too.",
		none: "Your sites send you no other mail now. As soon as that changes, you choose here which you want.",
		neutralLegend: "Neutral sender",
		neutral: "Do not name the site in my mail",
		neutralHint:
			"The sender's name, the subject and the text then name only the organisation behind your account. The sender's mail address and the links stay those of the site. This holds for all your mail, also for mail that you cannot turn off.",
		troubleLegend: "Mail that does not arrive",
		trouble: {
			entry:
				"A mail to your address came back: it no longer seems to exist. So we only send you mail that lets you into your account. If the address no longer works, change it under Security.",
			needed:
				"Mail to your address has not arrived for some time. So for now we only send you the mail that your account needs.",
			complaint:
				"You reported a mail of ours as spam. So all mail that can be turned off is off. You can turn it on again below if you like.",
		},
		works: "My address works, send me mail again",
		worksHint: "If a mail comes back after that, you see it here.",
		save: "Keep choices",
		saved: "Your choices are kept.",
		invalid: "These choices are not right. Choose again and keep them.",
	},
};
