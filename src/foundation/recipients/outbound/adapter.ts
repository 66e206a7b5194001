import type { RecipientAccount } from "../../settings.ts";
import type { EventFields } from "./fields.ts";
import type { LaneLimits, Outgoing } from "./lane.ts";

/** What a recipient may hear of. `landing`: the home page was opened. `joining`: somebody pressed join on a brand. */
export type EventKind = "page" | "landing" | "joining";

/** A recipient that this program sends to by itself. */
export type Adapter = {
	/** Of what it hears. */
	events: readonly EventKind[];
	/** What it takes, where the recipient may have it: nothing else comes to it. */
	takes: readonly (keyof EventFields)[];
	/** Without these there is nothing to tell it. */
	needs: readonly (keyof EventFields)[];
	limits: LaneLimits;
	/** Whether an account is one of this service. */
	accepts(account: Pick<RecipientAccount, "id" | "secret">): boolean;
	/** What leaves. */
	outgoing(fields: Readonly<Partial<EventFields>>, account: RecipientAccount): Outgoing;
};
