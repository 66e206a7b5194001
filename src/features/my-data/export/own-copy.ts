import type { Reauthenticated } from "#features/accounts/session/reauthenticate.ts";
import type { Context } from "#foundation/context.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { notify } from "#foundation/mail/notify.ts";
import type { MailLink } from "#foundation/mail/schema.ts";
import { copyWanted } from "#foundation/rights/export/begin.ts";
import { makeCopies } from "#foundation/rights/export/job.ts";
import { exportKeyOf, exportOf } from "#foundation/rights/export/queries-export.ts";
import { COPY_ASKED } from "../letters.ts";
import { COPY_OF_PERSON } from "./copy.tsx";

/** The member's copy, with what opens it. */
export const ownCopyQueries = ({ realm }: Pick<Context, "realm">, member: string) =>
	[exportOf(realm.id, member), exportKeyOf(realm.id, member)] as const;

type Asker = Pick<Reauthenticated<[]>, "member" | "writer" | "refund">;

/**
 * Writes down that a copy is wanted, in place of the one before, and begins to make it once the answer is on its way.
 * Asked twice at once, it is made once.
 */
export async function askForCopy(
	context: Context,
	{ member, writer, refund }: Asker,
	links: { page: MailLink; security: MailLink; rightsOnly?: true },
): Promise<void> {
	const { at, running } = context;
	const { id, queries } = await copyWanted(context, { kind: "member", id: member.id });
	const told = await notify(
		context,
		{ member: member.id, brand: writer, core: member.core, emailSealed: member.sealed.email },
		COPY_ASKED.with({ at, ...links }),
		`copy_asked:${id}`,
	);
	try {
		await context.database().write(...queries, ...told, ...refund);
	} catch (error) {
		// Another request was first: its copy is the one that is made.
		if (!(error instanceof ConstraintViolated)) throw error;
		return;
	}
	context.defer(async (job) => {
		await makeCopies(job, { ...COPY_OF_PERSON, register: running.register });
		context.sendMail();
	});
}
