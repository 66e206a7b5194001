import type { Compilable } from "kysely";
import { auditQueries } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import { randomToken, sha256 } from "#foundation/crypto/random.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import { copyWanted } from "#foundation/rights/export/begin.ts";
import type { ExtensionMonths } from "#foundation/rights/requests/clock.ts";
import {
	DAYS_TO_IDENTIFY,
	HOURS_TO_CANCEL,
	isAnsweredByCopy,
	type RefusalGround,
	type RequestKind,
} from "#foundation/rights/requests/request.ts";
import { type By, NoSuchStep, type RequestRow, type Stepped, takeSteps } from "#foundation/rights/requests/step.ts";
import * as step from "#foundation/rights/requests/steps-of-case.ts";
import { sealWords } from "#foundation/rights/requests/words.ts";
import { HOUR } from "#foundation/time.ts";
import * as letters from "./letters.ts";
import { authorityOf, codeLink, OWN_REQUESTS, type Queued, type Told, tell, tellEverywhere } from "./telling.ts";

/*
 * What is done with a request and told of it: each function gives the queries of one batch, mails first, as far as the
 * log of the realm. Nothing is written here.
 */

export type Case = { request: RequestRow; to: Told; by: By };
/** What a batch does beside what the log says of it. */
export type Handled = Pick<Stepped, "request" | "queries" | "audit">;

const kindOf = ({ kind }: RequestRow) => kind as RequestKind;

const afterMail = (mails: readonly Compilable[], stepped: Stepped): Handled => ({
	...stepped,
	queries: [...mails, ...stepped.queries],
});

/** The entries of the log for what a batch did. `head`: as the same trip read it that read the requests. */
export const logOf = (
	{ realm, at }: Pick<Context, "realm" | "at">,
	head: Parameters<typeof auditQueries>[1],
	handled: readonly Pick<Handled, "audit">[],
): Promise<Compilable[]> =>
	auditQueries(
		{ realm: realm.id, at },
		head,
		handled.flatMap(({ audit }) => audit),
	);

/** The member is asked whether a request is theirs: by the link of a mail to the account's address, and by nothing else. */
export async function askForIdentity(context: Context, { request, to, by }: Case): Promise<Handled> {
	const code = randomToken();
	const kind = kindOf(request);
	const link = codeLink(context, to, "/privacy/ask/confirm", code);
	const letter =
		by.actor === "staff"
			? letters.REQUEST_IDENTITY.with({ kind, link, days: DAYS_TO_IDENTIFY, received: request.received_at })
			: letters.REQUEST_CONFIRM.with({ kind, link, days: DAYS_TO_IDENTIFY });
	const { mail, queries } = await tell(context, to, letter, `${letter.kind.name}:${request.id}`);
	const asked = step.askIdentity(request, { by, mail, now: context.now, code: await sha256(code) });
	return afterMail(queries, await takeSteps(context, request, asked));
}

type Beside = {
	/** Verified requests of the member that are not closed. */
	active: readonly { id: string; kind: string }[];
	/** All that the same letter asks. */
	letter: readonly RequestRow[];
};

/**
 * It was shown that the member asks. One that an open request asks already is its duplicate; an erasure is announced to
 * every known address; of any other the member hears the day of the answer. With an erasure the copy that its letter asks
 * for is verified, too: the erasure waits for it.
 */
export async function verify(context: Context, { request, to, by }: Case, beside: Beside): Promise<Handled> {
	const { now } = context;
	const twin = beside.active.find(({ id, kind }) => kind === request.kind && id !== request.id);
	const shown = step.identityShown(request, { by, now, verifiedTwin: twin?.id });
	const stepped = await takeSteps(context, request, shown);
	if (twin !== undefined) return stepped;
	if (request.kind !== "erasure") {
		const { queries } = await acknowledge(context, { request: stepped.request, to });
		return { ...stepped, queries: [...stepped.queries, ...queries] };
	}
	const erasure = await announced(context, { request: stepped.request, to, by }, stepped);
	const copies = beside.letter.filter(
		(one) => isAnsweredByCopy(kindOf(one)) && one.verified_at === null && one.closed_at === null,
	);
	const verified = await Promise.all(copies.map((copy) => verify(context, { request: copy, to, by }, beside)));
	return {
		request: erasure.request,
		queries: [erasure, ...verified].flatMap(({ queries }) => queries),
		audit: [erasure, ...verified].flatMap(({ audit }) => audit),
	};
}

/** The letter that says by which day the answer comes. */
export function acknowledge(context: Context, { request, to }: Pick<Case, "request" | "to">): Promise<Queued> {
	const { id, received_at: received, answer_by: due } = request;
	const letter = letters.REQUEST_RECEIVED.with({ kind: kindOf(request), received, due, page: OWN_REQUESTS });
	return tell(context, to, letter, `request_received:${id}`);
}

async function announced(context: Context, { request, to, by }: Case, before: Stepped): Promise<Handled> {
	const { now } = context;
	const code = randomToken();
	const letter = letters.ERASURE_ANNOUNCED.with({
		begins: new Date(now + HOURS_TO_CANCEL * HOUR).toISOString(),
		hours: HOURS_TO_CANCEL,
		cancel: codeLink(context, to, "/privacy/ask/cancel", code),
	});
	const { mail, queries } = await tellEverywhere(context, to, letter, `erasure_announced:${request.id}`);
	const told = step.announce({ by, mail, now, code: await sha256(code) });
	return afterMail(queries, await takeSteps(context, before, told));
}

export const begin = (context: Context, { request, by }: Omit<Case, "to">): Promise<Handled> =>
	takeSteps(context, request, step.begin(by));

/** Begins the handling where it has not begun. */
const inProgress = ({ state }: RequestRow, by: By) => (state === "open" ? [step.begin(by)] : []);

/**
 * A copy of the member's data is made that answers the request. Its batch breaks a constraint while one is being made.
 * @param before the state of the copy that was made for it; absent where there is none, or no longer
 */
export async function beginCopy(context: Context, { request, to, by }: Case, before?: string): Promise<Handled> {
	if (before === "making" || before === "ready") throw new NoSuchStep("a copy is made already");
	const { id, queries } = await copyWanted({ ...context, locale: to.locale }, { kind: "member", id: to.member });
	const stepped = await takeSteps(context, request, ...inProgress(request, by), step.beginCopy(by, id));
	return afterMail(queries, stepped);
}

type Extension = { months: ExtensionMonths; reason: string; unit: UnitKey };

export async function extend(context: Context, { request, to, by }: Case, { months, reason, unit }: Extension) {
	const { now } = context;
	const sealed = await sealWords(unit, request.id, "extension_sealed", reason);
	const cause = `request_extended:${request.id}`;
	const extension = { by, mail: "", now, months, reason: sealed };
	const { set = {} } = step.extend(request, extension);
	const letter = letters.REQUEST_EXTENDED.with({
		...{ kind: kindOf(request), due: request.answer_by, until: String(set.answer_by), reason },
		...{ authority: authorityOf(to, now), page: OWN_REQUESTS },
	});
	const { mail, queries } = await tell(context, to, letter, cause);
	return afterMail(queries, await takeSteps(context, request, step.extend(request, { ...extension, mail })));
}

type Refusal = { ground: RefusalGround; reason: string; isPartial: boolean; unit: UnitKey };

/** Refuses a request, or a part of it, with the reason and the ways to complain in a letter of the same batch. */
export async function refuse(context: Context, { request, to, by }: Case, refusal: Refusal): Promise<Handled> {
	const { now } = context;
	const { ground, reason, isPartial, unit } = refusal;
	const answer = await sealWords(unit, request.id, "answer_sealed", reason);
	const letter = (isPartial ? letters.REQUEST_PARTLY_FULFILLED : letters.REQUEST_REFUSED).with({
		...{ kind: kindOf(request), ground, reason },
		...{ authority: authorityOf(to, now), page: OWN_REQUESTS },
	});
	const { mail, queries } = await tell(context, to, letter, `${letter.kind.name}:${request.id}`);
	const refused = step.refuse({ by, mail, now, ground, answer, isPartial });
	return afterMail(queries, await takeSteps(context, request, ...inProgress(request, by), refused));
}

/** @param answer words for the member, where there are any */
export async function fulfil(
	context: Context,
	{ request, to, by }: Case,
	{ answer, unit }: { answer: string; unit: UnitKey },
): Promise<Handled> {
	const sealed = answer === "" ? undefined : await sealWords(unit, request.id, "answer_sealed", answer);
	const letter = letters.REQUEST_FULFILLED.with({
		...{ kind: kindOf(request), page: OWN_REQUESTS },
		...(answer === "" ? {} : { answer }),
	});
	const { mail, queries } = await tell(context, to, letter, `request_fulfilled:${request.id}`);
	const done = step.fulfil({ by, mail, answer: sealed });
	return afterMail(queries, await takeSteps(context, request, ...inProgress(request, by), done));
}

/** The member takes it back, in the account or by the link that cancels an erasure. */
export async function withdraw(context: Context, { request, to, by }: Case): Promise<Handled> {
	const isErasure = request.kind === "erasure";
	const letter = isErasure
		? letters.ERASURE_CANCELLED.with({ at: new Date(context.now).toISOString(), page: OWN_REQUESTS })
		: letters.REQUEST_WITHDRAWN.with({ kind: kindOf(request), page: OWN_REQUESTS });
	const { mail, queries } = await tell(context, to, letter, `${letter.kind.name}:${request.id}`);
	return afterMail(queries, await takeSteps(context, request, step.withdraw(by, mail)));
}
