/** Which brands make a promise. Ids of brands; nothing behaves differently because of it. */
export type PromiseScope = "twero" | "geilesexsite" | "both";

/**
 * `kept` names tests by their titles or the beginnings of them, `open` says that a later feature keeps it. What cannot
 * be made with what runs (`promise-needs.ts`) is open, whatever tests there are.
 */
export type PromiseStatus = { kept: string | readonly string[] } | { open: true };

export type PromiseRow = { scope: PromiseScope; text: string; status: PromiseStatus };

const OPEN: PromiseStatus = { open: true };
const twero = (text: string, status: PromiseStatus = OPEN): PromiseRow => ({ scope: "twero", text, status });
export const geilesexsite = (text: string, status: PromiseStatus = OPEN): PromiseRow => ({
	scope: "geilesexsite",
	text,
	status,
});
export const both = (text: string, status: PromiseStatus = OPEN): PromiseRow => ({ scope: "both", text, status });

/** The promises that the first of the two statements makes, some with the second. */
export const FIRST_PROMISES = {
	P01: both(
		"Joining asks a user name, gender, e-mail address and password, and beside them only the 18-or-older answer, the terms and the membership consent.",
		{
			kept: [
				"POST /join asks user name, gender, e-mail, password, the answer on age, terms and consent, and no more (P01)",
				"refuses %s, beside its field, and gives back the rest (P01)",
			],
		},
	),
	P02: both("The e-mail address confirms and activates the account and serves to reach its owner.", {
		kept: "does not sign in, is sent its link again, and works once it is used, once (P02)",
	}),
	P03: both(
		"Anyone may choose any user name of 3 to 24 Latin letters and digits, with single marks between, that is not taken and does not look like one that is, across the whole shared member database; a name that reads as the site's, its operator's or its staff's is taken. Other members never see a user name.",
		{
			kept: [
				"POST /join takes any name within the rule that is free (P03)",
				"gives a name once in the realm, whatever its case or look, and not to a name that waits (P03)",
				"GET %s shows a member's user name to no other member (P03)",
			],
		},
	),
	P04: both(
		"Phone, birth date, preferences, orientation and town are optional and erasable one by one; no place is derived from a device or address.",
		{
			kept: [
				"POST /profile clears one field alone, and the key that sealed it (P04)",
				"POST /profile/:brand clears each text alone, and orientation by its own withdrawal (P04)",
				"holds no column, and reads no header, from which a place could follow (P04)",
			],
		},
	),
	P05: both("Special data are processed only on explicit consent.", {
		kept: "takes a special value only under the newest answer to its purpose, and only when that is a yes (P05)",
	}),
	P06: twero("Orientation serves to match people of the same orientation and nothing else."),
	P07: twero(
		"A performer gives a copy of a passport or driving licence, and its authenticity is checked before anything is published.",
	),
	P08: twero("A performer's BSN, name and address go to the tax authority and to nobody else."),
	P09: twero("A delivery address is used only to deliver the ordered article."),
	P10: both("Performer content is visible only to other paying members."),
	P11: both("A purchase asks a phone number or payment data, of which only the provider's reference is kept."),
	P12: both("Payment data serve only to carry out the payment; the fiscal exception is stated."),
	P13: both("A bank transfer leads to the bank and back to the brand."),
	P14: both(
		"Exactly six data are generated automatically: device type, IP address, operating system, browser, pages visited, internet provider.",
		{
			kept: [
				"P14 the automatically generated data are exactly six, or there is no statement",
				"POST /age is kept as the six and no seventh, sealed, and opens to exactly them (P14, P55)",
				"takes the day's key and its rows on the thirtieth day at the latest, of each brand by its own term (P14)",
			],
		},
	),
	P15: both(
		"The contact form asks an e-mail address, a subject, a description and optional attachments, and an employee answers.",
		{
			kept: [
				"asks an e-mail address, a subject, a description and optional attachments, and nothing else (P15)",
				"takes a question with files, sealed, and mails a link to it that repeats nothing of it (P15)",
				"answers by a mail that holds the answer, and the sender writes back by its link (P15, P45)",
			],
		},
	),
	P16: both("Every notification, suggestion or promotion by mail can be unsubscribed from.", {
		kept: "mails its owner, offers one click to stop such mail, and obeys it (P16, P36)",
	}),
	P17: both("Nothing is shared with third parties but as the statement says.", {
		kept: [
			"is there for nobody before a yes, and after one with the fields of the edition in force alone (P17, P25, P54)",
			"lets nothing of a visit leave but through a grant, which one file makes (P17)",
		],
	}),
	P18: twero("Sharing on consent is asked for one specific third party at a time.", {
		kept: "takes a yes to one recipient for nobody else (P18, P19)",
	}),
	P19: geilesexsite("Sharing with third parties asks explicit consent.", {
		kept: "are those of a yes in today's words, and no others (P18, P19)",
	}),
	P20: twero(
		"Automatic data are shared only when they cannot be traced to a person, and never the IP or MAC address.",
		{
			kept: "GET of a page of twero tells a kind and a device after a yes, each time under another number, and no address (P17, P20)",
		},
	),
	P21: geilesexsite(
		"IP or MAC address, browser, software and hardware are shared with Google Analytics and 24metrics, named as recipients.",
		{ kept: "GET / and GET /join tell 24metrics the address and the browser, and no other page does (P21)" },
	),
	P22: both(
		"Data are disclosed on legal duty, in court or to protect own rights, and each disclosure is logged with its reason.",
		{
			kept: [
				"proposes, gives nothing and shows the member nothing, in two trips, with an entry in both records (P22, T30)",
				"approves by another person: the entry, both records and a mail, which says nothing of the order (P22)",
				"refuses one person in two browsers, by the person and not by the session (P22, T30)",
				"hides proposal, decision and entry from the member, on the page and in the copy, until it is prolonged or ends (P22)",
			],
		},
	),
	P23: twero("Extensive security procedures prevent unauthorised access.", {
		kept: [
			"%s by a %s on a host that is %s answers as the policy says (P23)",
			"carry no byte of the other brand, in %s (P23)",
			"shows what was asked for and no more; the member reads who, when, why and about what (P23, T30)",
		],
	}),
	P24: both("Functional cookies keep a member signed in and remember the language.", {
		kept: "P24 keeps a member signed in as long as they asked, for this host and no script, and remembers the language",
	}),
	P25: both("Cookies that are not necessary can be refused, and none is set before the visitor agrees.", {
		kept: [
			"GET of every page of %s sends nothing before a yes, and keeps nothing (P20, P21, P25)",
			"sets no cookie before an answer, on any page (P25)",
			"refuses all with one press from any page, and leads back there (P25)",
			"go with the yes to their recipient, the brand's own with the last (P25)",
		],
	}),
	P26: twero(
		"Members can always view and change their own data in the account; what is not theirs to set, such as the user name after joining, they ask for.",
		{
			kept: [
				"names for each column that a member edits a form that runs, and a test of it (P26, P40)",
				"POST /profile keeps what is filled in, and a brand shows it only after it was turned on there (P04, P26)",
			],
		},
	),
	P27: twero("An access request to the named address is answered within four weeks.", {
		kept: [
			"is the end of the 28th day there, and never later than a month, on every day from 2024 to 2049 (P27, P28)",
			"takes a request of a member as verified, names the day of the answer, and shows it in one trip (P27, P28, P44)",
			"lists what waits by the days that are left, in one trip, without a name, and the home page counts it (P27, P28)",
			"takes longer once, told before the day of the answer, and not after it (P27)",
			"answers with a copy: the member hears where it is once it is ready (P27, P40)",
		],
	}),
	P28: twero("A request to change, improve, supplement, delete, erase or shield data is answered within four weeks.", {
		kept: [
			"is the end of the 28th day there, and never later than a month, on every day from 2024 to 2049 (P27, P28)",
			"takes a request of a member as verified, names the day of the answer, and shows it in one trip (P27, P28, P44)",
			"fulfils with words that the member reads by mail and in the account (P28, P40)",
			"makes linked requests of a letter that asks three rights, and a copy comes before the erasure (P28)",
		],
	}),
	P29: twero("A refusal carries its reasons.", {
		kept: [
			"refuses nothing without a ground and words, and the mail names both and the ways to complain (P29, P46)",
			"takes a refusal with ground, words, remedies and its mail alone (P29)",
		],
	}),
	P30: twero("A changed statement takes effect on publication; members are told beforehand, which is stronger.", {
		kept: [
			"is told to members who stopped all mail, who are suspended, and whose account is closed (P30, P36)",
			"reaches members in every state of an account, whatever mail they turned off (P30, P36)",
			"announces a change of the statement for 30 days before it counts (P30)",
		],
	}),
	P31: twero("The statement can be downloaded as a PDF.", {
		kept: "GET /privacy/statement.pdf gives each brand's text in each language, and the version that it is (P31)",
	}),
} as const satisfies Record<string, PromiseRow>;
