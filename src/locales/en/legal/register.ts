import { language } from "../language.ts";
import { retention } from "./retention.ts";

/** Every word that the register puts before a reader. */
export const register = {
	categories: {
		necessary: {
			name: "Necessary data",
			explanation: "Without these data we cannot provide the service or meet a legal duty.",
		},
		voluntary: {
			name: "Voluntary data",
			explanation: "You decide whether to give these data. You can erase each of them again on its own.",
		},
		special: {
			name: "Special data",
			explanation: "The law gives these data extra protection. We process them only if you have explicitly said yes.",
		},
	},
	entries: {
		email: "E-mail address",
		ip_address: "IP address",
		account_name: "Account name",
		password: "Password",
		payment_data: "Payment data",
		necessary_cookies: "Necessary cookies",
		account_information: "Account information",
		photos: "Photos",
		messages: "Messages",
		preferences: "Preferences",
		non_necessary_cookies: "Cookies that are not necessary",
		sexual_preferences: "Sexual preferences",
		hobbies: "Hobbies",
	},
	items: {
		email: { name: "E-mail address", explanation: "To confirm and activate your account, and to contact you." },
		user_name: {
			name: "User name",
			explanation:
				"Yours to choose, as long as the name is not taken. You sign in with it; other members never see it.",
		},
		password: {
			name: "Password",
			explanation: "Kept only encrypted. Nobody can derive your password from that, and neither can we.",
		},
		gender: { name: "Gender" },
		adult_answer: {
			name: "Answer to the age question",
			explanation: "Only the answer that you are 18 or older, with the rule and the time. No birth date.",
		},
		membership: { name: "Membership of this site", explanation: "That you are a member, and since when." },
		language: { name: "Preferred language" },
		account_state: {
			name: "Status of your account",
			explanation:
				"When it was made, confirmed, suspended or closed, and when it will be erased. Also whether a wrong password was entered for it many times of late.",
		},
		sign_in_means: {
			name: "Extra means of signing in",
			explanation: "Passkeys, codes from an authenticator app and recovery codes, if you set them up.",
		},
		sessions: { name: "Where you are signed in", explanation: "Start, last use and end of each session." },
		ip_address: { name: "IP address" },
		device_type: { name: "Type of device" },
		operating_system: { name: "Operating system" },
		browser: { name: "Browser" },
		pages_visited: { name: "Pages visited" },
		internet_provider: { name: "Internet provider" },
		necessary_cookies: { name: "Necessary cookies" },
		non_necessary_cookies: { name: "Cookies that are not necessary" },
		phone: { name: "Telephone number" },
		birth_date: { name: "Birth date", explanation: "Others see only your age, and only if you turn that on." },
		town: {
			name: "Town",
			explanation: "The only place we know of you: we derive no location from your IP address or your device.",
		},
		display_name: {
			name: "Name on this site",
			explanation: "The name that other members of this site see. Without one you are called Member there.",
		},
		about_me: { name: "About me" },
		hobbies: { name: "Hobbies" },
		photos: { name: "Photos", explanation: "Without the hidden data that a camera adds; we take those out." },
		messages: { name: "Messages" },
		preferences: {
			name: "Preferences",
			explanation: "The filters you set for suggestions, and which data you show on this site.",
			without: "Which data you show on this site.",
		},
		saved_and_blocked: { name: "Members you saved or blocked" },
		sexual_preferences: { name: "Sexual preferences" },
		orientation: {
			name: "Sexual orientation",
			explanation: "Only to bring you into contact with members who suit you; for nothing else.",
		},
		performer_content: {
			name: "Performer content",
			explanation: "Photos and videos that a performer publishes. Only paying members see them.",
		},
		identity_document: {
			name: "Copy of passport or driving licence",
			explanation: "Only of performers, to check that the document is genuine.",
		},
		performer_identity: { name: "Name, address and birth date of performers" },
		bsn: {
			name: "Citizen service number (BSN)",
			explanation: "Only of performers, only for the report to the Dutch tax authority.",
		},
		performer_earnings: { name: "Payments to performers", explanation: "Amounts, dates and the account number." },
		payment_means: {
			name: "Means of payment",
			explanation:
				"Which means you choose. Your account, card or telephone number goes to the payment service, not to us.",
		},
		payment_reference: {
			name: "Payment",
			explanation: "Amount, time, outcome and the reference of the payment service.",
		},
		orders: { name: "Orders and access", explanation: "What you bought, what you have access to, and your credit." },
		invoices: { name: "Invoices", explanation: "Invoice number, date, amount and VAT." },
		delivery_address: { name: "Delivery address", explanation: "Only to deliver the article you ordered." },
		helpdesk_messages: {
			name: "Questions to the helpdesk",
			explanation: "What you fill in and send along, with our answer.",
		},
		mail_sent: { name: "Mail we send you", explanation: "Recipient, kind, content and whether sending it succeeded." },
		mail_choices: {
			name: "Your choices for mail",
			explanation:
				"Which kinds of mail you want, how often at most, whether the mail names the site, and whether we stop altogether.",
		},
		reports: { name: "Reports and moderators' decisions" },
		measures: {
			name: "Suspensions",
			explanation: "Where and since when you are suspended, by which rule of the terms, and why.",
		},
		age_checks: {
			name: "Checks of age",
			explanation:
				"The outcome, in which way, when each step was taken, by which members of staff, and about which photo. No copy of what was shown.",
		},
		block_marks: {
			name: "Marks of blocked accounts",
			explanation: "Keyed imprints of a user name or e-mail address that nobody can read back.",
			without: "An imprint of the user name of an erased account, which nobody can read back.",
		},
		consents: { name: "Consents", explanation: "What you said yes or no to, when, and which text you saw." },
		acceptances: { name: "Terms accepted and statements shown" },
		rights_requests: {
			name: "Privacy requests",
			explanation: "Your request, its progress, our answer and any restriction in force.",
		},
		export_copy: { name: "Copy of your data", explanation: "The file that you asked for yourself." },
		disclosures: {
			name: "Disclosures to others",
			explanation: "To whom we gave data about you, or who asked for it by law, when and why.",
		},
		staff_access: {
			name: "Access and decisions by staff",
			explanation: "Which member of staff opened your data or suspended your account, when and for what reason.",
		},
		held_items: {
			name: "Items kept for a claim or a legal duty",
			explanation:
				"A single item, such as one photo, that we have to keep until a claim or a legal duty has ended; also why, and until when.",
		},
	},
	itemReasons: {
		joining: "You fill this in when you join, because members find each other by it.",
		minors: "This site is for adults only; we have to know that you are old enough.",
		automatic:
			"Your browser and your connection pass this on by themselves. We need it to show pages properly and to keep the site secure.",
		sign_in: "This protects your account and lets you see and end what is signed in.",
		service: "Without this the service cannot work the way you have set it.",
		contact: "You ask us something, or we have to let you know something.",
		accountability: "Privacy law asks that we can show what happened to your data.",
		safety: "To protect members against abuse, and to be able to explain decisions as the law asks.",
		order: "You bought something and we have to be able to supply it.",
		fiscal: "Tax law obliges us to record and keep this.",
		performer: "You choose to publish as a performer; this comes with it.",
		matching: "You give this only if you want suggestions to take it into account.",
		free_text: "What you show of yourself in free text or a photo can be special data.",
		membership_reveals: "Being a member of a site for adults in itself says something about your sex life.",
	},
	purposes: {
		use_of_site: {
			name: "Use of the site",
			explanation: "Creating your account, signing you in and making the site work the way you set it.",
		},
		payments: {
			name: "Processing payments",
			explanation: "Carrying out a payment that you start yourself, and nothing else.",
		},
		sending_messages: {
			name: "Sending messages",
			explanation: "Delivering messages between members and letting you know that there is one.",
		},
		service_information: {
			name: "Information about our own services and answers to questions",
			explanation: "Telling you what changes in the service and answering what you ask or report.",
		},
		suggestions: {
			name: "Suggestions",
			explanation:
				"Suggesting members by filters set in advance and preferences you gave yourself; never by your behaviour.",
		},
		profiles: {
			name: "Profiles",
			explanation: "Making and showing your profile, as far as you turned that on for each item.",
		},
		personalised_offers: {
			name: "Personalised offers",
			explanation: "Offers of our own services that suit what you told us.",
		},
		statistics: {
			name: "Anonymised statistics",
			explanation:
				"Counting members who turned that on by age group and part of the country, in groups of ten or more.",
		},
		security_improvement: {
			name: "Securing and improving the site",
			explanation: "Finding abuse and faults, and seeing what can be better.",
		},
		third_parties: {
			name: "Sharing with third parties after your consent",
			explanation: "Only with the party you said yes to, and only what was named there.",
		},
		personalisation: {
			name: "Adapting the site to your preferences",
			explanation: "Showing what suits your preferences. No advertising is involved.",
		},
		age_check: {
			name: "Keeping minors out",
			explanation: "Asking whether you are old enough and remembering the answer.",
		},
		moderation: {
			name: "Checking for inappropriate content",
			explanation:
				"Looking through profiles, photos and messages for content that is not allowed, by people whose work this is.",
			without: "Looking at photos before others see them, by people whose work this is.",
		},
		decisions: {
			name: "Decisions about members and content",
			explanation:
				"Recording reports, decisions and complaints, with the reason, so that a decision can be explained and defended.",
			without:
				"Looking into what we are told of, and recording what a member of staff decides about your account and why, so that it can be explained and defended.",
		},
		publication: {
			name: "Showing performer content to paying members",
			explanation: "What a performer publishes is visible only to other members who pay.",
		},
		performer_check: {
			name: "Checking performers",
			explanation:
				"Establishing who a performer is, whether the document is genuine and whether the performer is of age.",
		},
		fiscal: { name: "Tax duties", explanation: "Keeping the accounts and making the reports that tax law prescribes." },
		delivery: { name: "Delivery", explanation: "Having the article that you ordered delivered to you." },
		accountability: {
			name: "Carrying out your rights and accounting for it",
			explanation: "Handling requests and being able to show what you allowed, accepted and asked.",
		},
		legal_duty: {
			name: "Legal duty and legal claims",
			explanation: "Handing over data when a law or a court demands it, or to protect our rights.",
		},
	},
	purposeReasons: {
		minors: "Minors may not use this site.",
		security: "A site that is not secured cannot protect your data.",
		matching: "A suggestion has to suit what you told about yourself.",
		membership: "We cannot admit you as a member without recording that you are one.",
		delivery_of_message: "A message arrives only if we may show it to its recipient.",
		own_lists: "You save or block members so that the site remembers it for you.",
		publication: "A performer publishes content in order to show it to paying members.",
		moderation: "Content that is not allowed does not belong on the site.",
		performer: "The law asks that we establish who publishes and whether that person is of age.",
		fiscal: "Tax law prescribes this.",
		order: "An article cannot be delivered without an address.",
		accountability: "Privacy law obliges us to carry out requests and to be able to show it.",
		legal_duty: "A law or a court can oblige us to.",
		named_recipients: "Only after your yes, for each recipient by name.",
		review: "This is part of your yes to showing it to other members.",
		decisions: "You must be able to see what a member of staff did and decided, and we to explain it.",
	},
	switches: {
		visibility: "per item and per site in your profile",
		suggestions: "in the privacy settings of your account",
		offers: "under Mail in your account and by the link in every mail of that kind",
		service_mail: "under Mail in your account and by the link in every mail of that kind",
		statistics: "in the privacy settings of your account",
		improvement: "in the privacy settings of your account",
		sharing: "per recipient, on the page Cookies and under Sharing with others in your account",
		consent: "in the consents of your account",
	},
	art6: {
		a: "consent (Art. 6(1)(a) GDPR)",
		b: "performance of the contract (Art. 6(1)(b) GDPR)",
		c: "legal obligation (Art. 6(1)(c) GDPR)",
		f: "legitimate interest (Art. 6(1)(f) GDPR)",
	},
	/** GDPR Art. 9(2), by letter. */
	art9: {
		a: "explicit consent (Art. 9(2)(a) GDPR)",
		f: "legal claims (Art. 9(2)(f) GDPR)",
	},
	retention,
	after: {
		account_closed: "after you close your account",
		joined: "after you register",
		visited: "after the visit",
		issued: "after the code was made",
		signed_in: "after you last signed in or carried on",
		sent: "after the mail was sent",
		export_made: "after the file was made",
		consent_ended: "after the consent ended",
		request_closed: "after the request was settled",
		disclosed: "after the disclosure",
		accessed: "after the access",
		ticket_closed: "after the question was settled",
		decided: "after the decision has ended",
		banned: "after the ban",
		account_erased: "after the account was erased",
		paid: "after the payment",
		payment_failed: "after the payment failed or expired",
		year_ended: "after the end of the year they belong to",
		delivered: "after delivery",
		contract_ended: "after the contract ended",
		checked: "after the check",
		counted: "after the count",
	},
	atOnceWhen: {
		cleared: "you erase it yourself",
		left_brand: "you leave this site",
		consent_withdrawn: "you withdraw your consent",
		erasure_requested: "you ask for erasure at once",
	},
	cookies: {
		age: "Remembers that you answered that you are 18 or older.",
		language: "Remembers the language you chose.",
		cookie_choice: "Remembers for each recipient whether you said yes or no, to which words and when.",
		sign_in: "Links the steps of signing in and protects them against abuse.",
		session: "Keeps you signed in on this site.",
		account_session: "Keeps you signed in on the account pages.",
		staff_session: "Keeps a member of staff signed in on the staff pages.",
		device:
			"Remembers that this device is yours, so that we warn you when another one signs in, and you can keep signing in here.",
		joining: "Remembers that you joined in this browser, so that only you activate your account with one click.",
		ga: "Tells visitors apart by a random number, for the visit statistics of Google Analytics.",
	},
	duration: {
		D: (count: number) => language.plural(count, { one: "1 day", other: `${count} days` }),
		M: (count: number) => language.plural(count, { one: "1 month", other: `${count} months` }),
		Y: (count: number) => language.plural(count, { one: "1 year", other: `${count} years` }),
	},
	untilBrowserCloses: "until you close the browser",
	atOnce: "at once when",
	statutes: {
		tax_records: "Art. 52(4) General State Taxes Act (Algemene wet inzake rijksbelastingen)",
		performer_report:
			"Art. 10.8 Income Tax Act 2001, Art. 22a Income Tax Implementing Decree 2001 and Art. 52(4) General State Taxes Act (all Dutch)",
		dsa_complaints: "Art. 20(1) Digital Services Act (EU) 2022/2065",
	},
};
