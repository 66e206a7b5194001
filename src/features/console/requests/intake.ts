import type { z } from "zod";
import { logOf } from "#features/my-data/requests/handling.ts";
import { tellNobody } from "#features/my-data/requests/telling.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import { ConstraintViolated, type RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { momentOf } from "#foundation/i18n/wall-clock.ts";
import { newRequest } from "#foundation/rights/requests/new-request.ts";
import { REQUEST_KINDS, type RequestKind } from "#foundation/rights/requests/request.ts";
import { type Stepped, takeSteps } from "#foundation/rights/requests/step.ts";
import { refuseNobody } from "#foundation/rights/requests/steps-of-case.ts";
import { words } from "#locales/locales.ts";
import { type findQueries, record, subjectOf } from "../members/member-access.ts";
import type { Staff } from "../session.ts";
import type { intakeForm } from "./schema.ts";

type Form = z.output<ReturnType<typeof intakeForm>>;
type Intake = {
	form: Form;
	found: RowsOf<Awaited<ReturnType<typeof findQueries>>>;
	head: Parameters<typeof logOf>[1];
};

/**
 * Adds a request for each right that a letter asks for, all linked. Nothing of it is shown to be the member's yet. Where
 * the address finds nobody, the answer that says so goes there, and of the letter nothing is kept.
 * @returns the id of the first request
 */
export async function takeIn(context: Context, staff: Staff, { form, found, head }: Intake) {
	const subject = subjectOf(...found);
	const kinds = REQUEST_KINDS.filter((kind) => form[kind]);
	const brand = context.snapshot.findBrand(senderBrand(context, []));
	if (brand === undefined) throw new AppError("internal", "a realm without brands");
	const by = { actor: "staff", staff: staff.id, role: staff.role } as const;
	const day = momentOf(new Date(`${form.received}T12:00:00.000Z`));
	const receivedAt = new Date(Math.min(context.now, day.getTime())).toISOString();
	const { responseDays } = currentEdition(brand, context.now).legal;
	const asked = { member: subject?.id ?? "", door: "desk", by, brand: brand.id, responseDays, receivedAt } as const;
	const added: Stepped[] = [];
	for (const kind of kinds) {
		const letter = added[0] === undefined ? {} : { letter: added[0].request.id };
		added.push(await newRequest(context, { ...asked, kind, ...letter, text: subject === undefined ? "" : form.text }));
	}
	const first = added[0]?.request.id ?? "";
	if (subject === undefined) return answerNobody(context, { added, address: form.email, by, head });
	const queries = [...added.flatMap((one) => one.queries), ...(await logOf(context, head, added))];
	const reason = `${words(context.locale).requests.desk.intakeTitle}: ${kindWords(context, kinds)}`;
	const access = { subject, what: ["found", "request"] as const, accessReason: { reason, brand: "" } };
	return record(context, staff, access, queries, async () => first);
}

const kindWords = ({ locale }: Context, kinds: readonly RequestKind[]) =>
	kinds.map((kind) => words(locale).requests.kinds[kind]).join(", ");

type Nobody = Pick<Intake, "head"> & {
	added: readonly Stepped[];
	address: string;
	by: { actor: "staff"; staff: string; role: string };
};

async function answerNobody(context: Context, { added, address, by, head }: Nobody): Promise<"nobody" | "busy"> {
	const { now } = context;
	const { mail, queries: told } = await tellNobody(context, address);
	const closed = await Promise.all(
		added.map((one) =>
			takeSteps(
				context,
				one,
				{ what: "opened", to: "open", by },
				{ what: "begun", to: "in_progress", by },
				refuseNobody({ by, mail, now }),
			),
		),
	);
	try {
		const queries = closed.flatMap((one) => one.queries);
		await context.database().write(...told, ...queries, ...(await logOf(context, head, closed)));
		return "nobody";
	} catch (error) {
		// The mailbox had its most, or somebody else was first.
		if (error instanceof ConstraintViolated) return "busy";
		throw error;
	}
}
