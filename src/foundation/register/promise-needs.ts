import { PROMISE_IDS, type PromiseId } from "./promises.ts";
import { type Need, type Running, runs } from "./running.ts";
import { FEATURE_NEEDS, SENTENCES } from "./sentences.ts";

const { messages, suggestions, performers, payments, shop, helpdesk, statistics } = FEATURE_NEEDS;
const asked = SENTENCES["consent.recipients"];

/** What a promise needs so that it can be made; absent: nothing beyond what every statement says. */
const PROMISE_NEEDS: Partial<Record<PromiseId, readonly Need[]>> = {
	P06: suggestions,
	P07: performers,
	P08: performers,
	P09: shop,
	P10: performers,
	P11: payments,
	P12: payments,
	P13: payments,
	P14: SENTENCES["data.automatic"],
	P15: helpdesk,
	P16: SENTENCES["mail.choices"],
	P18: asked,
	P19: asked,
	P21: [...asked, { adapter: "google-analytics" }, { adapter: "24metrics" }, ...SENTENCES["data.automatic"]],
	P22: SENTENCES["disclosures.recorded"],
	P30: SENTENCES["changes.notice"],
	P31: [{ route: "brand GET /privacy/statement.pdf" }],
	P34: SENTENCES["right.withdraw"],
	P35: SENTENCES["mail.choices"],
	P36: SENTENCES["mail.choices"],
	P37: SENTENCES["right.close"],
	P38: SENTENCES["erasure.by_term"],
	P39: SENTENCES["erasure.at_once"],
	P41: SENTENCES["right.restriction"],
	P42: SENTENCES["right.objection"],
	P43: [...SENTENCES["right.portability"], ...messages],
	P44: helpdesk,
	P45: helpdesk,
	// The lists are made once each of their entries is held.
	P48: payments,
	P49: [...payments, ...messages],
	P50: [...messages, ...suggestions, ...statistics],
	P51: [...suggestions, ...statistics, ...FEATURE_NEEDS.newsletters, ...asked],
	P52: messages,
	P53: suggestions,
	P54: asked,
	P57: statistics,
	P59: suggestions,
	P60: SENTENCES["moderation.photos"],
};

export const promiseNeeds = (id: PromiseId): readonly Need[] => PROMISE_NEEDS[id] ?? [];

/** The promises that can be made with what runs. */
export const promisesMade = (running: Running): PromiseId[] =>
	PROMISE_IDS.filter((id) => runs(running, promiseNeeds(id)));
