import type { LetterBody, LetterContext, LetterLink } from "../../letter.ts";
import { language } from "../language.ts";

type Received = { received: string; due?: string | undefined; link: LetterLink; days: number };
type Answered = { received: string; answer: string; link: LetterLink; days: number };

/** The ways to write back: where no mail is taken in, an answer to one reaches nobody who has the message. */
const byLink = (days: number, takesAnswers: boolean) =>
	takesAnswers
		? `The link works for ${language.number(days)} days. You can also simply answer this mail. Do so from the address that it was sent to, and your answer is added to your message.`
		: `The link works for ${language.number(days)} days. Write back by the link: an answer to this mail does not arrive with your message.`;
const because = (brand: string) =>
	`You get this mail because a message was sent to the help desk of ${brand} with this address.`;

/** Letters of the help desk. */
export const helpdeskLetters = {
	ticket_received: {
		subject: "We have your message",
		write: (
			{ received, due, link, days }: Received,
			{ brand, operator, help, takesAnswers, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} has received your message to the help desk of ${brand}. A member of staff reads it and answers you by mail.`,
			],
			facts: [
				["Received on", day(received)],
				...(due === undefined ? [] : [["Answer by", day(due)] as [string, string]]),
			],
			links: [{ label: "See your message", link }],
			after: [
				byLink(days, takesAnswers),
				`Did you not send anything? Then you need not do anything, or write to ${help}.`,
			],
			because: because(brand),
		}),
	},
	ticket_answered: {
		subject: "An answer to your message",
		write: (
			{ received, answer, link, days }: Answered,
			{ brand, operator, takesAnswers, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`A member of staff of ${operator} answers your message of ${day(received)}:`,
				...answer.split(/\n+/),
			],
			links: [{ label: "Write back", link }],
			after: [
				byLink(days, takesAnswers),
				`If we hear nothing for ${language.number(days)} days, we close your message. It is then kept as the privacy statement says.`,
			],
			because: because(brand),
		}),
	},
};
