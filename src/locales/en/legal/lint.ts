export const lint = {
	"empty-list": "The text announces a list and does not give it: the reader cannot know what belongs there.",
	"repealed-wbp": "The Dutch Wbp was repealed on 25 May 2018; the GDPR applies now.",
	"obsolete-notification":
		"Processing no longer has to be notified to the authority; the number has no meaning any more.",
	"changes-without-notice": "Members have to hear of a change in time; without notice it is not transparent.",
	"special-on-contract-or-interest":
		"Special data cannot rest on a contract or a legitimate interest; here only explicit consent will do.",
	"criminal-as-special":
		"Criminal data are not a special category of Article 9; they fall under Article 10 and may not be processed here.",
	"filling-in-as-publishing":
		"Filling in a field is not the same as making data public oneself, and no explicit consent either.",
	"erasure-term-hides-fiscal":
		"Erasing everything within this term contradicts the seven years for which invoices are kept; the exception is missing.",
	"payment-only-hides-fiscal":
		"Payment data are also kept for tax, for seven years; that they serve only the payment is therefore not true.",
	"missing-authority": "The text does not say that one can complain to the supervisory authority.",
	"missing-dpo": "The text names no data protection officer.",
	"missing-response-term": "The text does not say within which term a request is answered.",
};
