import type { LetterBody, LetterContext, LetterLink } from "../../../letter.ts";
import { language } from "../../language.ts";
import { requests } from "./desk.ts";

type Kind = keyof typeof requests.kinds;
type Authority = { name: string; url: string };
type Asked = { kind: Kind; link: LetterLink; days: number };
type Refused = {
	kind: Kind;
	ground: keyof typeof requests.grounds;
	reason: string;
	authority: Authority;
	page: LetterLink;
};

/** The same for all of them: others may see a subject. */
const subject = "Your request about your data";
const kinds: Readonly<Record<string, string>> = requests.kinds;
const fact = (kind: Kind): [string, string] => ["Request", kinds[kind] ?? kind];
const remedies = ({ name, url }: Authority, help: string) =>
	`If you disagree, write to ${help}. You can also complain to the supervisory authority, ${name} (${url}), or go to court.`;

/** Letters about requests that take an answer. */
export const requestLetters = {
	request_received: {
		subject,
		write: (
			{ kind, received, due, page }: { kind: Kind; received: string; due: string; page: LetterLink },
			{ operator, help, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [`${operator} has received your request and is handling it. It costs nothing.`],
			facts: [fact(kind), ["Received on", day(received)], ["Answer by", day(due)]],
			links: [{ label: "See your requests", link: page }],
			after: [`If you have questions about it, write to ${help}. Never send us a copy of an identity document.`],
		}),
	},
	request_confirm: {
		subject,
		write: ({ kind, link, days }: Asked, { brand, operator }: LetterContext): LetterBody => ({
			paragraphs: [
				`Through ${brand}, somebody asked ${operator} something in your name. Did you do that? Then confirm it with the link below. Without it nothing happens.`,
			],
			facts: [fact(kind)],
			links: [{ label: "Confirm the request", link }],
			after: [
				`The link works for ${language.number(days)} days. Did you not ask this? Then there is nothing to do.`,
				"Nobody asks you for a copy of an identity document.",
			],
			because: `You get this mail because your address was filled in on the page where people ask ${operator} about their data.`,
		}),
	},
	request_identity: {
		subject,
		write: (
			{ kind, link, days, received }: Asked & { received: string },
			{ operator, help, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} got a letter or mail with a request in your name. To be sure that it is yours, we ask you to confirm it with the link below. The time until you do is added to the time for our answer.`,
			],
			facts: [fact(kind), ["Received on", day(received)]],
			links: [{ label: "Confirm the request", link }],
			after: [
				`The link works for ${language.number(days)} days; after that the request expires. Did you not ask this? Then there is nothing to do.`,
				`We never ask for a copy of an identity document. If you have questions, write to ${help}.`,
			],
		}),
	},
	request_extended: {
		subject,
		write: (
			{ kind, due, until, reason, authority, page }: Omit<Refused, "ground"> & { due: string; until: string },
			{ operator, help, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} needs more time to answer your request. The privacy law allows that once (Art. 12(3) GDPR), and we tell you why.`,
			],
			facts: [fact(kind), ["It would be answered by", day(due)], ["Now answered by", day(until)], ["Why", reason]],
			links: [{ label: "See your requests", link: page }],
			after: [remedies(authority, help)],
		}),
	},
	request_refused: {
		subject,
		write: ({ kind, ground, reason, authority, page }: Refused, { operator, help }: LetterContext): LetterBody => ({
			paragraphs: [`${operator} does not do what you asked. Below is why.`],
			facts: [fact(kind), ["Ground", requests.grounds[ground]], ["Why", reason]],
			links: [{ label: "See your requests", link: page }],
			after: [remedies(authority, help)],
		}),
	},
	request_partly_fulfilled: {
		subject,
		write: ({ kind, ground, reason, authority, page }: Refused, { operator, help }: LetterContext): LetterBody => ({
			paragraphs: [`${operator} has done a part of what you asked, and a part not. Below is which, and why.`],
			facts: [fact(kind), ["Ground", requests.grounds[ground]], ["Why", reason]],
			links: [{ label: "See your requests", link: page }],
			after: [remedies(authority, help)],
		}),
	},
	request_fulfilled: {
		subject,
		write: (
			{ kind, answer, page }: { kind: Kind; answer?: string | undefined; page: LetterLink },
			{ operator, help }: LetterContext,
		): LetterBody => ({
			paragraphs: [`${operator} has done what you asked.`],
			facts: [fact(kind), ...(answer === undefined ? [] : [["Answer", answer] satisfies [string, string]])],
			links: [
				{ label: kind === "access" || kind === "portability" ? "Get the copy" : "See your requests", link: page },
			],
			after: [`If something is not right, write to ${help}.`],
		}),
	},
	erasure_announced: {
		subject,
		write: (
			{ begins, hours, cancel }: { begins: string; hours: number; cancel: LetterLink },
			{ operator, help, time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} was asked to erase your account and all data that belong to it. This mail goes to every address that we know of you.`,
				`Is this not what you want? Then cancel it with one click, within ${language.hours(hours)}, without signing in. What has been erased cannot be brought back.`,
			],
			facts: [["Erasure begins on", time(begins)]],
			links: [{ label: "Cancel the erasure", link: cancel }],
			after: [`If the link does not work, write to ${help} before that time.`],
		}),
	},
	erasure_cancelled: {
		subject,
		write: ({ at, page }: { at: string; page: LetterLink }, { operator, help, time }: LetterContext): LetterBody => ({
			paragraphs: [`The erasure that ${operator} was asked for will not go on. Nothing was erased.`],
			facts: [["Cancelled on", time(at)]],
			links: [{ label: "See your requests", link: page }],
			after: [`If you did not cancel it yourself, write to ${help}.`],
		}),
	},
	request_withdrawn: {
		subject,
		write: ({ kind, page }: { kind: Kind; page: LetterLink }, { operator, help }: LetterContext): LetterBody => ({
			paragraphs: [
				`Your request is withdrawn, and ${operator} does nothing more with it. You can ask it again at any time.`,
			],
			facts: [fact(kind)],
			links: [{ label: "See your requests", link: page }],
			after: [`If you did not withdraw it yourself, write to ${help}.`],
		}),
	},
	request_expired: {
		subject,
		write: (
			{ kind, days, page }: { kind: Kind; days: number; page: LetterLink },
			{ operator, help }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} got a request in your name, and it was not confirmed within ${language.number(days)} days. So it has expired, and nothing was done. You can ask it again at any time.`,
			],
			facts: [fact(kind)],
			links: [{ label: "See your requests", link: page }],
			after: [`If you have questions about it, write to ${help}.`],
		}),
	},
	request_nobody: {
		subject,
		write: (
			{ statement, authority }: { statement: LetterLink; authority: Authority },
			{ operator, help }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} got a request about data in the name of whoever uses this e-mail address. There is no account of a member with this address, so there is nothing to do. Nothing of the request is kept but this mail, sealed, as long as the privacy statement says.`,
			],
			links: [{ label: "The privacy statement", link: statement }],
			after: ["Did you use another address with us? Then ask again with that address.", remedies(authority, help)],
			because: `You get this mail because ${operator} was asked something about data under this address.`,
		}),
	},
};
