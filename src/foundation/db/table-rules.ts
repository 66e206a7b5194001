/** Who may read a table: the platform, the brands of one realm, or one brand (DECISIONS 8). */
export type TableClass = "platform" | "shared" | "owned";

/** What a query has to keep to on one table, or on a view of one. */
export type TableRule = {
	class: TableClass;
	/** Of a table that holds what members may have restricted: by which column whose a row is, and its views by purpose. */
	usable?: { subject: string; views: Readonly<Record<string, string>> };
	/** Read only on behalf of the member whose it is, never for a purpose. */
	isForSelf?: true;
	/** Of a view without restricted rows: the purpose that they are restricted for. */
	viewFor?: string;
};

/**
 * The tables that a database knows, each by its name with its rules. A query that names another one is refused. Made
 * once from the register and the generated tables: `tableRules` in `foundation/register`.
 */
export type TableRules = ReadonlyMap<string, TableRule>;
