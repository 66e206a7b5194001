import { type Answer, all, none, test } from "./asvs-answer.ts";

/**
 * OWASP ASVS 5.0.0, chapters 6, 7, 9 and 10: passwords and second steps, sessions, tokens, and the way between the
 * account host and a brand (DECISIONS 10, 11, 52 and 54).
 */

const GUESSING = "POST /sign-in > stops guessing from one place, and shuts nobody out of their account (T26)";
const COUNTED = "who guesses > is counted before the guess is looked at, so that many at once are no way round (T26)";
const CODES_GUESSED =
	"POST /sign-in/second > stops after five wrong codes per account, from wherever and at once, and nobody without the password (T26)";
const STAFF_GUESSED =
	"POST /console/sign-in > stops guessing of codes after five, whatever the address it comes from (T26)";
const HASHES = "hashing under load > is refused beyond 20 in a second, and goes on in the next (T26)";
const INSUFFICIENT = "the strength of a password > does not suffice: %s (%s)";
const SUFFICIENT = "the strength of a password > suffices: %s";
const NEW_PASSWORD =
	"every session of a member > ends with a new password, but for the browser that set it; the owner is told (T11)";
const FIELDS =
	"a field for a password > hides what is typed, says to password managers what it is for, and nothing keeps anybody from pasting";
const COMMON_PASSWORDS =
	"the strength of a password > refuses every one of the 3,000 passwords of enough length that are used most (V6.2.4)";
const ACTIVATION =
	"an account that is not confirmed > does not sign in, is sent its link again, and works once it is used, once (P02)";
const RESET = "POST /reset > says the same of an account that there is not, and its link works once (T6, T25)";
const STILL_ASKED =
	"POST /sign-in/second > is still asked after a new password by mail, and before a closed account opens again";
const CODE_ONCE = "POST /sign-in/second > signs in by a code, in two trips, and refuses the same code again (T26)";
const RECOVERY =
	"POST /sign-in/second > takes each recovery code once and tells its owner, and no code of another member";
const RECOVERY_BITS = "recovery codes > are ten of 120 bits, all different";
const TOKEN_BITS = "identifiers > are tokens of 256 bits in letters that a link may carry";
const RANDOMNESS =
	"the inventory of cryptography > has one source of randomness, in src/foundation/crypto alone (V11.5.1)";
const STEPS =
	"a code of an authenticator app > is taken in its own step and the ones beside it, to the millisecond, and in no other";
const STAFF_CODE = "POST /console/sign-in > never signs in without a code of the app, and takes each code once";
const STAFF_LINK =
	"POST /console/enrol > knows no link that is made up, of another realm, older than a day, or taken back";
const EARLIER_LINKS =
	"POST /security/email > makes the links of an earlier request worthless, and stops after three in a quarter of an hour";
const PASSKEY_ONCE =
	"POST /sign-in/passkey > refuses an answer that came before, also of a passkey that counts nothing, also many at once";
const PASSKEY_ALONE = "POST /sign-in/passkey > asks for no code of an app";

const FLOOD = "a flood of tries from one place > is answered without password or database: %s (T26)";
const NOT_SHUT_OUT =
	"a flood of tries from everywhere > shuts nobody out of a browser that they signed in with before (T26)";
const STAFF_PASSWORD =
	"POST /console/password > takes the old password and a code, and signs every other browser out (T10, T11)";
const STAFF_STEP =
	"POST /console/staff/:staff/second-step > ends sessions and the old app at once; the mailed link sets up another beside the password, once (T11, T30)";
const ACTIVATION_BOUND =
	"the link of the mail that activates > asks for the password in any browser but the one that joined, so that nobody prepares an account for a stranger (T10)";

const FORGED = "a session > is no token that somebody else made or moved (T13)";
const OWN_HOST = "a session > counts on its own host and on no other (T10)";
const NEW_ID = "a session > has a new id at each sign-in, and is dead after it ends (T10, T11)";
const NO_OTHER_LEFT = "who signs in again > leaves no session of this browser behind (T10)";
const EACH_ENDED = "every session of a member > can be ended one by one and all at once, and none of another's";
const CLOSED =
	"every session of a member > ends when the account closes; it opens again with its password and asks every consent anew (P34, P37)";
const IDLE_END =
	"the end of a member's session > comes after twelve hours, or thirty days where one asked to stay, and the row decides (T11)";
const ABSOLUTE_END =
	"the end of a member's session > moves on with use, and never beyond thirty days after signing in (T11)";
const STAFF_END =
	"a session of the console > ends by signing out, after half an hour unused, and after eight hours (T11)";
const STAFF_TOKEN =
	"a session of the console > is a token of the console's own key and audience, and names a row of its own member of staff (T7, T13)";
const SUSPENDED =
	"POST /console/members/:member/suspend > signs a member out everywhere at once and keeps them out until it is lifted (P23, P60, T11)";
const STAFF_OUT =
	"POST /console/staff/:staff/end > ends somebody's access at once and for good, and never one's own (T11)";
const ELSEWHERE =
	"a session that is not this host's, on every route (T7, T8, T11) > %s answers as it does to a visitor";

const ONE_ALGORITHM = "a token > is of one algorithm, whatever its header says, even under the right key (T13)";
const PLACE = "a token > that is %s says what was put in it, to the service, use and place that it is of";
const UNTIL = "a token > that is %s counts until its end, and without one never";
const MONTHS = "a token > that is %s is taken under the key of its month and of the next, and under no other (T40)";

const CODE = "GET /login/callback > spends a code once, for the browser, brand and state that it was given to (T10)";
const STOLEN_CODE =
	"GET /login/callback > refuses a code that was given to another browser, with this browser's own transaction (T10)";
const FOREIGN_CODE = "GET /login/callback > refuses a code of another brand, with that brand's own transaction (T10)";
const OLD_CODE = "GET /login/callback > refuses a code that is older than its minute";
const PERSON =
	"a person > joins a brand, confirms, signs in there, comes to a second brand, leaves it and closes (P01, P02, P37)";

const NO_OIDC = none("No OpenID Connect: a realm's own account host signs its members in, with one-time codes.");
const NO_REFRESH = none("No refresh or access tokens: a code is exchanged in the same process for a session.");
const NO_IDENTITY_PROVIDER = none("No identity provider but the realm's own account host; no SAML.");

const PASSWORDS: Record<string, Answer> = {
	"6.1.1": none(
		"The table of src/features/accounts/sign-in/attempt-limits.ts: what may be tried how often, counted for whom, and why nobody is shut out of their own account.",
	),
	"6.1.2": test(INSUFFICIENT),
	"6.1.3": none(
		"DECISIONS 10, 52 and 54: password, password and code, or passkey; for staff always password and code.",
	),
	"6.2.1": test(INSUFFICIENT),
	...all("6.2.2 6.2.3", test(NEW_PASSWORD, STAFF_PASSWORD)),
	"6.2.4": test(COMMON_PASSWORDS),
	"6.2.5": test("the strength of a password > asks for no kinds of characters (V6.2.5)", SUFFICIENT),
	...all("6.2.6 6.2.7", test(FIELDS)),
	"6.2.8": {
		test: [
			"argon2id in workerd > looks at every byte: the tail of a password in another script counts",
			"a password's hash > is the same for two spellings of one character",
		],
		weaker: "Brought to Unicode's NFKC first, as NIST SP 800-63B-4 asks, so that two keyboards type one password.",
	},
	"6.2.9": test(SUFFICIENT, "argon2id in workerd > makes the hash that the native one makes, and verifies it, of %s"),
	"6.2.10": none("No password ends by itself: nothing records how old one is."),
	"6.2.11": {
		test: [
			INSUFFICIENT,
			"a field for a password > takes no password that is the brand's name and little else, also where it is changed",
		],
		weaker: "One that is set by a link of a mail is held against the brand's name, not the member's name and address.",
	},
	"6.2.12": {
		test: [COMMON_PASSWORDS, INSUFFICIENT],
		weaker:
			"Against the list that zxcvbn brings, some 18,000 of enough length out of breaches, and what is much like them; no service of breached passwords is asked, for the Worker reaches nothing but its database and mail server.",
	},
	"6.3.1": test(GUESSING, COUNTED, CODES_GUESSED, STAFF_GUESSED, FLOOD, NOT_SHUT_OUT, HASHES),
	"6.3.2": test("a world that begins > has no account of a member or of staff that anybody could sign in to"),
	"6.3.3": {
		test: [
			STAFF_CODE,
			CODE_ONCE,
			PASSKEY_ALONE,
			"POST /sign-in > tells the owner of a browser that is new, and not of one that is known",
		],
		weaker:
			"Of staff alone. Members are offered a passkey or a code beside the password and may leave it at the password (DECISIONS 52).",
	},
	"6.3.4": test(
		"the policy > has one row for every route of the app, and no other (T7)",
		STILL_ASKED,
		PASSKEY_ALONE,
		ACTIVATION_BOUND,
		"POST /sign-in/passkey > offers a closed account to be opened, and tells who is suspended",
	),
	"6.4.1": test(
		ACTIVATION,
		TOKEN_BITS,
		STAFF_LINK,
		"npm run staff -- invite > prints one link, for one address, and stores neither (T30)",
	),
	"6.4.2": test(FIELDS),
	"6.4.3": test(
		RESET,
		STILL_ASKED,
		"who asks for a new password > sets it once, of two at the same time; its owner is told (T36)",
	),
	"6.4.4": {
		test: [RECOVERY, STAFF_STEP],
		weaker:
			"Of staff, an operator who knows them takes the step away. A member has the recovery codes alone: nobody looks who asks.",
	},
	"6.5.1": test(CODE_ONCE, RECOVERY, PASSKEY_ONCE, STAFF_CODE, RESET, ACTIVATION),
	"6.5.2": test(RECOVERY_BITS, TOKEN_BITS),
	"6.5.3": test(RANDOMNESS),
	"6.5.4": test(RECOVERY_BITS, TOKEN_BITS, "a code of an authenticator app > is six digits and nothing else"),
	"6.5.5": {
		test: [STEPS, STAFF_LINK],
		weaker:
			"Codes of an app count for the step before and after too, ninety seconds in all. Links of a mail work for an hour (password) or a day (activation, change of address), because mail is slow and read late.",
	},
	"6.6.1": none("No codes by telephone or SMS."),
	"6.6.2": {
		test: [
			EARLIER_LINKS,
			"GET /email > changes nothing by being looked at, and knows no code but its own",
			RESET,
			ACTIVATION_BOUND,
		],
		weaker:
			"Activation wants the browser or the password of who joined. Other links work in any browser, and up to three for a new password until one is used.",
	},
	"6.6.3": test(
		TOKEN_BITS,
		"who asks for a new password > sends three links an hour at most, which go on working (T26)",
	),
	...all("6.8.1 6.8.3 6.8.4", NO_IDENTITY_PROVIDER),
	"6.8.2": test(FORGED, ONE_ALGORITHM),
};

const SESSIONS: Record<string, Answer> = {
	"7.1.1": {
		reason: "DECISIONS 11 and 54: members 12 hours unused or 30 days in all, staff half an hour and eight hours.",
		weaker: "Members with a second step stay for thirty days too, where NIST SP 800-63B asks them again each day.",
	},
	"7.1.2": {
		reason: "As many as one signs in with; each is listed with its device and can be ended.",
		weaker: "There is no greatest number.",
	},
	"7.1.3": none(
		"DECISIONS 10, 11 and 47: the account host and each brand have sessions of their own, and one epoch ends them all.",
	),
	"7.2.1": test(FORGED, IDLE_END, STAFF_TOKEN),
	"7.2.2": test(FORGED, PLACE, NEW_ID),
	"7.2.3": {
		test: [FORGED, ONE_ALGORITHM, "identifiers > ascend with the clock, and say version 7"],
		weaker: "The id in a token has 74 random bits; it counts only with the token's own HMAC of 256.",
	},
	"7.2.4": test(NEW_ID, NO_OTHER_LEFT),
	"7.3.1": test(IDLE_END, STAFF_END),
	"7.3.2": test(ABSOLUTE_END, STAFF_END),
	"7.4.1": test(NEW_ID, IDLE_END, EACH_ENDED, STAFF_END),
	"7.4.2": test(CLOSED, SUSPENDED, STAFF_OUT),
	"7.4.3": test(NEW_PASSWORD, EACH_ENDED, RESET, STAFF_PASSWORD, STAFF_STEP),
	"7.4.4": {
		test: ["pages of who is signed in > have a button to sign out on each of them"],
		weaker: "On a brand the button is on /me alone, not on the page of another member.",
	},
	"7.4.5": {
		test: [SUSPENDED, STAFF_OUT],
		weaker: "Of one member by suspending them; of all at once only by another TOKEN_ROOT.",
	},
	"7.5.1": {
		test: [
			"POST /security/authenticator > and %s ask for the password where the sign-in is not of just now",
			"POST /security/passkeys > asks for the password where the sign-in is not of just now",
			"POST /security/email > refuses what is no address, its own, a field too many, and a wrong password, and asks it always",
			NEW_PASSWORD,
			STAFF_PASSWORD,
		],
		weaker:
			"A sign-in of the last quarter of an hour suffices for passkeys and codes, and no second step is asked again.",
	},
	"7.5.2": {
		test: [EACH_ENDED, "a session of the console > is listed to its owner, who ends each, and to nobody else"],
		weaker: "Without signing in once more: who sees a stranger in the list must be quick.",
	},
	"7.6.1": {
		test: [ABSOLUTE_END, NEW_PASSWORD, CLOSED],
		weaker: "A brand's session counts its thirty days from when the brand was entered, not from the password.",
	},
	"7.6.2": test(
		PERSON,
		CODE,
		"every route, method, role, brand and id (T7, T8) > $site $route is refused from another site",
	),
};

const TOKENS: Record<string, Answer> = {
	"9.1.1": test(FORGED, ONE_ALGORITHM),
	"9.1.2": test(ONE_ALGORITHM, FORGED),
	"9.1.3": test(ONE_ALGORITHM, MONTHS),
	"9.2.1": test(
		UNTIL,
		"POST /sign-in/second > refuses tokens that are expired, foreign, changed or for something else (T13)",
	),
	"9.2.2": test(
		PLACE,
		STAFF_TOKEN,
		"POST /sign-in/passkey > refuses challenges that are expired, foreign, changed or of another use (T13)",
	),
	...all("9.2.3 9.2.4", test(PLACE, OWN_HOST, STAFF_TOKEN, ELSEWHERE)),
};

const WAY_TO_A_BRAND: Record<string, Answer> = {
	"10.1.1": test(
		"the cookie of a member's session > P24 keeps a member signed in as long as they asked, for this host and no script, and remembers the language",
	),
	"10.1.2": test(CODE, STOLEN_CODE, FOREIGN_CODE),
	"10.2.1": test(CODE, STOLEN_CODE),
	"10.2.2": none("A brand knows one account host: that of its own realm."),
	...all("10.3.1 10.3.2 10.3.3 10.3.4", NO_REFRESH),
	"10.4.1": none(
		"Where to go back to is no parameter: it follows from the brand's settings (src/foundation/account-host/links.ts).",
	),
	"10.4.2": { test: [CODE], weaker: "A code that comes twice is refused; the session of its first use goes on." },
	"10.4.3": test(OLD_CODE),
	"10.4.4": none("There is one grant, the code."),
	"10.4.5": NO_REFRESH,
	"10.4.6": test(STOLEN_CODE, CODE),
	"10.4.7": none("Nobody registers a client: brands are published by their operator."),
	...all("10.4.8 10.4.9", NO_REFRESH),
	"10.4.10": none("There is no back channel: a code is exchanged in the same process."),
	"10.4.11": none("No scopes: a code opens one session on one brand."),
	...all("10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2", NO_OIDC),
	...all("10.7.1 10.7.2", test(PERSON)),
	"10.7.3": test(
		"GET /privacy on the account host > shows a member their consents with the words, what they were shown, and how to withdraw (P05, P18)",
		"POST /brands/:brand/leave > erases that brand's rows and keys, withdraws its consents, and leaves the others (P34)",
	),
};

export const IDENTITY: Record<string, Answer> = { ...PASSWORDS, ...SESSIONS, ...TOKENS, ...WAY_TO_A_BRAND };
