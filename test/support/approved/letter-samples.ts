import { RUNNING } from "#cli/publish/running.ts";
import { SECURITY_CHANGES, type StandingDoor } from "#features/accounts/credentials/schema.ts";
import * as accounts from "#features/accounts/letters.ts";
import { LINK_HOURS } from "#features/accounts/sign-in/guesses.ts";
import * as staff from "#features/console/letters.ts";
import { INVITATION_HOURS } from "#features/console/staff/invitation.ts";
import * as helpdesk from "#features/helpdesk/letters.ts";
import { LINK_DAYS } from "#features/helpdesk/ticket.ts";
import * as memberships from "#features/memberships/letters.ts";
import * as moderation from "#features/moderation/letters.ts";
import * as myData from "#features/my-data/letters.ts";
import * as requests from "#features/my-data/requests/letters.ts";
import { REJECTION_REASONS } from "#features/profiles/photos/photo-decision.ts";
import type { BrandFeature, DocumentVersion } from "#foundation/brand/settings.ts";
import { classesOf } from "#foundation/mail/brand-classes.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import { DIGEST } from "#foundation/mail/letters.ts";
import type { MailClass } from "#foundation/mail/mail-class.ts";
import { DAYS_TO_IDENTIFY, HOURS_TO_CANCEL } from "#foundation/rights/requests/request.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MOMENT } from "./published.ts";

/** A letter with variables. `variant`: what sets it apart from the others of its kind. */
export type Sample = { letter: Letter; variant?: string; class?: MailClass };

const link = { at: "account", path: "/page?code=example" } as const;
const difference = { at: "brand", path: "/privacy/versions/1..2" } as const;
const at = MOMENT.toISOString();
const day = "2026-12-22";

const DOORS: StandingDoor[] = [
	{ kind: "passkey", name: "Laptop", link: { at: "account", path: "/security/passkeys" } },
	{ kind: "authenticator", link: { at: "account", path: "/security/authenticator" } },
	{ kind: "recovery_codes", left: 7, link: { at: "account", path: "/security/authenticator" } },
];
/** To members whose account is suspended or closed, some letters say another thing. */
const RIGHTS_ONLY = [{ variant: "usual" }, { variant: "privacy rights alone", rightsOnly: true }] as const;
/** Mails that were queued before there was such a list have none. */
const STANDING = [
	{ variant: "other doors stand", standing: DOORS },
	{ variant: "nothing else stands", standing: [] },
	{ variant: "queued without a list" },
] as const;

type Change = Exclude<DocumentVersion["change"], "first" | "archived">;
const CHANGES = Object.keys({ editorial: true, information: true, consent: true } satisfies Record<
	Change,
	true
>) as Change[];

/** Each letter in all the words that it can have on a brand with these features. */
export function letterSamples(features: readonly BrandFeature[], locale: Locale): Sample[] {
	return [...accountSamples(), ...otherSamples(locale), ...digests(features, locale)];
}

function accountSamples(): Sample[] {
	const [listed] = STANDING;
	return [
		{ letter: accounts.CONFIRM.with({ link, hours: 24 }) },
		{ letter: accounts.ACCOUNT_EXISTS.with({ signIn: link, reset: link, add: { at: "brand", path: "/login" } }) },
		{ variant: "usual", letter: accounts.PASSWORD_RESET.with({ link, hours: 1 }) },
		// The last of a day's mails to a mailbox works for the rest of that day.
		{ variant: "last of the day", letter: accounts.PASSWORD_RESET.with({ link, hours: 9 }) },
		{ letter: accounts.PASSWORD_GUESSES.with({ at, link, hours: LINK_HOURS, reset: link }) },
		...STANDING.map(({ variant, ...doors }) => ({
			variant,
			letter: accounts.PASSWORD_CHANGED.with({ at, reset: link, ...own(doors) }),
		})),
		{ letter: accounts.EMAIL_CHANGE_NEW.with({ link, hours: 24 }) },
		{ letter: accounts.EMAIL_CHANGE_OLD.with({ link, hours: 24 }) },
		...RIGHTS_ONLY.map(({ variant, ...only }) => ({
			variant,
			letter: accounts.SIGN_IN_NEW_DEVICE.with({ at, device: "Firefox, Linux", security: link, ...only }),
		})),
		{ variant: "named", letter: accounts.PASSKEY_ADDED.with({ at, name: "Laptop", security: link }) },
		{ variant: "without a name", letter: accounts.PASSKEY_ADDED.with({ at, security: link }) },
		...SECURITY_CHANGES.flatMap((what, index) =>
			(index === 0 ? STANDING : [listed]).map(({ variant, ...doors }) => ({
				variant: `${what}, ${variant}`,
				letter: accounts.SECURITY_CHANGED.with({ what, at, security: link, ...own(doors) }),
			})),
		),
	];
}

const AUTHORITY = {
	name: "Autoriteit Persoonsgegevens",
	url: "https://autoriteitpersoonsgegevens.nl/een-tip-of-klacht-indienen-bij-de-ap",
};
const OBJECTED = { use: "moderation", since: at, reason: "Example of a reason", choices: link } as const;

const STAYS = [
	{ rule: "name_hold", from: "account_erased", duration: "P12M" },
	{ rule: "consent_evidence", from: "consent_ended", duration: "P5Y" },
];

function otherSamples(locale: Locale): Sample[] {
	return [
		...CHANGES.map((change) => ({
			variant: change === "editorial" ? change : `${change}, queued without a line`,
			letter: memberships.STATEMENT_CHANGE.with({ change, from: day, difference }),
		})),
		...[0, 1, 2].map((more) => ({
			variant: `information, ${more} more`,
			letter: memberships.STATEMENT_CHANGE.with({
				...{ change: "information", from: day, difference },
				summary: { line: changedDays(locale), more },
			}),
		})),
		...[1, 2].map((count) => ({
			variant: `${count} announced`,
			letter: memberships.STATEMENT_WITHDRAWN.with({ announced: Array(count).fill({ from: day, difference }) }),
		})),
		...STANDING.map(({ variant, ...doors }) => ({
			variant,
			letter: memberships.ACCOUNT_CLOSED.with({
				...{ purge: day, reopen: link, ...own(doors) },
				...("standing" in doors ? { stays: STAYS } : {}),
			}),
		})),
		...REJECTION_REASONS.map((reason) => ({
			variant: reason,
			letter: staff.PHOTO_REJECTED.with({ reason, at, photos: link }),
		})),
		{ letter: staff.PHOTO_APPROVED.with({ photos: link }) },
		...RIGHTS_ONLY.map(({ variant, ...only }) => ({
			variant,
			letter: myData.COPY_ASKED.with({ at, page: link, security: link, ...only }),
		})),
		{ letter: myData.COPY_READY.with({ page: link }) },
		{ letter: myData.COPY_LINK.with({ link, hours: 24 }) },
		...[undefined, { link, hours: 24 }].map((others) => ({
			variant: others === undefined ? "an account alone" : "something beside it",
			letter: myData.COPY_ACCOUNT.with({ pages: [link], ...(others === undefined ? {} : { others }) }),
		})),
		{
			letter: myData.ERASURE_RECEIPT.with({
				at,
				copies: "2026-12-22",
				kept: [{ rules: ["name_hold"], until: at }, { rules: ["consent_evidence"] }],
				recipients: ["Bank & Zn."],
				verify: { at: "account", path: "/privacy/receipts/verify" },
				file: { receipt: "a.b.c", salt: "AAAAAAAAAAAAAAAAAAAAAAAA", subject: "id" },
			}),
		},
		{ letter: myData.COPY_NONE.with({ statement: { at: "brand", path: "/privacy" } }) },
		{ letter: staff.ACCOUNT_SUSPENDED.with({ at, rights: { at: "brand", path: "/privacy/rights" } }) },
		...[true, false].map((isWhole) => ({
			variant: isWhole ? "the whole account" : "one site",
			letter: moderation.SUSPENDED.with({
				...{ isWhole, clause: isWhole ? "harm" : "impersonation", source: isWhole ? "notice" : "own", at },
				reason: "Example of a reason",
				...{ rights: { at: "brand", path: "/privacy/rights" }, terms: { at: "brand", path: "/terms" } },
			}),
		})),
		...[true, false].map((isWhole) => ({
			variant: isWhole ? "the whole account" : "one site",
			letter: moderation.SUSPENSION_LIFTED.with({ isWhole, reason: "Example of a reason", at, signIn: link }),
		})),
		...[undefined, at].map((silentUntil) => ({
			variant: silentUntil === undefined ? "told at once" : "an order of silence ended",
			letter: staff.DISCLOSURE_TOLD.with({ at, privacy: link, ...(silentUntil ? { silentUntil } : {}) }),
		})),
		{
			letter: staff.BREACH_TOLD.with({
				...{
					items: ["email", "user_name"],
					nature: "Example of what happened.",
					rights: link,
				},
				...{ consequences: "example of what may follow.", measures: "Example of what was done." },
			}),
		},
		{ letter: myData.RESTRICTION_ENDS.with({ since: at, from: at, reason: "Example of a reason", privacy: link }) },
		{ letter: myData.OBJECTION_UPHELD.with(OBJECTED) },
		...[undefined, at].map((from) => ({
			variant: from === undefined ? "the use went on" : "the use stood still",
			letter: myData.OBJECTION_REFUSED.with({
				...{ ...OBJECTED, ...(from === undefined ? {} : { from }) },
				authority: AUTHORITY,
			}),
		})),
		...[undefined, day].map((due) => ({
			variant: due === undefined ? "a second person has yet to look" : "asked",
			letter: staff.AGE_CHECK.with({
				...{ age: 18, clause: "age", ...(due === undefined ? {} : { due }) },
				...{ rights: { at: "brand", path: "/privacy/rights" }, terms: { at: "brand", path: "/terms" } },
			}),
		})),
		{ letter: staff.AGE_CHECK_ENDED.with({ rights: { at: "brand", path: "/privacy/rights" } }) },
		...requestSamples(),
		...helpdeskSamples(),
		{ letter: staff.STAFF_INVITED.with({ link, hours: INVITATION_HOURS }) },
		{ letter: staff.STAFF_SECOND_STEP.with({ link, hours: 24 }) },
	];
}

/** What people hear who asked the help desk something. */
function helpdeskSamples(): Sample[] {
	const ticket = "0190c5f0-1234-7abc-8def-001122334455";
	return [
		...[undefined, at].map((due) => ({
			variant: due === undefined ? "no day is named" : "a day is named",
			letter: helpdesk.TICKET_RECEIVED.with({ received: at, link, days: LINK_DAYS, ticket, ...(due ? { due } : {}) }),
		})),
		{
			letter: helpdesk.TICKET_ANSWERED.with({
				received: at,
				answer: "Example of an answer",
				link,
				days: LINK_DAYS,
				ticket,
			}),
		},
	];
}

const ASKED = { kind: "rectification", page: link } as const;
const REFUSED = { ...ASKED, ground: "legal_claims", reason: "Example of a reason", authority: AUTHORITY } as const;

/** What members hear of their requests. */
function requestSamples(): Sample[] {
	return [
		{ letter: requests.REQUEST_RECEIVED.with({ ...ASKED, received: at, due: at }) },
		{ letter: requests.REQUEST_CONFIRM.with({ kind: "erasure", link, days: DAYS_TO_IDENTIFY }) },
		{ letter: requests.REQUEST_IDENTITY.with({ kind: "erasure", link, days: DAYS_TO_IDENTIFY, received: at }) },
		{
			letter: requests.REQUEST_EXTENDED.with({
				...{ ...ASKED, due: at, until: at, reason: "Example of a reason", authority: AUTHORITY },
			}),
		},
		{ letter: requests.REQUEST_REFUSED.with(REFUSED) },
		{ letter: requests.REQUEST_PARTLY_FULFILLED.with(REFUSED) },
		...[undefined, "Example of an answer"].map((answer) => ({
			variant: answer === undefined ? "a copy" : "with words",
			letter: requests.REQUEST_FULFILLED.with({
				...{ kind: answer === undefined ? "access" : "rectification", page: link },
				...(answer === undefined ? {} : { answer }),
			}),
		})),
		{ letter: requests.ERASURE_ANNOUNCED.with({ begins: at, hours: HOURS_TO_CANCEL, cancel: link }) },
		{ letter: requests.ERASURE_CANCELLED.with({ at, page: link }) },
		{ letter: requests.REQUEST_WITHDRAWN.with(ASKED) },
		{ letter: requests.REQUEST_EXPIRED.with({ ...ASKED, days: DAYS_TO_IDENTIFY }) },
		{ letter: requests.REQUEST_NOBODY.with({ statement: { at: "brand", path: "/privacy" }, authority: AUTHORITY }) },
	];
}

function changedDays(locale: Locale): string {
	const { fromTo, labels, days } = words(locale).changes;
	return fromTo(labels.responseDays, days(28), days(21));
}

/** Of each class that the brand sends, and with entries that did not fit. */
function digests(features: readonly BrandFeature[], locale: Locale): Sample[] {
	const entries = memberships.STATEMENT_CHANGE.entries({ change: "information", from: day, difference }, locale);
	return [
		...classesOf(features, RUNNING).map((one) => ({
			variant: one,
			class: one,
			letter: DIGEST.with({ entries, more: 0 }),
		})),
		...[1, 2].map((more) => ({ variant: `${more} more`, letter: DIGEST.with({ entries, more }) })),
	];
}

const own = ({ standing }: { standing?: readonly StandingDoor[] }) =>
	standing === undefined ? {} : { standing: [...standing] };
