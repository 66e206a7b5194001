import { language } from "../language.ts";

/** Asking for a copy without an account. */
export const copyDoor = {
	tooMany: "This was asked too often. Wait a quarter of an hour, then try again.",
	link: "Ask what we keep of you",
	noAccount: "No account, but do you want to know what we keep of you?",
	ask: {
		title: "Ask what we keep of you",
		lead: (operator: string) =>
			`Without an account, too, you can ask what ${operator} keeps of you and get a copy of it (Art. 15 GDPR). It costs nothing.`,
		how: "Fill in your e-mail address. The answer comes by mail: so we know that the address is yours.",
		email: "E-mail address",
		submit: "Ask",
		account: "Do you have an account?",
		own: "Make the copy in your account",
	},
	sent: {
		title: "Look at your mail",
		lines: (address: string) => [
			`The answer is on its way to ${address}. If we keep something under this address, it says how you get it; if we do not, it says that.`,
			"No mail after some minutes? Then look at unwanted mail, too. One address gets only a few of these mails in an hour and a day.",
		],
	},
	open: {
		title: "What we keep of you",
		lead: (operator: string) => `${operator} keeps the following under your e-mail address, without an account.`,
		careful: "Whoever has the link from the mail can get the copy. Pass it on to nobody.",
		entry: (number: number) => `Data ${language.number(number)}`,
		waits: "No copy has been made of this yet.",
		beginLead:
			"With the button you have a copy made: one zip file to read, and to take to another service (JSON and CSV). It also says what we use the data for, how long we keep them and who gets them.",
		begin: "Make the copy",
		eraseLead: "This button erases what stands above, at once and for good. A copy that was made goes along.",
		erase: "Erase these data",
		keep: "You need not stay on this page: the link from the mail brings you back here, until the copy is erased.",
	},
	erased: {
		title: "Your data are being erased",
		body: "We are erasing what stood under your e-mail address. After that the link no longer works. You can register again with the same address.",
	},
	spent: {
		title: "This link does not work any more",
		body: "The link is too old, has not come through whole, or what was behind it is gone: erased, or an account by now. You can ask anew.",
		again: "Ask again",
	},
};

/** A copy of what is held of a member of staff. */
export const consoleCopy = {
	title: "A copy of your data",
	link: "Make a copy of your data",
	lead: "What we keep of you as a member of staff, in one zip file (Art. 15 GDPR): your account, your sessions, your searches. If you are a member of a site too, you make that copy in that account.",
	proof: "You signed in more than a quarter of an hour ago. Show that it is you.",
};
