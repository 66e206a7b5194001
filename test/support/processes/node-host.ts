import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { openStore } from "#cli/host/open-host.ts";
import type { FromHost, ToHost } from "#cli/host/run-host.ts";
import type { LocalWorker, WorkerOptions } from "#cli/local/worker.ts";
import { sendMail } from "../smtp.ts";

/** Longer than any test: the jobs run when a test asks for them. */
const NEVER = "3600000";

export type NodeHost = LocalWorker & {
	/** Asks the process to end, as an operator does. */
	ask(signal: NodeJS.Signals): void;
	/** Closes the channel to it, as the end of its parent process does. */
	abandon(): void;
	/** Its exit code, once it has ended. */
	ended: Promise<number | null>;
};

/** The Node entry in a process of its own, with what a Worker has for tests. */
export async function startNodeHost(
	options: Pick<WorkerOptions, "bundle" | "bindings" | "port" | "onLog"> & { objects: string },
): Promise<NodeHost> {
	const { bundle, bindings, objects, port, onLog } = options;
	const child = spawn(process.execPath, [bundle], {
		env: {
			...{ PATH: process.env.PATH, DATA_DIR: objects, PORT: String(port ?? 0), JOBS_EVERY: NEVER },
			...{ INCOMING_MAIL_PORT: "0" },
			...{ CLIENT_ADDRESS_HEADER: "CF-Connecting-IP", ...bindings },
		},
		stdio: ["ignore", "pipe", "pipe", "ipc"],
	});
	const said: string[] = [];
	for (const stream of [child.stdout, child.stderr])
		if (stream)
			createInterface(stream).on("line", (line) => {
				said.push(line);
				onLog?.(line);
			});
	const ended = once(child, "exit").then(([code]): number | null => code);
	// All that it said has come.
	const closed = once(child, "close");
	const { listening: url, mail = "" } = await Promise.race([
		listening(child),
		closed.then(() => Promise.reject(new Error(`the host ended: ${said.join("\n")}`))),
	]);
	let asked = 0;
	return {
		url: new URL(url),
		bucket: (binding) => openStore(objects, binding, Date.now),
		deliver: (envelope, raw) => sendMail(mail, envelope, raw),
		async tick() {
			const id = ++asked;
			const ran = answerTo(child, id);
			const gone = ended.then(() => Promise.reject(new Error("the host ended")));
			gone.catch(() => undefined);
			child.send({ runJobs: id } satisfies ToHost);
			const failure = await Promise.race([ran, gone]);
			if (failure !== undefined) throw new Error(`jobs: ${failure}`);
		},
		abandon: () => child.disconnect(),
		ask: (signal) => void child.kill(signal),
		ended,
		/** At once, as workerd is stopped. */
		async stop() {
			child.kill("SIGKILL");
			await ended;
		},
	};
}

function listening(child: ChildProcess): Promise<Extract<FromHost, { listening: string }>> {
	return new Promise((resolve) =>
		child.on("message", (message: FromHost) => {
			if ("listening" in message) resolve(message);
		}),
	);
}

function answerTo(child: ChildProcess, id: number): Promise<string | undefined> {
	return new Promise((resolve) => {
		const hear = (message: FromHost) => {
			if (!("ranJobs" in message) || message.ranJobs !== id) return;
			child.off("message", hear);
			resolve(message.failure);
		};
		child.on("message", hear);
	});
}
