import type { Context } from "#foundation/context.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { copyWanted } from "#foundation/rights/export/begin.ts";
import { makeCopies } from "#foundation/rights/export/job.ts";
import {
	type ExportRow,
	exportKeyOfLink,
	exportsOfLink,
	passExportOn,
} from "#foundation/rights/export/queries-export.ts";
import { personsOfLink, spendLink, standingOfLink, withoutAccount } from "#foundation/rights/found-by-address.ts";
import { type Person, personsOf } from "#foundation/rights/persons.ts";
import { COPY_OF_PERSON } from "../export/copy.tsx";

/** A person without an account for whom a link stands, with the copy that it has begun, if it has. */
export type LinkedPerson = { kind: Person; id: string; copy: ExportRow | undefined };

const kindsOf = ({ running }: Context): Person[] => personsOf(running.register).filter(withoutAccount);

/** What it takes to see for whom a link stands, in the caller's trip. */
export const linkQueries = (context: Context, hash: Uint8Array) => {
	const owner = { realm: context.realm.id, brands: context.realm.brands };
	return [
		personsOfLink(owner.realm, hash, context.at),
		exportsOfLink(owner.realm, hash),
		...kindsOf(context).map((kind) => standingOfLink(kind, owner, hash)),
	] as const;
};

/**
 * For whom the link stands, as long as they are there: who became a member signs in, and who was erased is nobody's to
 * ask for. None: the link is forged, over, of another realm, or has nothing behind it any more.
 */
export async function readLink(context: Context, hash: Uint8Array): Promise<LinkedPerson[]> {
	const [waiting, copies, ...standing] = await context.database().read(...linkQueries(context, hash));
	return kindsOf(context).flatMap((kind, at) => {
		const ids = new Set((standing[at] ?? []).map(({ id }) => String(id)));
		const begun = copies.flatMap((copy) => (copy.subject_kind === kind.as ? [{ id: copy.member_id, copy }] : []));
		const open = waiting.flatMap(({ subject_kind, subject_id }) =>
			subject_kind === kind.as ? [{ id: subject_id, copy: undefined }] : [],
		);
		return [...begun, ...open].filter(({ id }) => ids.has(id)).map((one) => ({ kind, ...one }));
	});
}

/** Begins the copies that the link has not begun yet. From then on it opens these, and begins nothing more. */
export async function beginCopies(context: Context, hash: Uint8Array, persons: readonly LinkedPerson[]): Promise<void> {
	const waiting = persons.filter(({ copy }) => copy === undefined);
	if (waiting.length === 0) return;
	for (const { kind, id } of waiting) await beginCopy(context, hash, { kind: kind.as, id });
	const { register } = context.running;
	context.defer((job) => makeCopies(job, { ...COPY_OF_PERSON, register }));
}

async function beginCopy(context: Context, hash: Uint8Array, person: { kind: string; id: string }): Promise<void> {
	const { realm } = context;
	const { queries } = await copyWanted(context, { ...person, link: hash });
	const database = context.database();
	const spend = spendLink(realm.id, hash, person.id);
	try {
		await database.write(...queries, spend);
	} catch (error) {
		// One is being made, begun by this link a moment ago or by an older one to the same mailbox: the newest opens it.
		if (!(error instanceof ConstraintViolated)) throw error;
		await database.write(
			passExportOn({ realm_id: realm.id, subject_kind: person.kind, member_id: person.id }, hash),
			spend,
		);
	}
}

/** A copy of the link, with what opens it; the rows of who stands follow. */
export const fetchQueries = (context: Context, hash: Uint8Array, id: string) =>
	[
		exportsOfLink(context.realm.id, hash).where("id", "=", id),
		exportKeyOfLink(context.realm.id, hash, id),
		...kindsOf(context).map((kind) =>
			standingOfLink(kind, { realm: context.realm.id, brands: context.realm.brands }, hash),
		),
	] as const;

/** The rows of a copy whose person is still there; none for any other. */
export async function readLinkedCopy(context: Context, hash: Uint8Array, id: string) {
	const [copies, keys, ...standing] = await context.database().read(...fetchQueries(context, hash, id));
	const [copy] = copies;
	const kind = kindsOf(context).findIndex(({ as }) => as === copy?.subject_kind);
	const stands = (standing[kind] ?? []).some((one) => one.id === copy?.member_id);
	return [stands ? copies : [], stands ? keys : []] as const;
}
