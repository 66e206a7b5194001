import type { Compilable } from "kysely";
import type { Context } from "../context.ts";
import { ConstraintViolated, type Database, type RowsOf } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import { type NoticeAct, noticeQueries, noticeReads } from "./notice.ts";

type Told = { realm: RealmId; member: string; act: NoticeAct };
type Read = RowsOf<ReturnType<typeof noticeReads>>;

/**
 * Writes an act of a member's with its notices, all or nothing. Where something was given to a recipient since the
 * caller read, it reads again once.
 * @param read what `noticeReads` gave of this member
 * @returns the rows of the act's own queries
 * @throws ConstraintViolated where the act itself breaks a constraint
 */
export async function writeAct<const Queries extends readonly Compilable<unknown>[]>(
	context: Pick<Context, "keys" | "now"> & { database: Database },
	told: Told,
	read: Read,
	queries: Queries,
): Promise<RowsOf<Queries>> {
	const { database } = context;
	const write = async (disclosed: Read) => {
		const rows = await database.write(...queries, ...(await noticeQueries(context, told, disclosed)));
		return rows.slice(0, queries.length) as RowsOf<Queries>;
	};
	try {
		return await write(read);
	} catch (error) {
		if (!(error instanceof ConstraintViolated)) throw error;
		return await write(await database.read(...noticeReads(told.realm, [told.member])));
	}
}
