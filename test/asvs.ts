/**
 * What of the OWASP ASVS 5.0.0, levels 1 and 2, is kept, and how one can see it: `test` names tests, `reason` says why
 * a requirement does not apply or who keeps it, `later` names the feature that brings what it is about. `weaker` says
 * where less is done than is asked.
 */
export type Answer =
	| { test: readonly string[]; weaker?: string }
	| { reason: string }
	| { later: "accounts" | "crypto" | "mail" | "payments" | "content" | "retention" | "console" };

const HEADERS = "every route and status (T1) > GET %s answers %i with the header set and %s";
const HOSTILE_TEXT = "a brand whose every text is hostile (T14) > is shown as text on %s";
const FOR_MACHINES = "a brand whose every text is hostile (T14) > breaks no file for machines, and no style";
const MATRIX =
	"every route, method, role, brand and id (T7, T8) > %s by a %s on a host that is %s answers as the policy says";
const POLICY = "the policy > has one row for every route of the app, and no other (T7)";
const ISOLATION = "2,000 interleaved requests to two brands (T2, T3) > carry no byte of the other brand, in %s";
const SCOPE = "the scope of a query > refuses %s";
const SQL = "SQL in any parameter (T33) > is answered as any wrong value is, and changes nothing";
const REDIRECT = "a redirect (T24) > never leaves the brand for %j";
const CROSS_SITE = "writes from elsewhere (T12) > are refused: %s";
const COOKIE = "every route, method, role, brand and id (T7, T8) > $site $route sets cookies for this host alone";
const OUTGOING = "the source > opens connections to the database and the mail server, and to nothing else (T18)";
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

const test = (...titles: string[]): Answer => ({ test: titles });
const none = (reason: string): Answer => ({ reason });
const ACCOUNTS: Answer = { later: "accounts" };
const CRYPTO: Answer = { later: "crypto" };

const EDGE = none(
	"TLS to visitors ends at Cloudflare's edge, with its certificates and the minimum version set there.",
);
const NO_OIDC = none("No OpenID Connect: a realm's own account host signs its members in, with one-time codes.");
const NO_REFRESH = none("No refresh or access tokens: a code is exchanged in the same process for a session.");
const NO_WEBRTC = none("No audio, video or WebRTC.");
const NO_SOCKETS = none("No WebSockets.");

/** One answer for several requirements. */
const all = (ids: string, answer: Answer): Record<string, Answer> =>
	Object.fromEntries(ids.split(" ").map((id) => [id, answer]));

const ENCODING: Record<string, Answer> = {
	"1.1.1": test("the path and query of a request > of %s stay as they were written"),
	"1.1.2": test(HOSTILE_TEXT),
	"1.2.1": test(HOSTILE_TEXT, FOR_MACHINES),
	"1.2.2": test(REDIRECT, "the head of a page > takes canonical and language addresses from the settings"),
	"1.2.3": test(FOR_MACHINES),
	"1.2.4": test(SQL, SCOPE),
	"1.2.5": test(NO_EVALUATION),
	"1.2.6": none("No LDAP."),
	"1.2.7": none("No XPath."),
	"1.2.8": none("No LaTeX."),
	"1.2.9": test(NO_EVALUATION),
	"1.3.1": none("No HTML is taken from anybody: texts of a brand are plain."),
	"1.3.2": test(NO_EVALUATION),
	"1.3.3": test(TENANT_TEXT, SQL),
	"1.3.4": test(SVG, LOGO_BYTES),
	"1.3.5": test(HOSTILE_TEXT),
	"1.3.6": test(OUTGOING),
	"1.3.7": test(HOSTILE_TEXT),
	"1.3.8": none("No JNDI."),
	"1.3.9": none("No memcache."),
	"1.3.10": none("JavaScript has no format strings that read memory; log lines are constants."),
	"1.3.11": { later: "mail" },
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
	"2.1.3": ACCOUNTS,
	"2.2.1": test(TENANT_TEXT, "an unknown key > at any level of a brand's file is reported with its line"),
	"2.2.2": test(SQL, MATRIX),
	"2.2.3": test("an operator's terms for brands > need payments for a shop and for performers"),
	...all("2.3.1 2.3.2", ACCOUNTS),
	"2.3.3": test("a publication > writes nothing at all when someone else published meanwhile"),
	"2.3.4": { later: "payments" },
	"2.4.1": ACCOUNTS,
};

const FRONT_END: Record<string, Answer> = {
	"3.2.1": test(INERT, HEADERS),
	"3.2.2": test("every page of every brand in every language > holds nothing that the content security policy refuses"),
	...all("3.3.1 3.3.2 3.3.3 3.3.4", test(COOKIE, "cookies > of $id are what its cookie table says")),
	"3.4.1": {
		test: [HEADERS],
		weaker: "Without includeSubDomains: a brand's domain is its partner's, and so are its other names.",
	},
	...all("3.4.2 3.4.3 3.4.4 3.4.5 3.4.6", test(HEADERS)),
	...all(
		"3.5.1 3.5.2",
		test(CROSS_SITE, "every route, method, role, brand and id (T7, T8) > $site $route is refused from another site"),
	),
	"3.5.3": test(MATRIX),
	"3.5.4": test("cookies > of one brand are unknown to another", "GET / by host > serves each brand on its own host"),
	"3.5.5": none("No postMessage: no script of ours runs in the browser."),
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
	"5.1.1": test(FIELD_WORDS, PNG),
	"5.2.1": test(
		"brand check > reads no file of over 64 KiB, none that is not text, and no logo that is not there",
		"input of 100 kB (T34) > beyond the limit of a form is 413, chunked or not",
	),
	"5.2.2": test(PNG, SVG),
	"5.2.3": test(PNG),
	"5.3.1": test(INERT),
	"5.3.2": test("brand check > follows no link to a logo, and no link to a brand's file", HEADERS),
	...all("5.4.1 5.4.2", test(FOR_MACHINES)),
	"5.4.3": { later: "content" },
};

/** Passwords, sign-in, sessions and the tokens between account host and brand: DECISIONS 10 and 11. */
const IDENTITY: Record<string, Answer> = {
	...all("6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12", ACCOUNTS),
	...all("6.3.1 6.3.2 6.3.3 6.3.4 6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5", ACCOUNTS),
	"6.6.1": none("No codes by telephone or SMS."),
	...all("6.6.2 6.6.3", ACCOUNTS),
	...all("6.8.1 6.8.2 6.8.3 6.8.4", none("No identity provider but the realm's own account host; no SAML.")),
	...all("7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5", ACCOUNTS),
	...all("7.5.1 7.5.2 7.6.1 7.6.2", ACCOUNTS),
	...all("9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4", ACCOUNTS),
	...all("10.1.1 10.1.2 10.2.1", ACCOUNTS),
	"10.2.2": none("A brand knows one account host: that of its own realm."),
	...all("10.3.1 10.3.2 10.3.3 10.3.4", NO_REFRESH),
	...all("10.4.1 10.4.2 10.4.3 10.4.4 10.4.6", ACCOUNTS),
	"10.4.5": NO_REFRESH,
	"10.4.7": none("Nobody registers a client: brands are published by their operator."),
	...all("10.4.8 10.4.9", NO_REFRESH),
	"10.4.10": none("There is no back channel: a code is exchanged in the same process."),
	"10.4.11": none("No scopes: a code opens one session on one brand."),
	...all("10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2", NO_OIDC),
	...all(
		"10.7.1 10.7.2 10.7.3",
		none("Account host and brands belong to one operator; joining a brand has its own consent."),
	),
};

const AUTHORISATION: Record<string, Answer> = {
	"8.1.1": test(POLICY),
	"8.1.2": ACCOUNTS,
	"8.2.1": test(MATRIX),
	"8.2.2": test(MATRIX, SCOPE),
	"8.2.3": ACCOUNTS,
	"8.3.1": test(MATRIX),
	"8.4.1": test(
		ISOLATION,
		SCOPE,
		MATRIX,
		"random conditions > let no row of another brand through, whatever their shape",
	),
};

const CRYPTOGRAPHY: Record<string, Answer> = {
	...all("11.1.1 11.1.2", CRYPTO),
	"11.2.1": test("a sha256 > is 64 hexadecimal digits, small bytes padded"),
	...all("11.2.2 11.3.1 11.3.2 11.3.3 11.4.2 11.4.4 11.5.1 11.6.1", CRYPTO),
	"11.2.3": none("SHA-256 is the only primitive of today; keys come with the crypto feature."),
	"11.4.1": test("a sha256 > is 64 hexadecimal digits, small bytes padded"),
	"11.4.3": test("the hash covers every word that a reader sees and no note to ourselves"),
};

const COMMUNICATION: Record<string, Answer> = {
	...all("12.1.1 12.1.2 12.2.1 12.2.2", EDGE),
	"12.1.3": none("No client certificates."),
	"12.3.1": test("the Worker's settings > refuse %s in %s, naming the variable and not its value"),
	"12.3.2": none("The fetch of workerd verifies certificates and has no way to switch that off."),
	"12.3.3": test("the Worker's settings > refuse %s in %s, naming the variable and not its value"),
	"12.3.4": none("The one inner connection, to the database, uses a publicly trusted certificate."),
};

const CONFIGURATION: Record<string, Answer> = {
	"13.1.1": test(OUTGOING),
	"13.2.1": none("The Worker shows the database a token of its own, a secret that the operator replaces at will."),
	"13.2.2": ACCOUNTS,
	"13.2.3": none("No credential has a default: without its variables the Worker does not start."),
	"13.2.4": test(OUTGOING, "a database that sends the Worker elsewhere > is not followed"),
	"13.2.5": test(OUTGOING),
	"13.3.1": test("wrangler.toml > would be refused with %s"),
	"13.3.2": CRYPTO,
	"13.4.1": none("One bundled module is uploaded; no folder is served."),
	"13.4.2": test(PRODUCTION),
	"13.4.3": test(HEADERS),
	"13.4.4": test(
		"every route, method, role, brand and id (T7, T8) > answers no method that no route has, and repeats nothing of it",
	),
	"13.4.5": {
		test: [POLICY],
		weaker: "/healthz is open on purpose: it tells a brand's id and the age and revision of the registry.",
	},
};

const DATA_PROTECTION: Record<string, Answer> = {
	"14.1.1": test(REGISTER),
	"14.1.2": test(REGISTER, "the register's check > refuses %s"),
	"14.2.1": test(SILENCE),
	"14.2.2": test(WRANGLER, HEADERS, ISOLATION),
	"14.2.3": test("cookies > P25 none is set by $id on somebody who only reads, and nobody else is asked for anything"),
	"14.2.4": test("the register's check > refuses %s", LOG_FIELDS),
	"14.3.1": ACCOUNTS,
	"14.3.2": test(HEADERS),
	"14.3.3": test("the register and the code > name the same cookies of our own"),
};

const ARCHITECTURE: Record<string, Answer> = {
	"15.1.1": none("DECISIONS 34 says within how many days a vulnerable or old package is replaced."),
	"15.1.2": test(LOCKED),
	"15.1.3": none(
		"DECISIONS 7 and 25: PDFs are made at publication, pages once per isolate, registries read on demand.",
	),
	"15.2.1": none("DECISIONS 34; the packages are those of the lock file, looked through at each release."),
	"15.2.2": test(
		LONG_INPUT,
		"a flood on one brand (T43) > costs another brand neither its pages in memory nor a long wait",
	),
	"15.2.3": test(PRODUCTION, WRANGLER),
	"15.3.1": test("the source > names the columns that it reads"),
	"15.3.2": test("a database that sends the Worker elsewhere > is not followed"),
	"15.3.3": ACCOUNTS,
	"15.3.4": none("No address of a visitor is read yet; the statement names it among the data that are planned."),
	"15.3.5": test("the source > ignores no type error and leaves no debt; Biome refuses any"),
	"15.3.6": test("a registry snapshot > finds a brand by each of its hosts, and by no other", TENANT_TEXT),
	"15.3.7": test("GET / by host > is deaf to a brand in query or cookie"),
};

const LOGGING: Record<string, Answer> = {
	"16.1.1": test(LOG_FIELDS),
	...all("16.2.1 16.2.4 16.3.1 16.3.2 16.3.3", ACCOUNTS),
	"16.2.2": none("The platform stamps each line in UTC."),
	"16.2.3": test(LOG_FIELDS),
	"16.2.5": test(SILENCE, FAILURE, "what a visitor sends (T31) > stands in no log when the database is away"),
	"16.3.4": test(FAILURE),
	"16.4.1": test(FAILURE),
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
	...COMMUNICATION,
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
