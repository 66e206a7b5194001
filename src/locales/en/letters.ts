import type { LetterBody, LetterContext, LetterEntry, LetterLink, StandingList } from "../letter.ts";
import { helpdeskLetters } from "./helpdesk/mails.ts";
import { language } from "./language.ts";
import { erasureLetters } from "./legal/erasure.ts";
import { measureLetters } from "./legal/letters-measures.ts";
import { rightsLetters } from "./legal/letters-rights.ts";
import { requestLetters } from "./legal/requests/mails.ts";
import { breachLetters } from "./rights/breaches.ts";

type Link = { link: LetterLink; hours: number };
type Change = { at: string; security: LetterLink };
/** The account is suspended or closed: what opened is its privacy rights, and `security` leads to a new password. */
type RightsOnly = { rightsOnly?: true | undefined };
const newPassword = "Choose a new password";
type Standing = { standing: StandingList };

const changes = {
	passkey_removed: "A passkey was removed from your account.",
	authenticator_on: "Signing in now also asks for a code from your authenticator app.",
	authenticator_off: "Signing in no longer asks for a code from your authenticator app.",
	recovery_codes_new: "New recovery codes were made. The old ones no longer work.",
	recovery_code_used: "Someone signed in with one of your recovery codes. It no longer works.",
	sessions_ended: "Your account was signed out on all devices, and links of earlier mails no longer work.",
};

const rejections = {
	no_person: "It shows no person who can be recognised.",
	someone_else: "It shows someone other than you.",
	looks_minor: "Someone in it looks younger than 18.",
	explicit: "It shows more than this site allows.",
	contact_details: "It shows contact details, such as a number, an address or an account name.",
	other: "Something else. The moderator wrote what; you read it beside the photo.",
};

/** Why the mail comes though the reader stopped all other mail. */
const everybody = (brand: string) =>
	`You get this mail because ${brand} keeps data of yours. We mail a change of the privacy statement to everybody, also to those who turned other mail off or closed the account.`;

const moreChanges = (more: number) =>
	more === 0 ? "" : ` And ${more === 1 ? "one more change" : `${more} more changes`}.`;

/** Every letter by its name: its subject, the same for everybody and discreet, and what it says. */
export const letters = {
	confirm: {
		subject: "Confirm your e-mail address",
		write: ({ link, hours }: Link, { brand }: LetterContext): LetterBody => ({
			paragraphs: [
				`An account was requested through ${brand} with this e-mail address. Confirm it, and you can sign in.`,
			],
			links: [{ label: "Confirm e-mail address", link }],
			after: [
				`The link works for ${language.hours(hours)}.`,
				"You did not request an account? Then there is nothing to do: unconfirmed, the request is erased.",
			],
		}),
	},
	account_exists: {
		subject: "You already have an account",
		write: (
			{ signIn, reset, add }: { signIn: LetterLink; reset: LetterLink; add: LetterLink },
			{ brand, operator }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`Someone wanted to make an account through ${brand} with this e-mail address. It already has an account with ${operator}, so nothing new was made.`,
				"Was it you? Then sign in with the account that you have.",
			],
			links: [
				{ label: "Sign in", link: signIn },
				{ label: `Add ${brand} to your account`, link: add },
				{ label: "Choose a new password", link: reset },
			],
			after: ["Was it not you? Then there is nothing to do. Whoever tried does not see that this address is known."],
		}),
	},
	password_reset: {
		subject: "Choose a new password",
		write: ({ link, hours }: Link): LetterBody => ({
			paragraphs: ["A new password was requested for your account. With this link you choose one."],
			links: [{ label: "Choose a new password", link }],
			after: [
				`The link works for ${language.hours(hours)}, and once.`,
				"You did not request this? Then there is nothing to do: your password stays as it is.",
			],
		}),
	},
	password_guesses: {
		subject: "Someone is trying to sign in",
		write: (
			{ at, link, hours, reset }: Link & { at: string; reset: LetterLink },
			{ time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				"A wrong password was entered for your account many times in a row. For now, signing in on a new device or in a new browser takes the link below. Where you have signed in before, everything works as usual.",
				"Was it you? Then open the link in the browser that you want to sign in with, and sign in there with your password.",
			],
			facts: [["Noticed", time(at)]],
			links: [
				{ label: "Allow this browser", link },
				{ label: "Choose a new password", link: reset },
			],
			after: [
				`The link works for ${language.hours(hours)}. With the link alone, without your password, nobody gets in.`,
				"Was it not you? Then there is nothing to do. If you use your password anywhere else too, do choose a new one.",
			],
		}),
	},
	password_changed: {
		subject: "Your password was changed",
		write: (
			{ at, reset, standing }: Standing & { at: string; reset: LetterLink },
			{ time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				"The password of your account was changed. On your other devices you are signed out, and links of earlier mails no longer work.",
				...standing.lead,
			],
			entries: standing.entries,
			facts: [["When", time(at)]],
			links: [{ label: "This was not me", link: reset }],
			after: ["Was it you? Then there is nothing to do."],
		}),
	},
	email_change_new: {
		subject: "Confirm your new e-mail address",
		write: ({ link, hours }: Link): LetterBody => ({
			paragraphs: ["This address was given as the new e-mail address of an account. Confirm that it is yours."],
			links: [{ label: "Confirm new address", link }],
			after: [
				`The link works for ${language.hours(hours)}. The change must be confirmed at the old address too.`,
				"This means nothing to you? Then there is nothing to do.",
			],
		}),
	},
	email_change_old: {
		subject: "Request to change your e-mail address",
		write: ({ link, hours }: Link): LetterBody => ({
			paragraphs: [
				"A change of the e-mail address of your account was requested. If it was you, confirm it here. It must be confirmed at the new address too.",
			],
			links: [{ label: "Confirm change", link }],
			after: [
				`The link works for ${language.hours(hours)}.`,
				"You did not request this? Do not confirm, and choose a new password: someone else was signed in.",
			],
		}),
	},
	sign_in_new_device: {
		subject: "Signed in on a new device",
		write: (
			{ at, device, security, rightsOnly }: Change & RightsOnly & { device: string },
			{ time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				"Someone signed in to your account, from a device that we did not know.",
				...(rightsOnly
					? ["The account itself did not open. Only the pages of your privacy rights did, for an hour at most."]
					: []),
			],
			facts: [
				["When", time(at)],
				["With", device],
			],
			links: [{ label: rightsOnly ? newPassword : "See devices", link: security }],
			after: [
				rightsOnly
					? "Was it you? Then there is nothing to do. If not, choose a new password: that signs the device out."
					: "Was it you? Then there is nothing to do. If not, sign the device out and choose a new password.",
			],
		}),
	},
	passkey_added: {
		subject: "A passkey was added",
		write: ({ at, name, security }: Change & { name?: string | undefined }, { time }: LetterContext): LetterBody => ({
			paragraphs: ["A passkey was added to your account. Whoever has it can sign in with it."],
			facts: [...(name === undefined ? [] : [["Name", name] as [string, string]]), ["When", time(at)]],
			links: [{ label: "See passkeys", link: security }],
			after: ["Was it not you? Then remove the passkey and choose a new password."],
		}),
	},
	security_changed: {
		subject: "The security of your account was changed",
		write: (
			{ what, at, security, standing }: Change & Standing & { what: keyof typeof changes },
			{ time }: LetterContext,
		): LetterBody => ({
			paragraphs: [changes[what], ...standing.lead],
			entries: standing.entries,
			facts: [["When", time(at)]],
			links: [{ label: "See security", link: security }],
			after: ["Was it you? Then there is nothing to do. If not, choose a new password and sign out everywhere."],
		}),
	},
	photo_rejected: {
		subject: "A photo of yours was rejected",
		write: (
			{ reason, at, photos }: { reason: keyof typeof rejections; at: string; photos: LetterLink },
			{ brand, time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`A moderator looked at a photo that you added on ${brand}, and rejected it. Other members do not see it.`,
			],
			facts: [
				["Reason", rejections[reason]],
				["When", time(at)],
			],
			links: [{ label: "See your photos", link: photos }],
			after: ["You think this is not right? Answer this mail and write why. You can also add another photo."],
		}),
	},
	photo_approved: {
		subject: "A photo of yours was approved",
		write: ({ photos }: { photos: LetterLink }, { brand }: LetterContext): LetterBody => ({
			paragraphs: [
				`A moderator looked at a photo that you added on ${brand}, and approved it. Members who may see your profile there now see the photo too.`,
			],
			links: [{ label: "See your photos", link: photos }],
			after: ["You would rather not show it after all? Then remove it from your profile."],
		}),
	},
	account_suspended: {
		subject: "Your account is suspended",
		write: ({ at, rights }: { at: string; rights: LetterLink }, { operator, time }: LetterContext): LetterBody => ({
			paragraphs: [
				`${operator} has suspended your account. You are signed out everywhere, cannot sign in for now, and others do not see you.`,
				"Do you want to know why, or do you disagree? Then answer this mail. A member of staff will look at it again.",
			],
			facts: [["Since", time(at)]],
			links: [{ label: "Your privacy rights", link: rights }],
			after: ["Your privacy rights remain: you can still ask for your data, or have it erased."],
		}),
	},
	copy_asked: {
		subject: "A copy of your data was asked for",
		write: (
			{ at, page, security, rightsOnly }: Change & RightsOnly & { page: LetterLink },
			{ operator, time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`Someone who was signed in to your account asked ${operator} for a copy of your data.`,
				"Was it you? Then you need not do anything: you get a mail when the copy is ready.",
			],
			facts: [["When", time(at)]],
			links: [
				{ label: "See the copy", link: page },
				{ label: rightsOnly ? newPassword : "See your security", link: security },
			],
			after: [
				"Was it not you? Then choose a new password: that signs the other out. Only someone who signs in again can fetch it.",
			],
		}),
	},
	copy_ready: {
		subject: "Your copy is ready",
		write: ({ page }: { page: LetterLink }): LetterBody => ({
			paragraphs: [
				"The copy of your data is ready. You fetch it in your account; we ask you there again whether it is you.",
			],
			links: [{ label: "Fetch the copy", link: page }],
			after: ["That page also says until when you can."],
		}),
	},
	...measureLetters,
	...requestLetters,
	...breachLetters,
	...helpdeskLetters,
	...rightsLetters,
	...erasureLetters,
	staff_invited: {
		subject: "Your invitation to the staff",
		write: ({ link, hours }: Link, { operator }: LetterContext): LetterBody => ({
			paragraphs: [
				`${operator} invites you to work there as a member of staff.`,
				`The link below makes your account. It works once, for ${language.hours(hours)}, and for this e-mail address alone. Have an authenticator app at hand.`,
				"Before you can begin to work, a second colleague has to agree.",
			],
			links: [{ label: "Make my account", link }],
			after: ["You did not expect this? Then do not use the link, and throw this mail away."],
			because: `You get this mail because a member of staff of ${operator} invited you at this address.`,
		}),
	},
	staff_second_step: {
		subject: "Set up your second step again",
		write: ({ link, hours }: Link, { operator }: LetterContext): LetterBody => ({
			paragraphs: [
				"An operator took your old second step away. You are signed out everywhere.",
				`The link below, with your password, sets up a new one. It works once, for ${language.hours(hours)}. Give it to nobody.`,
			],
			links: [{ label: "Set up second step", link }],
			after: ["You did not ask for this? Then do not use the link, and ask an operator what is going on."],
			because: `You get this mail because you are on the staff of ${operator}.`,
		}),
	},
	statement_change: {
		subject: "The privacy statement is changing",
		write: (
			{
				change,
				from,
				difference,
				summary,
			}: {
				change: "editorial" | "information" | "consent";
				from: string;
				difference: LetterLink;
				summary?: { line: string; more: number } | undefined;
			},
			{ brand, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				{
					editorial: `The privacy statement of ${brand} was written differently. What we do with your data stays the same.`,
					information: `The privacy statement of ${brand} is changing. Read what will be different before it takes effect.`,
					consent: `The privacy statement of ${brand} is changing, and for one part we ask your consent. Without your yes, that part does not happen.`,
				}[change],
			],
			facts: [
				["From", day(from)],
				...(summary ? [["What changes", summary.line + moreChanges(summary.more)] satisfies [string, string]] : []),
			],
			links: [{ label: "See what changes", link: difference }],
			because: everybody(brand),
		}),
	},
	statement_withdrawn: {
		subject: "The privacy statement is not changing after all",
		write: (
			{ announced }: { announced: { from: string; difference: LetterLink }[] },
			{ brand, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`We wrote to you that the privacy statement of ${brand} was going to change. That change is not going ahead. There is nothing you need to do.`,
			],
			facts: announced.map(({ from }) => ["Announced for", day(from)]),
			links: announced.map(({ difference }) => ({ label: "See what was announced", link: difference })),
			because: everybody(brand),
		}),
	},
	account_closed: {
		subject: "Your account is closed",
		write: (
			{ purge, reopen, standing, stays }: Standing & { purge: string; reopen: LetterLink; stays?: string | undefined },
			{ day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				"Your account is closed. You are signed out everywhere, and nobody sees you any more.",
				stays === undefined
					? "Until the day below you can open it again. After that your data is erased, but for what the law makes us keep."
					: `Until the day below you can open it again. After that your data is erased. Only this is still kept: ${stays}.`,
				...standing.lead,
			],
			entries: standing.entries,
			facts: [["Erased on", day(purge)]],
			links: [{ label: "Open account again", link: reopen }],
			after: ["You did not close it yourself? Open it, and choose a new password."],
		}),
	},
	digest: {
		subject: "Your weekly summary",
		write: ({ entries, more }: { entries: LetterEntry[]; more: number }, { brand }: LetterContext): LetterBody => ({
			paragraphs: [`These messages of ${brand} did not fit in the number of mails that you want in a week.`],
			entries,
			...(more > 0
				? { after: [language.plural(more, { one: "And one other message.", other: `And ${more} other messages.` })] }
				: {}),
		}),
	},
};
