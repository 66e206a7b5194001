/** Who may read a table: the platform, the brands of one realm, or one brand (DECISIONS 8). */
export type TableClass = "platform" | "shared" | "owned";

/**
 * What a query has to keep to on one table. The class is the first rule; which purposes may touch the table, and
 * which view leaves out its restricted rows, are further fields of the same entry.
 */
export type TableRule = { class: TableClass };

/**
 * The tables that a database knows, each by its name with its rules. A query that names another one is refused. Made
 * once from the register and the generated tables: `tableRules` in `foundation/register`.
 */
export type TableRules = ReadonlyMap<string, TableRule>;
