import { HELD_NAMES } from "#features/accounts/name-holds/name-hold.ts";
import { askRotation, countUnitKeys, newestRotations, type RotationRow } from "#foundation/crypto/queries.ts";
import { progressOf } from "#foundation/crypto/rotation/rotation.ts";
import type { Database } from "#foundation/db/database.ts";
import { suppressionsBySalt } from "#foundation/mail/incoming/queries-bounce.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { withDatabase } from "../run-state.ts";
import { DATABASE, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "How the key-encryption keys stand and which backups can be read, or a rotation of them.",
	forms: ["npm run keys -- status", "npm run keys -- rotate"],
	variables: DATABASE,
	more: "rotate asks for one: the Worker begins within a minute, or a day after the one before it.",
	example: "npm run keys -- status",
};

/** `npm run keys -- rotate|status`: asks for a rotation of the key-encryption keys, or says how they stand. */
export async function keys(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	const [what, ...more] = rest;
	if ((what !== "rotate" && what !== "status") || more.length > 0) throw new CommandError(usageText(USAGE).trimEnd());
	await withDatabase(io, `keys ${what}`, async (database) => {
		if (what === "rotate") io.stdout.write(await rotate(database, io.now()));
		else io.stdout.write(await status(database));
	});
	return 0;
}

async function rotate(database: Database, now: Date): Promise<string> {
	const [[before]] = await database.read(newestRotations(1));
	if (before === undefined)
		throw new CommandError("there are no keys yet; the Worker makes the first within a minute of its start");
	await database.write(askRotation(now.toISOString()));
	const [[newest]] = await database.read(newestRotations(1));
	const isNew = newest?.number !== before.number;
	return isNew
		? `rotation ${newest?.number} is asked for; the Worker begins within a minute, or a day after the one before it\n`
		: `rotation ${before.number} is asked for already, and serves this request too\n`;
}

async function status(database: Database): Promise<string> {
	const [rotations, counts, holds, addresses] = await database.read(
		...([newestRotations(12), countUnitKeys(), HELD_NAMES.rowsBySalt(), suppressionsBySalt()] as const),
	);
	if (rotations.length === 0) return "there are no keys yet; the Worker makes the first within a minute of its start\n";
	const lines = [...rotations].reverse().map(describeRotation);
	for (const { key_version, keys } of counts) lines.push(`${keys} key(s) are wrapped under version ${key_version}`);
	for (const { salt, rows } of holds) lines.push(`${rows} name(s) are held under hold salt ${salt}`);
	for (const { salt, rows } of addresses) lines.push(`${rows} address(es) get no mail under hold salt ${salt}`);
	return [...lines, backups(rotations), ""].join("\n");
}

function describeRotation(row: RotationRow): string {
	const { keys, rows, lost, milliseconds, problem } = progressOf(row);
	const done = keys + rows > 0 ? `; ${keys} key(s) and ${rows} row(s) in ${Math.round(milliseconds / 1000)} s` : "";
	const without = lost > 0 ? `, ${lost} of them erased` : "";
	const stands = problem === undefined ? "" : `; STANDS STILL: ${problem}`;
	return `rotation ${row.number}: ${row.state.replace("_", " ")} since ${row.state_at}${done}${without}${stands}`;
}

/** Which backups can be read is told by the newest rotation that a backup itself calls complete. */
function backups(rotations: readonly RotationRow[]): string {
	const complete = rotations.find(({ state }) => state === "checked" || state === "finished");
	if (complete === undefined) return "no backup can be read";
	return complete.number === 1
		? "every backup can be read"
		: `backups from ${complete.state_at} on can be read; older ones cannot, on purpose (their newest complete rotation is below ${complete.number})`;
}
