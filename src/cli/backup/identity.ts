import { CommandError } from "../command.ts";
import type { Identity } from "./manifest.ts";
import type { Ask } from "./snapshot.ts";

/** Rotations that say which salts belong to a database: the newest, one under way, and the last complete one. */
const ROTATIONS = 3;

/** What a database is. @throws CommandError when it is none of ours, or a copy that is not finished */
export async function readIdentity(ask: Ask): Promise<Identity> {
	const tables = new Set(
		(await ask("SELECT name FROM sqlite_schema WHERE type = 'table'")).map(([name]) => String(name)),
	);
	for (const table of ["migration", "restore", "key_rotation", "brand_revision", "audit_entry"])
		if (!tables.has(table))
			throw new CommandError(
				"this is no database of this program, or one that was never migrated: there is nothing to back up",
			);
	const migrations = await ask("SELECT number, sha256, applied_at FROM migration ORDER BY number");
	const unfinished = await ask("SELECT number FROM restore WHERE asked_at IS NOT NULL AND finished_at IS NULL");
	if (unfinished.length > 0)
		throw new CommandError(
			"this database is a copy that is not brought up to date yet: `npm run restore -- --finish` first, then this again",
		);
	const rotations = await ask(
		`SELECT number, state, salt_sha256, key_check FROM key_rotation ORDER BY number DESC LIMIT ${ROTATIONS}`,
	);
	const heads = await ask(
		"SELECT realm_id, number, hash FROM audit_entry a WHERE number = (SELECT max(number) FROM audit_entry b WHERE b.realm_id = a.realm_id) ORDER BY realm_id",
	);
	const realms = await ask("SELECT DISTINCT realm_id FROM brand_revision ORDER BY realm_id");
	const text = (value: unknown) => (value === null ? null : String(value));
	return {
		begunAt: String(migrations[0]?.[2] ?? ""),
		rotations: rotations.map(([number, state, salt, check]) => ({
			number: Number(number),
			state: String(state) as Identity["rotations"][number]["state"],
			salt_sha256: text(salt),
			key_check: text(check),
		})),
		realms: realms.map(([realm]) => String(realm)),
		migrations: migrations.map(([number, sha256]) => ({ number: Number(number), sha256: String(sha256) })),
		heads: heads.map(([realm, number, hash]) => ({ realm: String(realm), number: Number(number), hash: String(hash) })),
	};
}

/** Whether two states are of the same database: it began at the same moment, and no rotation names another salt. */
export function isSameDatabase(one: Identity, other: Identity): boolean {
	const salts = new Map(one.rotations.map(({ number, salt_sha256 }) => [number, salt_sha256]));
	return (
		one.begunAt === other.begunAt &&
		other.rotations.every(({ number, salt_sha256 }) => {
			const known = salts.get(number);
			return known == null || salt_sha256 === null || known === salt_sha256;
		})
	);
}
