/**
 * The plan of the house that `layers.test.ts` holds the source against (DECISIONS 79). A new pair of features, a new
 * address or a new area of the foundation is a line here, with its reason.
 */

/** From the ground up: an area may import itself and those before it. `foundation/<name>` is a folder or a file. */
export const FOUNDATION: readonly string[] = [
	"errors",
	"outages",
	"ids",
	"time",
	"names",
	"printable",
	"i18n",
	"db",
	"crypto",
	"objects",
	"settings",
	"brand",
	"register",
	// Brand files: read, checked and written. What they compile into is held against the register.
	"brand-file",
	"ledgers",
	"browser",
	"device",
	"context",
	"choice",
	"proof",
	"audit",
	"acts",
	"rights",
	"system",
	"documents",
	"ui",
	"http",
	"account-host",
	"mail",
	"recipients",
	"jobs",
];

/**
 * Each feature and the features whose rules it may call. The table has no circle and no pair that no file uses; tests
 * say so. That a member is signed in, and on which brands they are a member, is a rule of accounts.
 */
export const FEATURES: Readonly<Record<string, readonly string[]>> = {
	// What stands against a member keeps them out, and says why.
	accounts: ["moderation"],
	content: [],
	// Staff sign in as members do, with the same codes and limits; they look at members, judge photos and decide on rights.
	// A copy of what is held of staff is made as that of a member is.
	// What a visitor answered is kept in the browser, and a member's in the ledger too; the words of a member's other
	// consents are found where the member's privacy shows them.
	consent: ["accounts", "my-data"],
	// What people ask the help desk is answered there.
	// The record of processing says what the statement says, and who was told of a statement is known where members are.
	// A draft of a brand is shown as its front page would be.
	console: [
		"accounts",
		"helpdesk",
		"home",
		"memberships",
		"moderation",
		"my-data",
		"privacy",
		"profiles",
		"statistics",
	],
	// A member who asks is signed in, and questions are counted as other tries are.
	helpdesk: ["accounts"],
	home: [],
	// Above the account: closing it takes everything along. A member's sites are listed with the name borne on each.
	memberships: ["accounts", "profiles"],
	messages: [],
	moderation: [],
	// The words of a consent are its asker's: of membership, of special values, of being counted.
	"my-data": ["accounts", "memberships", "profiles", "statistics"],
	notifications: ["accounts"],
	payments: [],
	privacy: [],
	profiles: ["accounts", "moderation"],
	// What a restored copy of the database has to do again, of every feature that records an act.
	restore: ["accounts", "consent", "console", "memberships", "profiles", "statistics"],
	shop: [],
	site: [],
	// Members who said yes are counted by what they gave in their profile.
	statistics: ["profiles"],
	suggestions: [],
	// The terms are a document beside the statement, and say what the statement says about operator and countries.
	terms: ["privacy"],
	visits: [],
};

/**
 * Whose a first segment is, on each kind of host: a feature claims its addresses here. "" is the front page. Below
 * `.well-known`, where every feature may have an address, the second segment counts too (RFC 8615), and wherever the
 * first two are claimed.
 */
export const SEGMENTS: Readonly<Record<"brand" | "account", Readonly<Record<string, string>>>> = {
	account: {
		"": "accounts",
		".well-known/change-password": "accounts",
		".well-known/livery-proof-keys.json": "privacy",
		"apple-touch-icon-precomposed.png": "site",
		"apple-touch-icon.png": "site",
		assets: "site",
		authorize: "accounts",
		brands: "memberships",
		close: "memberships",
		confirm: "accounts",
		console: "console",
		email: "accounts",
		"favicon.ico": "site",
		healthz: "site",
		join: "accounts",
		notifications: "notifications",
		privacy: "my-data",
		// The same pages on every host of a realm.
		"privacy/log-head": "privacy",
		"privacy/log-head.json": "privacy",
		"privacy/receipts": "privacy",
		"privacy/recipients": "consent",
		profile: "profiles",
		reopen: "accounts",
		reset: "accounts",
		security: "accounts",
		"sign-in": "accounts",
		"sign-out": "accounts",
		welcome: "accounts",
	},
	brand: {
		"": "home",
		".well-known/change-password": "accounts",
		".well-known/gpc.json": "site",
		".well-known/livery-proof-keys.json": "privacy",
		".well-known/security.txt": "site",
		age: "home",
		"apple-touch-icon-precomposed.png": "site",
		"apple-touch-icon.png": "site",
		assets: "site",
		"favicon.ico": "site",
		healthz: "site",
		helpdesk: "helpdesk",
		join: "accounts",
		language: "home",
		login: "accounts",
		logout: "accounts",
		"manifest.webmanifest": "site",
		me: "accounts",
		members: "profiles",
		photos: "profiles",
		privacy: "privacy",
		"privacy/cookies": "consent",
		"robots.txt": "site",
		"sitemap.xml": "site",
		terms: "terms",
		unsubscribe: "notifications",
	},
};

/** Files at the root, from the ground up. What stands in for Cloudflare on a host (`cli/host`) is below its entry. */
export const ROOT: readonly (readonly string[])[] = [
	["env.ts", "app.tsx", "routes.tsx", "register.ts", "letters.ts", "jobs.ts", "incoming.ts"],
	["handler.ts"],
	["index.ts", "node.ts", "deno.ts"],
];

/** Where Hono and its context may be named: what answers a request, or writes a cookie. */
export const KNOWS_HTTP =
	/^src\/((app|routes|index|node|deno)\.tsx?|foundation\/(http|account-host)\/.*|foundation\/ui\/.*\.tsx|features\/.*\/(routes[^/]*|views[^/]*|page)\.tsx|features\/.*-cookie\.ts)$/;

export const MAX_FILES_IN_FOLDER = 20;

/**
 * What middleware and the shell of pages take of a request by themselves, by file: members of `c.req`, sorted. Forms,
 * queries and parameters of a path reach a route by its validators alone (DECISIONS 87).
 */
export const TAKEN_OF_REQUEST: Readonly<Record<string, readonly string[]>> = {
	// An address that no route has, which may be another spelling of one.
	"src/app.tsx": ["method", "url"],
	// What is under way when a member came (a sign-in of a brand, a page to return to) goes on to the next page's links.
	"src/foundation/account-host/links.ts": ["query", "url"],
	// The code of a mailed link, which the links to other languages keep.
	"src/foundation/account-host/page.tsx": ["header", "method", "query"],
	// The length and the path, before any byte of the body is taken.
	"src/foundation/http/body-limit.ts": ["header", "path"],
	// Address and name of the browser, and what the host says of its network.
	"src/foundation/http/browser.ts": ["header", "raw"],
	// The page that a form was on, with its query.
	"src/foundation/http/came-from.ts": ["header", "url"],
	// Where a write comes from.
	"src/foundation/http/cross-site.ts": ["header", "method", "path", "url"],
	// The texts with which a form begins that is too large to be read.
	"src/foundation/http/first-fields.ts": ["raw"],
	// The language that a browser asks for on its first visit.
	"src/foundation/http/first-language.ts": ["raw"],
	// Whether the caller asks for JSON.
	"src/foundation/http/problem.ts": ["header"],
	// The host names the brand.
	"src/foundation/http/resolve-site.ts": ["method", "url"],
	// Whether the caller has the page already; the address under which it is cached; whether a page was shown.
	"src/foundation/http/respond-cached.ts": ["header", "raw", "url"],
	// The validators.
	"src/foundation/http/validate.ts": ["formData", "header", "param"],
};

/** Routes that write and read no body, with the reason. */
export const BODILESS: Readonly<Record<string, string>> = {
	"brand POST /unsubscribe/:token":
		"mail programs send it in many forms, or with no body at all; the signed token in the address says all",
};
