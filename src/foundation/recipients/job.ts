import type { JobContext } from "../context.ts";
import { StandsStill } from "../errors.ts";
import { drainNotices } from "./drain.ts";
import type { RecipientPorts } from "./port.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;

/**
 * Tells recipients what was done with data that they were given. What was told goes when its term ends, by retention.
 * @throws StandsStill while a person has something to tell, once all else is told
 */
export async function recipientNoticesJob(context: JobContext, ports: RecipientPorts): Promise<void> {
	const { clock: now, random, database, keys } = context;
	const sources = { database: database("recipients"), ring: await keys(), ports, now, random };
	const forPerson = await drainNotices(sources, now() + RUN_LIMIT_MS);
	if (forPerson.length === 0) return;
	const counts = forPerson.map(
		({ realm_id, recipient, state, notices }) => `${notices} to ${recipient} of ${realm_id} (${state})`,
	);
	const standstill = `notices wait for a person to tell: ${counts.join(", ")}`;
	console.error(`recipients: ${standstill}`);
	throw new StandsStill(standstill);
}
