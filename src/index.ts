import { guarded, parseEnv } from "./env.ts";
import { MAX_MAIL_BYTES } from "./foundation/mail/incoming/read-mail.ts";
import { isRefusal, REFUSALS } from "./foundation/mail/incoming/taken.ts";
import type { Bindings } from "./foundation/settings.ts";
import { openSystem } from "./foundation/system.ts";
import { createHandler, type Execution } from "./handler.ts";
import { receive } from "./incoming.ts";
import { runJobs } from "./jobs.ts";
import { TABLE_RULES } from "./register.ts";

const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

/** As Cloudflare Email Routing hands a mail over. What a Worker throws makes the sending server try again. */
type RoutedMail = {
	from: string;
	to: string;
	raw: ReadableStream<Uint8Array>;
	rawSize: number;
	setReject(reason: string): void;
};

export default {
	fetch: createHandler(platform),

	/** Each minute. */
	scheduled: (_event: unknown, env: Bindings, execution: Execution): Promise<void> =>
		runJobs({
			settings: guarded(parseEnv(env, TABLE_RULES), platform.now),
			platform,
			keepAlive: (work) => execution.waitUntil(work),
		}),

	/** A mail that came in (DECISIONS 125). */
	async email(mail: RoutedMail, env: Bindings, execution: Execution): Promise<void> {
		const settings = guarded(parseEnv(env, TABLE_RULES), platform.now);
		const job = openSystem({ settings, platform, keepAlive: (work) => execution.waitUntil(work) });
		const isTooLarge = mail.rawSize > MAX_MAIL_BYTES;
		const bytes = isTooLarge ? undefined : new Uint8Array(await new Response(mail.raw).arrayBuffer());
		const taken = bytes === undefined ? "too_large" : await receive(job, { from: mail.from, to: mail.to }, bytes);
		if (isRefusal(taken)) mail.setReject(REFUSALS[taken].text);
	},
};
