import type { Compilable } from "kysely";
import type { Replays } from "#foundation/acts/replay.ts";
import { aboutRecipient } from "#foundation/choice/words.ts";
import { consentRows, withdrawalOf } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";

export const SHARING_REPLAYS: Replays<"sharing_withdrawn"> = {
	async sharing_withdrawn({ database }, { subject: member, brand, recipient, at }): Promise<Compilable[]> {
		const [events] = await database.read(consentEvents([brand], member));
		const answers = withdrawalOf(events, aboutRecipient(recipient), Date.parse(at));
		const rows = await consentRows({ brand, member, method: "settings", at }, answers, events);
		return rows.map((row) => addConsent(row));
	},
};
