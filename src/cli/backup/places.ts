import { join, resolve } from "node:path";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { CommandError, type CommandIo } from "../command.ts";
import { BACKUPS_FOLDER, dataDirectory, developmentSecrets } from "../run-state.ts";

/** In which every backup has a folder of its own: BACKUP_DIR, or a folder of this machine's data. */
export function backupsFolder(io: Pick<CommandIo, "directory">): string {
	const named = process.env.BACKUP_DIR;
	return named ? resolve(io.directory, named) : join(dataDirectory(io), BACKUPS_FOLDER);
}

/** A secret of the environment, or of `npm start`. @throws CommandError when it is malformed */
export function secretNamed(io: CommandIo, name: "KEK_ROOT" | "RECEIPT_KEY"): Uint8Array | undefined {
	const text = process.env[name] ?? developmentSecrets(io)[name];
	if (text === undefined || text === "") return undefined;
	const bytes = fromBase64(text);
	if (bytes?.length !== 32)
		throw new CommandError(`${name} is malformed: 32 bytes as base64 are wanted (see README, Deploy)`);
	return bytes;
}
