import { z } from "zod";
import { BASE_LOCALE, inEachLocale, type Locale, words } from "#locales/locales.ts";
import { durationSchema } from "../../i18n/duration.ts";
import {
	featureSchema,
	PARTNER_ROLES,
	paymentMethodSchema,
	RECIPIENT_KINDS,
	RECIPIENT_ROLES,
	TRANSFER_INSTRUMENTS,
} from "../settings.ts";
import { country, email, hostname, httpsAddress, phone, plainText, reference, vatNumber } from "./fields.ts";

const item = z.string().regex(/^([a-z][a-z0-9_]{1,40}|[*])$/);
const purpose = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);
const fields = z
	.array(item)
	.min(1)
	.meta({ description: 'Ids of the data items that go to this recipient; ["*"] for a host through which all passes.' });
const requiresConsent = z.boolean().meta({
	description: "true: this recipient gets data only from a person who said yes to this very recipient.",
});

function duration(about: string) {
	return durationSchema.meta({ description: `${about} A duration in days, months or years: "P30D", "P60M", "P7Y".` });
}

const groupName = (locale: Locale) => plainText(`In ${words(locale).language.englishName}.`, 80);

const recipientFileSchema = z.strictObject({
	name: plainText(
		"The legal name, as it stands in the statement. Absent: the statement names the group.",
		100,
	).optional(),
	group: z
		.strictObject({
			...inEachLocale((locale) => groupName(locale).optional()),
			[BASE_LOCALE]: groupName(BASE_LOCALE),
		})
		.optional()
		.meta({ description: "What the recipient is called in each language, as long as no company is named." }),
	role: z.enum(RECIPIENT_ROLES).meta({ description: "What the recipient is under the GDPR." }),
	kind: z.enum(RECIPIENT_KINDS).meta({ description: "What it does for the site." }),
	country: country("Where it is established. Only a group may leave it open.").optional(),
	transfer: z
		.enum(TRANSFER_INSTRUMENTS)
		.optional()
		.meta({ description: "How data may leave the EEA: obligatory for a country outside it (GDPR Art. 44-46)." }),
	processedIn: z
		.array(
			z.strictObject({
				country: country("Where it processes data."),
				transfer: z.enum(TRANSFER_INSTRUMENTS).meta({ description: "How data may go there (GDPR Art. 44-46)." }),
			}),
		)
		.min(1)
		.optional()
		.meta({ description: "Countries outside the EEA in which it processes data as well." }),
	instrument: z
		.strictObject({
			document: plainText("Its title, as it stands on the document.", 160),
			date: z
				.string()
				.regex(/^\d{4}-\d{2}-\d{2}$/)
				.meta({ description: 'The day that it bears: "2026-01-31".' }),
			copy: httpsAddress("Where anybody can read it. Without it, a copy is asked for.").optional(),
		})
		.optional()
		.meta({ description: "The document that protects data outside the EEA (GDPR Art. 13(1)(f))." }),
	fields,
	requiresConsent,
	website: httpsAddress("Its own site.").optional(),
});

/** Settings that carry law or money: an operator gives them, for all its brands or for one. */
export const termsSchema = z.strictObject({
	relation: z
		.enum(["own", "partner"])
		.optional()
		.meta({ description: "own: the operator's brand. partner: someone else's, on the operator's facilities." }),
	partner: z
		.strictObject({
			name: plainText("The legal name of the partner that runs the brand.", 100).optional(),
			role: z.enum(PARTNER_ROLES).optional().meta({
				description:
					"no_access: gets no personal data. processor: by contract (GDPR Art. 28). joint_controller: by arrangement (Art. 26).",
			}),
			network: plainText("The network it belongs to. Without it: the operator's network.", 100).optional(),
		})
		.optional()
		.meta({ description: "Named in the closing clause of a partner's statement." }),
	adult: z.boolean().optional().meta({ description: "true: content for adults; membership is then special data." }),
	minimumAge: z.number().int().min(16).max(99).optional().meta({ description: "18 or more on an adult brand." }),
	features: z
		.array(featureSchema)
		.optional()
		.meta({ description: "What a brand may use. Its own file can switch one off, never on." }),
	paymentMethods: z.array(paymentMethodSchema).optional().meta({ description: "How members can pay." }),
	priceList: reference("The price list that members are charged by.").optional(),
	contacts: z
		.strictObject({
			rights: z
				.strictObject({
					by: z.enum(["email", "helpdesk"]).meta({ description: "Where a rights request goes first." }),
					email: email("For rights requests; after the helpdesk where that comes first."),
				})
				.optional()
				.meta({ description: "Where people exercise their privacy rights." }),
			help: email("For questions.").optional(),
			helpKept: duration("How long a mail to that address is kept after the answer.").optional(),
			security: email("For reports of a weakness (security.txt).").optional(),
		})
		.optional()
		.meta({ description: "Addresses that receive people's messages, and so personal data." }),
	answerDays: z.number().int().min(1).max(60).optional().meta({
		description: "Days in which questions to the help desk are answered. Absent: the form promises no day.",
	}),
	breachNotice: z
		.strictObject({
			hours: z.number().int().min(1).max(720).meta({ description: "Hours by the clock." }),
			law: plainText("The rule that sets them.", 80),
		})
		.optional()
		.meta({
			description:
				"By when the authority is told of a breach of personal data, from when it became known. Absent: 72 hours (GDPR Art. 33(1)).",
		}),
	records: z
		.strictObject({
			representative: z
				.strictObject({
					name: plainText("The legal name.", 100),
					address: plainText("Where it is established.", 160).optional(),
					email: email("Where it is reached."),
				})
				.optional()
				.meta({ description: "The representative in the EEA of a controller outside it (GDPR Art. 27)." }),
			dpia: plainText("The reference of the assessment as a whole.", 120)
				.optional()
				.meta({ description: "Data protection impact assessment of this controller (GDPR Art. 35)." }),
			dpiaOf: z
				.record(purpose, plainText("The reference.", 120))
				.optional()
				.meta({ description: "The same of single purposes, by the id of the purpose." }),
			measures: z
				.strictObject(
					inEachLocale((locale) =>
						z
							.array(plainText("One measure.", 300))
							.min(1)
							.optional()
							.meta({ description: `In ${words(locale).language.englishName}.` }),
					),
				)
				.optional()
				.meta({ description: "Security measures outside the program, in each language." }),
		})
		.optional()
		.meta({ description: "What the record of processing names beside what the program does (GDPR Art. 30)." }),
	responseDays: z.number().int().min(1).max(30).optional().meta({
		description: "Days in which a rights request is answered; the law allows a month (GDPR Art. 12(3)).",
	}),
	eraseAfterClosing: duration("After closing an account, data are gone at the latest after this.").optional(),
	visitLogRetention: duration("How long the visit log is kept.").optional(),
	recipients: z.array(reference("A recipient's id.")).optional().meta({
		description: "Who gets data: ids of [recipient.<id>] blocks.",
	}),
	sharing: z
		.record(z.string(), z.strictObject({ fields: fields.optional(), requiresConsent: requiresConsent.optional() }))
		.optional()
		.meta({ description: "What one recipient gets, where that differs from its own block." }),
	withhold: z.array(item).optional().meta({
		description: "Data items that no third party gets: recipients for analytics and fraud prevention are checked.",
	}),
	mail: z
		.strictObject({ from: email("Sender of the mail.").optional(), replyTo: email("Answers go here.").optional() })
		.optional()
		.meta({ description: "Mail addresses; a brand's own file holds the sender's name." }),
});
export type Terms = z.infer<typeof termsSchema>;

/** `tenants/operators/<id>.toml`. */
export const operatorFileSchema = z.strictObject({
	name: plainText("The legal name.", 100),
	shortName: plainText("The name that the statement uses after the first mention.", 40),
	legalForm: z
		.strictObject(inEachLocale((locale) => plainText(`In ${words(locale).language.englishName}.`, 80).optional()))
		.meta({ description: "The legal form, in the languages of the brands." }),
	phone: phone("Where the operator is called."),
	email: email("The operator's general address."),
	website: httpsAddress("The operator's own site."),
	vatNumber: vatNumber("The number for value added tax.").optional(),
	network: plainText("The network whose partners use the operator's facilities.", 100).optional(),
	accountHost: hostname("The host of the account pages: neutral, and no brand's."),
	mailDomain: hostname(
		"A domain for mail to this program alone: answers to the help desk, and reports of mail that came back. Absent: answers go to replyTo.",
	).optional(),
	address: z
		.strictObject({
			street: plainText("Street and number.", 100),
			postalCode: plainText("Postal code.", 12),
			city: plainText("Town.", 60),
			country: country("The country of the seat."),
		})
		.meta({ description: "The seat." }),
	registration: z
		.strictObject({
			register: plainText("The trade register's name.", 80),
			number: plainText("The number in it.", 30),
		})
		.meta({ description: "The entry in the trade register." }),
	dpo: z
		.strictObject({ email: email("The data protection officer's address."), name: plainText("Name.", 80).optional() })
		.meta({ description: "Who answers for data protection." }),
	authority: z
		.strictObject({
			name: plainText("Name of the authority.", 80),
			url: httpsAddress("Where a complaint is made."),
			country: country("The country of the authority."),
		})
		.meta({ description: "The supervisory authority." }),
	limits: z
		.strictObject({
			eraseAfterClosing: duration("The longest term that a brand may have.").optional(),
			visitLogRetention: duration("The longest term that a brand may have.").optional(),
		})
		.optional()
		.meta({ description: "Maxima for brands. Without one, the default is the maximum." }),
	recipient: z.record(z.string(), recipientFileSchema).meta({ description: "Everyone who may get data, by id." }),
	defaults: termsSchema.meta({ description: "Holds for every brand of the operator." }),
	brand: z
		.record(z.string(), termsSchema)
		.optional()
		.meta({ description: "What differs for one brand: [brand.<id>], the id being its file's name." }),
});
export type OperatorFile = z.infer<typeof operatorFileSchema>;
