/** Of one recipient, as its question names them. */
type Question = {
	operator: string;
	recipient: string;
	brand: string;
	/** Purpose and role, in words. */
	purpose: string;
	role: string;
	/** A list. */
	data: string;
	places: string;
	/** How long the answer counts. */
	term: string;
};

const learnsOf = ({ operator, recipient, brand }: Question, site: string) =>
	`Yes, ${operator} may let ${recipient} know that somebody visits ${brand} with this browser${site}.`;

const rest = ({ purpose, role, data, places, term }: Question) =>
	`It is for ${purpose} (${role}). What it gets: ${data}. Where that is processed: ${places}. My answer counts ${term}, and I can take it back at any time.`;

/** The words of a yes, and the choice of each recipient on every page that offers it. */
export const choice = {
	/** What is said yes to: a yes counts for these words alone. */
	question: {
		ordinary: (question: Question) => `${learnsOf(question, "")} ${rest(question)}`,
		adult: (question: Question) =>
			`${learnsOf(question, ", a site for adults: that can say something about my sex life or orientation")} ${rest(question)}`,
	},
	purposes: {
		hosting: "running the site",
		development: "building and maintaining the site",
		moderation: "checking for inappropriate content",
		analytics: "statistics about the use of the site",
		fraud_prevention: "recognising false traffic and abuse",
		payment_provider: "carrying out payments",
		delivery: "delivering ordered articles",
		mail: "sending e-mail",
		tax_authority: "levying taxes",
	},
	roles: {
		processor: "it works on our instructions alone",
		controller: "it decides for itself what it does with it",
		joint_controller: "it decides with us what is done with it",
		authority: "it is a public authority",
	},
	/** Within a sentence. Of a page, a recipient learns the kind and never the address. */
	pageKinds: "the kinds of pages that are opened",
	everything: "all data that the privacy statement names",
	place: (country: string, protection: string) => `${country} (${protection})`,
	unnamedPlace: "a country that is not yet named",
	transfers: {
		adequacy: "a country with adequate protection, by a decision of the European Commission",
		dpf: "under the EU-US Data Privacy Framework",
		scc: "under the standard clauses of the European Commission",
		bcr: "under binding corporate rules",
		code_of_conduct: "under an approved code of conduct",
	},
	termFor: (duration: string) => `for ${duration} at most`,
	termSession: "until the browser is closed",
};
