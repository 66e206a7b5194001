import { MAX_ASKED_RECIPIENTS } from "../brand/settings.ts";
import { CHOICE_COOKIE, type RecipientAnswer } from "./cookie.ts";

/** An answer as the cookie keeps it. `despiteSignal`: the browser asked to share nothing as it was given. */
export type KeptAnswer = RecipientAnswer & { despiteSignal: boolean };

/** A cookie of that many answers is below the 4,096 bytes that browsers keep. */
export const MAX_ANSWERS = MAX_ASKED_RECIPIENTS;
const MAX_COOKIE_LENGTH = 4_096 - CHOICE_COOKIE.length;

const KINDS = {
	y: { kind: "given", despiteSignal: false },
	Y: { kind: "given", despiteSignal: true },
	n: { kind: "refused", despiteSignal: false },
} as const;

/** Recipient, kind, hash, moment (base 36, milliseconds) and event; no character of it needs escaping in a cookie. */
const ANSWER = /^([a-z0-9][a-z0-9-]{1,40})\.([yYn])\.([0-9a-f]{64})\.(0|[1-9a-z][0-9a-z]{0,8})\.([0-9a-f-]{36}|)$/;

/** What a browser answered. A value that no page of ours wrote says nothing at all. */
export function parseAnswers(value: string | undefined): KeptAnswer[] {
	if (value === undefined || value.length > MAX_COOKIE_LENGTH) return [];
	const parts = value.split("_");
	const answers = parts.flatMap((part) => parseAnswer(part) ?? []);
	const isWhole = answers.length === parts.length && answers.length <= MAX_ANSWERS;
	return isWhole && new Set(answers.map(({ recipient }) => recipient)).size === answers.length ? answers : [];
}

function parseAnswer(part: string): KeptAnswer | undefined {
	const [, recipient = "", kind = "", textHash = "", moment = "", event = ""] = ANSWER.exec(part) ?? [];
	if (kind !== "y" && kind !== "Y" && kind !== "n") return undefined;
	return { recipient, ...KINDS[kind], textHash, at: new Date(Number.parseInt(moment, 36)).toISOString(), event };
}

/** The cookie's value; the newest answers where there are too many. */
export function formatAnswers(answers: readonly KeptAnswer[]): string {
	const kept = answers.length <= MAX_ANSWERS ? answers : newest(answers);
	return kept
		.map(({ recipient, kind, despiteSignal, textHash, at, event }) =>
			[recipient, letterOf(kind, despiteSignal), textHash, Date.parse(at).toString(36), event].join("."),
		)
		.join("_");
}

const letterOf = (kind: RecipientAnswer["kind"], despiteSignal: boolean): keyof typeof KINDS =>
	kind === "refused" ? "n" : despiteSignal ? "Y" : "y";

const newest = (answers: readonly KeptAnswer[]): KeptAnswer[] =>
	[...answers].sort((one, other) => other.at.localeCompare(one.at)).slice(0, MAX_ANSWERS);
