import type { Compilable } from "kysely";
import { mailLink, senderBrand } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { toBase64Url } from "#foundation/crypto/random.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import { openToken, sealToken } from "#foundation/crypto/tokens.ts";
import { notify } from "#foundation/mail/notify.ts";
import { endOfTerm } from "#foundation/register/terms.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { PASSWORD_GUESSES } from "../letters.ts";
import { isKnownDevice } from "../session/known-device.ts";
import { tokenScope } from "../session/session.ts";
import * as sql from "./queries-guesses.ts";

/**
 * Wrong passwords in a row at one account, from wherever and however slowly (NIST SP 800-63B-4, 3.2.2; DECISIONS 67).
 * After `unknown` of them, no password of a browser that is new to the account is looked at, right or wrong, and the
 * answer is the one to a wrong password. Its owner is sent a link that makes a browser known; browsers that are known
 * have as many as `own` of their own, and nobody else uses those up. Signing in, or a new password, ends the row.
 */
export const MAX_GUESSES = { unknown: 20, own: 100, staff: 100 } as const;

/** Hours that the link works: the owner is told once a day at most, and must have one at any time. */
export const LINK_HOURS = 48;

/** Until when the row of an account is kept after the password that is tried now. ISO 8601 */
const keptUntil = (context: Context) => endOfTerm(context, "guess_count").toISOString();

/** What a guess is counted with. `text`: what was typed to say whose account it is, in its comparable form. */
async function termOf(context: Context, text: string): Promise<sql.Term> {
	const tomorrow = endOfTerm(context, "abuse_count").toISOString();
	return { nobody: await keyedHashOf(context, `guess ${text}`), now: context.at, tomorrow, later: keptUntil(context) };
}

async function keyedHashOf(context: Context, text: string): Promise<string> {
	const today = context.at.slice(0, 10);
	return toBase64Url(await (await context.keys()).keyedHash(context.realm.id, today, text));
}

type Named = { column: "email_index" | "user_name_index"; indexes: readonly Uint8Array[]; text: string };

/**
 * Counts a password before it is looked at: for the member who has the name, and for the name alone, which guards those
 * who wait for their mail. The second does not end when a member signs in, and so does not tell of one (T25).
 */
export async function guessQueries(context: Context, { column, indexes, text }: Named) {
	const term = await termOf(context, text);
	return [
		sql.takeGuess(context.realm.id, column, indexes, term),
		sql.takeNameGuess(context.realm.id, await keyedHashOf(context, `guess name ${text}`), term),
	] as const;
}

/** The same for a member of staff, by the blind indexes of the address; `text`: the address that was typed. */
export async function staffGuessQuery(context: Context, indexes: readonly Uint8Array[], text: string) {
	return sql.takeStaffGuess(context.realm.id, indexes, await termOf(context, `staff ${text}`));
}

/** Whether nothing is looked at any more that waits under this name. */
export const isNameShut = (rows: readonly { failures: number }[]): boolean =>
	rows.some(({ failures }) => failures > MAX_GUESSES.unknown);

type Standing = {
	/** This browser signed in to the account before, and did not use up what it may get wrong. */
	isKnown: boolean;
	/** Nothing that this browser types is looked at. */
	isShut: boolean;
};

export function standingOf(
	{ failures, own_failures }: Pick<sql.Guesses, "failures" | "own_failures">,
	isKnownBrowser: boolean,
	most: number = MAX_GUESSES.unknown,
): Standing {
	const isKnown = isKnownBrowser && own_failures < MAX_GUESSES.own;
	return { isKnown, isShut: !isKnown && failures > most };
}

/** For an account that may not be there, by its row, which counts the current guess. */
export async function standing(
	context: RequestContext,
	guesses: sql.Guesses | undefined,
	most?: number,
): Promise<Standing> {
	const { subject = "", failures = 0, own_failures = 0 } = guesses ?? {};
	return standingOf({ failures, own_failures }, await isKnownDevice(context, subject), most);
}

type Guessed = {
	guesses: sql.Guesses;
	isKnown: boolean;
	member: { id: string; email_sealed: Uint8Array };
	core: UnitKey;
	memberships: readonly { brand_id: string }[];
};

/** After the answer to a wrong password, or to one that was not looked at: counts it where it belongs, tells the owner. */
export function followGuess(context: Context, { guesses, isKnown, ...guessed }: Guessed): void {
	const toldLately = guesses.told_at !== null && Date.parse(guesses.told_at) > context.now - DAY;
	if (isKnown) countAsOwn(context, guesses);
	else if (guesses.failures >= MAX_GUESSES.unknown && !toldLately)
		context.defer(() => notifyOwnerOfGuesses(context, guessed));
}

/** After the answer: a wrong password of the account's own browser counts with those. */
export function countAsOwn(context: Context, { subject }: Pick<sql.Guesses, "subject">): void {
	context.defer(() => context.database().write(sql.moveToOwn(context.realm.id, subject)));
}

async function notifyOwnerOfGuesses(
	context: Context,
	{ member, core, memberships }: Omit<Guessed, "guesses" | "isKnown">,
) {
	const { realm, at } = context;
	const brand = senderBrand(context, memberships);
	const token = await sealToken(tokenScope(context, "new_browser"), { sub: member.id }, (LINK_HOURS * HOUR) / 1000);
	const link = (to: string, query = {}) => mailLink(context, to, brand, query);
	await context.database().write(
		...(await notify(
			context,
			{ member: member.id, brand, core, emailSealed: member.email_sealed },
			PASSWORD_GUESSES.with({
				at,
				link: link("/sign-in/browser", { token }),
				hours: LINK_HOURS,
				reset: link("/reset"),
			}),
			`password_guesses:${member.id}:${at.slice(0, 10)}`,
		)),
		sql.markTold(realm.id, member.id, at),
	);
	context.sendMail();
}

/** Whose account a link of that mail makes this browser known to; undefined for a link of no use. */
export async function memberOfLink(context: Context, token: string): Promise<string | undefined> {
	const { sub } = (await openToken(tokenScope(context, "new_browser"), token)) ?? {};
	return typeof sub === "string" ? sub : undefined;
}

/** Counts a password behind an open session, for the caller's first batch; `isOwnOver` reads what comes back. */
export const countOwnGuess = (context: Context, member: string) =>
	sql.countOwnGuess(context.realm.id, member, { now: context.at, later: keptUntil(context) });

export const isOwnOver = (rows: readonly { own_failures: number }[]) =>
	rows.some(({ own_failures }) => own_failures > MAX_GUESSES.own);

/** For the batch that lets the owner in, or gives the account a new password. */
export const forgetGuesses = (context: Context, subject: string): Compilable<unknown> =>
	sql.forgetGuesses(context.realm.id, subject);
