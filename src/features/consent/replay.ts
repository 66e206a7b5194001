import type { Compilable } from "kysely";
import type { Replays } from "#foundation/acts/replay.ts";
import { lastAnswer } from "#foundation/choice/follow-ledger.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { consentRows, stands } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";

export const SHARING_REPLAYS: Replays<"sharing_withdrawn"> = {
	async sharing_withdrawn({ database }, { subject: member, brand, recipient, at }): Promise<Compilable[]> {
		const [events] = await database.read(consentEvents([brand], member));
		const last = lastAnswer(events, recipient);
		if (last === undefined || !stands(last)) return [];
		const answer = {
			...{ purpose: "third_parties" as const, recipient, textHash: last.text_hash },
			...{ kind: "withdrawn" as const, id: uuidv7(Date.parse(at)) },
		};
		const rows = await consentRows({ brand, member, method: "settings", at }, [answer], events);
		return rows.map((row) => addConsent(row));
	},
};
