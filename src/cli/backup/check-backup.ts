import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { KeysDoNotFit, RANGE_CHECKS } from "#foundation/crypto/fit.ts";
import { deriveKeyCheck } from "#foundation/crypto/key-wrap.ts";
import { readRange, readSalt, type SaltRange, type SaltStore, saltFingerprint } from "#foundation/crypto/salts.ts";
import { CommandError } from "../command.ts";
import { readMigrations } from "../generate/tables.ts";
import { isSameDatabase } from "./identity.ts";
import type { Backup, Identity } from "./manifest.ts";

/** What a backup has to fit before anything is done with it. */
export type Surroundings = {
	/** The project's folder: its operators and its migrations. */
	directory: string;
	/** The bucket of the salts, which is only read. */
	salts: SaltStore;
	/** KEK_ROOT; undefined: its keys are not tried. */
	keyRoot: Uint8Array | undefined;
	/** The database that the backup should be of, where that stands. */
	live?: Identity | undefined;
};

const NOTHING_DONE = "nothing was done with it";

/** @throws CommandError for the first thing that does not fit, with what to do */
export async function requireFitting(backup: Backup, surroundings: Surroundings): Promise<void> {
	requireRealms(backup, surroundings.directory);
	requireKnownMigrations(backup, surroundings.directory);
	const { live } = surroundings;
	if (live && !isSameDatabase(live, backup.manifest.database))
		throw new CommandError(
			`${nameOf(backup)} is of another database than the one that is in use; ${NOTHING_DONE}: name the folder of this one's backups (BACKUP_DIR)`,
		);
	await requireReadable(backup, surroundings);
}

const nameOf = ({ folder }: Backup) => basename(folder);

/** A realm is an operator's file. */
function requireRealms(backup: Backup, directory: string): void {
	const known = readdirSync(join(directory, "tenants", "operators")).map((file) => file.replace(/\.toml$/, ""));
	const strange = backup.manifest.database.realms.filter((realm) => !known.includes(realm));
	if (strange.length > 0)
		throw new CommandError(
			`${nameOf(backup)} is of another realm: no file of tenants/operators is ${strange.join(" or ")}; ${NOTHING_DONE}: restore it in the project that it is of`,
		);
}

function requireKnownMigrations(backup: Backup, directory: string): void {
	const known = new Map(
		readMigrations(join(directory, "migrations")).map(({ number, sql }) => [
			number,
			createHash("sha256").update(sql).digest("hex"),
		]),
	);
	for (const { number, sha256 } of backup.manifest.database.migrations) {
		if (!known.has(number))
			throw new CommandError(
				`${nameOf(backup)} has migration ${number}, and this code knows ${known.size}: it was made by a newer version; ${NOTHING_DONE}: restore it with that version`,
			);
		if (known.get(number) !== sha256)
			throw new CommandError(
				`${nameOf(backup)} has another migration ${number} than this code: it is of another program; ${NOTHING_DONE}`,
			);
	}
}

/** Whether the keys in it can still be opened: with this bucket and, where it is known, this secret. */
async function requireReadable(backup: Backup, { salts, keyRoot }: Surroundings): Promise<void> {
	const { rotations } = backup.manifest.database;
	if (rotations.length === 0) return;
	const range = (await readRange(salts))?.range;
	requireAfterRotation(backup, range);
	try {
		for (const check of RANGE_CHECKS) await check({ range, rotations });
	} catch (error) {
		if (!(error instanceof KeysDoNotFit)) throw error;
		throw new CommandError(`${nameOf(backup)} does not fit the bucket of the salts; ${NOTHING_DONE}: ${error.message}`);
	}
	const alive = rotations.filter(({ number }) => range && number >= range.oldest && number <= range.newest);
	for (const { number, salt_sha256, key_check } of alive) {
		const salt = await readSalt(salts, number);
		if (salt === undefined)
			throw new CommandError(
				`salt ${number} is missing from the bucket of the salts; ${NOTHING_DONE}: put it back (SALTS)`,
			);
		if (salt_sha256 !== null && (await saltFingerprint(salt)) !== salt_sha256)
			throw new CommandError(
				`${nameOf(backup)} is of another database: salt ${number} in the bucket is not the one that it names; ${NOTHING_DONE}: bind the bucket that belongs to it (SALTS)`,
			);
		if (keyRoot && key_check !== null && (await deriveKeyCheck(keyRoot, salt, number)) !== key_check)
			throw new CommandError(
				`the secret is not the one under which the keys in ${nameOf(backup)} stand; ${NOTHING_DONE}: set that one (KEK_ROOT)`,
			);
	}
}

function requireAfterRotation(backup: Backup, range: SaltRange | undefined): void {
	const { rotations } = backup.manifest.database;
	const complete = rotations.find(({ state }) => state === "checked" || state === "finished")?.number ?? 1;
	if (range && complete < range.oldest)
		throw new CommandError(
			`${nameOf(backup)} is from before key rotation ${range.oldest} was complete: the salts of its keys were deleted on purpose and nobody can read it; ${NOTHING_DONE}: take one from after that rotation, and delete this one`,
		);
}
