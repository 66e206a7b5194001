/**
 * What became of a mail that came in. `added`: to what it answers. `held`: for staff. `noted`: a report, or none that
 * says anything. `dropped`: a program wrote it. `repeated`: it came before. All others are refused, so that its sender
 * hears from their own server that it did not arrive; nothing here ever writes to them.
 */
export type Taken = "added" | "held" | "noted" | "dropped" | "repeated" | Refusal;

/** `text`: what a server tells the sender (RFC 5321, 4.2; RFC 3463). It repeats nothing of the mail. */
export const REFUSALS = {
	unknown: { code: 550, text: "5.1.1 This address takes no mail, or takes it no longer" },
	gone: { code: 550, text: "5.1.6 What this is an answer to is no longer here" },
	too_large: { code: 552, text: "5.3.4 This mail is larger than the 25 MiB that are taken here" },
	unreadable: { code: 554, text: "5.6.0 This mail cannot be read" },
	no_sender: { code: 550, text: "5.6.0 This mail does not have one sender" },
	empty: { code: 550, text: "5.6.0 There is nothing in this mail" },
	too_many: { code: 550, text: "5.7.1 Too many mails came for this without an answer; please use the website" },
} as const;
export type Refusal = keyof typeof REFUSALS;

export const isRefusal = (taken: Taken): taken is Refusal => Object.hasOwn(REFUSALS, taken);
