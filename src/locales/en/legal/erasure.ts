import type { LetterBody, LetterContext, LetterLink } from "../../letter.ts";
import { register } from "./register.ts";

/** The page that erases everything at once, and the page that shows how that ended. */
export const erasure = {
	title: "Erase everything now?",
	link: "Erase everything now",
	instead: "Do you not want to wait for that day?",
	what: "You are signed out everywhere, and your account goes with everything in it: your profile, your photos, your settings and your memberships on every site.",
	noWayBack:
		"There is no way back. Do you want a copy of your data first? Make it under “Your privacy”, then come back here.",
	copies: (day: string) =>
		`In our systems it is gone at once. Backups that were made before can be read by nobody any more from ${day} at the latest.`,
	stays: (what: string) => `This we keep after that, and nothing else: ${what}.`,
	receipt:
		"When it is done and checked, you get a signed receipt by mail. It says what was erased, and what we keep, why and until when.",
	submit: "Erase everything",
	cancel: "Back to your privacy",
	runningTitle: "We are erasing your data",
	running:
		"You are signed out everywhere, and nobody can see anything of you any more. We are erasing everything now, and then look for what is left.",
	runningMail: "You do not have to wait: the receipt comes by mail.",
	look: "Look again",
	doneTitle: "Your data are erased",
	done: (time: string) =>
		`You asked for it on ${time}. It is done, and another part of our software has looked for what was left.`,
	doneReceipt:
		"The receipt says what was erased, and what we keep, why and until when. It is signed: with it you can show later that this happened. Keep it well, for we cannot make it for you again.",
	joinAgain: "You can join again with the same e-mail address. Your user name is not given to anybody for a while.",
	download: "Download the receipt",
	recipientsTitle: "Who we tell that you are erased",
	outcomes: {
		told: "Has been told.",
		waiting: "Gets word as soon as it can be reached.",
		by_hand: "Gets word from one of our staff.",
	},
};

type Receipt = {
	at: string;
	copies: string;
	kept: { rules: (keyof typeof register.retention)[]; until?: string | undefined }[];
	recipients: string[];
	verify: LetterLink;
};

export const erasureLetters = {
	erasure_receipt: {
		subject: "Your data are erased",
		write: ({ at, copies, kept, recipients, verify }: Receipt, { operator, day, time }: LetterContext): LetterBody => ({
			paragraphs: [
				`${operator} has erased your account and your data, and has checked that.`,
				"The receipt goes with this mail as a file. It is signed, and says what was erased and what we keep. Keep it well, for we cannot make it for you again.",
				`Backups that were made before can be read by nobody any more from ${day(copies)} at the latest. This mail is erased from our systems, too, once it is delivered.`,
			],
			facts: [
				["Asked on", time(at)],
				...kept.map(({ rules, until }): [string, string] => [
					rules.map((rule) => register.retention[rule]).join(", "),
					until === undefined ? "We keep this for a while." : `We keep this until ${day(until)}.`,
				]),
				...(recipients.length === 0 ? [] : [["Who we tell of it", recipients.join(", ")] satisfies [string, string]]),
			],
			links: [{ label: "Check the receipt", link: verify }],
			after: ["You can join again with the same e-mail address."],
			because: `You get this mail because you asked ${operator} to erase everything. It is the last one.`,
		}),
	},
};
