import type { Replays } from "#foundation/acts/replay.ts";
import { eraseAccountQueries } from "./closing.ts";
import { endDoors } from "./credentials/doors.ts";
import { changePassword, memberForChange, raiseEpoch, reopenMember } from "./session/queries-session.ts";

export const ACCOUNT_REPLAYS: Replays<"erased" | "password_changed" | "reopened" | "signed_out_everywhere"> = {
	// Taken, it is the first that the work of retention erases; its receipt was issued before.
	erased: async ({ realm }, { subject, at }) => eraseAccountQueries(realm, { member: subject, at }),
	// The new one is lost with what was written since the copy: another is set by mail.
	password_changed: async ({ realm }, { subject, at }) => [
		changePassword(realm.id, subject, null, at),
		...endDoors(realm.id, subject, at),
	],
	async reopened({ database, realm }, { subject, at }) {
		const [[member]] = await database.read(memberForChange(realm.id, subject));
		return member ? [reopenMember(realm.id, subject, member.session_epoch, at)] : [];
	},
	signed_out_everywhere: async ({ realm }, { subject, at }) => [
		raiseEpoch(realm.id, subject, at),
		...endDoors(realm.id, subject, at),
	],
};
