import { listenForMail } from "./cli/host/listen-mail.ts";
import { listenOnNode } from "./cli/host/listen-node.ts";
import { runHost } from "./cli/host/run-host.ts";
import { isRefusal, REFUSALS } from "./foundation/mail/incoming/taken.ts";
import { createHandler } from "./handler.ts";
import { findAddress, receive } from "./incoming.ts";
import { runJobs } from "./jobs.ts";

/** The whole application with its jobs in one process of Node (DECISIONS 84). */
const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

process.exit(
	await runHost({
		variables: process.env,
		platform,
		handle: createHandler(platform),
		runJobs,
		listen: listenOnNode,
		takeMail: (system, options) =>
			listenForMail(
				{
					admits: async (address) => (await findAddress(system(), address)) !== undefined,
					async take(envelope, bytes) {
						const taken = await receive(system(), envelope, bytes);
						return isRefusal(taken) ? REFUSALS[taken] : undefined;
					},
				},
				options,
			),
	}),
);
