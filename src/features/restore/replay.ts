import type { Compilable } from "kysely";
import { endDoors } from "#features/accounts/credentials/doors.ts";
import {
	changePassword,
	memberForChange,
	raiseEpoch,
	reopenMember,
} from "#features/accounts/session/queries-session.ts";
import { restoreMember, suspendMember } from "#features/console/members/queries-members.ts";
import { endStaff, endStaffSessions } from "#features/console/queries.ts";
import { closingQueries } from "#features/memberships/closing.ts";
import { leavingQueries } from "#features/memberships/leaving.ts";
import { withdrawalQueries } from "#features/profiles/special-consent.ts";
import type { Act, ActKind } from "#foundation/acts/act.ts";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { Database } from "#foundation/db/database.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";

type Replay = { database: Database; realm: Pick<Realm, "id" | "brands"> };

/** What each kind of act writes, by the same queries as when it was done; on a copy in which that is not needed, nothing. */
const REPLAYS: { [Kind in ActKind]: (replay: Replay, act: Act<Kind>) => Promise<Compilable[]> } = {
	suspended: async ({ realm }, { subject, at }) => [
		suspendMember(realm.id, subject, at),
		...endDoors(realm.id, subject, at),
	],
	reinstated: async ({ realm }, { subject, at }) => [restoreMember(realm.id, subject, at)],
	async closed({ database, realm }, { subject: member, at, purgeAt }) {
		const [events] = await database.read(consentEvents(realm.brands, member));
		return closingQueries(realm, { member, now: Date.parse(at), purgeAt }, events);
	},
	async reopened({ database, realm }, { subject, at }) {
		const [[member]] = await database.read(memberForChange(realm.id, subject));
		return member ? [reopenMember(realm.id, subject, member.session_epoch, at)] : [];
	},
	async left({ database, realm }, { subject: member, brand, at }) {
		const [events] = await database.read(consentEvents([brand], member));
		return leavingQueries(realm.id, { brand, member, now: Date.parse(at) }, events);
	},
	async consent_withdrawn({ database, realm }, { subject: member, brand, purpose, at }) {
		const [events] = await database.read(consentEvents([brand], member));
		return withdrawalQueries({ realm: realm.id, brand, member, now: Date.parse(at) }, purpose, events);
	},
	// The new one is lost with what was written since the copy: another is set by mail.
	password_changed: async ({ realm }, { subject, at }) => [
		changePassword(realm.id, subject, null, at),
		...endDoors(realm.id, subject, at),
	],
	signed_out_everywhere: async ({ realm }, { subject, at }) => [
		raiseEpoch(realm.id, subject, at),
		...endDoors(realm.id, subject, at),
	],
	staff_ended: ({ realm }, act) => endOfStaff(realm, act, act.by),
	// Staff set no password by mail, and their second step is never left out: they are invited anew.
	staff_password_changed: ({ realm }, act) => endOfStaff(realm, act, ""),
	staff_second_step_reset: ({ realm }, act) => endOfStaff(realm, act, ""),
};

const endOfStaff = async ({ id }: Replay["realm"], { subject, at: now }: Act, by: string): Promise<Compilable[]> => [
	endStaff(id, subject, { now, by }),
	endStaffSessions(id, subject),
];

/** The queries that do an act once more. Reads what they hang on: a rival write in between breaks the batch. */
export function replayQueries<Kind extends ActKind>(replay: Replay, act: Act<Kind>): Promise<Compilable[]> {
	return REPLAYS[act.kind as Kind](replay, act);
}
