import { z } from "zod";

/**
 * What a record of consent must hold (ISO/IEC TS 27560 by the DPV guide "Consent Records and Receipts"): no schema of it
 * is published, so its list of obligatory fields stands here.
 */
const text = z.string().min(1);
const typed = (type: string) => z.object({ "@type": z.literal(`dpv:${type}`) });
const duration = z.union([
	z.string().regex(/^P(\d+[YMWD])+$/),
	z.literal("until_withdrawn"),
	z.literal("until_browser_closed"),
]);
const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const VALID_STATES = ["ConsentGiven", "RenewedConsentGiven"];
const INVALID_STATES = ["ConsentRefused", "ConsentWithdrawn", "ConsentExpired"];
const state = z.enum([...VALID_STATES, ...INVALID_STATES].map((one) => `dpv:${one}`) as [string, ...string[]]);

const event = z
	.object({
		"@type": state,
		"dct:identifier": text,
		"dpv:hasLegalBasis": z.array(z.string().regex(/^eu-gdpr:A(6-1-a|9-2-a)$/)).min(1),
		"dpv:hasConsentStatus": state,
		"dpv:isIndicatedAtTime": z.iso.datetime(),
		"dpv:hasDuration": duration,
		"dpv:isIndicatedBy": typed("DataSubject").extend({ "dct:identifier": text }),
	})
	.refine((one) => one["@type"] === one["dpv:hasConsentStatus"], { error: "a status that is not the event's" });

const process = typed("Process").extend({
	"dpv:hasPurpose": z.object({ "@type": z.string().regex(/^dpv:[A-Z]/), "dct:identifier": text, "dct:title": text }),
	"dpv:hasPersonalData": z
		.array(
			z.object({
				"@type": z.enum(["dpv:PersonalData", "dpv:SpecialCategoryPersonalData"]),
				...{ "dct:identifier": text, "dct:title": text },
			}),
		)
		.min(1),
	"dpv:hasStorageCondition": typed("StorageDuration").extend({ "dpv:hasDuration": duration }),
	"dpv:hasDataController": typed("DataController").extend({
		...{ "dpv:hasName": text, "dpv:hasContact": text, "dpv:hasAddress": text },
	}),
	"dpv:hasRecipient": typed("Recipient").extend({ "dct:identifier": text, "dpv:hasName": text }),
	"dpv:hasConsentControl": typed("WithdrawConsent").extend({ "dct:source": z.url() }),
	"dpv:hasJurisdiction": z.string().regex(/^loc:[A-Z]{2}$/),
	"dpv:hasRight": z.array(z.string().regex(/^eu-gdpr:A\d+(-\d+)?$/)).min(1),
});

const record = typed("ConsentRecord").extend({
	"dct:conformsTo": z.enum([
		"https://w3id.org/dpv/schema/dpv-27560#record",
		"https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr",
	]),
	"dct:identifier": text,
	"dct:language": z.enum(["nl", "en"]),
	"dpv:hasDataSubject": typed("DataSubject").extend({ "dct:identifier": text }),
	"dpv:hasNotice": typed("ConsentNotice").extend({
		...{ "dct:identifier": hash, "dct:language": text, "dct:description": text.nullable() },
	}),
	"dpv:hasProcess": process,
	"dpv:hasConsentEvent": z.array(event).min(1),
});

const document = z.object({ "@context": z.record(z.string(), z.url()), "@graph": z.array(record) });

/** What is wrong with a file of records, by its place in it; nothing where it is whole. */
export function recordFaults(file: unknown): string[] {
	const parsed = document.safeParse(file);
	return parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
}
