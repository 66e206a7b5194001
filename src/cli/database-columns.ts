/**
 * Tables that the database server keeps for itself, by their whole names: a prefix would let a table of ours hide
 * behind it. SQLite gives nobody a name that begins with `sqlite_`.
 */
export const SERVER_TABLES = ["libsql_vector_meta_shadow", "libsql_wasm_func_table"];

/**
 * Every column of the database but the server's own, generated ones as well (`table_info` leaves those out):
 * rows of `table` and `column`.
 */
export const DATABASE_COLUMNS = `SELECT m.name AS 'table', c.name AS 'column'
	FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c
	WHERE m.type = 'table' AND substr(m.name, 1, 7) <> 'sqlite_'
	AND m.name NOT IN (${SERVER_TABLES.map((name) => `'${name}'`).join(", ")})`;
