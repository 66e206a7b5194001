import type { Replays } from "#foundation/acts/replay.ts";
import { endDoors } from "./credentials/doors.ts";
import { changePassword, memberForChange, raiseEpoch, reopenMember } from "./session/queries-session.ts";

export const ACCOUNT_REPLAYS: Replays<"password_changed" | "reopened" | "signed_out_everywhere"> = {
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
