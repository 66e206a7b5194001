import { stepTo } from "#features/memberships/notice-steps.ts";
import { toldCounts } from "#features/memberships/queries.ts";
import type { Database } from "#foundation/db/database.ts";
import type { Plan } from "./publication.ts";

/** Members that a publication mails, by brand; a brand whose statement stays as it is has none. */
export type MembersToTell = ReadonlyMap<string, number>;

/** Counts whom the new statements of a plan are mailed to: everybody, or of what is taken back, those who heard of it. */
export async function membersToTell(database: Database, { brands }: Plan): Promise<MembersToTell> {
	const changed = brands.filter(({ before, statement }) => before !== undefined && statement !== undefined);
	if (changed.length === 0) return new Map();
	const [counts] = await database.read(toldCounts(changed.map(({ after }) => after.id)));
	return new Map(
		changed.map(({ after, statement }) => {
			const told = counts.filter((row) => {
				if (row.brand_id !== after.id || statement === undefined) return false;
				const { announces, withdraws } = stepTo(statement.version, after.statements, row.told);
				return announces || withdraws.length > 0;
			});
			return [after.id, told.reduce((sum, { members }) => sum + members, 0)];
		}),
	);
}
