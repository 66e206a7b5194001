import { type Answer, all, none, test } from "./asvs-answer.ts";
import { CRYPTOGRAPHY, EDGE } from "./asvs-cryptography.ts";
import { IDENTITY } from "./asvs-identity.ts";

/** What of the OWASP ASVS 5.0.0, levels 1 and 2, is kept, and how one can see it. */

const HEADERS = "every route and status (T1) > GET %s answers %i with the header set and %s";
const HOSTILE_TEXT = "a brand whose every text is hostile (T14) > is shown as text on %s";
const FOR_MACHINES = "a brand whose every text is hostile (T14) > breaks no file for machines, and no style";
const MATRIX =
	"every route, method, role, brand and id (T7, T8) > %s by a %s on a host that is %s answers as the policy says (P23)";
const POLICY = "the policy > has one row for every route of the app, and no other (T7)";
const ISOLATION = "2,000 interleaved requests to two brands (T2, T3) > carry no byte of the other brand, in %s (P23)";
const SCOPE = "the scope of a query > refuses %s";
const SQL = "SQL in any parameter (T33) > is answered as any wrong value is, and changes nothing";
const REDIRECT = "a redirect (T24) > never leaves the brand for %j";
const CROSS_SITE = "writes from elsewhere (T12) > are refused: %s";
const COOKIE = "every route, method, role, brand and id (T7, T8) > $site $route sets cookies for this host alone";
const OUTGOING =
	"the source > opens connections to the database, the mail server, recipients of notices and recipients of visits, and to nothing else (P17, T18)";
const NO_EVALUATION = "the source > evaluates no text, starts no shell, and builds no expression from input";
const SILENCE = "what a visitor sends (T31) > comes back in no answer and stands in no log";
const FAILURE =
	"what a visitor sends (T31) > stands in no log when the program fails, which says its kind of failure and nothing else";
const LOG_FIELDS = "the register and the code > name the same fields of log lines";
const REGISTER = "the register and the database > declare the same columns";
const LOCKED = "the dependencies (T46) > are locked by their content, as packages over HTTPS";
const TENANT_TEXT =
	"whatever text stands in a tenant file > never throws, and what compiles satisfies its schemas with a source for every value";
const FIELD_WORDS = "the tenant files of the project > are explained: every field of both schemas has a description";
// biome-ignore lint/suspicious/noTemplateCurlyInString: the title as it is written
const SVG = "an SVG logo > with ${what} is refused";
// biome-ignore lint/suspicious/noTemplateCurlyInString: the title as it is written
const PNG = "a PNG logo > with ${what} is refused at once";
const LOGO_BYTES = "for any > bytes, a logo is clean or refused";
const INERT = "assets > are inert when they are the brand's own images (T15)";
const LONG_INPUT = "input of 100 kB (T34) > is answered soon and with no fault of ours: %s";
const PRODUCTION = "production > names no brand by localhost, times no query, and shows nothing of its parts";
const WRANGLER =
	"wrangler.toml > caches nothing at the edge, serves nothing before the Worker, and gives production all that development has (T1)";

const JOIN_FIELDS = "POST /join > refuses a field that it does not have: %s (T23)";
const PROFILE_FIELDS = "what a member gives once > POST /profile takes no field that the form lacks (T23)";
const GUESSING = "POST /sign-in > stops guessing from one place, and shuts nobody out of their account (T26)";
const JOINING = "who joins > is stopped after a few tries from one place (T26)";
const MAILBOX = "who joins > cannot fill somebody's mailbox, from wherever (T26)";
const FLOOD = "a flood of tries from one place > is answered without password or database: %s (T26)";
const HASHES = "hashing under load > is refused beyond 20 in a second, and goes on in the next (T26)";
const TEN_PASSKEYS = "POST /security/passkeys > takes ten and no more";
const TWELVE_PHOTOS = "what is no photo > a thirteenth is refused, also when two come at once";
const WEEKLY = "the limit per week > is never passed in any seven days, whatever is asked, waits or fails (P35)";
const NO_PHOTO =
	"what is no photo > POST /profile/:brand/photos refuses every other kind of file, whatever it is called (T15)";
const POLYGLOT = "what is no photo > a file that is two things at once comes out as pixels alone (T15)";
const HUGE = "what is no photo > a small file that claims to be huge is refused before anything decodes it (T17)";
const EIGHT_MEGABYTES =
	"what is no photo > a body beyond eight megabytes is refused, and other forms keep their small limit (T17)";
const INERT_PHOTO = "a photo > GET /photos/:photo/:size serves it inert and kept by no cache (T15)";
const MEMBER_TEXT = "a member's page > shows stored text as text, on the page and in the form (T14)";
const PLAIN_TEXT =
	"text that a member writes > holds no control, no turn of direction and no unseen letter, whatever is sent (T14)";
const MAIL_HEADER =
	"the header of a mail > never has a line, a sender or a recipient more, whatever stands in the values (T32)";
const ROLES = "every route of the console > answers a %s what the role may do, and nothing else (T30)";
const REVEALED =
	"POST /console/members/:member/reveal > shows what was asked for and no more; the member reads who, when, why and about what (P23, T30)";
const VISIBILITY =
	"what a member gives once > POST /profile keeps what is filled in, and a brand shows it only after it was turned on there (P04, P26)";
const NOT_THIS_HOSTS =
	"a session that is not this host's, on every route (T7, T8, T11) > %s answers as it does to a visitor";
const MEMBERS_OWN = "a member, on every page that sends a visitor to sign in (T7) > %s shows what is theirs";
const MEMBER_ALIKE =
	"a member's page > GET /members/:member answers alike for who is missing, hidden, suspended, closed or of another brand (T8, T9)";
const AT_REST = "what stands in files > holds nothing of a member who %s, while the pages do (P55, P56, T31)";
const SESSION_COOKIE =
	"the cookie of a member's session > P24 keeps a member signed in as long as they asked, for this host and no script, and remembers the language";
const ACTIVATION =
	"an account that is not confirmed > does not sign in, is sent its link again, and works once it is used, once (P02)";

const NO_WEBRTC = none("No audio, video or WebRTC.");
const NO_SOCKETS = none("No WebSockets.");

const ENCODING: Record<string, Answer> = {
	"1.1.1": test("the path and query of a request > of %s stay as they were written"),
	"1.1.2": test(HOSTILE_TEXT),
	"1.2.1": test(HOSTILE_TEXT, FOR_MACHINES, MEMBER_TEXT),
	"1.2.2": test(REDIRECT, "the head of a page > takes canonical and language addresses from the settings"),
	"1.2.3": test(FOR_MACHINES),
	"1.2.4": test(SQL, SCOPE),
	"1.2.5": test(NO_EVALUATION),
	"1.2.6": none("No LDAP."),
	"1.2.7": none("No XPath."),
	"1.2.8": none("No LaTeX."),
	"1.2.9": test(NO_EVALUATION),
	"1.3.1": test(MEMBER_TEXT, HOSTILE_TEXT),
	"1.3.2": test(NO_EVALUATION),
	"1.3.3": test(TENANT_TEXT, PLAIN_TEXT, SQL),
	"1.3.4": test(SVG, LOGO_BYTES),
	"1.3.5": test(HOSTILE_TEXT),
	"1.3.6": test(OUTGOING),
	"1.3.7": test(HOSTILE_TEXT),
	"1.3.8": none("No JNDI."),
	"1.3.9": none("No memcache."),
	"1.3.10": none("JavaScript has no format strings that read memory; log lines are constants."),
	"1.3.11": test(MAIL_HEADER, "the header of a mail > is refused with a sender's name of %s (T32)"),
	...all(
		"1.4.1 1.4.2 1.4.3",
		none("JavaScript manages memory itself; numbers that arrive are matched by length first."),
	),
	"1.5.1": test(SVG),
	"1.5.2": test("a broken snapshot > is refused with %s", TENANT_TEXT),
};

const BUSINESS_LOGIC: Record<string, Answer> = {
	"2.1.1": test(FIELD_WORDS),
	"2.1.2": test("the tenant files of the project > satisfy those JSON schemas, which an editor holds against them"),
	"2.1.3": none(
		"DECISIONS 50 to 54; each limit stands once, with its reason, where it is kept: tries in src/features/accounts/sign-in/attempt-limits.ts and rate-limit.ts, mail in src/foundation/mail/mail-class.ts, photos in the schema.",
	),
	"2.2.1": test(TENANT_TEXT, "an unknown key > at any level of a brand's file is reported with its line"),
	"2.2.2": test(SQL, MATRIX, "POST /join > refuses %s, beside its field, and gives back the rest (P01)"),
	"2.2.3": test("an operator's terms for brands > need payments for a shop and for performers"),
	"2.3.1": test(
		ACTIVATION,
		"POST /sign-in/second > refuses tokens that are expired, foreign, changed or for something else (T13)",
		"special values > POST /profile/:brand without consent is refused with the question, and nothing is kept (P05)",
	),
	"2.3.2": test(TEN_PASSKEYS, TWELVE_PHOTOS, WEEKLY, JOINING, GUESSING),
	"2.3.3": test(
		"a publication > writes nothing at all when someone else published meanwhile",
		"who presses a button twice > comes to a brand for the first time, once (T36)",
		"POST /console/members/:member/reveal > shows nothing when the row cannot be written (T30)",
	),
	"2.3.4": { later: "payments" },
	"2.4.1": test(JOINING, MAILBOX, GUESSING, FLOOD, TWELVE_PHOTOS, HASHES),
};

const FRONT_END: Record<string, Answer> = {
	"3.2.1": test(INERT, HEADERS),
	"3.2.2": test("every page of every brand in every language > holds nothing that the content security policy refuses"),
	...all("3.3.1 3.3.2 3.3.3 3.3.4", test(COOKIE, SESSION_COOKIE, "cookies > of $id are what its cookie table says")),
	"3.4.1": {
		test: [HEADERS],
		weaker: "Without includeSubDomains: a brand's domain is its partner's, and so are its other names.",
	},
	...all("3.4.2 3.4.3 3.4.4 3.4.5 3.4.6", test(HEADERS)),
	...all(
		"3.5.1 3.5.2",
		test(CROSS_SITE, "every route, method, role, brand and id (T7, T8) > $site $route is refused from another site"),
	),
	"3.5.3": test(MATRIX, "GET /email > changes nothing by being looked at, and knows no code but its own"),
	"3.5.4": test("cookies > of one brand are unknown to another", "GET / by host > serves each brand on its own host"),
	"3.5.5": none("No postMessage: the one script of ours, for passkeys, uses none."),
	"3.7.1": test("every page of every brand in every language > is valid HTML: $brand $locale $page"),
	"3.7.2": test(REDIRECT, "a redirect (T24) > stays here when a language is taken from %s"),
};

const WEB_SERVICES: Record<string, Answer> = {
	"4.1.1": test("every route, method, role, brand and id (T7, T8) > $site $route says what it answers with"),
	"4.1.2": EDGE,
	"4.1.3": test("GET / by host > is deaf to %s"),
	"4.2.1": none("Where a message ends is decided by Cloudflare's edge and workerd; no header is parsed by hand."),
	...all("4.3.1 4.3.2", none("No GraphQL.")),
	...all("4.4.1 4.4.2 4.4.3 4.4.4", NO_SOCKETS),
};

const FILES: Record<string, Answer> = {
	"5.1.1": test(FIELD_WORDS, PNG, NO_PHOTO, EIGHT_MEGABYTES),
	"5.2.1": test(
		"brand check > reads no file of over 64 KiB, none that is not text, and no logo that is not there",
		"input of 100 kB (T34) > beyond the limit of a form is 413, chunked or not",
		EIGHT_MEGABYTES,
	),
	"5.2.2": test(PNG, SVG, NO_PHOTO, POLYGLOT),
	"5.2.3": test(PNG, HUGE),
	"5.3.1": test(INERT, INERT_PHOTO),
	"5.3.2": test("brand check > follows no link to a logo, and no link to a brand's file", HEADERS),
	...all("5.4.1 5.4.2", test(FOR_MACHINES, INERT_PHOTO)),
	"5.4.3": {
		test: [
			POLYGLOT,
			"a picture that was made anew > keeps its pixels and loses every other chunk, and what stands behind the end (T16)",
		],
		weaker: "No scanner: a photo is made anew from its pixels, and nothing of the file that came is served.",
	},
};

const AUTHORISATION: Record<string, Answer> = {
	"8.1.1": test(
		POLICY,
		"every route of the console > has a permission or is for anyone, and none is beside the table (T30)",
	),
	"8.1.2": test(REGISTER, ROLES, VISIBILITY),
	"8.2.1": test(MATRIX, MEMBERS_OWN, ROLES),
	"8.2.2": test(MATRIX, SCOPE, MEMBER_ALIKE, NOT_THIS_HOSTS),
	"8.2.3": test(VISIBILITY, REVEALED, PROFILE_FIELDS),
	"8.3.1": test(MATRIX, NOT_THIS_HOSTS, ROLES),
	"8.4.1": test(
		ISOLATION,
		SCOPE,
		MATRIX,
		NOT_THIS_HOSTS,
		"random conditions > let no row of another brand through, whatever their shape",
	),
};

const CONFIGURATION: Record<string, Answer> = {
	"13.1.1": test(OUTGOING),
	"13.2.1": {
		test: ["the SMTP transport > signs in where the address names a user"],
		weaker:
			"The database is shown a token, the mail server a name and password: the Worker's own, but they last until the operator replaces them.",
	},
	"13.2.2": {
		weaker:
			"One token may do everything in the database; what a query reaches is narrowed by the Worker itself (src/foundation/db/scope.ts), and what is never changed is guarded by triggers.",
	},
	"13.2.3": none("No credential has a default: without its variables the Worker does not start."),
	"13.2.4": test(OUTGOING, "a database that sends the Worker elsewhere > is not followed"),
	"13.2.5": test(OUTGOING),
	"13.3.1": test("wrangler.toml > would be refused with %s"),
	"13.3.2": none(
		"Secrets are the Worker's alone: the account host and the brands are one Worker, no tool of an affiliate needs one, and the salts lie in a bucket that no backup and no other program reads (DECISIONS 16).",
	),
	"13.4.1": none("One bundled module is uploaded; no folder is served."),
	"13.4.2": test(PRODUCTION),
	"13.4.3": test(HEADERS),
	"13.4.4": test(
		"every route, method, role, brand and id (T7, T8) > answers no method that no route has, and repeats nothing of it",
	),
	"13.4.5": {
		test: [POLICY],
		weaker:
			"Open on purpose, /healthz tells a brand's id, the age and revision of the registry, which part of the installation does not fit or answer, and when each job last ended well.",
	},
};

const DATA_PROTECTION: Record<string, Answer> = {
	"14.1.1": test(REGISTER),
	"14.1.2": test(REGISTER, "the register's check > refuses %s"),
	"14.2.1": {
		test: [SILENCE, HEADERS],
		weaker:
			"Links of a mail, the way back to a brand and an invitation carry a code in their address: each counts once and soon ends, and no page tells another site where a reader came from.",
	},
	"14.2.2": test(WRANGLER, HEADERS, ISOLATION, INERT_PHOTO),
	"14.2.3": test("cookies > P25 none is set by $id on somebody who only reads, and nobody else is asked for anything"),
	"14.2.4": test("the register's check > refuses %s", LOG_FIELDS, AT_REST),
	"14.3.1": {
		test: ["the end of a member's session > leaves nothing in the browser: its pages are cleared with the cookie"],
		weaker: "A browser that cannot reach the server keeps what stands on its screen.",
	},
	"14.3.2": test(HEADERS),
	"14.3.3": test("the register and the code > name the same cookies of our own"),
};

const ARCHITECTURE: Record<string, Answer> = {
	"15.1.1": none("DECISIONS 34 says within how many days a vulnerable or old package is replaced."),
	"15.1.2": test(LOCKED),
	"15.1.3": none(
		"DECISIONS 7, 25, 49 and 51: PDFs are made at publication, pages once per isolate, keys rotated in chunks by the clock, photos judged by their header first; src/foundation/crypto/password.ts says how many hashes a second has.",
	),
	"15.2.1": none("DECISIONS 34; the packages are those of the lock file, looked through at each release."),
	"15.2.2": test(
		LONG_INPUT,
		FLOOD,
		HASHES,
		HUGE,
		"a flood on one brand (T43) > costs another brand neither its pages in memory nor a long wait",
	),
	"15.2.3": test(PRODUCTION, WRANGLER),
	"15.3.1": test("the source > names the columns that it reads"),
	"15.3.2": test("a database that sends the Worker elsewhere > is not followed"),
	"15.3.3": test(
		JOIN_FIELDS,
		PROFILE_FIELDS,
		"POST /console/members/:member/reveal > refuses %s: nothing is shown and nothing written",
	),
	"15.3.4": {
		test: [GUESSING],
		weaker:
			"CF-Connecting-IP is read, which Cloudflare's edge, or the Node host, sets and takes from nobody: right behind that edge, or behind the one proxy that the operator named.",
	},
	"15.3.5": test("the source > ignores no type error and leaves no debt; Biome refuses any"),
	"15.3.6": test("a registry snapshot > finds a brand by each of its hosts, and by no other", TENANT_TEXT),
	"15.3.7": test("GET / by host > is deaf to a brand in query or cookie"),
};

const LOGGING: Record<string, Answer> = {
	"16.1.1": test(LOG_FIELDS),
	"16.2.1": {
		test: [LOG_FIELDS, REVEALED],
		weaker:
			"A line of the log says what and, by the platform, when; who is only in the record of what staff looked at.",
	},
	"16.2.4": {
		test: [LOG_FIELDS],
		weaker:
			"Lines are words that the platform wraps in JSON with their time; they have no fields of ours to correlate by.",
	},
	"16.3.1": {
		test: ["POST /sign-in > tells the owner of a browser that is new, and not of one that is known"],
		weaker:
			"Nothing is logged of it: a line would name a person and outlive their erasure. Members see their sessions; wrong tries are counted for a day, under keyed imprints.",
	},
	"16.3.2": {
		test: [REVEALED],
		weaker: "Each look of staff at a member is recorded; what is refused leaves no line.",
	},
	"16.3.3": { weaker: "Writes from elsewhere, forged tokens and throttled tries leave no line; tries are counted." },
	"16.2.2": none("The platform stamps each line in UTC."),
	"16.2.3": test(LOG_FIELDS),
	"16.2.5": test(SILENCE, FAILURE, "what a visitor sends (T31) > stands in no log when the database is away"),
	"16.3.4": test(FAILURE),
	"16.4.1": test(FAILURE, LOG_FIELDS),
	...all(
		"16.4.2 16.4.3",
		none("Lines go to the platform's log store, outside the Worker, under the operator's account."),
	),
	"16.5.1": test(FAILURE, "every route and status (T1) > carries the header set on 503 and on 500"),
	"16.5.2": test(
		"a Worker without its database > serves home and statement from memory when warm, and 503 for what needs a trip",
		"a warm isolate > goes on from memory when the database goes away, and asks it every five seconds",
	),
	"16.5.3": test(
		"a database that fails every request (T41, T42) > fails closed soon: what it cannot answer is 503 within two seconds",
		"a Worker with neither database nor copy > answers 503 within 3 seconds, without a brand",
	),
};

export const ASVS: Record<string, Answer> = {
	...ENCODING,
	...BUSINESS_LOGIC,
	...FRONT_END,
	...WEB_SERVICES,
	...FILES,
	...IDENTITY,
	...AUTHORISATION,
	...CRYPTOGRAPHY,
	...CONFIGURATION,
	...DATA_PROTECTION,
	...ARCHITECTURE,
	...LOGGING,
	...all("17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2", NO_WEBRTC),
};

/** What the map says that is not so. */
export function asvsProblems(
	answers: Record<string, Answer>,
	ids: readonly string[],
	titles: readonly string[],
): string[] {
	const known = new Set(titles);
	return [
		...ids.filter((id) => answers[id] === undefined).map((id) => `${id} has no answer`),
		...Object.keys(answers)
			.filter((id) => !ids.includes(id))
			.map((id) => `${id} is no requirement of level 1 or 2`),
		...Object.entries(answers).flatMap(([id, answer]) => {
			if (!("test" in answer)) return [];
			if (answer.test.length === 0) return [`${id} names no test`];
			return answer.test.filter((title) => !known.has(title)).map((title) => `${id}: there is no test "${title}"`);
		}),
	];
}
