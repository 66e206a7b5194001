import type { z } from "zod";
import { logOf } from "#features/my-data/requests/handling.ts";
import { REQUEST_NOBODY } from "#features/my-data/requests/letters.ts";
import { authorityOf } from "#features/my-data/requests/telling.ts";
import { senderBrand } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { ConstraintViolated, type RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import { momentOf } from "#foundation/i18n/wall-clock.ts";
import { notify } from "#foundation/mail/notify.ts";
import { mailId } from "#foundation/mail/outbox.ts";
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
	if (subject === undefined) return answerNobody(context, { added, address: form.email, by, brand, head });
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
	brand: NonNullable<ReturnType<Context["snapshot"]["findBrand"]>>;
};

async function answerNobody(context: Context, { added, address, by, brand, head }: Nobody): Promise<"nobody" | "busy"> {
	const { now, realm } = context;
	const nobody = uuidv7(now);
	const cause = `request_nobody:${nobody}`;
	const letter = REQUEST_NOBODY.with({
		statement: { at: "brand", path: "/privacy" },
		authority: authorityOf({ published: brand }, now),
	});
	const told = await notify(context, { member: nobody, brand: brand.id, address }, letter, cause);
	const mail = await mailId(realm.id, cause);
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
