import { language } from "../language.ts";

/** What a member may ask, and how: the chapter of the statement. */
export const rightsWords = {
	heading: "Your rights",
	intro:
		"Much of it you can do yourself, straight away in your account. If that does not work, or you would rather not, ask us.",
	page: "The page ",
	pageLink: "your rights",
	pageAfter: " says how you use each right.",
	caption: "Which rights you have and how you use them",
	rows: {
		access: {
			name: "Access (Art. 15 GDPR)",
			yourself: "In your account you make a copy of what we keep of you, with what for, how long and who may get it.",
			ask: "In your account you see what you filled in, what you said yes to and who of our staff opened your data. Ask us for the rest.",
		},
		rectification: {
			name: "Rectification and completion (Art. 16 GDPR)",
			yourself: "Change your profile and your e-mail address in your account. Ask us for the rest.",
			ask: "Ask us.",
		},
		erasure: {
			name: "Erasure (Art. 17 GDPR)",
			yourself: "Erase one item, or ask in your account to erase everything at once.",
			ask: "You erase what you filled in yourself, item by item, in your account. Ask us for the rest, or for everything at once.",
		},
		restriction: {
			name: "Restriction or shielding (Art. 18 GDPR)",
			yourself:
				"Do so in your account, under ‘Your privacy’. It works at once: we then only store the data, and no term erases them until you end it.",
			ask: "Ask us.",
		},
		portability: {
			name: "Taking them to another platform (Art. 20 GDPR)",
			yourself: "Download a copy in your account that another service can read.",
			ask: "Ask us.",
		},
		withdraw: {
			name: "Withdrawing consent (Art. 7 GDPR)",
			yourself: "At any time, for each consent, in your account. It works at once.",
			ask: "Ask us.",
		},
		sharing: {
			name: "Stopping sharing",
			yourself: "Switch a recipient off in the cookie choice or in your account.",
			ask: "Ask us.",
		},
		close: {
			name: "Closing your account",
			yourself: "In your account. You are then signed out everywhere and your profile is invisible at once.",
			ask: "Ask us.",
		},
	},
	contactEmail: "You mail requests about your data to ",
	contactHelpdesk: "You make requests with the ",
	helpdeskForm: "helpdesk form",
	contactDpo: " If that does not help, mail ",
	identity:
		"We want to be sure that a request comes from you. Signing in is enough; otherwise we send you a link. We never ask for a copy of your identity document. A request costs you nothing.",
	identityByMail:
		"We want to be sure that a request comes from you. So write from the e-mail address of your account; if we need more to know you, we ask no more than that. We never ask for a copy of your identity document for it. A request costs you nothing.",
	barred: "With a suspended or closed account you keep these rights. Signing in opens those pages alone.",
	answerHeading: "When you get an answer",
	/** `weeks` where the days are whole weeks. */
	answer: (days: number, weeks?: number) =>
		`We answer every request within ${language.plural(days, { one: "1 day", other: `${days} days` })}${weeks === undefined ? "" : ` (${language.plural(weeks, { one: "1 week", other: `${weeks} weeks` })})`}, whether it is about access, changing, improving, completing, deleting, erasing or shielding.`,
	refusal:
		"If we cannot grant a request, we write to you why. That answer also says what you can do then: complain to the supervisory authority or go to court.",
};
