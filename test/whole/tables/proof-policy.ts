/**
 * What each write of a signed-in member asks beside the session, and why: one row per route of a brand's and an
 * account's host that is no GET. Those of the console are for staff, who have sessions of their own.
 */
export type Asked =
	/** The password, or a sign-in of just now (DECISIONS 78). */
	| "proof"
	/** Nothing: the member undoes it, as `because` says. */
	| "reversible"
	/** Nothing: it withdraws a consent, which is as easy as giving it (GDPR Art. 7(3)). */
	| "as easy as giving"
	/** Not the session: a password, a code of a mail or a token that the request brings. */
	| "own proof";

export type ProofRow = { route: `${"brand" | "account"} POST ${string}`; asks: Asked; because: string };

const row = (route: ProofRow["route"], asks: Asked, because: string): ProofRow => ({ route, asks, because });

export const PROOFS: readonly ProofRow[] = [
	row("brand POST /age", "reversible", "answered again after the cookie is deleted"),
	row("brand POST /language", "reversible", "another language is chosen"),
	row("brand POST /privacy/cookies", "reversible", "answered again at any time"),
	row("brand POST /logout", "reversible", "signs in again"),
	row("brand POST /unsubscribe/:token", "own proof", "the token of the mail, and its page has a way back"),
	row("brand POST /unsubscribe/:token/undo", "own proof", "the token of the mail"),
	row("brand POST /helpdesk", "reversible", "a question, which its sender can take back by writing again"),
	row("brand POST /helpdesk/:ticket", "reversible", "words that are added to a question of one's own"),
	row("brand POST /helpdesk/:ticket/:token", "own proof", "the token of the mail"),
	row("brand POST /privacy/receipts/verify", "reversible", "nothing is written"),
	row("account POST /privacy/receipts/verify", "reversible", "nothing is written"),
	row("account POST /sign-in", "own proof", "user name and password"),
	row("account POST /sign-in/passkey", "own proof", "the passkey"),
	row("account POST /sign-in/browser", "own proof", "the code of a mail"),
	row("account POST /sign-in/second", "own proof", "the token of the first step and a code of the app"),
	row("account POST /sign-in/rights", "own proof", "the offer that the proof of the account was just answered with"),
	row("account POST /sign-out", "reversible", "signs in again"),
	row("account POST /authorize", "reversible", "leaves the brand, or withdraws what was consented to"),
	row("account POST /join", "reversible", "a registration that nobody confirms goes by itself"),
	row("account POST /confirm", "own proof", "the code of a mail"),
	row("account POST /confirm/password", "own proof", "the code of a mail and the password"),
	row("account POST /confirm/discard", "own proof", "the code of a mail"),
	row("account POST /brands/:brand/visibility", "reversible", "shown or hidden again"),
	row("account POST /brands/:brand/leave", "proof", "erases the profile; on an adult brand it withdraws the consent"),
	row("account POST /privacy/evidence", "proof", "names the sites that the member left"),
	row("account POST /privacy/erase", "proof", "erases the account for good"),
	row("account POST /privacy/export", "proof", "brings together all that there is of the member"),
	row("account POST /privacy/export/copy.zip", "proof", "hands out all that there is of the member"),
	row("account POST /privacy/ask", "own proof", "the answer goes to the mailbox alone"),
	row("account POST /privacy/ask/open", "own proof", "the code of a mail"),
	row("account POST /privacy/ask/confirm", "own proof", "the code of a mail"),
	row("account POST /privacy/ask/cancel", "own proof", "the code of a mail"),
	row("account POST /privacy/requests", "reversible", "a request is withdrawn; an erasure is not asked here"),
	row("account POST /privacy/choices", "reversible", "an objection is taken back"),
	row("account POST /privacy/recipients", "reversible", "answered again at any time"),
	row("account POST /privacy/statistics", "reversible", "switched on or off again"),
	row("account POST /privacy/restriction", "reversible", "a restriction is ended"),
	row("account POST /security/password", "proof", "whoever has the new one has the account"),
	row("account POST /security/email", "proof", "whoever has the mailbox has the account"),
	row("account POST /security/passkeys", "proof", "whoever has the key has the account"),
	row("account POST /security/passkeys/:passkey/name", "reversible", "named again"),
	row("account POST /security/passkeys/:passkey/remove", "proof", "a removed key is not put back"),
	row("account POST /security/authenticator", "proof", "whoever has the app decides about signing in"),
	row("account POST /security/authenticator/remove", "proof", "the secret and the codes are gone"),
	row("account POST /security/recovery-codes", "proof", "the codes of before are gone"),
	row("account POST /security/sessions/:session/end", "reversible", "signs in again"),
	row("account POST /security/sessions/end", "reversible", "signs in again"),
	row("account POST /email", "own proof", "the code of a mail"),
	row("account POST /email/cancel", "own proof", "the code of a mail"),
	row("account POST /profile", "reversible", "filled in again"),
	row("account POST /profile/:brand", "reversible", "filled in again"),
	row("account POST /profile/:brand/orientation", "reversible", "answered again; emptying it withdraws the consent"),
	row("account POST /profile/:brand/visibility", "reversible", "chosen again"),
	row("account POST /profile/:brand/withdraw", "as easy as giving", "a tick and a button gave it"),
	row("account POST /profile/:brand/photos", "reversible", "the photo is removed"),
	row("account POST /profile/:brand/photos/:photo/remove", "reversible", "uploaded again, from the member's own file"),
	row("account POST /notifications", "reversible", "chosen again"),
	row("account POST /reset", "reversible", "a mail that is not followed changes nothing"),
	row("account POST /reset/new", "own proof", "the code of a mail"),
	row("account POST /close", "proof", "special values are erased at once"),
	row("account POST /reopen", "own proof", "the offer that the password was just answered with"),
];

/** Writes of members that the table does not know, rows that no route answers, and rows that stand twice. */
export function proofProblems(routes: readonly string[], rows: readonly Pick<ProofRow, "route">[]): string[] {
	const known = rows.map(({ route }): string => route);
	const writes = routes.filter((route) => !/^\S+ GET /.test(route) && !/^account \S+ \/console(\/|$)/.test(route));
	return [
		...writes.filter((route) => !known.includes(route)).map((route) => `nothing said of ${route}`),
		...known.filter((route) => !writes.includes(route)).map((route) => `no route for ${route}`),
		...known.filter((route, index) => known.indexOf(route) !== index).map((route) => `two rows for ${route}`),
	];
}
