import { DAY, HOUR } from "../../time.ts";
import { type ExtensionMonths, isAskedInTime, wholeDays, withExtension, withPause } from "./clock.ts";
import { DAYS_TO_IDENTIFY, HOURS_TO_CANCEL, type RefusalGround } from "./request.ts";
import { type By, NoSuchStep, type RequestRow, type Step } from "./step.ts";

/*
 * The steps of a request after it came in. `now`: epoch milliseconds. `mail`: the id of the mail that tells of the step,
 * which is queued in the same batch. What the database refuses as well, it refuses for everybody.
 */

type Told = { by: By; mail: string; now: number };
const iso = (now: number) => new Date(now).toISOString();

/** The member is asked to show that they ask. `code`: hash of the code that the mail carries. */
export const askIdentity = (request: RequestRow, { by, mail, now, code }: Told & { code: Uint8Array }): Step => ({
	...{ what: "identity_asked", to: "identity_pending", by, mail },
	set: {
		asked_at: iso(now),
		pause_counts: isAskedInTime(new Date(request.received_at), new Date(now)) ? 1 : 0,
		code_hash: code,
	},
});

type Shown = {
	by: By;
	now: number;
	/** A verified request of the member and kind that is not closed: then this one is its duplicate. */
	verifiedTwin?: string | undefined;
};

/**
 * It was shown that the member asks: by the mailed link, or staff accept it. The days of waiting move the day of the
 * answer where they count. The code of the link is of no more use.
 */
export function identityShown(request: RequestRow, { by, now, verifiedTwin }: Shown): Step {
	const { asked_at: asked, pause_counts: counts, answer_by } = request;
	const days = asked === null || counts === 0 ? 0 : wholeDays(new Date(asked), new Date(now));
	return {
		what: verifiedTwin === undefined ? (by.actor === "staff" ? "identity_accepted" : "identity_shown") : "duplicate",
		to: verifiedTwin === undefined ? "open" : "duplicate",
		by,
		set: {
			verified_at: iso(now),
			answered_at: asked === null ? null : iso(now),
			paused_days: days,
			answer_by: withPause(new Date(answer_by), days).toISOString(),
			code_hash: null,
			duplicate_of: verifiedTwin ?? null,
		},
	};
}

/** An erasure is announced. `code`: hash of the code of the link that cancels it. */
export const announce = ({ by, mail, now, code }: Told & { code: Uint8Array }): Step => ({
	...{ what: "announced", by, mail },
	set: { announced_at: iso(now), begins_at: iso(now + HOURS_TO_CANCEL * HOUR), code_hash: code },
});

/** Its handling begins. From here on an erasure is not taken back. */
export const begin = (by: By): Step => ({ what: "begun", to: "in_progress", by, set: { code_hash: null } });

/** A copy is being made that answers it. */
export const beginCopy = (by: By, copy: string): Step => ({ what: "copy_begun", by, set: { copy_id: copy } });

type Extension = Told & { months: ExtensionMonths; reason: Uint8Array };

/**
 * The answer takes longer, once, told before its day (GDPR Art. 12(3)). `reason`: sealed.
 * @throws NoSuchStep
 */
export function extend(request: RequestRow, { by, mail, now, months, reason }: Extension): Step {
	if (!canExtend(request, now)) throw new NoSuchStep("a request is extended once, before its day");
	const answerBy = withExtension(new Date(request.answer_by), months);
	return {
		...{ what: "extended", by, mail },
		set: { extended_at: iso(now), answer_by: answerBy.toISOString(), extension_sealed: reason },
	};
}

export const canExtend = ({ state, extended_at, answer_by }: RequestRow, now: number): boolean =>
	(state === "open" || state === "in_progress") && extended_at === null && iso(now) <= answer_by;

/** `answer`: sealed, where there are words for the member. */
export const fulfil = ({ by, mail, answer }: { by: By; mail?: string; answer?: Uint8Array | undefined }): Step => ({
	...{ what: "fulfilled", to: "fulfilled", by },
	...(mail === undefined ? {} : { mail }),
	...(answer === undefined ? {} : { set: { answer_sealed: answer } }),
});

type Refusal = Told & { ground: RefusalGround; answer: Uint8Array; isPartial: boolean };

/** Refused, or in part, with the reason and the ways to complain (GDPR Art. 12(4)), which the mail names. */
export function refuse({ by, mail, now, ground, answer, isPartial }: Refusal): Step {
	const state = isPartial ? "partially_fulfilled" : "refused";
	return {
		...{ what: state, to: state, by, mail },
		set: { refusal_ground: ground, remedies_sent_at: iso(now), answer_sealed: answer, code_hash: null },
	};
}

/** Nobody was found whom it could be about: said in the mail to the address of the letter, of which nothing is kept. */
export const refuseNobody = ({ by, mail, now }: Told): Step => ({
	...{ what: "refused", to: "refused", by, mail },
	set: { refusal_ground: "nobody_found", remedies_sent_at: iso(now) },
});

/** The member takes it back; the system, where the account is gone. */
export const withdraw = (by: By, mail?: string): Step => ({
	...{ what: "withdrawn", to: "withdrawn", by },
	...(mail === undefined ? {} : { mail }),
	set: { code_hash: null },
});

/** Nobody showed who asks. */
export const expire = (): Step => ({
	...{ what: "expired", to: "expired", by: { actor: "system" } },
	set: { code_hash: null },
});

/** Up to which moment an identity was asked for that expires by now. ISO 8601 */
export const expiresBefore = (now: number): string => iso(now - DAYS_TO_IDENTIFY * DAY);
