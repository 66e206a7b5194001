import type { Compilable } from "kysely";
import { senderBrand } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { reserveHashSlot, verifyNoPassword, verifyPassword } from "#foundation/crypto/password.ts";
import { open } from "#foundation/crypto/sealed.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import type { BrandId } from "#foundation/ids.ts";
import { MINUTE } from "#foundation/time.ts";
import { words } from "#locales/locales.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "../sign-in/attempt-limits.ts";
import { countOwnGuess, forgetGuesses, isOwnOver } from "../sign-in/guesses.ts";
import { refundOwnGuess } from "../sign-in/queries-guesses.ts";
import { memberForChange, membershipsOf } from "./queries-session.ts";
import { type SessionToken, sessionToken } from "./session.ts";
import { readSignedIn, type SignedIn } from "./signed-in.ts";

/** Milliseconds after signing in within which a member is not asked for the password again. */
const RECENT_AUTH_MS = 15 * MINUTE;

export function isFresh(context: Context, { signedInAt }: Pick<SignedIn, "signedInAt">): boolean {
	return context.now - Date.parse(signedInAt) < RECENT_AUTH_MS;
}

export type Reauthenticated<Queries extends readonly Compilable<unknown>[]> = {
	member: SignedIn;
	memberships: readonly { brand_id: string }[];
	/** Which brand's mail tells of the change. */
	writer: BrandId;
	rows: RowsOf<Queries>;
	/** What to say beside the password; undefined: this is the member, and the change may be made. */
	refusal: string | undefined;
	/** A password that was right is no try: for the batch that writes the change. */
	refund: readonly Compilable<unknown>[];
};

type Options<Queries> = { queries: (token: SessionToken) => Queries; always?: boolean };

/**
 * Reads who is signed in, as `readSignedIn`, for a change of how they sign in (OWASP ASVS 5.0 7.5.1) or for what erases
 * for good (DECISIONS 78): an open browser is not enough, it takes the password or a recent sign-in. `always`: members
 * with a password type it, however recent their sign-in. A password is counted before it is verified. One trip.
 */
export async function requireRecentAuth<const Queries extends readonly Compilable<unknown>[]>(
	context: RequestContext,
	password: string | undefined,
	{ queries, always = false }: Options<Queries>,
): Promise<Reauthenticated<Queries> | undefined> {
	const attempts = await attemptLimitsOf(context, "proof", (await sessionToken(context))?.member ?? "");
	const read = await readSignedIn(
		context,
		(token) =>
			[
				memberForChange(context.realm.id, token.member),
				membershipsOf(context.realm.brands, token.member),
				...queries(token),
				...(password ? [countAttempt(attempts), countOwnGuess(context, token.member)] : []),
			] as const,
		"write",
	);
	if (read === undefined) return undefined;
	const { member } = read;
	const [[row], memberships, ...rows] = read.rows as unknown as [
		{ password_sealed: Uint8Array | null }[],
		{ brand_id: string }[],
		...Record<string, unknown>[][],
	];
	const sealed = row?.password_sealed ?? null;
	const auth = {
		...{ member, memberships, writer: senderBrand(context, memberships), rows: rows as unknown as RowsOf<Queries> },
		refund: password ? [refundAttempt(attempts), refundOwnGuess(context.realm.id, member.id)] : [],
	};
	const text = words(context.locale).security.proof;
	if (isFresh(context, member) && (!always || sealed === null)) return { ...auth, refusal: undefined };
	if (sealed === null) return { ...auth, refusal: text.signInAgain };
	if (!password) return { ...auth, refusal: text.missing };
	const [counts, guesses] = rows.slice(-2) as unknown as [
		{ kind: string; count: number }[],
		{ own_failures: number }[],
	];
	if (isExceeded(attempts, counts, true)) return { ...auth, refusal: text.tooMany };
	if (isOwnOver(guesses)) return { ...auth, refusal: text.shut };
	reserveHashSlot({ clock: context.clock, realm: context.realm.id, action: "proof", isKnown: true });
	const location = { table: "member", column: "password_sealed", row: member.id };
	const right =
		password.length <= 1_000
			? await verifyPassword(password, await open(member.core, location, sealed))
			: await verifyNoPassword(password.slice(0, 1_000));
	if (!right) return { ...auth, refusal: text.wrong };
	return { ...auth, refusal: undefined, refund: [refundAttempt(attempts), forgetGuesses(context, member.id)] };
}

/** Whether the form of a change must ask for the password. */
export function asksPassword(context: Context, member: SignedIn, always = false): boolean {
	return always || !isFresh(context, member);
}

/**
 * For the page that asks about such a change: the signed-in member with their brands, and the proof that is asked: the
 * password, or a new sign-in from a member without one. `queries`: what else the page shows.
 */
export async function readProofAsked<const Queries extends readonly Compilable<unknown>[] = readonly []>(
	context: RequestContext,
	queries?: (token: SessionToken) => Queries,
) {
	const read = await readSignedIn(
		context,
		(token) =>
			[
				memberForChange(context.realm.id, token.member),
				membershipsOf(context.realm.brands, token.member),
				...(queries?.(token) ?? []),
			] as const,
	);
	if (read === undefined) return undefined;
	const { member } = read;
	const [[account], memberships, ...rows] = read.rows as unknown as [
		{ password_sealed: Uint8Array | null }[],
		{ brand_id: string }[],
		...Record<string, unknown>[][],
	];
	const asks = asksPassword(context, member);
	const hasPassword = account !== undefined && account.password_sealed !== null;
	const text = asks && !hasPassword ? [words(context.locale).security.proof.signInAgain] : [];
	return { member, memberships, asked: asks && hasPassword, words: text, rows: rows as unknown as RowsOf<Queries> };
}
