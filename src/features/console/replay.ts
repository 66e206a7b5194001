import type { Compilable } from "kysely";
import type { Act } from "#foundation/acts/act.ts";
import type { Replay, Replays } from "#foundation/acts/replay.ts";
import { liftQuery, suspensionQueries } from "./members/queries-suspension.ts";
import { endStaff, endStaffSessions } from "./queries.ts";

export const CONSOLE_REPLAYS: Replays<
	"reinstated" | "staff_ended" | "staff_password_changed" | "staff_second_step_reset" | "suspended"
> = {
	suspended: async ({ realm }, { id, subject, brand: scope = "" as const, at }) =>
		suspensionQueries(realm.id, { id, member: subject, scope, at, ...LOST }),
	reinstated: async ({ realm }, { subject, brand: scope = "" as const, at }) => [
		liftQuery(realm.id, subject, scope, at),
	],
	staff_ended: ({ realm }, act) => endOfStaff(realm, act, act.by),
	// Staff set no password by mail, and their second step is never left out: they are invited again.
	staff_password_changed: ({ realm }, act) => endOfStaff(realm, act, ""),
	staff_second_step_reset: ({ realm }, act) => endOfStaff(realm, act, ""),
};

/** What an act does not say of a suspension: its member reads whom to ask. */
const LOST = { clause: "", source: "", reason: null, by: "" };

const endOfStaff = async ({ id }: Replay["realm"], { subject, at: now }: Act, by: string): Promise<Compilable[]> => [
	endStaff(id, subject, { now, by }),
	endStaffSessions(id, subject),
];
