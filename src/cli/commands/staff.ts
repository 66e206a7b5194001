import { AGE_ACTS } from "#features/console/age/age-check.ts";
import { ageCheck, otherReviewers } from "#features/console/age/queries-age.ts";
import { stepQueries } from "#features/console/age/step.ts";
import { decideByTool } from "#features/console/disclosures/tool.ts";
import { addInvitation } from "#features/console/queries.ts";
import { rolesThatMay } from "#features/console/roles.ts";
import { ENROL_PATH, INVITATION_HOURS, newInvitation } from "#features/console/staff/invitation.ts";
import { agreeToStaff, allWaiting, countAgreers, waitingStaff } from "#features/console/staff/queries-agreement.ts";
import { accountOrigin, type OriginSettings } from "#foundation/brand/origin.ts";
import type { Database } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { STAFF_ROLES, type StaffRole, staffRole } from "#foundation/ledgers/staff-role.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { portFrom } from "../ports.ts";
import { readLiveState } from "../publish/live-state.ts";
import { isLocal, readRunState, withDatabase } from "../run-state.ts";
import { DATABASE, type Usage } from "../usage.ts";

/** The steps of a check of age that the tool may take: it sees nothing itself. */
const TOOL_ACTS = AGE_ACTS.filter((act) => act !== "show");
/** What the tool may do with a proposal to give data on a legal ground. */
const LEGAL_ACTS = ["approve", "refuse"] as const;
export const USAGE: Usage = {
	does: "The way in for the first operator of a realm, and the second person where the realm has no other.",
	forms: [
		`npm run staff -- invite <realm> <${STAFF_ROLES.join("|")}> <e-mail>`,
		"npm run staff -- agree <realm> <id of the new member of staff>",
		`npm run staff -- age <realm> <id of the check> <${TOOL_ACTS.join("|")}>`,
		`npm run staff -- disclosure <realm> <id of the proposal> <${LEGAL_ACTS.join("|")}>`,
	],
	variables: DATABASE,
	example: "npm run staff -- invite jupiter-media operator someone@example.com",
};
const FORMS = USAGE.forms.join("\n");

/**
 * `npm run staff -- invite …`: the way in for the first operator of a realm; operators then invite in the console.
 * `npm run staff -- agree …`: the second person to an invitation, where the realm has no other (DECISIONS 69).
 * `npm run staff -- age …`: the same to a step of a check of age (DECISIONS 105).
 * `npm run staff -- disclosure …`: the same to a disclosure on a legal ground (DECISIONS 122).
 */
export async function staff(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	const [what, realm, ...more] = rest;
	if (realm === undefined) throw new CommandError(FORMS);
	if (what === "invite") await invite(realm, more, io);
	else if (what === "agree") await agree(realm, more, io);
	else if (what === "age") await age(realm, more, io);
	else if (what === "disclosure") await disclosure(realm, more, io);
	else throw new CommandError(FORMS);
	return 0;
}

async function invite(wanted: string, given: string[], io: CommandIo): Promise<void> {
	const asked = readInvited(given);
	await withDatabase(io, "staff invite", async (database, url) => {
		const realm = await findRealm(database, wanted);
		const { code, row } = await newInvitation({ ...asked, realm: realm.id, by: "" }, io.now().getTime());
		await database.write(addInvitation(row));
		io.stdout.write(`${accountOrigin(realm, originSettings(io, url))}${ENROL_PATH}?code=${code}\n`);
		io.stderr.write(
			`It works once, for ${INVITATION_HOURS} hours, and for that address alone. Hand it to nobody else; it is stored nowhere.\n`,
		);
	});
}

/** @throws CommandError */
function readInvited([role, address, ...more]: string[]): { role: StaffRole; email: string } {
	if (role === undefined || address === undefined || more.length > 0) throw new CommandError(FORMS);
	const known = staffRole(role);
	const email = parseMailAddress(address);
	if (known === undefined) throw new CommandError(`there is no role "${role}"; there are ${STAFF_ROLES.join(", ")}`);
	if (email === undefined) throw new CommandError("this is no e-mail address");
	return { role: known, email };
}

async function agree(wanted: string, [id, ...more]: string[], io: CommandIo): Promise<void> {
	if (id === undefined || more.length > 0) throw new CommandError(FORMS);
	await withDatabase(io, "staff agree", async (database, url) => {
		const realm = await findRealm(database, wanted);
		const [[found], all] = await database.read(waitingStaff(realm.id, id), allWaiting(realm.id));
		if (found === undefined) throw new CommandError(`nobody with this id waits in ${wanted}; ${inWords(all)}`);
		const [[others]] = await database.read(countAgreers(realm.id, found));
		if (others !== undefined && others.agreers > 0)
			throw new CommandError(
				`${others.agreers} member(s) of staff can be the second person; they agree at ${accountOrigin(realm, originSettings(io, url))}/console/staff`,
			);
		const [agreed] = await database.write(agreeToStaff(realm.id, id, { by: "", now: io.now().toISOString() }));
		if (agreed.length === 0) throw new CommandError("somebody agreed, or ended this access, at the same moment");
		io.stdout.write(`${found.role} ${id} can begin to work\n`);
	});
}

async function age(wanted: string, [id, asked, ...more]: string[], io: CommandIo): Promise<void> {
	const act = TOOL_ACTS.find((one) => one === asked);
	if (id === undefined || act === undefined || more.length > 0) throw new CommandError(FORMS);
	await withDatabase(io, "staff age", async (database, url) => {
		const realm = await findRealm(database, wanted);
		const [[row]] = await database.read(ageCheck(realm.id, id));
		if (row === undefined || row.ended_at !== null)
			throw new CommandError(`no check with this id is open in ${wanted}`);
		const before = row.state === "shown" ? (row.shown_by ?? "") : row.raised_by;
		const [[reviewers]] = await database.read(otherReviewers(realm.id, rolesThatMay("photos.review"), [before]));
		if (reviewers !== undefined && reviewers.others > 0)
			throw new CommandError(
				`${reviewers.others} member(s) of staff can be the second person; they decide at ${accountOrigin(realm, originSettings(io, url))}/console/ages/${id}`,
			);
		const step = stepQueries(realm.id, row, { act, proof: undefined, by: "", role: "tool", now: io.now().getTime() });
		if (step === undefined) throw new CommandError(`this check is ${row.state}: ${act} is no step from there`);
		const [taken] = await database.write(...step);
		if (taken.length === 0) throw new CommandError("somebody took a step at the same moment");
		io.stdout.write(`recorded: ${act} of ${id}\n`);
	});
}

/** Why the tool decided nothing. */
const NOT_DECIDED = {
	busy: "somebody decided at the same moment; look again, and repeat it if it still waits",
	gone: "the account is gone, or is being erased: nothing of it may be given any more; refuse it",
	late: "the silence that this would prolong has ended, or lasts as long already; refuse it",
} as const;

async function disclosure(wanted: string, [id, asked, ...more]: string[], io: CommandIo): Promise<void> {
	const act = LEGAL_ACTS.find((one) => one === asked);
	if (id === undefined || act === undefined || more.length > 0) throw new CommandError(FORMS);
	await withDatabase(io, "staff disclosure", async (database, url) => {
		const realm = await findRealm(database, wanted);
		const [others, state] = await decideByTool(database, realm.id, { id, act, now: io.now().getTime() });
		if (state === undefined) throw new CommandError(`no proposal with this id waits for a second person in ${wanted}`);
		if (others > 0)
			throw new CommandError(
				`${others} member(s) of staff can be the second person; they decide at ${accountOrigin(realm, originSettings(io, url))}/console/disclosures/${id}`,
			);
		const why = state in NOT_DECIDED ? NOT_DECIDED[state as keyof typeof NOT_DECIDED] : undefined;
		if (why !== undefined) throw new CommandError(why);
		io.stdout.write(`recorded: ${state} ${id}\n`);
	});
}

function inWords(waiting: readonly { id: string; role: string; created_at: string }[]): string {
	if (waiting.length === 0) return "nobody waits at all";
	return `these do: ${waiting.map(({ id, role, created_at }) => `${id} (${role}, since ${created_at})`).join(", ")}`;
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
