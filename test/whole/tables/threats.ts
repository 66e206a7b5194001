/**
 * The threat model: what could go wrong, and the tests that show it does not. A threat whose target does not exist
 * yet names the feature that brings it; that feature replaces `later` by its proof.
 */
export type Threat = { title: string; proof: readonly string[]; note?: string } | { title: string; later: string };

const PAYMENTS = "payments: no money moves yet";
const RIGHTS = "rights requests: no personal data of a member is held yet";

export const THREATS: Record<string, Threat> = {
	T1: {
		title: "A cache at the edge hands one brand's page to another",
		proof: [
			"wrangler.toml > caches nothing at the edge, serves nothing before the Worker, and gives production all that development has (T1)",
			"every route and status (T1) > $name carries the header set, and the caching that it may have",
			"every route and status (T1) > GET %s answers %i with the header set and %s",
			"every route and status (T1) > carries the header set on 421, and on HEAD, POST and refused writes",
			"every route and status (T1) > carries the header set on 503 and on 500",
		],
	},
	T2: {
		title: "A key of a cache in the program does not name the brand",
		proof: [
			"2,000 interleaved requests to two brands (T2, T3) > carry no byte of the other brand, in %s (P23)",
			"the source > uses no sql.raw, no caches, no unscoped execution and no inserted HTML (T2, T14, T33)",
			"conditional requests > answer 304 to the ETag of this brand, and 200 to that of another",
		],
	},
	T3: {
		title: "Memory of an isolate carries one brand's data into another's answer",
		proof: [
			"2,000 interleaved requests to two brands (T2, T3) > carry no byte of the other brand, in %s (P23)",
			"the source > holds module state in files of a list only (T3)",
		],
	},
	T4: {
		title: "A forged or unknown Host is taken for a brand",
		proof: [
			"GET / by host > answers 421 for %s and reflects nothing",
			"GET / by host > answers every foreign host with the same bytes",
			"GET / by host > is deaf to %s",
			"random hosts > are 421 unless they are exactly ours",
			"any text (T4) > names our brand only when it spells its host, and a sloppy reading is caught",
		],
	},
	T5: {
		title: "Runtimes read a Host differently",
		proof: [
			"GET / by host > answers the brand for %s",
			"GET / by host > takes nothing from an absolute-form target",
			"the same app on workerd, Node and Deno > answers the same bytes for %s%s",
		],
	},
	T6: {
		title: "A link in a mail is built from a forged Host",
		proof: [
			"a letter > links to the hosts of the settings, and in development to where they are found (T6)",
			"a letter > takes no link to %j (T6)",
			"POST /reset > says the same of an account that there is not, and its link works once (T6, T25)",
		],
	},
	T7: {
		title: "A query or an address reaches another brand's rows",
		proof: [
			"a session that is not this host's, on every route (T7, T8, T11) > %s answers as it does to a visitor",
			"a session of the console > is of its realm alone (T7)",
			"POST /confirm > makes a member of the brand that was joined, whatever brand its address names (T7)",
			"queries of profiles > %s reads by an index, and stays within its brand or realm (T7)",
			"the policy > has one row for every route of the app, and no other (T7)",
			"every route, method, role, brand and id (T7, T8) > %s by a %s on a host that is %s answers as the policy says (P23)",
			"the scope of a query > refuses %s",
			"random conditions > let no row of another brand through, whatever their shape",
			"hostile queries > are refused, or touch and show no row of another brand or realm in SQLite itself (T7)",
			"assets > of one brand are unknown to another",
			"GET /console/photos > leaves out who is suspended, and photos of another realm (T7, T8)",
		],
	},
	T8: {
		title: "An id of somebody else's opens what it names",
		proof: [
			"a photo > is of one brand: on another it is missing, and its owner alone edits it (T7, T8)",
			"POST /sign-in/passkey > POST /security/passkeys/:passkey/remove makes it useless, by its owner and nobody else (T8)",
			"a member's page > GET /members/:member answers alike for who is missing, hidden, suspended, closed or of another brand (T8, T9)",
			"every route, method, role, brand and id (T7, T8) > %s by a %s on a host that is %s answers as the policy says (P23)",
			"every session of a member > can be ended one by one and all at once, and none of another's",
		],
	},
	T9: {
		title: "One brand tells who is a member of another",
		proof: [
			"who joins > does not learn from a second try which address is a member's (T9, T25)",
			"who asks about an address or a name (T9, T25) > $asked after $planted: learns nothing from the answer, trips, hashes and rows",
			"who asks about an address or a name (T9, T25) > hears of a name that is taken in the same way, whoever has it and whatever address comes with it",
			"who asks for a new password > has it written by a brand of the reader's own (T9)",
			"a member's page > GET /members/:member answers alike for who is missing, hidden, suspended, closed or of another brand (T8, T9)",
			"POST /join > answers a known address as it does an unknown one, and tells its owner (T9, T25)",
			"signing in for a brand > gives no way in on another brand than the one that was signed in for (T9)",
			"a brand > never names another, nor tells that a member is on it (T9)",
		],
	},
	T10: {
		title: "A session is planted, or carried to another brand",
		proof: [
			"GET /login/callback > refuses a code that was given to another browser, with this browser's own transaction (T10)",
			"who signs in again > leaves no session of this browser behind (T10)",
			"a session of the console > is none of a member's, nor a member's one of staff (T7, T10)",
			"GET /login/callback > spends a code once, for the browser, brand and state that it was given to (T10)",
			"GET /login/callback > refuses a code of another brand, with that brand's own transaction (T10)",
			"a session of three hours ago > is not enough for %s, which changes nothing without the password (T10)",
			"what a write of a member asks (T10) > is said of every route, and of no other",
			"a session > counts on its own host and on no other (T10)",
			"a session for privacy rights > is never exchanged for one on a brand, where the account is %s (T10)",
			"a session for privacy rights, on every route (T10, T27) > %s answers as the list says, or as to a visitor",
			"POST /sign-in/rights > opens nothing twice, late, for something else, from elsewhere or changed (T10, T13)",
			"a session > has a new id at each sign-in, and is dead after it ends (T10, T11)",
			"the link of the mail that activates > asks for the password in any browser but the one that joined, so that nobody prepares an account for a stranger (T10)",
			"activating an account > signs in nobody that follows another member's redirects (T10)",
			"the link of the mail that activates > is bound to a registration, and not to who registers something of their own (T10)",
		],
	},
	T11: {
		title: "A session outlives signing out, a ban or a new password",
		proof: [
			"the end of a member's session > comes after twelve hours, or thirty days where one asked to stay, and the row decides (T11)",
			"the end of a member's session > moves on with use, and never beyond thirty days after signing in (T11)",
			"POST /console/members/:member/suspend > signs a member out everywhere at once and keeps them out until it is lifted (P23, P60, T11)",
			"every session of a member > ends when the account closes; it opens again with its password and asks every consent anew (P34, P37)",
			"a session of the console > ends by signing out, after half an hour unused, and after eight hours (T11)",
			"POST /console/staff/:staff/end > ends somebody's access at once and for good, and never one's own (T11)",
			"a session > has a new id at each sign-in, and is dead after it ends (T10, T11)",
			"every session of a member > ends with a new password, but for the browser that set it; the owner is told (T11)",
			"the link of the mail that activates > lets the owner of the mailbox set a password, after which the one who registered is out (T11)",
		],
	},
	T12: {
		title: "Another site, a sibling brand included, makes a member write",
		proof: [
			"every route, method, role, brand and id (T7, T8) > $site $route is refused from another site",
			"writes from elsewhere (T12) > are refused: %s",
			"one-click unsubscribe > POST /unsubscribe/:token stops the class from anywhere, without a cookie, and offers to undo it (P16, T12)",
		],
	},
	T13: {
		title: "A signed token is accepted with another key, algorithm or purpose",
		proof: [
			"a session > is no token that somebody else made or moved (T13)",
			"a token > is of one algorithm, whatever its header says, even under the right key (T13)",
			"a token > that is %s says what was put in it, to the service, use and place that it is of",
			"POST /sign-in/second > refuses tokens that are expired, foreign, changed or for something else (T13)",
			"POST /sign-in/passkey > refuses challenges that are expired, foreign, changed or of another use (T13)",
			"a session of the console > is a token of the console's own key and audience, and names a row of its own member of staff (T7, T13)",
		],
	},
	T14: {
		title: "Text of a brand is run as a script",
		proof: [
			"a brand whose every text is hostile (T14) > is shown as text on %s",
			"a brand whose every text is hostile (T14) > would be seen if it got out of its place",
			"a brand whose every text is hostile (T14) > breaks no file for machines, and no style",
			"the source > uses no sql.raw, no caches, no unscoped execution and no inserted HTML (T2, T14, T33)",
		],
	},
	T15: {
		title: "An image of a brand is a script in disguise",
		proof: [
			"what is no photo > POST /profile/:brand/photos refuses every other kind of file, whatever it is called (T15)",
			"what is no photo > a file that is two things at once comes out as pixels alone (T15)",
			"an SVG logo > is written anew from the allow-list, with its ids prefixed",
			// biome-ignore lint/suspicious/noTemplateCurlyInString: the title as it is written
			"an SVG logo > with ${what} is refused",
			"a PNG logo > is decoded and encoded anew, without what it carried besides",
			// biome-ignore lint/suspicious/noTemplateCurlyInString: the title as it is written
			"a PNG logo > with ${what} is refused at once",
			"for any > bytes, a logo is clean or refused",
			"assets > are inert when they are the brand's own images (T15)",
			"files of questions > refuses what calls itself something else, by its name or by its type (T15)",
			"an answer by mail > brings the files that a form would take, by what their bytes are, and names the others (T15)",
			"POST /console/tickets/:ticket/files/:file > gives a file to keep, never to show, once the look is written down (P23, T15)",
		],
	},
	T16: {
		title: "A photo tells where it was taken",
		proof: [
			"a photo > POST /profile/:brand/photos makes it anew: no place, camera, serial number or comment is left (T16)",
			"a picture that was made anew > keeps its pixels and loses every other chunk, and what stands behind the end (T16)",
		],
	},
	T17: {
		title: "A small upload unpacks to more than memory holds",
		proof: [
			"the first bytes of a picture > of %s decide before decoding (T17)",
			"the first bytes of a picture > are believed at their largest where two places name a size (T17)",
			"what is no photo > a small file that claims to be huge is refused before anything decodes it (T17)",
			"what is no photo > a body beyond eight megabytes is refused, and other forms keep their small limit (T17)",
			"files of questions > refuses archives, also one behind a picture, a PDF or a text, and unpacks none (T17)",
		],
	},
	T18: {
		title: "An address in somebody's text makes the server fetch it",
		proof: [
			"the source > opens connections to the database, the mail server, recipients of notices and recipients of visits, and to nothing else (P17, T18)",
			"brand check > follows no link to a logo, and no link to a brand's file",
		],
	},
	T19: { title: "A payment message is forged", later: PAYMENTS },
	T20: { title: "A payment message comes twice, late or out of order", later: PAYMENTS },
	T21: { title: "Two requests spend the same credit", later: PAYMENTS },
	T22: { title: "The visitor sets the price", later: PAYMENTS },
	T23: {
		title: "A form sets fields that it does not show",
		proof: [
			"POST /join > refuses a field that it does not have: %s (T23)",
			"what a member gives once > POST /profile takes no field that the form lacks (T23)",
			"special values > exist on adult brands alone: another takes none, and needs no consent for its texts (T23)",
			"POST /console/members/:member/reveal > refuses %s: nothing is shown and nothing written",
		],
	},
	T24: {
		title: "A redirect leads to another site",
		proof: [
			"a redirect (T24) > never leaves the brand for %j",
			"a redirect (T24) > stays here when a language is taken from %s",
			"a redirect (T24) > is refused for versions %s",
			"a path that workerd passes on unread (T24) > names no other host once its language is taken away: %s",
			"an alias host > sends a path of two slashes to the primary and nowhere else",
			"who must sign in first > is led to no other place than those on the list: %j (T24)",
		],
	},
	T25: {
		title: "Answers or their timing tell who has an account",
		proof: [
			"who joins > does not learn from a second try which address is a member's (T9, T25)",
			"who asks about an address or a name (T9, T25) > $asked after $planted: learns nothing from the answer, trips, hashes and rows",
			"who asks about an address or a name (T9, T25) > hears of a name that is taken in the same way, whoever has it and whatever address comes with it",
			"POST /security/email > tells the old address nothing of the new one before that has agreed (T25)",
			"POST /console/sign-in > says and does the same of staff, of who was staff and of nobody (T25)",
			"a password's hash > is worked out for nobody too, so that an unknown account takes as long (T25)",
			"POST /security/email > says the same for an address that has an account, and leaves that account its own (T25)",
			"POST /sign-in/passkey > refuses a wrong answer in the same words as an unknown passkey (T25)",
			"POST /console/sign-in > says the same of a wrong password, an address of nobody and a member's account (T7, T25)",
			"who joins > does not learn whose e-mail goes with a user name (T9, T25)",
			"POST /join > answers a known address as it does an unknown one, and tells its owner (T9, T25)",
			"POST /sign-in > answers a wrong password as an account that there is not (T25)",
			"POST /sign-in, guessed at from everywhere > answers an account as one that there is not, before and after it is shut, in as many trips and rows (T25)",
			"POST /reset > says the same of an account that there is not, and its link works once (T6, T25)",
		],
	},
	T26: {
		title: "Passwords are tried in bulk, or their hashing exhausts the server",
		proof: [
			"POST /sign-in/second > stops after five wrong codes per account, from wherever and at once, and nobody without the password (T26)",
			"POST /console/sign-in > stops guessing of codes after five, whatever the address it comes from (T26)",
			"who asks for a new password > sends three links an hour at most, which go on working (T26)",
			"hashing under load > is refused beyond 20 in a second, and goes on in the next (T26)",
			"argon2id in workerd > adds at most 64 MB of resident memory for ten hashes at once (T26)",
			"who joins > is stopped after a few tries from one place (T26)",
			"who joins > cannot fill somebody's mailbox, from wherever (T26)",
			"hashing under load > leaves a share to each %s, whatever another takes (T26)",
			"POST /sign-in while another operator is flooded > lets in members of this one from browsers that are new to them (T26)",
			"the networks around an address > are the /56 and the /48 of an IPv6 address, however it is written (T26)",
			"POST /sign-in, guessed at from everywhere > looks at no more than a hundred passwords in a row, each of another network, and lets the owner in (T26)",
			"POST /sign-in, guessed at from everywhere > tells the owner once, whose link allows a browser, which then takes the password (T26)",
			"passwords that are tried at one account > are looked at a few in a row, and its owner always has a way in, whatever came before (T26)",
			"POST /security/password, guessed at from an open browser > takes a hundred wrong passwords in a row at most, and the right one after a new sign-in (T26)",
			"POST /console/sign-in, guessed at from everywhere > looks at no more than a hundred passwords in a row, but in browsers of that colleague (T26)",
			"POST /security/email > fills no mailbox, from however many accounts, and its answer tells nothing of it (T26)",
			"a mailbox > is never sent more than its most, whatever strangers do, and its owner always has a link (T26)",
			"who guesses > is counted before the guess is looked at, so that many at once are no way round (T26)",
			"POST /sign-in > stops guessing from one place, and shuts nobody out of their account (T26)",
			"who guesses > uses up what all have together, and shuts nobody out of a browser that they signed in with before (T26)",
			"POST /sign-in/second > lets the owner in from a browser of theirs, whoever has the password and used up the codes (T26)",
			"who guesses > has ten tries at the password behind an open browser too, many at once or not (T26)",
			"who guesses > has three mails to new addresses sent at most, many at once or not (T26)",
			"the link of the mail that activates > counts a wrong password before it is looked at, answers each alike, and never refuses who joined (T25, T26)",
			"a flood of tries from one place > is answered without password or database: %s (T26)",
			"a flood of tries from everywhere > shuts nobody out of a browser that they signed in with before (T26)",
			"a host without rate limits > leaves the counts in the database to decide (T26)",
			"POST /helpdesk > takes no more than a few in a quarter of an hour from one place or for one mailbox, and says what to do (T26)",
		],
	},
	T27: { title: "A rights request is used to steal somebody's data", later: RIGHTS },
	T28: { title: "The link to an export leaks", later: RIGHTS },
	T29: { title: "An export or erasure misses data, or takes somebody else's", later: RIGHTS },
	T30: {
		title: "Staff look at members without leaving a trace",
		proof: [
			"the record of access by staff > is seen to be broken when any column of any row is altered (T30)",
			"the record of access by staff > is seen to be broken when a row is taken out, moved or made by who lacks the key (T30)",
			"every route of the console > answers a %s what the role may do, and nothing else (T30)",
			"POST /console/members > finds by exact name or address, in any case, and writes that down before it says so (P23, T30)",
			"POST /console/members, found or not > records each search, also of nobody, without what was typed, for those who read the record (T30)",
			"POST /console/members, found or not > stops at sixty in an hour and three hundred in a day, also of many at once, and then says nothing (T30)",
			"GET /console/members/:member > shows nothing before this member of staff gave a reason that the member can read (P23, T30)",
			"POST /console/members/:member/reveal > shows what was asked for and no more; the member reads who, when, why and about what (P23, T30)",
			"POST /console/members/:member/reveal > shows nothing when the row cannot be written (T30)",
			"POST /console/members/:member/reveal > leaves rows that nobody changes or takes out, nor unseen by who can (T30)",
			"GET /console/photos/:photo > writes down each look before anything is shown, and the member reads it (P23, P60, T30)",
			"GET /console/photos/:photo > shows and writes nothing without a look of this moderator, whoever leads the browser here (T12, T30)",
			"every GET (T12, T30) > %s writes nothing but what the table of the policy gives a reason for",
			"GET /console/photos/:photo > shows nothing when the look cannot be written (T30)",
			"GET /console/photos/:photo/image > gives no bytes without a look of this moderator at this photo (T30)",
			"POST /console/staff/:staff/second-step > leaves a record that nobody changes or takes out before its term (T30)",
			"every route of the console > has a permission or is for anyone, and none is beside the table (T30)",
			"every sequence of staff routes > gives a %s, alone, no permission that the role lacks (T30)",
			"POST /console/staff/invitations > mails the link to the invited address, with which that person enrols, and shows it to nobody (T30)",
			"POST /console/staff/:staff/agree > lets a new member of staff work once a second person agrees, and not before (T30)",
			"npm run staff -- agree > is the second person in a realm that has no other, and only there (T30)",
			"POST /console/members/:member/disclosures > proposes, gives nothing and shows the member nothing, in two trips, with an entry in both records (P22, T30)",
			"POST /console/disclosures/:legal > refuses one person in two browsers, by the person and not by the session (P22, T30)",
			"POST /console/tickets/:ticket > opens what a member wrote only after the look is written down, which the member reads (P23, T30)",
		],
	},
	T31: {
		title: "Logs, errors or addresses hold personal data or secrets",
		proof: [
			"what a visitor sends (T31) > comes back in no answer and stands in no log",
			"what a visitor sends (T31) > stands in no log when the program fails, which says its kind of failure and nothing else",
			"what a visitor sends (T31) > stands in no log when the database is away",
			"an error that nobody expected > says nothing of itself in the stage %s (T31)",
			"every route and status (T1) > says why on a 500 to a test alone, and nothing of it in production (T31)",
			"the register and the code > name the same fields of log lines",
		],
	},
	T32: {
		title: "A name breaks into the headers of a mail",
		proof: [
			"the header of a mail > never has a line, a sender or a recipient more, whatever stands in the values (T32)",
			"the header of a mail > is refused with a sender's name of %s (T32)",
		],
	},
	T33: {
		title: "Text reaches the database as SQL",
		proof: [
			"SQL in any parameter (T33) > is answered as any wrong value is, and changes nothing",
			"the scope of a query > refuses %s",
			"the source > uses no sql.raw, no caches, no unscoped execution and no inserted HTML (T2, T14, T33)",
		],
	},
	T34: {
		title: "A long or deep input keeps the program busy",
		proof: [
			"input of 100 kB (T34) > is answered soon and with no fault of ours: %s",
			"input of 100 kB (T34) > beyond the limit of a form is 413, chunked or not",
			"expressions on 100 kB (T34) > take less than 50 ms each",
			"the shape of a brand's file > of one megabyte is refused at once, unparsed",
			"the shape of a brand's file > with thousands of brackets is refused without an exception",
		],
	},
	T35: { title: "A cell of an exported table is run as a formula", later: RIGHTS },
	T36: {
		title: "A write of several steps stops halfway",
		proof: [
			"who asks for a new password > sets it once, of two at the same time; its owner is told (T36)",
			"the cron tick > sends later what a mail server that is down could not take, and loses nothing (T36)",
			"the cron tick > takes up what a Worker that was killed in the middle left (T36)",
			"%s > is 503 for all that needs keys; nothing is made or dropped, and when the right part is back nothing is lost (T36, T41)",
		],
	},
	T37: {
		title: "A write is reported as failed and was made",
		proof: [
			"the outbox > sends a mail once, though its cause is written twice and the outbox is drained again (T37)",
			"the cron tick > sends again what a server may have lost, under the same Message-ID (T37)",
		],
	},
	T38: {
		title: "A timed job runs twice, or not at all",
		proof: [
			"the outbox > shares the work between runs at the same time: each mail goes out once (T38)",
			"the cron tick > sends each mail once when ticks overlap (T38)",
		],
	},
	T39: {
		title: "A clock that is off, or a day that is short, brings a text into force wrongly",
		proof: [
			"what is in force, by the clock (T39) > turns at the millisecond, on %s",
			"what is in force, by the clock (T39) > never goes back as the clock goes on",
			"what is in force, by the clock (T39) > is the first version for a clock that runs behind its publication",
			"the notice before a change counts > is thirty whole days %s",
		],
	},
	T40: {
		title: "A secret cannot be replaced without signing everybody out",
		proof: [
			"a token > that is %s is taken under the key of its month and of the next, and under no other (T40)",
			"what somebody takes back > rotates away under load: nobody is signed out, nothing is lost (T40)",
			"a rotation of keys > leaves every member found and readable, and the copy from before unreadable with any key that is left",
			"a rotation of keys > loses nothing and ends, wherever it is cut off: at each trip to the database and each touch of the bucket",
		],
		note: "Keys follow from KEK_ROOT and TOKEN_ROOT and are replaced each month; another root signs everybody out, or opens nothing.",
	},
	T41: {
		title: "The database is lost, or an old copy answers",
		proof: [
			"a Worker without its database > serves home and statement from memory when warm, and 503 for what needs a trip",
			"a Worker without its database > serves home and statement from the copy when cold, and health says so",
			"%s > is 503 for all that needs keys; nothing is made or dropped, and when the right part is back nothing is lost (T36, T41)",
			"a database that fails every request (T41, T42) > fails closed soon: what it cannot answer is 503 within two seconds",
			"whatever happens around an isolate > serves only whole revisions, never goes back, and is current within a minute of being asked",
			"the copy > never goes back to an older revision, and is not written twice",
			"a copy of the database that is put back > answers 503 but for kept pages, and is brought up to everything that must not be undone (T11, P34, P37, P39)",
			"a copy of the database that is put back > is brought up by a Worker that is killed in the midst of it, and by the next",
			"acts, copies and puts in any order > leave nothing undone that stood outside the database, wherever the replay is killed (T11, P34, P37)",
			"a backup > says what it is of, holds every row and file, and neither a salt nor an act (T41)",
			"a drill > brings the newest backup back, replays every later act, and explains every row that differs (T41)",
			"npm run backup, drill and restore > bring a lost database back on a new server, up to everything that must not be undone (T41)",
		],
		note: "Restoring a backup to a new server is proved with the first member data; what is public is published anew.",
	},
	T42: {
		title: "Trying again makes an outage worse",
		proof: [
			"a database that fails every request (T41, T42) > is asked no more often than visitors ask, and hardly at all for pages from memory",
			"a database that fails every request (T41, T42) > is back in use within ten seconds of its return",
			"a warm isolate > goes on from memory when the database goes away, and asks it every five seconds",
			"a cold isolate > asks a database that is away once a second at most",
		],
	},
	T43: {
		title: "One brand's visitors slow all others down",
		proof: [
			"a flood on one brand (T43) > costs another brand neither its pages in memory nor a long wait",
			"5,000 brands > are one registry, each on its own host",
		],
		note: "There is no quota per brand: a page from memory costs less than counting it. Rate limits come with accounts, the first requests that cost more.",
	},
	T44: {
		title: "The host of a brand that left falls to a stranger",
		proof: [
			"brand apply --remove (T44) > takes a brand offline, and holds its host back from others for 90 days",
			"the hosts of a publication (T44) > of a removed brand are held back for ninety days, and then are free",
			"the hosts of a publication (T44) > that a brand gives up are held back, and it may take them again",
			"the hosts of two brands > stay with the brand that holds one in the published registry",
		],
	},
	T45: {
		title: "A visitor reads, or agrees to, another text than the one recorded",
		proof: [
			"what joining records (T45) > on %s in %s is the consent in the words that were read, and the hash of that brand's statement and terms",
			"a statement under which another party asks > stops a membership that rests on the old consent, until its question is answered anew (P18, P34)",
			"the statement that a visitor reads (T45) > is the stored one of that brand and language, in every form",
			"the statement that a visitor reads (T45) > never falls to another brand in a language that is none of ours",
			"the statement that a visitor reads (T45) > is the stored text, word for word, where the code would derive another",
			"a brand's first publication > shows the hash of the very text that it derives (T45)",
		],
	},
	T46: {
		title: "A package that the project uses turns hostile",
		proof: [
			"the dependencies (T46) > are locked by their content, as packages over HTTPS",
			"the dependencies (T46) > have one exact version each",
			"the dependencies (T46) > run no code when they are installed",
			"the dependencies (T46) > stay few",
			"the dependencies (T46) > are never fetched by the way: no script calls npx",
		],
	},
};

/** The threats that this version must have closed. */
export const CLOSED = [
	...["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "T13", "T14", "T15", "T16", "T17"],
	...["T18", "T23", "T24", "T25", "T26", "T30", "T31", "T32", "T33", "T34", "T36", "T37", "T38", "T39", "T40"],
	...["T41", "T42", "T43", "T44", "T45", "T46"],
];

/** What the map says that is not so. */
export function threatProblems(threats: Record<string, Threat>, titles: readonly string[]): string[] {
	const ids = Array.from({ length: 46 }, (_, index) => `T${index + 1}`);
	const known = new Set(titles);
	return [
		...ids.filter((id) => threats[id] === undefined).map((id) => `${id} is missing`),
		...Object.keys(threats)
			.filter((id) => !ids.includes(id))
			.map((id) => `${id} is no threat of the model`),
		...Object.entries(threats).flatMap(([id, threat]) => {
			if ("later" in threat) return CLOSED.includes(id) ? [`${id} is put off`] : [];
			if (threat.proof.length === 0) return [`${id} has no proof`];
			return threat.proof.filter((title) => !known.has(title)).map((title) => `${id}: there is no test "${title}"`);
		}),
	];
}
