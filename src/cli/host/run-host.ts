import type { JobContext } from "#foundation/context.ts";
import { within } from "#foundation/outages.ts";
import { openSystem, type Platform, type SystemStart } from "#foundation/system.ts";
import { guarded, parseEnv } from "../../env.ts";
import type { Handler } from "../../handler.ts";
import { TABLE_RULES } from "../../register.ts";
import { loadImages } from "./images.ts";
import { type Host, type HostOptions, openHost } from "./open-host.ts";
import { printError, printLine } from "./print.ts";
import { type JobTimer, startJobTimer } from "./timer.ts";

/** Milliseconds that requests have to end, and then what they left to be done. */
const STOP_LIMIT_MS = 10_000;

/** @param limitMs after which connections are cut that still have no answer */
export type Listening = { url: string; stop(limitMs: number): Promise<void> };

export type HostParts = {
	variables: Readonly<Record<string, string | undefined>>;
	platform: Platform;
	handle: Handler;
	runJobs(start: SystemStart): Promise<void>;
	/** Of a runtime with a server for mail: begins to take it in, where a port is set. */
	takeMail?(system: () => JobContext, options: HostOptions): Promise<Listening | undefined>;
	listen(answer: (request: Request) => Response | Promise<Response>, options: HostOptions): Promise<Listening>;
};

/** What a parent process may say, and what it hears. */
export type ToHost = { runJobs: number };
export type FromHost = { listening: string; mail?: string | undefined } | { ranJobs: number; failure?: string };

/**
 * Runs the application in this process until SIGTERM or SIGINT, or until the parent process that has a channel to it
 * is gone: then requests and what they left to be done end, and the folder is given up.
 * @returns the exit code
 */
export async function runHost(parts: HostParts): Promise<number> {
	const { now } = parts.platform;
	const stopAsked = untilStopAsked();
	// As on Workers, what one request did not wait for ends no other.
	process.on("unhandledRejection", (error) => printError(`error unhandled ${nameOf(error)}`));
	let host: Host | undefined;
	try {
		host = await openHost(parts.variables, { now, images: await loadImages() });
		await serveUntil(stopAsked, host, parts);
		return 0;
	} catch (error) {
		printError(`livery: ${error instanceof Error ? error.message : String(error)}`);
		return 1;
	} finally {
		host?.close();
	}
}

async function serveUntil(stopAsked: Promise<void>, host: Host, parts: HostParts): Promise<void> {
	const { platform, handle, runJobs, listen } = parts;
	const { bindings, options } = host;
	const settings = guarded(parseEnv(bindings, TABLE_RULES), platform.now);
	const deferred = deferredWork();
	const execution = { waitUntil: deferred.add, passThroughOnException: () => undefined, props: undefined };
	const listening = await listen((request) => handle(request, bindings, execution), options);
	const system = () => openSystem({ settings, platform, keepAlive: deferred.add });
	const mail = await parts.takeMail?.(system, options);
	const jobs = startJobTimer(() => runJobs({ settings, platform, keepAlive: deferred.add }), {
		intervalMs: options.jobsEveryMs,
		onFailure: (error) => printError(`jobs: ${nameOf(error)}`),
	});
	printLine(`livery: ${listening.url}, files in ${host.folder}`);
	if (mail !== undefined) printLine(`livery: mail comes in at ${mail.url}`);
	printLine(`livery: note: ${host.lacks.join("; ")}`);
	answerParent(jobs, { listening: listening.url, mail: mail?.url });
	await stopAsked;
	await Promise.all([listening.stop(STOP_LIMIT_MS), mail?.stop(STOP_LIMIT_MS)]);
	// What does not end in time is cut off, as a crash would: jobs resume, and mail waits in the outbox.
	await within(STOP_LIMIT_MS, async () => {
		await jobs.stop();
		await deferred.ended();
	}).catch(() => printError("livery: stopped before all work had ended; it resumes at the next start"));
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "failed");

function untilStopAsked(): Promise<void> {
	return new Promise((resolve) => {
		for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.on(event, () => resolve());
	});
}

/** Work that goes on after a response. */
function deferredWork() {
	const pending = new Set<Promise<unknown>>();
	return {
		add(work: Promise<unknown>) {
			const ended = work.catch(() => undefined).finally(() => pending.delete(ended));
			pending.add(ended);
		},
		async ended() {
			while (pending.size > 0) await Promise.all(pending);
		},
	};
}

/** Only a process that started this one has a channel to it. */
function answerParent(jobs: JobTimer, first: FromHost): void {
	const say = (message: FromHost) => process.send?.(message);
	process.on("message", ({ runJobs: id }: ToHost) => {
		jobs.runNow().then(
			() => say({ ranJobs: id }),
			(error) => say({ ranJobs: id, failure: nameOf(error) }),
		);
	});
	say(first);
}
