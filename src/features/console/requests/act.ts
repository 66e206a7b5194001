import * as handling from "#features/my-data/requests/handling.ts";
import type { toldOfRequest } from "#features/my-data/requests/telling.ts";
import { toldIn } from "#features/my-data/requests/telling.ts";
import type { auditHead } from "#foundation/audit/audit.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { isAnsweredByCopy, type RequestKind } from "#foundation/rights/requests/request.ts";
import { NoSuchStep, type RequestRow } from "#foundation/rights/requests/step.ts";
import { words } from "#locales/locales.ts";
import { record } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import type { lastAccessOf, linkedRequests } from "./queries-requests.ts";
import type { CaseForm } from "./schema.ts";

/** A request as the case's one trip reads it, with what it takes to do something with it. */
export type Known = {
	request: RequestRow;
	key: UnitKeyRow | undefined;
	copy: string | undefined;
	linked: RowsOf<readonly [ReturnType<typeof linkedRequests>]>[0];
	head: RowsOf<readonly [ReturnType<typeof auditHead>]>[0][number] | undefined;
	last: RowsOf<readonly [ReturnType<typeof lastAccessOf>]>[0][number] | undefined;
	told: RowsOf<ReturnType<typeof toldOfRequest>>;
};

/** `busy`: something else was changed at the same moment, and nothing was done. */
export type Acted = "recorded" | "unchanged" | "read" | "busy";

/**
 * Does what a form of the case asks, and writes down in the member's record who did it and why, in one batch. Of a
 * member who is gone nothing is done.
 */
export async function act(context: Context, staff: Staff, known: Known, form: CaseForm): Promise<Acted> {
	const { request, head, last } = known;
	const to = await toldIn(context, known.told);
	const [core] = known.told[0];
	if (to === undefined || core === undefined) return "unchanged";
	let handled: handling.Handled | undefined;
	try {
		const by = { actor: "staff", staff: staff.id, role: staff.role } as const;
		handled = form.act === "read" ? undefined : await handledBy(context, { request, to, by }, known, form);
	} catch (error) {
		if (error instanceof NoSuchStep) return "unchanged";
		throw error;
	}
	const log = handled === undefined ? [] : await handling.logOf(context, head, [handled]);
	const subject = { id: to.member, key: core, last };
	const access = {
		subject,
		what: ["request"] as const,
		accessReason: { reason: reasonOf(context, known, form), brand: "" },
	};
	const queries = [...(handled?.queries ?? []), ...log];
	const done = await record(context, staff, access, queries, async () => true);
	if (done === "busy") return "busy";
	return form.act === "read" ? "read" : "recorded";
}

/** What the record says, which the member reads. */
function reasonOf({ locale }: Context, { request }: Known, form: CaseForm): string {
	const { kinds, desk } = words(locale).requests;
	return form.act === "accept_identity" && "accept" in form
		? form.accept
		: `${desk.caseTitle}: ${kinds[request.kind as RequestKind]}`;
}

/** @throws NoSuchStep where the request is not in the state for it */
async function handledBy(
	context: Context,
	one: handling.Case,
	{ request, key, linked, copy, told }: Known,
	form: CaseForm,
): Promise<handling.Handled> {
	const unit = async () => {
		if (key === undefined) throw new NoSuchStep("a request without a key");
		return (await context.keys()).openUnit(key);
	};
	if ("accept" in form) {
		return handling.verify(context, one, { active: told[4], letter: linked });
	}
	if ("months" in form) {
		return handling.extend(context, one, { months: form.months, reason: form.extension, unit: await unit() });
	}
	const isAnswer = "refusal" in form || "answer" in form;
	if (request.kind === "erasure" && isAnswer) throw new NoSuchStep("an erasure is done by what erases");
	if ("refusal" in form) {
		const refusal = { ground: form.ground, reason: form.refusal, isPartial: form.outcome === "partially_fulfilled" };
		return handling.refuse(context, one, { ...refusal, unit: await unit() });
	}
	if ("answer" in form) return handling.fulfil(context, one, { answer: form.answer, unit: await unit() });
	if (form.act === "ask_identity") return handling.askForIdentity(context, one);
	if (request.kind === "erasure") throw new NoSuchStep("an erasure begins by itself");
	if (form.act === "begin") return handling.begin(context, one);
	if (form.act === "copy" && isAnsweredByCopy(request.kind as RequestKind))
		return handling.beginCopy(context, one, copy);
	throw new NoSuchStep("no such act of a request");
}
