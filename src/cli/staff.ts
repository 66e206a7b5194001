import { parseEmail } from "../accounts/identity.ts";
import { accountOrigin, type OriginSettings } from "../brand/origin.ts";
import type { RealmId } from "../brand/settings.ts";
import { enrolPath, INVITATION_HOURS, newInvitation } from "../console/invitation.ts";
import { addInvitation } from "../console/queries.ts";
import { STAFF_ROLES, type StaffRole, staffRole } from "../console/roles.ts";
import type { Database } from "../db/database.ts";
import { CommandError, type CommandIo, parseOptions } from "./command.ts";
import { portFrom } from "./dev.ts";
import { readLiveState } from "./live-state.ts";
import { isLocal, readRunState, withDatabase } from "./run-state.ts";

const USAGE = `npm run staff -- invite <realm> <${STAFF_ROLES.join("|")}> <e-mail>`;

/** `npm run staff -- invite …`: the way in for the first operator of a realm; operators then invite in the console. */
export async function staff(argv: string[], io: CommandIo): Promise<number> {
	const asked = readAsked(argv);
	await withDatabase(io, "staff invite", async (database, url) => {
		const realm = await findRealm(database, asked.realm);
		const { code, row } = await newInvitation({ ...asked, realm: realm.id, by: "" }, io.now().getTime());
		await database.write(addInvitation(row));
		io.stdout.write(`${accountOrigin(realm, originSettings(io, url))}${enrolPath(code)}\n`);
		io.stderr.write(
			`It works once, for ${INVITATION_HOURS} hours, and for that address alone. Hand it to nobody else; it is stored nowhere.\n`,
		);
	});
	return 0;
}

/** @throws CommandError */
function readAsked(argv: string[]): { realm: string; role: StaffRole; email: string } {
	const { rest } = parseOptions(argv, {});
	const [what, realm, role, address, ...more] = rest;
	if (what !== "invite" || realm === undefined || role === undefined || address === undefined || more.length > 0)
		throw new CommandError(USAGE);
	const known = staffRole(role);
	const email = parseEmail(address);
	if (known === undefined) throw new CommandError(`there is no role "${role}"; there are ${STAFF_ROLES.join(", ")}`);
	if (email === undefined) throw new CommandError("this is no e-mail address");
	return { realm, role: known, email };
}

async function findRealm(database: Database, wanted: string): Promise<{ id: RealmId; accountHost: string }> {
	const { brands } = await readLiveState(database);
	const realms = [...brands.values()].map(({ realm: id, legal }) => ({
		id,
		accountHost: legal.at(-1)?.settings.operator.accountHost ?? "",
	}));
	const found = realms.find(({ id }) => id === wanted);
	if (found) return found;
	const all = [...new Set(realms.map(({ id }) => id))].sort();
	throw new CommandError(`there is no realm "${wanted}"; there are ${all.join(", ")}`);
}

/** A database on this machine belongs to `npm start`, whose hosts are below localhost. */
function originSettings(io: CommandIo, databaseUrl: string): OriginSettings {
	if (!isLocal(databaseUrl)) return {};
	const running = readRunState(io);
	return { developmentPort: running ? Number(new URL(running.workerUrl).port) : portFrom("PORT", 8787) };
}
