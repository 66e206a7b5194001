import type { Compilable } from "kysely";
import { endDoors } from "#features/accounts/credentials/doors.ts";
import type { Act } from "#foundation/acts/act.ts";
import type { Replay, Replays } from "#foundation/acts/replay.ts";
import { restoreMember, suspendMember } from "./members/queries-members.ts";
import { endStaff, endStaffSessions } from "./queries.ts";

export const CONSOLE_REPLAYS: Replays<
	"reinstated" | "staff_ended" | "staff_password_changed" | "staff_second_step_reset" | "suspended"
> = {
	suspended: async ({ realm }, { subject, at }) => [
		suspendMember(realm.id, subject, at),
		...endDoors(realm.id, subject, at),
	],
	reinstated: async ({ realm }, { subject, at }) => [restoreMember(realm.id, subject, at)],
	staff_ended: ({ realm }, act) => endOfStaff(realm, act, act.by),
	// Staff set no password by mail, and their second step is never left out: they are invited again.
	staff_password_changed: ({ realm }, act) => endOfStaff(realm, act, ""),
	staff_second_step_reset: ({ realm }, act) => endOfStaff(realm, act, ""),
};

const endOfStaff = async ({ id }: Replay["realm"], { subject, at: now }: Act, by: string): Promise<Compilable[]> => [
	endStaff(id, subject, { now, by }),
	endStaffSessions(id, subject),
];
